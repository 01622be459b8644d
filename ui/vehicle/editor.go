package vehicle

import (
	"context"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/vin"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Editor is the dialog of one vehicle.
type Editor struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	done    func(saved *core.Vehicle)

	record core.Vehicle // as read or last saved; the content as it was handed over while it is new
	drafts *desk.Autosave
	saved  *core.Vehicle
	ended  bool // done was called
	busy   bool // a save is under way
	shown  bool

	content    *fyne.Container
	banner     *fyne.Container
	others     *desk.Meanwhile
	form       *kit.Form
	sheet      *desk.Sheet
	number     *kit.Entry
	plate      *kit.Entry
	correct    *kit.Button
	correction *fyne.Container // around it
	owner      *kit.Chosen
	driver     *kit.Chosen
	people     map[core.Field]core.ID // owner and driver
	make       string                 // proposed from the VIN
}

// NewEditor makes the dialog. Content with an id is a stored vehicle, other content is a new one. done is called once, when
// the dialog has come to its end: with the vehicle as last saved, with nil when nothing was saved.
func NewEditor(d *desk.Desk, s Service, content core.Vehicle, done func(saved *core.Vehicle)) *Editor {
	return newEditor(d, s, content, "", done)
}

func newEditor(d *desk.Desk, s Service, content core.Vehicle, draft string, done func(saved *core.Vehicle)) *Editor {
	e := &Editor{desk: d, service: s, scope: d.NewScope("vehicle.editor"), done: done, record: content, people: map[core.Field]core.ID{}}
	e.drafts = d.NewAutosave(draft, core.EntityVehicle, e.unsaved)
	e.sheet = desk.NewSheet()
	e.sheet.OnChanged = e.changed
	commands := []keys.Command{
		{ID: "vehicle.save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { e.store(false, nil) }},
		{ID: "vehicle.save_close", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: func() { e.store(false, e.end) }},
		{ID: "vehicle.change_owner", Shortcut: keys.Ctrl(fyne.KeyH), Run: func() { e.pick(core.FieldOwner) }},
		{ID: "vehicle.correct_vin", Shortcut: keys.Ctrl(fyne.KeyR), Run: e.correctVIN, Enabled: func() bool { return e.suggestion() != "" }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, e.scope
	}
	d.Keys.MustAdd(commands...)
	e.buildForm()
	e.banner, e.others = kit.Below(), d.NewMeanwhile()
	if e.isNew() && content.Data.Make == "" {
		e.make = vin.Make(content.Data.VIN)
		content.Data.Make = e.make
	}
	e.sheet.Fill(content.FieldValues())
	if e.make != "" {
		e.sheet.Came(i18n.T("vehicle.from_vin"), core.FieldMake)
	}
	e.follow()
	button := func(c keys.Command) *kit.Button { return kit.NewButton(c.Text(), c.Run).WithKey(c.Shortcut) }
	foot := kit.Below(kit.Rule(), kit.Beside(button(commands[1]).As(kit.Important), button(commands[0])))
	body := kit.ScrollForm(e.form)
	e.content = kit.PadScreen(kit.Border(kit.Below(e.others.Row, e.banner), foot, nil, nil, kit.Pad(body, theme.GapTight, 0)))
	return e
}

func (e *Editor) isNew() bool { return e.record.Meta.ID == 0 }

// Title names the vehicle.
func (e *Editor) Title() string {
	if e.isNew() {
		return i18n.T("vehicle.title_new")
	}
	return i18n.T("vehicle.title_one", "vehicle", e.record.Data.Label())
}

// Content is the dialog.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Scope is where the dialog's keys work.
func (e *Editor) Scope() keys.Scope { return e.scope }

// Shown puts the focus into the first field, the first time; afterwards the names of owner and driver may have changed.
func (e *Editor) Shown() {
	if e.shown {
		e.nameAll()
	}
	e.shown = true
	e.desk.Focus(e.form.First())
}

// Leave asks when something typed would be lost.
func (e *Editor) Leave(then func()) {
	switch {
	case e.busy:
	case !e.sheet.Dirty():
		then()
	default:
		e.desk.AskUnsaved(e.Title(), func() { e.store(false, then) }, then)
	}
}

// Changed shows what others wrote, unless something is typed: then the versions are compared when it is saved.
func (e *Editor) Changed(ev core.Event) {
	if desk.Touches(ev, core.EntityCustomer) {
		e.nameAll()
	}
	for _, r := range ev.Refs {
		if r.Entity == core.EntityVehicle && r.ID == e.record.Meta.ID && r.Rev != e.record.Meta.Rev && !e.busy && !e.sheet.Dirty() {
			if v, err := e.service.Vehicle(context.Background(), r.ID); err == nil {
				e.record = v
				e.sheet.Fill(v.FieldValues())
				e.follow()
			}
		}
	}
	if !e.busy {
		e.others.Hear(ev, &e.record)
		e.content.Refresh()
	}
}

// Close ends the dialog.
func (e *Editor) Close() {
	e.drafts.Drop()
	e.end()
}

// end tells the outcome, once.
func (e *Editor) end() {
	if e.ended {
		return
	}
	e.ended = true
	if e.done != nil {
		e.done(e.saved)
	}
}

// changed follows what the user types.
func (e *Editor) changed(f core.Field) {
	e.drafts.Touch()
	if f == core.FieldVIN {
		e.proposeMake()
	}
	switch f {
	case core.FieldPlate, core.FieldMake:
		e.sheet.Clear(core.FieldVIN) // one of the three is enough
	}
	e.follow()
}

// proposeMake fills the make from the VIN while nobody typed another one.
func (e *Editor) proposeMake() {
	found := vin.Make(e.sheet.Get(core.FieldVIN))
	if present := e.sheet.Get(core.FieldMake); found == "" || present != "" && present != e.make {
		return
	}
	e.make = found
	e.sheet.Set(core.FieldMake, found)
	e.sheet.Came(i18n.T("vehicle.from_vin"), core.FieldMake)
}

func (e *Editor) suggestion() string { return vin.Check(e.sheet.Get(core.FieldVIN)).Suggestion }

// correctVIN takes over the number with the letters that a VIN cannot hold read as digits.
func (e *Editor) correctVIN() {
	if s := e.suggestion(); s != "" {
		e.sheet.Set(core.FieldVIN, s)
		e.desk.Focus(e.number)
	}
}

var _ desk.View = (*Editor)(nil)
