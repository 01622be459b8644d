package schedule

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
)

// stay is an appointment from one time to another with so many minutes of work.
func stay(from, to string, minutes int, status core.AppointmentStatus) core.Appointment {
	return core.Appointment{
		Status: status, DropOff: core.Part{At: at(from)}, PickUp: core.Part{At: at(to)}, Steps: []core.WorkStep{{Minutes: minutes}},
	}
}

func TestADayCountsWhatComesGoesAndStays(t *testing.T) {
	b := basis("AT", "")
	b.Mechanics = []string{"Novak", "Steiner"}
	list := []core.Appointment{
		stay("2026-11-30T08:00", "2026-11-30T16:00", 60, core.AppointmentPlanned),
		stay("2026-11-30T09:00", "2026-12-02T16:00", 90, core.AppointmentArrived),
		stay("2026-11-27T09:00", "2026-12-01T16:00", 30, core.AppointmentArrived),
		stay("2026-11-30T10:00", "2026-11-30T12:00", 45, core.AppointmentCancelled),
		stay("2026-11-30T10:00", "2026-12-01T12:00", 45, core.AppointmentNoShow),
	}
	for day, want := range map[core.Date]DayLoad{
		20261130: {Coming: 2, Going: 1, Staying: 1, Work: 150},
		20261201: {Going: 1, Staying: 1},
		20261202: {Going: 1},
		20261127: {Coming: 1, Work: 30},
	} {
		want.Capacity = 2 * OpenMinutes(b, day)
		if diff := cmp.Diff(want, LoadOf(b, day, list)); diff != "" {
			t.Errorf("%s: %s", day, diff)
		}
	}
}

func TestACancelledVisitStandsOnlyWhereItWouldHaveBegun(t *testing.T) {
	a := stay("2026-11-30T08:00", "2026-12-02T16:00", 60, core.AppointmentCancelled)
	for day, want := range map[core.Date][]Stay{20261130: {Comes}, 20261201: nil, 20261202: nil} {
		if diff := cmp.Diff(want, StaysOn(&a, day)); diff != "" {
			t.Errorf("%s: %s", day, diff)
		}
	}
}
