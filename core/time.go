package core

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day without a time zone, written yyyymmdd as a number (20261130); 0 means not known.
type Date int32

// Month is a calendar month, written yyyymm as a number (202611); 0 means not known.
type Month int32

// WallTime is a minute on the dealership's clock, written yyyymmddhhmm as a number (202611300800); 0 means not set.
// It carries no zone: the zone is the dealership's, see Basis.TimeZone.
type WallTime int64

// TimeOfDay is minutes since midnight, 0 to 1440; 1440 is the end of the day.
type TimeOfDay int16

// Clock tells the present instant in UTC; tests pass a fixed one.
type Clock interface{ Now() time.Time }

// ClockFunc makes a Clock of a function.
type ClockFunc func() time.Time

// Now returns the function's instant.
func (f ClockFunc) Now() time.Time { return f() }

// NewDate builds a Date; out-of-range days and months are carried over as the calendar does.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date(y*10000 + int(m)*100 + d)
}

// Split returns year, month and day as written, without any check.
func (d Date) Split() (year int, month time.Month, day int) {
	return int(d) / 10000, time.Month(int(d) / 100 % 100), int(d) % 100
}

// Valid tells whether d is a day of the calendar between the years 1880 and 2200.
func (d Date) Valid() bool {
	y, m, day := d.Split()
	return y >= 1880 && y <= 2200 && NewDate(y, m, day) == d
}

// Add moves d by whole days; an unset date stays unset.
func (d Date) Add(days int) Date {
	if d == 0 {
		return 0
	}
	y, m, day := d.Split()
	return NewDate(y, m, day+days)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	y, m, day := d.Split()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Month is the month d lies in.
func (d Date) Month() Month { return Month(d / 100) }

// At is the minute m of day d.
func (d Date) At(m TimeOfDay) WallTime {
	if d == 0 {
		return 0
	}
	y, mo, day := d.Split()
	return WallTimeOf(time.Date(y, mo, day, 0, int(m), 0, 0, time.UTC))
}

// String writes d as yyyy-mm-dd; an unset date is empty.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Split()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}

// ParseDate reads yyyy-mm-dd; empty text is the unset date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, &Error{Kind: Invalid, Op: "date", Err: ReasonDate}
	}
	return DateOf(t), nil
}

// String writes m as yyyy-mm; an unset month is empty.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", int(m)/100, int(m)%100)
}

// Valid tells whether m is a month between the years 1880 and 2200.
func (m Month) Valid() bool {
	return m >= 188000 && m <= 220012 && m%100 >= 1 && m%100 <= 12
}

// ParseMonth reads yyyy-mm; empty text is the unset month.
func ParseMonth(s string) (Month, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return 0, &Error{Kind: Invalid, Op: "month", Err: ReasonDate}
	}
	return Month(t.Year()*100 + int(t.Month())), nil
}

// WallTimeOf is the minute shown by t in t's own zone.
func WallTimeOf(t time.Time) WallTime {
	return WallTime(int64(DateOf(t))*10000 + int64(t.Hour()*100+t.Minute()))
}

// Date is the day of w.
func (w WallTime) Date() Date { return Date(w / 10000) }

// Time is the time of day of w.
func (w WallTime) Time() TimeOfDay { return TimeOfDay(int(w)/100%100*60 + int(w)%100) }

// Add moves w by minutes on the wall clock, as if no clock change happened; an unset time stays unset.
func (w WallTime) Add(minutes int) WallTime {
	if w == 0 {
		return 0
	}
	return WallTimeOf(w.utc().Add(time.Duration(minutes) * time.Minute))
}

// Sub is the number of minutes from v to w on the wall clock.
func (w WallTime) Sub(v WallTime) int { return int(w.utc().Sub(v.utc()) / time.Minute) }

// In is the instant of w in the zone loc.
func (w WallTime) In(loc *time.Location) time.Time {
	t := w.utc()
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, loc)
}

// Valid tells whether w is a minute of the calendar.
func (w WallTime) Valid() bool {
	return w.Date().Valid() && int(w)%100 < 60 && int(w)/100%100 < 24
}

// String writes w as yyyy-mm-ddThh:mm; an unset time is empty.
func (w WallTime) String() string {
	if w == 0 {
		return ""
	}
	return w.Date().String() + "T" + w.Time().String()
}

func (w WallTime) utc() time.Time {
	y, m, d := w.Date().Split()
	return time.Date(y, m, d, 0, int(w.Time()), 0, 0, time.UTC)
}

// ParseWallTime reads yyyy-mm-ddThh:mm (a blank for the T, seconds are allowed and dropped); empty text is the unset time.
func ParseWallTime(s string) (WallTime, error) {
	if s == "" {
		return 0, nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return WallTimeOf(t), nil
		}
	}
	return 0, &Error{Kind: Invalid, Op: "time", Err: ReasonTime}
}

// String writes m as hh:mm.
func (m TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(m)/60, int(m)%60) }

// ParseTimeOfDay reads hh:mm between 00:00 and 24:00.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	hours, minutes, _ := strings.Cut(s, ":")
	h, errHours := strconv.Atoi(hours)
	m, errMinutes := strconv.Atoi(minutes)
	if errHours != nil || errMinutes != nil || h < 0 || m < 0 || m > 59 || h*60+m > 1440 {
		return 0, &Error{Kind: Invalid, Op: "time of day", Err: ReasonTime}
	}
	return TimeOfDay(h*60 + m), nil
}
