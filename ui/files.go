package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Import asks for a file of leads and imports it.
func (a *App) Import() { a.importFiles(core.EntityLead) }

// importFiles asks for a file by its path, or by looking through the folders, and imports it.
func (a *App) importFiles(what core.Entity) {
	a.desk.AskFile(desk.FileQuestion{
		Title: i18n.T("shell.import_title." + string(what)), Text: i18n.T("shell.import_hint." + string(what)), Run: i18n.T("shell.import_run"),
		Browse: func(chosen func(string)) { a.browse(what, chosen) },
		Then:   func(path string) { a.importNow(what, []string{path}) },
	})
}

func (a *App) browse(what core.Entity, chosen func(string)) {
	endings := []string{".csv", ".txt"}
	if what == core.EntityLead {
		endings = append(endings, ".xml", ".adf", ".eml", ".json", ".ics")
	}
	a.browseFor(endings, chosen)
}

// browseFor lets the user look for a file with one of the endings, of any kind without.
func (a *App) browseFor(endings []string, chosen func(string)) {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			a.desk.Dialogs.Error(err)
		case file != nil:
			path := file.URI().Path()
			if err := file.Close(); err != nil {
				a.desk.Dialogs.Error(err)
				return
			}
			chosen(path)
		}
	}, a.window)
	if len(endings) > 0 {
		open.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	const width, height = 760, 520
	open.Show()
	open.Resize(fyne.NewSize(width, height)) // before it is shown it has no window, and Fyne 2.8.1 panics
}

// dropped imports files pulled onto the window as leads.
func (a *App) dropped(files []fyne.URI) {
	if a.desk.Dialogs.IsOpen() {
		return
	}
	var paths []string
	for _, f := range files {
		if f.Scheme() == "file" {
			paths = append(paths, f.Path())
		}
	}
	if len(paths) > 0 {
		a.importNow(core.EntityLead, paths)
	}
}

func (a *App) importNow(what core.Entity, files []string) {
	a.desk.Toasts.Tell(theme.Hint, i18n.T("shell.importing", "file", filepath.Base(files[0])))
	task.Load(a.desk.Tasks, "shell.import", func(ctx context.Context) (core.ImportResult, error) {
		return a.services.Transfer.Import(ctx, what, files)
	}, a.imported)
}

// imported tells what an import did; what needs somebody's eyes is told in words that stay.
func (a *App) imported(r core.ImportResult, err error) {
	switch {
	case err != nil:
		a.desk.Dialogs.Error(err)
	case r.Quarantined > 0 || r.Review > 0:
		text := saidImport(r)
		if r.Quarantined > 0 {
			text += "\n\n" + i18n.N("shell.quarantined", r.Quarantined)
		}
		if r.Review > 0 {
			text += "\n\n" + i18n.N("shell.review", r.Review)
		}
		a.desk.Dialogs.Queue(&kit.Dialog{
			Title: i18n.T("shell.imported_title"), Severity: theme.Warning, Content: kit.NewParagraph(text), Width: 420,
			Buttons: []kit.DialogButton{{Text: i18n.T("shell.close"), Kind: kit.Important, Cancel: true}},
		})
	default:
		a.desk.Toasts.Show(saidImport(r))
	}
}

// arrived tells what came through the drop folder. Nobody asked for it at this moment, so nothing opens over what is being
// typed; what could not be read stays in the quarantine.
func (a *App) arrived(r core.ImportResult, err error) {
	switch {
	case err != nil:
		a.desk.Toasts.Tell(theme.Warning, i18n.Error(err))
	case r.Quarantined > 0:
		a.desk.Toasts.Tell(theme.Warning, i18n.N("shell.quarantined", r.Quarantined))
	default:
		a.desk.Toasts.Show(saidImport(r))
	}
}

// watch looks after the drop folder of the settings, if it names one.
func (a *App) watch() {
	folder := a.settings.Basis.DropFolder
	if folder == a.watched {
		return
	}
	a.watched = folder
	if folder == "" {
		a.desk.Tasks.Cancel("shell.watch")
		return
	}
	a.desk.Tasks.Run("shell.watch", func(ctx context.Context, _ task.Progress) error {
		return a.services.Transfer.Watch(ctx, folder, func(r core.ImportResult, err error) {
			a.onUI(func() { a.arrived(r, err) })
		})
	}, func(err error) {
		if err != nil {
			a.desk.Toasts.Tell(theme.Warning, i18n.T("shell.watch_failed", "folder", folder)+" "+i18n.Error(err))
		}
	})
}

func (a *App) backup() {
	a.desk.Toasts.Tell(theme.Hint, i18n.T("shell.backing_up"))
	task.Load(a.desk.Tasks, "shell.backup", func(ctx context.Context) (string, error) {
		return a.services.Transfer.Backup(ctx, "")
	}, func(path string, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		a.desk.Toasts.Show(i18n.T("shell.backed_up", "file", filepath.Base(path)))
		a.shell.status.refresh()
	})
}

// restore offers the copies of the usual folder, newest first.
func (a *App) restore() {
	list, err := a.services.Transfer.Backups()
	if err != nil {
		a.desk.Dialogs.Error(err)
		return
	}
	question := &kit.Dialog{Title: i18n.T("shell.restore_title"), Width: 520}
	column := kit.Below(kit.NewParagraph(i18n.T("shell.restore_text")))
	if len(list) == 0 {
		column.Add(kit.NewText(i18n.T("shell.no_backup")))
	}
	for _, path := range list {
		b := kit.NewButton(backupText([]string{path}, a.settings.Basis.Location()), func() {
			a.desk.Dialogs.Close(question)
			a.confirmRestore(path)
		})
		column.Add(b)
	}
	question.Content = column
	question.Buttons = []kit.DialogButton{{Text: i18n.T("shell.cancel"), Cancel: true}}
	a.desk.Dialogs.Show(question)
}

func (a *App) confirmRestore(path string) {
	a.desk.Dialogs.Warn(i18n.T("shell.restore_title"), i18n.T("shell.restore_confirm", "backup", backupText([]string{path}, a.settings.Basis.Location())),
		kit.DialogButton{Text: i18n.T("shell.restore_run"), Kind: kit.Danger, Run: func() {
			a.shell.leaveAbove(func() {
				task.Load(a.desk.Tasks, "shell.restore", func(ctx context.Context) (string, error) {
					return a.services.Transfer.Restore(ctx, path)
				}, a.restored)
			})
		}},
		kit.DialogButton{Text: i18n.T("shell.cancel"), Cancel: true})
}

func (a *App) restored(kept string, err error) {
	if err != nil {
		a.desk.Dialogs.Error(err)
		return
	}
	a.restart = true
	a.desk.Dialogs.Ask(i18n.T("shell.restore_title"), i18n.T("shell.restored", "file", filepath.Base(kept)),
		kit.DialogButton{Text: i18n.T("shell.restart"), Kind: kit.Important, Cancel: true, Run: a.end})
}

func (a *App) saveSettings(next *core.Settings) func(context.Context, func(int, int, string)) error {
	actor := a.actor
	return func(ctx context.Context, _ func(int, int, string)) error {
		return a.services.Master.SaveSettings(ctx, actor, next)
	}
}
