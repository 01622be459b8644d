package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Remark is one line beside or under a field that says what was understood of the value: a sign and some words, as high
// as a field. One without text takes its place all the same, so that nothing jumps while the user types.
type Remark struct {
	widget.BaseWidget
	sign *Icon
	text *Text
	row  *fyne.Container
}

// NewRemark makes an empty remark.
func NewRemark() *Remark {
	r := &Remark{sign: NewSign(theme.Neutral), text: NewText("").AtLeast(0)}
	r.row = container.New(remarkLayout{}, r.sign, r.text)
	r.sign.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// Set changes sign and text; Neutral has no sign and is written in the colour of secondary text.
func (r *Remark) Set(severity theme.Severity, text string) {
	r.text.In(severity.Color()).Set(text)
	r.sign.Set(severity.Icon())
	r.sign.Hidden = severity == theme.Neutral || text == ""
	r.row.Refresh()
	r.Refresh()
}

// Get is the remark's text.
func (r *Remark) Get() string { return r.text.Get() }

// CreateRenderer makes the drawing of the remark; Fyne calls it.
func (r *Remark) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.row) }

// remarkLayout puts the text behind the sign, which leaves no hole when it is hidden.
type remarkLayout struct{}

func (remarkLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Size(theme.SizeControl))
}

func (remarkLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, part := range o {
		m := part.MinSize()
		if !part.Visible() {
			continue
		}
		if i == len(o)-1 {
			m.Width = max(size.Width-x, 0)
		}
		part.Resize(m)
		part.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		x += m.Width + theme.GapTight
	}
}
