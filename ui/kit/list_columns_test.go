package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"terminwerk/ui/theme"
)

func TestColumnsWithLongTextsGiveWayFirst(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := laidOut(listColumn{id: "number", width: 100}, listColumn{id: "name", width: 200, grow: true})
	for _, c := range []struct{ width, number, name float32 }{
		{400, 100, 300},
		{300, 100, 200},
		{240, 100, 140},
		{100 + 200*leastGrown, 100, 200 * leastGrown},
		{100*leastPlain + 200*leastGrown, 100 * leastPlain, 200 * leastGrown},
		{(100*leastPlain + 200*leastGrown) / 2, 50 * leastPlain, 100 * leastGrown},
	} {
		v.layoutColumns(c.width)
		if got := v.cols; !near(got[0].w, c.number) || !near(got[1].w, c.name) || !near(got[1].x, got[0].w) {
			t.Errorf("in %v: %v and %v, want %v and %v", c.width, got[0].w, got[1].w, c.number, c.name)
		}
	}
}

func TestColumnsThatHoldTheirTextsGiveWayLast(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	l := NewDataList[int](Slice[int]{1},
		Column[int]{ID: "state", Holds: []string{"Neu", "Termin angelegt"}, Signed: true, Text: func(int) string { return "Termin angelegt" }},
		Column[int]{ID: "name", Width: 200, Grow: true, Text: func(int) string { return "Müller, Anna" }},
		Column[int]{ID: "adviser", Width: 100, Text: func(int) string { return "Huber" }})
	need := l.cols[0].least()
	for width := need + 300; width > need+200*leastGrown+100*leastPlain; width -= 10 {
		l.layoutColumns(width)
		if !near(l.cols[0].w, need) {
			t.Fatalf("in %v the state has %v of %v", width, l.cols[0].w, need)
		}
	}
	l.layoutColumns(need + 10)
	if got := l.cols[1].w + l.cols[2].w; l.cols[0].w+got > need+11 {
		t.Errorf("%v wide in a list of %v", l.cols[0].w+got, need+10)
	}
	l.SetWidths(map[string]float32{"state": 60})
	l.Hold("state", "Vom Kunden storniert")
	if l.cols[0].width != 60 {
		t.Error("the width that the user chose is gone")
	}
}

func TestTheLastLongTextsAreLeftOutOfAVeryNarrowListBeforeTheFirst(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := laidOut(listColumn{id: "name", width: 200, grow: true}, listColumn{id: "state", width: 100, holds: []string{""}, heldAt: theme.TextBody, held: 100}, listColumn{id: "work", width: 200, grow: true})
	v.layoutColumns(250)
	if got := v.cols; got[2].w != 0 || !near(got[1].w, 100) || !near(got[0].w, 150) {
		t.Errorf("%v, %v and %v", got[0].w, got[1].w, got[2].w)
	}
}

// laidOut is a list with columns of which the user sized none.
func laidOut(cols ...listColumn) *listView {
	for i := range cols {
		cols[i].usual = cols[i].width
	}
	return &listView{cols: cols}
}

func near(a, b float32) bool { return a-b < 0.01 && b-a < 0.01 }

func TestGrowingColumnsShareInTheRatioOfTheirWidths(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := laidOut(listColumn{id: "name", width: 100, grow: true}, listColumn{id: "why", width: 300, grow: true}, listColumn{id: "state", width: 50})
	v.layoutColumns(850)
	if got := v.cols; !near(got[0].w, 200) || !near(got[1].w, 600) || !near(got[2].w, 50) {
		t.Errorf("%v, %v and %v", got[0].w, got[1].w, got[2].w)
	}
}

func TestAnExtraColumnIsThereOnlyWhereNothingHasToGiveWay(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := laidOut(listColumn{id: "name", width: 200, grow: true}, listColumn{id: "email", width: 100, grow: true, extra: true})
	for width, want := range map[float32]float32{300: 100, 299: 0, 600: 200} {
		if v.layoutColumns(width); !near(v.cols[1].w, want) {
			t.Errorf("in %v the extra column has %v, want %v", width, v.cols[1].w, want)
		}
	}
}

func TestWhatMayNotBeShortenedIsLeftOutFromTheRightButStates(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	held := func(id string, signed bool) listColumn {
		return listColumn{id: id, holds: []string{""}, heldAt: theme.TextBody, held: 100, signed: signed}
	}
	v := laidOut(held("at", false), listColumn{id: "name", width: 100, grow: true}, held("plate", false), held("state", true))
	for _, c := range []struct{ width, at, plate, state float32 }{{370, 100, 100, 100}, {290, 100, 0, 100}, {200, 0, 0, 100}} {
		v.layoutColumns(c.width)
		if got := v.cols; !near(got[0].w, c.at) || !near(got[2].w, c.plate) || !near(got[3].w, c.state) {
			t.Errorf("in %v: %v, %v and %v", c.width, got[0].w, got[2].w, got[3].w)
		}
	}
}

func TestAGrowingColumnKeepsTheWidthThatTheUserGaveIt(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	column := func(id string, grow bool) listColumn { return listColumn{id: id, width: 100, grow: grow} }
	v := laidOut(column("name", true), column("street", true), column("town", true), column("phone", false))
	drag := func(n int, to float32) {
		t.Helper()
		if v.drag.column = v.edgeAt(v.cols[n].x + v.cols[n].w); v.drag.column != n {
			t.Fatalf("the edge of %s cannot be moved", v.cols[n].id)
		}
		v.cols[n].width = to
		v.layoutColumns(600)
	}
	v.layoutColumns(600)
	for n, want := range [][4]float32{{250, 125, 125, 100}, {250, 80, 170, 100}} {
		drag(n, want[n])
		for i, w := range want {
			if !near(v.cols[i].w, w) {
				t.Errorf("%s is %v wide after step %d, want %v", v.cols[i].id, v.cols[i].w, n+1, w)
			}
		}
	}
	if v.edgeAt(v.cols[2].x+v.cols[2].w) == 2 {
		t.Error("the one that takes what is left can be dragged")
	}
	v.SetWidths(map[string]float32{"name": 120, "street": 120, "town": 120})
	if v.layoutColumns(600); !near(v.cols[0].w, 120) || !near(v.cols[2].w, 260) {
		t.Errorf("with every width chosen the first is %v and the last growing one %v wide", v.cols[0].w, v.cols[2].w)
	}
	if v.layoutColumns(420); !near(v.cols[0].w, 120) {
		t.Errorf("the first gave way (%v) before those that the user did not touch", v.cols[0].w)
	}
}
