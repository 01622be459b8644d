package kit

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/i18n"
)

// Value is wrapped text that is only read; its context menu copies it. It never takes the focus: a label of Fyne whose
// text can be selected stops Tab and swallows every key.
type Value struct{ Paragraph }

// NewValue makes the text.
func NewValue(text string) *Value {
	v := &Value{Paragraph{runs: []Run{{Text: text}}, size: base.SizeNameText}}
	v.ExtendBaseWidget(v)
	v.wrap()
	return v
}

// TappedSecondary opens the menu that copies.
func (v *Value) TappedSecondary(ev *fyne.PointEvent) {
	ShowMenu(v, ev.AbsolutePosition, fyne.NewMenuItem(i18n.T("kit.edit.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(v.Text())
	}))
}
