package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
)

// ShowMenu opens a context menu at a position in the window of near; arrow keys, Enter and Esc work in it.
func ShowMenu(near fyne.CanvasObject, at fyne.Position, items ...*fyne.MenuItem) {
	if c := canvasOf(near); c != nil && len(items) > 0 {
		keys.Align(items)
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// TappedSecondary opens the editing menu, in the chosen language; Fyne's own follows the system's.
func (e *Entry) TappedSecondary(ev *fyne.PointEvent) {
	Focus(e.self.(fyne.Focusable))
	e.showMenu(ev.AbsolutePosition)
}

func (e *Entry) showMenu(at fyne.Position) {
	clip := fyne.CurrentApp().Clipboard()
	do := func(key string, s fyne.Shortcut) *fyne.MenuItem {
		item := fyne.NewMenuItem(i18n.T(key), func() { e.Entry.TypedShortcut(s) })
		item.Disabled = e.Disabled() && s.ShortcutName() != "Copy"
		return item
	}
	ShowMenu(e.self, at,
		do("kit.edit.cut", &fyne.ShortcutCut{Clipboard: clip}), do("kit.edit.copy", &fyne.ShortcutCopy{Clipboard: clip}),
		do("kit.edit.paste", &fyne.ShortcutPaste{Clipboard: clip}), do("kit.edit.all", &fyne.ShortcutSelectAll{}))
}

// menuKey opens the editing menu under the field.
func (e *Entry) menuKey(ev *fyne.KeyEvent) bool {
	if ev.Name != desktop.KeyMenu {
		return false
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.self)
	e.showMenu(at.AddXY(0, e.Size().Height))
	return true
}
