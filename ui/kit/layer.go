package kit

import (
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
	veil    bool // darkens what lies below
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
	r := &layerRenderer{l: l, back: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type layerRenderer struct {
	l    *layer
	back *canvas.Rectangle
}

func (r *layerRenderer) MinSize() fyne.Size { return r.l.content.MinSize() }

func (r *layerRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	pos, s := r.l.place(size, r.l.content.MinSize())
	r.l.content.Move(pos)
	r.l.content.Resize(s)
	r.l.tips.Resize(size)
}

func (r *layerRenderer) Refresh() {
	name := fyne.ThemeColorName("")
	if r.l.veil {
		name = theme.ColorBackdrop
	}
	cover(r.back, name, 0)
	r.Layout(r.l.Size())
}

func (r *layerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.l.content, r.l.tips}
}

func (r *layerRenderer) Destroy() {}
