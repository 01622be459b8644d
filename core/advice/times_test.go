package advice

import "terminwerk/core"

func dropOff(when string) func(in *Input) {
	return func(in *Input) {
		in.Appointment.DropOff.At = at(when)
		in.Appointment.PickUp.At = at("2026-12-23T16:00")
	}
}

func pickUp(when string) func(in *Input) {
	return func(in *Input) { in.Appointment.PickUp.At = at(when) }
}

func closedFrom(from, to core.Date, text string) func(in *Input) {
	return func(in *Input) {
		for d := from; d <= to; d = d.Add(1) {
			in.Settings.Basis.ClosedDays = append(in.Settings.Basis.ClosedDays, core.ClosedDay{Date: d, Text: text})
		}
	}
}

var timeSituations = []situation{
	{
		"no drop-off", func(in *Input) { in.Appointment.DropOff.At = 0 },
		[]string{"error drop_off.missing"},
		[]string{"reschedule 2026-11-24T07:30", "focus"},
	},
	{"drop-off in the past", dropOff("2026-11-20T09:00"), []string{"warning drop_off.past"}, []string{"reschedule 2026-11-24T07:30"}},
	{"the car arrived an hour ago", func(in *Input) {
		dropOff("2026-11-20T09:00")(in)
		in.Appointment.Status = core.AppointmentArrived
	}, nil, nil},
	{"drop-off at noon", dropOff("2026-11-30T12:30"), []string{"warning drop_off.closed_time"}, []string{"reschedule 2026-11-30T13:00"}},
	{"drop-off on Saturday", dropOff("2026-11-28T09:00"), []string{"warning drop_off.closed_date"}, []string{"reschedule 2026-11-30T07:30"}},
	{"drop-off on a holiday", dropOff("2026-12-08T09:00"), []string{"warning drop_off.holiday"}, []string{"reschedule 2026-12-09T07:30"}},
	{
		"drop-off on a closed day", func(in *Input) { closedFrom(20261130, 20261130, "Inventur")(in); pickUp("2026-12-01T16:00")(in) },
		[]string{"warning drop_off.closed_day"},
		[]string{"reschedule 2026-12-01T07:30"},
	},
	{
		"drop-off on a closed day without a reason", func(in *Input) { closedFrom(20261130, 20261130, "")(in); pickUp("2026-12-01T16:00")(in) },
		[]string{"warning drop_off.closed_date"},
		nil,
	},
	{
		"the workshop closes for good", closedFrom(20261130, 20281231, "Umbau"),
		[]string{"warning drop_off.never_open", "warning pick_up.never_open"},
		[]string{"focus"},
	},
	{
		"no pick-up", func(in *Input) { in.Appointment.PickUp.At = 0 },
		[]string{"error pick_up.missing"},
		[]string{"adjust_pick_up 2026-11-30T09:45", "focus"},
	},
	{
		"pick-up before the drop-off", pickUp("2026-11-29T16:00"),
		[]string{"error pick_up.before_drop_off"},
		[]string{"adjust_pick_up 2026-11-30T09:45"},
	},
	{
		"pick-up before the work is done", pickUp("2026-11-30T09:00"),
		[]string{"warning pick_up.before_work_end"},
		[]string{"adjust_pick_up 2026-11-30T09:45"},
	},
	{"pick-up when the work is done", pickUp("2026-11-30T09:45"), nil, nil},
	{
		"work across the night", func(in *Input) { in.Appointment.Steps[0].Minutes = 500 },
		[]string{"warning pick_up.before_work_end"},
		[]string{"adjust_pick_up 2026-12-01T08:05"},
	},
	{
		"pick-up in the evening", pickUp("2026-11-30T18:00"),
		[]string{"warning pick_up.closed_time"},
		[]string{"adjust_pick_up 2026-12-01T07:30"},
	},
	{"pick-up on Sunday", pickUp("2026-12-06T10:00"), []string{"warning pick_up.closed_date"}, nil},
	{"pick-up on a holiday", pickUp("2026-12-08T10:00"), []string{"warning pick_up.holiday"}, []string{"adjust_pick_up 2026-12-09T07:30"}},
	{
		"pick-up on a closed day", func(in *Input) { closedFrom(20261201, 20261201, "Inventur")(in); pickUp("2026-12-01T10:00")(in) },
		[]string{"warning pick_up.closed_day"},
		nil,
	},
	{"the times of a finished visit are history", func(in *Input) {
		dropOff("2026-11-22T12:00")(in)
		in.Appointment.PickUp.At = at("2026-11-22T12:10")
		in.Appointment.Status = core.AppointmentDone
	}, nil, nil},
}
