package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// How long a message stays; one that can be undone stays longer.
const (
	toastTime     = 4 * time.Second
	toastUndoTime = 10 * time.Second
)

// Toasts shows short messages at the head of the window, one after the other. They take no focus and disappear by
// themselves; one with an undo stays longer and offers a button. The shell binds Ctrl+Z to Undo.
type Toasts struct {
	runner  *task.Runner
	box     *fyne.Container
	waiting []toast
	shown   *toast
}

type toast struct {
	severity theme.Severity
	text     string
	undo     func()
}

// NewToasts makes the message area of a window.
func NewToasts(runner *task.Runner) *Toasts {
	return &Toasts{runner: runner, box: container.NewStack()}
}

// Wrap lays the messages over the window's content, at the right of the line of the title, where they cover no text and no
// button.
func (t *Toasts) Wrap(content fyne.CanvasObject) fyne.CanvasObject {
	head := container.NewVBox(Pad(container.NewWithoutLayout(), theme.GapTight/2, 0), container.NewHBox(Gap(), t.box, Wide(container.NewWithoutLayout(), theme.GapTight)), Gap())
	tips.window = newTipLayer()
	return container.NewStack(content, head, tips.window)
}

// Show tells that something went well.
func (t *Toasts) Show(text string) { t.add(toast{theme.Success, text, nil}) }

// Tell shows a message of the given severity.
func (t *Toasts) Tell(severity theme.Severity, text string) { t.add(toast{severity, text, nil}) }

// ShowUndo tells that something was done and how to take it back.
func (t *Toasts) ShowUndo(text string, undo func()) { t.add(toast{theme.Success, text, undo}) }

// Undo takes back what the shown message tells of, and reports whether there was something to take back.
func (t *Toasts) Undo() bool {
	if t.shown == nil || t.shown.undo == nil {
		return false
	}
	undo := t.shown.undo
	t.Dismiss()
	undo()
	return true
}

// CanUndo tells whether the shown message can be taken back.
func (t *Toasts) CanUndo() bool { return t.shown != nil && t.shown.undo != nil }

// Text is the message shown, empty if there is none.
func (t *Toasts) Text() string {
	if t.shown == nil {
		return ""
	}
	return t.shown.text
}

// Dismiss takes the shown message away and shows the next one.
func (t *Toasts) Dismiss() {
	t.runner.Cancel("kit.toast")
	t.shown = nil
	t.box.Objects = nil
	t.box.Refresh() // RemoveAll would not paint the window again
	if len(t.waiting) > 0 {
		next := t.waiting[0]
		t.waiting = t.waiting[1:]
		t.show(next)
	}
}

// add shows n at once if nothing is shown or what is shown cannot be undone; otherwise n waits.
func (t *Toasts) add(n toast) {
	if t.shown != nil && t.shown.undo != nil && n.undo == nil {
		t.waiting = append(t.waiting, n)
		return
	}
	t.show(n)
}

func (t *Toasts) show(n toast) {
	t.shown = &n
	row := Beside(NewIcon(n.severity.Icon()), NewText(n.text).In(theme.ColorOnToast))
	row.Objects[0].(*Icon).Set(n.severity.IconIn(theme.ColorOnToast))
	wait := toastTime
	if n.undo != nil {
		wait = toastUndoTime
		row.Add(newToastButton(i18n.T("kit.toast.undo"), func() { t.Undo() }))
	}
	back := NewSurface(theme.ColorToast, "", theme.Size(base.SizeNamePopupRadius))
	t.box.Objects = []fyne.CanvasObject{container.NewStack(back, Pad(row, theme.Gap, theme.GapWide+2))}
	t.box.Refresh()
	t.runner.After("kit.toast", wait, t.Dismiss)
}

// toastButton is the undo of a message: reached by the mouse or by Ctrl+Z, never by Tab, as it disappears by itself.
type toastButton struct {
	widget.BaseWidget
	text *fyne.Container
	run  func()
}

func newToastButton(text string, run func()) *toastButton {
	label := NewText(text).In(theme.ColorOnToast).Bold()
	key := NewCaption(keys.Text(keys.Ctrl(fyne.KeyZ))).In(theme.ColorOnToast)
	b := &toastButton{run: run, text: Beside(label, key)}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped takes back.
func (b *toastButton) Tapped(*fyne.PointEvent) { b.run() }

// ReachedBy is the key that takes back.
func (b *toastButton) ReachedBy() string { return keys.Text(keys.Ctrl(fyne.KeyZ)) }

// CreateRenderer makes the drawing of the button; Fyne calls it.
func (b *toastButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Pad(b.text, 2, theme.Gap))
}
