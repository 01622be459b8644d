package keys

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

var attached = map[fyne.Canvas]*Registry{}

// Attach makes r the registry of a window's canvas: keys that no widget takes come here, and Handle finds it for every
// widget in the window. detach undoes that when the window closes.
func Attach(c fyne.Canvas, r *Registry) (detach func()) {
	attached[c] = r
	r.canvas = c
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if !r.Handle(ev) && r.OnUnused != nil && c.Overlays().Top() == nil {
			r.OnUnused(ev)
		}
	})
	for _, command := range r.commands {
		r.bind(command)
	}
	stop := r.watch(c)
	return func() {
		if attached[c] == r {
			delete(attached, c)
			c.SetOnTypedKey(nil)
			stop()
		}
	}
}

// bind lets the canvas hand over the command's modified keys when no entry has the focus.
func (r *Registry) bind(c *Command) {
	if r.canvas == nil {
		return
	}
	for _, s := range c.shortcuts() {
		if s.Modifier != 0 {
			r.canvas.AddShortcut(s.Fyne(), func(got fyne.Shortcut) { r.HandleShortcut(got) })
		}
		if s.Key == fyne.KeyReturn && s.Modifier != 0 {
			keypad := Shortcut{fyne.KeyEnter, s.Modifier}
			r.canvas.AddShortcut(keypad.Fyne(), func(got fyne.Shortcut) { r.HandleShortcut(got) })
		}
	}
}

// For is the registry of the window in which obj is shown, nil outside a window with a registry.
func For(obj fyne.CanvasObject) *Registry {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	return attached[app.Driver().CanvasForObject(obj)]
}

// Handle offers a plain key that the widget from does not need to its window's registry, and tells whether it was used.
func Handle(from fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	r := For(from)
	return r != nil && r.Handle(ev)
}

// HandleShortcut offers a key with modifiers that the widget from does not need to its window's registry, and tells
// whether it was used.
func HandleShortcut(from fyne.CanvasObject, s fyne.Shortcut) bool {
	r := For(from)
	return r != nil && r.HandleShortcut(s)
}

// blocked tells whether an overlay lies over the window that is no dialog with a scope of its own.
func (r *Registry) blocked() bool {
	return r.canvas != nil && r.canvas.Overlays().Top() != nil && len(r.canvas.Overlays().List()) != len(r.modal)
}

// Item makes the main-menu item of a command, with its shortcut; it does nothing while the command cannot run. The driver
// gives a menu shortcut to the menu before anybody else, so the item passes its key on to a dialog that has the same one.
func (r *Registry) Item(id string) *fyne.MenuItem {
	c, ok := r.Get(id)
	if !ok {
		panic("keys: no command " + id)
	}
	item := fyne.NewMenuItem(c.Text(), func() {
		if len(r.modal) > 0 {
			r.press(c.Shortcut.normal())
			return
		}
		r.Run(id)
	})
	item.Icon = c.Icon
	if c.Shortcut.Key != "" {
		item.Shortcut = menuKey(c.Shortcut.normal())
	}
	return item
}

// menuKey is the shortcut of a menu item outside a Mac. The driver compares names alone; what Fyne cannot take apart it does
// not write beside the item, which it would do in English in every language. Align writes it.
type menuKey Shortcut

// ShortcutName is the name that the driver knows the keys by.
func (k menuKey) ShortcutName() string { return Shortcut(k).Fyne().ShortcutName() }

// Align writes the keys of a menu's items behind their names, in a column of their own. A Mac's menu does that itself.
func Align(items []*fyne.MenuItem) {
	widest, blank := float32(0), wide(" ")
	for _, item := range items {
		if _, keyed := item.Shortcut.(menuKey); keyed {
			widest = max(widest, wide(item.Label))
		}
	}
	for _, item := range items {
		k, keyed := item.Shortcut.(menuKey)
		switch {
		case !keyed:
		case runtime.GOOS == "darwin":
			item.Shortcut = nil
			if k.Modifier != 0 {
				item.Shortcut = Shortcut(k).Fyne()
			}
		default:
			const gap = 5
			item.Label += strings.Repeat(" ", gap+int((widest-wide(item.Label))/blank+0.5)) + Text(Shortcut(k))
			if k.Modifier == 0 {
				item.Shortcut = nil
			}
		}
	}
}

func wide(text string) float32 {
	return fyne.MeasureText(text, theme.Size(theme.SizeNameText), fyne.TextStyle{}).Width
}
