package appointment_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
)

func TestTheKeysOfThePanelStayWithTheirButtons(t *testing.T) {
	b := newBench(t)
	b.lead.Request.Vehicle = core.VehicleData{VIN: b.foreign.Data.VIN}
	b.Put(&b.lead)
	b.book()
	key := func(action string) string {
		_, after, _ := strings.Cut(desktest.Text(b.Window), action)
		return strings.Fields(after)[1]
	}
	const action = "In Kundenstamm übernehmen"
	before := key(action)
	b.Alt("2") // change of owner
	if after := key(action); after != before || !strings.HasPrefix(after, "Alt+") {
		t.Errorf("the button had %s and has %s", before, after)
	}
}

func TestARemovedStepCanBeTakenBack(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Press(fyne.KeyInsert)
	b.Type("Klimaanlage prüfen")
	b.Ctrl(fyne.KeyD)
	if text := desktest.Text(b.Window); strings.Contains(text, "Klimaanlage prüfen") {
		t.Fatal("the step is still there")
	}
	b.Desk.Toasts.Undo()
	if text := desktest.Text(b.Window); !strings.Contains(text, "Klimaanlage prüfen") {
		t.Error("the step did not come back")
	}
}

func TestMovingAStoredVisitToALaterTimeTakesThePickUpAlong(t *testing.T) {
	b := newBench(t)
	b.book()
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	before := b.stored()
	b.close()
	b.reopen(before.Meta.ID)
	b.Type("4.12.")
	b.Press(fyne.KeyTab)
	b.Type("14")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	after := b.stored()
	if after.DropOff.At != 202612041400 || after.PickUp.At.Sub(after.DropOff.At) != before.PickUp.At.Sub(before.DropOff.At) {
		t.Errorf("from %v–%v to %v–%v", before.DropOff.At, before.PickUp.At, after.DropOff.At, after.PickUp.At)
	}
	b.close()
	b.reopen(before.Meta.ID)
	b.Press(fyne.KeyTab)
	b.Type("1330")
	b.Ctrl(fyne.KeyS)
	for b.dialog() != "" {
		b.Press(fyne.KeyReturn)
	}
	if again := b.stored(); again.DropOff.At != 202612041330 || again.PickUp.At != after.PickUp.At {
		t.Errorf("half an hour earlier: %v–%v", again.DropOff.At, again.PickUp.At)
	}
}
