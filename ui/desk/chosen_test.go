package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
)

func TestWhatIsDoneWithManyShowsHowFarItIsAndEndsWhereItWasStopped(t *testing.T) {
	b := desktest.New(t)
	ids := make([]core.ID, 400)
	for i := range ids {
		ids[i] = core.ID(i + 1)
	}
	run := func(stopAt core.ID) (took []core.ID, refused int) {
		b.Desk.Each("many", ids, func(_ context.Context, _ string, id core.ID) error {
			switch {
			case id == 7:
				return errors.New("refused")
			case id == stopAt:
				if text := desktest.Text(b.Window); !strings.Contains(text, "99 von 400") {
					t.Errorf("no word of how far it is: %q", text)
				}
				b.Click("Abbrechen")
			}
			return nil
		}, func(done []core.ID, left int, _ error) { took, refused = done, left })
		if b.Desk.Dialogs.IsOpen() {
			t.Error("the bar stays")
		}
		return took, refused
	}
	if took, refused := run(0); len(took) != 399 || refused != 1 {
		t.Errorf("%d took it, %d refused", len(took), refused)
	}
	if took, _ := run(100); len(took) != 99 || took[98] != 100 {
		t.Errorf("%d took it before it was stopped", len(took))
	}
}
