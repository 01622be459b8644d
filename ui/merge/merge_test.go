package merge_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/duplicates"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/merge"
)

type services struct {
	desktest.Services
	*duplicates.Service
}

type bench struct {
	*desktest.Bench
	karin, carin core.Customer
}

// open shows the report of a master in which Karin Freitag stands twice.
func open(t *testing.T, pair bool) (*bench, *merge.View) {
	t.Helper()
	b := &bench{Bench: desktest.New(t)}
	b.karin = person("40001", "Karin", "0664 1234567", "")
	b.carin = person("40002", "Carin", "0664 1234567", "carin@post.example")
	b.carin.Contact.Town = "Hallein"
	hans := person("40003", "Hans", "0660 99", "")
	b.Put(&b.karin, &b.carin, &hans)
	s := services{b.Services(), duplicates.New(b.Store, b.Store, coretest.Model())}
	if pair {
		v := merge.NewPair(b.Desk, s, b.karin.Meta.ID, b.carin.Meta.ID)
		b.Open(v)
		return b, v
	}
	v := merge.New(b.Desk, s)
	b.Open(v)
	return b, v
}

func person(number, first, mobile, email string) core.Customer {
	c := core.Customer{Number: number, Contact: core.Contact{
		FirstName: first, LastName: "Freitag", Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020", Town: "Salzburg",
		Mobile: core.Phone{Typed: mobile}, Email: email,
	}}
	c.Normalize("AT")
	return c
}

func (b *bench) customer(t *testing.T, number string) core.Customer {
	t.Helper()
	c, err := b.Store.CustomerByNumber(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (b *bench) says(t *testing.T, want string) {
	t.Helper()
	if text := desktest.Text(b.Window); !strings.Contains(text, want) {
		t.Errorf("%q is missing in %q", want, text)
	}
}

func TestAFoundPairIsMergedByOneKeyAndCanBeTakenBack(t *testing.T) {
	b, _ := open(t, false)
	b.says(t, "noch nicht durchsucht")
	b.Ctrl(fyne.KeyR)
	b.says(t, "Ein Paar ist offen.")
	b.Ctrl(fyne.KeyReturn)
	c := b.customer(t, "40002")
	if c.Number != "40001" || c.Contact.Email != "carin@post.example" || c.Contact.Town != "Salzburg" ||
		!strings.Contains(c.Notes, "Zusammengeführt mit 40002 Freitag, Carin") || !strings.Contains(c.Notes, "Ort: Hallein") {
		t.Errorf("merged into %+v", c)
	}
	b.says(t, "0 Paare sind offen.")
	b.Desk.Toasts.Undo()
	if c := b.customer(t, "40002"); c.Number != "40002" || c.Contact.Town != "Hallein" {
		t.Errorf("taken back: %+v", c)
	}
	b.says(t, "Ein Paar ist offen.")
	b.says(t, "40002")
}

func TestTheOtherCustomerStaysAfterTheSidesWereSwapped(t *testing.T) {
	b, _ := open(t, true)
	b.Ctrl(fyne.KeyT)
	b.Ctrl(fyne.KeyReturn)
	if c := b.customer(t, "40001"); c.Number != "40002" || c.Contact.Town != "Hallein" {
		t.Errorf("merged into %+v", c)
	}
	if len(b.Went) == 0 || b.Went[len(b.Went)-1] != "close" {
		t.Errorf("the view stays open: %v", b.Went)
	}
}

func TestWhoIsSaidToBeTwoLeavesTheListForGood(t *testing.T) {
	b, _ := open(t, false)
	b.Ctrl(fyne.KeyR)
	b.Press(fyne.KeyDelete)
	b.says(t, "0 Paare sind offen")
	b.Ctrl(fyne.KeyR)
	b.says(t, "0 Paare sind offen")
	b.Desk.Toasts.Undo()
	b.Ctrl(fyne.KeyR)
	b.says(t, "Ein Paar ist offen")
}

func TestWhatSpeaksForOnePersonIsToldWithItsWeight(t *testing.T) {
	b, _ := open(t, true)
	b.says(t, "Warum")
	if text := desktest.Text(b.Window); !regexp.MustCompile(`Mobil gleich \+[0-9,]+`).MatchString(text) || !regexp.MustCompile(`Ort weicht ab –[0-9,]+`).MatchString(text) {
		t.Errorf("no weights in %q", text)
	}
}

func TestLessProbablePairsAreLookedForWhenAskedFor(t *testing.T) {
	b, v := open(t, false)
	b.Ctrl(fyne.KeyR)
	b.says(t, "Ein Paar ist offen.")
	b.Window.Canvas().FocusPrevious()
	b.Window.Canvas().FocusPrevious()
	b.Type("ab 50")
	b.Press(fyne.KeyReturn)
	b.says(t, "Gesucht wurde erst ab 95 %.")
	b.Ctrl(fyne.KeyR)
	if text := desktest.Text(b.Window); strings.Contains(text, "Gesucht wurde erst") || !strings.Contains(text, "Carin") {
		t.Errorf("after searching again: %q", text)
	}
	v.Close()
	again := merge.New(b.Desk, services{b.Services(), duplicates.New(b.Store, b.Store, coretest.Model())})
	b.Open(again)
	b.says(t, "ab 50 %")
}

func TestTheSearchGoesOnWhereItWasStopped(t *testing.T) {
	b, v := open(t, false)
	v.Close()
	s := duplicates.New(b.Store, b.Store, coretest.Model())
	some, cancel := context.WithCancel(t.Context())
	var r duplicates.Report
	if err := s.Scan(some, &r, func(*duplicates.Report) { cancel() }); err == nil {
		t.Fatal("not stopped")
	}
	if err := s.Keep(t.Context(), &r); err != nil {
		t.Fatal(err)
	}
	b.Open(merge.New(b.Desk, services{b.Services(), s}))
	b.says(t, "unterbrochen")
	b.says(t, "Suche fortsetzen")
	b.Ctrl(fyne.KeyR)
	b.says(t, "Ein Paar ist offen")
}

func TestAMergeThatCannotBeUndoneSaysWhy(t *testing.T) {
	b, _ := open(t, false)
	b.Ctrl(fyne.KeyR)
	b.Ctrl(fyne.KeyReturn)
	c := b.customer(t, "40001")
	c.Contact.Email = "neu@post.example"
	b.Put(&c)
	b.Desk.Toasts.Undo()
	b.says(t, "seit dem Zusammenführen")
}

func TestLaterMovesAPairBehindTheOthers(t *testing.T) {
	b, _ := open(t, false)
	eva, ewa := person("40004", "Martha", "0660 4444444", ""), person("40005", "Marta", "0660 4444444", "")
	eva.Contact.LastName, ewa.Contact.LastName = "Obermair", "Obermair"
	b.Put(&eva, &ewa)
	b.Ctrl(fyne.KeyR)
	b.says(t, "2 Paare sind offen")
	last := func() duplicates.Pair {
		r, err := duplicates.New(b.Store, b.Store, coretest.Model()).Last(t.Context())
		if err != nil || len(r.Pairs) != 2 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r.Pairs[1]
	}
	was := last()
	b.Press(fyne.KeyHome)
	b.Ctrl(fyne.KeyD)
	if now := last(); now == was {
		t.Errorf("the first pair is still before %v", now)
	}
	b.says(t, "2 Paare sind offen")
	b.Ctrl(fyne.KeyReturn)
	for _, id := range []core.ID{was.First, was.Second} {
		if _, err := b.Store.Customer(t.Context(), id); err != nil {
			return
		}
	}
	t.Error("the next pair was not selected")
}

func TestWhoIsBlockedIsProposedToGo(t *testing.T) {
	b, _ := open(t, false)
	b.karin.Blocked, b.karin.BlockReason = true, "offene Rechnung"
	b.Put(&b.karin)
	b.Ctrl(fyne.KeyR)
	b.Ctrl(fyne.KeyReturn)
	if c := b.customer(t, "40001"); c.Number != "40002" || !c.Blocked {
		t.Errorf("merged into %+v", c)
	}
}

func TestAHouseNumberWithinTheStreetIsNotTakenApart(t *testing.T) {
	b, v := open(t, true)
	b.carin.Contact.Street, b.carin.Contact.HouseNumber = "Linzer Straße 9", ""
	b.Put(&b.carin)
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityCustomer, ID: b.carin.Meta.ID}}})
	if n := strings.Count(desktest.Text(b.Window), "übernehmen"); n != 4 {
		t.Errorf("%d values can be taken; first name, street, town and e-mail are others", n)
	}
}

func TestTwoWhoWereSaidToBeTwoAreShownAsSuch(t *testing.T) {
	b, v := open(t, true)
	b.Put(&core.NotDuplicate{Customer: b.carin.Meta.ID, Other: b.karin.Meta.ID})
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityNotDuplicate, ID: 1}}})
	b.says(t, "früher: kein Duplikat")
}

func TestALaterAppointmentThatStandsAgainstTheUndoIsNamed(t *testing.T) {
	b, _ := open(t, true)
	car := core.Vehicle{Owner: b.carin.Meta.ID, Data: core.VehicleData{Plate: "S-1 A"}}
	b.Put(&car)
	b.Ctrl(fyne.KeyReturn)
	visit := core.Appointment{Status: core.AppointmentPlanned, Customer: b.karin.Meta.ID, Vehicle: car.Meta.ID, Contact: b.karin.Contact}
	visit.DropOff.At, visit.PickUp.At = 202612010800, 202612011600
	b.Put(&visit)
	b.Desk.Toasts.Undo()
	b.says(t, visit.Label())
	if _, err := b.Store.Customer(t.Context(), b.carin.Meta.ID); !core.IsKind(err, core.NotFound) {
		t.Errorf("taken apart all the same: %v", err)
	}
}
