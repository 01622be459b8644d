package booking

import (
	"context"
	"strings"

	"terminwerk/core"
)

// Reschedule moves an appointment to another drop-off; pick-up and fixed starts of work steps move by the same distance.
// A missed visit is planned again. An outside change that asked for exactly this time is dealt with by it. The reason may
// be empty. Errors as of Save, and Invalid with ReasonVisitOver for a visit that is done or cancelled.
func (s *Service) Reschedule(
	ctx context.Context, actor string, appointment core.ID, to core.WallTime, reason string, accepted bool,
) (core.Appointment, error) {
	if !to.Valid() {
		return core.Appointment{}, core.Refuse(core.FieldDropOff, core.ReasonTime)
	}
	d, err := s.Edit(ctx, appointment)
	if err != nil {
		return core.Appointment{}, err
	}
	a := &d.Appointment
	switch {
	case over(a):
		return *a, visitOver(a)
	case a.DropOff.At == to:
		return *a, nil
	}
	minutes := to.Sub(a.DropOff.At)
	a.DropOff.At, a.PickUp.At = to, a.PickUp.At.Add(minutes)
	for i := range a.Steps {
		a.Steps[i].Start = a.Steps[i].Start.Add(minutes)
	}
	if a.Status == core.AppointmentNoShow {
		a.Status = core.AppointmentPlanned
	}
	saved, err := s.save(ctx, d, actor, accepted, core.Happening{Reason: strings.TrimSpace(reason)})
	return saved.Appointment, err
}

// settles tells whether saving the draft deals with the lead's outside change: because the adviser says so, or because
// the visit is now at the time asked for.
func (d *Draft) settles(l *core.Lead) bool {
	return d.Acknowledge || onlyAsksFor(l, d.Appointment.DropOff.At)
}

// onlyAsksFor tells whether the lead's outside change is about nothing but this time.
func onlyAsksFor(l *core.Lead, at core.WallTime) bool {
	if l.External == nil || l.External.Cancelled || l.External.Request.WantedAt != at {
		return false
	}
	for _, c := range l.External.Changes {
		if c.Field != core.FieldWantedAt {
			return false
		}
	}
	return true
}

func over(a *core.Appointment) bool {
	return a.Status == core.AppointmentCancelled || a.Status == core.AppointmentDone
}

func visitOver(a *core.Appointment) error {
	return &core.Error{Kind: core.Invalid, Op: "change", Field: core.FieldStatus, Ref: refTo(a), Err: ReasonVisitOver}
}

func reopened(l *core.Lead) {
	settle(l)
	l.Status, l.Appointment, l.RejectReason, l.DeferUntil = core.LeadInProgress, 0, "", 0
}

// Reject declines an open lead; the reason is required. AlreadyBooked or Invalid with ReasonClosed for another lead.
func (s *Service) Reject(ctx context.Context, actor string, lead core.ID, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return core.Refuse(core.FieldRejectReason, core.ReasonRequired)
	}
	l, err := s.openLead(ctx, lead)
	if err != nil {
		return err
	}
	l.Status, l.RejectReason, l.DeferUntil = core.LeadRejected, reason, 0
	return s.write(ctx, actor, "lead.rejected", l)
}

// Defer puts an open lead aside until a day from today on.
func (s *Service) Defer(ctx context.Context, actor string, lead core.ID, until core.Date) error {
	if !until.Valid() {
		return core.Refuse(core.FieldDeferUntil, core.ReasonDate)
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	if until < s.now(&set).Date() {
		return core.Refuse(core.FieldDeferUntil, ReasonDeferPast)
	}
	l, err := s.openLead(ctx, lead)
	if err != nil {
		return err
	}
	l.Status, l.DeferUntil = core.LeadDeferred, until
	return s.write(ctx, actor, "lead.deferred", l)
}

// Take marks an open lead as being worked on; nothing happens when it is already.
func (s *Service) Take(ctx context.Context, actor string, lead core.ID) error {
	l, err := s.openLead(ctx, lead)
	if err != nil || l.Status == core.LeadInProgress {
		return err
	}
	l.Status, l.DeferUntil = core.LeadInProgress, 0
	return s.write(ctx, actor, "lead.taken", l)
}

// Reopen opens a lead again that was rejected, cancelled or put aside, or whose appointment was cancelled; it is then in
// progress. AlreadyBooked when its appointment still stands; nothing happens to a lead that is open anyway.
func (s *Service) Reopen(ctx context.Context, actor string, lead core.ID) error {
	l, err := s.store.Lead(ctx, lead)
	if err != nil {
		return err
	}
	switch l.Status {
	case core.LeadNew, core.LeadInProgress:
		return nil
	case core.LeadBooked:
		a, err := optional(s.store.Appointment(ctx, l.Appointment))
		if err != nil {
			return err
		}
		if a != nil && a.Status != core.AppointmentCancelled {
			return &AlreadyBooked{Lead: lead, Appointment: l.Appointment}
		}
	}
	reopened(&l)
	return s.write(ctx, actor, "lead.reopened", &l)
}

func (s *Service) openLead(ctx context.Context, lead core.ID) (*core.Lead, error) {
	l, err := s.store.Lead(ctx, lead)
	if err != nil {
		return nil, err
	}
	return &l, bookable(&l)
}
