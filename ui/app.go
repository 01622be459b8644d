// Package ui is the program's window: the shell with navigation, menu and status bar, and the way between the screens.
// It knows core and the screens; how something is stored or read from a file it does not know.
package ui

import (
	"context"
	"os"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/leads"
	"terminwerk/ui/settings"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Services is what main gives the window.
type Services struct {
	Store   core.Store
	Booking *booking.Service
	Master  *master.Service
	// Duplicates looks through the whole customer master.
	Duplicates *duplicates.Service
	Clock      core.Clock
	Transfer   Transfer
	Manual     help.Manual
	Messages   Messaging
	// Fill brings the data of a demonstration once the window is shown; nil for a real database. The title tells which.
	Fill func(context.Context) error
}

// Transfer brings files in and looks after copies of the database.
type Transfer interface {
	Import(ctx context.Context, what core.Entity, files []string) (core.ImportResult, error)
	leads.Intake
	Backup(ctx context.Context, dir string) (string, error)
	// Backups lists the usual folder, newest first.
	Backups() ([]string, error)
	// Restore puts a backup in the place of the open database; the program has to be started again afterwards, and tells
	// where the former file is kept.
	Restore(ctx context.Context, backup string) (kept string, err error)
	// Watch imports every file that appears in folder until ctx ends, and tells each result.
	Watch(ctx context.Context, folder string, told func(core.ImportResult, error)) error
}

// App is the running window. All of it belongs on the user interface's goroutine.
type App struct {
	fyne        fyne.App
	window      fyne.Window
	services    Services
	settings    core.Settings
	desk        *desk.Desk
	shell       *shell
	dispatch    *dispatcher
	layout      *layoutMemory
	actor       string
	pending     *core.Event
	watched     string
	stop        []func()
	restart     bool
	onUI        func(func())
	synchronous bool
}

// Options are how the window works. The zero value is for the running program.
type Options struct {
	// Synchronous does everything that takes time at once, on the calling goroutine: for tests.
	Synchronous bool
}

// runner is what the window's work runs on, and how results come back to the user interface's goroutine.
func (o Options) runner() (*task.Runner, func(func())) {
	if o.Synchronous {
		return task.Sync(), func(f func()) { f() }
	}
	return task.New(fyne.Do), fyne.Do
}

// New makes the window and fills it.
func New(a fyne.App, s Services, o Options) (*App, error) {
	settings, err := s.Store.Settings(context.Background())
	if err != nil {
		return nil, err
	}
	runner, onUI := o.runner()
	app := &App{fyne: a, services: s, settings: settings, onUI: onUI, synchronous: o.Synchronous, window: a.NewWindow("Terminwerk")}
	i18n.Use(settings.View.Language)
	app.applyTheme()
	registry := keys.New()
	app.layout = &layoutMemory{store: s.Store, tasks: runner}
	app.desk = &desk.Desk{
		Clock: s.Clock, Tasks: runner, Keys: registry,
		Dialogs: kit.NewDialogs(app.window.Canvas(), registry), Toasts: kit.NewToasts(runner),
		Actor: func() string { return app.actor }, Settings: func() core.Settings { return app.settings },
		Layout: app.layout, Drafts: s.Store, Go: app, SMS: app.smsHindrance,
		OnTitle: func() { app.shell.retitle() }, OnMarked: func() { app.shell.status.refreshMarked() },
	}
	app.dispatch = &dispatcher{app: app}
	registry.OnUnused = app.wake
	app.actor = app.rememberedActor()
	app.stop = append(app.stop, keys.Attach(app.window.Canvas(), registry))
	app.registerCommands()
	app.build(desk.Leads)
	app.window.Resize(app.rememberedSize())
	app.window.SetMaster()
	app.window.SetCloseIntercept(app.quit)
	app.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { app.dropped(files) })
	app.stop = append(app.stop, s.Store.Subscribe(func(e core.Event) { onUI(func() { app.hear(e) }) }))
	app.watch()
	app.firstStart()
	app.dispatch.wake()
	app.offerDrafts(false)
	app.AskSecrets(false)
	return app, nil
}

// Run shows the window until it is closed and tells whether the program is to be started again.
func (a *App) Run() (restart bool) {
	if a.services.Fill != nil {
		const shown = 150 * time.Millisecond // the first picture has the processor for itself
		a.desk.Tasks.After("shell.fill", shown, a.fill)
	}
	a.window.ShowAndRun()
	return a.restart
}

// fill brings the data of the demonstration; the lists hear of it as of every other change.
func (a *App) fill() {
	a.desk.Tasks.Run("shell.fill", func(ctx context.Context, _ task.Progress) error { return a.services.Fill(ctx) }, func(err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
		}
	})
}

// Window is the program's window, for the start of a second instance and for tests.
func (a *App) Window() fyne.Window { return a.window }

// Keys are the commands of the window.
func (a *App) Keys() *keys.Registry { return a.desk.Keys }

// Elapse makes what waits for its time happen now, in a window that works at once.
func (a *App) Elapse() { a.desk.Tasks.Elapse() }

// Advance lets d pass in a window that works at once: what waits no longer than that happens.
func (a *App) Advance(d time.Duration) { a.desk.Tasks.Advance(d) }

// Raise brings the window to the front.
func (a *App) Raise() {
	a.window.Show()
	a.window.RequestFocus()
}

// build makes everything visible anew in the chosen language, on the given screen.
func (a *App) build(on desk.Screen) {
	setting := ""
	if a.shell != nil {
		if s, ok := a.shell.top().(*settings.Screen); ok {
			setting = s.At()
		}
		for _, v := range a.shell.stack {
			a.desk.Keys.Remove(v.Scope())
			v.Close()
		}
	}
	a.window.SetMainMenu(a.menu())
	a.shell = newShell(a)
	a.window.SetContent(a.shell.content())
	a.shell.screen = on
	a.shell.stack = []desk.View{a.newScreen(on)}
	if s, ok := a.shell.top().(*settings.Screen); ok {
		s.Focus(setting)
	}
	a.shell.front()
	a.shell.refreshCounts()
}

func (a *App) title() string {
	title := "Terminwerk"
	if a.settings.Basis.Dealership != "" {
		title += " – " + a.settings.Basis.Dealership
	}
	if a.services.Fill != nil {
		title += " (" + i18n.T("shell.demo") + ")"
	}
	return title
}

func (a *App) applyTheme() {
	t := theme.New(theme.ModeNamed(a.settings.View.Theme))
	scale := a.settings.View.Scale
	if scale == 0 {
		scale = 100
	}
	a.fyne.Settings().SetTheme(t.Scaled(float32(scale) / 100))
}

// wake gives the view in front the focus that a click beside all fields took away, so that the keyboard goes on working.
func (a *App) wake(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter:
		a.shell.top().Shown()
		if f := a.window.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		}
	}
}

// quit ends the program once every open view agreed.
func (a *App) quit() {
	if a.desk.Dialogs.IsOpen() {
		return
	}
	a.shell.leaveAll(a.end)
}

func (a *App) end() {
	size := a.window.Canvas().Size()
	a.desk.Layout.Set("window.size", strconv.Itoa(int(size.Width))+"x"+strconv.Itoa(int(size.Height)))
	for _, stop := range a.stop {
		stop()
	}
	a.desk.Tasks.Close()
	a.layout.flush()
	a.window.SetCloseIntercept(nil)
	a.window.Close()
	a.fyne.Quit()
}

// hear collects news of written records; an import writes many changes in a row, which reach the screens together.
func (a *App) hear(e core.Event) {
	first := a.pending == nil
	if first {
		a.pending = &core.Event{}
	}
	a.pending.Seq, a.pending.What, a.pending.Actor = e.Seq, e.What, e.Actor
	a.pending.Refs = append(a.pending.Refs, e.Refs...)
	a.pending.Deleted = append(a.pending.Deleted, e.Deleted...)
	const gather = 60 * time.Millisecond
	switch {
	case a.synchronous:
		a.tell()
	case first:
		a.desk.Tasks.After("shell.changed", gather, a.tell)
	}
}

func (a *App) tell() {
	e := a.pending
	a.pending = nil
	if e == nil {
		return
	}
	for _, ref := range e.Refs {
		if ref.Entity == core.EntitySettings {
			a.reloadSettings()
			break
		}
	}
	a.shell.changed(*e)
	a.dispatch.hear(*e)
}

// reloadSettings takes over changed settings: language and theme at once, the watched folder too.
func (a *App) reloadSettings() {
	s, err := a.services.Store.Settings(context.Background())
	if err != nil {
		a.desk.Dialogs.Error(err)
		return
	}
	old := a.settings
	a.settings = s
	if !slices.Contains(s.Basis.Advisers, a.actor) {
		a.actor = a.rememberedActor()
		a.shell.status.refresh()
	}
	if s.View.Theme != old.View.Theme || s.View.Scale != old.View.Scale {
		a.applyTheme()
		a.build(a.shell.screen)
	}
	if s.View.Language != old.View.Language {
		i18n.Use(s.View.Language)
		a.build(a.shell.screen)
	}
	a.shell.retitle()
	a.watch()
}

func (a *App) rememberedSize() fyne.Size {
	const width, height = 1280, 760
	size := fyne.NewSize(width, height)
	w, h, found := cutSize(a.desk.Layout.Get("window.size"))
	if found && w >= 800 && h >= 500 && w <= 8000 && h <= 8000 {
		size = fyne.NewSize(w, h)
	}
	return size
}

// Restart starts the program again with the database at path, which in a demonstration no argument names; main calls it
// after everything is closed.
func Restart(path string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	_, err = os.StartProcess(self, []string{os.Args[0], "-db", path}, &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	return err
}
