package message

import (
	"math/rand/v2"
	"time"

	"terminwerk/core"
	"terminwerk/core/schedule"
)

// SMS reach people between these minutes of the dealership's day, never on Sundays and public holidays.
const (
	smsFrom core.TimeOfDay = 8 * 60
	smsTo   core.TimeOfDay = 20 * 60
)

func smsDay(b *core.Basis, d core.Date) bool {
	return d.Weekday() != time.Sunday && schedule.Holiday(b, d) == ""
}

// nextSMS is the first instant from at on at which an SMS may go out.
func nextSMS(b *core.Basis, at time.Time) time.Time {
	zone := b.Location()
	local := core.WallTimeOf(at.In(zone))
	day := local.Date()
	if smsDay(b, day) {
		switch {
		case local.Time() < smsFrom:
			return day.At(smsFrom).In(zone).UTC()
		case local.Time() < smsTo:
			return at
		}
	}
	for day = day.Add(1); !smsDay(b, day); {
		day = day.Add(1)
	}
	return day.At(smsFrom).In(zone).UTC()
}

// backOff are the waits after each failed attempt; the last one repeats until lifetime is over.
var backOff = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour,
}

// lifetime is how long after its first attempt a message is tried.
const lifetime = 48 * time.Hour

// wait is how long to wait after the n-th failed attempt (from 1), 20 percent more or less so that not everything comes
// back at once.
func wait(n int) time.Duration {
	d := backOff[min(max(n, 1), len(backOff))-1]
	return d - d/5 + rand.N(2*d/5+1)
}
