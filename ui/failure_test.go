package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/ui"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

func TestWhoWaitsForTheDatabaseSeesHowFarItIsAndWhyItFails(t *testing.T) {
	app := test.NewTempApp(t)
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	waiting := ui.NewWaiting(app)
	waiting.Progress(0.2) // before the window is there
	waiting.Show()        // returns at once without a loop
	all := app.Driver().AllWindows()
	w := all[len(all)-1]
	for _, x := range []struct {
		done float64
		want string
	}{{0, "0 %"}, {0.5, "50 %"}} {
		waiting.Progress(x.done)
		if text := desktest.Text(w); !strings.Contains(text, x.want) {
			t.Errorf("%s is not shown: %q", x.want, text)
		}
	}
	waiting.End(&core.Error{Kind: core.Corrupt, Op: "open database"}, "terminwerk.db")
	if text := desktest.Text(w); strings.Contains(text, "50 %") || !strings.Contains(text, "terminwerk.db") {
		t.Errorf("the failure is not shown: %q", text)
	}
	waiting.End(&core.Error{Kind: core.Locked, Op: "open database"}, "terminwerk.db")
	if text := desktest.Text(w); strings.Contains(text, i18n.T(theme.Failure.TextKey())) || !strings.Contains(text, i18n.T(theme.Hint.TextKey())) {
		t.Errorf("a file that is open elsewhere is called faulty: %q", text)
	}
}
