package keys

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// atOnce is how soon after a key went down its first event comes; the first repetition of a held key takes longer.
const atOnce = 120 * time.Millisecond

// Down notes that a key went down at the widget from. Every widget that takes the focus tells it (desktop.Keyable), so
// that Held can tell a held key from a pressed one: an Enter that leads from view to view must not book on its own.
func Down(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if r := For(from); r != nil {
		r.down(ev)
	}
}

// Held tells whether an Enter event in from's window only repeats a key that is being held down.
func Held(from fyne.CanvasObject) bool {
	r := For(from)
	return r != nil && r.held()
}

func (r *Registry) down(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) {
		r.enterDown = time.Now()
	}
}

// held is false in a window that reports no keys going down.
func (r *Registry) held() bool { return !r.enterDown.IsZero() && time.Since(r.enterDown) > atOnce }

func isEnter(key fyne.KeyName) bool { return key == fyne.KeyReturn || key == fyne.KeyEnter }

// watch hears of keys going down while nothing has the focus.
func (r *Registry) watch(c fyne.Canvas) (stop func()) {
	window, ok := c.(desktop.Canvas)
	if !ok {
		return func() {}
	}
	window.SetOnKeyDown(r.down)
	return func() { window.SetOnKeyDown(nil) }
}
