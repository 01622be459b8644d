package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
)

// calendar is how one language names days and months; weeks begin on Monday in both.
type calendar struct {
	weekdays           [7]string // Sunday first, as in package time
	months, longMonths [12]string
	thousands          string
}

var calendars = map[string]calendar{
	German: {
		weekdays: [7]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
		months:   [12]string{"Jän", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
		longMonths: [12]string{
			"Jänner", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember",
		},
		thousands: ".",
	},
	English: {
		weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		longMonths: [12]string{
			"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December",
		},
		thousands: ",",
	},
}

func names() calendar {
	if c, ok := calendars[Lang()]; ok {
		return c
	}
	return calendars[German]
}

// Date writes a day with its year: 30.11.2026 or 30 Nov 2026; the unset date is empty.
func Date(d core.Date) string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Split()
	if Lang() == English {
		return fmt.Sprintf("%d %s %d", day, monthName(m), y)
	}
	return fmt.Sprintf("%02d.%02d.%d", day, int(m), y)
}

// DateShort writes a day without its year: 30.11. or 30 Nov; the unset date is empty.
func DateShort(d core.Date) string {
	if d == 0 {
		return ""
	}
	_, m, day := d.Split()
	if Lang() == English {
		return fmt.Sprintf("%d %s", day, monthName(m))
	}
	return fmt.Sprintf("%02d.%02d.", day, int(m))
}

// Weekday writes a day with its weekday: Mo 30.11.2026 or Mon 30 Nov 2026; the unset date is empty.
func Weekday(d core.Date) string {
	if d == 0 {
		return ""
	}
	return names().weekdays[d.Weekday()] + " " + Date(d)
}

// WeekdayName is the short name of a weekday: Mo or Mon.
func WeekdayName(day time.Weekday) string { return names().weekdays[day] }

// Month writes a month with its year: November 2026; the unset month is empty.
func Month(m core.Month) string {
	number := int(m) % 100
	if number < 1 || number > 12 {
		return ""
	}
	return names().longMonths[number-1] + " " + strconv.Itoa(int(m)/100)
}

// MonthShort writes a month as people type it: 11/2026; the unset month is empty.
func MonthShort(m core.Month) string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%04d", int(m)%100, int(m)/100)
}

// Mileage writes kilometres: 48.000 km; none is empty.
func Mileage(km int) string {
	if km == 0 {
		return ""
	}
	return Number(km) + " km"
}

func monthName(m time.Month) string {
	if m < 1 || m > 12 {
		return strconv.Itoa(int(m))
	}
	return names().months[m-1]
}

// Clock writes the time of day of w as 08:00; the unset time is empty.
func Clock(w core.WallTime) string {
	if w == 0 {
		return ""
	}
	return w.Time().String()
}

// When writes day and time: Mo 30.11.2026 08:00; the unset time is empty.
func When(w core.WallTime) string {
	if w == 0 {
		return ""
	}
	return Weekday(w.Date()) + " " + Clock(w)
}

// WhenShort writes day and time for a narrow column: Mo 30.11. 08:00; the unset time is empty.
func WhenShort(w core.WallTime) string {
	if w == 0 {
		return ""
	}
	return names().weekdays[w.Date().Weekday()] + " " + DateShort(w.Date()) + " " + Clock(w)
}

// Stamp writes an instant, in t's own zone, as 23.11. 07:12 or 23 Nov 07:12; the zero instant is empty.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	w := core.WallTimeOf(t)
	return DateShort(w.Date()) + " " + Clock(w)
}

// Minutes writes a length of time: 15 min, 1 h, 1 h 30 min.
func Minutes(minutes int) string {
	switch {
	case minutes < 60:
		return strconv.Itoa(minutes) + " min"
	case minutes%60 == 0:
		return strconv.Itoa(minutes/60) + " h"
	default:
		return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
	}
}

// Number writes a whole number with separators: 12.431 or 12,431.
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "–", digits[1:]
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), names().thousands)
}

// Decimal writes a number with one digit after the point: 12,4 or 12.4.
func Decimal(x float64) string {
	text := strconv.FormatFloat(x, 'f', 1, 64)
	if names().thousands != "," {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Age writes when something arrived: the time for today, the day and time for earlier.
func Age(t, now time.Time, zone *time.Location) string {
	at := core.WallTimeOf(t.In(zone))
	if at.Date() == core.DateOf(now.In(zone)) {
		return T("kit.today_at", "time", at.Time().String())
	}
	return DateShort(at.Date()) + " " + at.Time().String()
}

// Bytes writes the size of a file: 812 B, 12 kB, 3 MB.
func Bytes(n int) string {
	const kilo = 1000
	switch {
	case n < kilo:
		return Number(n) + " B"
	case n < kilo*kilo:
		return Number((n+kilo-1)/kilo) + " kB"
	}
	return Number((n+kilo*kilo-1)/(kilo*kilo)) + " MB"
}
