package advice

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/schedule"
)

func stepsNone(in *Input) []Finding {
	if len(in.Appointment.Steps) > 0 {
		return nil
	}
	return one(found(Hint, "steps.none").at(core.FieldSteps).offer(focus(core.FieldSteps)))
}

func stepsWithoutMinutes(in *Input) []Finding {
	var all []Finding
	for i, s := range in.Appointment.Steps {
		if s.Minutes != 0 {
			continue
		}
		f := found(Error, "steps.zero_minutes", i).at(core.FieldSteps).with("number", i+1, "step", s.Text)
		if strings.TrimSpace(s.Text) == "" {
			f = found(Error, "steps.zero_minutes_unnamed", i).at(core.FieldSteps).with("number", i+1)
		}
		f.Step = i
		all = append(all, f.offer(focus(core.FieldSteps)))
	}
	return all
}

func stepsBeforeDropOff(in *Input) []Finding {
	a := &in.Appointment
	if !in.ahead() || !a.DropOff.At.Valid() {
		return nil
	}
	var all []Finding
	for i, s := range a.Steps {
		if !s.Start.Valid() || s.Start >= a.DropOff.At {
			continue
		}
		f := found(Warning, "steps.before_drop_off", i, s.Start).at(core.FieldSteps).
			with("step", s.Text, "number", i+1, "start", s.Start)
		f.Step = i
		all = append(all, f.offer(focus(core.FieldSteps)))
	}
	return all
}

func adviserMissing(in *Input) []Finding {
	if strings.TrimSpace(in.Appointment.Adviser) != "" {
		return nil
	}
	f := found(Hint, "adviser.missing").at(core.FieldAdviser)
	if len(in.Settings.Basis.Advisers) == 0 {
		return one(f.offer(Action{ID: OpenSettings, Field: "advisers"}))
	}
	return one(f.offer(focus(core.FieldAdviser)))
}

// personTwice: the adviser or a mechanic is needed elsewhere at the same time. One part and one other appointment make
// one finding, whatever the number of pieces.
func personTwice(in *Input) []Finding {
	if in.Appointment.Status == core.AppointmentDone {
		return nil
	}
	var all []Finding
	for _, o := range schedule.Overlaps(&in.Settings.Basis, &in.Appointment, in.Others) {
		rule, field := "overlap.adviser", core.FieldDropOff
		switch o.Mine.Duty {
		case schedule.DutyPickUp:
			field = core.FieldPickUp
		case schedule.DutyStep:
			rule, field = "overlap.mechanic", core.FieldSteps
		}
		f := found(Warning, rule, o.Mine.Duty, o.Mine.Step, o.Mine.Person, o.Other.Meta.ID).at(field).
			with("person", o.Mine.Person, "from", o.When.From, "to", o.When.To.Time(),
				"appointment", o.Other.Label(), "customer", o.Other.Contact.SortName())
		f.Step = o.Mine.Step
		all = append(all, f.offer(open(core.EntityAppointment, o.Other.Meta.ID), focus(field)))
	}
	return all
}
