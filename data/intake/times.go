package intake

import (
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
)

// moment is a point in time as far as a text tells it.
type moment struct {
	day  core.Date
	time core.TimeOfDay
	sec  int
	has  bool           // a time of day is there
	zone *time.Location // nil: the dealership's
}

var (
	isoForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt\s]+(.*))?$`)
	germanForm = regexp.MustCompile(`^(?:[A-Za-zä]{2,10}\.?,?\s+)?(?:den\s+)?(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})(?:(?:\s*,\s*|\s+)(.*))?$`)
	wordForm   = regexp.MustCompile(`^(?:[A-Za-zä]{2,10}\.?,?\s+)?(\d{1,2})\.?\s+([A-Za-zä]{3,9})\.?\s+(\d{4})(?:(?:\s*,\s*|\s+)(.*))?$`)
	slashForm  = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(.*))?$`)
	plainForm  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2})?\s*([Zz])?)?$`)
	clockForm  = regexp.MustCompile(`(?i)^(?:um\s+|ab\s+|gegen\s+|t)?(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?)?\s*(uhr|h|am|pm)?(?:\s*(?:-|–|bis)\s*\d{1,2}(?:[:.]\d{2})?\s*(?:uhr|h)?)?$`)
	zoneForm   = regexp.MustCompile(`^(.*?\d)\s*(?:([Zz]|UTC|GMT)|([+-])(\d{1,2})(?::?(\d{1,2}))?)$`)
)

var monthNames = map[string]int{
	"jan": 1, "jaen": 1, "feb": 2, "maer": 3, "mar": 3, "mrz": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7,
	"aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}

func monthByName(word string) int {
	key := headerKey(word)
	if n := monthNames[key[:min(len(key), 3)]]; n > 0 {
		return n
	}
	return monthNames[key[:min(len(key), 4)]]
}

// readMoment understands dates and times as portals, Excel sheets and mail programs write them. A date whose day and month
// cannot be told apart (03/04/2027) is not understood rather than guessed.
func readMoment(text string) (moment, bool) {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 80 {
		return moment{}, false
	}
	if p := plainForm.FindStringSubmatch(text); p != nil {
		m, ok := dated(p[1], p[2], p[3])
		if p[4] != "" {
			ok = ok && m.clock(p[4]+":"+p[5]+seconds(p[6])+p[7])
		}
		return m, ok
	}
	if p := isoForm.FindStringSubmatch(text); p != nil {
		return timed(p[4], p[1], p[2], p[3])
	}
	if p := germanForm.FindStringSubmatch(text); p != nil {
		return timed(p[4], fullYear(p[3]), p[2], p[1])
	}
	if p := wordForm.FindStringSubmatch(text); p != nil && monthByName(p[2]) > 0 && !strings.ContainsAny(p[4], "+-") {
		return timed(p[4], p[3], strconv.Itoa(monthByName(p[2])), p[1])
	}
	if p := slashForm.FindStringSubmatch(text); p != nil {
		return slashed(p)
	}
	if t, err := mail.ParseDate(text); err == nil {
		return moment{core.DateOf(t), core.WallTimeOf(t).Time(), t.Second(), true, t.Location()}, core.DateOf(t).Valid()
	}
	return moment{}, false
}

func slashed(p []string) (moment, bool) {
	a, _ := strconv.Atoi(p[1])
	b, _ := strconv.Atoi(p[2])
	switch {
	case a == b || a > 12:
		return timed(p[4], p[3], p[2], p[1])
	case b > 12:
		return timed(p[4], p[3], p[1], p[2])
	}
	return moment{}, false
}

func seconds(s string) string {
	if s == "" {
		return ""
	}
	return ":" + s
}

func dated(year, month, day string) (moment, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := core.Date(y*10000 + m*100 + d)
	return moment{day: date}, date.Valid()
}

func timed(rest, year, month, day string) (moment, bool) {
	m, ok := dated(year, month, day)
	if rest = strings.TrimSpace(rest); rest != "" && ok {
		ok = m.clock(rest)
	}
	return m, ok
}

// clock reads a time of day with or without a zone.
func (m *moment) clock(text string) bool {
	if z := zoneForm.FindStringSubmatch(text); z != nil && (z[2] != "" || strings.Contains(z[1], ":")) && clockForm.MatchString(z[1]) {
		text = z[1]
		m.zone = zoneOf(z[3], z[4], z[5])
	}
	p := clockForm.FindStringSubmatch(text)
	if p == nil || p[2] == "" && p[4] == "" {
		return false
	}
	hour, _ := strconv.Atoi(p[1])
	minute, _ := strconv.Atoi(p[2])
	m.sec, _ = strconv.Atoi(p[3])
	switch suffix := strings.ToLower(p[4]); {
	case suffix == "pm" && hour < 12:
		hour += 12
	case suffix == "am" && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 || m.sec > 60 {
		return false
	}
	m.time, m.has = core.TimeOfDay(hour*60+minute), true
	return true
}

// zoneOf also reads the broken zones some portals write, such as -08:0.
func zoneOf(sign, hours, minutes string) *time.Location {
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	offset := h*3600 + m*60
	if h > 14 || m > 59 {
		return nil
	}
	if sign == "-" {
		offset = -offset
	}
	return time.FixedZone("", offset)
}

// instant is the point in time, read on the dealership's clock where the text names no zone.
func (m moment) instant(home *time.Location) time.Time {
	zone := m.zone
	if zone == nil {
		zone = home
	}
	return m.day.At(m.time).In(zone).Add(time.Duration(m.sec) * time.Second).UTC()
}

// wall is the minute on the dealership's clock.
func (m moment) wall(home *time.Location) core.WallTime {
	if m.zone == nil {
		return m.day.At(m.time)
	}
	return core.WallTimeOf(m.instant(home).In(home))
}

// fullYear reads two digits as a year between 1950 and 2049.
func fullYear(s string) string {
	if len(s) != 2 {
		return s
	}
	if s >= "50" {
		return "19" + s
	}
	return "20" + s
}

// readDate also takes a month for its first day, as first registrations are often given.
func readDate(text string) (core.Date, bool) {
	if m, ok := readMoment(text); ok {
		return m.day, true
	}
	if month, ok := readMonth(text); ok {
		return core.Date(month)*100 + 1, true
	}
	return 0, false
}

var (
	monthYear = regexp.MustCompile(`^(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})$`)
	yearMonth = regexp.MustCompile(`^(\d{4})\s*[-/.]?\s*(\d{1,2})$`)
	wordYear  = regexp.MustCompile(`^([A-Za-zä]{3,9})\.?\s+(\d{4})$`)
)

// readMonth reads 11/2026, 2026-11, Nov. 2026 and whole dates.
func readMonth(text string) (core.Month, bool) {
	text = strings.TrimSpace(text)
	year, month := "", ""
	if p := monthYear.FindStringSubmatch(text); p != nil {
		year, month = fullYear(p[2]), p[1]
	} else if p := yearMonth.FindStringSubmatch(text); p != nil {
		year, month = p[1], p[2]
	} else if p := wordYear.FindStringSubmatch(text); p != nil {
		year, month = p[2], strconv.Itoa(monthByName(p[1]))
	} else if m, ok := readMoment(text); ok {
		return m.day.Month(), true
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	out := core.Month(y*100 + m)
	return out, out.Valid()
}
