package customer

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Editor is the dialog of one customer: what is in the master, and the vehicles, appointments and changes around it.
type Editor struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	done    func(saved *core.Customer)

	record core.Customer // as read or last saved; the content as it was handed over while it is new
	drafts *desk.Autosave
	lead   core.ID // where the content came from, 0 for none
	saved  *core.Customer
	ended  bool // done was called
	busy   bool // a save is under way
	shown  bool

	commands   []keys.Command
	content    *fyne.Container
	banner     *fyne.Container
	others     *desk.Meanwhile
	tabs       *kit.Tabs
	sheet      *desk.Sheet
	forms      [2]*kit.Form
	salutation *kit.Combo[string]
	number     *kit.Remark
	phones     []*kit.Entry
	reason     *kit.Entry
	save       *kit.Button
	actions    *fyne.Container
	vehicles   *vehiclePage
	visits     *visitPage
	history    *historyPage
}

// The pages of the dialog; those from pageVehicles on are there once the customer is stored.
const (
	pageMaster = iota
	pageContact
	pageVehicles
	pageVisits
	pageHistory
)

// NewEditor makes the dialog. Content with an id is a stored customer, other content is a new one; lead is where it came
// from. done is called once, when the dialog has come to its end: with the customer as last saved or, for content from a
// lead, the existing one chosen instead; with nil when nothing was saved.
func NewEditor(d *desk.Desk, s Service, content core.Customer, lead core.ID, done func(saved *core.Customer)) *Editor {
	return newEditor(d, s, content, lead, "", done)
}

func newEditor(d *desk.Desk, s Service, content core.Customer, lead core.ID, draft string, done func(saved *core.Customer)) *Editor {
	e := &Editor{desk: d, service: s, scope: d.NewScope("customer.editor"), done: done, record: content, lead: lead}
	e.drafts = d.NewAutosave(draft, core.EntityCustomer, e.unsaved)
	e.sheet = desk.NewSheet()
	e.sheet.OnChanged = e.changed
	e.register()
	e.buildForms()
	e.vehicles, e.visits, e.history = newVehiclePage(e), newVisitPage(e), newHistoryPage(e)
	e.banner, e.actions, e.others = kit.Below(), kit.Flow(), d.NewMeanwhile()
	e.content = container.NewStack()
	e.fill(content.FieldValues())
	if e.isNew() && lead != 0 {
		e.sheet.Came(i18n.T("customer.from_lead"), e.fromLead()...)
	}
	e.build()
	return e
}

// fromLead are the fields a lead can bring; the dealership's own country is no news.
func (e *Editor) fromLead() []core.Field {
	return slices.DeleteFunc(core.ContactFields(), func(f core.Field) bool {
		return f == core.FieldCountry && e.record.Contact.Country == e.desk.Settings().Basis.Country
	})
}

func (e *Editor) isNew() bool { return e.record.Meta.ID == 0 }

func (e *Editor) register() {
	stored := func() bool { return !e.isNew() }
	commands := []keys.Command{
		{ID: "customer.save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { e.store(false, nil) }},
		{ID: "customer.save_close", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: func() { e.store(false, e.end) }},
		{ID: "customer.new_vehicle", Shortcut: keys.CtrlShift(fyne.KeyN), Run: e.newVehicle, Enabled: stored},
		{ID: "customer.appointment", Shortcut: keys.Ctrl(fyne.KeyT), Run: e.newAppointment, Enabled: func() bool { return stored() && e.lead == 0 }},
		{ID: "customer.message", Shortcut: keys.Ctrl(fyne.KeyM), Run: e.write, Enabled: stored},
		{ID: "customer.next_tab", Shortcut: keys.Ctrl(fyne.KeyTab), Run: func() { e.tabs.Next() }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyPageDown)}},
		{ID: "customer.previous_tab", Shortcut: keys.CtrlShift(fyne.KeyTab), Run: func() { e.tabs.Previous() }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyPageUp)}},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, e.scope
	}
	e.commands = commands
	e.desk.Keys.MustAdd(commands...)
}

// write opens the message editor on a message to the customer.
func (e *Editor) write() {
	e.desk.Go.WriteMessage(core.Ref{Entity: core.EntityCustomer, ID: e.record.Meta.ID})
}

// button is the button of one of the dialog's own commands. The registry is not asked for it: another dialog of the same
// kind may be in front while this one is built.
func (e *Editor) button(id string) *kit.Button {
	i := slices.IndexFunc(e.commands, func(c keys.Command) bool { return c.ID == id })
	c := e.commands[i]
	return kit.NewButton(c.Text(), c.Run).WithKey(c.Shortcut)
}

// build puts the parts together; it is done again when a new customer was stored, because more pages make sense then.
func (e *Editor) build() {
	page := func(key string, content fyne.CanvasObject) kit.Tab {
		return kit.Tab{Title: i18n.T("customer.tab." + key), Content: kit.Pad(content, theme.GapWide, 0)}
	}
	tabs := []kit.Tab{page("master", kit.ScrollForm(e.forms[pageMaster])), page("contact", kit.ScrollForm(e.forms[pageContact]))}
	if !e.isNew() {
		tabs = append(tabs, page("vehicles", e.vehicles.content), page("visits", e.visits.content), page("history", e.history.content))
	}
	at := 0
	if e.tabs != nil {
		at = e.tabs.Index()
	}
	e.tabs = kit.NewTabs(tabs...)
	e.tabs.Select(at)
	e.tabs.OnChanged = e.enterPage
	e.save = e.button("customer.save_close").As(kit.Important)
	e.actions.Objects = []fyne.CanvasObject{e.save, e.button("customer.save"), kit.Gap()}
	if !e.isNew() && e.lead == 0 {
		e.actions.Objects = append(e.actions.Objects, e.button("customer.new_vehicle"), e.button("customer.appointment"), e.button("customer.message"))
	}
	e.showBanner()
	foot := kit.Below(kit.Rule(), e.actions)
	e.content.Objects = []fyne.CanvasObject{kit.PadScreen(kit.Border(kit.Below(e.others.Row, e.banner), foot, nil, nil, e.tabs))}
	e.content.Refresh()
}

// showBanner says what has to be known before anything is typed.
func (e *Editor) showBanner() {
	e.banner.Objects = nil
	if e.isNew() && e.lead != 0 {
		e.banner.Add(kit.FindingRow(theme.Hint, i18n.T("customer.lead_banner", "lead", core.LeadLabel(e.lead))))
	}
	if e.record.Blocked {
		e.banner.Add(kit.FindingRow(theme.Warning, i18n.T("customer.blocked_because", "reason", e.record.BlockReason)))
	}
	e.banner.Refresh()
}

// Title names the customer.
func (e *Editor) Title() string {
	switch {
	case e.isNew() && e.lead != 0:
		return i18n.T("customer.title_from_lead", "lead", core.LeadLabel(e.lead))
	case e.isNew():
		return i18n.T("customer.title_new")
	}
	return i18n.T("customer.title_one", "customer", e.record.Label())
}

// Content is the dialog.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Scope is where the dialog's keys work.
func (e *Editor) Scope() keys.Scope { return e.scope }

// Shown loads what belongs to the customer and, the first time, puts the focus where typing begins.
func (e *Editor) Shown() {
	e.reload()
	if e.shown {
		e.enterPage(e.tabs.Index())
		return
	}
	e.shown = true
	if e.isNew() && e.lead != 0 {
		e.focusMissing()
		return
	}
	if e.isNew() {
		e.desk.Focus(e.salutation) // a new customer's state is as it should be
		return
	}
	e.desk.Focus(e.forms[pageMaster].First())
}

// focusMissing goes to the first field that could not be saved as it is; with nothing missing one key saves.
func (e *Editor) focusMissing() {
	c := e.collect()
	c.Normalize(e.desk.Settings().Basis.Country)
	first, _ := e.sheet.Refuse(c.Validate())
	if first == nil {
		e.desk.Focus(e.save)
		return
	}
	e.goTo(first)
}

// enterPage gives the focus to what a page is for.
func (e *Editor) enterPage(index int) {
	switch index {
	case pageMaster, pageContact:
		e.desk.Focus(e.forms[index].First())
	case pageVehicles:
		e.vehicles.list.Focus()
	case pageVisits:
		e.visits.list.Focus()
	case pageHistory:
		e.history.list.Focus()
	}
}

func (e *Editor) goTo(p *desk.Place) {
	e.tabs.Select(p.Page)
	e.desk.Focus(p.Control)
}

func (e *Editor) reload() {
	if !e.isNew() {
		e.vehicles.load()
		e.visits.load()
		e.history.load()
	}
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

// Changed reads what belongs to the customer anew. The record itself is compared when it is saved: nothing typed is
// overwritten.
func (e *Editor) Changed(ev core.Event) {
	if e.isNew() {
		return
	}
	if desk.Touches(ev, core.EntityVehicle, core.EntityAppointment, core.EntityCustomer) {
		e.reload()
	}
	for _, r := range ev.Refs {
		if r.Entity == core.EntityCustomer && r.ID == e.record.Meta.ID && r.Rev != e.record.Meta.Rev && !e.busy && !e.sheet.Dirty() {
			e.refresh()
		}
	}
	if !e.busy {
		e.others.Hear(ev, &e.record)
		e.content.Refresh()
	}
}

// refresh shows the record as it is stored now; only called while nothing is typed.
func (e *Editor) refresh() {
	c, err := e.service.Customer(context.Background(), e.record.Meta.ID)
	if err == nil {
		e.record = c
		e.fill(c.FieldValues())
		e.showBanner()
		e.desk.TitleChanged()
	}
}

// Close ends the dialog.
func (e *Editor) Close() {
	for _, name := range []string{".vehicles", ".visits", ".history", ".draft"} {
		e.desk.Tasks.Cancel(string(e.scope) + name)
	}
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

var _ desk.View = (*Editor)(nil)
