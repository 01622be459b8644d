package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Surface is a rectangle of a theme colour that follows a change of theme.
type Surface struct {
	widget.BaseWidget
	fill, line fyne.ThemeColorName
	radius     float32
	least      fyne.Size
}

// NewSurface makes a background in the colour fill, with a thin frame in the colour line; the empty colour means none. Only what
// has no frame can have round corners, and only what is small should: each point of it is computed.
func NewSurface(fill, line fyne.ThemeColorName, radius float32) *Surface {
	s := &Surface{fill: fill, line: line, radius: radius}
	s.ExtendBaseWidget(s)
	return s
}

func newLine(name fyne.ThemeColorName) *Surface {
	s := NewSurface(name, "", 0)
	s.least = fyne.NewSize(1, 1)
	return s
}

// Set changes the colours.
func (s *Surface) Set(fill, line fyne.ThemeColorName) {
	s.fill, s.line = fill, line
	s.Refresh()
}

// CreateRenderer makes the drawing of the surface; Fyne calls it.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s: s, box: canvas.NewRectangle(nil), frame: newOutline()}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	s     *Surface
	box   *canvas.Rectangle
	frame outline
}

func (r *surfaceRenderer) MinSize() fyne.Size { return r.s.least }

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	r.frame.draw(r.s.line, 1, size)
}

func (r *surfaceRenderer) Refresh() {
	cover(r.box, r.s.fill, r.s.radius)
	r.Layout(r.s.Size())
}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.box}, r.frame.objects()...)
}
func (r *surfaceRenderer) Destroy() {}

// Pad puts the given free space, in device-independent pixels, around an object.
func Pad(o fyne.CanvasObject, vertical, horizontal float32) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), o)
}

// Beside puts objects beside one another, vertically centred in the tallest one's height, with the usual gap.
func Beside(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&besideLayout{gap: theme.Gap}, objects...)
}

// Below puts objects below one another with the usual gap, each as wide as the whole and as high as its text then needs.
func Below(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&belowLayout{gap: theme.Gap}, objects...)
}

// Discard lets the window forget what it drew of an object that was taken out of it; Fyne keeps that for a minute, which is long
// when a key is held and every step shows another record.
func Discard(objects ...fyne.CanvasObject) {
	for _, o := range objects {
		canvas.Refresh(o)
	}
}

// Gap is free space that takes what is left in a Beside or Below.
func Gap() fyne.CanvasObject { return layout.NewSpacer() }
