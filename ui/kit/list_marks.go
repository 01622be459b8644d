package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/ui/keys"
)

// listMarks are the rows chosen together with others, by key. All turns the meaning of keys round: everything but those.
type listMarks struct {
	on    bool // the list lets several rows be marked
	keys  map[string]bool
	all   bool
	shift bool // the Shift key is down
	from  int  // row at which marking with Shift began, counted from 1; 0: it has not
}

// AllowMarks lets several rows be marked: Space marks and unmarks the selected row, Shift with the keys that move marks all
// on the way and, on the way back, unmarks them; Ctrl+A marks all, Esc none; with the mouse Ctrl and Shift do. A marked row
// has a tick.
func (v *listView) AllowMarks() { v.marks.on = true }

// ClearMarks takes all marks away.
func (v *listView) ClearMarks() {
	v.marks.keys, v.marks.all = nil, false
	v.refresh()
	v.model.marked()
}

// Marked tells whether row i is marked.
func (v *listView) Marked(i int) bool {
	if !v.marks.on || len(v.marks.keys) == 0 && !v.marks.all {
		return false
	}
	key, ok := v.model.keyAt(i)
	return ok && v.marks.keys[key] != v.marks.all
}

// tickColumn is the column in which marked rows have their tick: the first that can spare the room.
func (v *listView) tickColumn() int {
	return max(slices.IndexFunc(v.cols, func(c listColumn) bool { return c.grow }), 0)
}

func (v *listView) mark(i int, on bool) {
	key, ok := v.model.keyAt(i)
	if !ok {
		return
	}
	if v.marks.keys == nil {
		v.marks.keys = map[string]bool{}
	}
	if on != v.marks.all {
		v.marks.keys[key] = true
	} else {
		delete(v.marks.keys, key)
	}
}

// toggleMark marks or unmarks the selected row.
func (v *listView) toggleMark(i int) {
	v.mark(i, !v.Marked(i))
	v.refresh()
	v.model.marked()
}

func (v *listView) toggleSelected() { v.toggleMark(v.selected) }

func (v *listView) canMark() bool { return v.marks.on && v.selected >= 0 }

func (v *listView) markAll() {
	v.marks.keys, v.marks.all = nil, true
	v.refresh()
	v.model.marked()
}

// markBetween marks the rows from one to another, both included.
func (v *listView) markBetween(from, to int) {
	for i := min(from, to); i <= max(from, to); i++ {
		v.mark(i, true)
	}
	v.refresh()
	v.model.marked()
}

// stretch marks from the row where Shift began to the selected one, which was left for it; what lies behind is unmarked.
func (v *listView) stretch(left int) {
	if v.marks.from == 0 {
		v.marks.from = left + 1
	}
	first := v.marks.from - 1
	for i := min(left, v.selected); i <= max(left, v.selected); i++ {
		v.mark(i, i >= min(first, v.selected) && i <= max(first, v.selected))
	}
	v.refresh()
	v.model.marked()
}

func (v *listView) hasMarks() bool { return v.marks.on && (v.marks.all || len(v.marks.keys) > 0) }

// KeyDown notes Shift, which the driver does not tell with the arrow keys, and tells the window's registry that the key is
// pressed, not held.
func (v *listView) KeyDown(ev *fyne.KeyEvent) {
	v.noteShift(ev, true)
	keys.Down(v.model, ev)
}

// KeyUp notes that Shift was let go.
func (v *listView) KeyUp(ev *fyne.KeyEvent) { v.noteShift(ev, false) }

func (v *listView) noteShift(ev *fyne.KeyEvent, down bool) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		v.marks.shift, v.marks.from = down, 0
	}
}

// Marks is how many rows are marked.
func (v *listView) Marks() int {
	if v.marks.all {
		return v.count - len(v.marks.keys)
	}
	return len(v.marks.keys)
}

// ChosenIndices are the places of the marked rows; without a mark that of the selected one.
func (v *listView) ChosenIndices() []int {
	if !v.hasMarks() {
		if v.selected < 0 || v.selected >= v.count {
			return nil
		}
		return []int{v.selected}
	}
	var at []int
	for i := range v.count {
		if v.Marked(i) {
			at = append(at, i)
		}
	}
	return at
}

// Chosen are the marked rows in their order; without a mark it is the selected one. A row that cannot be read is left out.
func (l *DataList[T]) Chosen() []T {
	var rows []T
	for _, i := range l.ChosenIndices() {
		if row, ok := l.source.Row(i); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// KeyedSource is a Source that knows the key of a row without reading it.
type KeyedSource interface{ KeyAt(i int) string }

func (l *DataList[T]) keyAt(i int) (string, bool) {
	if x, ok := l.source.(KeyedSource); ok {
		return x.KeyAt(i), true
	}
	row, ok := l.source.Row(i)
	if !ok || l.Key == nil {
		return "", false
	}
	return l.Key(row), true
}

// pruneMarks forgets the marks of rows that are not listed any more.
func (l *DataList[T]) pruneMarks() {
	before := len(l.marks.keys)
	for key := range l.marks.keys {
		if _, listed := l.find(key); !listed {
			delete(l.marks.keys, key)
		}
	}
	if len(l.marks.keys) < before || l.marks.all {
		l.marked()
	}
}

func (l *DataList[T]) marked() {
	if l.OnMarked != nil {
		l.OnMarked()
	}
}
