package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"terminwerk/ui/theme"
)

func TestColumnsWithLongTextsGiveWayFirst(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := &listView{cols: []listColumn{{id: "number", width: 100}, {id: "name", width: 200, grow: true}}}
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
	v := &listView{cols: []listColumn{{id: "name", width: 200, grow: true}, {id: "state", width: 100, holds: []string{""}, heldAt: theme.TextBody, held: 100}, {id: "work", width: 200, grow: true}}}
	v.layoutColumns(250)
	if got := v.cols; got[2].w != 0 || !near(got[1].w, 100) || !near(got[0].w, 150) {
		t.Errorf("%v, %v and %v", got[0].w, got[1].w, got[2].w)
	}
}

func near(a, b float32) bool { return a-b < 0.01 && b-a < 0.01 }

func TestGrowingColumnsShareInTheRatioOfTheirWidths(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := &listView{cols: []listColumn{{id: "name", width: 100, grow: true}, {id: "why", width: 300, grow: true}, {id: "state", width: 50}}}
	v.layoutColumns(850)
	if got := v.cols; !near(got[0].w, 200) || !near(got[1].w, 600) || !near(got[2].w, 50) {
		t.Errorf("%v, %v and %v", got[0].w, got[1].w, got[2].w)
	}
}

func TestAnExtraColumnIsThereOnlyWhereNothingHasToGiveWay(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	v := &listView{cols: []listColumn{{id: "name", width: 200, grow: true}, {id: "email", width: 100, grow: true, extra: true}}}
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
	v := &listView{cols: []listColumn{held("at", false), {id: "name", width: 100, grow: true}, held("plate", false), held("state", true)}}
	for _, c := range []struct{ width, at, plate, state float32 }{{370, 100, 100, 100}, {290, 100, 0, 100}, {200, 0, 0, 100}} {
		v.layoutColumns(c.width)
		if got := v.cols; !near(got[0].w, c.at) || !near(got[2].w, c.plate) || !near(got[3].w, c.state) {
			t.Errorf("in %v: %v, %v and %v", c.width, got[0].w, got[2].w, got[3].w)
		}
	}
}
