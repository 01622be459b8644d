package find_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/find"
	"terminwerk/ui/keys"
	"terminwerk/ui/task"
)

// bench is a desk with Anna Müller, her Golf, her lead and her appointment, and a blocked firm with an awkward name.
func bench(t *testing.T) *desktest.Bench {
	t.Helper()
	b := desktest.New(t)
	contact := core.Contact{FirstName: "Anna", LastName: "Müller", Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020", Town: "Salzburg", Mobile: core.Phone{Typed: "0664 1234567"}}
	anna := &core.Customer{Number: "10234", Contact: contact}
	firm := &core.Customer{Number: "1023", Blocked: true, BlockReason: "Rechnung offen", Contact: core.Contact{
		Company: "Oberhummer-Freistätter Wohn- und Gewerbebau Bauträgergesellschaft", LastName: "Müllner", FirstName: "Sebastian-Maximilian", Town: "Bad Hofgastein",
	}}
	b.Put(anna, firm)
	golf := &core.Vehicle{Owner: anna.Meta.ID, Data: core.VehicleData{VIN: "WVWZZZ1KZ8W123456", Plate: "S-123 AB", Make: "Volkswagen", Model: "Golf", Variant: "Variant 2.0 TDI 4Motion"}}
	b.Put(golf)
	visit := &core.Appointment{Status: core.AppointmentPlanned, Customer: anna.Meta.ID, Contact: contact, Vehicle: golf.Meta.ID, DropOff: core.Part{At: 202611300800, Minutes: 15}, PickUp: core.Part{At: 202611301600, Minutes: 10}}
	lead := &core.Lead{Status: core.LeadNew, Request: core.Request{
		Source: "test", ExternalID: "A", ReceivedAt: desktest.Now, WantedAt: 202612020900, Work: "Service 30.000 km\nBremsen prüfen", Contact: contact, Vehicle: golf.Data,
	}}
	b.Put(visit, lead)
	return b
}

func went(t *testing.T, b *desktest.Bench, want ...string) {
	t.Helper()
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v, not %v", b.Went, want)
	}
	if b.Desk.Dialogs.IsOpen() {
		t.Error("the search is still open")
	}
}

func TestWhatWasTypedIsOpenedWithEnter(t *testing.T) {
	for down, want := range []string{"lead 1", "appointment 1", "customer 1", "customer 2", "vehicle 1", "vehicle 1"} {
		b := bench(t)
		find.Open(b.Desk, b.Services())
		b.Type("mül")
		for range down {
			b.Press(fyne.KeyDown)
		}
		b.Press(fyne.KeyReturn)
		went(t, b, want)
	}
}

func TestUpPassesOverHeadingsAndStopsAtTheFirstRow(t *testing.T) {
	b := bench(t)
	find.Open(b.Desk, b.Services())
	b.Type("müller")
	b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	went(t, b, "lead 1")
}

func TestANumberAsPeopleSayItStandsFirst(t *testing.T) {
	for typed, want := range map[string]string{
		"L-1": "lead 1", "l1": "lead 1", "T-1": "appointment 1", "t 1": "appointment 1",
		"10234": "customer 1", "1023": "customer 2", "S 123 AB": "lead 1", "wvwzzz1kz8": "lead 1",
	} {
		b := bench(t)
		find.Open(b.Desk, b.Services())
		b.Type(typed)
		b.Press(fyne.KeyReturn)
		went(t, b, want)
	}
}

func TestACommandRunsAfterTheSearchIsClosed(t *testing.T) {
	b := bench(t)
	ran := 0
	b.Desk.Keys.MustAdd(
		keys.Command{ID: "file.backup", TextKey: "shell.file.backup", Run: func() {
			ran++
			if b.Desk.Dialogs.IsOpen() {
				t.Error("the search is still open")
			}
		}},
		keys.Command{ID: "file.restore", TextKey: "shell.file.restore", Run: func() { ran = 100 }, Enabled: func() bool { return false }},
	)
	find.Open(b.Desk, b.Services())
	b.Type("datei sich")
	if text := desktest.Text(b.Window); strings.Contains(text, "einsetzen") {
		t.Error("a command that cannot run is offered:", text)
	}
	b.Press(fyne.KeyReturn)
	went(t, b)
	if ran != 1 {
		t.Error("ran", ran)
	}
}

func TestWhatWasOpenedIsOfferedAgain(t *testing.T) {
	b := bench(t)
	for _, typed := range []string{"T-1", "10234", "T-1"} {
		find.Open(b.Desk, b.Services())
		b.Type(typed)
		b.Press(fyne.KeyReturn)
	}
	find.Open(b.Desk, b.Services())
	if text := desktest.Text(b.Window); strings.Count(text, "T-1") != 2 || !strings.Contains(text, "Zuletzt geöffnet") { // once in the field's hint
		t.Error(text)
	}
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	went(t, b, "appointment 1", "customer 1", "appointment 1", "customer 1")
}

func TestAGroupShowsSixRowsAndSaysThatThereAreMore(t *testing.T) {
	b := bench(t)
	for i := range 7 {
		b.Put(&core.Customer{Contact: core.Contact{LastName: "Huber", FirstName: fmt.Sprintf("Franz-%d", i)}})
		if i == 5 || i == 6 {
			find.Open(b.Desk, b.Services())
			b.Type("huber")
			text := desktest.Text(b.Window)
			if strings.Count(text, "Huber") != 6 || strings.Contains(text, "weitere …") != (i == 6) {
				t.Error(i, text)
			}
			b.Press(fyne.KeyEscape)
		}
	}
	went(t, b)
}

func TestPictures(t *testing.T) {
	b := bench(t)
	for i := range 9 {
		b.Put(&core.Customer{Number: fmt.Sprint(30000 + i), Contact: core.Contact{LastName: "Müller", FirstName: fmt.Sprintf("Franz-%d", i), Town: "Hallein"}})
	}
	b.Desk.Keys.MustAdd(keys.Command{ID: "go.leads", TextKey: "shell.go.leads", Shortcut: keys.Ctrl("1"), Run: func() {}})
	for _, look := range []struct {
		name string
		set  func()
	}{{"", func() {}}, {"-dark", b.Dark}, {"-en", b.English}} {
		look.set()
		for _, typed := range []string{"", "mül", "L-1", "1023", "g", "xyzzy"} {
			find.Open(b.Desk, b.Services())
			b.Type(typed)
			b.Picture("find-" + typed + look.name)
			if typed == "mül" {
				b.Press(fyne.KeyReturn)
			} else {
				b.Press(fyne.KeyEscape)
			}
		}
	}
}

func TestMessagesAreFoundToo(t *testing.T) {
	b := desktest.New(t)
	m := &core.Message{State: core.MessageFailed, Kind: core.MessageOrdinary, Channel: core.ChannelEmail, Module: core.ModuleSMTP, Name: "Zirngast, Walburga", To: []string{"w.zirngast@post.example"}, Subject: "Ihr Wagen", Text: "fertig", MessageID: "<1@x>", Due: desktest.Now}
	b.Put(m)
	find.Open(b.Desk, b.Services())
	b.Type("zirngast")
	if text := desktest.Text(b.Window); !strings.Contains(text, "Nachrichten") || !strings.Contains(text, "Fehlgeschlagen") {
		t.Fatal("not found:", text)
	}
	b.Press(fyne.KeyReturn)
	if len(b.Went) != 1 || !strings.Contains(b.Went[0], "message") {
		t.Errorf("went %q", b.Went)
	}
}

// slow is a service whose search for one letter goes on until it is told to end, and gives what it found all the same.
type slow struct {
	find.Service
	begun, ended chan struct{}
}

func (s *slow) IDs(ctx context.Context, q core.Query) ([]core.ID, error) {
	if q.Text != "m" {
		return s.Service.IDs(ctx, q)
	}
	if q.Entity == core.EntityLead {
		close(s.begun)
		<-ctx.Done()
		close(s.ended)
	}
	return s.Service.IDs(context.WithoutCancel(ctx), q)
}

func TestAnotherLetterEndsTheSearchThatRunsAndItsResultsNeverAppear(t *testing.T) {
	b := bench(t)
	b.Put(&core.Customer{Contact: core.Contact{LastName: "Maier", FirstName: "Moritz"}})
	window := make(chan func(), 100)
	b.Desk.Tasks = task.New(func(f func()) { window <- f })
	defer b.Desk.Tasks.Close()
	s := &slow{b.Services(), make(chan struct{}), make(chan struct{})}
	wait := func(what string, done func() bool) {
		t.Helper()
		for limit := time.After(20 * time.Second); !done(); {
			select {
			case f := <-window:
				f()
			case <-limit:
				t.Fatal("in vain: ", what)
			case <-time.After(time.Millisecond):
			}
			if text := desktest.Text(b.Window); strings.Contains(text, "Moritz") {
				t.Fatal("what only the first letter finds is shown: ", text)
			}
		}
	}
	closed := func(c chan struct{}) func() bool {
		return func() bool {
			select {
			case <-c:
				return true
			default:
				return false
			}
		}
	}
	find.Open(b.Desk, s)
	b.Type("m")
	wait("the search begins", closed(s.begun))
	b.Type("ü")
	select {
	case <-s.ended: // although the next search has not begun
	case <-time.After(20 * time.Second):
		t.Fatal("the first search goes on")
	}
	wait("the second search is shown", func() bool { return strings.Contains(desktest.Text(b.Window), "Müller, Anna") })
	for range 5 {
		wait("nothing more", closed(s.ended))
	}
}
