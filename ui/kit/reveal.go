package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/theme"
)

// reveal scrolls what lies around a control that got the focus as little as needed to show it completely.
func reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	roots := []fyne.CanvasObject{c.Content()}
	if top := c.Overlays().Top(); top != nil {
		roots = append(roots, top)
	}
	for _, root := range roots {
		if scrolls, found := around(root, o); found {
			for _, s := range scrolls {
				scrollTo(s, o)
			}
			return
		}
	}
}

// around is every scroll between root and o, the innermost first.
func around(root, o fyne.CanvasObject) (scrolls []*container.Scroll, found bool) {
	if root == o {
		return nil, true
	}
	if root == nil || !root.Visible() {
		return nil, false
	}
	for _, child := range children(root) {
		if scrolls, found = around(child, o); found {
			if s, ok := root.(*container.Scroll); ok {
				scrolls = append(scrolls, s)
			}
			return scrolls, true
		}
	}
	return nil, false
}

func scrollTo(s *container.Scroll, o fyne.CanvasObject) {
	if s.Size().IsZero() {
		return
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(s))
	by := fyne.NewDelta(0, 0)
	if s.Direction != container.ScrollHorizontalOnly {
		by.DY = missing(at.Y, o.Size().Height, s.Size().Height)
	}
	if s.Direction != container.ScrollVerticalOnly {
		by.DX = missing(at.X, o.Size().Width, s.Size().Width)
	}
	if by.DX != 0 || by.DY != 0 {
		s.ScrollToOffset(s.Offset.AddXY(by.DX, by.DY))
	}
}

// missing is by how much something has to be moved to be seen in room with some space around it, its beginning at least.
func missing(at, length, room float32) float32 {
	before := at - theme.Gap
	behind := before + length + 2*theme.Gap - room
	switch {
	case before < 0:
		return before
	case behind > 0:
		return min(behind, before)
	}
	return 0
}
