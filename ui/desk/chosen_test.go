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
		b.Desk.Each("many", ids, func(_ context.Context, _ string, left []core.ID) (int, []core.ID, error, error) {
			const some = 99
			part := left[:min(some, len(left))]
			switch part[0] {
			case 1:
				return len(part), part[:len(part)-1], errors.New("refused"), nil
			case stopAt:
				if text := desktest.Text(b.Window); !strings.Contains(text, "99 von 400") {
					t.Errorf("no word of how far it is: %q", text)
				}
				b.Click("Abbrechen")
			}
			return len(part), part, nil, nil
		}, func(done []core.ID, left int, _ error) { took, refused = done, left })
		if b.Desk.Dialogs.IsOpen() {
			t.Error("the bar stays")
		}
		return took, refused
	}
	if took, refused := run(0); len(took) != 399 || refused != 1 {
		t.Errorf("%d took it, %d refused", len(took), refused)
	}
	if took, _ := run(100); len(took) != 197 || took[196] != 198 {
		t.Errorf("%d took it before it was stopped", len(took))
	}
}

func TestAfterAnErrorNothingElseIsTriedAndTheRestIsToldOf(t *testing.T) {
	b := desktest.New(t)
	ids, calls := make([]core.ID, 40), 0
	broken := errors.New("broken")
	b.Desk.Each("many", ids, func(_ context.Context, _ string, left []core.ID) (int, []core.ID, error, error) {
		if calls++; calls == 2 {
			return 0, nil, nil, broken
		}
		return 10, left[:10], nil, nil
	}, func(took []core.ID, refused int, why error) {
		if len(took) != 10 || refused != 30 || !errors.Is(why, broken) || calls != 2 {
			t.Errorf("%d took it, %d not, %v, %d calls", len(took), refused, why, calls)
		}
	})
}
