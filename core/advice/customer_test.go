package advice

import "terminwerk/core"

func openVisit(id core.ID, dropOff string) core.Appointment {
	return core.Appointment{
		Meta: core.Meta{ID: id}, Status: core.AppointmentPlanned, Customer: 10, Adviser: "Huber",
		Contact: core.Contact{LastName: "Berger"}, DropOff: core.Part{At: at(dropOff), Minutes: 15},
	}
}

var customerSituations = []situation{
	{
		"no customer", func(in *Input) { in.Customer, in.Appointment.Customer = nil, 0 },
		[]string{"error customer.missing"},
		[]string{"other_customer"},
	},
	{"the customer is created with the appointment", func(in *Input) {
		in.Customer, in.Appointment.Customer = nil, core.Pending(1)
		in.Vehicle.Owner = core.Pending(1)
	}, nil, nil},
	{
		"blocked", func(in *Input) { in.Customer.Blocked, in.Customer.BlockReason = true, "offene Rechnungen" },
		[]string{"warning customer.blocked"},
		[]string{"open", "other_customer"},
	},
	{
		"another name", func(in *Input) { in.Customer.Contact.FirstName, in.Customer.Contact.LastName = "Josef", "Gruber" },
		[]string{"warning customer.name_unlike"},
		[]string{"other_customer", "open"},
	},
	{"the same name in another spelling", func(in *Input) { in.Lead.Request.Contact.LastName = "Mueller" }, nil, nil},
	{"a company with its owner's name", func(in *Input) {
		in.Customer.Contact.FirstName, in.Customer.Contact.LastName = "", ""
		in.Customer.Contact.Company = "Müller Bau GmbH"
		in.Lead.Request.Contact.FirstName = ""
	}, nil, nil},
	{"another company", func(in *Input) {
		in.Customer.Contact = core.Contact{Company: "Gruber Transporte GmbH"}
		in.Lead.Request.Contact = core.Contact{Company: "Bäckerei Sommer"}
	}, []string{"warning customer.name_unlike"}, nil},
	{"a lead without a name", func(in *Input) { in.Lead.Request.Contact = core.Contact{} }, nil, nil},
	{
		"the lead names another number", func(in *Input) { in.Lead.Request.CustomerNumber = "77777" },
		[]string{"hint customer.number_unlike"},
		nil,
	},
	{"the lead names the number", func(in *Input) { in.Lead.Request.CustomerNumber = " 10234" }, nil, nil},
	{
		"the customer comes twice", func(in *Input) { in.OfCustomer = []core.Appointment{openVisit(30, "2026-12-10T09:00")} },
		[]string{"warning customer.has_appointment"},
		[]string{"open"},
	},
	{"customer and vehicle come twice with the same appointment", func(in *Input) {
		in.OfCustomer = []core.Appointment{openVisit(30, "2026-12-10T09:00")}
		in.OfVehicle = in.OfCustomer
	}, []string{"warning vehicle.has_appointment"}, []string{"open"}},
	{"a fleet customer", func(in *Input) {
		for id := core.ID(30); id < 37; id++ {
			in.OfCustomer = append(in.OfCustomer, openVisit(id, "2026-12-10T09:00"))
		}
	}, []string{"warning customer.has_appointments"}, nil},
	{"the vehicle comes often", func(in *Input) {
		for id := core.ID(30); id < 37; id++ {
			in.OfVehicle = append(in.OfVehicle, openVisit(id, "2026-12-10T09:00"))
		}
	}, []string{"warning vehicle.has_appointments"}, nil},
	{"earlier visits are over", func(in *Input) {
		o := openVisit(30, "2026-11-10T09:00")
		o.Status = core.AppointmentDone
		in.OfCustomer = []core.Appointment{o, openVisit(17, "2026-11-30T08:00")}
	}, nil, nil},
	{"the cash-sale customer is not a person", func(in *Input) {
		cashSale(in)
		transit(in)
		in.OfCustomer = []core.Appointment{openVisit(30, "2026-12-10T09:00")}
	}, []string{"hint vehicle.transit"}, nil},
	{"the cash-sale customer is known by its number", func(in *Input) {
		cashSale(in)
		transit(in)
		in.Appointment.CashSale = false
	}, []string{"hint vehicle.transit"}, nil},
}
