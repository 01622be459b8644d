package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

type listColumn struct {
	id, title   string
	width       float32
	usual       float32 // the width that the screen gave it
	grow, right bool
	fixed       bool
	extra       bool
	holds       []string // texts that are never shortened
	signed      bool
	held        float32 // width that they need at the size heldAt of texts
	heldAt      float32
	out         bool    // there is no room for it
	x, w        float32 // as laid out
}

// listView is the part of DataList that does not know the type of its rows: position, keys, mouse.
//
// It scrolls by row number and a remainder below one row height, never by one long pixel distance: at a million rows a
// float32 would only be exact to two pixels.
type listView struct {
	widget.BaseWidget
	Striped bool // every second row has a soft background

	model    listModel
	cols     []listColumn
	count    int
	selected int     // -1: none
	top      int     // first visible row
	rest     float32 // hidden part of the first visible row, in pixels
	focused  bool
	hovered  int // row under the mouse, -1: none
	sort     string
	down     bool
	empty    fyne.CanvasObject
	drag     listDrag
	marks    listMarks
	tipped   [2]int // row and column under the mouse
}

func (v *listView) setup(self fyne.Widget, model listModel) {
	v.model, v.selected, v.hovered = model, -1, -1
	v.drag.column = -1
	v.ExtendBaseWidget(self)
}

// SetEmpty sets what is shown instead of rows when there are none, usually an EmptyState.
func (v *listView) SetEmpty(o fyne.CanvasObject) {
	v.empty = o
	v.model.Refresh()
}

// SetSort shows by which column the rows are sorted; the empty id shows none.
func (v *listView) SetSort(column string, down bool) {
	v.sort, v.down = column, down
	v.refresh()
}

// Sort is the column by which the rows are sorted, and whether descending.
func (v *listView) Sort() (column string, down bool) { return v.sort, v.down }

// Widths gives the widths that the user changed by the ids of their columns, for remembering. The others stay what the screen
// makes of them in the next language.
func (v *listView) Widths() map[string]float32 {
	widths := map[string]float32{}
	for _, c := range v.cols {
		if c.sized() {
			widths[c.id] = c.width
		}
	}
	return widths
}

// SetWidths sets remembered widths; unknown columns are ignored.
func (v *listView) SetWidths(widths map[string]float32) {
	for i := range v.cols {
		if w, ok := widths[v.cols[i].id]; ok && w >= listLeastWidth {
			v.cols[i].width = w
		}
	}
	v.refresh()
}

// Index is the number of the selected row from 0, -1 if none is selected.
func (v *listView) Index() int { return v.selected }

// Select selects row i, kept within the rows, and scrolls it into view; a negative i selects nothing.
func (v *listView) Select(i int) {
	i = max(min(i, v.count-1), -1)
	if i >= 0 {
		v.reveal(i)
	}
	hideTip(v.model)
	changed := i != v.selected
	v.selected = i
	v.refresh()
	if changed && i >= 0 {
		v.model.chosen(i)
	}
}

// Focus moves the focus to the list and selects a row if none is selected.
func (v *listView) Focus() {
	Focus(v.model.(fyne.Focusable))
	if v.selected < 0 && v.count > 0 {
		v.Select(0)
	}
}

// FocusGained shows the focus.
func (v *listView) FocusGained() {
	v.focused = true
	v.refresh()
}

// FocusLost takes the focus mark away.
func (v *listView) FocusLost() {
	v.focused, v.marks.shift, v.marks.from = false, false, 0
	v.refresh()
}

// TypedRune gives letters and digits to the search.
func (v *listView) TypedRune(r rune) {
	if r != ' ' {
		v.model.found(r)
	}
}

func (v *listView) step(by int) {
	if v.count == 0 {
		return
	}
	if v.selected < 0 {
		if by < 0 {
			by = 0
		}
		v.Select(by - 1)
		if v.selected < 0 {
			v.Select(0)
		}
		return
	}
	from := v.selected
	v.Select(max(v.selected+by, 0))
	if v.marks.on && v.marks.shift {
		v.stretch(from)
	}
}

// shift moves selection and view together, when rows were put in or taken out above the selected one.
func (v *listView) shift(by int) {
	v.selected += by
	if v.top > 0 || v.rest > 0 {
		v.top += by
	}
	v.clamp()
}

// rowsHeight is the height of the area below the titles.
func (v *listView) rowsHeight() float32 { return max(v.Size().Height-v.headHeight(), 0) }

func (v *listView) headHeight() float32 { return theme.Size(theme.SizeHeader) }

// page is the number of rows that fit completely.
func (v *listView) page() int { return max(int(v.rowsHeight()/theme.Size(theme.SizeRow)), 1) }

// rowY is the upper edge of row i inside the list.
func (v *listView) rowY(i int) float32 {
	return v.headHeight() + float32(i-v.top)*theme.Size(theme.SizeRow) - v.rest
}

// rowAt is the row at height y inside the list, -1 if there is none.
func (v *listView) rowAt(y float32) int {
	if y < v.headHeight() {
		return -1
	}
	i := v.top + int((y-v.headHeight()+v.rest)/theme.Size(theme.SizeRow))
	if i >= v.count {
		return -1
	}
	return i
}

// reveal scrolls as little as needed to show row i completely.
func (v *listView) reveal(i int) {
	if v.Size().Height == 0 {
		return
	}
	if i <= v.top {
		v.top, v.rest = i, 0
		return
	}
	row := theme.Size(theme.SizeRow)
	if below := v.rowY(i) + row - v.Size().Height; below > 0 {
		v.scroll(below)
	}
}

// scroll moves the view by pixels, down when positive.
func (v *listView) scroll(by float32) {
	row := theme.Size(theme.SizeRow)
	v.rest += by
	steps := int(v.rest / row)
	if v.rest < 0 {
		steps--
	}
	v.top += steps
	v.rest -= float32(steps) * row
	v.clamp()
}

// lastTop is the position at which the last row stands at the lower edge.
func (v *listView) lastTop() (int, float32) {
	row := theme.Size(theme.SizeRow)
	whole := v.page()
	if v.count <= whole {
		return 0, 0
	}
	hidden := row*float32(whole+1) - v.rowsHeight()
	if hidden >= row {
		return v.count - whole, 0
	}
	return v.count - whole - 1, hidden
}

func (v *listView) clamp() {
	if v.rowsHeight() == 0 {
		return
	}
	top, rest := v.lastTop()
	if v.top > top || v.top == top && v.rest > rest {
		v.top, v.rest = top, rest
	}
	if v.top < 0 {
		v.top, v.rest = 0, 0
	}
}

func (v *listView) refresh() {
	v.clamp()
	v.BaseWidget.Refresh()
}
