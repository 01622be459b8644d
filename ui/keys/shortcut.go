package keys

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/ui/i18n"
)

// Shortcut is a key with or without modifiers; the zero Shortcut binds nothing.
type Shortcut struct {
	Key      fyne.KeyName
	Modifier fyne.KeyModifier
}

// Plain is a key alone, such as F1, Delete or Enter.
func Plain(key fyne.KeyName) Shortcut { return Shortcut{Key: key}.normal() }

// Ctrl is the key with Ctrl, Cmd on a Mac.
func Ctrl(key fyne.KeyName) Shortcut {
	return Shortcut{key, fyne.KeyModifierShortcutDefault}.normal()
}

// Shift is the key with Shift.
func Shift(key fyne.KeyName) Shortcut { return Shortcut{key, fyne.KeyModifierShift}.normal() }

// CtrlShift is the key with Ctrl and Shift, Cmd and Shift on a Mac.
func CtrlShift(key fyne.KeyName) Shortcut {
	return Shortcut{key, fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}.normal()
}

// Alt is the key with Alt.
func Alt(key fyne.KeyName) Shortcut { return Shortcut{key, fyne.KeyModifierAlt}.normal() }

// normal makes the two Enter keys one.
func (s Shortcut) normal() Shortcut {
	if s.Key == fyne.KeyEnter {
		s.Key = fyne.KeyReturn
	}
	return s
}

// Fyne is the shortcut as the driver delivers it.
func (s Shortcut) Fyne() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: s.Key, Modifier: s.Modifier}
}

// Of reads the shortcut that the driver delivers; the editing shortcuts have types of their own there.
func Of(s fyne.Shortcut) Shortcut {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		return Shortcut{s.KeyName, s.Modifier}.normal()
	case *fyne.ShortcutUndo:
		return Ctrl(fyne.KeyZ)
	case *fyne.ShortcutRedo:
		return Ctrl(fyne.KeyY)
	case *fyne.ShortcutCopy:
		return Ctrl(fyne.KeyC)
	case *fyne.ShortcutCut:
		return Ctrl(fyne.KeyX)
	case *fyne.ShortcutPaste:
		return Ctrl(fyne.KeyV)
	case *fyne.ShortcutSelectAll:
		return Ctrl(fyne.KeyA)
	}
	return Shortcut{}
}

// modifiers in the order in which they are written.
var modifiers = []struct {
	bit fyne.KeyModifier
	key string
}{
	{fyne.KeyModifierControl, "keys.ctrl"},
	{fyne.KeyModifierAlt, "keys.alt"},
	{fyne.KeyModifierShift, "keys.shift"},
	{fyne.KeyModifierSuper, "keys.super"},
}

var keyTexts = map[fyne.KeyName]string{
	fyne.KeyReturn:    "keys.enter",
	fyne.KeyEscape:    "keys.escape",
	fyne.KeyDelete:    "keys.delete",
	fyne.KeyInsert:    "keys.insert",
	fyne.KeySpace:     "keys.space",
	fyne.KeyBackspace: "keys.backspace",
	fyne.KeyTab:       "keys.tab",
	fyne.KeyUp:        "keys.up",
	fyne.KeyDown:      "keys.down",
	fyne.KeyLeft:      "keys.left",
	fyne.KeyRight:     "keys.right",
	fyne.KeyPageUp:    "keys.pageup",
	fyne.KeyPageDown:  "keys.pagedown",
	fyne.KeyHome:      "keys.home",
	fyne.KeyEnd:       "keys.end",
	desktop.KeyMenu:   "keys.menu",
}

// Text writes the shortcut as it stands on the keyboard of the chosen language: Strg+S, Ctrl+Shift+N, Entf.
func Text(s Shortcut) string {
	if s.Key == "" {
		return ""
	}
	var parts []string
	for _, m := range modifiers {
		if s.Modifier&m.bit != 0 {
			parts = append(parts, i18n.T(m.key))
		}
	}
	name := string(s.Key)
	if key := keyTexts[s.normal().Key]; key != "" {
		name = i18n.T(key)
	}
	return strings.Join(append(parts, name), "+")
}

// Texts writes several keys that do the same or opposite things: ↑ / ↓.
func Texts(all []Shortcut) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = Text(s)
	}
	return strings.Join(parts, " / ")
}
