package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

const today core.Date = 20261123 // a Monday

func TestParseDateReadsWhatPeopleType(t *testing.T) {
	for text, want := range map[string]core.Date{
		"": 0, "heute": today, "Today": today, "morgen": 20261124, "+3": 20261126, "-1": 20261122, "+2w": 20261207, "+1m": 20261223,
		"1.12.": 20261201, "1.12": 20261201, "1.2.": 20270201, "23.11.": today, "22.11.": 20271122, "1.12.2026": 20261201, "01.12.26": 20261201,
		"011226": 20261201, "01122026": 20261201, "0112": 20261201, "1/12/26": 20261201, "1 12": 20261201, "2026-12-01": 20261201, "29.2.": 20280229,
		"mo": 20261130, "Di": 20261124, "mi.": 20261125, "sonntag": 20261129, "fri": 20261127, "thursday": 20261126, "do": 20261126,
		"1. Dez": 20261201, "1. Dezember 2026": 20261201, "3 März": 20270303, "5.jänner": 20270105, "Dec 1": 20261201, "1 Dec 2026": 20261201,
		"may 4th": 20270504, "Mo 30.11.2026": 20261130, "Mon 30 Nov 2026": 20261130, "Montag, 30.11.": 20261130, "24": 20261124, "5.": 20261205,
	} {
		if got, ok := kit.ParseDate(text, today); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
}

func TestParseDateRefusesWhatIsNoDay(t *testing.T) {
	for _, text := range []string{"31.2.", "30.2.2026", "99", "0.1.", "1.13.", "abc", "32.1.26", "1.1.1", "mo 99", "++3", "12345"} {
		if got, ok := kit.ParseDate(text, today); ok {
			t.Errorf("%q became %v", text, got)
		}
	}
}

func TestADayWrittenInEitherLanguageIsReadBackTheSame(t *testing.T) {
	defer i18n.Use(i18n.German)
	rapid.Check(t, func(t *rapid.T) {
		day := core.Date(20000101).Add(rapid.IntRange(0, 20000).Draw(t, "days"))
		i18n.Use(rapid.SampledFrom([]string{i18n.German, i18n.English}).Draw(t, "language"))
		for _, text := range []string{i18n.Weekday(day), i18n.Date(day), day.String()} {
			if got, ok := kit.ParseDate(text, today); !ok || got != day {
				t.Fatalf("%q: %v %v, want %v", text, got, ok, day)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"1.12.", "mo", "+3", "29.2.", "Dec 1", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, ok := kit.ParseDate(text, today)
		if ok && day != 0 && !day.Valid() {
			t.Errorf("%q became %d", text, int(day))
		}
	})
}

func TestDateFieldShowsTheDayInFullWhenLeft(t *testing.T) {
	d := kit.NewDateField(now, nil)
	var heard []core.Date
	d.OnChanged = func(day core.Date) { heard = append(heard, day) }
	w, _ := show(t, d)
	w.Canvas().Focus(d)
	typed(w, "1.12.")
	w.Canvas().Unfocus()
	if d.Text != "Di 01.12.2026" || d.Value() != 20261201 || d.Err() != "" {
		t.Errorf("text %q, value %v, error %q", d.Text, d.Value(), d.Err())
	}
	if last := heard[len(heard)-1]; last != 20261201 {
		t.Errorf("heard %v", heard)
	}
}

func TestDateFieldMovesByDayAndWeek(t *testing.T) {
	d := kit.NewDateField(now, nil)
	w, _ := show(t, d)
	w.Canvas().Focus(d)
	press(w, fyne.KeyUp)
	if d.Value() != today {
		t.Fatalf("from empty: %v, want today", d.Value())
	}
	press(w, fyne.KeyUp, fyne.KeyPageUp, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyDown)
	if d.Value() != 20261122 || d.Text != "So 22.11.2026" {
		t.Errorf("%v %q", d.Value(), d.Text)
	}
}

// openMonth gives a field with an open calendar.
func openMonth(t *testing.T, value core.Date) (*kit.DateField, fyne.Window, *keys.Registry) {
	d := kit.NewDateField(now, nil)
	d.Set(value)
	w, r := show(t, container.NewVBox(d, kit.NewEntry("")))
	w.Canvas().Focus(d)
	d.TypedShortcut(keys.Alt(fyne.KeyDown).Fyne())
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("no calendar opens")
	}
	return d, w, r
}

func TestTheCalendarOpensOnTheValueAndTakesADayByKeyboard(t *testing.T) {
	for _, c := range []struct {
		value core.Date
		press []fyne.KeyName
		want  core.Date
	}{
		{20261130, []fyne.KeyName{fyne.KeyReturn}, 20261130},
		{0, []fyne.KeyName{fyne.KeyReturn}, today},
		{20261130, []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn}, 20261208},
		{20270131, []fyne.KeyName{fyne.KeyPageDown, fyne.KeySpace}, 20270228},
		{20270131, []fyne.KeyName{fyne.KeyPageUp, fyne.KeyLeft, fyne.KeyUp, fyne.KeyTab}, 20261223},
		{20270131, []fyne.KeyName{fyne.KeyHome, fyne.KeyReturn}, today},
		{20270131, []fyne.KeyName{fyne.KeyRight, fyne.KeyEscape}, 20270131},
	} {
		d, w, _ := openMonth(t, c.value)
		press(w, c.press...)
		if d.Value() != c.want || d.Text != i18n.Weekday(c.want) || w.Canvas().Overlays().Top() != nil {
			t.Errorf("%d and %v: %d %q, open %v", c.value, c.press, d.Value(), d.Text, w.Canvas().Overlays().Top() != nil)
		}
	}
}

func TestTypingWithAnOpenCalendarGoesOnInTheField(t *testing.T) {
	d, w, r := openMonth(t, 20261130)
	ran := 0
	r.MustAdd(keys.Command{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { ran++ }})
	chord(w, fyne.KeyS)
	typed(w, "1.12.")
	press(w, fyne.KeyTab)
	if d.Value() != 20261201 || ran != 0 {
		t.Errorf("%d %q; %d commands ran behind it", d.Value(), d.Text, ran)
	}
}

func TestTheCalendarIsUsedWithTheMouse(t *testing.T) {
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	d := kit.NewDateField(now, nil)
	d.Set(20261130)
	w, _ := show(t, container.NewVBox(d))
	tap := func(x, y float32) { test.TapCanvas(w.Canvas(), fyne.NewPos(x, y)) }
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d)
	tap(at.X+10, at.Y+10)
	top := at.Y + d.Size().Height + 1
	tap(at.X+4+6.5*32, top+14)       // the next month
	tap(at.X+4+1.5*32, top+4+2.5*27) // the first Tuesday in view
	if d.Value() != 20261201 || w.Canvas().Overlays().Top() != nil {
		t.Fatalf("%d, open %v", d.Value(), w.Canvas().Overlays().Top() != nil)
	}
	tap(at.X+10, at.Y+10)
	tap(at.X+4+2.5*32, top+4+3.5*27) // Wednesday of the second week
	if d.Value() != 20261209 {
		t.Errorf("%d", d.Value())
	}
	tap(at.X+10, at.Y+10)
	tap(700, 500)
	if d.Value() != 20261209 || w.Canvas().Overlays().Top() != nil {
		t.Error("a click beside it leaves it as it was")
	}
}

func TestDateFieldSaysWhatIsWrong(t *testing.T) {
	d := kit.NewDateField(now, nil)
	d.SetRequired(true)
	w, _ := show(t, d)
	w.Canvas().Focus(d)
	typed(w, "31.2.")
	w.Canvas().Unfocus()
	if d.Err() != i18n.T("kit.date.invalid") || d.Value() != 0 || d.Text != "31.2." {
		t.Errorf("error %q, value %v, text %q", d.Err(), d.Value(), d.Text)
	}
	d.Set(0)
	w.Canvas().Focus(d)
	w.Canvas().Unfocus()
	if d.Err() != i18n.T("kit.date.required") {
		t.Errorf("empty: %q", d.Err())
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]core.TimeOfDay{
		"8": 480, "08": 480, "830": 510, "0830": 510, "8:30": 510, "8.30": 510, "8h30": 510, "8 Uhr": 480, "8:": 480, "0": 0, "23:59": 1439,
	} {
		if got, ok := kit.ParseTime(text); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "24", "8:60", "abc", "8:3", "12345"} {
		if got, ok := kit.ParseTime(text); ok {
			t.Errorf("%q became %v", text, got)
		}
	}
}

func TestTimeFieldMovesByQuarters(t *testing.T) {
	f := kit.NewTimeField()
	w, _ := show(t, f)
	w.Canvas().Focus(f)
	typed(w, "8:05")
	press(w, fyne.KeyUp)
	if f.Text != "08:15" {
		t.Errorf("up from 8:05: %q", f.Text)
	}
	f.Set(485)
	press(w, fyne.KeyDown)
	if f.Text != "08:00" {
		t.Errorf("down from 8:05: %q", f.Text)
	}
	f.Set(0)
	press(w, fyne.KeyDown)
	if f.Text != "23:45" {
		t.Errorf("down from midnight: %q", f.Text)
	}
}

func TestMinutesFieldReadsLengths(t *testing.T) {
	for text, want := range map[string]int{"": 0, "90": 90, "90 min": 90, "1h": 60, "1h30": 90, "1:30": 90, "1,5h": 90, "1 h 30 min": 90, "2 h": 120} {
		if got, ok := kit.ParseMinutes(text); !ok || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
	f := kit.NewMinutesField()
	w, _ := show(t, f)
	w.Canvas().Focus(f)
	typed(w, "1h30")
	press(w, fyne.KeyUp)
	if f.Value() != 95 || f.Text != "1 h 35 min" {
		t.Errorf("%d %q", f.Value(), f.Text)
	}
	typed(w, "x")
	w.Canvas().Unfocus()
	if f.Err() == "" {
		t.Error("nonsense was accepted")
	}
}
