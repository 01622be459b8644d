package uitest

import (
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Changed gives the parts in which two pictures of the window differ; they do not overlap.
func Changed(before, after image.Image) []image.Rectangle {
	const step = 16
	a, b := before.(*image.NRGBA), after.(*image.NRGBA)
	var parts []part
	for y := a.Rect.Min.Y; y < a.Rect.Max.Y; y += step {
		for x := a.Rect.Min.X; x < a.Rect.Max.X; x += step {
			if tile := image.Rect(x, y, x+step, y+step).Intersect(a.Rect); differ(a, b, tile) {
				parts = join(parts, part{tile, area(tile)})
			}
		}
	}
	rectangles := make([]image.Rectangle, len(parts))
	for i, p := range parts {
		rectangles[i] = p.Rectangle
	}
	return rectangles
}

// part is a rectangle of the window, and how many of its points are in tiles that differ.
type part struct {
	image.Rectangle
	differ int
}

func area(r image.Rectangle) int { return r.Dx() * r.Dy() }

func differ(a, b *image.NRGBA, in image.Rectangle) bool {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		from, to := a.PixOffset(in.Min.X, y), a.PixOffset(in.Max.X-1, y)+4
		if string(a.Pix[from:to]) != string(b.Pix[from:to]) {
			return true
		}
	}
	return false
}

// join adds a part, together with those that it overlaps, and with those near to it unless most between them is as it was.
func join(parts []part, more part) []part {
	const gap, spare = 48, 8_000
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		both := part{more.Union(p.Rectangle), more.differ + p.differ}
		near := p.Overlaps(image.Rect(more.Min.X-gap, more.Min.Y-1, more.Max.X+gap, more.Max.Y+1))
		if more.Overlaps(p.Rectangle) || near && area(both.Rectangle) <= 2*both.differ+spare {
			more = both
			parts = slices.Delete(parts, i, i+1)
			i = -1 // it may now be near to one that it was not near to before
		}
	}
	return append(parts, more)
}

// Repaint draws one part of the window anew with Fyne's own software painter, and nothing that is outside of it. It is what a
// whole picture of the window shows there.
func (p *Program) Repaint(part image.Rectangle) image.Image {
	c := p.Window.Canvas()
	area := patch{at: fyne.NewPos(float32(part.Min.X), float32(part.Min.Y)), size: fyne.NewSize(float32(part.Dx()), float32(part.Dy()))}
	r := &repaint{area: area}
	for _, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		r.walk(o, fyne.Position{}, patch{size: c.Size()})
	}
	return capture(area.size, r.objects)
}

// capture draws objects onto an otherwise empty picture.
func capture(size fyne.Size, objects []fyne.CanvasObject) image.Image {
	piece := &collage{objects: objects}
	piece.ExtendBaseWidget(piece)
	picture := software.NewCanvas()
	picture.SetPadded(false)
	picture.Resize(size)
	picture.SetContent(piece)
	return picture.Capture()
}

// patch is a rectangle in the window.
type patch struct {
	at   fyne.Position
	size fyne.Size
}

func (p patch) cut(q patch) patch {
	x, y := max(p.at.X, q.at.X), max(p.at.Y, q.at.Y)
	right, below := min(p.at.X+p.size.Width, q.at.X+q.size.Width), min(p.at.Y+p.size.Height, q.at.Y+q.size.Height)
	return patch{fyne.NewPos(x, y), fyne.NewSize(max(right-x, 0), max(below-y, 0))}
}

func (p patch) empty() bool { return p.size.Width <= 0 || p.size.Height <= 0 }

// repaint collects what is to be drawn in an area.
type repaint struct {
	area    patch
	objects []fyne.CanvasObject
	last    patch           // what the last object was clipped to
	open    *fyne.Container // and where objects clipped to that go
}

func (r *repaint) walk(o fyne.CanvasObject, from fyne.Position, clip patch) {
	if o == nil || !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		renderer := test.WidgetRenderer(o)
		inside = renderer.Objects()
		_, scrolls := o.(fyne.Scrollable)
		_, clips := renderer.(interface{ IsClip() })
		if scrolls || clips {
			clip = patch{at, o.Size()} // of those around it Fyne's painter forgets
		}
	default:
		r.draw(o, from, clip)
	}
	for _, child := range inside {
		r.walk(child, at, clip)
	}
}

// margin is how far beyond its size an object may draw, such as a stroke or the tail of a slanted letter.
const margin = 4

func (r *repaint) draw(o fyne.CanvasObject, from fyne.Position, clip patch) {
	reach := patch{from.Add(o.Position()).SubtractXY(margin, margin), o.Size().Max(o.MinSize()).AddWidthHeight(2*margin, 2*margin)}
	if reach.cut(clip).cut(r.area).empty() {
		return
	}
	if box, ok := o.(*canvas.Rectangle); ok {
		o = r.shorten(box, from)
	}
	clip = clip.cut(r.area)
	if r.open == nil || r.last != clip {
		r.open, r.last = container.NewWithoutLayout(), clip
		window := container.NewClip(r.open)
		window.Move(clip.at.SubtractXY(r.area.at.X, r.area.at.Y))
		window.Resize(clip.size)
		r.objects = append(r.objects, window)
	}
	holder := container.NewWithoutLayout(o)
	holder.Move(from.SubtractXY(clip.at.X, clip.at.Y))
	r.open.Objects = append(r.open.Objects, holder)
}

// shorten leaves away what is far outside of the area of a rectangle that the painter would compute point by point.
func (r *repaint) shorten(box *canvas.Rectangle, from fyne.Position) fyne.CanvasObject {
	if box.StrokeWidth == 0 && box.CornerRadius == 0 || box.FillColor == color.Transparent {
		return box
	}
	at, size := from.Add(box.Position()), box.Size()
	spare := float32(int(box.CornerRadius+box.StrokeWidth) + margin)
	short := *box
	left, above := whole(r.area.at.X-spare-at.X), whole(r.area.at.Y-spare-at.Y)
	right := whole(at.X + size.Width - r.area.at.X - r.area.size.Width - spare)
	below := whole(at.Y + size.Height - r.area.at.Y - r.area.size.Height - spare)
	short.Move(box.Position().AddXY(left, above))
	short.Resize(size.SubtractWidthHeight(left+right, above+below))
	return &short
}

func whole(length float32) float32 { return float32(int(max(length, 0))) }

// collage shows objects where they are.
type collage struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
}

// CreateRenderer gives the objects to the painter; Fyne calls it.
func (c *collage) CreateRenderer() fyne.WidgetRenderer { return collageRenderer{c} }

type collageRenderer struct{ c *collage }

func (r collageRenderer) Layout(fyne.Size)             {}
func (r collageRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r collageRenderer) Refresh()                     {}
func (r collageRenderer) Objects() []fyne.CanvasObject { return r.c.objects }
func (r collageRenderer) Destroy()                     {}
