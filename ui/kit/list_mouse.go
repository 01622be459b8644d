package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

const (
	listLeastWidth = 24 // least width of a column
	listGrip       = 5  // how near to a title's edge the mouse must be to change the width
)

// listDrag is what the mouse is dragging: a column's edge or the scroll bar.
type listDrag struct {
	column int // -1: none
	bar    bool
	grab   float32 // distance of the mouse from the bar's upper edge
	near   bool    // the mouse is over a column's edge
}

// MouseDown acts at once, without waiting for a second click: it selects the row under the mouse, sorts by the title, or takes
// hold of a column's edge or of the bar. A right click only selects.
func (v *listView) MouseDown(ev *desktop.MouseEvent) {
	v.drag = listDrag{column: -1}
	x, y := ev.Position.X, ev.Position.Y
	switch {
	case ev.Button == desktop.MouseButtonSecondary:
		Focus(v.model.(fyne.Focusable))
	case y < v.headHeight():
		if v.drag.column = v.edgeAt(x); v.drag.column < 0 {
			v.titleClicked(x)
		}
	case x >= v.Size().Width-v.barWidth():
		v.grabBar(y)
	default:
		Focus(v.model.(fyne.Focusable))
		if i := v.rowAt(y); i >= 0 {
			v.clicked(i, ev.Modifier)
		}
	}
}

// clicked selects a row; with Ctrl it is marked too, with Shift all from the row selected before.
func (v *listView) clicked(i int, held fyne.KeyModifier) {
	from := v.selected
	v.Select(i)
	switch {
	case !v.marks.on:
	case held&fyne.KeyModifierShortcutDefault != 0:
		v.toggleMark(i)
	case held&fyne.KeyModifierShift != 0 && from >= 0:
		v.markBetween(from, i)
	}
}

// MouseUp lets go.
func (v *listView) MouseUp(*desktop.MouseEvent) {}

func (v *listView) titleClicked(x float32) {
	for _, c := range v.cols {
		if x >= c.x && x < c.x+c.w && !c.fixed {
			v.sortBy(c.id, v.sort == c.id && !v.down)
		}
	}
}

// sortBy asks the owner of the rows to sort them, and shows it.
func (v *listView) sortBy(column string, down bool) {
	if v.model.canSort() {
		v.SetSort(column, down)
		v.model.sorted(column, down)
	}
}

// sortBeside sorts by the next column that can be sorted, to the right (1) or to the left (-1).
func (v *listView) sortBeside(by int) {
	at := slices.IndexFunc(v.cols, func(c listColumn) bool { return c.id == v.sort })
	for range v.cols {
		at = (max(at, min(-by, 0)) + by + len(v.cols)) % len(v.cols)
		if !v.cols[at].fixed {
			v.sortBy(v.cols[at].id, false)
			return
		}
	}
}

// DoubleTapped activates the row under the mouse.
func (v *listView) DoubleTapped(ev *fyne.PointEvent) {
	if i := v.rowAt(ev.Position.Y); i >= 0 {
		v.Select(i)
		v.model.activated(i)
	}
}

// TappedSecondary selects the row under the mouse and opens its context menu.
func (v *listView) TappedSecondary(ev *fyne.PointEvent) {
	if i := v.rowAt(ev.Position.Y); i >= 0 {
		v.Select(i)
		v.model.menu(i, ev.AbsolutePosition)
	}
}

// MouseIn marks the row under the mouse.
func (v *listView) MouseIn(ev *desktop.MouseEvent) { v.MouseMoved(ev) }

// MouseMoved marks the row under the mouse.
func (v *listView) MouseMoved(ev *desktop.MouseEvent) {
	v.drag.near = ev.Position.Y < v.headHeight() && v.edgeAt(ev.Position.X) >= 0
	v.hover(v.rowAt(ev.Position.Y))
	v.tipAt(ev)
}

// tipAt shows the whole text of a cell that is cut off, under the row.
func (v *listView) tipAt(ev *desktop.MouseEvent) {
	row, column := v.rowAt(ev.Position.Y), -1
	for i, c := range v.cols {
		if ev.Position.X >= c.x && ev.Position.X < c.x+c.w {
			column = i
		}
	}
	if at := [2]int{row, column}; at == v.tipped {
		return
	} else {
		v.tipped = at
	}
	hideTip(v.model)
	if row < 0 || column < 0 {
		return
	}
	text, style, _ := v.model.cell(row, column)
	room := v.cols[column].w - 2*cellPad
	if style.Sign != theme.Neutral || style.marked {
		room -= theme.Size(base.SizeNameInlineIcon) + 2
	}
	if measure(text, theme.Size(base.SizeNameText), fyne.TextStyle{Bold: style.Bold}).Width > room {
		below := v.rowY(row) + theme.Size(theme.SizeRow)
		showTip(v.model, text, fyne.CurrentApp().Driver().AbsolutePositionForObject(v.model).AddXY(v.cols[column].x, below))
	}
}

// MouseOut takes the mark away.
func (v *listView) MouseOut() {
	hideTip(v.model)
	v.tipped = [2]int{-1, -1}
	v.hover(-1)
}

func (v *listView) hover(row int) {
	if v.hovered != row {
		v.hovered = row
		v.refresh()
	}
}

// Cursor shows where a column's width can be changed.
func (v *listView) Cursor() desktop.Cursor {
	if v.drag.column >= 0 || v.drag.near {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

func (v *listView) wheel(by float32) {
	v.scroll(by)
	v.refresh()
}

// Dragged changes a column's width or moves the scroll bar.
func (v *listView) Dragged(ev *fyne.DragEvent) {
	switch {
	case v.drag.column >= 0:
		c := &v.cols[v.drag.column]
		c.width = max((ev.Position.X-c.x)/theme.Zoom(), listLeastWidth)
		v.refresh()
	case v.drag.bar:
		v.barTo(ev.Position.Y - v.headHeight() - v.drag.grab)
	}
}

// DragEnd lets go.
func (v *listView) DragEnd() { v.drag = listDrag{column: -1} }

// edgeAt is the column whose right edge is at x and can be moved, -1 if none is. The only one that takes what the others leave
// has no width of its own.
func (v *listView) edgeAt(x float32) int {
	growing := 0
	for i := range v.cols {
		if v.grows(i) {
			growing++
		}
	}
	for i, c := range v.cols {
		edge := c.x + c.w
		if !c.out && (growing > 1 || !v.grows(i)) && x >= edge-listGrip && x <= edge+listGrip {
			return i
		}
	}
	return -1
}

func (v *listView) barWidth() float32 {
	if v.count <= v.page() {
		return 0
	}
	return theme.Size(theme.SizeGap) + 2
}

// bar is where the scroll bar's handle stands below the titles, and how long it is.
func (v *listView) bar() (y, length float32) {
	height := v.rowsHeight()
	length = max(height*float32(v.page())/float32(max(v.count, 1)), 24)
	top, rest := v.lastTop()
	row := theme.Size(theme.SizeRow)
	way := float64(top) + float64(rest/row)
	if way <= 0 {
		return 0, height
	}
	return float32((float64(v.top) + float64(v.rest/row)) / way * float64(height-length)), length
}

func (v *listView) grabBar(y float32) {
	at, length := v.bar()
	y -= v.headHeight()
	v.drag.bar, v.drag.grab = true, y-at
	if y < at || y > at+length { // beside the handle: jump there
		v.drag.grab = length / 2
		v.barTo(y - v.drag.grab)
	}
}

// barTo moves the view so that the handle stands at y below the titles.
func (v *listView) barTo(y float32) {
	_, length := v.bar()
	room := v.rowsHeight() - length
	if room <= 0 {
		return
	}
	top, _ := v.lastTop()
	part := float64(min(max(y/room, 0), 1))
	v.top, v.rest = int(part*float64(top)), 0
	if part == 1 {
		v.top, v.rest = v.lastTop()
	}
	v.refresh()
}
