// Package desktest sets a desk for tests of screens: a window of Fyne's test driver, a store in memory, a clock that
// stands still, work that is done at once, and a navigator that writes down where a screen wanted to go.
package desktest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Now is the instant at which every test happens: Monday 23 November 2026, 09:00 in Vienna.
var Now = time.Date(2026, time.November, 23, 8, 0, 0, 0, time.UTC)

// Bench is the set desk. Store, Booking and Master are real; only the store's file is missing.
type Bench struct {
	*testing.T
	Desk    *desk.Desk
	Store   *coretest.Store
	Booking *booking.Service
	Master  *master.Service
	Window  fyne.Window
	Went    []string // where the navigator was asked to go, such as "customer 7"
	Drafts  []*booking.Draft
	// Saved answers what a pushed dialog ended with: the record it saved, nil for leaving it.
	Customer func(content core.Customer) *core.Customer
	Vehicle  func(content core.Vehicle) *core.Vehicle
	Picked   core.Customer
	Found    core.Vehicle
	NoSMS    error // why no SMS can be written
	settings core.Settings
}

// Services is everything a screen's narrow interface can ask for.
type Services struct {
	core.Store
	Bookings
	Masters
}

// Bookings is core's booking service under a name of its own, so that it can stand in Services beside the other one.
type Bookings = *booking.Service

// Masters is core's service of the master data, likewise.
type Masters = *master.Service

// New sets a desk of the given size in German and in the light theme.
func New(t *testing.T) *Bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	i18n.Use("de")
	clock := core.ClockFunc(func() time.Time { return Now })
	b := &Bench{T: t, Store: coretest.New(), settings: core.DefaultSettings()}
	b.Store.SetNow(Now)
	b.settings.Basis.Advisers = []string{"Huber", "Maier"}
	b.settings.Basis.Mechanics = []string{"Novak", "Steiner"}
	b.Booking, b.Master = booking.New(b.Store, clock, coretest.Model()), master.New(b.Store, clock, coretest.Model())
	b.Window = test.NewTempWindow(t, nil)
	b.Window.SetPadded(false)
	b.Window.Resize(fyne.NewSize(1132, 640))
	registry, runner := keys.New(), task.Sync()
	b.Desk = &desk.Desk{
		Clock: clock, Tasks: runner, Keys: registry, Dialogs: kit.NewDialogs(b.Window.Canvas(), registry), Toasts: kit.NewToasts(runner),
		Actor: func() string { return "Huber" }, Settings: func() core.Settings { return b.settings }, Layout: memory{}, Drafts: b.Store, Go: b,
		SMS: func() error { return b.NoSMS },
	}
	registry.MustAdd(
		keys.Command{ID: "file.import", TextKey: "shell.file.import", Shortcut: keys.Ctrl(fyne.KeyO), Run: b.Import},
		keys.Command{ID: "edit.duplicates", TextKey: "shell.edit.duplicates", Shortcut: keys.CtrlShift(fyne.KeyD), Run: func() { b.went("duplicates") }})
	t.Cleanup(keys.Attach(b.Window.Canvas(), registry))
	return b
}

// Services is what the shell would hand to the screen.
func (b *Bench) Services() Services { return Services{b.Store, b.Booking, b.Master} }

// SetSettings changes the settings in the store and for the screens.
func (b *Bench) SetSettings(change func(*core.Settings)) {
	b.Helper()
	change(&b.settings)
	stored, err := b.Store.Settings(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.settings.Meta = stored.Meta
	b.Put(&b.settings)
}

// Put stores records, as an import would.
func (b *Bench) Put(records ...core.Record) {
	b.Helper()
	if _, err := b.Store.Apply(b.Context(), core.Change{Op: core.NewOp(), Actor: "test", What: "test", Put: records}); err != nil {
		b.Fatal(err)
	}
}

// Open shows a view as the shell does.
func (b *Bench) Open(v desk.View) {
	b.Window.SetContent(b.Desk.Toasts.Wrap(v.Content()))
	b.Desk.Keys.Use(v.Scope())
	v.Shown()
}

// Press sends keys to whatever has the focus, or to the registry when nothing has it.
func (b *Bench) Press(names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		if f := b.Window.Canvas().Focused(); f != nil {
			if t, ok := f.(fyne.Tabbable); name == fyne.KeyTab && (!ok || !t.AcceptsTab()) {
				b.Window.Canvas().FocusNext()
				continue
			}
			f.TypedKey(ev)
		} else {
			b.Desk.Keys.Handle(ev)
		}
	}
}

// Ctrl presses a key with Ctrl.
func (b *Bench) Ctrl(name fyne.KeyName) { b.shortcut(keys.Ctrl(name)) }

// CtrlShift presses a key with Ctrl and Shift.
func (b *Bench) CtrlShift(name fyne.KeyName) { b.shortcut(keys.CtrlShift(name)) }

// Alt presses a key with Alt.
func (b *Bench) Alt(name fyne.KeyName) { b.shortcut(keys.Alt(name)) }

// shortcut goes to whatever has the focus, as the driver sends it, else to the registry.
func (b *Bench) shortcut(s keys.Shortcut) {
	if f, ok := b.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s.Fyne())
		return
	}
	b.Desk.Keys.HandleShortcut(s.Fyne())
}

// Type types text into whatever has the focus.
func (b *Bench) Type(text string) {
	for _, r := range text {
		if f := b.Window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

// Picture writes what the window shows to the folder named by the environment variable SHOTS, if there is one, so that
// somebody can look at it.
func (b *Bench) Picture(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.Fatal(err)
	}
	if err := png.Encode(f, b.Window.Canvas().Capture()); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// Dark switches to the dark theme, English to the English texts.
func (b *Bench) Dark() { fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Dark)) }

// English switches the texts; views made before keep theirs.
func (b *Bench) English() { i18n.Use("en") }

func (b *Bench) went(format string, args ...any) {
	b.Went = append(b.Went, fmt.Sprintf(format, args...))
}

type memory map[string]string

func (m memory) Get(key string) string { return m[key] }
func (m memory) Set(key, value string) { m[key] = value }
