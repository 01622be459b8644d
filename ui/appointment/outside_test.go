package appointment_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk/desktest"
)

func TestATimeMovedOutsideIsTakenOverAndDealtWith(t *testing.T) {
	b := newBench(t)
	a := b.saveFirst()
	lead, err := b.Store.Lead(t.Context(), b.lead.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	now := lead.Request
	now.WantedAt = 202612020900
	lead.External = &core.External{
		At: desktest.Now, Request: now,
		Changes: []core.FieldChange{{Field: core.FieldWantedAt, Old: "2026-11-30T08:00", New: "2026-12-02T09:00"}},
	}
	b.Put(&lead)
	b.reopen(a.Meta.ID)
	b.Picture("editor-outside")
	b.Alt("1")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	moved := b.stored()
	lead, _ = b.Store.Lead(t.Context(), b.lead.Meta.ID)
	if moved.DropOff.At != 202612020900 || moved.PickUp.At.Sub(moved.DropOff.At) != a.PickUp.At.Sub(a.DropOff.At) || lead.External != nil {
		t.Errorf("drop-off %v, pick-up %v, outside %v", moved.DropOff.At, moved.PickUp.At, lead.External)
	}
	b.close()
	b.reopen(a.Meta.ID)
	b.Picture("editor-history")
}

func TestALeadBookedMeanwhileIsToldAndOpened(t *testing.T) {
	b := newBench(t)
	late, err := b.Booking.Draft(t.Context(), b.lead.Meta.ID, booking.Choice{Way: booking.WayExisting}, "Maier")
	if err != nil {
		t.Fatal(err)
	}
	a := b.saveFirst()
	b.edit(late)
	b.Ctrl(fyne.KeyS)
	b.Picture("editor-booked")
	if b.dialog() != "Der Lead hat schon einen Termin" {
		t.Fatal("dialog", b.dialog())
	}
	b.Press(fyne.KeyReturn)
	if n := len(b.Went); n < 2 || b.Went[n-1] != "appointment 1" || a.Meta.ID != 1 {
		t.Error("went", b.Went)
	}
}

func TestALeadChangedMeanwhileIsComparedBeforeSaving(t *testing.T) {
	b := newBench(t)
	b.book()
	b.lead.Request.Work = "Nur Reifenwechsel"
	b.Put(&b.lead)
	b.Ctrl(fyne.KeyS)
	b.Picture("editor-lead-changed")
	if b.dialog() != "Inzwischen geändert" {
		t.Fatal("dialog", b.dialog())
	}
	b.Press(fyne.KeyReturn)
	b.Ctrl(fyne.KeyS)
	if a := b.stored(); a.Snapshot.Work != "Nur Reifenwechsel" {
		t.Error("the snapshot is", a.Snapshot.Work)
	}
}

func TestTheVehicleOfACashSaleNeedsAnOwner(t *testing.T) {
	b := newBench(t)
	cash := core.Customer{Number: "1", Contact: core.Contact{Company: "Barverkauf"}}
	b.Put(&cash)
	b.SetSettings(func(s *core.Settings) { s.Basis.CashCustomer = "1" })
	b.lead.Request.CustomerNumber, b.lead.Request.Vehicle = "", core.VehicleData{Plate: "W-12345X", Make: "Fiat"}
	b.Put(&b.lead)
	d, err := b.Booking.Draft(t.Context(), b.lead.Meta.ID, booking.Choice{Way: booking.WayCash}, "Huber")
	if err != nil {
		t.Fatal(err)
	}
	b.Picked = b.other
	b.edit(d)
	b.Picture("editor-cash")
	b.pressAction("Im Fahrzeugstamm anlegen")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	a := b.stored()
	v, err := b.Store.Vehicle(t.Context(), a.Vehicle)
	if err != nil || v.Owner != b.other.Meta.ID || !a.CashSale || a.Contact.LastName != "Müller" {
		t.Errorf("vehicle %+v, appointment of %q, %v", v, a.Contact.SortName(), err)
	}
}

func TestTheEditorUsesALargeWindow(t *testing.T) {
	b := newBench(t)
	b.Window.Resize(fyne.NewSize(1770, 990))
	b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
	b.Put(&b.lead)
	b.book()
	b.Ctrl(fyne.KeyE)
	b.Picture("editor-large")
	if size := b.Window.Canvas().Size(); size.Width > 1770 || size.Height > 990 {
		t.Error("the editor needs", size)
	}
}
