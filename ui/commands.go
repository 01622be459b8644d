package ui

import (
	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/find"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/settings"
)

// Views that have a search field, make new records, or let rows be marked say so by these methods.
type (
	searcher interface{ FocusSearch() }
	maker    interface{ New() }
	marker   interface{ Marked() int }
)

// registerCommands names everything that works on every screen.
func (a *App) registerCommands() {
	global := []keys.Command{
		{ID: "file.import", Shortcut: keys.Ctrl(fyne.KeyO), Run: a.Import},
		{ID: "file.import_customers", Run: func() { a.importFiles(core.EntityCustomer) }},
		{ID: "file.import_vehicles", Run: func() { a.importFiles(core.EntityVehicle) }},
		{ID: "file.drafts", Run: func() { a.offerDrafts(true) }},
		{ID: "file.backup", Run: a.backup},
		{ID: "file.restore", Run: a.restore},
		{ID: "file.quit", Shortcut: keys.Ctrl(fyne.KeyQ), Run: a.quit},
		{ID: "edit.undo", Shortcut: keys.Ctrl(fyne.KeyZ), Run: func() { a.desk.Toasts.Undo() }, Enabled: func() bool { return a.desk.Toasts.CanUndo() }},
		{ID: "edit.search", Shortcut: keys.Ctrl(fyne.KeyF), Run: func() {
			if v, ok := a.shell.top().(searcher); ok {
				v.FocusSearch()
			}
		}},
		{ID: find.Command, Shortcut: keys.Ctrl(fyne.KeyK), Run: func() { find.Open(a.desk, a.all()) }},
		{ID: "edit.new", Shortcut: keys.Ctrl(fyne.KeyN), Run: func() {
			if v, ok := a.shell.top().(maker); ok {
				v.New()
			}
		}},
		{ID: "edit.duplicates", Shortcut: keys.CtrlShift(fyne.KeyD), Run: a.findDuplicates},
		{ID: "view.refresh", Shortcut: keys.Plain(fyne.KeyF5), Run: func() { a.shell.top().Shown() }},
		{ID: "view.actor", Shortcut: keys.Ctrl(fyne.KeyU), Run: a.chooseActor},
		{ID: "view.german", Run: func() { a.setView(func(v *core.View) { v.Language = "de" }) }},
		{ID: "view.english", Run: func() { a.setView(func(v *core.View) { v.Language = "en" }) }},
		{ID: "view.light", Run: func() { a.setView(func(v *core.View) { v.Theme = "light" }) }},
		{ID: "view.dark", Run: func() { a.setView(func(v *core.View) { v.Theme = "dark" }) }},
		{ID: "view.system", Run: func() { a.setView(func(v *core.View) { v.Theme = "" }) }},
		{ID: "view.back", Shortcut: keys.Plain(fyne.KeyEscape), Run: func() { a.shell.back() }},
		{ID: "help.keys", Shortcut: keys.Plain(fyne.KeyF1), Run: a.showKeys},
		{ID: "help.manual", Shortcut: keys.Ctrl(fyne.KeyF1), Run: func() { a.openHelp(help.TopicOf(a.shell.top().Scope())) }},
		{ID: "help.setup", Run: a.setup},
		{ID: "help.about", Run: a.showAbout},
	}
	for i, screen := range desk.Screens() {
		global = append(global, keys.Command{
			ID: "go." + string(screen), Shortcut: screenKey(i), Run: func() { a.shell.show(screen) },
		})
	}
	for i := range global {
		global[i].TextKey = "shell." + global[i].ID
		global[i].Scope = keys.Global
	}
	a.desk.Keys.MustAdd(global...)
}

// menu is the main menu. Its shortcuts are the only ones the driver hands over while an entry has the focus, which is why
// undo shows none: Ctrl+Z in a field belongs to its text.
func (a *App) menu() *fyne.MainMenu {
	item := a.desk.Keys.Item
	group := func(title string, items ...*fyne.MenuItem) *fyne.Menu {
		keys.Align(items)
		return fyne.NewMenu(i18n.T("shell.menu."+title), items...)
	}
	quit := item("file.quit")
	quit.IsQuit = true
	var places []*fyne.MenuItem
	for _, screen := range desk.Screens() {
		places = append(places, item("go."+string(screen)))
	}
	line := fyne.NewMenuItemSeparator
	return fyne.NewMainMenu(
		group("file", item("file.import"), item("file.import_customers"), item("file.import_vehicles"), line(), item("file.drafts"), line(),
			item("file.backup"), item("file.restore"), line(), quit),
		group("edit", item("edit.new"), item("edit.search"), item(find.Command), item("edit.duplicates"), fyne.NewMenuItem(i18n.T("shell.edit.undo"), func() { a.desk.Keys.Run("edit.undo") })),
		group("go", places...),
		group("view", item("view.refresh"), item("view.actor"), line(), item("view.german"), item("view.english"), line(),
			item("view.light"), item("view.dark"), item("view.system")),
		group("help", item("help.manual"), item("help.keys"), line(), item("help.setup"), item("help.about")),
	)
}

// setView changes how the program shows itself; open views are asked first, because everything is built anew.
func (a *App) setView(change func(*core.View)) {
	next := a.settings
	change(&next.View)
	if next.View == a.settings.View {
		return
	}
	a.shell.leaveAbove(func() {
		a.desk.Tasks.Run("shell.view", a.saveSettings(&next), func(err error) {
			if err != nil {
				a.desk.Dialogs.Error(err)
			}
		})
	})
}

// showKeys lists what the keys do here; F1 again opens the page of the manual about the view in front.
func (a *App) showKeys() {
	v := a.shell.top()
	help.ShowKeys(a.desk, v, func() { a.openHelp(help.TopicOf(v.Scope())) })
}

// setup leads through the settings that are needed first.
func (a *App) setup() { settings.OpenSetup(a.desk, a.all(), a.importFiles) }

// firstStart opens the assistant once, in a database that knows nothing of the dealership yet.
func (a *App) firstStart() {
	const seen = "setup.seen"
	if a.services.Fill != nil || a.settings.Basis.Dealership != "" || a.desk.Layout.Get(seen) != "" {
		return
	}
	a.desk.Layout.Set(seen, "1")
	a.setup()
}

func (a *App) openHelp(topic string) { help.Open(a.desk, a.services.Manual, topic) }

func (a *App) showAbout() {
	version := a.fyne.Metadata().Version
	a.desk.Dialogs.Ask("Terminwerk", i18n.T("shell.about", "version", version),
		kit.DialogButton{Text: i18n.T("shell.close"), Kind: kit.Important, Cancel: true})
}
