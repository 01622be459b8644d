package customer_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/customer"
	"terminwerk/ui/desk/desktest"
)

func TestTheListSearchesAndOpens(t *testing.T) {
	b, ids := bench(t)
	list := customer.NewList(b.Desk, b.Services())
	b.Open(list)
	list.FocusSearch()
	b.Type("hallein")
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	if want := "customer " + strconv.Itoa(int(ids["10310"])); !slices.Equal(b.Went, []string{want}) {
		t.Fatalf("went %v, want %s", b.Went, want)
	}
	b.Ctrl(fyne.KeyT)
	if len(b.Drafts) != 1 || b.Drafts[0].Customer.Meta.ID != ids["10310"] {
		t.Fatalf("drafts %+v", b.Drafts)
	}
}

func TestAnEmptiedSearchShowsWhatWasWrittenMeanwhile(t *testing.T) {
	b, _ := bench(t)
	list := customer.NewList(b.Desk, b.Services())
	cancel := b.Store.Subscribe(list.Changed)
	defer cancel()
	b.Open(list)
	list.FocusSearch()
	b.Type("hallein")
	b.Press(fyne.KeyReturn)
	if text := desktest.Text(b.Window); strings.Contains(text, "Anna") {
		t.Fatalf("%s", text)
	}
	list.FocusSearch()
	b.Press(fyne.KeyEscape)
	if text := desktest.Text(b.Window); !strings.Contains(text, "Müller, Anna") {
		t.Errorf("after Esc: %s", text)
	}
	b.Type("hallein")
	b.Press(fyne.KeyReturn)
	late := person("10400", "Zoe", "Aigner", "Hauptplatz", "2", "4020", "Linz", "0664 5550011")
	b.Put(&late)
	list.FocusSearch()
	b.Press(fyne.KeyEscape)
	if text := desktest.Text(b.Window); !strings.Contains(text, "Aigner, Zoe") || !strings.Contains(text, "Müller, Anna") {
		t.Errorf("after a new customer: %s", text)
	}
}

func TestADeletedCustomerComesBackWithNumberAndAppointments(t *testing.T) {
	b, ids := bench(t)
	old := stored(b, ids["10310"])
	past := core.Appointment{Status: core.AppointmentDone, Customer: old.Meta.ID, Contact: old.Contact, Transit: core.VehicleData{Plate: "HA-1 A"}}
	past.DropOff, past.PickUp = core.Part{At: 202601120800}, core.Part{At: 202601121600}
	b.Put(&past)
	list := customer.NewList(b.Desk, b.Services())
	cancel := b.Store.Subscribe(list.Changed)
	defer cancel()
	b.Open(list)
	list.FocusSearch()
	b.Type("hallein")
	b.Press(fyne.KeyReturn, fyne.KeyDelete)
	if _, err := b.Store.CustomerByNumber(t.Context(), "10310"); !core.IsKind(err, core.NotFound) {
		t.Fatalf("not deleted: %v", err)
	}
	b.Desk.Toasts.Undo()
	back, err := b.Store.CustomerByNumber(t.Context(), "10310")
	if err != nil || back.Contact.LastName != "Huber" || !back.Blocked {
		t.Fatalf("%+v, %v", back, err)
	}
	visits, err := b.Store.AppointmentsOfCustomer(t.Context(), back.Meta.ID)
	if err != nil || len(visits) != 1 {
		t.Fatalf("%d appointments, %v", len(visits), err)
	}
}

func TestACustomerWithACarIsNotDeleted(t *testing.T) {
	b, _ := bench(t)
	list := customer.NewList(b.Desk, b.Services())
	b.Open(list)
	list.FocusSearch()
	b.Type("müller")
	b.Press(fyne.KeyReturn, fyne.KeyDelete)
	if !b.Desk.Dialogs.IsOpen() {
		t.Fatal("no reason was given")
	}
	if _, err := b.Store.CustomerByNumber(t.Context(), "10234"); err != nil {
		t.Fatal(err)
	}
}

func TestConflictsOfTheImportAreDecidedByKey(t *testing.T) {
	b, ids := bench(t)
	state := core.ImportState{Target: core.Ref{Entity: core.EntityCustomer, ID: ids["10234"]}, Source: "dms"}
	state.Review = []core.FieldConflict{
		{Field: core.FieldStreet, Base: "Alte Gasse", Ours: "Linzer Straße", Theirs: "Linzer Bundesstraße"},
		{Field: core.FieldTown, Base: "Wals", Ours: "Salzburg", Theirs: "Anif"},
		{Field: core.FieldStatus, Base: "prospect", Ours: "customer", Theirs: ""},
	}
	b.Put(&state)
	b.Open(customer.NewList(b.Desk, b.Services()))
	b.Ctrl(fyne.KeyG)
	b.Press(fyne.KeyRight, fyne.KeyLeft)
	b.Picture("customer-review")
	b.Ctrl(fyne.KeyReturn)
	if got := stored(b, ids["10234"]).Contact; got.Street != "Linzer Bundesstraße" || got.Town != "Salzburg" {
		t.Fatalf("stored %+v", got)
	}
	left, err := b.Store.ImportReviews(t.Context())
	if err != nil || len(left) != 1 || len(left[0].Review) != 1 || left[0].Review[0].Field != core.FieldStatus {
		t.Fatalf("left %+v, %v", left, err)
	}
}

func TestPickingByNameTakesTheSelectedCustomer(t *testing.T) {
	b, ids := bench(t)
	b.Open(customer.NewList(b.Desk, b.Services()))
	var got []core.ID
	customer.Pick(b.Desk, b.Services(), "Halter", func(c core.Customer) { got = append(got, c.Meta.ID) })
	b.Type("huber")
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(got, []core.ID{ids["10310"]}) || b.Desk.Dialogs.IsOpen() {
		t.Fatalf("got %v", got)
	}
}

func TestACarOfWhichOnlyThePlateIsKnownStandsBesideItsOwner(t *testing.T) {
	b, ids := bench(t)
	b.Put(&core.Vehicle{Owner: ids["10310"], Data: core.VehicleData{Plate: "HA-77XY"}})
	list := customer.NewList(b.Desk, b.Services())
	b.Open(list)
	list.FocusSearch()
	b.Type("hallein")
	b.Press(fyne.KeyReturn)
	if text := desktest.Text(b.Window); !strings.Contains(text, "HA-77XY") {
		t.Error(text)
	}
}
