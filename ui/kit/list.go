package kit

import (
	"fyne.io/fyne/v2"

	"terminwerk/ui/theme"
)

// Column describes one column of a DataList.
type Column[T any] struct {
	ID    string // unique in the list; used for sorting and for remembered widths
	Title string
	Width float32 // in device-independent pixels; the least width of a Grow column
	Grow  bool    // shares the width that is left
	Right bool    // numbers stand at the right
	Text  func(row T) string
	Style func(row T) CellStyle // nil: plain text
	Fixed bool                  // a click on the title does not sort
	Extra bool                  // only there where every column has its Width
	// Holds are texts that are never shortened, such as the names of states: the column has at least the width they need,
	// beside a sign if it is Signed, and gives way last.
	Holds  []string
	Signed bool // some cells have a sign
}

// CellStyle is how one cell looks. A Sign is always shown with the cell's text, so that no meaning hangs on colour alone.
type CellStyle struct {
	Color fyne.ThemeColorName // empty: the normal text colour
	Bold  bool
	Sign  theme.Severity // sign before the text; Neutral: none
	Over  bool           // a heading: the text goes on over the cells beside it, which are empty

	marked bool // a tick before the text
}

// Source gives a DataList its rows. Row returns false for a row that is not loaded yet: it is shown as … until the next
// Refresh. Both are called often and must be quick.
type Source[T any] interface {
	Length() int
	Row(i int) (T, bool)
}

// Indexer is a Source that knows where a key stands, so that the selection survives any change of order.
type Indexer interface {
	IndexOf(key string) (int, bool)
}

// Slice is a Source over rows in memory.
type Slice[T any] []T

// Length is the number of rows.
func (s Slice[T]) Length() int { return len(s) }

// Row is row i.
func (s Slice[T]) Row(i int) (T, bool) {
	if i < 0 || i >= len(s) {
		var none T
		return none, false
	}
	return s[i], true
}

// DataList shows rows of a Source in columns, of which only those on screen are asked for, so that a million rows are
// no slower than ten. One whole row is selected. Keys: Up, Down, PgUp, PgDn, Home, End move; Enter and double click activate; Alt with
// arrow keys sorts by the column beside, up or down;
// the menu key and a right click open the context menu; letters are given to OnFind. Whatever is left goes to OnKey, then to
// the window's registry.
type DataList[T any] struct {
	listView
	Key         func(row T) string             // identity of a row; keeps the selection across Refresh
	OnSelected  func(row T)                    // another row was selected, by the user or by Select
	OnActivated func(row T)                    // Enter or double click
	OnSort      func(column string, down bool) // the user clicked a title; set rows accordingly and Refresh
	OnMenu      func(row T, at fyne.Position)  // context menu wanted, at a position in the window
	OnFind      func(r rune)                   // a letter was typed; usually focuses the search field and types it there
	OnMarked    func()                         // the marks changed; see AllowMarks and Chosen
	OnKey       func(ev *fyne.KeyEvent) bool   // a key the list does not need; true: taken

	columns []Column[T]
	source  Source[T]
	key     string // of the selected row
	owed    bool   // the selected row was not loaded yet, and OnSelected not told
}

// NewDataList makes a list over source; nothing is selected until Select or a key does it.
func NewDataList[T any](source Source[T], columns ...Column[T]) *DataList[T] {
	l := &DataList[T]{columns: columns, source: source}
	l.setup(l, l)
	for _, c := range columns {
		l.cols = append(l.cols, listColumn{id: c.ID, title: c.Title, width: c.Width, usual: c.Width, grow: c.Grow, right: c.Right, fixed: c.Fixed, extra: c.Extra})
	}
	for _, c := range columns {
		if len(c.Holds) > 0 {
			l.Hold(c.ID, c.Holds...)
		}
	}
	l.Refresh()
	return l
}

// SetSource shows other rows; the selection stays on the row with the same key if it is there.
func (l *DataList[T]) SetSource(source Source[T]) {
	l.source = source
	l.Refresh()
}

// Refresh shows changed rows and keeps the selected row by its key.
func (l *DataList[T]) Refresh() {
	l.count = l.source.Length()
	l.follow()
	if l.hasMarks() {
		l.pruneMarks()
	}
	l.listView.refresh()
}

// Selected is the selected row; false if none is selected or it is not loaded yet.
func (l *DataList[T]) Selected() (T, bool) {
	if l.selected < 0 || l.selected >= l.count {
		var none T
		return none, false
	}
	return l.source.Row(l.selected)
}

// SelectKey selects the row with this key if it can be found, and tells whether it was.
func (l *DataList[T]) SelectKey(key string) bool {
	i, ok := l.find(key)
	if ok {
		l.Select(i)
	}
	return ok
}

// follow puts the selection back on the row with the remembered key, and on the nearest row when that is gone.
func (l *DataList[T]) follow() {
	if l.selected < 0 || l.Key == nil || l.key == "" {
		l.selected = min(l.selected, l.count-1)
		if l.owed {
			l.chosen(l.selected)
		}
		return
	}
	if i, ok := l.find(l.key); ok {
		l.shift(i - l.selected)
		return
	}
	l.selected = min(l.selected, l.count-1)
	l.chosen(l.selected)
}

// find looks for a key with the Source's own index, else among the loaded rows, the near ones first.
func (l *DataList[T]) find(key string) (int, bool) {
	if x, ok := l.source.(Indexer); ok {
		return x.IndexOf(key)
	}
	if l.Key == nil {
		return 0, false
	}
	const reach = 5000
	from := max(l.selected, 0)
	for d := range reach {
		for _, i := range [2]int{from + d, from - d} {
			if i < 0 || i >= l.count {
				continue
			}
			if row, ok := l.source.Row(i); ok && l.Key(row) == key {
				return i, true
			}
		}
	}
	return 0, false
}

// The rest is what listView asks of the typed list.

func (l *DataList[T]) cell(row, column int) (string, CellStyle, bool) {
	item, ok := l.source.Row(row)
	if !ok {
		return "", CellStyle{}, false
	}
	c := l.columns[column]
	var style CellStyle
	if c.Style != nil {
		style = c.Style(item)
	}
	return c.Text(item), style, true
}

func (l *DataList[T]) chosen(i int) {
	l.key, l.owed = "", false
	if i < 0 {
		return
	}
	row, ok := l.source.Row(i)
	if !ok {
		l.owed = true
		return
	}
	if l.Key != nil {
		l.key = l.Key(row)
	}
	if l.OnSelected != nil {
		l.OnSelected(row)
	}
}

func (l *DataList[T]) activated(i int) bool {
	row, ok := l.source.Row(i)
	if ok && l.OnActivated != nil {
		l.OnActivated(row)
		return true
	}
	return false
}

func (l *DataList[T]) menu(i int, at fyne.Position) {
	if row, ok := l.source.Row(i); ok && l.OnMenu != nil {
		l.OnMenu(row, at)
	}
}

func (l *DataList[T]) sorted(column string, down bool) {
	if l.OnSort != nil {
		l.OnSort(column, down)
	}
}

func (l *DataList[T]) canSort() bool { return l.OnSort != nil }

func (l *DataList[T]) found(r rune) {
	if l.OnFind != nil {
		l.OnFind(r)
	}
}

func (l *DataList[T]) keyed(ev *fyne.KeyEvent) bool { return l.OnKey != nil && l.OnKey(ev) }

// listModel is what listView asks of the typed list around it.
type listModel interface {
	fyne.Widget
	cell(row, column int) (text string, style CellStyle, loaded bool)
	chosen(row int)
	activated(row int) bool
	menu(row int, at fyne.Position)
	sorted(column string, down bool)
	canSort() bool
	found(r rune)
	keyed(ev *fyne.KeyEvent) bool
	keyAt(row int) (string, bool)
	marked()
}

var _ fyne.Focusable = (*DataList[int])(nil)
