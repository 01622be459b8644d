package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/i18n"
)

// Value is wrapped text that is only read; its context menu copies it. It never takes the focus: a label of Fyne whose
// text can be selected stops Tab and swallows every key.
type Value struct{ widget.Label }

// NewValue makes the text.
func NewValue(text string) *Value {
	v := &Value{widget.Label{Text: text, Wrapping: fyne.TextWrapWord}}
	v.ExtendBaseWidget(v)
	return v
}

// TappedSecondary opens the menu that copies.
func (v *Value) TappedSecondary(ev *fyne.PointEvent) {
	ShowMenu(v, ev.AbsolutePosition, fyne.NewMenuItem(i18n.T("kit.edit.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(v.Text)
	}))
}
