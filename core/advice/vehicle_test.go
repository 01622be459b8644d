package advice

import "terminwerk/core"

// foreign gives the vehicle to somebody else.
func foreign(in *Input) {
	in.Vehicle.Owner = 11
	in.Owner = &core.Customer{
		Meta: core.Meta{ID: 11}, Number: "40002", Contact: core.Contact{FirstName: "Josef", LastName: "Gruber"},
	}
}

func twin(id, owner core.ID) core.Vehicle {
	return core.Vehicle{
		Meta: core.Meta{ID: id}, Owner: owner, Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "S-1XY", Make: "VW"},
	}
}

func offered(id core.ID, by core.Field) VehicleOffer {
	return VehicleOffer{
		Vehicle: twin(id, 11), By: by, Owner: core.Customer{Number: "40002", Contact: core.Contact{LastName: "Gruber"}},
	}
}

var vehicleSituations = []situation{
	{
		"no vehicle", func(in *Input) { in.Vehicle, in.Owner, in.Appointment.Vehicle = nil, nil, 0 },
		[]string{"error vehicle.missing"},
		[]string{"other_vehicle"},
	},
	{
		"the vehicle was deleted", func(in *Input) { in.Vehicle, in.Owner = nil, nil },
		[]string{"error vehicle.gone"},
		[]string{"other_vehicle"},
	},
	{
		"somebody else's vehicle", foreign,
		[]string{"warning vehicle.not_owned"},
		[]string{"use_owner", "change_owner", "other_vehicle"},
	},
	{
		"the customer drives somebody else's vehicle", func(in *Input) { foreign(in); in.Vehicle.Driver = 10 },
		[]string{"warning vehicle.customer_is_driver"},
		[]string{"use_owner", "change_owner", "other_vehicle"},
	},
	{
		"the owner is the same person stored twice", func(in *Input) { foreign(in); in.SamePerson = true },
		[]string{"warning vehicle.owner_same_person"},
		[]string{"use_owner", "change_owner", "other_vehicle"},
	},
	{
		"nobody's vehicle", func(in *Input) { in.Vehicle.Owner, in.Owner = 0, nil },
		[]string{"warning vehicle.no_owner"},
		[]string{"change_owner", "other_vehicle"},
	},
	{
		"a vehicle of the master on the cash-sale customer", func(in *Input) { cashSale(in); foreign(in) },
		[]string{"warning vehicle.not_cash_sale"},
		[]string{"use_owner", "other_vehicle"},
	},
	{
		"nobody's vehicle on the cash-sale customer", func(in *Input) { cashSale(in); in.Vehicle.Owner, in.Owner = 0, nil },
		[]string{"warning vehicle.no_owner"},
		[]string{"other_vehicle"},
	},
	{
		"without a customer ownership is no question", func(in *Input) { foreign(in); in.Customer, in.Appointment.Customer = nil, 0 },
		[]string{"error customer.missing"},
		nil,
	},
	{"transit vehicle", transit, []string{"hint vehicle.transit"}, []string{"create_vehicle", "other_vehicle"}},
	{
		"transit vehicle that will be created", func(in *Input) { transit(in); in.CreateVehicle = true },
		[]string{"hint vehicle.created_on_save"},
		nil,
	},
	{
		"a vehicle with the lead's plate", func(in *Input) { transit(in); in.Offers = []VehicleOffer{offered(21, core.FieldPlate)} },
		[]string{"hint vehicle.transit", "hint vehicle.offer_plate"},
		nil,
	},
	{"a vehicle with the lead's VIN end, offered for an empty draft", func(in *Input) {
		in.Vehicle, in.Owner, in.Appointment.Vehicle = nil, nil, 0
		in.Offers = []VehicleOffer{offered(21, core.FieldVIN)}
	}, []string{"error vehicle.missing", "hint vehicle.offer_vin"}, nil},
	{
		"the customer's other vehicle", func(in *Input) { transit(in); in.Offers = []VehicleOffer{offered(21, core.FieldCustomer)} },
		[]string{"hint vehicle.transit", "hint vehicle.offer_own"},
		nil,
	},
	{"the customer's many other vehicles", func(in *Input) {
		transit(in)
		for id := core.ID(21); id < 30; id++ {
			in.Offers = append(in.Offers, offered(id, core.FieldCustomer))
		}
	}, []string{"hint vehicle.transit", "hint vehicle.offer_several"}, nil},
	{"nothing is offered once a vehicle is chosen", func(in *Input) { in.Offers = []VehicleOffer{offered(21, core.FieldPlate)} }, nil, nil},
	{
		"two records with the same VIN", func(in *Input) { in.Twins = []VehicleOffer{offered(21, core.FieldVIN)} },
		[]string{"hint vehicle.twin"},
		[]string{"use_vehicle", "open"},
	},
	{
		"the other record is the customer's", func(in *Input) { foreign(in); in.Twins = []VehicleOffer{{Vehicle: twin(21, 10)}} },
		[]string{"warning vehicle.not_owned", "warning vehicle.twin_of_customer"},
		nil,
	},
	{"the vehicle is not its own twin", func(in *Input) { in.Twins = []VehicleOffer{{Vehicle: twin(20, 10)}} }, nil, nil},
	{
		"inspection due in the month of the visit", func(in *Input) { in.Vehicle.Data.InspectionDue = 202611 },
		[]string{"hint inspection.due"},
		[]string{"focus"},
	},
	{"inspection due over the turn of the year", func(in *Input) {
		in.Vehicle.Data.InspectionDue, in.Settings.Basis.Country = 202701, "DE"
	}, []string{"hint inspection.due"}, nil},
	{
		"inspection overdue", func(in *Input) { in.Vehicle.Data.InspectionDue, in.Settings.Basis.Country = 202608, "CH" },
		[]string{"hint inspection.overdue"},
		nil,
	},
	{
		"inspection elsewhere", func(in *Input) { in.Vehicle.Data.InspectionDue, in.Settings.Basis.Country = 202612, "IT" },
		[]string{"hint inspection.due"},
		nil,
	},
	{"inspection far away", func(in *Input) { in.Vehicle.Data.InspectionDue = 202702 }, nil, nil},
	{"inspection date forgotten long ago", func(in *Input) { in.Vehicle.Data.InspectionDue = 202510 }, nil, nil},
	{"inspection is planned", func(in *Input) {
		in.Vehicle.Data.InspectionDue = 202611
		in.Appointment.Steps[0].Text = "§57a/HU/MFK"
	}, nil, nil},
}

func typedVIN(number string) func(in *Input) { return func(in *Input) { in.Vehicle.Data.VIN = number } }

var vinSituations = []situation{
	{"VIN with a letter for a digit", typedVIN("WVWZZZ1KZAWO00001"), []string{"warning vin.forbidden_letter"}, []string{"open"}},
	{
		"VIN of a transit vehicle with a letter for a digit", func(in *Input) { typedVIN("WVWZZZ1KZAWO00001")(in); transit(in) },
		[]string{"warning vin.forbidden_letter", "hint vehicle.transit"},
		[]string{"correct_vin WVWZZZ1KZAW000001"},
	},
	{"old short VIN", typedVIN("1102345678"), []string{"hint vin.short"}, nil},
	{
		"only the end of the VIN", func(in *Input) { typedVIN("W000001")(in); transit(in) },
		[]string{"hint vin.tail_only", "hint vehicle.transit"},
		[]string{"focus"},
	},
	{"a VIN of three characters", typedVIN("W01"), []string{"warning vin.too_short"}, nil},
	{"VIN too long", typedVIN("WVWZZZ1KZAW0000012"), []string{"warning vin.too_long"}, nil},
	{"VIN with an umlaut", typedVIN("WVWZZZ1KZÄW000001"), []string{"warning vin.bad_character"}, nil},
	{"no VIN but a word", typedVIN("unbekannt"), []string{"hint vin.placeholder"}, nil},
	{"American VIN with a wrong check digit", typedVIN("1HGCM82633A004353"), []string{"hint vin.check_digit"}, nil},
	{"American VIN", typedVIN("1HGCM82633A004352"), nil, nil},
	{"European VIN without a check digit", typedVIN("WVWZZZ1KZAW000002"), nil, nil},
	{"no VIN", typedVIN(""), nil, nil},
}
