package settings

import (
	"encoding/json"
	"strings"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// unsavedValue is what was typed in one field, and what was stored when it was.
type unsavedValue struct{ Stored, Typed string }

// unsaved is what the form holds beyond the store, by the keys of the settings. Passwords are not among it: they are kept
// nowhere but where secrets are.
func (v *Screen) unsaved() (title string, content any, dirty bool) {
	held := v.typedValues()
	return v.Title(), held, len(held) > 0
}

func (v *Screen) typedValues() map[string]unsavedValue {
	held := map[string]unsavedValue{}
	for _, f := range v.fields {
		if stored := v.values[f.spec.key]; f.spec.control != secretText && f.get() != stored {
			held[f.spec.key] = unsavedValue{stored, f.get()}
		}
	}
	return held
}

// Restore makes the screen as it was when the program ended. What others stored since is named.
func Restore(d *desk.Desk, s Service, post Post, draft core.Draft) (*Screen, error) {
	var held map[string]unsavedValue
	if err := json.Unmarshal(draft.Content, &held); err != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "read draft", Err: err}
	}
	v := newScreen(d, s, post, draft.Key)
	if moved := v.take(held); len(moved) > 0 {
		d.Toasts.Tell(theme.Warning, i18n.T("settings.draft_moved", "fields", strings.Join(moved, ", ")))
	}
	return v, nil
}

// take puts in what was typed, and names the fields whose stored value is another one by now.
func (v *Screen) take(held map[string]unsavedValue) []string {
	moved := v.retype(held, false)
	v.showProfile() // it has fields of its own
	moved = append(moved, v.retype(held, true)...)
	v.edited()
	return moved
}

// throwAway shows what is stored; undo brings back what was typed.
func (v *Screen) throwAway() {
	held := v.typedValues()
	v.fill()
	v.desk.Toasts.ShowUndo(i18n.T("settings.discarded"), func() { v.take(held) })
}

// retype puts in what was typed, of the fields of an SMS profile or of all others.
func (v *Screen) retype(held map[string]unsavedValue, dynamic bool) (moved []string) {
	v.filling = true
	defer func() { v.filling = false }()
	for _, f := range v.fields {
		h, typed := held[f.spec.key]
		if !typed || f.dynamic != dynamic {
			continue
		}
		if v.values[f.spec.key] != h.Stored {
			moved = append(moved, v.label(f))
		}
		f.set(h.Typed)
		if v.focus == "" {
			v.focus = f.spec.key
		}
	}
	return moved
}

// label names a field by its text, or by the page it is on.
func (v *Screen) label(f *field) string {
	if key := "settings." + f.spec.key; i18n.Has(key) {
		return i18n.T(key)
	}
	return i18n.T("settings.tab." + pageNames[f.page])
}
