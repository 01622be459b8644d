package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// statusBar is the line at the bottom: who sits at the desk, how many records there are, when the last copy was made.
type statusBar struct {
	app       *App
	object    fyne.CanvasObject
	actor     *kit.Button
	customers *kit.Text
	marked    *kit.Text
	outbox    *kit.Button
	backup    *kit.Text
}

func newStatusBar(a *App) *statusBar {
	s := &statusBar{app: a, customers: kit.NewCaption(""), marked: kit.NewCaption(""), backup: kit.NewCaption("")}
	s.outbox = kit.NewButton("", func() { a.Show(desk.Outbox) }).As(kit.Quiet)
	s.outbox.Hide()
	s.actor = kit.NewButton("", func() { a.chooseActor() }).As(kit.Quiet)
	s.object = container.New(layout.NewCustomPaddedLayout(1, 1, theme.Gap, theme.GapWide),
		container.New(layout.NewCustomPaddedHBoxLayout(theme.GapWide*2), s.actor,
			container.NewCenter(s.customers), s.outbox, container.NewCenter(s.marked), layout.NewSpacer(), container.NewCenter(s.backup)))
	return s
}

func (s *statusBar) refresh() {
	actor := s.app.actor
	if actor == "" {
		actor = i18n.T("shell.no_actor")
	}
	s.actor.SetText(i18n.T("shell.actor", "name", actor))
	loadCount(s.app, "count.customers", func(ctx context.Context) (int, error) {
		return s.app.services.Store.Count(ctx, core.EntityCustomer)
	}, func(n int) { s.set(s.customers, i18n.N("shell.customers", n)) })
	s.refreshOutbox()
	if list, err := s.app.services.Transfer.Backups(); err == nil {
		s.set(s.backup, backupText(list, s.app.settings.Basis.Location()))
	}
}

// refreshMarked says how many rows of the view in front are marked.
func (s *statusBar) refreshMarked() {
	text := ""
	if v, ok := s.app.shell.top().(marker); ok && v.Marked() > 0 {
		text = i18n.N("desk.marked", v.Marked())
	}
	s.set(s.marked, text)
}

// refreshOutbox says how many messages are on their way and how many need a person; nothing when there are neither.
func (s *statusBar) refreshOutbox() {
	type counts struct{ open, person int }
	task.Load(s.app.desk.Tasks, "count.outbox", func(ctx context.Context) (n counts, err error) {
		if n.open, err = s.app.services.Store.CountMessages(ctx, core.MessageQueued, core.MessageSending, core.MessageRetry); err == nil {
			n.person, err = s.app.services.Store.CountMessages(ctx, mail.NeedPerson()...)
		}
		return n, err
	}, func(n counts, err error) {
		if err != nil || n.open+n.person == 0 {
			s.outbox.Hide()
			return
		}
		s.outbox.SetText(i18n.T("shell.outbox", "open", i18n.Number(n.open), "person", i18n.Number(n.person)))
		s.outbox.Show()
		s.object.Refresh()
	})
}

func (s *statusBar) set(t *kit.Text, text string) {
	t.Set(text)
	s.object.Refresh()
}

// backupText tells when the newest copy was made; its name carries the time in UTC.
func backupText(list []string, zone *time.Location) string {
	for _, path := range list {
		name := filepath.Base(path)
		for i := strings.IndexByte(name, '2'); i >= 0 && i+15 <= len(name); i++ {
			if at, err := time.Parse("20060102T150405", name[i:i+15]); err == nil {
				return i18n.T("shell.backup", "time", i18n.Stamp(at.In(zone)))
			}
		}
	}
	return i18n.T("shell.no_backup")
}

// chooseActor lets the adviser at the desk be chosen.
func (a *App) chooseActor() {
	advisers := a.settings.Basis.Advisers
	if len(advisers) == 0 {
		a.desk.Dialogs.Ask(i18n.T("shell.actor_title"), i18n.T("shell.no_advisers"),
			kit.DialogButton{Text: i18n.T("shell.to_settings"), Kind: kit.Important, Run: func() { a.OpenSettings("basis.advisers") }},
			kit.DialogButton{Text: i18n.T("shell.cancel"), Cancel: true})
		return
	}
	dialog := &kit.Dialog{Title: i18n.T("shell.actor_title")}
	column := container.NewVBox()
	for _, name := range advisers {
		b := kit.NewButton(name, func() {
			a.desk.Dialogs.Close(dialog)
			a.setActor(name)
		})
		if name == a.actor {
			b.As(kit.Important)
			dialog.First = b
		}
		column.Add(b)
	}
	dialog.Content = column
	dialog.Buttons = []kit.DialogButton{{Text: i18n.T("shell.cancel"), Cancel: true}}
	a.desk.Dialogs.Show(dialog)
}

func (a *App) setActor(name string) {
	a.actor = name
	a.desk.Layout.Set("shell.actor", name)
	a.shell.status.refresh()
}

var _ fyne.Focusable = (*kit.Button)(nil)
