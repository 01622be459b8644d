package duplicate_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/duplicate"
)

func person(number, first, last, town, mobile string) *core.Customer {
	c := &core.Customer{Number: number, Contact: core.Contact{
		FirstName: first, LastName: last, Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020", Town: town, Mobile: core.Phone{Typed: mobile},
	}}
	c.Normalize("AT")
	return c
}

func request(first, last, mobile string) *core.Lead {
	l := &core.Lead{Status: core.LeadNew, Request: core.Request{
		Source: "test", ExternalID: "A", ReceivedAt: desktest.Now,
		Contact: core.Contact{FirstName: first, LastName: last, Postcode: "5020", Town: "Salzburg", Mobile: core.Phone{Typed: mobile}, Email: "neu@post.example"},
	}}
	l.Request.Contact.Normalize("AT")
	return l
}

// open resolves the lead and shows the split view; choices are written to the returned list.
func open(t *testing.T, l *core.Lead, records ...core.Record) (*desktest.Bench, *duplicate.View, *[]booking.Choice) {
	t.Helper()
	b := desktest.New(t)
	b.Put(append(records, l)...)
	r, err := b.Booking.Resolve(t.Context(), l.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	var choices []booking.Choice
	v := duplicate.New(b.Desk, b.Services(), r, func(c booking.Choice) { choices = append(choices, c) })
	b.Open(v)
	return b, v, &choices
}

func TestACertainMatchIsPreselectedAndEnterMergesWithNothingTicked(t *testing.T) {
	anna := person("40001", "Anna", "Müller", "Salzburg", "0664 1234567")
	anna.Contact.Email = "neu@post.example"
	b, _, choices := open(t, request("Anna", "Mueller", "0664/123 45 67"), anna)
	b.Press(fyne.KeyReturn)
	want := booking.Choice{Way: booking.WayMerge, Customer: anna.Meta.ID}
	if len(*choices) != 1 || (*choices)[0].Customer != want.Customer || (*choices)[0].Way != want.Way || len((*choices)[0].Update) != 0 {
		t.Errorf("want %+v, got %+v", want, *choices)
	}
}

func TestNobodyLessThanCertainIsPreselected(t *testing.T) {
	b, _, choices := open(t, request("Lena", "Bauer", "0664 999"), person("40007", "Max", "Bauer", "Salzburg", "0660 1000007"), person("40008", "Magdalena", "Bauer", "Salzburg", "0660 1000008"))
	b.Press(fyne.KeyReturn)
	b.Ctrl(fyne.KeyReturn)
	if len(*choices) != 0 {
		t.Errorf("linked without a choice: %+v", *choices)
	}
}

func TestATickedFieldGoesAlongWithTheMerge(t *testing.T) {
	anna := person("40001", "Anna", "Müller", "Salzburg", "0664 1234567")
	b, _, choices := open(t, request("Anna", "Müller", "0664 1234567"), anna)
	b.Press(fyne.KeyHome)
	b.Press(fyne.KeyTab, fyne.KeySpace)
	b.Ctrl(fyne.KeyReturn)
	if len(*choices) != 1 || !slices.Contains((*choices)[0].Update, core.FieldEmail) {
		t.Errorf("the e-mail was ticked, got %+v", *choices)
	}
}

func TestNewCustomerLeftWithoutSavingComesBackAsItWas(t *testing.T) {
	b, v, choices := open(t, request("Anna", "Müller", "0664 1234567"), person("40001", "Anna", "Müller", "Salzburg", "0664 1234567"))
	b.Customer = func(core.Customer) *core.Customer { return nil }
	before := desktest.Text(b.Window)
	v.New()
	if len(*choices) != 0 || desktest.Text(b.Window) != before {
		t.Errorf("leaving the dialog changed something: %+v", *choices)
	}
	if want := `new customer "Müller, Anna" from lead 1`; len(b.Went) != 1 || b.Went[0] != want {
		t.Errorf("want %s, got %v", want, b.Went)
	}
}

func TestNewCustomerSavedGoesOnWithHim(t *testing.T) {
	b, v, choices := open(t, request("Helga", "Sonnleithner", "0680 999"))
	b.Customer = func(c core.Customer) *core.Customer {
		b.Put(&c)
		return &c
	}
	v.New()
	if len(*choices) != 1 || (*choices)[0].Way != booking.WayNew || !(*choices)[0].Created || (*choices)[0].Customer == 0 {
		t.Errorf("got %+v", *choices)
	}
}

func TestTheCashSaleIsClosedWithItsReasonAndLeadsToTheSetting(t *testing.T) {
	b, v, choices := open(t, request("Walter", "Laufkunde", ""))
	b.Ctrl(fyne.KeyB)
	if len(*choices) != 0 {
		t.Fatalf("booked on a cash-sale customer who does not exist: %+v", *choices)
	}
	cash := &core.Customer{Number: "99999", Contact: core.Contact{Company: "Barverkauf"}}
	b.Put(cash)
	b.SetSettings(func(s *core.Settings) { s.Basis.CashCustomer = "99999" })
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntitySettings, ID: 1}}})
	b.Ctrl(fyne.KeyB)
	if len(*choices) != 1 || (*choices)[0].Way != booking.WayCash {
		t.Errorf("got %+v", *choices)
	}
}

func TestKeinDuplikatTakesSomebodyOutOfTheListAndCanBeTakenBack(t *testing.T) {
	anna := person("40001", "Anna", "Müller", "Salzburg", "0664 1234567")
	b, _, _ := open(t, request("Anna", "Müller", "0664 1234567"), anna)
	b.Press(fyne.KeyHome, fyne.KeyDelete)
	if known, err := b.Store.NotDuplicatesOfLead(t.Context(), 1); err != nil || len(known) != 1 {
		t.Fatalf("not remembered: %v %v", known, err)
	}
	if text := desktest.Text(b.Window); !strings.Contains(text, "Kein Duplikat: Müller, Anna") {
		t.Errorf("the decision is not shown: %q", text)
	}
	b.Desk.Toasts.Undo()
	if known, err := b.Store.NotDuplicatesOfLead(t.Context(), 1); err != nil || len(known) != 0 {
		t.Errorf("not taken back: %v %v", known, err)
	}
}

func TestTheWholeMasterCanBeSearched(t *testing.T) {
	other := person("40099", "Zacharias", "Zauner", "Linz", "0660 5")
	b, v, choices := open(t, request("Anna", "Müller", "0664 1234567"), other)
	v.FocusSearch()
	b.Type("zauner")
	b.Press(fyne.KeyDown, fyne.KeyHome, fyne.KeyReturn)
	if len(*choices) != 1 || (*choices)[0].Customer != other.Meta.ID {
		t.Errorf("got %+v", *choices)
	}
}

func TestEqualAndDifferentAreToldInWordsAndSigns(t *testing.T) {
	b, _, _ := open(t, request("Anna", "Müller", "0664 1234567"), person("40001", "Anna", "Müller", "Hallein", "0664 1234567"))
	b.Press(fyne.KeyHome)
	text := desktest.Text(b.Window)
	for _, want := range []string{"gleich", "verschieden", "nur im Lead", "=", "≠", "+"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}

func TestWhatIsThoughtOfACandidateStandsAboveTheComparison(t *testing.T) {
	b, _, _ := open(t, request("Anna", "Müller", "0664 1234567"),
		person("40001", "Anna", "Müller", "Salzburg", "0664 1234567"), person("40002", "Anna", "Müller", "Salzburg", "0664 1234567"))
	b.Press(fyne.KeyHome)
	b.Picture("twins")
	text := desktest.Text(b.Window)
	decision, table := strings.Index(text, "Offenbar doppelt im Kundenstamm: 40001, 40002."), strings.Index(text, "KUNDENSTAMM")
	if decision < 0 || table < decision {
		t.Errorf("the decision at %d, the comparison at %d of %q", decision, table, text)
	}
}

func TestWhoIsBlockedIsFoundAndMarkedAsSuch(t *testing.T) {
	anna := person("40001", "Anna", "Müller", "Salzburg", "0664 1234567")
	anna.Contact.Email, anna.Blocked, anna.BlockReason = "neu@post.example", true, "Zahlt nicht"
	b, _, _ := open(t, request("Anna", "Müller", "0664 1234567"), anna)
	b.Press(fyne.KeyHome)
	text := desktest.Text(b.Window)
	for _, want := range []string{"40001", "gesperrt: Zahlt nicht", "Sicher dieselbe Person (99 %). Der Kunde ist gesperrt."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}
