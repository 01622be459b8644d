package schedule

import (
	"strings"

	"terminwerk/core"
)

// Duty is what somebody is needed for in an appointment.
type Duty string

// The duties: the adviser's two and the mechanic's one.
const (
	DutyDropOff Duty = "drop_off"
	DutyPickUp  Duty = "pick_up"
	DutyStep    Duty = "step"
)

// Demand is one person's time that an appointment needs. Step is the index of the work step of a DutyStep.
type Demand struct {
	Person string
	Duty   Duty
	Step   int
	When   Interval
}

// Overlap is one person needed by two appointments at the same time. Mine belongs to the appointment asked about, Theirs
// to Other; When is the time they share.
type Overlap struct {
	Mine, Theirs Demand
	Other        *core.Appointment
	When         Interval
}

// Demands lists the time that a needs of its adviser (drop-off and pick-up) and its mechanics (work steps, in the pieces
// in which they are worked on). Parts of 0 minutes and parts without a person need nothing, and neither does an
// appointment that was cancelled or missed.
func Demands(b *core.Basis, a *core.Appointment) []Demand {
	if a.Status == core.AppointmentCancelled || a.Status == core.AppointmentNoShow {
		return nil
	}
	var all []Demand
	add := func(person string, duty Duty, step int, when Interval) {
		person = strings.TrimSpace(person)
		if person != "" && when.From.Valid() && when.From < when.To {
			all = append(all, Demand{person, duty, step, when})
		}
	}
	add(a.Adviser, DutyDropOff, 0, Interval{a.DropOff.At, partEnd(a.DropOff)})
	for _, slot := range WorkPlan(b, a) {
		for _, piece := range slot.Pieces {
			add(slot.Mechanic, DutyStep, slot.Step, piece)
		}
	}
	add(a.Adviser, DutyPickUp, 0, Interval{a.PickUp.At, partEnd(a.PickUp)})
	return all
}

// Overlaps lists where a and the others need the same person at the same time, in the order of a's parts and of others.
// A person is known by the name as set in the settings, whether as adviser or as mechanic. The appointment itself is
// passed over in others; touching ends do not overlap.
func Overlaps(b *core.Basis, a *core.Appointment, others []core.Appointment) []Overlap {
	mine := Demands(b, a)
	if len(mine) == 0 {
		return nil
	}
	theirs := make([][]Demand, len(others))
	for i := range others {
		if o := &others[i]; a.Meta.ID == 0 || o.Meta.ID != a.Meta.ID {
			theirs[i] = Demands(b, o)
		}
	}
	var all []Overlap
	for _, m := range mine {
		for i := range others {
			for _, t := range theirs[i] {
				if m.When.meets(t.When) && strings.EqualFold(m.Person, t.Person) {
					when := Interval{max(m.When.From, t.When.From), min(m.When.To, t.When.To)}
					all = append(all, Overlap{Mine: m, Theirs: t, Other: &others[i], When: when})
				}
			}
		}
	}
	return all
}
