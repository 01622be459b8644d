package schedule

import "terminwerk/core"

// Interval is a stretch of time on the dealership's clock, To not included.
type Interval struct{ From, To core.WallTime }

// Minutes is the length of the interval on the wall clock.
func (i Interval) Minutes() int { return i.To.Sub(i.From) }

// meets tells whether two intervals share a minute; touching ends do not.
func (i Interval) meets(o Interval) bool { return i.From < o.To && o.From < i.To }

// Slot is when a work step is done. Pieces are the open stretches it consumes, interrupted by breaks, nights and days
// off; a step of 0 minutes has none, and its Start and End are the same minute.
type Slot struct {
	Step     int // index into Appointment.Steps
	Mechanic string
	Start    core.WallTime
	End      core.WallTime
	Pieces   []Interval
}

// WorkPlan lays the work steps of a out over the opening hours: a step begins at its own Start, or else right after the
// step before it (the first one after the drop-off), and goes on in open time until its minutes are used up. Without a
// drop-off there is no plan; the plan ends early when the workshop does not open again within 400 days.
func WorkPlan(b *core.Basis, a *core.Appointment) []Slot {
	if !a.DropOff.At.Valid() {
		return nil
	}
	slots := make([]Slot, 0, len(a.Steps))
	at := partEnd(a.DropOff)
	for i, step := range a.Steps {
		if step.Start.Valid() {
			at = step.Start
		}
		slot, ok := work(b, at, step.Minutes)
		if !ok {
			return slots
		}
		slot.Step, slot.Mechanic = i, step.Mechanic
		slots = append(slots, slot)
		at = slot.End
	}
	return slots
}

// work consumes minutes of open time from the minute at on.
func work(b *core.Basis, at core.WallTime, minutes int) (Slot, bool) {
	if minutes <= 0 {
		return Slot{Start: at, End: at}, true
	}
	var slot Slot
	for minutes > 0 {
		from, to := nextSpan(b, at)
		if from == 0 {
			return slot, false
		}
		if open := to.Sub(from); open > minutes {
			to = from.Add(minutes)
		}
		minutes -= to.Sub(from)
		slot.Pieces = append(slot.Pieces, Interval{from, to})
		at = to
	}
	slot.Start, slot.End = slot.Pieces[0].From, at
	return slot, true
}

// WorkEnd is the minute at which the last work step is done, the end of the drop-off when there is none; unset without a
// drop-off.
func WorkEnd(b *core.Basis, a *core.Appointment) core.WallTime {
	end := partEnd(a.DropOff)
	if !a.DropOff.At.Valid() {
		return 0
	}
	for _, slot := range WorkPlan(b, a) {
		end = max(end, slot.End)
	}
	return end
}

// EarliestPickUp is the first open minute after the work, on a full five minutes; unset without a drop-off or when the
// workshop does not open any more.
func EarliestPickUp(b *core.Basis, a *core.Appointment) core.WallTime {
	end := WorkEnd(b, a)
	if rest := int(end.Time()) % 5; rest != 0 {
		end = end.Add(5 - rest)
	}
	return NextOpening(b, end)
}

// DefaultPickUp is the pick-up proposed for a draft: as early as sensible, as long as the settings say.
func DefaultPickUp(b *core.Basis, a *core.Appointment) core.Part {
	return core.Part{At: EarliestPickUp(b, a), Minutes: b.PickUpMinutes}
}

func partEnd(p core.Part) core.WallTime { return p.At.Add(max(p.Minutes, 0)) }
