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
