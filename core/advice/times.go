package advice

import (
	"terminwerk/core"
	"terminwerk/core/schedule"
)

func dropOffMissing(in *Input) []Finding {
	if in.Appointment.DropOff.At.Valid() {
		return nil
	}
	f := found(Error, "drop_off.missing").at(core.FieldDropOff)
	if next := schedule.NextOpening(&in.Settings.Basis, in.Now); next != 0 {
		f = f.offer(Action{ID: Reschedule, Field: core.FieldDropOff, Value: next.String()})
	}
	return one(f.offer(focus(core.FieldDropOff)))
}

func dropOffPast(in *Input) []Finding {
	at := in.Appointment.DropOff.At
	if !in.ahead() || !at.Valid() || at >= in.Now {
		return nil
	}
	return one(found(Warning, "drop_off.past", at).at(core.FieldDropOff).with("time", at).
		offer(moveTo(in, Reschedule, core.FieldDropOff, in.Now)...))
}

func dropOffClosed(in *Input) []Finding {
	at := in.Appointment.DropOff.At
	if !in.ahead() || !at.Valid() || at < in.Now {
		return nil
	}
	return closedAt(in, "drop_off.", at, core.FieldDropOff, moveTo(in, Reschedule, core.FieldDropOff, at))
}

func pickUpMissing(in *Input) []Finding {
	if in.Appointment.PickUp.At.Valid() {
		return nil
	}
	return one(found(Error, "pick_up.missing").at(core.FieldPickUp).
		offer(append(adjustPickUp(in), focus(core.FieldPickUp))...))
}

func pickUpBeforeDropOff(in *Input) []Finding {
	a := &in.Appointment
	if !a.DropOff.At.Valid() || !a.PickUp.At.Valid() || a.PickUp.At >= a.DropOff.At {
		return nil
	}
	return one(found(Error, "pick_up.before_drop_off", a.PickUp.At).at(core.FieldPickUp).
		with("pick_up", a.PickUp.At, "drop_off", a.DropOff.At).offer(adjustPickUp(in)...))
}

func pickUpBeforeWorkEnd(in *Input) []Finding {
	a := &in.Appointment
	if !in.ahead() || !a.DropOff.At.Valid() || !a.PickUp.At.Valid() || a.PickUp.At < a.DropOff.At {
		return nil
	}
	end := schedule.WorkEnd(&in.Settings.Basis, a)
	if a.PickUp.At >= end {
		return nil
	}
	return one(found(Warning, "pick_up.before_work_end", a.PickUp.At, end).at(core.FieldPickUp).
		with("pick_up", a.PickUp.At, "end", end).offer(adjustPickUp(in)...))
}

// pickUpClosed: a pick-up that comes too early is moved anyway and needs no word about the hours.
func pickUpClosed(in *Input) []Finding {
	a := &in.Appointment
	if !in.ahead() || !a.PickUp.At.Valid() || a.PickUp.At < a.DropOff.At {
		return nil
	}
	from := max(a.PickUp.At, schedule.EarliestPickUp(&in.Settings.Basis, a))
	return closedAt(in, "pick_up.", a.PickUp.At, core.FieldPickUp, moveTo(in, AdjustPickUp, core.FieldPickUp, from))
}

// closedAt reports that the workshop is closed at a time and why; its text keys begin with prefix.
func closedAt(in *Input, prefix string, at core.WallTime, field core.Field, actions []Action) []Finding {
	b := &in.Settings.Basis
	if schedule.IsOpen(b, at) {
		return nil
	}
	closure := schedule.ClosedOn(b, at.Date())
	next := schedule.NextOpening(b, at)
	result := func(rule string, args ...any) []Finding {
		f := found(Warning, prefix+rule, at).at(field).with(args...)
		if next != 0 {
			f = f.with("next", next)
		}
		return one(f.offer(actions...))
	}
	switch {
	case next == 0:
		return result("never_open", "date", at.Date())
	case closure.Own && closure.Text != "":
		return result("closed_day", "date", at.Date(), "reason", closure.Text)
	case closure.Holiday != "":
		return result("holiday", "date", at.Date(), "holiday", Text(closure.Holiday))
	case closure.Own, closure.Weekday:
		return result("closed_date", "date", at.Date())
	}
	return result("closed_time", "time", at)
}

func moveTo(in *Input, id ActionID, field core.Field, from core.WallTime) []Action {
	next := schedule.NextOpening(&in.Settings.Basis, from)
	if next == 0 {
		return []Action{focus(field)}
	}
	return []Action{{ID: id, Field: field, Value: next.String()}}
}

// adjustPickUp offers the earliest sensible pick-up, if there is one.
func adjustPickUp(in *Input) []Action {
	at := schedule.EarliestPickUp(&in.Settings.Basis, &in.Appointment)
	if at == 0 {
		return nil
	}
	return []Action{{ID: AdjustPickUp, Field: core.FieldPickUp, Value: at.String()}}
}
