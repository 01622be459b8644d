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
