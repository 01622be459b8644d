// Package uitest runs the whole window over the demonstration's data without a display, and leads through every screen and
// dialog by the keyboard: for the tests that hold for all of them, for pictures, and for measurements.
package uitest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
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
	"terminwerk/data"
	"terminwerk/ui"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
)

// Now is the instant at which the program runs: Monday 23 November 2026, 09:00 in Vienna.
var Now = time.Date(2026, time.November, 23, 8, 0, 0, 0, time.UTC)

// Options are how the program looks.
type Options struct {
	Size     fyne.Size // of the window; zero: 1280 × 720
	Language string    // "de" or "en"; empty: German
	Theme    string    // "light" or "dark"; empty: light
	Scale    int       // in percent; 0: 100
	DB       string    // database to be opened instead of the demonstration's
}

// Program is the running window. Everything that takes time is done at once, on the calling goroutine.
type Program struct {
	App    *ui.App
	Window fyne.Window
	Store  core.Store

	place     *data.Workplace
	temporary bool
}

// Start opens a fresh demonstration in a window. Close ends it.
func Start(o Options) (*Program, error) {
	clock := core.ClockFunc(func() time.Time { return Now })
	ctx := context.Background()
	place, err := open(ctx, o, clock)
	if err != nil {
		return nil, err
	}
	p := &Program{Store: place.Store, place: place, temporary: o.DB == ""}
	if err := p.look(ctx, o); err != nil {
		return nil, err
	}
	services, err := Services(place, clock)
	if err != nil {
		return nil, err
	}
	p.App, err = ui.New(test.NewApp(), services, ui.Options{Synchronous: true})
	if err != nil {
		return nil, err
	}
	p.Window = p.App.Window()
	p.Window.SetPadded(false)
	if o.Size == (fyne.Size{}) {
		o.Size = fyne.NewSize(1280, 720)
	}
	p.Window.Resize(o.Size)
	return p, nil
}

// Services is what the program's start hands to the window, over an open database; it loads the texts too.
func Services(place *data.Workplace, clock core.Clock) (ui.Services, error) {
	if err := i18n.Load(assets.Texts); err != nil {
		return ui.Services{}, err
	}
	manual, err := help.Load(assets.Help)
	if err != nil {
		return ui.Services{}, err
	}
	post, err := messaging(place)
	if err != nil {
		return ui.Services{}, err
	}
	model := coretest.Model()
	return ui.Services{
		Store: place.Store, Booking: booking.New(place.Store, clock, model), Master: master.New(place.Store, clock, model),
		Duplicates: duplicates.New(place.Store, clock, model), Clock: clock, Transfer: place, Manual: manual,
		Messages: ui.Messaging{Outbox: post.Outbox, Activation: post.Activation, Services: post.Services, Secrets: message.Secrets(noSecrets{}), Attach: data.Attachment, ReadCode: data.ReadCode, Export: place.ExportMessages},
	}, nil
}

func open(ctx context.Context, o Options, clock core.Clock) (*data.Workplace, error) {
	if o.DB == "" {
		var err error
		if o.DB, err = copyDemo(ctx, clock); err != nil {
			return nil, err
		}
	}
	return data.Open(ctx, data.Config{Path: o.DB, Clock: clock, Any: true})
}

// noSecrets keeps nothing: a test must not meet the keyring of whoever runs it.
type noSecrets struct{}

// Secret knows none.
func (noSecrets) Secret(context.Context, string) (string, error) {
	return "", &core.Error{Kind: core.NotFound, Op: "secret"}
}

// SetSecret takes everything.
func (noSecrets) SetSecret(context.Context, string, string) error { return nil }

// DeleteSecret takes everything.
func (noSecrets) DeleteSecret(context.Context, string) error { return nil }

func messaging(place *data.Workplace) (*data.Messaging, error) {
	return place.Messaging(data.MessageFiles{Wordings: assets.Messages, SMS: assets.SMS, Keys: assets.Activation})
}

// demo is the demonstration's file, made once.
var demo []byte

// copyDemo writes the demonstration into a folder of its own.
func copyDemo(ctx context.Context, clock core.Clock) (string, error) {
	if demo == nil {
		place, err := data.OpenDemo(ctx, clock)
		if err != nil {
			return "", err
		}
		defer func() { _ = os.RemoveAll(filepath.Dir(place.Path())) }()
		if _, err := messaging(place); err != nil {
			return "", err
		}
		if err := errors.Join(place.FillDemo(ctx), place.Close()); err != nil {
			return "", err
		}
		if demo, err = os.ReadFile(place.Path()); err != nil {
			return "", err
		}
	}
	dir, err := os.MkdirTemp("", "terminwerk-uitest-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "terminwerk.db")
	return path, os.WriteFile(path, demo, 0o600)
}

func (p *Program) look(ctx context.Context, o Options) error {
	s, err := p.Store.Settings(ctx)
	if err != nil {
		return err
	}
	s.View = core.View{Language: o.Language, Theme: o.Theme, Scale: o.Scale}
	if s.View.Language == "" {
		s.View.Language = i18n.German
	}
	if s.View.Scale == 0 {
		s.View.Scale = 100
	}
	if s.View.Theme == "" {
		s.View.Theme = "light"
	}
	_, err = p.Store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: "Huber", What: "settings.saved", Put: []core.Record{&s}})
	return err
}

// Settle lays the window out anew, as the driver does before it draws.
func (p *Program) Settle() {
	size := p.Window.Canvas().Size()
	p.Window.Resize(size.AddWidthHeight(1, 1))
	p.Window.Resize(size)
}

// Close ends the program and removes the demonstration.
func (p *Program) Close() error {
	p.Window.SetCloseIntercept(nil)
	p.Window.Close()
	err := p.place.Close()
	if p.temporary {
		err = errors.Join(err, os.RemoveAll(filepath.Dir(p.place.Path())))
	}
	return err
}

// dir is the folder of the database.
func (p *Program) dir() string { return filepath.Dir(p.place.Path()) }

// Press sends plain keys to whatever has the focus, as the driver would, else to the registry.
func (p *Program) Press(names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		focused := p.Window.Canvas().Focused()
		tab, takes := focused.(fyne.Tabbable)
		switch {
		case name == fyne.KeyTab && !(takes && tab.AcceptsTab()):
			p.Window.Canvas().FocusNext()
		case focused != nil:
			focused.TypedKey(ev)
		default:
			p.App.Keys().Handle(ev)
		}
	}
}

// Ctrl presses a key with Ctrl.
func (p *Program) Ctrl(name fyne.KeyName) { p.Shortcut(keys.Ctrl(name)) }

// Shortcut presses a key with modifiers.
func (p *Program) Shortcut(s keys.Shortcut) {
	if f, ok := p.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s.Fyne())
		return
	}
	p.App.Keys().HandleShortcut(s.Fyne())
}

// Type types text into whatever has the focus.
func (p *Program) Type(text string) {
	for _, r := range text {
		if f := p.Window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

// Lead is the demonstration's lead with this external id, such as "D-06".
func (p *Program) Lead(external string) core.ID {
	l, err := p.Store.LeadByExternal(ctx(), "Online-Buchung", external)
	must(err)
	return l.Meta.ID
}

// Customer is the customer with this number.
func (p *Program) Customer(number string) core.Customer {
	c, err := p.Store.CustomerByNumber(ctx(), number)
	must(err)
	return c
}

// Put stores records, as somebody else at another place would.
func (p *Program) Put(records ...core.Record) {
	_, err := p.Store.Apply(ctx(), core.Change{Op: core.NewOp(), Actor: "Sommer", What: "customer.saved", Put: records})
	must(err)
}

// Visible is everything that can be seen inside o, in the order of drawing.
func Visible(o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	all := []fyne.CanvasObject{o}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, child := range inside {
		all = append(all, Visible(child)...)
	}
	return all
}

// must stops a tour whose data are not what it was written for.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func ctx() context.Context { return context.Background() }
