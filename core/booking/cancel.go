package booking

import (
	"context"
	"errors"
	"slices"
	"strings"

	"terminwerk/core"
)

// Cancellation is what Cancel changed, for Reinstate: the appointment and its lead as they were, and the revisions after it.
type Cancellation struct {
	appointment    core.Appointment
	lead           *core.Lead // nil for an appointment without a lead of its own
	appointmentRev uint64
	leadRev        uint64
	leadChanged    bool
}

// Cancel cancels an appointment; the reason is required. Its lead can be opened again on the way; otherwise it counts as
// cancelled by the customer when that is what arrived from outside, and else stays with its cancelled appointment, from
// where Reopen brings it back.
func (s *Service) Cancel(ctx context.Context, actor string, appointment core.ID, reason string, reopenLead bool) (Cancellation, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Cancellation{}, core.Refuse(core.FieldCancelReason, core.ReasonRequired)
	}
	a, err := s.store.Appointment(ctx, appointment)
	if err != nil {
		return Cancellation{}, err
	}
	if over(&a) {
		return Cancellation{}, visitOver(&a)
	}
	l, err := s.leadOf(ctx, &a)
	if err != nil {
		return Cancellation{}, err
	}
	c := Cancellation{appointment: a}
	a.Status, a.CancelReason = core.AppointmentCancelled, reason
	op := newOp()
	a.History = append(slices.Clip(a.History), core.Happening{At: s.stamp(), By: actor, What: "cancelled", From: a.DropOff.At, Reason: reason, Op: op})
	put := []core.Record{&a}
	if l != nil {
		before := *l
		if c.lead, c.leadChanged = &before, afterCancel(l, reopenLead); c.leadChanged {
			put = append(put, l)
		}
	}
	if _, err = s.store.Apply(ctx, core.Change{Op: op, Actor: actor, What: "appointment.cancelled", Put: put}); err != nil {
		return Cancellation{}, err
	}
	if c.appointmentRev = a.Meta.Rev; l != nil {
		c.leadRev = l.Meta.Rev
	}
	return c, nil
}

// leadOf is the lead that has this appointment; nil when there is none.
func (s *Service) leadOf(ctx context.Context, a *core.Appointment) (*core.Lead, error) {
	if a.Lead == 0 {
		return nil, nil
	}
	l, err := optional(s.store.Lead(ctx, a.Lead))
	if err != nil || l == nil || l.Appointment != a.Meta.ID {
		return nil, err
	}
	return l, nil
}

// afterCancel says what becomes of the lead whose visit was cancelled, and whether that changes it.
func afterCancel(l *core.Lead, reopen bool) bool {
	cancelled := l.External != nil && l.External.Cancelled
	changed := l.External != nil || reopen
	settle(l)
	switch {
	case reopen:
		reopened(l)
	case cancelled:
		l.Status = core.LeadCancelled
	}
	return changed
}

// Reinstate takes a cancellation back: appointment and lead are as they were before it, and the history tells of both. It
// refuses with UndoRefused when one of them was changed or deleted since.
func (s *Service) Reinstate(ctx context.Context, actor string, c Cancellation) error {
	now, err := found(s.store.Appointment, ctx, c.appointment.Meta.ID, c.appointmentRev)
	if err != nil {
		return sinceCancelled(err)
	}
	op := newOp()
	a := c.appointment
	a.Meta = now.Meta
	a.History = append(slices.Clip(now.History), core.Happening{At: s.stamp(), By: actor, What: "reinstated", To: a.DropOff.At, Op: op})
	change := core.Change{Op: op, Actor: actor, What: "appointment.reinstated", Put: []core.Record{&a}}
	if c.lead != nil {
		l, err := found(s.store.Lead, ctx, c.lead.Meta.ID, c.leadRev)
		if err != nil {
			return sinceCancelled(err)
		}
		if change.Expect = []core.Ref{refTo(l)}; c.leadChanged {
			before := *c.lead
			before.Meta = l.Meta
			change.Put, change.Expect = append(change.Put, &before), nil
		}
	}
	_, err = s.store.Apply(ctx, change)
	return sinceCancelled(err)
}

// sinceCancelled gives a refusal the words of a cancellation.
func sinceCancelled(err error) error {
	var refused *UndoRefused
	var at *core.Error
	switch {
	case errors.As(err, &refused) && refused.Reason == ReasonUndoGone:
		return err
	case core.IsKind(err, core.Conflict) && errors.As(err, &at):
		return &UndoRefused{at.Ref, ReasonCancelChanged}
	}
	return err
}
