package settings

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
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// SetupService is what the assistant needs from core.
type SetupService interface {
	Service
	SaveCustomer(ctx context.Context, actor string, c *core.Customer, lead core.ID, accepted bool) error
}

// setup is the assistant of the first start: some questions of the settings, one step after the other, and then the files of
// the main system. Every step is stored when it is left forwards, so that stopping half-way loses nothing.
type setup struct {
	desk     *desk.Desk
	service  SetupService
	form     *Screen // the fields of all steps
	fields   map[string]*field
	imports  func(core.Entity)
	dialog   *kit.Dialog
	takeCash *kit.Button
}

type step struct {
	name string
	keys []string // of its settings
}

// steps are the questions, in the order in which they are asked; the one without keys is the last, about files.
var steps = []step{
	{"dealership", []string{"basis.dealership", "basis.street", "basis.postcode", "basis.town", "basis.phone", "basis.country", "basis.region"}},
	{"hours", []string{"basis.hours.mon", "basis.hours.tue", "basis.hours.wed", "basis.hours.thu", "basis.hours.fri", "basis.hours.sat"}},
	{"team", []string{"basis.advisers", "basis.mechanics"}},
	{"cash", []string{keyCash}},
	{"files", nil},
}

// Sizes of the assistant, in device-independent pixels.
const (
	setupWidth  = 660
	setupHeight = 400
)

// OpenSetup starts the assistant; imports opens the import of a kind of records.
func OpenSetup(d *desk.Desk, s SetupService, imports func(core.Entity)) {
	a := &setup{desk: d, service: s, imports: imports, fields: map[string]*field{}}
	a.form = &Screen{
		desk: d, service: s, scope: d.NewScope("setup"), stored: d.Settings(), cash: kit.NewCaption(""),
		save: kit.NewButton("", nil), discard: kit.NewButton("", nil), scroll: container.NewVScroll(container.NewVBox()),
	}
	for _, section := range sections {
		for _, spec := range section.fields {
			if slices.ContainsFunc(steps, func(s step) bool { return slices.Contains(s.keys, spec.key) }) {
				f := a.form.newField(spec)
				a.form.fields = append(a.form.fields, f)
				a.fields[spec.key] = f
			}
		}
	}
	a.takeCash = kit.NewButton(i18n.T("settings.setup.create_cash"), a.createCash).WithKey(keys.Ctrl(fyne.KeyB))
	a.form.fill()
	a.form.drafts = d.NewAutosave("", core.EntitySettings, a.form.unsaved)
	a.show(0)
}

// show asks step n.
func (a *setup) show(n int) {
	step := steps[n]
	back := func() { a.show(n - 1) }
	former := a.dialog
	next := func() {
		a.form.store(func() {
			a.show(n + 1)
		})
	}
	a.dialog = &kit.Dialog{
		Title: i18n.T("settings.setup.title", "step", n+1, "steps", len(steps)), Width: setupWidth, Height: setupHeight,
		Content: kit.Below(kit.NewParagraph(i18n.T("settings.setup."+step.name)), a.content(n)),
	}
	on := kit.DialogButton{Text: i18n.T("settings.setup.done"), Kind: kit.Important, Cancel: true, Run: a.form.drafts.Drop}
	last := len(step.keys) == 0
	if !last {
		a.dialog.First = a.fields[step.keys[0]].focus
		on = kit.DialogButton{Text: i18n.T("settings.setup.next"), Kind: kit.Important, Stay: true, Run: next}
	}
	a.dialog.Buttons = []kit.DialogButton{on}
	if n > 0 {
		a.dialog.Buttons = append(a.dialog.Buttons, kit.DialogButton{Text: i18n.T("settings.setup.back"), Key: keys.Alt(fyne.KeyLeft), Stay: true, Run: back})
	}
	if !last {
		a.dialog.Buttons = append(a.dialog.Buttons, kit.DialogButton{Text: i18n.T("settings.setup.later"), Cancel: true, Run: a.form.drafts.Drop})
	}
	if step.name == "cash" {
		a.dialog.Keys = []keys.Command{{ID: "settings.setup.cash", TextKey: "settings.setup.create_cash", Shortcut: keys.Ctrl(fyne.KeyB), Run: a.createCash}}
	}
	a.desk.Dialogs.Replace(former, a.dialog)
}

// content are the fields of step n, or the imports at the end.
func (a *setup) content(n int) fyne.CanvasObject {
	step := steps[n]
	if len(step.keys) == 0 {
		column := container.NewVBox()
		for _, what := range []core.Entity{core.EntityCustomer, core.EntityVehicle, core.EntityLead} {
			column.Add(kit.Beside(kit.NewButton(i18n.T("settings.setup.import."+string(what)), func() { a.imports(what) })))
		}
		return kit.Pad(column, theme.Gap, 0)
	}
	pairs := 2
	if step.name == "team" || step.name == "cash" {
		pairs = 1
	}
	form := kit.NewForm(pairs)
	for i, key := range step.keys {
		if f := a.fields[key]; i == 0 && step.name == "dealership" {
			form.AddWide(i18n.T("settings."+key), f.object)
		} else {
			form.Add(i18n.T("settings."+key), f.object)
		}
	}
	if step.name == "cash" {
		form.Add("", a.form.cash)
		form.Add("", kit.Beside(a.takeCash))
	}
	return form
}

// createCash makes the collective customer and takes its number.
func (a *setup) createCash() {
	cash := core.Customer{Status: core.StatusCustomer, Contact: core.Contact{Company: i18n.T("settings.setup.cash_name")}}
	actor := a.desk.Actor()
	a.desk.Tasks.Run(string(a.form.scope)+".create", func(ctx context.Context, _ task.Progress) error {
		return a.service.SaveCustomer(ctx, actor, &cash, 0, true)
	}, func(err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		a.takeCash.SetReason(i18n.T("settings.setup.cash_made"))
		a.fields[keyCash].set(cash.Number)
		a.form.edited()
		a.desk.Focus(a.fields[keyCash].focus)
	})
}
