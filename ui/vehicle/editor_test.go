package vehicle_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/vehicle"
)

// edit opens the dialog and gives what it ends with.
func edit(b *desktest.Bench, content core.Vehicle) (*vehicle.Editor, *[]*core.Vehicle) {
	var results []*core.Vehicle
	ed := vehicle.NewEditor(b.Desk, b.Services(), content, func(v *core.Vehicle) { results = append(results, v) })
	b.Open(ed)
	return ed, &results
}

func stored(b *desktest.Bench, id core.ID) core.Vehicle {
	b.Helper()
	v, err := b.Store.Vehicle(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func TestAMistypedVINIsCorrectedByOneKeyAndNeverByForce(t *testing.T) {
	b, ids := bench(t)
	_, results := edit(b, core.Vehicle{Owner: ids["anna"]})
	b.Type("vssZZZ5FZO1I11111")
	b.Ctrl(fyne.KeyR)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0].Data.VIN != "VSSZZZ5FZ01111111" || (*results)[0].Data.Make != "SEAT" {
		t.Fatalf("saved %+v", *results)
	}
	_, results = edit(b, core.Vehicle{Owner: ids["anna"]})
	b.Type("VSSZZZ5FZO2222222")
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0].Data.VIN != "VSSZZZ5FZO2222222" {
		t.Fatalf("the typed VIN was changed: %+v", *results)
	}
}

func TestASecondOwnerOfAVINIsAskedAbout(t *testing.T) {
	b, ids := bench(t)
	van := stored(b, ids["van"])
	_, results := edit(b, van)
	b.Type("W1VZZZ9066P123456")
	b.Ctrl(fyne.KeyS)
	if len(*results) != 0 || stored(b, ids["van"]).Data.VIN == "" {
		t.Fatal("Ctrl+S saves and stays")
	}
	fresh := core.Vehicle{Owner: ids["anna"], Data: core.VehicleData{VIN: "W1VZZZ9066P123456"}}
	_, results = edit(b, fresh)
	b.Ctrl(fyne.KeyReturn)
	if top := b.Desk.Dialogs.Top(); top == nil || len(*results) != 0 {
		t.Fatalf("no question, result %v", *results)
	}
	b.Press(fyne.KeyEscape)
	if len(*results) != 0 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("going back saved something")
	}
	b.Ctrl(fyne.KeyReturn)
	b.Ctrl(fyne.KeyT)
	if len(*results) != 1 || (*results)[0].Meta.ID == 0 {
		t.Fatal("saving anyway did not save")
	}
}

func TestTheOwnerIsChosenByKeyAndSaved(t *testing.T) {
	b, ids := bench(t)
	owner, err := b.Store.Customer(t.Context(), ids["firm"])
	if err != nil {
		t.Fatal(err)
	}
	b.Picked = owner
	ed, results := edit(b, stored(b, ids["golf"]))
	b.Ctrl(fyne.KeyH)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 0 {
		t.Fatal("the same VIN at the new owner is refused")
	}
	if got := stored(b, ids["golf"]).Owner; got != ids["anna"] {
		t.Fatalf("owner %d", got)
	}
	ed.Close()
	_, results = edit(b, stored(b, ids["old"]))
	b.Ctrl(fyne.KeyH)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || stored(b, ids["old"]).Owner != ids["firm"] {
		t.Fatal("owner was not changed")
	}
}

func TestNothingTypedIsLostWhenSomebodyElseSaved(t *testing.T) {
	b, ids := bench(t)
	mine := stored(b, ids["van"])
	ed, results := edit(b, mine)
	b.Press(fyne.KeyTab)
	for range len("JO-9 XY") {
		b.Press(fyne.KeyDelete)
	}
	b.Type("JO-8 ZZ")
	theirs := stored(b, ids["van"])
	theirs.Data.Mileage = 88000
	b.Put(&theirs)
	ed.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityVehicle, ID: theirs.Meta.ID, Rev: theirs.Meta.Rev}}})
	b.Ctrl(fyne.KeyReturn)
	b.Picture("vehicle-versions")
	if !b.Desk.Dialogs.IsOpen() {
		t.Fatal("the versions are not compared")
	}
	b.Ctrl(fyne.KeyReturn)
	got := stored(b, ids["van"])
	if len(*results) != 1 || got.Data.Mileage != 88000 || !strings.Contains(got.Data.Plate, "8") {
		t.Fatalf("%d results, stored %+v", len(*results), got.Data)
	}
}

func TestOddInputIsRefusedAtItsField(t *testing.T) {
	b, ids := bench(t)
	_, results := edit(b, core.Vehicle{Owner: ids["anna"]})
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 0 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("an empty vehicle was saved, or refused by a dialog")
	}
	b.Picture("vehicle-refused")
	b.Press(fyne.KeyTab)
	b.Type("S-55 XY")
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 {
		t.Fatal("a plate is enough")
	}
}
