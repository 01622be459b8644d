package advice

import "terminwerk/core"

func other(change func(o *core.Appointment)) func(in *Input) {
	return func(in *Input) {
		o := openVisit(30, "2026-11-30T08:10")
		o.Steps = []core.WorkStep{{Text: "Öl", Minutes: 45, Mechanic: "Lang"}}
		change(&o)
		in.Others = []core.Appointment{o}
	}
}

var workSituations = []situation{
	{"no work step", func(in *Input) { in.Appointment.Steps = nil }, []string{"hint steps.none"}, nil},
	{"a work step of 0 minutes", func(in *Input) { in.Appointment.Steps[0].Minutes = 0 }, []string{"error steps.zero_minutes"}, []string{"focus"}},
	{"a work step of 0 minutes without a text", func(in *Input) {
		in.Appointment.Steps = append(in.Appointment.Steps, core.WorkStep{}, core.WorkStep{Text: "Öl"})
	}, []string{"error steps.zero_minutes_unnamed", "error steps.zero_minutes"}, nil},
	{
		"a work step of too many minutes", func(in *Input) { in.Appointment.Steps[0].Minutes = 50_000; pickUp("2027-12-01T10:00")(in) },
		[]string{"error field.refused"},
		[]string{"focus"},
	},
	{
		"work before the car is there", func(in *Input) { in.Appointment.Steps[0].Start = at("2026-11-27T09:00") },
		[]string{"warning steps.before_drop_off"},
		nil,
	},
	{"no adviser", func(in *Input) { in.Appointment.Adviser = " " }, []string{"hint adviser.missing"}, []string{"focus"}},
	{
		"no adviser in the settings either", func(in *Input) { in.Appointment.Adviser, in.Settings.Basis.Advisers = "", nil },
		[]string{"hint adviser.missing"},
		[]string{"settings"},
	},
	{"the adviser is busy", other(func(*core.Appointment) {}), []string{"warning overlap.adviser"}, []string{"open", "focus"}},
	{
		"the adviser is busy at the pick-up", other(func(o *core.Appointment) { o.DropOff.At = at("2026-11-30T16:35") }),
		[]string{"warning overlap.adviser"},
		nil,
	},
	{
		"the mechanic is busy", other(func(o *core.Appointment) { o.Adviser, o.Steps[0].Mechanic = "Maier", "Kern" }),
		[]string{"warning overlap.mechanic"},
		[]string{"open", "focus"},
	},
	{"the adviser of a drop-off of 0 minutes", other(func(o *core.Appointment) { o.DropOff.Minutes = 0 }), nil, nil},
	{"the adviser of a cancelled visit", other(func(o *core.Appointment) { o.Status = core.AppointmentCancelled }), nil, nil},
	{"the adviser is free again", other(func(o *core.Appointment) { o.DropOff.At = at("2026-11-30T08:15") }), nil, nil},
	{"a finished visit", func(in *Input) {
		other(func(*core.Appointment) {})(in)
		in.Appointment.Status = core.AppointmentDone
	}, nil, nil},
}

var contactSituations = []situation{
	{
		"no name", func(in *Input) { in.Appointment.Contact.FirstName, in.Appointment.Contact.LastName = "", "" },
		[]string{"error contact.unnamed"},
		[]string{"focus"},
	},
	{
		"no e-mail address but a typing", func(in *Input) { in.Appointment.Contact.Email = "anna@" },
		[]string{"error contact.email_invalid"},
		[]string{"focus"},
	},
	{"confirmation by e-mail without an address", func(in *Input) {
		in.Appointment.EmailConfirmation, in.Appointment.Contact.Email = true, ""
	}, []string{"error contact.email_missing"}, []string{"focus"}},
	{"confirmation by e-mail", func(in *Input) { in.Appointment.EmailConfirmation = true }, nil, nil},
	{"confirmation by SMS without a number", func(in *Input) {
		in.Appointment.SMSConfirmation, in.Appointment.Contact.Mobile = true, core.Phone{}
	}, []string{"hint contact.mobile_missing"}, nil},
	{
		"a field that cannot be stored", func(in *Input) { in.Appointment.Contact.Town = "Salz\x00burg" },
		[]string{"error field.refused"},
		[]string{"focus"},
	},
}
