package message

import (
	"slices"
	"strings"
	"time"

	"terminwerk/core"
)

// answer moves a message that was being sent to where the result of the attempt puts it. A fault of the whole way, or a
// missing network, puts it back as if nothing had been tried.
func answer(m *core.Message, r Result, now time.Time) {
	line := core.Attempt{At: now, Words: r.Words, Reason: r.Reason}
	if r.GatewayID != "" {
		m.GatewayID = r.GatewayID
	}
	if r.Price != "" {
		m.Price = r.Price
	}
	outcome := served(m, r, &line)
	if m.FirstTry.IsZero() && outcome != Channel && outcome != NoNetwork && outcome != Aborted {
		m.FirstTry = now
	}
	switch outcome {
	case Sent, HandedOver, Accepted, Delivered, Lost:
		line.State = finalStates[outcome]
	case Aborted, Channel, NoNetwork:
		line.State = before(m)
	case Permanent:
		m.Attempts++
		line.State = core.MessageFailed
	case Temporary:
		m.Attempts++
		later(m, r, now, &line)
	default:
		unsure(m, r, now, &line)
	}
	if line.State == core.MessageFailed && m.Repeats > 0 {
		line.State = core.MessageUncertain // the attempt before this one may have reached somebody
	}
	note(m, line)
}

// before is the state in which a message waited for the attempt that did not take place.
func before(m *core.Message) core.MessageState {
	switch {
	case m.Module == core.ModuleMAPI:
		return core.MessageWaiting
	case m.Attempts > 0:
		return core.MessageRetry
	}
	return core.MessageQueued
}

var finalStates = map[Outcome]core.MessageState{
	Sent: core.MessageSent, HandedOver: core.MessageHandedOver, Accepted: core.MessageAccepted, Delivered: core.MessageDelivered,
	Lost: core.MessageUndelivered,
}

// served notes which recipients took the message and which never will, and gives the outcome for the rest.
func served(m *core.Message, r Result, line *core.Attempt) Outcome {
	if len(r.Recipients) == 0 {
		if r.Taken() && len(m.Refused) > 0 {
			m.Done = append(slices.Clone(m.Done), m.Unserved()...)
			return Permanent // the others were refused before
		}
		return r.Outcome
	}
	counts := map[Outcome]int{}
	var words []string
	for _, to := range r.Recipients {
		kind := to.Outcome
		switch kind {
		case Sent, Accepted, HandedOver, Delivered:
			kind = Sent
			if !slices.Contains(m.Done, to.Address) {
				m.Done = append(slices.Clone(m.Done), to.Address)
			}
		case Permanent:
			if !slices.Contains(m.Refused, to.Address) {
				m.Refused = append(slices.Clone(m.Refused), to.Address)
			}
		}
		counts[kind]++
		if kind != Sent && to.Words != "" {
			words = append(words, to.Address+": "+to.Words)
		}
	}
	if len(words) > 0 {
		line.Words = strings.Join(words, "\n")
	}
	// What is unsure weighs most, then what can be tried again; refused recipients fail the message once nothing is left.
	switch {
	case r.Outcome == Channel || r.Outcome == NoNetwork:
		return r.Outcome
	case r.Outcome == Uncertain || counts[Uncertain] > 0:
		return Uncertain
	case len(m.Unserved()) > 0 && counts[Temporary]+counts[Channel]+counts[NoNetwork] > 0:
		return Temporary
	case len(m.Refused) > 0:
		return Permanent
	case finalStates[r.Outcome] == "":
		return Sent
	}
	return r.Outcome
}

// later plans the next attempt, or gives up when the message has been tried long enough.
func later(m *core.Message, r Result, now time.Time, line *core.Attempt) {
	if now.Sub(m.FirstTry) >= lifetime {
		line.State = core.MessageFailed
		if line.Reason == "" {
			line.Reason = "message.why.too_long"
		}
		return
	}
	line.State = core.MessageRetry
	m.Due = now.Add(max(wait(m.Attempts), r.RetryAfter)).Truncate(time.Second)
}

// repeatAfter is how long an e-mail of which nobody knows waits for the server to make up its mind before it is repeated.
const repeatAfter = 15 * time.Minute

// ReasonInterrupted is in the story of a message that was being sent when the program ended.
const ReasonInterrupted = "message.why.interrupted"

// unsure repeats an e-mail of module 2 once, under the same Message-ID, which receivers tell apart; everything else
// becomes uncertain.
func unsure(m *core.Message, r Result, now time.Time, line *core.Attempt) {
	m.Attempts++
	if m.Channel == core.ChannelEmail && m.Module == core.ModuleSMTP && m.Repeats == 0 {
		m.Repeats++
		line.State = core.MessageRetry
		m.Due = now
		if r.Reason != ReasonInterrupted {
			m.Due = now.Add(repeatAfter)
		}
		line.Reason = "message.why.repeat"
		return
	}
	line.State = core.MessageUncertain
	if line.Reason == "" && line.Words == "" {
		line.Reason = "message.why.uncertain"
	}
}

// tracked moves an SMS by what a status query says, never backwards, and tells whether that changed anything.
func tracked(m *core.Message, r Result, now time.Time) bool {
	line := core.Attempt{At: now, Words: r.Words, Reason: r.Reason, State: finalStates[r.Outcome]}
	switch {
	case r.Outcome == Sent:
		line.State = core.MessageAccepted // the service says that it has sent it on
	case r.Outcome == NotKnown && m.State == core.MessageUncertain && now.Sub(m.Tried) >= settleAfter:
		line.State, line.Reason, m.Due = core.MessageRetry, "message.why.not_known", now
	}
	if rank(line.State) <= rank(m.State) && line.State != core.MessageRetry {
		return false
	}
	if r.GatewayID != "" {
		m.GatewayID = r.GatewayID
	}
	if r.Price != "" {
		m.Price = r.Price
	}
	m.Polled = now
	note(m, line)
	return true
}

// settleAfter is how long a service may take to know a message that was on its way when the connection broke.
const settleAfter = 2 * time.Minute

// rank orders the states of an SMS after it left.
func rank(s core.MessageState) int {
	switch s {
	case core.MessageUncertain:
		return 1
	case core.MessageAccepted:
		return 2
	case core.MessageDelivered, core.MessageUndelivered:
		return 3
	}
	return 0
}
