package message

import (
	"context"
	"errors"
	"slices"
	"time"

	"terminwerk/core"
)

// Step is what a person does with a message of the outbox: it changes the message, or refuses.
type Step func(ctx context.Context, s *Service, actor string, m *core.Message) error

// Retrying makes a message due now with no attempts behind it: one that failed, expired, was cancelled or not delivered, is
// uncertain, put away, or waits for its next attempt. Recipients that have it already are left out. Invalid with ReasonStale
// when what it says no longer holds, ReasonNotOpen when it has gone out, ReasonSendingNow while it is on its way.
func Retrying() Step {
	return func(ctx context.Context, s *Service, actor string, m *core.Message) error {
		switch m.State {
		case core.MessageSending:
			return refuseMessage(m, ReasonSendingNow)
		case core.MessageSent, core.MessageHandedOver, core.MessageAccepted, core.MessageDelivered:
			return refuseMessage(m, ReasonNotOpen)
		case core.MessageUndelivered, core.MessageSettled:
			m.MessageID, m.GatewayID = newMessageID(m.MessageID), "" // the service knows the former one as done
		}
		now := s.stamp()
		if why, _, err := s.stale(ctx, m); err != nil || why != "" || !m.Expires.IsZero() && !now.Before(m.Expires) {
			if err == nil {
				err = refuseMessage(m, ReasonStale)
			}
			return err
		}
		m.Attempts, m.Repeats, m.FirstTry, m.Refused, m.Due = 0, 0, time.Time{}, nil, now
		line := core.Attempt{At: now, State: core.MessageQueued, By: actor, Reason: "message.why.by_hand"}
		if m.Module == core.ModuleMAPI {
			line.State = core.MessageWaiting
		}
		note(m, line)
		return nil
	}
}

// Cancelling takes an open message back; one that failed or was not delivered is put away instead. Invalid with
// ReasonSendingNow or ReasonNotOpen.
func Cancelling() Step {
	return func(ctx context.Context, s *Service, actor string, m *core.Message) error {
		switch m.State {
		case core.MessageSending:
			return refuseMessage(m, ReasonSendingNow)
		case core.MessageFailed, core.MessageUndelivered:
			return PuttingAway()(ctx, s, actor, m)
		case core.MessageQueued, core.MessageWaiting, core.MessageRetry:
		default:
			return refuseMessage(m, ReasonNotOpen)
		}
		note(m, core.Attempt{At: s.stamp(), State: core.MessageCancelled, By: actor, Reason: "message.why.by_hand"})
		return nil
	}
}

// What a person said of a message, as it stands in its story.
const (
	whyWasSent = "message.why.was_sent"
	whyNotSent = "message.why.not_sent"
	whyPutAway = "message.why.put_away"
)

// PuttingAway closes a message that failed or was not delivered, because somebody has dealt with it: the customer counts as
// told. Invalid with ReasonNotOpen in any other state.
func PuttingAway() Step {
	return func(_ context.Context, s *Service, actor string, m *core.Message) error {
		if m.State != core.MessageFailed && m.State != core.MessageUndelivered {
			return refuseMessage(m, ReasonNotOpen)
		}
		note(m, core.Attempt{At: s.stamp(), State: core.MessageSettled, By: actor, Reason: whyPutAway})
		return nil
	}
}

// TakingBack undoes the answer of a person, by Settling or PuttingAway, as long as it is the last thing that happened to the
// message: it stands again where it stood before. Else Invalid with ReasonNotAnswered.
func TakingBack() Step {
	return func(_ context.Context, s *Service, actor string, m *core.Message) error {
		last := len(m.Story) - 1
		if last < 1 || !slices.Contains([]string{whyWasSent, whyNotSent, whyPutAway}, m.Story[last].Reason) {
			return refuseMessage(m, ReasonNotAnswered)
		}
		note(m, core.Attempt{At: s.stamp(), State: m.Story[last-1].State, By: actor, Reason: "message.why.taken_back"})
		return nil
	}
}

// Settling answers for an uncertain message whether it was sent: it is sent (an SMS accepted), or failed and can be sent
// again.
func Settling(wasSent bool) Step {
	return func(_ context.Context, s *Service, actor string, m *core.Message) error {
		if m.State != core.MessageUncertain {
			return refuseMessage(m, ReasonNotUncertain)
		}
		line := core.Attempt{At: s.stamp(), State: core.MessageFailed, By: actor, Reason: whyNotSent}
		if wasSent {
			line.State, line.Reason = core.MessageSent, whyWasSent
		}
		note(m, line)
		return nil
	}
}

// Step does it with one message.
func (s *Service) Step(ctx context.Context, actor string, step Step, id core.ID) (core.Message, error) {
	m, err := s.store.Message(ctx, id)
	if err == nil {
		err = step(ctx, s, actor, &m)
	}
	if err != nil {
		return m, err
	}
	return m, s.apply(ctx, actor, "message.changed", nil, &m)
}

// Stepped is what a step did to several messages.
type Stepped struct {
	Tried int       // how many of the messages it was tried with, from the first on
	Took  []core.ID // those of them that it changed
	Why   error     // why not the first of the others
}

// The most that one change of several messages holds.
const (
	stepMost  = 200
	stepBytes = 8 << 20 // of texts and files
)

// StepMany does it with the first of several messages, in one transaction, as many as that should hold; those that refuse
// stay as they are. The caller goes on behind Tried, and not at all after an error: then none of these has changed.
func (s *Service) StepMany(ctx context.Context, actor string, step Step, ids ...core.ID) (Stepped, error) {
	const attempts = 8 // while messages are sent meanwhile
	for try := 1; ; try++ {
		done, put, err := s.steps(ctx, actor, step, ids)
		if err != nil || len(put) == 0 {
			return done, err
		}
		err = s.apply(ctx, actor, "message.changed", nil, put...)
		if err == nil {
			return done, nil
		}
		if try == attempts || !core.IsKind(err, core.Conflict) {
			return Stepped{}, err
		}
	}
}

// weight is about how many bytes a message takes.
func weight(m *core.Message) int {
	n := len(m.Text) + len(m.Rendered)
	for _, a := range m.Attachments {
		n += len(a.Content)
	}
	return n
}

// steps decides for as many messages as fit into one change.
func (s *Service) steps(ctx context.Context, actor string, step Step, ids []core.ID) (done Stepped, put []core.Record, err error) {
	size := 0
	for _, id := range ids {
		if len(put) == stepMost || size > stepBytes {
			break
		}
		if err := ctx.Err(); err != nil {
			return Stepped{}, nil, err
		}
		done.Tried++
		m, err := s.store.Message(ctx, id)
		if err == nil {
			err = step(ctx, s, actor, &m)
		}
		if errors.Is(err, context.Canceled) {
			return Stepped{}, nil, err
		}
		if err != nil {
			if done.Why == nil {
				done.Why = err
			}
			continue
		}
		size += weight(&m)
		done.Took, put = append(done.Took, id), append(put, &m)
	}
	return done, put, nil
}
