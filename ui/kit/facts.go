package kit

import (
	"fyne.io/fyne/v2"

	"terminwerk/ui/theme"
)

// Fact is a label with a value that is only read.
type Fact struct{ Label, Value string }

// Facts shows facts below one another, the labels in a column of their own; those without a value are left out. Long
// values are wrapped, and every value can be copied.
func Facts(facts ...Fact) *fyne.Container {
	c := &fyne.Container{Layout: factsLayout{}}
	for _, f := range facts {
		if f.Value == "" {
			continue
		}
		c.Objects = append(c.Objects, NewMuted(f.Label), NewValue(f.Value))
	}
	return c
}

// factsLayout gives the labels a share of the width and the values the rest; a row is as high as its value.
type factsLayout struct{}

const (
	factsShare = 0.38
	factsMost  = 150
)

func (factsLayout) columns(width float32) (label, value float32) {
	label = min(width*factsShare, factsMost)
	return label, max(width-label-theme.Gap, 0)
}

func (l factsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, value := l.columns(size.Width)
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		head, body := objects[i], objects[i+1]
		body.Resize(fyne.NewSize(value, body.MinSize().Height))
		height := body.MinSize().Height
		body.Resize(fyne.NewSize(value, height))
		body.Move(fyne.NewPos(label+theme.Gap, y))
		line := head.MinSize().Height
		head.Resize(fyne.NewSize(label, line))
		head.Move(fyne.NewPos(0, y+(min(height, theme.Size(theme.SizeRow))-line)/2))
		y += max(height, line)
	}
}

func (l factsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		height += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height)
	}
	return fyne.NewSize(factsMost, height)
}

// Wide gives an object at least the given width, in device-independent pixels at normal size.
func Wide(o fyne.CanvasObject, width float32) *fyne.Container {
	return &fyne.Container{Layout: wideLayout(width), Objects: []fyne.CanvasObject{o}}
}

type wideLayout float32

func (w wideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}

func (w wideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(float32(w)*theme.Zoom(), 0)
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// PadScreen is the free space around a whole screen.
func PadScreen(o fyne.CanvasObject) *fyne.Container { return Pad(o, theme.Gap, theme.GapWide) }
