package schedule

import "terminwerk/core"

// Stay is why a car has to do with a day: it comes, it goes, or it stays over the day.
type Stay string

// The stays.
const (
	Comes Stay = "drop_off"
	Goes  Stay = "pick_up"
	Stays Stay = "in_house" // between the day of drop-off and the day of pick-up
)

// StaysOn tells what an appointment's car does on a day: nothing, one thing, or coming and going. One that was cancelled or
// did not come has to do only with the day on which it would have come.
func StaysOn(a *core.Appointment, day core.Date) []Stay {
	from, to := a.DropOff.At.Date(), a.PickUp.At.Date()
	var stays []Stay
	if from == day {
		stays = append(stays, Comes)
	}
	if !takesPlace(a) {
		return stays
	}
	if to == day {
		stays = append(stays, Goes)
	}
	if from < day && to > day {
		stays = append(stays, Stays)
	}
	return stays
}

func takesPlace(a *core.Appointment) bool {
	return a.Status != core.AppointmentCancelled && a.Status != core.AppointmentNoShow
}

// DayLoad sums up a day: how many cars come, go and stay, and how many minutes of work are planned of how many the mechanics
// have. Appointments that were cancelled or did not come do not count.
type DayLoad struct {
	Coming, Going, Staying int
	Work, Capacity         int // minutes
}

// LoadOf sums up a day; appointments of other days may be among the given ones. A workshop without named mechanics has one.
func LoadOf(b *core.Basis, day core.Date, appointments []core.Appointment) DayLoad {
	load := DayLoad{Capacity: OpenMinutes(b, day) * max(len(b.Mechanics), 1)}
	today := Interval{day.At(0), day.Add(1).At(0)}
	for i := range appointments {
		a := &appointments[i]
		if !takesPlace(a) {
			continue
		}
		for _, stay := range StaysOn(a, day) {
			switch stay {
			case Comes:
				load.Coming++
			case Goes:
				load.Going++
			case Stays:
				load.Staying++
			}
		}
		for _, slot := range WorkPlan(b, a) {
			for _, p := range slot.Pieces {
				if p.meets(today) {
					load.Work += Interval{max(p.From, today.From), min(p.To, today.To)}.Minutes()
				}
			}
		}
	}
	return load
}
