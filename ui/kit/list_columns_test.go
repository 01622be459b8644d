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
		{(100 + 200*leastGrown) / 2, 50, 100 * leastGrown},
	} {
		v.layoutColumns(c.width)
		if got := v.cols; !near(got[0].w, c.number) || !near(got[1].w, c.name) || !near(got[1].x, got[0].w) {
			t.Errorf("in %v: %v and %v, want %v and %v", c.width, got[0].w, got[1].w, c.number, c.name)
		}
	}
}

func near(a, b float32) bool { return a-b < 0.01 && b-a < 0.01 }
