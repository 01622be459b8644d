package message

import (
	"context"
	"time"

	"terminwerk/core"
)

// Report is what a pass did.
type Report struct {
	Changed []core.Message // whose state it changed, in the order in which that happened
	Waiting []core.Message // e-mails of module 1, which need a person
	Late    []Late         // reminders that fell due while the program was closed; somebody must decide
	Pauses  []Pause
	Next    time.Time // when there is something to do again; zero: when something new is queued
}

// interval is how often a pass looks for reminders that have fallen due.
const interval = 5 * time.Minute

// sendLimit is how long one attempt may take; the modules have shorter limits of their own.
const sendLimit = 15 * time.Minute

// Pass does everything that is due; see the package comment. An error is the store's (or ctx's) and ends the pass; what
// was sent until then is in the report, and what could not be noted is noted by the next pass.
func (s *Service) Pass(ctx context.Context) (Report, error) {
	select {
	case <-s.passing:
	case <-ctx.Done():
		return Report{}, ctx.Err()
	}
	defer func() { s.passing <- struct{}{} }()
	p := &pass{s: s, seen: map[core.MailModule]bool{}}
	err := p.run(ctx)
	p.report.Pauses = s.Pauses()
	return p.report, err
}

// pass is one of them.
type pass struct {
	s      *Service
	set    core.Settings
	report Report
	seen   map[core.MailModule]bool // ways that something waits for
}

func (p *pass) run(ctx context.Context) error {
	var err error
	if p.set, err = p.s.store.Settings(ctx); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{p.recover, p.withdraw, p.remind, p.send, p.track} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	p.s.forgetPauses(p.seen)
	if p.report.Waiting, err = p.s.store.MessagesIn(ctx, core.MessageWaiting, 0); err != nil {
		return err
	}
	return p.plan(ctx)
}

// forgetPauses drops the pauses of ways that nothing waits for any more, such as those of a former module.
func (s *Service) forgetPauses(seen map[core.MailModule]bool) {
	s.mu.Lock()
	dropped := false
	for m := range s.pauses {
		if !seen[m] {
			delete(s.pauses, m)
			dropped = true
		}
	}
	s.mu.Unlock()
	if dropped {
		s.tell()
	}
}

// wake makes the report's Next not later than at.
func (p *pass) wake(at time.Time) {
	if !at.IsZero() && (p.report.Next.IsZero() || at.Before(p.report.Next)) {
		p.report.Next = at
	}
}

// plan finds out when there is something to do again.
func (p *pass) plan(ctx context.Context) error {
	if len(p.set.Reminders) > 0 {
		p.wake(p.s.clock.Now().Add(interval))
	}
	const far = 100 * 365 * 24 * time.Hour
	next, err := p.s.store.MessagesDue(ctx, p.s.clock.Now().Add(far), 100)
	for i := range next {
		at := next[i].Due
		if until := p.s.paused(next[i].Module, p.s.clock.Now()); until.After(at) {
			at = until
		}
		p.wake(at)
	}
	return err
}

// change commits a message whose state the pass changed; that somebody else changed it meanwhile is no fault.
func (p *pass) change(ctx context.Context, m *core.Message) error {
	err := p.s.apply(ctx, "", "message.answered", nil, m)
	switch {
	case core.IsKind(err, core.Conflict), core.IsKind(err, core.NotFound):
		return nil
	case err == nil:
		p.report.Changed = append(p.report.Changed, *m)
	}
	return err
}

// recover puts right what was found sending although nobody is sending it.
func (p *pass) recover(ctx context.Context) error {
	stuck, err := p.s.store.MessagesIn(ctx, core.MessageSending, 0)
	if err != nil {
		return err
	}
	for i := range stuck {
		m := &stuck[i]
		known, answered, busy := p.s.inHand(m.Meta.ID)
		switch {
		case busy:
			continue
		case answered:
			known.Meta = m.Meta
			*m = known
		default:
			answer(m, Result{Outcome: Uncertain, Reason: ReasonInterrupted}, p.s.stamp())
		}
		if err := p.change(ctx, m); err != nil {
			return err
		}
		p.s.forget(m.Meta.ID)
	}
	return nil
}

// inHand tells what this process knows of a message that stands as sending.
func (s *Service) inHand(id core.ID) (known core.Message, answered, busy bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, answered = s.unsaved[id]
	return known, answered, s.busy[id]
}

func (s *Service) forget(id core.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.unsaved, id)
}

// withdraw takes back what is open and no longer holds, and what has expired.
func (p *pass) withdraw(ctx context.Context) error {
	now := p.s.stamp()
	for _, state := range []core.MessageState{core.MessageQueued, core.MessageWaiting, core.MessageRetry} {
		open, err := p.s.store.MessagesIn(ctx, state, 0)
		if err != nil {
			return err
		}
		for i := range open {
			m := &open[i]
			line := core.Attempt{At: now, State: core.MessageExpired, Reason: "message.why.expired"}
			if m.Expires.IsZero() || now.Before(m.Expires) {
				why, _, err := p.s.stale(ctx, m)
				if err != nil {
					return err
				}
				if why == "" {
					p.seen[m.Module] = p.seen[m.Module] || state != core.MessageWaiting
					continue
				}
				line.State, line.Reason = core.MessageCancelled, why
			}
			note(m, line)
			if err := p.change(ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// withdrawStale takes back what is open about one appointment and no longer holds.
func (s *Service) withdrawStale(ctx context.Context, appointment core.ID) (int, error) {
	list, err := s.store.MessagesOfAppointment(ctx, appointment)
	if err != nil {
		return 0, err
	}
	n := 0
	for i := range list {
		m := &list[i]
		if !m.State.Open() || m.State == core.MessageSending {
			continue
		}
		why, _, err := s.stale(ctx, m)
		if err != nil {
			return n, err
		}
		if why == "" {
			continue
		}
		note(m, core.Attempt{At: s.stamp(), State: core.MessageCancelled, Reason: why})
		if err := s.apply(ctx, "", "message.changed", nil, m); err != nil && !core.IsKind(err, core.Conflict) {
			return n, err
		}
		n++
	}
	return n, nil
}

// stale tells why a message no longer holds, as a text key; empty when it does. expect are the records that this was
// judged by.
func (s *Service) stale(ctx context.Context, m *core.Message) (why string, expect []core.Ref, err error) {
	if m.Kind == core.MessageOrdinary {
		return "", nil, nil
	}
	cash := false
	switch {
	case m.Appointment != 0:
		a, err := optional(s.store.Appointment(ctx, m.Appointment))
		if err != nil || a == nil {
			return "message.why.gone", nil, err
		}
		if why := staleAppointment(m, a); why != "" {
			return why, nil, nil
		}
		expect, cash = append(expect, core.Ref{Entity: core.EntityAppointment, ID: a.Meta.ID, Rev: a.Meta.Rev}), a.CashSale
	case m.Lead != 0:
		l, err := optional(s.store.Lead(ctx, m.Lead))
		if err != nil || l == nil {
			return "message.why.gone", nil, err
		}
		if m.Kind == core.MessageRejection && l.Status != core.LeadRejected {
			return "message.why.reopened", nil, nil
		}
	}
	if m.Customer == 0 || cash {
		return "", expect, nil
	}
	c, err := optional(s.store.Customer(ctx, m.Customer))
	if err == nil && consent(c, m.Channel, m.Advertising) != nil {
		why = "message.why.consent"
	}
	return why, expect, err
}

func staleAppointment(m *core.Message, a *core.Appointment) string {
	cancelled := a.Status == core.AppointmentCancelled
	switch {
	case m.Kind == core.MessageCancellation && !cancelled:
		return "message.why.reopened"
	case m.Kind == core.MessageCancellation:
		return ""
	case cancelled:
		return "message.why.cancelled"
	case a.DropOff.At != m.DropOff:
		return "message.why.moved"
	case m.Kind == core.MessageReminder && (a.NoReminder || a.Status != core.AppointmentPlanned && a.Status != core.AppointmentConfirmed):
		return "message.why.no_reminder"
	}
	return ""
}
