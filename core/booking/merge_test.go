package booking_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestMergeKeepsBothPeoplesChanges(t *testing.T) {
	base := core.Appointment{
		Meta: core.Meta{ID: 7, Rev: 3}, Status: core.AppointmentPlanned, Adviser: "Huber", Notes: "alt",
		DropOff: core.Part{At: 202611300800, Minutes: 15}, Steps: []core.WorkStep{{Text: "Service", Minutes: 90}},
		Contact: core.Contact{LastName: "Müller", Email: "alt@example.at"}, Transit: core.VehicleData{Plate: "S-1A"},
	}
	mine, theirs := base, base
	mine.DropOff.At, mine.Contact.LastName, mine.Notes = 202612040800, "Müller-Huber", "von mir"
	mine.Transit.VIN = "WVWZZZ1KZ6W000003"
	theirs.Meta.Rev, theirs.CourtesyCar, theirs.Contact.Email, theirs.Notes = 4, "Polo", "neu@example.at", "von ihr"
	theirs.Steps = []core.WorkStep{{Text: "Service", Minutes: 120}}
	theirs.Transit.Plate = "S-2B"

	want := theirs
	want.DropOff.At, want.Contact.LastName, want.Notes, want.Transit.VIN = 202612040800, "Müller-Huber", "von mir", "WVWZZZ1KZ6W000003"
	if diff := cmp.Diff(want, booking.Merge(&base, &mine, &theirs)); diff != "" {
		t.Error(diff)
	}
}

func TestMergeOfUnchangedIsTheirs(t *testing.T) {
	base := core.Appointment{Meta: core.Meta{ID: 7, Rev: 3}, Status: core.AppointmentPlanned, Steps: []core.WorkStep{{Text: "Service", Minutes: 90}}}
	theirs := base
	theirs.Status, theirs.Steps = core.AppointmentArrived, nil
	if diff := cmp.Diff(theirs, booking.Merge(&base, &base, &theirs)); diff != "" {
		t.Error(diff)
	}
}
