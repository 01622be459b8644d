package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// clip draws the rows of a list and cuts what stands out above and below. The rows place themselves.
type clip struct {
	widget.BaseWidget
	list  *listRenderer
	inner *container.Clip
	body  *fyne.Container
}

func newClip(list *listRenderer) *clip {
	c := &clip{list: list, body: container.NewWithoutLayout()}
	c.inner = container.NewClip(c.body)
	c.ExtendBaseWidget(c)
	return c
}

// changed takes over rows that came to be.
func (c *clip) changed() {
	const perRow = 1
	columns := len(c.list.v.cols)
	for n := len(c.body.Objects) / (perRow + 2*columns); n < len(c.list.rows); n++ {
		row := c.list.rows[n]
		c.body.Objects = append(c.body.Objects, row.back)
		for i := range row.cells {
			c.body.Objects = append(c.body.Objects, row.signs[i], row.cells[i])
		}
	}
}

// Scrolled moves the list with the wheel. It stands here and not on the list because Fyne clips what can be scrolled, and would
// cut the list's focus frame.
func (c *clip) Scrolled(ev *fyne.ScrollEvent) { c.list.v.wheel(-ev.Scrolled.DY * 2) }

// MinSize is nothing: the list decides.
func (c *clip) MinSize() fyne.Size { return fyne.Size{} }

// CreateRenderer makes the drawing; Fyne calls it.
func (c *clip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.inner) }
