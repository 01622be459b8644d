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
	"terminwerk/ui/kit"
)

// edit opens the dialog and gives what it ends with.
func edit(b *desktest.Bench, content core.Customer, lead core.ID) (*customer.Editor, *[]*core.Customer) {
	var results []*core.Customer
	ed := customer.NewEditor(b.Desk, b.Services(), content, lead, func(c *core.Customer) { results = append(results, c) })
	b.Open(ed)
	return ed, &results
}

func stored(b *desktest.Bench, id core.ID) core.Customer {
	b.Helper()
	c, err := b.Store.Customer(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// into moves the focus to the field that shows text, and empties it.
func into(b *desktest.Bench, text string) {
	b.Helper()
	for range 40 {
		if e, ok := b.Window.Canvas().Focused().(*kit.Entry); ok && e.Text == text {
			b.Press(fyne.KeyHome)
			for range []rune(text) {
				b.Press(fyne.KeyDelete)
			}
			return
		}
		b.Press(fyne.KeyTab)
	}
	b.Fatalf("no field shows %q", text)
}

func TestACustomerFromALeadNeedsOneKey(t *testing.T) {
	b, _ := bench(t)
	_, results := edit(b, fromLead(), 204)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0] == nil || (*results)[0].Number == "" || (*results)[0].Contact.Mobile.E164 != "+436505554433" {
		t.Fatalf("results %+v", *results)
	}
}

func TestWhatIsMissingHasTheFocus(t *testing.T) {
	b, _ := bench(t)
	content := fromLead()
	content.Contact.FirstName, content.Contact.LastName = "", ""
	_, results := edit(b, content, 204)
	b.Type("Neuhofer")
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0].Contact.LastName != "Neuhofer" {
		t.Fatalf("results %+v", *results)
	}
}

func TestLeavingAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	b, _ := bench(t)
	ed, results := edit(b, fromLead(), 204)
	left := 0
	leave := func() { left++; ed.Close() }
	ed.Leave(leave)
	if left != 1 || len(*results) != 1 || (*results)[0] != nil {
		t.Fatalf("left %d, results %v", left, *results)
	}
	ed, results = edit(b, fromLead(), 204)
	into(b, "Berta")
	b.Type("Barbara")
	ed.Leave(leave)
	if left != 1 || !b.Desk.Dialogs.IsOpen() {
		t.Fatal("typed text was lost without a question")
	}
	b.Press(fyne.KeyEscape)
	if left != 1 || len(*results) != 0 {
		t.Fatal("going back left the dialog")
	}
	ed.Leave(leave)
	b.Press(fyne.KeyReturn)
	if left != 2 || len(*results) != 1 || (*results)[0].Contact.FirstName != "Barbara" {
		t.Fatalf("left %d, results %+v", left, *results)
	}
}

func TestARecordSavedOnTheWayIsTheResultOfClosing(t *testing.T) {
	b, _ := bench(t)
	ed, results := edit(b, fromLead(), 204)
	b.Ctrl(fyne.KeyS)
	if len(*results) != 0 || !strings.Contains(ed.Title(), "Neuhofer") {
		t.Fatalf("Ctrl+S must save and stay; title %q", ed.Title())
	}
	ed.Leave(ed.Close)
	if len(*results) != 1 || (*results)[0] == nil {
		t.Fatalf("results %v", *results)
	}
	all, err := b.Store.IDs(t.Context(), core.Query{Entity: core.EntityCustomer, Text: "Neuhofer"})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d records, %v", len(all), err)
	}
}

func TestAProbableDuplicateIsShownBeforeASecondRecordExists(t *testing.T) {
	b, ids := bench(t)
	again := person("", "Anna", "Müller", "Linzer Straße", "4", "5020", "Salzburg", "0664 1234567")
	_, results := edit(b, again, 204)
	b.Ctrl(fyne.KeyReturn)
	b.Picture("customer-hits")
	if len(*results) != 0 || !b.Desk.Dialogs.IsOpen() {
		t.Fatal("no question")
	}
	b.Press(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0].Meta.ID != ids["10234"] {
		t.Fatalf("results %+v", *results)
	}
	_, results = edit(b, again, 0)
	b.Ctrl(fyne.KeyReturn)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 0 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("pressing the same key twice must not create a duplicate")
	}
	b.Ctrl(fyne.KeyReturn)
	b.Press(fyne.KeyReturn)
	if want := "customer " + strconv.Itoa(int(ids["10234"])); !slices.Contains(b.Went, want) {
		t.Fatalf("went %v, want %s", b.Went, want)
	}
	b.Ctrl(fyne.KeyReturn)
	b.Ctrl(fyne.KeyT)
	if len(*results) != 1 || (*results)[0].Meta.ID == ids["10234"] {
		t.Fatalf("creating anyway gave %+v", *results)
	}
}

func TestRefusedFieldsAreShownOnTheirTab(t *testing.T) {
	b, ids := bench(t)
	ed, results := edit(b, stored(b, ids["20001"]), 0)
	b.Ctrl(fyne.KeyTab)
	into(b, "office@huber-bau.example")
	b.Type("office at huber")
	b.Ctrl(fyne.KeyTab)
	b.Ctrl(fyne.KeyReturn)
	e, ok := b.Window.Canvas().Focused().(*kit.Entry)
	if len(*results) != 0 || !ok || e.Text != "office at huber" || e.Err() == "" {
		t.Fatalf("focus %T, results %v", b.Window.Canvas().Focused(), *results)
	}
	b.Picture("customer-refused")
	ed.Leave(func() { t.Fatal("left") })
	b.Press(fyne.KeyEscape)
}

func TestNothingTypedIsLostWhenSomebodyElseSaved(t *testing.T) {
	b, ids := bench(t)
	_, results := edit(b, stored(b, ids["10234"]), 0)
	into(b, "Linzer Straße")
	b.Type("Wiener Straße")
	theirs := stored(b, ids["10234"])
	theirs.Contact.Town, theirs.Contact.Street = "Wals", "Linzer Bundesstraße"
	b.Put(&theirs)
	b.Ctrl(fyne.KeyReturn)
	b.Picture("customer-versions")
	if !b.Desk.Dialogs.IsOpen() {
		t.Fatal("the versions are not compared")
	}
	b.Ctrl(fyne.KeyReturn)
	got := stored(b, ids["10234"])
	if len(*results) != 1 || got.Contact.Street != "Wiener Straße" || got.Contact.Town != "Wals" {
		t.Fatalf("stored %+v", got.Contact)
	}
}

func TestANewVehicleBelongsToTheCustomer(t *testing.T) {
	b, ids := bench(t)
	var owner core.ID
	b.Vehicle = func(content core.Vehicle) *core.Vehicle { owner = content.Owner; return nil }
	_, _ = edit(b, stored(b, ids["10234"]), 0)
	b.CtrlShift(fyne.KeyN)
	if owner != ids["10234"] {
		t.Fatalf("owner %d", owner)
	}
	b.Ctrl(fyne.KeyTab)
	b.Ctrl(fyne.KeyTab)
	b.Press(fyne.KeyReturn)
	if !slices.ContainsFunc(b.Went, func(s string) bool { return strings.HasPrefix(s, "vehicle ") }) {
		t.Fatalf("went %v", b.Went)
	}
}

func TestBlockingAsksForTheReason(t *testing.T) {
	b, ids := bench(t)
	_, results := edit(b, stored(b, ids["10234"]), 0)
	for range 40 {
		if _, ok := b.Window.Canvas().Focused().(*kit.Check); ok {
			break
		}
		b.Press(fyne.KeyTab)
	}
	b.Press(fyne.KeySpace)
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 0 {
		t.Fatal("blocked without a reason")
	}
	b.Picture("customer-block")
	b.Type("Rechnung offen")
	b.Ctrl(fyne.KeyReturn)
	if got := stored(b, ids["10234"]); len(*results) != 1 || !got.Blocked || got.BlockReason != "Rechnung offen" {
		t.Fatalf("stored %+v", got)
	}
}

func TestANewCustomerBeginsWithTheSalutation(t *testing.T) {
	b, _ := bench(t)
	_, results := edit(b, core.Customer{}, 0)
	b.Type("Frau")
	b.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	b.Type("Gruber")
	b.Ctrl(fyne.KeyReturn)
	if len(*results) != 1 || (*results)[0] == nil || (*results)[0].Contact.Salutation != core.SalutationMs || (*results)[0].Contact.LastName != "Gruber" {
		t.Errorf("saved %+v", *results)
	}
}
