package appointment_test

import (
	"errors"
	"strings"
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

func TestEnterSavesALeadWhenNothingHasToBeTyped(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Press(fyne.KeyReturn)
	if len(b.saved) != 1 {
		t.Fatal("Enter did not save; the focus is on", b.Window.Canvas().Focused())
	}
}

func TestAForeignVehicleIsAskedAboutOnce(t *testing.T) {
	b := newBench(t)
	b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
	b.Put(&b.lead)
	b.book()
	b.Picture("editor-foreign")
	b.Ctrl(fyne.KeyS)
	b.Picture("editor-warnings")
	if b.dialog() != "Eine Warnung – trotzdem speichern?" {
		t.Fatal("not asked:", b.dialog())
	}
	b.Press(fyne.KeyEscape)
	if b.Desk.Dialogs.IsOpen() || len(b.saved) != 0 {
		t.Fatal("Esc saved")
	}
	b.Ctrl(fyne.KeyS)
	b.Press(fyne.KeyReturn)
	if len(b.saved) != 1 {
		t.Fatal("Enter did not save with the warning")
	}
	a := b.stored()
	b.close()
	b.reopen(a.Meta.ID)
	b.Type("3.12.")
	b.Ctrl(fyne.KeyS)
	if b.dialog() != "" || len(b.saved) != 2 {
		t.Error("the answered warning was asked again:", b.dialog())
	}
}

func TestTheWarningFollowsTheOwnerTakenAsCustomer(t *testing.T) {
	b := newBench(t)
	b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
	b.Put(&b.lead)
	b.book()
	b.Alt("1") // the owner as customer
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	if a := b.stored(); a.Customer != b.other.Meta.ID {
		t.Error("the owner did not become the customer")
	}
}

func TestChangingTheOwnerCanBeTakenBackBeforeSaving(t *testing.T) {
	for _, back := range []bool{false, true} {
		b := newBench(t)
		b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
		b.Put(&b.lead)
		b.book()
		b.Alt("2") // change of owner
		if !back {
			b.Picture("editor-owner")
		}
		if back {
			b.Alt("1")
		}
		b.Ctrl(fyne.KeyS)
		asked := b.dialog() != ""
		b.Press(fyne.KeyReturn)
		v, _ := b.Store.Vehicle(t.Context(), b.foreign.Meta.ID)
		if changed := v.Owner == b.customer.Meta.ID; changed == back || asked != back {
			t.Errorf("taken back %v: owner changed %v, asked %v", back, changed, asked)
		}
	}
}

func TestANewTelephoneNumberGoesIntoTheMasterOnRequest(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Alt("1")
	b.Ctrl(fyne.KeyS)
	c, _ := b.Store.Customer(t.Context(), b.customer.Meta.ID)
	if c.Contact.Mobile.Typed != "0664 1234567" || c.Contact.Street != "Bahnhofstraße" {
		t.Errorf("master: %+v", c.Contact)
	}
}

func TestAStepWithoutMinutesStopsSavingAndGetsTheCursor(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Press(fyne.KeyInsert)
	b.Type("Klimaanlage prüfen")
	b.Ctrl(fyne.KeyS)
	b.Picture("editor-error")
	if len(b.saved) != 0 {
		t.Fatal("saved a step of 0 minutes")
	}
	b.Type("1h30")
	b.Ctrl(fyne.KeyS)
	b.Press(fyne.KeyReturn) // the work now lasts longer than the pick-up
	a := b.stored()
	var step core.WorkStep
	for _, s := range a.Steps {
		if s.Text == "Klimaanlage prüfen" {
			step = s
		}
	}
	if step.Minutes != 90 {
		t.Errorf("steps: %+v", a.Steps)
	}
}

func TestStepsAreMovedAndRemovedByKeys(t *testing.T) {
	b := newBench(t)
	b.book()
	before := append([]core.WorkStep(nil), b.draftSteps()...)
	b.Ctrl(fyne.KeyDown)
	if after := b.draftSteps(); after[0] != before[1] || after[1] != before[0] {
		t.Fatalf("not moved: %+v", after)
	}
	b.Ctrl(fyne.KeyD)
	b.Ctrl(fyne.KeyS)
	if a := b.stored(); len(a.Steps) != 1 || a.Steps[0] != before[1] {
		t.Errorf("steps: %+v", a.Steps)
	}
}

func TestTheTransitVehicleCanBeEditedAndPutIntoTheMaster(t *testing.T) {
	b := newBench(t)
	b.lead.Request.Vehicle = core.VehicleData{Plate: "W-12345X", Make: "Fiat"}
	b.Put(&b.lead)
	b.book()
	b.Picture("editor-transit")
	b.focusText("bearbeiten")
	b.Press(fyne.KeyReturn)
	b.Picture("editor-transit-open")
	b.Type("ZFA31200000123456")
	b.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	b.Type("Panda")
	b.pressAction("Im Fahrzeugstamm anlegen")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	a := b.stored()
	v, err := b.Store.Vehicle(t.Context(), a.Vehicle)
	if err != nil || v.Data.Model != "Panda" || v.Data.VIN != "ZFA31200000123456" || v.Owner != b.customer.Meta.ID {
		t.Errorf("vehicle %+v, %v", v, err)
	}
}

func TestTheContactIsTheAppointmentsOwn(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Ctrl(fyne.KeyE)
	b.Press(fyne.KeyEnd)
	b.Type("-Huber")
	b.Picture("editor-contact")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	c, _ := b.Store.Customer(t.Context(), b.customer.Meta.ID)
	if a := b.stored(); a.Contact.LastName != "Müller-Huber" || c.Contact.LastName != "Müller" {
		t.Errorf("appointment %q, master %q", a.Contact.LastName, c.Contact.LastName)
	}
}

func TestThePickUpFollowsTheDayOfTheDropOff(t *testing.T) {
	b := newBench(t)
	a := b.saveFirst()
	b.reopen(a.Meta.ID)
	b.Type("2.12.2026")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	now := b.stored()
	if now.DropOff.At != 202612020800 || now.PickUp.At.Date() != 20261202 || now.PickUp.At.Time() != a.PickUp.At.Time() {
		t.Errorf("drop-off %v, pick-up %v", now.DropOff.At, now.PickUp.At)
	}
}

func TestLeavingAsksOnlyWhenSomethingChanged(t *testing.T) {
	b := newBench(t)
	b.book()
	left := 0
	b.editor.Leave(func() { left++ })
	if left != 1 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("asked although nothing was typed")
	}
	b.Press(fyne.KeyInsert)
	b.Type("Probefahrt")
	b.editor.Leave(func() { left++ })
	b.Picture("editor-leave")
	if left != 1 || b.dialog() != "Änderungen speichern?" {
		t.Fatal("did not ask")
	}
	b.Press(fyne.KeyEscape)
	if left != 1 || len(b.saved) != 0 {
		t.Fatal("Esc left")
	}
	b.editor.Leave(func() { left++ })
	b.Press(fyne.KeyTab, fyne.KeyReturn) // discard
	if left != 2 || len(b.saved) != 0 {
		t.Error("discarding did not leave, or it saved")
	}
}

func TestAConflictKeepsWhatWasTyped(t *testing.T) {
	b := newBench(t)
	a := b.saveFirst()
	b.reopen(a.Meta.ID)
	b.Type("4.12.2026")
	other := b.stored()
	other.CourtesyCar = "Polo S-WERK 2"
	b.Put(&other)
	b.Ctrl(fyne.KeyS)
	b.Picture("editor-conflict")
	if b.dialog() != "Inzwischen geändert" || len(b.saved) != 1 {
		t.Fatal("no conflict:", b.dialog())
	}
	b.Press(fyne.KeyReturn)
	b.Press(fyne.KeyReturn)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	if now := b.stored(); now.DropOff.At.Date() != 20261204 || now.CourtesyCar != "Polo S-WERK 2" || len(b.saved) != 2 {
		t.Errorf("drop-off %v, courtesy car %q after taking over the present state", now.DropOff.At, now.CourtesyCar)
	}
}

func TestAFailedSaveCanBeTriedAgain(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Store.FailNext(&core.Error{Kind: core.Unavailable, Op: "apply", Err: errors.New("disk full")})
	b.Ctrl(fyne.KeyS)
	if b.dialog() != "Der Termin ist nicht gespeichert" || len(b.saved) != 0 {
		t.Fatal("not told:", b.dialog())
	}
	b.Press(fyne.KeyReturn)
	if len(b.saved) != 1 {
		t.Error("trying again did not save")
	}
}

func TestCancellingNeedsAReasonAndCanReopenTheLead(t *testing.T) {
	b := newBench(t)
	a := b.saveFirst()
	b.reopen(a.Meta.ID)
	b.Picture("editor-stored")
	b.focusText("Termin stornieren…")
	b.Press(fyne.KeyReturn)
	b.Press(fyne.KeyReturn) // no reason yet
	if b.stored().Status == core.AppointmentCancelled {
		t.Fatal("cancelled without a reason")
	}
	b.Type("Kunde krank")
	b.Press(fyne.KeyTab, fyne.KeySpace)
	b.Picture("editor-cancel")
	b.Press(fyne.KeyTab, fyne.KeyReturn)
	now := b.stored()
	lead, _ := b.Store.Lead(t.Context(), b.lead.Meta.ID)
	if now.Status != core.AppointmentCancelled || now.CancelReason != "Kunde krank" || !lead.Status.Open() {
		t.Errorf("appointment %v %q, lead %v", now.Status, now.CancelReason, lead.Status)
	}
	if n := len(b.Went); n < 2 || b.Went[n-2] != "close" || !strings.HasPrefix(b.Went[n-1], "offer messages") {
		t.Errorf("the editor stayed open, or the customer is not told: %v", b.Went)
	}
}

func TestTheBookingCanBeUndone(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Alt("1")
	b.Ctrl(fyne.KeyS)
	a := b.stored()
	b.close()
	b.reopen(a.Meta.ID)
	b.focusText("Terminanlage rückgängig…")
	b.Press(fyne.KeyReturn)
	b.Picture("editor-undo")
	b.Press(fyne.KeyReturn)
	lead, _ := b.Store.Lead(t.Context(), b.lead.Meta.ID)
	c, _ := b.Store.Customer(t.Context(), b.customer.Meta.ID)
	if !lead.Status.Open() || c.Contact.Mobile.Typed != "" {
		t.Errorf("lead %v, mobile %q", lead.Status, c.Contact.Mobile.Typed)
	}
}

func TestAnotherCustomerIsChosenByKey(t *testing.T) {
	b := newBench(t)
	b.Picked = b.other
	d, err := b.Booking.DraftFor(t.Context(), b.customer.Meta.ID, b.car.Meta.ID, 0, "Huber")
	if err != nil {
		t.Fatal(err)
	}
	b.edit(d)
	b.Picture("editor-phone")
	b.Alt(fyne.KeyK)
	if d.Appointment.Customer != b.other.Meta.ID || d.Appointment.Contact.Company != b.other.Contact.Company {
		t.Errorf("customer %v, contact %q", d.Appointment.Customer, d.Appointment.Contact.SortName())
	}
}

func TestTheFormFollowsTheCursor(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Ctrl(fyne.KeyE)
	b.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	b.Picture("editor-follow")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.Window.Canvas().Focused().(fyne.CanvasObject))
	if at.Y > 560 || at.Y < 0 {
		t.Error("the cursor is outside of what can be seen:", at)
	}
}

func TestAnEmptyRowIsNoWorkStep(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Press(fyne.KeyInsert)
	b.editor.Leave(func() {})
	if b.dialog() != "" {
		t.Fatal("asked to save an empty row")
	}
	b.Ctrl(fyne.KeyS)
	if a := b.stored(); len(a.Steps) != 2 {
		t.Errorf("steps: %+v", a.Steps)
	}
}

func TestTheEditorInEnglishAndDark(t *testing.T) {
	b := newBench(t)
	b.English()
	b.Dark()
	b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
	b.Put(&b.lead)
	b.book()
	b.Picture("editor-dark")
	b.Ctrl(fyne.KeyS)
	if b.dialog() != "One warning – save anyway?" {
		t.Error("dialog", b.dialog())
	}
}

func TestEveryFieldOfTheContactCanBeEdited(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Ctrl(fyne.KeyE)
	b.Press(fyne.KeyTab)
	for _, f := range core.ContactFields() {
		if f == core.FieldSalutation || f == core.FieldTitleBefore || f == core.FieldFirstName || f == core.FieldLastName {
			continue
		}
		b.Press(fyne.KeyEnd)
		b.Type("x")
		b.Press(fyne.KeyTab)
	}
	for _, f := range core.ContactFields()[4:] {
		if have := b.draft.Appointment.Contact.Get(f); have == "" || have[len(have)-1] != 'x' {
			t.Errorf("%s is %q", f, have)
		}
	}
}
