// Package schedule is the workshop's calendar arithmetic: when the workshop is open, which day is a holiday and why, how
// long the work of an appointment takes across lunch breaks, nights and holidays, and where two appointments need the
// same person at the same time.
//
// Everything is computed from the dealership's settings (core.Basis) on its own wall clock; nothing here reads a clock
// or a file. A dealership that has entered no opening hours at all counts as open around the clock but for holidays and
// its closed days, so that every question has an answer.
package schedule

import (
	"strings"

	"terminwerk/core"
)

// horizon is how many days ahead an opening is looked for; a workshop closed longer than that never opens.
const horizon = 400

// Closure says why the workshop is closed on a whole day.
type Closure struct {
	Holiday string // text key of the public holiday, see Holiday
	Own     bool   // entered by the dealership as a closed day
	Text    string // what the dealership wrote beside it
	Weekday bool   // never open on this day of the week
}

// Any tells whether the day is closed at all.
func (c Closure) Any() bool { return c.Holiday != "" || c.Own || c.Weekday }

// ClosedOn says whether and why the workshop is closed on day d. A closed day of its own goes before the public holiday,
// that before the day of the week.
func ClosedOn(b *core.Basis, d core.Date) Closure {
	for _, day := range b.ClosedDays {
		if day.Date == d {
			return Closure{Own: true, Text: strings.TrimSpace(day.Text)}
		}
	}
	if key := Holiday(b, d); key != "" {
		return Closure{Holiday: key}
	}
	return Closure{Weekday: len(spansOf(b, d)) == 0}
}

// HoursSet tells whether the dealership has entered any opening hours.
func HoursSet(b *core.Basis) bool {
	for _, spans := range b.Hours {
		if len(spans) > 0 {
			return true
		}
	}
	return false
}

// Open gives the opening hours of day d in order; none on holidays and closed days.
func Open(b *core.Basis, d core.Date) []core.Span {
	if !d.Valid() || ClosedOn(b, d).Any() {
		return nil
	}
	return append([]core.Span(nil), spansOf(b, d)...)
}

func spansOf(b *core.Basis, d core.Date) []core.Span {
	if !HoursSet(b) {
		return []core.Span{{From: 0, To: 24 * 60}}
	}
	return b.Hours[d.Weekday()]
}

// IsOpen tells whether the workshop is open in the minute at; the closing minute itself is closed.
func IsOpen(b *core.Basis, at core.WallTime) bool {
	for _, span := range Open(b, at.Date()) {
		if span.From <= at.Time() && at.Time() < span.To {
			return true
		}
	}
	return false
}

// NextOpening is the first open minute not before from; the unset time when the workshop does not open within 400 days.
func NextOpening(b *core.Basis, from core.WallTime) core.WallTime {
	start, _ := nextSpan(b, from)
	return start
}

// nextSpan is the rest of the span that is open at from, or else the next span; both unset when there is none.
func nextSpan(b *core.Basis, from core.WallTime) (start, end core.WallTime) {
	if !from.Valid() {
		return 0, 0
	}
	day, earliest := from.Date(), from.Time()
	for range horizon {
		for _, span := range Open(b, day) {
			if span.To > earliest {
				return day.At(max(span.From, earliest)), day.At(span.To)
			}
		}
		day, earliest = day.Add(1), 0
	}
	return 0, 0
}

// OpenMinutes is how many minutes the workshop is open on day d.
func OpenMinutes(b *core.Basis, d core.Date) int {
	sum := 0
	for _, span := range Open(b, d) {
		sum += int(span.To - span.From)
	}
	return sum
}
