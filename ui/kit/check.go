package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Check is a tick with a text; click, Space or Enter toggles it.
type Check struct {
	pressable
	Marks
	OnChanged func(on bool) // the user toggled it

	text  string
	on    bool
	round bool // drawn as one of several options, see Radio
}

// NewCheck makes an unticked check.
func NewCheck(text string, changed func(on bool)) *Check {
	c := &Check{text: text, OnChanged: changed}
	c.init(c, c.toggle)
	c.onMarks(c.Refresh)
	return c
}

// Set ticks or unticks without telling OnChanged.
func (c *Check) Set(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On tells whether it is ticked.
func (c *Check) On() bool { return c.on }

// SetText replaces the text.
func (c *Check) SetText(text string) {
	c.text = text
	c.Refresh()
}

func (c *Check) toggle() {
	Focus(c)
	c.on = !c.on
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.on)
	}
}

// TypedKey ticks with Space. Enter presses the default button of a dialog, as in every other field, and ticks where there is
// none.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev) && keys.Handle(c, ev) {
		return
	}
	c.pressable.TypedKey(ev)
}

// CreateRenderer makes the drawing of the check; Fyne calls it.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{c: c, box: canvas.NewRectangle(nil), dot: canvas.NewCircle(nil), tick: canvas.NewImageFromResource(nil), text: newLettering()}
	r.ring = canvas.NewRectangle(nil)
	r.tick.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type checkRenderer struct {
	c         *Check
	box, ring *canvas.Rectangle
	dot       *canvas.Circle
	tick      *canvas.Image
	text      *Lettering
}

const checkInset = 3

func (r *checkRenderer) side() float32 { return theme.Size(base.SizeNameInlineIcon) }

func (r *checkRenderer) MinSize() fyne.Size {
	width := r.side() + 2*checkInset
	if r.c.text != "" {
		width += measure(r.c.text, r.text.size, r.text.style).Width + theme.Size(theme.SizeGap)
	}
	return fyne.NewSize(width, theme.Size(theme.SizeControl))
}

func (r *checkRenderer) Layout(size fyne.Size) {
	side := r.side()
	y := (size.Height - side) / 2
	r.box.Resize(fyne.NewSquareSize(side))
	r.box.Move(fyne.NewPos(checkInset, y))
	r.tick.Resize(fyne.NewSquareSize(side - 4))
	r.tick.Move(fyne.NewPos(checkInset+2, y+2))
	r.dot.Resize(fyne.NewSquareSize(side / 2))
	r.dot.Move(fyne.NewPos(checkInset+side/4, y+side/4))
	left := checkInset + side + theme.Size(theme.SizeGap) - 2
	cut(r.text, r.c.text, size.Width-left)
	r.text.Resize(r.text.MinSize())
	r.text.Move(fyne.NewPos(left, (size.Height-r.text.MinSize().Height)/2))
	edge(r.ring, fyne.NewSize(min(r.MinSize().Width, size.Width), size.Height))
}

func (r *checkRenderer) Refresh() {
	face, mark, line := base.ColorNameInputBackground, base.ColorNameForegroundOnPrimary, base.ColorNameInputBorder
	textColor := base.ColorNameForeground
	if r.c.on {
		face, line = base.ColorNamePrimary, base.ColorNamePrimary
	}
	if r.c.disabled {
		face, mark, line, textColor = base.ColorNameDisabledButton, base.ColorNameDisabled, base.ColorNameSeparator, base.ColorNameDisabled
	}
	if r.c.Changed() != "" {
		line = theme.ColorChanged
	}
	if r.c.Err() != "" {
		line = base.ColorNameError
	}
	corner := float32(3)
	if r.c.round {
		corner = r.side() / 2
	}
	paint(r.box, face, corner)
	r.box.StrokeColor, r.box.StrokeWidth = theme.Color(line), 1
	r.box.Refresh()
	r.dot.Hidden, r.tick.Hidden = !r.c.on || !r.c.round, !r.c.on || r.c.round
	r.dot.FillColor = theme.Color(mark)
	r.dot.Refresh()
	r.tick.Resource = theme.Tinted(theme.IconCheck, mark)
	r.tick.Refresh()
	write(r.text, r.c.text, textColor, base.SizeNameText, false)
	frame(r.ring, r.c.focused, theme.Size(base.SizeNameButtonRadius))
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.tick, r.dot, r.text, r.ring}
}

func (r *checkRenderer) Destroy() {}
