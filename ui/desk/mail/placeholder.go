package mail

import (
	"terminwerk/core/message"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// typable is a field in which text can be put where the cursor stands.
type typable interface{ TypedRune(rune) }

// Insert types a text into a field, as the user would.
func Insert(field typable, text string) {
	for _, r := range text {
		field.TypedRune(r)
	}
}

// AskPlaceholder offers the placeholders with what they stand for; then gets the chosen one, in brackets. values may be nil.
func AskPlaceholder(d *desk.Desk, values message.Values, then func(token string)) {
	const wide, high = 620, 420
	list := kit.NewDataList[message.Placeholder](kit.Slice[message.Placeholder](message.Placeholders()),
		kit.Column[message.Placeholder]{ID: "token", Title: i18n.T("compose.placeholder"), Width: 130, Fixed: true, Text: func(p message.Placeholder) string { return "<" + p.Name + ">" }},
		kit.Column[message.Placeholder]{ID: "label", Title: i18n.T("compose.placeholder_label"), Width: 190, Grow: true, Fixed: true, Text: func(p message.Placeholder) string { return i18n.T(p.Label) }},
		kit.Column[message.Placeholder]{ID: "value", Title: i18n.T("compose.placeholder_value"), Width: 190, Grow: true, Fixed: true, Text: func(p message.Placeholder) string { return values[p.Name] }})
	list.Key = func(p message.Placeholder) string { return p.Name }
	list.Select(0)
	dialog := &kit.Dialog{Title: i18n.T("compose.insert"), Width: wide, Height: high, First: list, Content: list}
	take := func(p message.Placeholder) {
		d.Dialogs.Close(dialog)
		then("<" + p.Name + ">")
	}
	list.OnActivated = take
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("compose.insert_run"), Kind: kit.Important, Stay: true, Run: func() {
			if p, ok := list.Selected(); ok {
				take(p)
			}
		}},
		{Text: i18n.T("compose.back"), Cancel: true},
	}
	d.Dialogs.Show(dialog)
}
