package ui_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/coretest"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/core/message"
	"terminwerk/ui"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
)

// files stands for the import and the backups of the real workplace.
type files struct {
	imported [][]string
	result   core.ImportResult
	backups  []string
	arriving bool // result comes through the drop folder as soon as it is watched
}

func (f *files) Import(_ context.Context, _ core.Entity, names []string) (core.ImportResult, error) {
	f.imported = append(f.imported, names)
	return f.result, nil
}

func (f *files) TakeAgain(context.Context, string, core.Quarantined) (core.ImportResult, error) {
	return f.result, nil
}

func (f *files) Backup(context.Context, string) (string, error)           { return "x.db", nil }
func (f *files) Backups() ([]string, error)                               { return f.backups, nil }
func (f *files) Restore(context.Context, string) (kept string, err error) { return "", nil }
func (f *files) Watch(ctx context.Context, _ string, told func(core.ImportResult, error)) error {
	if f.arriving {
		told(f.result, nil)
		return nil
	}
	<-ctx.Done()
	return nil
}

// program is the whole window over a store in memory.
type program struct {
	*testing.T
	store *coretest.Store
	files *files
	app   *ui.App
	post  *desktest.Postman
	clock *hands
	line  *line
	win   fyne.Window
	keys  *keys.Registry
}

func start(t *testing.T, records ...core.Record) *program {
	t.Helper()
	p := &program{T: t, store: coretest.New()}
	p.store.SetNow(desktest.Now)
	settings, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.Basis.Advisers, settings.Basis.Dealership = []string{"Huber"}, "Autohaus Probe"
	p.put(append([]core.Record{&settings}, records...)...)
	return startOn(t, p.store)
}

func startOn(t *testing.T, store *coretest.Store) *program { return startWith(t, store, nil) }
func startWith(t *testing.T, store *coretest.Store, secrets message.Secrets) *program {
	t.Helper()
	a := test.NewTempApp(t)
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	p := &program{T: t, store: store, files: &files{}, post: &desktest.Postman{}, clock: &hands{desktest.Now}, line: &line{up: true}}
	clock := p.clock
	outbox := desktest.NewOutbox(t, p.store, clock, message.Ports{Modules: p.post, Network: p.line})
	attach := func(path string) (core.Attachment, error) {
		return core.Attachment{Name: path, Type: "application/pdf", Content: []byte("%PDF")}, nil
	}
	var err error
	p.app, err = ui.New(a, ui.Services{
		Store: p.store, Booking: booking.New(p.store, clock, coretest.Model()), Master: master.New(p.store, clock, coretest.Model()), Clock: clock, Transfer: p.files,
		Messages:   ui.Messaging{Outbox: outbox, Attach: attach, Network: p.line, Secrets: secrets},
		Duplicates: duplicates.New(p.store, clock, coretest.Model()),
	}, ui.Options{Synchronous: true})
	if err != nil {
		t.Fatal(err)
	}
	p.win = p.app.Window()
	p.win.Resize(fyne.NewSize(1280, 720))
	p.keys = p.app.Keys()
	return p
}

func (p *program) put(records ...core.Record) {
	p.Helper()
	if _, err := p.store.Apply(p.Context(), core.Change{Op: core.NewOp(), Actor: "test", What: "test", Put: records}); err != nil {
		p.Fatal(err)
	}
}

func (p *program) press(names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		if name == fyne.KeyTab {
			p.win.Canvas().FocusNext()
			continue
		}
		if f := p.win.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else {
			p.keys.Handle(ev)
		}
	}
}

func (p *program) ctrl(name fyne.KeyName) { p.keys.HandleShortcut(keys.Ctrl(name).Fyne()) }

func (p *program) sees(words ...string) {
	p.Helper()
	text := desktest.Text(p.win)
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.Errorf("%q is not on the screen: %s", w, text)
		}
	}
}

func known() (core.Record, core.Record, *core.Lead) {
	anna := &core.Customer{Meta: core.Meta{ID: core.Pending(1)}, Number: "40001", Contact: core.Contact{FirstName: "Anna", LastName: "Müller"}}
	golf := &core.Vehicle{Owner: core.Pending(1), Data: core.VehicleData{VIN: "WVWZZZAUZMW000101", Plate: "S-101AM", Make: "VW", Model: "Golf"}}
	lead := &core.Lead{Status: core.LeadNew, Request: core.Request{
		Source: "test", ExternalID: "A", ReceivedAt: desktest.Now, CustomerNumber: "40001", WantedAt: 202611300800, Work: "Service",
		Contact: core.Contact{FirstName: "Anna", LastName: "Müller"}, Vehicle: golf.Data,
	}}
	return anna, golf, lead
}

func TestTheKeyboardGoesOnAfterAClickBesideEverything(t *testing.T) {
	anna, golf, lead := known()
	second := *lead
	second.Request.ExternalID, second.Request.ReceivedAt = "B", lead.Request.ReceivedAt.Add(-time.Hour)
	p := start(t, anna, golf, lead, &second)
	p.win.Canvas().Unfocus()
	type typed interface{ OnTypedKey() func(*fyne.KeyEvent) }
	key := p.win.Canvas().(typed).OnTypedKey()
	key(&fyne.KeyEvent{Name: fyne.KeyDown})
	if p.win.Canvas().Focused() == nil {
		t.Fatal("nothing has the focus")
	}
	p.press(fyne.KeyReturn)
	p.sees("neu aus Lead " + second.Label())
}

func TestAKnownCustomerIsBookedWithTwoKeys(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyReturn)
	p.ctrl(fyne.KeyS)
	stored, err := p.store.Lead(t.Context(), lead.Meta.ID)
	if err != nil || stored.Status != core.LeadBooked || stored.Appointment == 0 {
		t.Fatalf("got %+v %v", stored, err)
	}
	a, err := p.store.Appointment(t.Context(), stored.Appointment)
	if err != nil || a.Vehicle != golf.Head().ID || a.Customer != anna.Head().ID {
		t.Errorf("got %+v %v", a, err)
	}
	p.sees("Terminleads", "gespeichert")
}

func TestEscFromTheEditorLeavesNoTrace(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyReturn)
	p.sees("neu aus Lead L-1")
	p.press(fyne.KeyEscape)
	p.sees("Terminleads")
	if stored, err := p.store.Lead(t.Context(), lead.Meta.ID); err != nil || stored.Meta.Rev != 1 {
		t.Errorf("got rev %d %v", stored.Meta.Rev, err)
	}
}

func TestTheKeysOfAnEditorGoWithIt(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyReturn)
	if _, known := p.keys.Get("appointment.save"); !known {
		t.Fatal("the editor has no key to save")
	}
	p.ctrl(fyne.KeyS)
	if _, known := p.keys.Get("appointment.save"); known {
		t.Error("the key of the closed editor is kept, and the editor with it")
	}
}

func TestSavingCanBeTakenBackFromTheMessage(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyReturn)
	p.ctrl(fyne.KeyS)
	p.ctrl(fyne.KeyZ)
	stored, err := p.store.Lead(t.Context(), lead.Meta.ID)
	if err != nil || stored.Status != core.LeadNew || stored.Appointment != 0 {
		t.Errorf("got %+v %v", stored, err)
	}
}

func TestEveryScreenIsReachedByItsKey(t *testing.T) {
	p := start(t)
	for i, title := range []string{"Terminleads", "Termine", "Kundenstamm", "Fahrzeugstamm", "Einstellungen"} {
		p.ctrl(fyne.KeyName(rune('1' + i)))
		p.sees(title)
	}
}

func TestNothingFiresBehindAnOpenDialog(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyF1)
	p.sees("Tasten")
	p.ctrl("3")
	p.ctrl(fyne.KeyO)
	p.press(fyne.KeyEscape)
	p.sees("Terminleads")
}

func TestTheSearchOverEverythingOpensFromAnywhereButNotBehindADialog(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyF1)
	p.ctrl(fyne.KeyK)
	p.press(fyne.KeyEscape)
	if text := desktest.Text(p.win); strings.Contains(text, "Alles durchsuchen") {
		t.Error("the search opened behind a dialog:", text)
	}
	p.ctrl("2")
	p.ctrl(fyne.KeyK)
	for _, r := range "S-101AM" {
		p.win.Canvas().Focused().TypedRune(r)
	}
	p.press(fyne.KeyDown, fyne.KeyReturn)
	p.sees("WVWZZZAUZMW000101", "Müller, Anna")
	p.ctrl(fyne.KeyK)
	for _, r := range "einstell" {
		p.win.Canvas().Focused().TypedRune(r)
	}
	p.press(fyne.KeyReturn)
	p.sees("Serviceberater")
}

func TestTheLanguageChangesWithoutARestart(t *testing.T) {
	p := start(t)
	if !p.keys.Run("view.english") {
		t.Fatal("no such command")
	}
	p.sees("Service leads", "Customers", "Settings")
	if !p.keys.Run("view.german") {
		t.Fatal("no such command")
	}
	p.sees("Terminleads", "Kunden", "Einstellungen")
}

func TestAFileIsImportedByItsPath(t *testing.T) {
	p := start(t)
	p.files.result = core.ImportResult{Read: 3, New: 2, Quarantined: 1}
	path := filepath.Join(t.TempDir(), "leads.xml")
	if err := os.WriteFile(path, []byte("<adf/>"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.ctrl(fyne.KeyO)
	for _, r := range path {
		p.win.Canvas().Focused().TypedRune(r)
	}
	p.press(fyne.KeyReturn)
	if len(p.files.imported) != 1 || !slices.Equal(p.files.imported[0], []string{path}) {
		t.Fatalf("got %v", p.files.imported)
	}
	p.sees("Gelesen 3", "Quarantäne")
}

func TestAFileCanBeLookedForInsteadOfTyped(t *testing.T) {
	p := start(t)
	p.ctrl(fyne.KeyO)
	p.press(fyne.KeyTab, fyne.KeySpace)
	p.sees("Durchsuchen…")
	if open := p.win.Canvas().Overlays().List(); len(open) != 2 {
		t.Errorf("no folders are shown over the question: %d", len(open))
	}
}

func TestALeadThatHasAnAppointmentOpensIt(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.press(fyne.KeyReturn)
	p.ctrl(fyne.KeyS)
	p.app.Book(lead.Meta.ID)
	p.sees("Termin T-1 – Müller, Anna", "Terminanlage rückgängig")
}

func TestWhatComesThroughTheDropFolderOpensNothingOverTheWork(t *testing.T) {
	p := start(t)
	p.files.arriving, p.files.result = true, core.ImportResult{Read: 2, New: 1, Quarantined: 1}
	settings, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.Basis.DropFolder = t.TempDir()
	p.put(&settings)
	p.sees("Quarantäne")
	if n := len(p.win.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d dialogs opened by themselves", n)
	}
}
