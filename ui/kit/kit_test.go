package kit_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// now is Monday 23 November 2026, 09:00.
var now = core.ClockFunc(func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) })

func TestMain(m *testing.M) {
	if err := i18n.Load(assets.Texts); err != nil {
		panic(err)
	}
	test.NewApp().Settings().SetTheme(theme.New(theme.Light))
	os.Exit(m.Run())
}

// show puts content into a window of its own with an empty registry.
func show(t *testing.T, content fyne.CanvasObject) (fyne.Window, *keys.Registry) {
	t.Helper()
	w := test.NewWindow(content)
	w.Resize(fyne.NewSize(800, 600))
	r := keys.New()
	detach := keys.Attach(w.Canvas(), r)
	t.Cleanup(func() { detach(); w.Close() })
	return w, r
}

// press sends a plain key to whatever has the focus, as the driver does.
func press(w fyne.Window, names ...fyne.KeyName) {
	for _, name := range names {
		if name == fyne.KeyTab {
			if f, ok := w.Canvas().Focused().(fyne.Tabbable); !ok || !f.AcceptsTab() {
				w.Canvas().FocusNext()
				continue
			}
		}
		ev := &fyne.KeyEvent{Name: name}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else if on := w.Canvas().OnTypedKey(); on != nil {
			on(ev)
		}
	}
}

// chord sends a key with Ctrl to whatever has the focus, as the driver does.
func chord(w fyne.Window, name fyne.KeyName) {
	s := &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	keys.HandleShortcut(w.Content(), s)
}

// typed types text as the driver does: every character first as a key, then as itself.
func typed(w fyne.Window, text string) {
	for _, r := range text {
		press(w, fyne.KeyName(strings.ToUpper(string(r))))
		if f := w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

// words is the text that the window shows, in the order of drawing.
func words(w fyne.Window) string {
	var all []string
	for _, o := range test.LaidOutObjects(w.Content()) {
		if text := kit.Words(o); text != "" && o.Visible() {
			all = append(all, text)
		}
	}
	return strings.Join(all, " ")
}

func contains(text, part string) bool { return strings.Contains(text, part) }
