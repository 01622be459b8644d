package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// layer covers the whole window above its content and places one object on itself: a drop-down or a dialog.
type layer struct {
	widget.BaseWidget
	content fyne.CanvasObject
	place   func(window, least fyne.Size) (fyne.Position, fyne.Size)
	outside func()           // a click beside the content; nil: nothing happens
	wheel   func(by float32) // the mouse wheel, down when positive; nil: nothing happens
	tips    *fyne.Container
	veil    bool // darkens what lies beside the content, which hides what is under it
}

func newLayer(content fyne.CanvasObject, place func(window, least fyne.Size) (fyne.Position, fyne.Size)) *layer {
	l := &layer{content: content, place: place, tips: newTipLayer()}
	l.ExtendBaseWidget(l)
	return l
}

func (l *layer) inside() []fyne.CanvasObject { return []fyne.CanvasObject{l.content} }

// Tapped hears a click beside the content.
func (l *layer) Tapped(*fyne.PointEvent) {
	if l.outside != nil {
		l.outside()
	}
}

// ReachedBy is the key that does what a click beside the content does.
func (l *layer) ReachedBy() string { return keys.Text(keys.Plain(fyne.KeyEscape)) }

// Scrolled hears the wheel where nothing inside takes it; what lies below never does.
func (l *layer) Scrolled(ev *fyne.ScrollEvent) {
	if l.wheel != nil {
		l.wheel(-ev.Scrolled.DY)
	}
}

// TappedSecondary hears a right click beside the content.
func (l *layer) TappedSecondary(ev *fyne.PointEvent) { l.Tapped(ev) }

// CreateRenderer makes the drawing of the layer; Fyne calls it.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	r := &layerRenderer{l: l}
	for i := range r.bands {
		r.bands[i] = canvas.NewRectangle(nil)
	}
	r.Refresh()
	return r
}

// layerRenderer draws the veil in four bands: above, below, left and right of the content.
type layerRenderer struct {
	l     *layer
	bands [4]*canvas.Rectangle
}

func (r *layerRenderer) MinSize() fyne.Size { return r.l.content.MinSize() }

func (r *layerRenderer) Layout(size fyne.Size) {
	pos, s := r.l.place(size, r.l.content.MinSize())
	pos, s = fyne.NewPos(r.whole(pos.X), r.whole(pos.Y)), fyne.NewSize(r.whole(s.Width), r.whole(s.Height))
	r.l.content.Move(pos)
	r.l.content.Resize(s)
	r.l.tips.Resize(size)
	right, below := pos.X+s.Width, pos.Y+s.Height
	for i, at := range [...][4]float32{{0, 0, size.Width, pos.Y}, {0, below, size.Width, size.Height}, {0, pos.Y, pos.X, below}, {right, pos.Y, size.Width, below}} {
		r.bands[i].Move(fyne.NewPos(at[0], at[1]))
		r.bands[i].Resize(fyne.NewSize(max(at[2]-at[0], 0), max(at[3]-at[1], 0)))
	}
}

// whole is the nearest length of whole pixels, so that the bands neither overlap nor leave a gap.
func (r *layerRenderer) whole(length float32) float32 {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.l); c != nil {
		scale = c.Scale()
	}
	return float32(math.Round(float64(length*scale))) / scale
}

func (r *layerRenderer) Refresh() {
	name := fyne.ThemeColorName("")
	if r.l.veil {
		name = theme.ColorBackdrop
	}
	for _, b := range r.bands {
		cover(b, name, 0)
	}
	r.Layout(r.l.Size())
}

func (r *layerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bands[0], r.bands[1], r.bands[2], r.bands[3], r.l.content, r.l.tips}
}

func (r *layerRenderer) Destroy() {}
