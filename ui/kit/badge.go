package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Badge is a short word on a soft background: a status, a count, a severity. One with a severity carries its sign.
type Badge struct {
	widget.BaseWidget
	severity theme.Severity
	text     *Text
	sign     *Icon
	back     *Surface
}

// NewBadge makes a badge; Neutral has no sign.
func NewBadge(severity theme.Severity, text string) *Badge {
	b := &Badge{text: NewText(text), sign: NewSign(severity), back: NewSurface(severity.Tint(), "", 4)}
	b.ExtendBaseWidget(b)
	b.Set(severity, text)
	return b
}

// Set changes severity and text.
func (b *Badge) Set(severity theme.Severity, text string) {
	b.severity = severity
	b.text.In(severity.Color()).Set(text)
	b.sign.Set(severity.Icon())
	b.sign.Hidden = severity == theme.Neutral
	b.back.Set(severity.Tint(), "")
	b.Refresh()
}

// Get is the badge's word.
func (b *Badge) Get() string { return b.text.Get() }

// CreateRenderer makes the drawing of the badge; Fyne calls it.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	row := container.New(&besideLayout{gap: theme.GapTight}, b.sign, b.text)
	return widget.NewSimpleRenderer(container.NewStack(b.back, Pad(row, 1, 7)))
}
