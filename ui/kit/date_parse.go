package kit

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
)

// dayWords are words for days, counted from today.
var dayWords = map[string]int{
	"heute": 0, "today": 0, "h": 0, "morgen": 1, "tomorrow": 1, "übermorgen": 2, "uebermorgen": 2, "gestern": -1, "yesterday": -1,
}

// weekdayWords begin the names of the weekdays in both languages, longest needed form first.
var weekdayWords = []struct {
	begin string
	day   time.Weekday
}{
	{"mo", time.Monday},
	{"di", time.Tuesday},
	{"tu", time.Tuesday},
	{"mi", time.Wednesday},
	{"we", time.Wednesday},
	{"do", time.Thursday},
	{"th", time.Thursday},
	{"fr", time.Friday},
	{"sa", time.Saturday},
	{"so", time.Sunday},
	{"su", time.Sunday},
}

// monthWords begin the names of the months in both languages.
var monthWords = []struct {
	begin string
	month time.Month
}{
	{"jan", time.January},
	{"jän", time.January},
	{"jaen", time.January},
	{"feb", time.February},
	{"mär", time.March},
	{"maer", time.March},
	{"mar", time.March},
	{"apr", time.April},
	{"mai", time.May},
	{"may", time.May},
	{"jun", time.June},
	{"jul", time.July},
	{"aug", time.August},
	{"sep", time.September},
	{"okt", time.October},
	{"oct", time.October},
	{"nov", time.November},
	{"dez", time.December},
	{"dec", time.December},
}

var (
	offsetForm = regexp.MustCompile(`^([+-])\s*(\d{1,4})\s*([twmd]?)$`)
	dottedForm = regexp.MustCompile(`^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]*(\d{2}|\d{4})?$`)
	isoForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	digitsForm = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2}|\d{4})?$`)
	dayForm    = regexp.MustCompile(`^(\d{1,2})\.?$`)
	namedForm  = regexp.MustCompile(`^(\d{1,2})\.?\s*(\pL{3,})\.?\s*(\d{2}|\d{4})?$`)
	englishFrm = regexp.MustCompile(`^(\pL{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?$`)
)

// ParseDate reads a day as people type it: 1.12. · 1.12.26 · 011226 · 2026-12-01 · 1. Dez · Dec 1 · mo · +3 · +2w · heute ·
// today · a leading weekday as in "Mo 30.11.2026" is ignored. A day without year is the next one from today on, a weekday the
// next one after today. Empty text is the unset day; false means that text is no day.
func ParseDate(text string, today core.Date) (core.Date, bool) {
	s := strings.ToLower(strings.TrimSpace(text))
	if s == "" {
		return 0, true
	}
	if days, ok := dayWords[s]; ok {
		return today.Add(days), true
	}
	if m := offsetForm.FindStringSubmatch(s); m != nil {
		return offset(today, m[1]+m[2], m[3])
	}
	if day, ok := weekdayAhead(s, today); ok {
		return day, true
	}
	return parseWritten(withoutWeekday(s), today)
}

// offset moves today by a signed number of days (t, d), weeks (w) or months (m).
func offset(today core.Date, number, unit string) (core.Date, bool) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0, false
	}
	switch unit {
	case "w":
		n *= 7
	case "m":
		return addMonths(today, n), true
	}
	return today.Add(n), true
}

// addMonths is the same day of another month, or its last one.
func addMonths(day core.Date, months int) core.Date {
	y, m, d := day.Split()
	y, m, _ = core.NewDate(y, m+time.Month(months), 1).Split()
	return core.NewDate(y, m, min(d, daysIn(y, m)))
}

func daysIn(year int, month time.Month) int {
	_, _, last := core.NewDate(year, month+1, 0).Split()
	return last
}

func weekdayAhead(s string, today core.Date) (core.Date, bool) {
	s = strings.TrimSuffix(s, ".")
	for _, w := range weekdayWords {
		if strings.HasPrefix(s, w.begin) && isWord(s) && !strings.HasPrefix(s, "mor") {
			ahead := (int(w.day) - int(today.Weekday()) + 6) % 7
			return today.Add(ahead + 1), true
		}
	}
	return 0, false
}

func isWord(s string) bool { return !strings.ContainsAny(s, "0123456789 ") }

// withoutWeekday drops "mo", "montag,", "mon." and the like before a date.
func withoutWeekday(s string) string {
	head, rest, ok := strings.Cut(s, " ")
	if !ok || !isWord(head) {
		return s
	}
	for _, w := range weekdayWords {
		if strings.HasPrefix(head, w.begin) {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

func parseWritten(s string, today core.Date) (core.Date, bool) {
	if m := isoForm.FindStringSubmatch(s); m != nil {
		return build(m[3], m[2], m[1], today)
	}
	for _, form := range []*regexp.Regexp{digitsForm, dottedForm} {
		if m := form.FindStringSubmatch(s); m != nil {
			return build(m[1], m[2], m[3], today)
		}
	}
	if m := namedForm.FindStringSubmatch(s); m != nil {
		return build(m[1], monthNumber(m[2]), m[3], today)
	}
	if m := englishFrm.FindStringSubmatch(s); m != nil {
		return build(m[2], monthNumber(m[1]), m[3], today)
	}
	if m := dayForm.FindStringSubmatch(s); m != nil {
		return dayAhead(m[1], today)
	}
	return 0, false
}

func monthNumber(word string) string {
	for _, w := range monthWords {
		if strings.HasPrefix(word, w.begin) {
			return strconv.Itoa(int(w.month))
		}
	}
	return "0"
}

// build makes a day of its written parts; without year it is the next such day from today on.
func build(day, month, year string, today core.Date) (core.Date, bool) {
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	if m < 1 || m > 12 || d < 1 {
		return 0, false
	}
	switch {
	case year == "":
		return nextOf(d, time.Month(m), today)
	case len(year) == 2 && y < 70:
		y += 2000
	case len(year) == 2:
		y += 1900
	}
	date := core.Date(y*10000 + m*100 + d)
	return date, date.Valid()
}

func nextOf(day int, month time.Month, today core.Date) (core.Date, bool) {
	year, _, _ := today.Split()
	for y := year; y <= year+8; y++ { // 29 February may be eight years away
		date := core.Date(y*10000 + int(month)*100 + day)
		if date.Valid() && date >= today {
			return date, true
		}
	}
	return 0, false
}

// dayAhead is the next day of month with this number.
func dayAhead(number string, today core.Date) (core.Date, bool) {
	n, _ := strconv.Atoi(number)
	if n < 1 || n > 31 {
		return 0, false
	}
	y, m, _ := today.Split()
	for i := range 3 {
		first := core.NewDate(y, m+time.Month(i), 1)
		if date := first + core.Date(n-1); date.Valid() && date >= today {
			return date, true
		}
	}
	return 0, false
}
