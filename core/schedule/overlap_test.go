package schedule

import (
	"testing"

	"pgregory.net/rapid"

	"terminwerk/core"
)

func visit(id core.ID, adviser, dropOff string, minutes int) core.Appointment {
	return core.Appointment{
		Meta: core.Meta{ID: id}, Status: core.AppointmentPlanned, Adviser: adviser,
		DropOff: core.Part{At: at(dropOff), Minutes: minutes},
	}
}

func withStep(a core.Appointment, mechanic string, minutes int) core.Appointment {
	a.Steps = append(a.Steps, core.WorkStep{Text: "Service", Minutes: minutes, Mechanic: mechanic})
	return a
}

func withPickUp(a core.Appointment, when string, minutes int) core.Appointment {
	a.PickUp = core.Part{At: at(when), Minutes: minutes}
	return a
}

func cancelled(a core.Appointment) core.Appointment {
	a.Status = core.AppointmentCancelled
	return a
}

func TestOverlaps(t *testing.T) {
	const eight, ten = "2026-11-30T08:00", "2026-11-30T08:10"
	mine := visit(1, "Huber", eight, 15)
	missed := visit(2, "Huber", ten, 15)
	missed.Status = core.AppointmentNoShow
	tests := []struct {
		name        string
		mine, other core.Appointment
		want        []Duty // of mine
	}{
		{"the adviser takes two cars at once", mine, visit(2, "Huber", ten, 15), []Duty{DutyDropOff}},
		{"written differently", mine, visit(2, " HUBER", ten, 15), []Duty{DutyDropOff}},
		{"another adviser", mine, visit(2, "Maier", ten, 15), nil},
		{"nobody twice", visit(1, "", eight, 15), visit(2, "", ten, 15), nil},
		{"touching ends", mine, visit(2, "Huber", "2026-11-30T08:15", 15), nil},
		{"a drop-off of 0 minutes", mine, visit(2, "Huber", ten, 0), nil},
		{"my drop-off of 0 minutes", visit(1, "Huber", ten, 0), visit(2, "Huber", eight, 15), nil},
		{"cancelled", mine, cancelled(visit(2, "Huber", ten, 15)), nil},
		{"mine cancelled", cancelled(mine), visit(2, "Huber", ten, 15), nil},
		{"missed", mine, missed, nil},
		{"the appointment itself", mine, visit(1, "Huber", ten, 15), nil},
		{"a new appointment has no id yet", visit(0, "Huber", eight, 15), visit(2, "Huber", ten, 15), []Duty{DutyDropOff}},
		{"pick-up against drop-off", withPickUp(mine, "2026-11-30T10:00", 10), visit(2, "Huber", "2026-11-30T09:55", 15), []Duty{DutyPickUp}},
		{"mechanic", withStep(mine, "Kern", 60), withStep(visit(2, "Maier", eight, 15), "Kern", 60), []Duty{DutyStep}},
		{"mechanic after the other's work", withStep(visit(1, "", "2026-11-30T09:00", 15), "Kern", 60), withStep(visit(2, "", eight, 15), "Kern", 60), nil},
		{"the mechanic takes a car in", withStep(mine, "Kern", 60), visit(2, "Kern", "2026-11-30T09:00", 15), []Duty{DutyStep}},
		{
			"a drop-off in the lunch break of a long step", withStep(mine, "Kern", 300),
			visit(2, "Kern", "2026-11-30T12:15", 15), nil,
		},
	}
	b := basis("AT", "")
	for _, tt := range tests {
		var got []Duty
		for _, o := range Overlaps(b, &tt.mine, []core.Appointment{tt.other}) {
			got = append(got, o.Mine.Duty)
			if o.Other.Meta.ID != tt.other.Meta.ID || o.When.From >= o.When.To {
				t.Errorf("%s: %+v", tt.name, o)
			}
		}
		if len(got) != len(tt.want) || len(got) == 1 && got[0] != tt.want[0] {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestOverlapNamesTheSharedTime(t *testing.T) {
	mine := visit(1, "Huber", "2026-11-30T08:00", 15)
	all := Overlaps(basis("AT", ""), &mine, []core.Appointment{visit(2, "Huber", "2026-11-30T08:10", 15)})
	if len(all) != 1 || all[0].When != (Interval{at("2026-11-30T08:10"), at("2026-11-30T08:15")}) {
		t.Errorf("%+v", all)
	}
}

func TestOverlapIsMutualAndPartsWithoutMinutesNeverCollide(t *testing.T) {
	b := basis("AT", "")
	rapid.Check(t, func(t *rapid.T) {
		x, y := appointment(t, "x"), appointment(t, "y")
		x.Meta.ID, y.Meta.ID = 1, 2
		there := Overlaps(b, &x, []core.Appointment{y})
		back := Overlaps(b, &y, []core.Appointment{x})
		if len(there) != len(back) {
			t.Fatalf("%d overlaps there, %d back", len(there), len(back))
		}
		for _, o := range there {
			for _, d := range []Demand{o.Mine, o.Theirs} {
				if d.When.Minutes() == 0 || d.Person == "" {
					t.Fatalf("%+v collides", d)
				}
			}
			if o.Mine.Duty == DutyDropOff && x.DropOff.Minutes == 0 || o.Mine.Duty == DutyPickUp && x.PickUp.Minutes == 0 {
				t.Fatalf("a part of 0 minutes collides: %+v", o)
			}
		}
	})
}
