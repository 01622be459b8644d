package vehicle_test

import (
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/vehicle"
)

func TestTheListSearchesOpensDeletesAndTakesBack(t *testing.T) {
	b, ids := bench(t)
	list := vehicle.NewList(b.Desk, b.Services())
	cancel := b.Store.Subscribe(list.Changed)
	defer cancel()
	b.Open(list)
	list.FocusSearch()
	b.Type("käfer")
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	if want := "vehicle " + strconv.Itoa(int(ids["old"])); !slices.Contains(b.Went, want) {
		t.Fatalf("went %v, want %s", b.Went, want)
	}
	b.Press(fyne.KeyDelete)
	if _, err := b.Store.Vehicle(t.Context(), ids["old"]); !core.IsKind(err, core.NotFound) {
		t.Fatalf("not deleted: %v", err)
	}
	if !b.Desk.Toasts.Undo() {
		t.Fatal("no undo")
	}
	again, err := b.Store.VehiclesByVIN(t.Context(), "113442876")
	if err != nil || len(again) != 1 || again[0].Owner != ids["anna"] {
		t.Fatalf("not restored: %v %v", again, err)
	}
}

func TestPickingOffersTheCustomersOwnVehiclesFirst(t *testing.T) {
	b, ids := bench(t)
	b.Open(vehicle.NewList(b.Desk, b.Services()))
	for _, owner := range []core.ID{ids["anna"], ids["firm"]} {
		var got core.Vehicle
		vehicle.Pick(b.Desk, b.Services(), "Fahrzeug", owner, func(v core.Vehicle) { got = v })
		b.Press(fyne.KeyReturn)
		if got.Owner != owner {
			t.Errorf("the first vehicle is %s of %d, want one of %d", got.Data.Label(), got.Owner, owner)
		}
	}
}

func TestARestoredVehicleHasItsPastAppointments(t *testing.T) {
	b, _ := bench(t)
	list := vehicle.NewList(b.Desk, b.Services())
	b.Open(list)
	list.FocusSearch()
	b.Type("S-123")
	b.Press(fyne.KeyReturn, fyne.KeyDelete)
	b.Desk.Toasts.Undo()
	list.Shown()
	all, err := b.Store.IDs(t.Context(), core.Query{Entity: core.EntityVehicle, Text: "Highline"})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v %v", all, err)
	}
	visits, err := b.Store.AppointmentsOfVehicle(t.Context(), all[0])
	if err != nil || len(visits) != 1 {
		t.Fatalf("%d appointments, %v", len(visits), err)
	}
}

func TestANewAppointmentBeginsWithVehicleAndOwner(t *testing.T) {
	b, ids := bench(t)
	b.Open(vehicle.NewList(b.Desk, b.Services()))
	b.Ctrl(fyne.KeyT)
	if len(b.Drafts) != 1 || b.Drafts[0].Vehicle == nil || b.Drafts[0].Customer == nil || b.Drafts[0].Customer.Meta.ID != ids["firm"] {
		t.Fatalf("drafts %+v", b.Drafts)
	}
}

func TestPickingTakesTheFirstHitWithEnter(t *testing.T) {
	b, ids := bench(t)
	b.Open(vehicle.NewList(b.Desk, b.Services()))
	var got []core.ID
	vehicle.Pick(b.Desk, b.Services(), "Fahrzeug", 0, func(v core.Vehicle) { got = append(got, v.Meta.ID) })
	b.Type("golf")
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(got, []core.ID{ids["twin"]}) || b.Desk.Dialogs.IsOpen() {
		t.Fatalf("got %v", got)
	}
	vehicle.Pick(b.Desk, b.Services(), "Fahrzeug", 0, func(v core.Vehicle) { got = append(got, v.Meta.ID) })
	b.Press(fyne.KeyEscape)
	if len(got) != 1 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("Esc must leave without choosing")
	}
}
