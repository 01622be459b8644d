// Package settings is the screen on which an administrator describes the dealership and how the program shows itself.
// Everything is one form; Ctrl+S stores it as a whole.
package settings

import (
	"context"
	"errors"
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

// Service is what the screen needs from core.
type Service interface {
	Settings(ctx context.Context) (core.Settings, error)
	CustomerByNumber(ctx context.Context, number string) (core.Customer, error)
	SaveSettings(ctx context.Context, actor string, s *core.Settings) error
}

// Screen is the form of all settings.
type Screen struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	content fyne.CanvasObject
	scroll  *container.Scroll
	fields  []*field
	cash    *kit.Text // who the cash-sale customer is
	stored  core.Settings
	values  map[string]string // as stored, by key
	filling bool
	focus   string // key to be shown first
	save    *kit.Button
	discard *kit.Button
}

// New makes the screen.
func New(d *desk.Desk, s Service) *Screen {
	v := &Screen{desk: d, service: s, scope: d.NewScope("settings"), stored: d.Settings()}
	v.register()
	v.build()
	v.fill()
	return v
}

func (v *Screen) register() {
	commands := []keys.Command{
		{ID: "settings.save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { v.store(nil) }, Enabled: v.changed},
		{ID: "settings.discard", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.fill, Enabled: v.changed},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// formWidth keeps the lines of the form short enough to read on a wide screen.
const formWidth = 860

func (v *Screen) build() {
	column := container.NewVBox()
	for _, s := range sections {
		form := kit.NewForm(s.pairs)
		for _, spec := range s.fields {
			f := v.newField(spec)
			v.fields = append(v.fields, f)
			if spec.wide || s.pairs == 1 {
				form.AddWide(i18n.T("settings."+spec.key), f.object)
			} else {
				form.Add(i18n.T("settings."+spec.key), f.object)
			}
			if spec.key == keyCash {
				v.cash = kit.NewCaption("")
				form.AddWide("", v.cash)
			}
		}
		column.Add(kit.TitledPanel(i18n.T("settings.section."+s.name), form))
	}
	v.scroll = container.NewVScroll(container.New(limitWidth(formWidth), column))
	v.save = kit.NewCommandButton(v.desk.Keys, "settings.save").As(kit.Important)
	v.discard = kit.NewCommandButton(v.desk.Keys, "settings.discard")
	bar := kit.Pad(kit.Flow(v.save, v.discard), theme.Gap, 0)
	v.content = kit.PadScreen(container.NewBorder(nil, bar, nil, nil, v.scroll))
}

// fill shows the stored settings and forgets what was typed.
func (v *Screen) fill() {
	v.filling = true
	v.values = map[string]string{}
	for _, f := range v.fields {
		value, err := read(v.stored, f.spec.key)
		if err != nil {
			continue
		}
		v.values[f.spec.key] = value
		f.set(value)
		f.mark("")
	}
	v.filling = false
	v.edited()
}

// edited brings the buttons and the name of the cash-sale customer up to what is typed.
func (v *Screen) edited() {
	if v.filling {
		return
	}
	reason := ""
	if !v.changed() {
		reason = i18n.T("settings.unchanged")
	}
	v.save.SetReason(reason)
	v.discard.SetReason(reason)
	v.showCash()
}

func (v *Screen) changed() bool {
	return slices.ContainsFunc(v.fields, func(f *field) bool { return f.get() != v.values[f.spec.key] })
}

// showCash says who the typed number of the cash-sale customer belongs to.
func (v *Screen) showCash() {
	at := slices.IndexFunc(v.fields, func(f *field) bool { return f.spec.key == keyCash })
	number := v.fields[at].get()
	if number == "" {
		v.cash.Set(i18n.T("settings.cash.unset"))
		return
	}
	task.Load(v.desk.Tasks, string(v.scope)+".cash", func(ctx context.Context) (core.Customer, error) {
		return v.service.CustomerByNumber(ctx, number)
	}, func(c core.Customer, err error) {
		switch {
		case err != nil:
			v.cash.Set(i18n.T("settings.cash.missing"))
		case c.Blocked:
			v.cash.Set(i18n.T("settings.cash.blocked", "name", c.Contact.SortName()))
		default:
			v.cash.Set("✓ " + c.Contact.SortName())
		}
	})
}

// store checks every field and saves all of them together; then is called after a success and may be nil.
func (v *Screen) store(then func()) {
	next := v.stored
	var first *field
	for _, f := range v.fields {
		f.mark("")
		if f.get() == v.values[f.spec.key] {
			continue
		}
		if err := write(&next, f.spec.key, f.get()); err != nil {
			f.mark(i18n.Error(withoutField(err)))
			if first == nil {
				first = f
			}
		}
	}
	if first != nil {
		v.show(first)
		return
	}
	actor := v.desk.Actor()
	v.desk.Tasks.Run(string(v.scope)+".save", func(ctx context.Context, _ task.Progress) error {
		return v.service.SaveSettings(ctx, actor, &next)
	}, func(err error) { v.saved(next, err, then) })
}

func (v *Screen) saved(next core.Settings, err error, then func()) {
	switch {
	case core.IsKind(err, core.Conflict):
		v.desk.Dialogs.Warn(i18n.T("settings.conflict_title"), i18n.T("settings.conflict"),
			kit.DialogButton{Text: i18n.T("settings.mine"), Kind: kit.Important, Run: func() { v.rebase(func() { v.store(then) }) }},
			kit.DialogButton{Text: i18n.T("settings.theirs"), Run: func() { v.rebase(v.fill) }},
			kit.DialogButton{Text: i18n.T("settings.back"), Cancel: true})
	case err != nil:
		v.desk.Dialogs.Error(err)
	default:
		v.stored = next
		v.fill()
		v.desk.Toasts.Show(i18n.T("settings.saved"))
		if then != nil {
			then()
		}
	}
}

// rebase takes the settings as somebody else stored them as the base; what is typed here stays.
func (v *Screen) rebase(then func()) {
	task.Load(v.desk.Tasks, string(v.scope)+".load", v.service.Settings, func(s core.Settings, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.stored = s
		then()
	})
}

// withoutField drops the name of the field from a refusal: the sentence stands at the field.
func withoutField(err error) error {
	var refused *core.Error
	if errors.As(err, &refused) {
		return &core.Error{Kind: refused.Kind, Err: refused.Err}
	}
	return err
}

// Title names the screen.
func (v *Screen) Title() string { return i18n.T("settings.title") }

// Content is the form.
func (v *Screen) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *Screen) Scope() keys.Scope { return v.scope }

// Focus brings the setting with this key into view when the screen is shown.
func (v *Screen) Focus(key string) { v.focus = key }

// Shown puts the cursor into the wanted setting, or the first one.
func (v *Screen) Shown() {
	target := v.fields[0]
	for _, f := range v.fields {
		if f.spec.key == v.focus {
			target = f
		}
	}
	v.show(target)
}

func (v *Screen) show(f *field) {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(f.object).Y - driver.AbsolutePositionForObject(v.scroll.Content).Y
	const above = 80
	v.scroll.ScrollToOffset(fyne.NewPos(0, max(y-above, 0)))
	v.desk.Focus(f.focus)
}

// Leave asks when something typed is not stored.
func (v *Screen) Leave(then func()) {
	if !v.changed() {
		then()
		return
	}
	v.desk.AskUnsaved(v.Title(), func() { v.store(then) }, then)
}

// Changed takes over settings stored elsewhere as long as nothing is typed here.
func (v *Screen) Changed(e core.Event) {
	for _, r := range e.Refs {
		if r.Entity == core.EntitySettings && r.Rev != v.stored.Meta.Rev && !v.changed() {
			v.rebase(v.fill)
		}
		if r.Entity == core.EntityCustomer {
			v.showCash()
		}
	}
}

// Close ends the screen.
func (v *Screen) Close() { v.desk.Tasks.Cancel(string(v.scope) + ".cash") }
