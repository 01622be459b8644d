package ui

import (
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// ShowFailure tells in a small window why the program cannot start, and returns when it is closed. Details are added
// below the sentence, such as who has the database open.
func ShowFailure(a fyne.App, err error, details string) {
	w := smallWindow(a)
	tellFailure(w, err, details)
	w.ShowAndRun()
}

func tellFailure(w fyne.Window, err error, details string) {
	quit := kit.NewButton(i18n.T("shell.close"), w.Close).As(kit.Important)
	severity := theme.Failure
	if core.IsKind(err, core.Locked) { // it is open elsewhere, and nothing is wrong with it
		severity = theme.Hint
	}
	text := kit.FindingRow(severity, i18n.Error(err))
	column := container.NewVBox(text)
	if details != "" {
		column.Add(kit.NewParagraph(details))
	}
	w.SetContent(kit.PadScreen(container.NewBorder(nil, container.NewCenter(quit), nil, nil, column)))
	w.Canvas().Focus(quit)
}

// smallWindow is one that is there before the program's own.
func smallWindow(a fyne.App) fyne.Window {
	a.Settings().SetTheme(theme.New(theme.System))
	w := a.NewWindow("Terminwerk")
	const width, height = 520, 220
	w.Resize(fyne.NewSize(width, height))
	w.CenterOnScreen()
	return w
}

// Waiting is a small window with a bar, for a database that takes long to open. Progress and End may be called from any
// goroutine.
type Waiting struct {
	app   fyne.App
	win   fyne.Window
	bar   *kit.Progress
	shown atomic.Bool
}

// NewWaiting makes the window without showing it.
func NewWaiting(a fyne.App) *Waiting { return &Waiting{app: a} }

// Show puts the window up and returns after End, or after an error was read; the loop of the app has ended then, and another
// window needs another process. Closing it meanwhile does nothing: the work would begin again at the next start.
func (w *Waiting) Show() {
	w.win, w.bar = smallWindow(w.app), kit.NewProgress(nil)
	w.win.SetContent(kit.PadScreen(container.NewVBox(kit.NewParagraph(i18n.T("shell.preparing")), w.bar)))
	w.win.SetCloseIntercept(func() {})
	w.shown.Store(true)
	w.win.ShowAndRun()
}

// Progress moves the bar, from 0 to 1.
func (w *Waiting) Progress(done float64) {
	if !w.shown.Load() {
		return
	}
	const whole = 1000
	fyne.Do(func() { w.bar.Set(int(done*whole), whole, "") })
}

// End closes the window, or tells in it why the database cannot be opened.
func (w *Waiting) End(err error, details string) {
	fyne.Do(func() {
		if err == nil {
			w.app.Quit()
			return
		}
		w.win.SetCloseIntercept(w.win.Close)
		tellFailure(w.win, err, details)
	})
}
