package appointment_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/appointment"
)

// visit stores an appointment of the bench's customer.
func (b *bench) visit(name string, from, to core.WallTime, status core.AppointmentStatus, work ...core.WorkStep) core.Appointment {
	b.Helper()
	a := core.Appointment{
		Status: status, Customer: b.customer.Meta.ID, Vehicle: b.car.Meta.ID,
		Contact: core.Contact{LastName: name, FirstName: "Anna", Mobile: core.Phone{Typed: "0664 1234567"}},
		DropOff: core.Part{At: from, Minutes: 15}, PickUp: core.Part{At: to, Minutes: 10}, Steps: work, Adviser: "Huber",
	}
	if status == core.AppointmentCancelled {
		a.CancelReason = "abgesagt"
	}
	b.Put(&a)
	return a
}

func (b *bench) list() *appointment.List {
	b.visit("Müller", 202611230800, 202611231630, core.AppointmentArrived, core.WorkStep{Text: "Service/Inspektion", Minutes: 90}, core.WorkStep{Text: "Räderwechsel", Minutes: 45})
	b.visit("Freiherr von und zu Hohenstein-Weißenburg", 202611231000, 202611241200, core.AppointmentPlanned, core.WorkStep{Text: "Unfallschaden begutachten und Kostenvoranschlag erstellen", Minutes: 240})
	b.visit("Abendroth", 202611201500, 202611230900, core.AppointmentConfirmed, core.WorkStep{Text: "Bremsen vorne", Minutes: 120})
	b.visit("Zeller", 202611190800, 202611270900, core.AppointmentArrived, core.WorkStep{Text: "Karosserie", Minutes: 1200})
	b.visit("Ohnegrund", 202611231100, 202611231300, core.AppointmentCancelled, core.WorkStep{Text: "Reifen", Minutes: 30})
	b.visit("Morgen", 202611240800, 202611241500, core.AppointmentPlanned, core.WorkStep{Text: "Klimaservice", Minutes: 60})
	v := appointment.NewList(b.Desk, b.Services())
	b.Open(v)
	return v
}

func TestTheListShowsTheDayAndOpensWithEnter(t *testing.T) {
	b := newBench(t)
	b.list()
	b.Picture("list")
	b.Press(fyne.KeyReturn)
	if len(b.Went) == 0 || b.Went[0] != "appointment 1" {
		t.Error("Enter opened", b.Went)
	}
}

func TestArrowsChangeTheDay(t *testing.T) {
	b := newBench(t)
	b.list()
	b.Press(fyne.KeyRight)
	b.Press(fyne.KeyReturn)
	b.Press(fyne.KeyRight)
	b.Press(fyne.KeyRight)
	b.Picture("list-empty")
	b.Alt(fyne.KeyHome)
	b.Press(fyne.KeyReturn)
	if len(b.Went) != 2 || b.Went[0] != "appointment 6" || b.Went[1] != "appointment 1" {
		t.Error("opened", b.Went)
	}
}

func TestAHolidayIsNamed(t *testing.T) {
	b := newBench(t)
	v := b.list()
	v.FocusSearch()
	b.Press(fyne.KeyTab, fyne.KeyTab)
	b.Ctrl(fyne.KeyG)
	b.Type("8.12.2026")
	b.Press(fyne.KeyReturn)
	b.Picture("list-holiday")
}

func TestDeleteCancelsWithAReason(t *testing.T) {
	b := newBench(t)
	v := b.list()
	b.Press(fyne.KeyDelete)
	b.Type("Kunde krank")
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	a, _ := b.Store.Appointment(t.Context(), 1)
	if a.Status != core.AppointmentCancelled || a.CancelReason != "Kunde krank" {
		t.Fatalf("%v %q, dialog %q", a.Status, a.CancelReason, b.dialog())
	}
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityAppointment, ID: 1}}})
	b.Picture("list-cancelled")
}

func TestACancellationIsTakenBackFromItsMessage(t *testing.T) {
	b := newBench(t)
	a := b.saveFirst()
	v := appointment.NewList(b.Desk, b.Services())
	b.Open(v)
	b.Ctrl(fyne.KeyG)
	b.Type("30.11.2026")
	b.Press(fyne.KeyReturn)
	cancel := func() {
		t.Helper()
		b.Press(fyne.KeyDelete)
		b.Type("Kunde krank")
		b.Press(fyne.KeyReturn, fyne.KeyReturn)
		if now := b.stored(); now.Status != core.AppointmentCancelled {
			t.Fatalf("%s, dialog %q", now.Status, b.dialog())
		}
		v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityAppointment, ID: a.Meta.ID}}})
	}
	cancel()
	b.Picture("list-cancelled-undo")
	b.Went = nil
	if !b.Desk.Toasts.Undo() {
		t.Fatal("no way back was offered")
	}
	now := b.stored()
	lead, _ := b.Store.Lead(t.Context(), b.lead.Meta.ID)
	if now.Status != a.Status || now.CancelReason != "" || lead.Status != core.LeadBooked || lead.Appointment != a.Meta.ID {
		t.Errorf("%s %q, lead %s", now.Status, now.CancelReason, lead.Status)
	}
	if len(b.Went) != 1 || b.Went[0] != "offer messages 1" {
		t.Error("the messages were not looked at again:", b.Went)
	}
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityAppointment, ID: a.Meta.ID}}})

	cancel()
	changed := b.stored()
	changed.Notes = "Wagen steht schon hier"
	b.Put(&changed)
	b.Desk.Toasts.Undo()
	if now := b.stored(); now.Status != core.AppointmentCancelled || !b.Desk.Dialogs.IsOpen() {
		t.Errorf("%s, dialog %q", now.Status, b.dialog())
	}
	b.Picture("list-cancelled-refused")
}

func TestSearchFindsOnAllDays(t *testing.T) {
	b := newBench(t)
	v := b.list()
	v.FocusSearch()
	b.Type("morg")
	b.Press(fyne.KeyReturn)
	b.Picture("list-search")
	b.Press(fyne.KeyReturn)
	if len(b.Went) != 1 || b.Went[0] != "appointment 6" {
		t.Error("opened", b.Went)
	}
}

func TestABookingByTelephoneStartsWithThePlate(t *testing.T) {
	b := newBench(t)
	appointment.NewList(b.Desk, b.Services()).New()
	appointment.Start(b.Desk, b.Services(), 0)
	b.Picture("start-empty")
	b.Type("ha77")
	b.Picture("start")
	b.Press(fyne.KeyReturn)
	if len(b.Drafts) != 1 || b.Drafts[0].Appointment.Customer != b.other.Meta.ID || b.Drafts[0].Appointment.Vehicle != b.foreign.Meta.ID {
		t.Fatalf("went %v", b.Went)
	}
	if b.Drafts[0].Appointment.Contact.Company != b.other.Contact.Company {
		t.Error("the contact is not the owner's")
	}
}

func TestABookingByTelephoneForSomebodyNew(t *testing.T) {
	b := newBench(t)
	b.Customer = func(c core.Customer) *core.Customer {
		c.Contact.LastName = "Neumann"
		b.Put(&c)
		return &c
	}
	appointment.Start(b.Desk, b.Services(), 0)
	b.Type("S-99999Z")
	b.Ctrl(fyne.KeyN)
	if len(b.Drafts) != 1 || b.Drafts[0].Appointment.Transit.Plate != "S-99999Z" || b.Drafts[0].Appointment.Contact.LastName != "Neumann" {
		t.Fatalf("went %v", b.Went)
	}
}
