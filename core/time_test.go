package core_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"terminwerk/core"
)

func TestWallTimeCrossesMidnightMonthAndYear(t *testing.T) {
	w := core.NewDate(2026, time.December, 31).At(23*60 + 50)
	if got := w.Add(20).String(); got != "2027-01-01T00:10" {
		t.Errorf("got %s", got)
	}
	if got := w.Add(20).Sub(w); got != 20 {
		t.Errorf("got %d minutes", got)
	}
}

func TestWallTimeKeepsTheClockWhenSummerTimeBegins(t *testing.T) {
	vienna, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	w, err := core.ParseWallTime("2027-03-28T08:00")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.In(vienna).UTC().Hour(); got != 6 {
		t.Errorf("08:00 in summer time is 06:00 UTC, got %d", got)
	}
}

func TestDatesThatDoNotExistAreNotValid(t *testing.T) {
	for _, d := range []core.Date{20260230, 20261301, 20260001, 18790101, 1} {
		if d.Valid() {
			t.Errorf("%d must not be valid", d)
		}
	}
	if !core.Date(19700101).Valid() {
		t.Error("somebody was born on 1970-01-01")
	}
}

func TestTextOfDatesReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := core.NewDate(rapid.IntRange(1900, 2100).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		w := d.At(core.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "minute")))
		if back, err := core.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v -> %v %v", d, back, err)
		}
		if back, err := core.ParseWallTime(w.String()); err != nil || back != w {
			t.Fatalf("%v -> %v %v", w, back, err)
		}
		n := rapid.IntRange(-100000, 100000).Draw(t, "minutes")
		if w.Add(n).Sub(w) != n {
			t.Fatalf("%v + %d", w, n)
		}
		if (w.Add(n) < w) != (n < 0) {
			t.Fatalf("the number must order like the clock: %v + %d", w, n)
		}
	})
}
