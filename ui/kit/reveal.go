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
	room := s.Size().Height
	if room == 0 || s.Direction == container.ScrollHorizontalOnly {
		return
	}
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y - theme.Gap
	below := top + o.Size().Height + 2*theme.Gap - room
	switch {
	case top < 0:
		s.ScrollToOffset(s.Offset.AddXY(0, top))
	case below > 0:
		s.ScrollToOffset(s.Offset.AddXY(0, min(below, top)))
	}
}
