// Package desk is what every screen is given: the services of the window and the way to the other screens. It holds no
// rule and draws nothing.
package desk

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// Desk is one window's services. Its methods and everything it holds belong on the user interface's goroutine.
type Desk struct {
	Clock    core.Clock
	Tasks    *task.Runner
	Keys     *keys.Registry
	Dialogs  *kit.Dialogs
	Toasts   *kit.Toasts
	Go       Navigator
	Actor    func() string        // the adviser chosen in the status bar; may be empty
	Settings func() core.Settings // as last stored
	Layout   Layout
	Drafts   core.Drafts
	SMS      func() error // why no new SMS can be written, nil: they can
	OnTitle  func()       // the view in front has another title now; may be nil
	OnMarked func()       // the view in front has other rows marked now; may be nil

	scopes    int
	autosaved map[string]bool // keys of the drafts of open editors
}

// TitleChanged has the title of the view in front shown anew.
func (d *Desk) TitleChanged() {
	if d.OnTitle != nil {
		d.OnTitle()
	}
}

// NewScope makes a key scope for one view; two open views of the same kind never share one.
func (d *Desk) NewScope(name string) keys.Scope {
	d.scopes++
	return keys.Scope(name + "#" + strconv.Itoa(d.scopes))
}

// Today is the present day on the dealership's clock.
func (d *Desk) Today() core.Date { return d.Now().Date() }

// Now is the present minute on the dealership's clock.
func (d *Desk) Now() core.WallTime {
	s := d.Settings()
	return core.WallTimeOf(d.Clock.Now().In(s.Basis.Location()))
}

// Layout remembers sizes, sort orders and filters between starts, as text under a key such as "leads.sort".
type Layout interface {
	Get(key string) string
	Set(key, value string)
}

// View is what fills the window beside the navigation: a screen, or a step of the path opened on top of it.
type View interface {
	Title() string
	Content() fyne.CanvasObject
	Scope() keys.Scope
	// Shown is called each time the view comes to the front, to load its data and to put the focus where typing begins.
	Shown()
	// Leave asks whether the view may be closed or left for another screen, and calls then if so: at once when nothing
	// would be lost, after the adviser's answer otherwise.
	Leave(then func())
	// Changed tells that records were written by somebody: this view, another one, an import.
	Changed(core.Event)
	// Close ends the view for good.
	Close()
}

// Screen names a place of the navigation. A new one joins the program so:
//   - its constant below and in Screens, its view in the shell's newScreen, its name in the texts shell.screen.X and shell.go.X;
//   - its commands in d.Keys under a scope made by NewScope: menus, the search over everything and the F1 help read them there,
//     and a control with keys of its own tells them by a method KeyHints;
//   - a page assets/help/<language>/<number>-<topic>.md, the topic being the scope's name;
//   - its places in ui/uitest, so that the pictures, the tests of keys and texts and the measurements come by.
type Screen string

// The screens, in the order of the navigation and of Ctrl+1, Ctrl+2, ...
const (
	Leads        Screen = "leads"
	Appointments Screen = "appointments"
	Customers    Screen = "customers"
	Vehicles     Screen = "vehicles"
	Outbox       Screen = "outbox"
	Settings     Screen = "settings"
)

// Screens lists them in that order.
func Screens() []Screen { return []Screen{Leads, Appointments, Customers, Vehicles, Outbox, Settings} }

// Navigator opens things. What it opens on top of the current screen returns there when it is closed.
type Navigator interface {
	Show(s Screen)
	// Book starts Terminanlage for a lead: the duplicate view, or the editor at once when the customer is known, or the
	// appointment that the lead already has.
	Book(lead core.ID)
	// NewAppointment starts a booking without a lead, at the given time if it is not 0.
	NewAppointment(at core.WallTime)
	// EditDraft opens the appointment editor on a draft that is not stored yet. saved is called after a save, before the
	// editor closes; it may be nil.
	EditDraft(draft *booking.Draft, saved func(booking.Saved))
	EditAppointment(id core.ID)
	EditCustomer(id core.ID)
	// NewCustomer opens the customer dialog on content that is not stored yet; lead is where it came from, 0 for none.
	// done gets the saved customer, or nil when the dialog was left without saving.
	NewCustomer(content core.Customer, lead core.ID, done func(saved *core.Customer))
	// MergeCustomer asks for the second record of a customer and opens the merge of both; UnmergeCustomer takes the latest
	// merge into a customer back.
	MergeCustomer(c core.Customer)
	UnmergeCustomer(id core.ID)
	EditVehicle(id core.ID)
	NewVehicle(content core.Vehicle, done func(saved *core.Vehicle))
	ShowLead(id core.ID)
	// WriteMessage opens the message editor: on a new message about an appointment or to a customer, on the refusal of a
	// lead, or on the text of a message that is to be sent again.
	WriteMessage(about core.Ref)
	// OfferMessages opens the messages that a saved or cancelled appointment calls for, if any.
	OfferMessages(appointment core.ID)
	// ShowMessage goes to the outbox with this message selected.
	ShowMessage(id core.ID)
	// OpenSettings shows the setting with this key, such as "basis.cash_customer".
	OpenSettings(key string)
	// PickCustomer and PickVehicle search the master and call then with the record that was chosen; nothing happens when
	// the search is left. The vehicles of the customer of stand first; 0 for none.
	PickCustomer(title string, then func(core.Customer))
	PickVehicle(title string, of core.ID, then func(core.Vehicle))
	// Push opens a view on top of the current one; Back closes the topmost view, asking first if something would be lost;
	// Close closes it without asking.
	Push(v View)
	Back()
	Close(v View)
	// Import asks for files and imports leads from them.
	Import()
}

// Decide writes a decision of the adviser away from the window, under a view's key, and calls done when it is stored;
// otherwise it says why not.
func (d *Desk) Decide(key string, write func(ctx context.Context, actor string) error, done func()) {
	actor := d.Actor()
	d.Tasks.Run(key, func(ctx context.Context, _ task.Progress) error { return write(ctx, actor) }, func(err error) {
		if err != nil {
			d.Dialogs.Error(err)
			return
		}
		done()
	})
}

// Focus puts the cursor into a field or onto a list.
func (d *Desk) Focus(o fyne.Focusable) { kit.Focus(o) }

// sized is a list whose columns the user can make wider.
type sized interface {
	Widths() map[string]float32
	SetWidths(map[string]float32)
}

// RestoreWidths gives a list the column widths remembered under key.
func (d *Desk) RestoreWidths(key string, list sized) {
	var widths map[string]float32
	if json.Unmarshal([]byte(d.Layout.Get(key)), &widths) == nil {
		list.SetWidths(widths)
	}
}

// KeepWidths remembers a list's column widths under key.
func (d *Desk) KeepWidths(key string, list sized) {
	if text, err := json.Marshal(list.Widths()); err == nil {
		d.Layout.Set(key, string(text))
	}
}

// Zone is the dealership's time zone.
func (d *Desk) Zone() *time.Location {
	s := d.Settings()
	return s.Basis.Location()
}
