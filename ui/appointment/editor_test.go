package appointment_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
)

func TestALeadWithEverythingIsSavedWithOneKey(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Picture("editor-lead")
	b.Ctrl(fyne.KeyS)
	if b.dialog() != "" {
		t.Fatal("asked although nothing was odd:", b.dialog())
	}
	if len(b.saved) != 1 || b.saved[0].Appointment.Customer != b.customer.Meta.ID || b.saved[0].Appointment.Vehicle != b.car.Meta.ID {
		t.Fatalf("saved %+v", b.saved)
	}
	lead, _ := b.Store.Lead(t.Context(), b.lead.Meta.ID)
	if lead.Status != core.LeadBooked || lead.Appointment != b.stored().Meta.ID {
		t.Error("the lead does not know its appointment:", lead.Status)
	}
}
