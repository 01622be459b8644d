package advice

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

// many is the number of findings of one kind from which on they are counted instead of listed.
const many = 4

func customerMissing(in *Input) []Finding {
	if in.Customer != nil || in.Appointment.Customer.IsPending() {
		return nil
	}
	return one(found(Error, "customer.missing").at(core.FieldCustomer).offer(Action{ID: OtherCustomer}))
}

func customerBlocked(in *Input) []Finding {
	c := in.Customer
	if c == nil || !c.Blocked {
		return nil
	}
	return one(found(Warning, "customer.blocked", c.Meta.ID, c.BlockReason).at(core.FieldCustomer).
		with("customer", c.Label(), "reason", c.BlockReason).
		offer(open(core.EntityCustomer, c.Meta.ID), Action{ID: OtherCustomer}))
}

func nameUnlike(in *Input) []Finding {
	c, request := in.Customer, in.request()
	if c == nil || request == nil || in.cash() || namesAgree(&request.Contact, &c.Contact) {
		return nil
	}
	return one(found(Warning, "customer.name_unlike", c.Meta.ID, request.Contact.SortName(), c.Contact.SortName()).
		at(core.FieldCustomer).
		with("lead", request.Contact.SortName(), "customer", c.Label()).
		offer(Action{ID: OtherCustomer}, open(core.EntityCustomer, c.Meta.ID)))
}

// namesAgree tells whether two contacts can be one person or company. A person agrees with a company that carries the
// person's last name, and a company may stand in the field of the last name.
func namesAgree(a, b *core.Contact) bool {
	if !a.Named() || !b.Named() {
		return true
	}
	if person(a) != "" && person(b) != "" && name.Similar(a.FirstName, a.LastName, b.FirstName, b.LastName) {
		return true
	}
	return name.SimilarCompany(a.Company, b.Company) ||
		name.SimilarCompany(a.Company, b.LastName) || name.SimilarCompany(a.LastName, b.Company)
}

func person(c *core.Contact) string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// numberUnlike: the lead names a customer number, but the appointment is on another customer, mostly because that number
// does not exist.
func numberUnlike(in *Input) []Finding {
	request := in.request()
	if request == nil || in.Customer == nil {
		return nil
	}
	number := strings.TrimSpace(request.CustomerNumber)
	if number == "" || number == in.Customer.Number {
		return nil
	}
	return one(found(Hint, "customer.number_unlike", number, in.Customer.Number).at(core.FieldCustomer).
		with("number", number, "customer", in.Customer.Label()).offer(Action{ID: OtherCustomer}))
}

func customerHasAppointments(in *Input) []Finding {
	if in.cash() {
		return nil
	}
	ofVehicle := map[core.ID]bool{}
	for i := range in.OfVehicle {
		ofVehicle[in.OfVehicle[i].Meta.ID] = true
	}
	var others []core.Appointment
	for _, o := range in.OfCustomer {
		if !ofVehicle[o.Meta.ID] {
			others = append(others, o)
		}
	}
	return openAppointments(in, "customer.has_appointment", core.FieldCustomer, others)
}

func vehicleHasAppointments(in *Input) []Finding {
	return openAppointments(in, "vehicle.has_appointment", core.FieldVehicle, in.OfVehicle)
}

func openAppointments(in *Input, rule string, field core.Field, others []core.Appointment) []Finding {
	if !in.ahead() {
		return nil
	}
	var all []Finding
	for _, o := range others {
		if !o.Status.Open() || o.Meta.ID == in.Appointment.Meta.ID {
			continue
		}
		all = append(all, found(Warning, rule, o.Meta.ID).at(field).
			with("appointment", o.Label(), "time", o.DropOff.At).
			offer(open(core.EntityAppointment, o.Meta.ID)))
	}
	if len(all) < many {
		return all
	}
	return one(found(Warning, rule+"s", len(all)).at(field).with("count", len(all)).offer(all[0].Actions...))
}
