package booking

import (
	"context"
	"strings"

	"terminwerk/core"
)

// LeadStep is a change of a lead's state other than becoming an appointment.
type LeadStep struct {
	what   string
	input  func(s *Service, ctx context.Context) error // refuses what was typed; nil: nothing was
	change func(s *Service, ctx context.Context, l *core.Lead) (changed bool, err error)
}

// Taking marks open leads as being worked on.
func Taking() LeadStep {
	return LeadStep{what: "lead.taken", change: func(_ *Service, _ context.Context, l *core.Lead) (bool, error) {
		if l.Status == core.LeadInProgress {
			return false, nil
		}
		return true, onOpen(l, func() { l.Status, l.DeferUntil = core.LeadInProgress, 0 })
	}}
}

// Rejecting declines open leads; the reason is required.
func Rejecting(reason string) LeadStep {
	reason = strings.TrimSpace(reason)
	return LeadStep{"lead.rejected", func(*Service, context.Context) error {
		if reason == "" {
			return core.Refuse(core.FieldRejectReason, core.ReasonRequired)
		}
		return nil
	}, func(_ *Service, _ context.Context, l *core.Lead) (bool, error) {
		return true, onOpen(l, func() { l.Status, l.RejectReason, l.DeferUntil = core.LeadRejected, reason, 0 })
	}}
}

// Deferring puts open leads aside until a day from today on.
func Deferring(until core.Date) LeadStep {
	return LeadStep{"lead.deferred", func(s *Service, ctx context.Context) error {
		if !until.Valid() {
			return core.Refuse(core.FieldDeferUntil, core.ReasonDate)
		}
		set, err := s.store.Settings(ctx)
		if err == nil && until < s.now(&set).Date() {
			err = core.Refuse(core.FieldDeferUntil, ReasonDeferPast)
		}
		return err
	}, func(_ *Service, _ context.Context, l *core.Lead) (bool, error) {
		return true, onOpen(l, func() { l.Status, l.DeferUntil = core.LeadDeferred, until })
	}}
}

// Reopening opens leads again that were rejected, cancelled or put aside, or whose appointment was cancelled; they are then
// in progress. AlreadyBooked when the appointment still stands.
func Reopening() LeadStep {
	return LeadStep{what: "lead.reopened", change: func(s *Service, ctx context.Context, l *core.Lead) (bool, error) {
		switch l.Status {
		case core.LeadNew, core.LeadInProgress:
			return false, nil
		case core.LeadBooked:
			a, err := optional(s.store.Appointment(ctx, l.Appointment))
			if err != nil {
				return false, err
			}
			if a != nil && a.Status != core.AppointmentCancelled {
				return false, &AlreadyBooked{Lead: l.Meta.ID, Appointment: l.Appointment}
			}
		}
		reopened(l)
		return true, nil
	}}
}

func onOpen(l *core.Lead, change func()) error {
	if err := bookable(l); err != nil {
		return err
	}
	change()
	return nil
}

func reopened(l *core.Lead) {
	settle(l)
	l.Status, l.Appointment, l.RejectReason, l.DeferUntil = core.LeadInProgress, 0, "", 0
}

// Stepped is what a step did to several leads, for taking it back.
type Stepped struct {
	Left   int   // leads that the step does not fit, left as they are
	Why    error // of the first of them
	before []core.Lead
	after  []uint64 // revisions
}

// Done is how many leads the step changed.
func (s *Stepped) Done() int { return len(s.before) }

// StepLeads takes leads one step on, all in one transaction. Those that the step does not fit stay as they are; with none
// left to change that is the error.
func (s *Service) StepLeads(ctx context.Context, actor string, step LeadStep, ids ...core.ID) (Stepped, error) {
	var done Stepped
	if step.input != nil {
		if err := step.input(s, ctx); err != nil {
			return done, err
		}
	}
	var put []core.Record
	for _, id := range ids {
		l, err := s.store.Lead(ctx, id)
		before, changed := l, false
		if err == nil {
			changed, err = step.change(s, ctx, &l)
		}
		if err != nil {
			done.Left++
			if done.Why == nil {
				done.Why = err
			}
			continue
		}
		if changed {
			done.before = append(done.before, before)
			put = append(put, &l)
		}
	}
	if len(put) == 0 {
		return done, done.Why
	}
	if err := s.write(ctx, actor, step.what, put...); err != nil {
		return Stepped{}, err
	}
	for _, l := range put {
		done.after = append(done.after, l.Head().Rev)
	}
	return done, nil
}

// UndoStep gives leads the state back that they had before a step, all in one transaction. Those that were changed since
// stay as they are; their number is left.
func (s *Service) UndoStep(ctx context.Context, actor string, done Stepped) (left int, err error) {
	var put []core.Record
	for i := range done.before {
		l, err := s.store.Lead(ctx, done.before[i].Meta.ID)
		if err != nil || l.Meta.Rev != done.after[i] {
			left++
			continue
		}
		before := done.before[i]
		before.Meta = l.Meta
		put = append(put, &before)
	}
	if len(put) == 0 {
		return left, nil
	}
	return left, s.write(ctx, actor, "lead.step_undone", put...)
}
