package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/ui/i18n"
)

func TestParseMonthReadsWhatPeopleType(t *testing.T) {
	for text, want := range map[string]core.Month{
		"11/2026": 202611, "11.26": 202611, "1126": 202611, "112026": 202611, "926": 202609, "92026": 202609, "2026-11": 202611,
		" 3 27 ": 202703, "03/2027": 202703, "": 0,
	} {
		if got, ok := ParseMonth(text); !ok || got != want {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"13/2026", "0/2026", "morgen", "1/2/2026", "7", "11/026", "99999999", "11/99999"} {
		if got, ok := ParseMonth(text); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestAMonthIsReadAsItIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := core.Month(rapid.IntRange(1880, 2199).Draw(t, "year")*100 + rapid.IntRange(1, 12).Draw(t, "month"))
		if got, ok := ParseMonth(i18n.MonthShort(m)); !ok || got != m {
			t.Fatalf("%s was read as %v", i18n.MonthShort(m), got)
		}
	})
}

func TestMonthFieldMovesByKeysAndMarksWhatIsNone(t *testing.T) {
	test.NewTempApp(t)
	f := NewMonthField(func() core.Month { return 202611 })
	w := test.NewTempWindow(t, f)
	w.Canvas().Focus(f)
	var told []core.Month
	f.OnChanged = func(m core.Month) { told = append(told, m) }
	for _, key := range []fyne.KeyName{fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyPageDown} {
		f.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if f.Value() != 202601 || f.Text != "01/2026" || len(told) != 4 {
		t.Fatalf("%v %q %v", f.Value(), f.Text, told)
	}
	f.SetText("irgendwann")
	w.Canvas().Unfocus()
	if f.Value() != 0 || f.Err() == "" {
		t.Fatalf("%v %q", f.Value(), f.Err())
	}
	f.Set(202703)
	if f.Err() != "" || f.Text != "03/2027" {
		t.Fatalf("%q %q", f.Err(), f.Text)
	}
}

func TestAChosenRecordIsChangedAndTakenOutByKey(t *testing.T) {
	test.NewTempApp(t)
	picked, cleared := 0, 0
	c := NewChosen("wechseln", func() { picked++ })
	w := test.NewTempWindow(t, c)
	w.Canvas().Focus(c)
	c.Set("10234 Müller, Anna")
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	c.OnClear = func() { cleared++ }
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if picked != 2 || cleared != 1 || c.Get() != "10234 Müller, Anna" {
		t.Fatalf("picked %d, cleared %d, %q", picked, cleared, c.Get())
	}
}
