package appointment

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/theme"
)

// middle gives an object the whole width and centres it in the height of a control.
func middle(o fyne.CanvasObject) *fyne.Container { return container.New(middleLayout{}, o) }

type middleLayout struct{}

// MinSize is that of the object, at least the height of a control.
func (middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(size.Width, max(size.Height, theme.Size(theme.SizeControl)))
}

// Layout centres the object.
func (middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[0].Move(fyne.NewPos(0, (size.Height-height)/2))
}

// cells lays objects out beside one another: fixed widths, at normal size, and for a width of 0 what is left.
type cells struct{ widths []float32 }

const leastCell = 120

// MinSize is the sum of the fixed widths with room for the open ones.
func (c *cells) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(theme.GapTight*float32(len(objects)-1), 0)
	for i, o := range objects {
		width := c.widths[i] * theme.Zoom()
		if width == 0 {
			width = leastCell * theme.Zoom()
		}
		size = fyne.NewSize(size.Width+width, max(size.Height, o.MinSize().Height))
	}
	return size
}

// Layout places the objects, each vertically centred.
func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width - theme.GapTight*float32(len(objects)-1)
	open := 0
	for i := range objects {
		rest -= c.widths[i] * theme.Zoom()
		if c.widths[i] == 0 {
			open++
		}
	}
	x := float32(0)
	for i, o := range objects {
		width := c.widths[i] * theme.Zoom()
		if width == 0 {
			width = max(rest/float32(open), 0)
		}
		height := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(width, height))
		x += width + theme.GapTight
	}
}

// column gives the first object the height it wishes for, but no more than its share, and the second one the rest.
type column struct{ wish func() float32 }

// firstShare is how much of the height the findings may take.
const firstShare = 0.62

// columnWidth is the least width of the column, in device-independent pixels; what is wider is wrapped.
const columnWidth = 360

// MinSize does not ask the objects: before they have a width, rows of buttons ask for more than they need.
func (c *column) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(columnWidth, columnWidth)
}

// Layout places both.
func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second := objects[0], objects[1]
	first.Resize(fyne.NewSize(size.Width, first.Size().Height))
	height := min(size.Height*firstShare, c.wish())
	first.Move(fyne.NewPos(0, 0))
	first.Resize(fyne.NewSize(size.Width, height))
	second.Move(fyne.NewPos(0, height+theme.Gap))
	second.Resize(fyne.NewSize(size.Width, max(size.Height-height-theme.Gap, 0)))
}
