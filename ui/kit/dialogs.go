package kit

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Dialog is one modal question or form. Enter and Ctrl+Enter press its default button, Esc cancels, and no key reaches
// what lies behind it. A Dialog can be shown again after it was closed.
type Dialog struct {
	Title    string
	Severity theme.Severity // sign beside the title; Neutral: none
	Content  fyne.CanvasObject
	Buttons  []DialogButton // from left to right
	First    fyne.Focusable // gets the focus; nil: the first field of Content, else the default button
	Width    float32        // least width of the content, in device-independent pixels at normal size
	Height   float32        // least height of the content, in device-independent pixels at normal size
	Keys     []keys.Command // further keys of the dialog; their Scope is set by Dialogs
	OnCancel func() bool    // Esc was pressed: true lets the dialog close; nil: it closes
	OnClosed func()         // after it was closed, however

	def     *Button
	buttons []*Button
	layer   *layer
	pop     func()
	scope   keys.Scope
	busy    bool
	failure string    // the sentence of an error that only wants to be read
	next    []*Dialog // errors that came while this one was read
}

// DialogButton is one answer.
type DialogButton struct {
	Text   string
	Kind   Importance    // Important is the default button; without one the first button is
	Key    keys.Shortcut // further key, shown in the button
	Run    func()        // called after the dialog was closed, or before if Stay is set
	Stay   bool          // the dialog stays open; Run closes it when all is well
	Cancel bool          // this is what Esc does
	Reason string        // why the button cannot be pressed; empty: it can
}

// Dialogs opens the dialogs of one window. It belongs to the user interface's goroutine.
type Dialogs struct {
	canvas  fyne.Canvas
	keys    *keys.Registry
	open    []*Dialog
	waiting []*Dialog
	opened  int
}

// NewDialogs makes the controller of a window's dialogs; registry is the window's.
func NewDialogs(c fyne.Canvas, registry *keys.Registry) *Dialogs {
	return &Dialogs{canvas: c, keys: registry}
}

// Show opens d over whatever is open; a dialog that is open already stays where it is.
func (d *Dialogs) Show(dialog *Dialog) {
	if d.isOpen(dialog) {
		return
	}
	d.opened++
	dialog.scope = keys.Scope(fmt.Sprintf("dialog-%d", d.opened))
	box := dialog.build(d)
	dialog.layer = newLayer(box, dialog.place)
	dialog.layer.veil = true
	if below := d.canvas.Focused(); below != nil {
		below.FocusLost()
	}
	d.open = append(d.open, dialog)
	dialog.pop = d.keys.Push(dialog.scope)
	d.bind(dialog)
	d.canvas.Overlays().Add(dialog.layer)
	dialog.focusFirst(d.canvas)
}

// Replace closes former, which may be nil, and opens next in its place, before anything that waits.
func (d *Dialogs) Replace(former, next *Dialog) {
	waiting := d.waiting
	d.waiting = nil
	if former != nil {
		d.Close(former)
	}
	d.Show(next)
	d.waiting = append(waiting, d.waiting...)
}

// Queue opens d as soon as no dialog is open; for what the user did not ask for just now.
func (d *Dialogs) Queue(dialog *Dialog) {
	if len(d.open) == 0 {
		d.Show(dialog)
		return
	}
	d.waiting = append(d.waiting, dialog)
}

// Top is the dialog that has the keys, nil if none is open.
func (d *Dialogs) Top() *Dialog {
	if len(d.open) == 0 {
		return nil
	}
	return d.open[len(d.open)-1]
}

// IsOpen tells whether any dialog is open.
func (d *Dialogs) IsOpen() bool { return len(d.open) > 0 }

// Close closes dialog and all dialogs above it; the focus returns to where it was before. Closing a closed one does nothing.
func (d *Dialogs) Close(dialog *Dialog) {
	if !d.isOpen(dialog) {
		return
	}
	for {
		top := d.Top()
		d.closeTop(top)
		if top == dialog {
			break
		}
	}
	if len(dialog.next) > 0 {
		next := dialog.next[0]
		next.next, dialog.next = dialog.next[1:], nil
		d.Show(next)
		return
	}
	if len(d.open) == 0 && len(d.waiting) > 0 {
		next := d.waiting[0]
		d.waiting = d.waiting[1:]
		d.Show(next)
	}
}

// Cancel does what Esc does: asks OnCancel and closes.
func (d *Dialogs) Cancel(dialog *Dialog) {
	for i, b := range dialog.Buttons {
		if b.Cancel && b.Reason == "" {
			d.press(dialog, i)
			return
		}
	}
	if dialog.OnCancel == nil || dialog.OnCancel() {
		d.Close(dialog)
	}
}

// Ask shows a question of plain text; without buttons it only wants to be read.
func (d *Dialogs) Ask(title, text string, buttons ...DialogButton) *Dialog {
	return d.tell(theme.Neutral, title, text, buttons)
}

// Warn is Ask with the sign of a warning.
func (d *Dialogs) Warn(title, text string, buttons ...DialogButton) *Dialog {
	return d.tell(theme.Warning, title, text, buttons)
}

// Error shows err as a sentence; no error shows nothing. While another error is read it waits for that one to be closed,
// and the same one is told once.
func (d *Dialogs) Error(err error) {
	if err == nil {
		return
	}
	text := i18n.Error(err)
	if top := d.Top(); top != nil && top.failure != "" {
		told := func(e *Dialog) bool { return e.failure == text }
		if !told(top) && !slices.ContainsFunc(top.next, told) {
			top.next = append(top.next, newTold(theme.Failure, i18n.T("kit.dialog.error"), text, nil))
		}
		return
	}
	d.Show(newTold(theme.Failure, i18n.T("kit.dialog.error"), text, nil))
}

// Progress shows a dialog with a bar for long work; cancel, which may be nil, is run by its button and by Esc. The dialog
// stays until done is called.
func (d *Dialogs) Progress(title string, cancel func()) (bar *Progress, done func()) {
	bar = NewProgress(cancel)
	dialog := &Dialog{Title: title, Content: bar, Width: 460, OnCancel: func() bool {
		if cancel != nil {
			cancel()
		}
		return false
	}}
	d.Show(dialog)
	return bar, func() { d.Close(dialog) }
}

func (d *Dialogs) tell(severity theme.Severity, title, text string, buttons []DialogButton) *Dialog {
	dialog := newTold(severity, title, text, buttons)
	d.Show(dialog)
	return dialog
}

func newTold(severity theme.Severity, title, text string, buttons []DialogButton) *Dialog {
	if len(buttons) == 0 {
		buttons = []DialogButton{{Text: i18n.T("kit.dialog.ok"), Kind: Important, Cancel: true}}
	}
	dialog := &Dialog{Title: title, Severity: severity, Content: NewParagraph(text), Buttons: buttons, Width: 420}
	if severity == theme.Failure {
		dialog.failure = text
	}
	return dialog
}

func (d *Dialogs) isOpen(dialog *Dialog) bool {
	for _, o := range d.open {
		if o == dialog {
			return true
		}
	}
	return false
}

func (d *Dialogs) closeTop(top *Dialog) {
	d.open = slices.Delete(d.open, len(d.open)-1, len(d.open))
	top.pop()
	d.keys.Remove(top.scope)
	d.canvas.Overlays().Remove(top.layer)
	Discard(top.layer)
	if focused := d.canvas.Focused(); focused != nil {
		focused.FocusGained()
	}
	if top.OnClosed != nil {
		top.OnClosed()
	}
}

func (d *Dialogs) press(dialog *Dialog, button int) {
	b := dialog.Buttons[button]
	if dialog.busy && !b.Cancel || dialog.buttons[button].Disabled() {
		return
	}
	if !b.Stay {
		d.Close(dialog)
	}
	if b.Run != nil {
		b.Run()
	}
}

// bind gives the dialog its keys. A key that a button or the dialog's own commands claim is not used for Enter or Esc.
func (d *Dialogs) bind(dialog *Dialog) {
	add := func(id, textKey string, run func(), shortcuts ...keys.Shortcut) {
		shortcuts = slices.DeleteFunc(shortcuts, dialog.claims)
		if len(shortcuts) > 0 {
			d.keys.MustAdd(keys.Command{
				ID: id, TextKey: textKey, Scope: dialog.scope, Shortcut: shortcuts[0], Aliases: shortcuts[1:], Run: run,
			})
		}
	}
	add("dialog.cancel", "kit.dialog.cancel", func() { d.Cancel(dialog) }, keys.Plain(fyne.KeyEscape))
	if len(dialog.Buttons) > 0 {
		add("dialog.default", "kit.dialog.confirm", func() { d.press(dialog, dialog.defaultIndex()) }, keys.Plain(fyne.KeyReturn), keys.Ctrl(fyne.KeyReturn))
	}
	for i, b := range dialog.Buttons {
		if b.Key.Key != "" {
			d.keys.MustAdd(keys.Command{
				ID: fmt.Sprintf("dialog.button%d", i), TextKey: "kit.dialog.button", Scope: dialog.scope, Shortcut: b.Key,
				Run: func() { d.press(dialog, i) },
			})
		}
	}
	for _, c := range dialog.Keys {
		c.Scope = dialog.scope
		d.keys.MustAdd(c)
	}
}

// claims tells whether a button or command of the dialog has this key.
func (g *Dialog) claims(s keys.Shortcut) bool {
	return slices.ContainsFunc(g.Buttons, func(b DialogButton) bool { return b.Key == s }) ||
		slices.ContainsFunc(g.Keys, func(c keys.Command) bool { return c.Shortcut == s || slices.Contains(c.Aliases, s) })
}
