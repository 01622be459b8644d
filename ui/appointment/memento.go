package appointment

import (
	"reflect"
	"slices"

	"terminwerk/core"
	"terminwerk/core/booking"
)

// memento is everything of a draft that would be lost with the editor.
type memento struct {
	appointment                             core.Appointment
	update                                  []core.Field
	createVehicle, changeOwner, acknowledge bool
	vehicleOwner                            core.ID
}

func mementoOf(d *booking.Draft) memento {
	c := copyDraft(d)
	m := memento{
		appointment: c.Appointment, update: c.Update,
		createVehicle: c.CreateVehicle, changeOwner: c.ChangeOwner, acknowledge: c.Acknowledge, vehicleOwner: c.VehicleOwner,
	}
	m.appointment.Meta = core.Meta{ID: m.appointment.Meta.ID}
	if len(m.appointment.Steps) == 0 {
		m.appointment.Steps = nil
	}
	if len(m.update) == 0 {
		m.update = nil
	}
	return m
}

// dirty tells whether something was changed since the draft was opened.
func (e *Editor) dirty() bool { return !reflect.DeepEqual(e.opened, mementoOf(e.draft)) }

// copyDraft copies what the editor changes, so that work away from the window never sees half a change. Rows of the table
// in which nothing was typed are no work steps.
func copyDraft(d *booking.Draft) *booking.Draft {
	c := *d
	c.Appointment.Steps = slices.DeleteFunc(slices.Clone(d.Appointment.Steps), blank)
	c.Update = slices.Clone(d.Update)
	c.Offers = slices.Clone(d.Offers)
	return &c
}

func blank(s core.WorkStep) bool { return s == core.WorkStep{} }
