package kit_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

func listWindow(t *testing.T, n int) (*kit.DataList[lead], fyne.Window) {
	t.Helper()
	l := kit.NewDataList[lead](leads(n), leadColumns()...)
	l.Key = func(r lead) string { return fmt.Sprint(r.ID) }
	w, _ := show(t, l)
	w.Canvas().Focus(l)
	return l, w
}

func TestListMovesByKey(t *testing.T) {
	l, w := listWindow(t, 1_000_000)
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0},
		{fyne.KeyDown, 1},
		{fyne.KeyUp, 0},
		{fyne.KeyUp, 0},
		{fyne.KeyEnd, 999_999},
		{fyne.KeyDown, 999_999},
		{fyne.KeyUp, 999_998},
		{fyne.KeyHome, 0},
		{fyne.KeyPageDown, 21},
		{fyne.KeyPageUp, 0},
	} {
		press(w, step.key)
		if l.Index() != step.want {
			t.Fatalf("after %s: row %d, want %d", step.key, l.Index(), step.want)
		}
	}
}

// counted is a Source that remembers which rows were asked for.
type counted struct {
	kit.Slice[lead]
	asked map[int]bool
}

func (c counted) Row(i int) (lead, bool) {
	c.asked[i] = true
	return c.Slice.Row(i)
}

func TestListAsksOnlyForRowsOnScreen(t *testing.T) {
	source := counted{leads(1_000_000), map[int]bool{}}
	l := kit.NewDataList[lead](source, leadColumns()...)
	w, _ := show(t, l)
	w.Canvas().Focus(l)
	press(w, fyne.KeyEnd)
	w.Canvas().Capture()
	if len(source.asked) > 120 {
		t.Errorf("asked for %d rows", len(source.asked))
	}
	if !source.asked[999_999] {
		t.Error("the last row was not shown")
	}
}

func TestListKeepsSelectionWhenRowsArrive(t *testing.T) {
	l, _ := listWindow(t, 50)
	l.Select(20)
	more := append(kit.Slice[lead]{{ID: 900}, {ID: 901}}, leads(50)...)
	l.SetSource(more)
	if row, _ := l.Selected(); row.ID != 20 || l.Index() != 22 {
		t.Errorf("selected row %d at %d", row.ID, l.Index())
	}
	heard := -1
	l.OnSelected = func(r lead) { heard = r.ID }
	l.SetSource(append(kit.Slice[lead]{}, leads(50)[:20]...))
	if l.Index() != 19 || heard != 19 {
		t.Errorf("after the selected row was gone: at %d, told of %d", l.Index(), heard)
	}
}

func TestListTellsAboutEachNewSelectionOnce(t *testing.T) {
	l, w := listWindow(t, 3)
	var heard []int
	l.OnSelected = func(r lead) { heard = append(heard, r.ID) }
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnd, fyne.KeyEnd)
	l.Refresh()
	if fmt.Sprint(heard) != "[0 1 2]" {
		t.Errorf("heard %v", heard)
	}
}

func TestEnterAndDoubleClickActivate(t *testing.T) {
	l, w := listWindow(t, 10)
	var got []int
	l.OnActivated = func(r lead) { got = append(got, r.ID) }
	press(w, fyne.KeyDown, fyne.KeyReturn)
	l.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(100, 26+27*3+5)})
	if fmt.Sprint(got) != "[0 3]" {
		t.Errorf("activated %v", got)
	}
}

func TestAClickSelectsTheRowUnderTheMouse(t *testing.T) {
	l, w := listWindow(t, 10)
	w.Canvas().Unfocus()
	at := fyne.NewPos(100, 26+27*4+5)
	l.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if l.Index() != 4 || w.Canvas().Focused() != fyne.Focusable(l) {
		t.Errorf("row %d, focused %T", l.Index(), w.Canvas().Focused())
	}
}

func TestMenuKeyAndRightClickOpenTheContextMenu(t *testing.T) {
	l, w := listWindow(t, 10)
	var got []int
	l.OnMenu = func(r lead, _ fyne.Position) { got = append(got, r.ID) }
	press(w, fyne.KeyDown, desktop.KeyMenu)
	test.TapSecondaryAt(l, fyne.NewPos(50, 26+27+5))
	if fmt.Sprint(got) != "[0 1]" {
		t.Errorf("menus for %v", got)
	}
}

func TestTitleClickAndAltArrowsSortAndTurnTheOrder(t *testing.T) {
	l, _ := listWindow(t, 10)
	var got []string
	l.OnSort = func(column string, down bool) { got = append(got, fmt.Sprint(column, down)) }
	click := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 10)}, Button: desktop.MouseButtonPrimary}
	l.MouseDown(click)
	l.MouseDown(click)
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyLeft} {
		l.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
	}
	if fmt.Sprint(got) != "[infalse intrue wishfalse wishtrue infalse statefalse]" {
		t.Errorf("sorted %v", got)
	}
	if column, down := l.Sort(); column != "state" || down {
		t.Errorf("shows %s %v", column, down)
	}
}

func TestAColumnsEdgeCanBeDragged(t *testing.T) {
	l, _ := listWindow(t, 10)
	l.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 10)}})
	l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(160, 10)}})
	l.DragEnd()
	if w := l.Widths(); w["in"] != 160 || len(w) != 1 {
		t.Errorf("widths %v, want 160 for the one that was dragged", w)
	}
}

func TestLettersGoToTheSearchAndOtherKeysToTheWindow(t *testing.T) {
	l := kit.NewDataList[lead](leads(5), leadColumns()...)
	w, r := show(t, l)
	found, ran, taken := "", "", ""
	l.OnFind = func(r rune) { found += string(r) }
	l.OnKey = func(ev *fyne.KeyEvent) bool {
		taken += string(ev.Name)
		return ev.Name == fyne.KeyF2
	}
	for _, key := range []fyne.KeyName{fyne.KeyDelete, fyne.KeyF2, fyne.KeyEscape} {
		r.MustAdd(keys.Command{ID: string(key), Shortcut: keys.Plain(key), Run: func() { ran += string(key) }})
	}
	w.Canvas().Focus(l)
	typed(w, "mü")
	press(w, fyne.KeyDelete, fyne.KeyF2, fyne.KeyEscape)
	if found != "mü" || ran != "DeleteEscape" || taken != "MÜDeleteF2Escape" {
		t.Errorf("found %q, ran %q, asked %q", found, ran, taken)
	}
}

func TestEmptyListShowsItsEmptyState(t *testing.T) {
	l := kit.NewDataList[lead](leads(0), leadColumns()...)
	ran := 0
	action := kit.NewButton("Importieren…", func() { ran++ })
	l.SetEmpty(kit.EmptyState("Keine Leads.", action))
	w, _ := show(t, l)
	press(w, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
	if ran != 1 {
		t.Error("the action of the empty state cannot be reached by key")
	}
	l.SetSource(leads(3))
	w.Canvas().Focus(l)
	press(w, fyne.KeyDown)
	if l.Index() != 0 {
		t.Error("rows that arrived cannot be selected")
	}
}

func TestWheelAndBarReachTheLastRow(t *testing.T) {
	l, w := listWindow(t, 1_000_000)
	size := l.Size()
	l.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(size.Width-3, size.Height-2)}})
	test.Scroll(w.Canvas(), fyne.NewPos(100, 200), 0, -1000)
	l.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, size.Height-3)}})
	if l.Index() != 999_999 {
		t.Errorf("the lowest row is %d", l.Index())
	}
}

// late is a Source whose rows are not there until loaded is set.
type late struct {
	kit.Slice[lead]
	loaded *bool
}

func (l late) Row(i int) (lead, bool) {
	row, ok := l.Slice.Row(i)
	return row, ok && *l.loaded
}

func TestASelectedRowIsToldOfWhenItArrives(t *testing.T) {
	loaded := false
	l := kit.NewDataList[lead](late{leads(100), &loaded}, leadColumns()...)
	l.Key = func(r lead) string { return fmt.Sprint(r.ID) }
	var heard []int
	l.OnSelected = func(r lead) { heard = append(heard, r.ID) }
	show(t, l)
	l.Select(7)
	l.Refresh()
	loaded = true
	l.Refresh()
	l.Refresh()
	if fmt.Sprint(heard) != "[7]" {
		t.Errorf("heard %v", heard)
	}
}

func BenchmarkListScrollsThroughAMillionRows(b *testing.B) {
	l := kit.NewDataList[lead](leads(1_000_000), leadColumns()...)
	w := test.NewWindow(l)
	defer w.Close()
	w.Resize(fyne.NewSize(1280, 720))
	for i := range b.N {
		l.Select(i * 7919 % 1_000_000)
	}
}

func TestSeveralRowsAreMarkedByKeys(t *testing.T) {
	list, w := listWindow(t, 1_000_000)
	list.AllowMarks()
	list.Focus()
	if c := list.Chosen(); len(c) != 1 || c[0].ID != 0 {
		t.Errorf("without marks: %v", c)
	}
	ids := func() (all []int) {
		for _, l := range list.Chosen() {
			all = append(all, l.ID)
		}
		return all
	}
	press(w, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if !slices.Equal(ids(), []int{1, 3}) {
		t.Errorf("marked %v", ids())
	}
	list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, fyne.KeyDown, fyne.KeyDown)
	press(w, fyne.KeyDown, fyne.KeyUp) // one too far and back
	list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, fyne.KeyHome)
	if !slices.Equal(ids(), []int{1, 3, 4, 5}) || list.Marks() != 4 {
		t.Errorf("with Shift %v, %d", ids(), list.Marks())
	}
	list.TypedShortcut(keys.Ctrl(fyne.KeySpace).Fyne())
	if !slices.Equal(ids(), []int{0, 1, 3, 4, 5}) {
		t.Errorf("with Ctrl+Space %v", ids())
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	press(w, fyne.KeySpace)
	if n := len(list.Chosen()); n != 999_999 {
		t.Errorf("all but one: %d", n)
	}
	press(w, fyne.KeyEscape)
	if !slices.Equal(ids(), []int{0}) {
		t.Errorf("after Esc %v", ids())
	}
}

func TestAMarkedRowThatIsGoneIsMarkedNoLonger(t *testing.T) {
	list, w := listWindow(t, 10)
	told := 0
	list.AllowMarks()
	list.OnMarked = func() { told++ }
	list.Focus()
	press(w, fyne.KeySpace, fyne.KeyEnd, fyne.KeySpace)
	told = 0
	list.SetSource(leads(5))
	if list.Marks() != 1 || told != 1 {
		t.Errorf("%d marks, told %d times", list.Marks(), told)
	}
}
