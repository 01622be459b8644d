package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// besideLayout is a horizontal box that keeps every object at its own height; an UpTo grows to its width, then spacers share
// what is left over.
type besideLayout struct {
	gap float32
	top bool // where lower objects stand; else in the middle
}

func (l *besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	visible := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		visible++
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
	}
	size.Width += l.gap * float32(max(visible-1, 0))
	return size
}

func (l *besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spacers := 0
	for _, o := range objects {
		if s, ok := o.(layout.SpacerObject); ok && s.ExpandHorizontal() && o.Visible() {
			spacers++
		}
	}
	spare := max(size.Width-l.MinSize(objects).Width, 0)
	grown := map[fyne.CanvasObject]float32{}
	for _, o := range objects {
		if c, ok := o.(*fyne.Container); ok && o.Visible() {
			if up, ok := c.Layout.(upTo); ok {
				grown[o] = min(max(float32(up)*theme.Zoom()-o.MinSize().Width, 0), spare)
				spare -= grown[o]
			}
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		m.Width = min(m.Width+grown[o], size.Width)
		if s, ok := o.(layout.SpacerObject); ok && s.ExpandHorizontal() {
			m.Width += spare / float32(spacers)
		}
		y := float32(0)
		if !l.top {
			y = (size.Height - m.Height) / 2
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(m)
		x += m.Width + l.gap
	}
}

// UpTo gives an object in a Beside this width, in device-independent pixels at normal size, and less where there is no room.
func UpTo(o fyne.CanvasObject, width float32) *fyne.Container { return container.New(upTo(width), o) }

type upTo float32

func (upTo) MinSize(objects []fyne.CanvasObject) fyne.Size {
	const least = 90
	return fyne.NewSize(least*theme.Zoom(), objects[0].MinSize().Height)
}

func (upTo) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// belowLayout is a vertical box for objects whose height depends on their width, such as wrapped text. Fyne's own box asks
// such an object for its height before it has its width, and is one layout late.
type belowLayout struct{ gap float32 }

func (l *belowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	visible := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		visible++
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
	}
	size.Height += l.gap * float32(max(visible-1, 0))
	return size
}

func (l *belowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spacers := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if s, ok := o.(layout.SpacerObject); ok && s.ExpandVertical() {
			spacers++
			continue
		}
		o.Resize(fyne.NewSize(size.Width+2*overhang(o), o.MinSize().Height))
	}
	spare := max(size.Height-l.MinSize(objects).Height, 0)
	growing := map[fyne.CanvasObject]bool{}
	if spare > 0 && spacers == 0 {
		for _, o := range objects {
			if room(o) > 0 {
				growing[o] = true
			}
		}
	}
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		height := o.MinSize().Height
		if s, ok := o.(layout.SpacerObject); ok && s.ExpandVertical() {
			height += spare / float32(spacers)
		}
		if growing[o] {
			height += spare / float32(len(growing))
		}
		o.Move(fyne.NewPos(-overhang(o), y))
		o.Resize(fyne.NewSize(size.Width+2*overhang(o), height))
		y += height + l.gap
	}
}

// overhang is how far a paragraph stands out at both sides, so that its text begins where every other text does: it
// keeps free space around itself.
func overhang(o fyne.CanvasObject) float32 {
	if _, label := o.(*Paragraph); label {
		return theme.Size(base.SizeNameInnerPadding)
	}
	return 0
}

// flowLayout puts objects beside one another and begins a new line where there is no room; each line is a Beside.
type flowLayout struct {
	line  besideLayout
	width float32 // of the last layout; decides how many lines MinSize asks for
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			size.Width = max(size.Width, o.MinSize().Width)
		}
	}
	for i, line := range l.lines(objects) {
		if i > 0 {
			size.Height += l.line.gap
		}
		size.Height += l.line.MinSize(line).Height
	}
	return size
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	lines := l.lines(objects)
	for _, line := range lines {
		high := l.line.MinSize(line).Height
		if len(lines) == 1 {
			high = size.Height
		}
		l.line.Layout(line, fyne.NewSize(size.Width, high))
		for _, o := range line {
			o.Move(o.Position().AddXY(0, y))
		}
		y += high + l.line.gap
	}
}

// lines are the objects as they fit beside one another, with spacers only where one line holds all; a width of 0 is not known yet.
func (l *flowLayout) lines(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	lines := [][]fyne.CanvasObject{nil}
	for _, o := range objects {
		last := &lines[len(lines)-1]
		if more := append(*last, o); l.width == 0 || len(*last) == 0 || l.line.MinSize(more).Width <= l.width {
			*last = more
			continue
		}
		lines = append(lines, []fyne.CanvasObject{o})
	}
	for i := range lines {
		if len(lines) > 1 {
			lines[i] = slices.DeleteFunc(lines[i], func(o fyne.CanvasObject) bool { _, spacer := o.(layout.SpacerObject); return spacer })
		}
	}
	return lines
}

// Readable keeps an object to the greatest width of a form, at the left, so that its lines can be read on a wide screen.
func Readable(o fyne.CanvasObject) *fyne.Container { return container.New(readableLayout{}, o) }

// ScrollForm scrolls a form that has no room: down, and in a very narrow window or at a large scale sideways too. It leaves
// room for the frames of the fields, which its edge would cut.
func ScrollForm(form fyne.CanvasObject) *container.Scroll {
	return container.NewScroll(Pad(Readable(form), theme.GapFrame, theme.GapFrame))
}

type readableLayout struct{}

func (readableLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (readableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, theme.Size(theme.SizeForm)), size.Height))
}

// Border is Fyne's border layout with the reading order for Tab: top, left, center, right, bottom. Fyne's own
// container.NewBorder visits the center first, and asks top and bottom for their height before they know their width, in which
// buttons may need a second line. Any of them may be nil.
func Border(top, bottom, left, right, center fyne.CanvasObject) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{top, left, center, right, bottom} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(&borderLayout{top, bottom, layout.NewBorderLayout(top, bottom, left, right)}, objects...)
}

type borderLayout struct {
	top, bottom fyne.CanvasObject
	usual       fyne.Layout
}

func (l *borderLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.usual.MinSize(objects)
}

func (l *borderLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range []fyne.CanvasObject{l.top, l.bottom} {
		if o != nil && o.Visible() {
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		}
	}
	l.usual.Layout(objects, size)
}

// Pairs puts objects two by two below one another: each column has the width its widest object needs, and both share what
// is left.
func Pairs(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(pairsLayout{}, objects...)
}

type pairsLayout struct{}

func (pairsLayout) needs(objects []fyne.CanvasObject) (columns [2]float32, row float32) {
	for i, o := range objects {
		size := o.MinSize()
		columns[i%2] = max(columns[i%2], size.Width)
		row = max(row, size.Height)
	}
	return columns, row
}

// MinSize is both columns with the gaps.
func (l pairsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	columns, row := l.needs(objects)
	rows := float32((len(objects) + 1) / 2)
	return fyne.NewSize(columns[0]+theme.GapTight+columns[1], rows*row+max(rows-1, 0)*theme.GapTight)
}

// Layout places the objects row by row.
func (l pairsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	columns, row := l.needs(objects)
	more := max(size.Width-columns[0]-columns[1]-theme.GapTight, 0) / 2
	for i, o := range objects {
		x := float32(0)
		if i%2 == 1 {
			x = columns[0] + more + theme.GapTight
		}
		o.Move(fyne.NewPos(x, float32(i/2)*(row+theme.GapTight)))
		o.Resize(fyne.NewSize(columns[i%2]+more, row))
	}
}
