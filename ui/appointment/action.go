package appointment

import (
	"slices"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/ui/i18n"
)

// can tells whether an action makes sense for this draft: only a stored appointment can be cancelled.
func (e *Editor) can(a advice.Action) bool {
	return a.ID != advice.CancelVisit || e.stored()
}

// act does what an action of the info panel says.
func (e *Editor) act(a advice.Action, f advice.Finding) {
	if e.saving {
		return
	}
	switch a.ID {
	case advice.UseOwner:
		e.setCustomer(a.Target.ID)
	case advice.OtherCustomer:
		e.pickCustomer()
	case advice.OtherVehicle:
		e.pickVehicle()
	case advice.UseVehicle:
		e.setVehicle(a.Target.ID)
	case advice.CorrectVIN:
		e.draft.Appointment.Transit.VIN = a.Value
		e.vehicle.load()
		e.touch()
	case advice.Reschedule, advice.AdjustPickUp:
		e.setTime(a)
		e.draft.Acknowledge = e.draft.Acknowledge || textKey(f) == "advice.lead.moved" // nothing else was changed outside
	case advice.CancelVisit:
		e.cancelVisit()
	case advice.OpenRecord:
		e.openRecord(a.Target)
	case advice.FocusField:
		e.focusField(a.Field, f.Step)
	case advice.OpenSettings:
		e.desk.Go.OpenSettings(string(a.Field))
	default:
		e.plan(a)
	}
}

// plan notes what saving will write besides the appointment.
func (e *Editor) plan(a advice.Action) {
	d := e.draft
	switch a.ID {
	case advice.ChangeOwner:
		d.ChangeOwner = true
	case advice.Acknowledge:
		d.Acknowledge = true
	case advice.TakeIntoMaster:
		for _, field := range a.Fields() {
			if !slices.Contains(d.Update, field) {
				d.Update = append(d.Update, field)
			}
		}
	case advice.CreateVehicle:
		e.createVehicle()
	}
	e.touch()
}

// setTime takes the proposed time.
func (e *Editor) setTime(a advice.Action) {
	at, err := core.ParseWallTime(a.Value)
	if err != nil || !at.Valid() {
		return
	}
	field := core.FieldDropOff
	if a.ID == advice.AdjustPickUp {
		field = core.FieldPickUp
	}
	e.times.set(field, at)
}

// createVehicle puts the transit vehicle into the master on save. The cash-sale customer owns no vehicles: its real owner
// is asked for.
func (e *Editor) createVehicle() {
	d := e.draft
	if !d.Appointment.CashSale {
		d.CreateVehicle = true
		return
	}
	e.desk.Go.PickCustomer(i18n.T("appointment.vehicle.pick_owner"), func(c core.Customer) {
		d.CreateVehicle, d.VehicleOwner = true, c.Meta.ID
		e.touch()
	})
}

func (e *Editor) openRecord(target core.Ref) {
	switch target.Entity {
	case core.EntityCustomer:
		e.desk.Go.EditCustomer(target.ID)
	case core.EntityVehicle:
		e.desk.Go.EditVehicle(target.ID)
	case core.EntityAppointment:
		e.desk.Go.EditAppointment(target.ID)
	case core.EntityLead:
		e.desk.Go.ShowLead(target.ID)
	}
}

// focusField puts the cursor where a field is typed, unfolding what hides it.
func (e *Editor) focusField(field core.Field, step int) {
	if field == core.FieldSteps {
		e.steps.focusStep(step)
		return
	}
	s, ok := e.spots[field]
	if !ok {
		return
	}
	if s.reveal != nil {
		s.reveal()
	}
	e.desk.Focus(s.focus)
}

func (e *Editor) focusFinding(f advice.Finding) {
	if textKey(f) == "advice.vehicle.missing" && e.vehicle.open {
		e.focusField(core.FieldPlate, 0)
		return
	}
	e.focusField(f.Field, f.Step)
}

// markErrors shows the errors at their fields once saving was tried; the sentence disappears with the error.
func (e *Editor) markErrors(findings []advice.Finding) {
	if !e.tried {
		return
	}
	why := map[core.Field]string{}
	for _, f := range findings {
		if f.Severity == advice.Error && why[f.Field] == "" {
			why[f.Field] = sentence(f)
		}
	}
	for field := range e.marked {
		e.spots[field].mark("")
	}
	e.marked = map[core.Field]bool{}
	for field, text := range why {
		if s, ok := e.spots[field]; ok && s.mark != nil {
			s.mark(text)
			e.marked[field] = true
		}
	}
}
