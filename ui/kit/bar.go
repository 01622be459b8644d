package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/theme"
)

// Bar is Beside for what stands above a list: where a large scale leaves no room for one line, it takes more of them.
func Bar(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&barLayout{line: besideLayout{gap: theme.Gap}}, objects...)
}

type barLayout struct {
	line  besideLayout
	width float32 // of the last layout; decides how many lines MinSize asks for
}

func (l *barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
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

func (l *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
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

// lines are the objects as they fit beside one another; a width of 0 is not known yet.
func (l *barLayout) lines(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	lines := [][]fyne.CanvasObject{nil}
	for _, o := range objects {
		last := &lines[len(lines)-1]
		if more := append(*last, o); l.width == 0 || len(*last) == 0 || l.line.MinSize(more).Width <= l.width {
			*last = more
			continue
		}
		lines = append(lines, []fyne.CanvasObject{o})
	}
	return lines
}
