package schedule

import (
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"

	"terminwerk/core"
)

// Holiday is the text key of the public holiday on day d in the dealership's country and region, for instance
// "schedule.holiday.good_friday"; empty when there is none. Counted are whole days on which workshops of the whole
// region are closed by law or, in Switzerland, by custom; anything local belongs into the dealership's closed days.
func Holiday(b *core.Basis, d core.Date) string {
	country := strings.ToUpper(strings.TrimSpace(b.Country))
	region := strings.ToUpper(strings.TrimSpace(b.Region))
	region = strings.TrimPrefix(region, country+"-")
	for i := range holidays {
		h := &holidays[i]
		if h.kept(country, region) && h.falls(d) {
			return "schedule.holiday." + h.key
		}
	}
	return ""
}

// holiday is one row of the table: its text key, the rule of its date, the countries and regions that keep it ("AT" or
// "CH: BE LU"), and a condition on the date for the few that are dropped in some years.
type holiday struct {
	key   string
	rule  *cal.Holiday
	where []string
	when  func(core.Date) bool
}

func (h *holiday) kept(country, region string) bool {
	for _, w := range h.where {
		land, regions, some := strings.Cut(w, ":")
		if land != country {
			continue
		}
		if !some {
			return true
		}
		for r := range strings.FieldsSeq(regions) {
			if r == region {
				return true
			}
		}
	}
	return false
}

func (h *holiday) falls(d core.Date) bool {
	year, month, day := d.Split()
	on, _ := h.rule.Calc(year)
	if on.IsZero() {
		return false
	}
	_, m, n := on.Date()
	return m == month && n == day && (h.when == nil || h.when(d))
}

func fixed(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

func between(first, last int, h *cal.Holiday) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: first, EndYear: last})
}

// after is the first weekday on or after a day of the year, moved by days.
func after(month time.Month, day int, weekday time.Weekday, days int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Weekday: weekday, Offset: 1, CalcOffset: days, Func: cal.CalcWeekdayFrom}
}

// naefels is the first Thursday in April, a week later when that is the Thursday before Easter.
var naefels = &cal.Holiday{Func: func(_ *cal.Holiday, year int) time.Time {
	day := cal.WeekdayN(year, time.April, time.Thursday, 1)
	if easter, _ := aa.Easter.Calc(year); easter.Month() == day.Month() && easter.Day()-day.Day() == 3 {
		day = day.AddDate(0, 0, 7)
	}
	return day
}}

func onMonday(d core.Date) bool { return d.Weekday() == time.Monday }

// noThirdRestDay drops the second day of Christmas where it would make three rest days in a row.
func noThirdRestDay(d core.Date) bool {
	return d.Weekday() != time.Tuesday && d.Weekday() != time.Saturday
}
