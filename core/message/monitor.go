package message

import (
	"context"
	"slices"
	"strings"
	"time"

	"terminwerk/core"
)

func messageRef(m *core.Message) core.Ref {
	return core.Ref{Entity: core.EntityMessage, ID: m.Meta.ID, Rev: m.Meta.Rev}
}

func refuseMessage(m *core.Message, why core.Reason) error {
	return &core.Error{Kind: core.Invalid, Op: "outbox", Ref: messageRef(m), Err: why}
}

// HandOver opens a waiting e-mail of module 1 in the mail program and returns when that has taken or refused it, which may
// be as long as the person writes. What became of it is in the message; an error means that nothing was tried.
func (s *Service) HandOver(ctx context.Context, actor string, id core.ID) (core.Message, error) {
	m, err := s.store.Message(ctx, id)
	if err != nil {
		return m, err
	}
	if m.State != core.MessageWaiting || m.Module != core.ModuleMAPI {
		return m, refuseMessage(&m, ReasonNotWaiting)
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return m, err
	}
	sender, err := s.ports.Modules.For(ctx, set, &m)
	if err != nil {
		return m, err
	}
	sent, err := s.attempt(ctx, actor, &m, sender)
	if err == nil && !sent {
		return m, refuseMessage(&m, ReasonStale)
	}
	return m, err
}

// Deletion chooses finished messages: those in one of the states that have not changed since Before, or, if there are any
// IDs, those of them that are finished.
type Deletion struct {
	States []core.MessageState
	Before time.Time
	IDs    []core.ID
}

// CountDeletable tells how many messages Delete would remove, e-mails and SMS alike, and how many of the chosen ones it
// would keep because they are about a visit still ahead, which must not be told twice.
func (s *Service) CountDeletable(ctx context.Context, d Deletion) (deleted, kept int, err error) {
	refs, kept, err := s.deletable(ctx, d)
	return len(refs), kept, err
}

// Delete removes finished messages for good and tells how many. Invalid with ReasonDeleteUnsent when a chosen state is an
// open one.
func (s *Service) Delete(ctx context.Context, actor string, d Deletion) (int, error) {
	refs, _, err := s.deletable(ctx, d)
	if err != nil {
		return 0, err
	}
	n := 0
	for part := range slices.Chunk(refs, 500) {
		_, err := s.store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "message.deleted", Delete: part})
		if err != nil {
			return n, err
		}
		n += len(part)
	}
	return n, nil
}

func (s *Service) deletable(ctx context.Context, d Deletion) (refs []core.Ref, kept int, err error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, 0, err
	}
	ids := d.IDs
	if len(ids) == 0 {
		if ids, err = s.finished(ctx, d.States); err != nil {
			return nil, 0, err
		}
	}
	now := core.WallTimeOf(s.clock.Now().In(set.Basis.Location()))
	for _, id := range ids {
		m, err := optional(s.store.Message(ctx, id))
		switch {
		case err != nil:
			return nil, 0, err
		case m == nil || m.State.Open() || !d.Before.IsZero() && !m.Meta.UpdatedAt.Before(d.Before):
		case m.DropOff > now:
			kept++
		default:
			refs = append(refs, messageRef(m))
		}
	}
	return refs, kept, nil
}

// finished lists the messages in some finished states.
func (s *Service) finished(ctx context.Context, states []core.MessageState) ([]core.ID, error) {
	q := core.Query{Entity: core.EntityMessage}
	for _, state := range states {
		if state.Open() {
			return nil, core.Refuse(core.FieldStatus, ReasonDeleteUnsent)
		}
		q.Status = append(q.Status, string(state))
	}
	if len(q.Status) == 0 {
		return nil, nil
	}
	return s.store.IDs(ctx, q)
}

// QueuedBy counts the open e-mails by the module they were queued for.
func (s *Service) QueuedBy(ctx context.Context) (map[core.MailModule]int, error) {
	counts := map[core.MailModule]int{}
	list, err := s.openMails(ctx)
	for i := range list {
		counts[list[i].Module]++
	}
	return counts, err
}

func (s *Service) openMails(ctx context.Context) ([]core.Message, error) {
	var all []core.Message
	for _, state := range []core.MessageState{core.MessageQueued, core.MessageWaiting, core.MessageRetry} {
		list, err := s.store.MessagesIn(ctx, state, 0)
		if err != nil {
			return nil, err
		}
		for i := range list {
			if list[i].Channel == core.ChannelEmail {
				all = append(all, list[i])
			}
		}
	}
	return all, nil
}

// Reroute gives the open e-mails of a module to the present one, rendered anew with its sender, and tells how many. Those
// that the present module cannot take (no mobile number for module 3) stay as they are.
func (s *Service) Reroute(ctx context.Context, actor string, from core.MailModule) (int, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return 0, err
	}
	if err := moduleSet(&set); err != nil {
		return 0, err
	}
	n := 0
	err = s.eachOpenMail(ctx, from, func(m *core.Message) error {
		d := Draft{Channel: m.Channel, To: m.To, Customer: m.Customer, Appointment: m.Appointment, Mobile: m.Mobile}
		if d.BySMS = set.Mail.Module == core.ModuleSMS && s.bySMS(&set); d.BySMS && d.Mobile == "" {
			if c, err := s.customerOf(ctx, &d); err == nil && c != nil {
				d.Mobile = c.Contact.Mobile.E164
			}
		}
		if s.checkWay(ctx, &set, &d) != nil || m.Module == set.Mail.Module {
			return nil
		}
		m.Module, m.From, m.Mobile, m.Due = set.Mail.Module, sender(&set), d.Mobile, s.stamp()
		line := core.Attempt{At: s.stamp(), State: core.MessageQueued, By: actor, Reason: "message.why.rerouted"}
		if m.Module == core.ModuleMAPI {
			line.State = core.MessageWaiting
		}
		note(m, line)
		if err := s.compose(m); err != nil {
			return err
		}
		n++
		return s.apply(ctx, actor, "message.changed", nil, m)
	})
	return n, err
}

// CancelModule takes back the open e-mails of a module and tells how many.
func (s *Service) CancelModule(ctx context.Context, actor string, module core.MailModule) (int, error) {
	list, err := s.openMails(ctx)
	if err != nil {
		return 0, err
	}
	var ids []core.ID
	for i := range list {
		if list[i].Module == module {
			ids = append(ids, list[i].Meta.ID)
		}
	}
	n := 0
	for len(ids) > 0 {
		done, err := s.StepMany(ctx, actor, Cancelling(), ids...)
		if err != nil {
			return n, err
		}
		n += len(done.Took)
		ids = ids[done.Tried:]
	}
	return n, nil
}

func (s *Service) eachOpenMail(ctx context.Context, module core.MailModule, do func(*core.Message) error) error {
	list, err := s.openMails(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].Module != module {
			continue
		}
		if err := do(&list[i]); err != nil && !core.IsKind(err, core.Conflict) {
			return err
		}
	}
	return nil
}

// Test sends a message to one address by the present settings, at once and past the outbox: an e-mail, or an SMS when to
// is a telephone number. The result holds the dialogue; an error means that nothing was tried.
func (s *Service) Test(ctx context.Context, to, subject, text string) (Result, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Result{}, err
	}
	d := Draft{Kind: core.MessageOrdinary, Channel: core.ChannelEmail, To: []string{to}, Subject: subject, Text: text, Literal: true}
	if !strings.Contains(to, "@") {
		d.Channel = core.ChannelSMS
	}
	d.BySMS = d.Channel == core.ChannelEmail && set.Mail.Module == core.ModuleSMS && s.bySMS(&set)
	if err := s.checkWay(ctx, &set, &d); err != nil {
		return Result{}, err
	}
	m := s.message(&set, &d, d.Render())
	if err := m.Validate(); err != nil {
		return Result{}, err
	}
	if err := s.compose(m); err != nil {
		return Result{}, err
	}
	sender, err := s.ports.Modules.For(ctx, set, m)
	if err != nil {
		return Result{}, err
	}
	r := s.transmit(ctx, m, sender)
	if r.Taken() {
		s.works(m.Module)
	}
	return r, nil
}
