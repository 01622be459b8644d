// Package settings is the screen on which an administrator describes the dealership and how the program shows itself.
// Everything is one form; Ctrl+S stores it as a whole.
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

// Service is what the screen needs from core.
type Service interface {
	Settings(ctx context.Context) (core.Settings, error)
	CustomerByNumber(ctx context.Context, number string) (core.Customer, error)
	SaveSettings(ctx context.Context, actor string, s *core.Settings) error
}

// Screen is the form of all settings.
type Screen struct {
	desk      *desk.Desk
	service   Service
	scope     keys.Scope
	content   fyne.CanvasObject
	post      Post
	scroll    *container.Scroll // of the assistant
	scrolls   []*container.Scroll
	columns   []*fyne.Container
	tabs      *kit.Tabs
	pages     []int // that the tabs show
	fields    []*field
	gateway   *gatewayOf
	templates *templatePage
	unlocking *unlocking
	cash      *kit.Text         // who the cash-sale customer is
	oauth     fyne.CanvasObject // how access tokens are fetched; nil without the pages about messages
	stored    core.Settings
	values    map[string]string // as stored, by key
	filling   bool
	focus     string // key to be shown first
	save      *kit.Button
	discard   *kit.Button
	drafts    *desk.Autosave
}

// New makes the screen; without an outbox in post the pages about messages are left out.
func New(d *desk.Desk, s Service, post Post) *Screen { return newScreen(d, s, post, "") }

// newScreen makes the screen; draft is the key of the draft it goes on with, empty for none.
func newScreen(d *desk.Desk, s Service, post Post, draft string) *Screen {
	v := &Screen{desk: d, service: s, post: post, scope: d.NewScope("settings"), stored: d.Settings()}
	v.register()
	v.build()
	v.fill()
	v.drafts = d.NewAutosave(draft, core.EntitySettings, v.unsaved)
	return v
}

func (v *Screen) register() {
	on := func(page int) func() bool {
		return func() bool { return v.post.Outbox != nil && (v.tabs == nil || v.page() == page) } // without tabs it is being built
	}
	commands := []keys.Command{
		{ID: "settings.save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { v.store(nil) }, Enabled: v.changed},
		{ID: "settings.discard", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.throwAway, Enabled: v.changed},
		{ID: "settings.next_tab", Shortcut: keys.Ctrl(fyne.KeyTab), Run: func() { v.turn(v.tabs.Next) }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyPageDown)}},
		{ID: "settings.previous_tab", Shortcut: keys.CtrlShift(fyne.KeyTab), Run: func() { v.turn(v.tabs.Previous) }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyPageUp)}},
		{ID: "settings.test", Shortcut: keys.CtrlShift(fyne.KeyT), Run: v.test, Enabled: func() bool { return on(pageMail)() || on(pageSMS)() }},
		{ID: "settings.dry_run", Shortcut: keys.CtrlShift(fyne.KeyP), Run: v.dryRun, Enabled: on(pageSMS)},
		{ID: "settings.insert", Shortcut: keys.Plain(fyne.KeyInsert), Run: func() { v.templates.insert() }, Enabled: on(pageTemplates)},
		{ID: "settings.preview", Shortcut: keys.Ctrl(fyne.KeyP), Run: func() { v.templates.preview() }, Enabled: on(pageTemplates)},
		{ID: "settings.reset_template", Shortcut: keys.Ctrl(fyne.KeyD), Run: func() { v.templates.toShipped() }, Enabled: on(pageTemplates)},
		{ID: "settings.enter_code", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: func() { v.unlocking.enter() }, Enabled: on(pageActivation)},
		{ID: "settings.code_file", Shortcut: keys.CtrlShift(fyne.KeyO), Run: func() { v.unlocking.open() }, Enabled: on(pageActivation)},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

func (v *Screen) build() {
	columns, forms := make([]*fyne.Container, len(pageNames)), make([][]*kit.Form, len(pageNames))
	for i := range columns {
		columns[i] = kit.Below()
	}
	for _, s := range sections {
		if v.post.Outbox == nil && s.page != pageBasis && s.page != pageView {
			continue
		}
		panel, form := v.section(s)
		columns[s.page].Add(panel)
		forms[s.page] = append(forms[s.page], form)
	}
	for _, page := range forms {
		kit.Align(page...)
	}
	v.columns = columns
	if v.post.Outbox != nil {
		v.extend(columns)
	}
	var tabs []kit.Tab
	for page, name := range pageNames {
		scroll := container.NewScroll(kit.Pad(kit.Readable(columns[page]), theme.Gap, theme.GapTight/2))
		v.scrolls = append(v.scrolls, scroll)
		if len(columns[page].Objects) > 0 {
			v.pages = append(v.pages, page)
			tabs = append(tabs, kit.Tab{Title: i18n.T("settings.tab." + name), Content: scroll})
		}
	}
	v.tabs = kit.NewTabs(tabs...)
	v.tabs.OnChanged = func(int) { v.entered() }
	v.save = kit.NewCommandButton(v.desk.Keys, "settings.save").As(kit.Important)
	v.discard = kit.NewCommandButton(v.desk.Keys, "settings.discard")
	bar := kit.Pad(kit.Flow(v.save, v.discard), theme.Gap, 0)
	v.content = kit.PadScreen(kit.Border(nil, bar, nil, nil, v.tabs))
}

// section is one panel of the form.
func (v *Screen) section(s section) (panel fyne.CanvasObject, form *kit.Form) {
	form = kit.NewForm(s.pairs)
	var alone fyne.CanvasObject
	for _, spec := range s.fields {
		f := v.newField(spec)
		f.page = s.page
		v.fields = append(v.fields, f)
		switch {
		case spec.control == gatewayJSON: // shown with its profile
		case spec.control == ruleList || spec.control == wordingList:
			alone = f.object
		case spec.wide || s.pairs == 1:
			form.AddWide(i18n.T("settings."+spec.key), f.object)
		default:
			form.Add(i18n.T("settings."+spec.key), f.object)
		}
		if spec.key == keyCash {
			v.cash = kit.NewCaption("")
			form.AddWide("", v.cash)
		}
	}
	if s.name == sectionOAuth {
		v.oauth = kit.TitledPanel(i18n.T("settings.section."+s.name), kit.Below(kit.NewParagraph(i18n.T("settings.oauth.text")), form))
		return v.oauth, form
	}
	if alone != nil {
		return kit.TitledPanel(i18n.T("settings.section."+s.name), alone), form
	}
	return kit.TitledPanel(i18n.T("settings.section."+s.name), form), form
}

// extend adds what the pages about messages hold beside their fields.
func (v *Screen) extend(columns []*fyne.Container) {
	columns[pageMail].Add(kit.Flow(kit.NewCommandButton(v.desk.Keys, "settings.test")))
	v.gateway = newGatewayOf()
	v.gateway.panel = kit.TitledPanel(i18n.T("settings.section.profile"), kit.Below(v.gateway.about, v.gateway.values, v.gateway.edit))
	columns[pageSMS].Add(v.gateway.panel)
	columns[pageSMS].Add(kit.Flow(kit.NewCommandButton(v.desk.Keys, "settings.dry_run"), kit.NewCommandButton(v.desk.Keys, "settings.test")))
	v.unlocking = newUnlocking(v)
	columns[pageActivation].Add(v.unlocking.content)
}

// relayout gives a page its place after a part of it changed its size.
func (v *Screen) relayout(page int) {
	if v.columns != nil {
		v.columns[page].Refresh()
	}
}

// page is the page in front.
func (v *Screen) page() int { return v.pages[v.tabs.Index()] }

// turn goes to another page and puts the cursor into its first field.
func (v *Screen) turn(to func()) {
	to()
	v.focusPage()
}

func (v *Screen) focusPage() {
	page := v.page()
	if page == pageActivation && v.values[keyActivation+".dealership"] != "" {
		v.desk.Focus(v.unlocking.code)
		return
	}
	for _, f := range v.fields {
		if f.page == page {
			v.desk.Focus(f.focus)
			return
		}
	}
}

// entered brings what the page in front shows up to date.
func (v *Screen) entered() {
	if v.page() == pageActivation {
		v.unlocking.load()
	}
}

// fill shows the stored settings and forgets what was typed.
func (v *Screen) fill() {
	v.filling = true
	v.values = map[string]string{}
	for _, f := range v.fields {
		value, err := v.read(v.stored, f.spec.key)
		if err != nil && f.spec.control != secretText {
			continue
		}
		v.values[f.spec.key] = value
		f.set(value)
		f.mark("")
	}
	v.showProfile()
	v.showOAuth()
	v.filling = false
	v.edited()
}

// edited brings the buttons and the name of the cash-sale customer up to what is typed.
func (v *Screen) edited() {
	if v.filling {
		return
	}
	changed := v.changed()
	for _, b := range []*kit.Button{v.save, v.discard} {
		if b.Disable(); changed {
			b.Enable()
		}
	}
	switch {
	case v.drafts == nil:
	case changed:
		v.drafts.Touch()
	default:
		v.drafts.Clear()
	}
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
			v.cash.Set("» " + c.Contact.SortName())
		}
	})
}

// typed are the settings with what was typed, and the first field whose value cannot be taken.
func (v *Screen) typed() (next core.Settings, first *field) {
	next = v.stored
	for _, f := range v.fields {
		f.mark("")
		if f.get() == v.values[f.spec.key] || f.spec.control == secretText {
			continue
		}
		if err := v.write(&next, f.spec.key, f.get()); err != nil {
			f.mark(i18n.Error(core.WithoutField(err)))
			if first == nil {
				first = f
			}
		}
	}
	return next, first
}

// store checks every field and saves all of them together, secrets first; then is called after a success and may be nil.
func (v *Screen) store(then func()) {
	next, first := v.typed()
	if first != nil {
		v.show(first)
		return
	}
	v.confirmPlain(&next, func() {
		v.keepSecrets(v.typedSecrets(), func() { v.commit(next, then) })
	})
}

func (v *Screen) commit(next core.Settings, then func()) {
	actor := v.desk.Actor()
	v.desk.Tasks.Run(v.key("save"), func(ctx context.Context, _ task.Progress) error {
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
		former := v.stored.Mail.Module
		v.stored = next
		v.fill()
		if v.tabs != nil {
			v.entered()
		}
		v.desk.Toasts.Show(i18n.T("settings.saved"))
		v.askQueued(former)
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

// Title names the screen.
func (v *Screen) Title() string { return i18n.T("settings.title") }

// Content is the form.
func (v *Screen) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *Screen) Scope() keys.Scope { return v.scope }

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
func (v *Screen) Close() {
	v.desk.Tasks.Cancel(v.key("cash"))
	v.drafts.Drop()
}

func (v *Screen) key(work string) string { return string(v.scope) + "." + work }
