package advice

import (
	"cmp"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

func vehicleMissing(in *Input) []Finding {
	a := &in.Appointment
	choose := Action{ID: OtherVehicle}
	switch {
	case a.Vehicle == 0 && a.Transit.Empty():
		return one(found(Error, "vehicle.missing").at(core.FieldVehicle).offer(choose))
	case a.Vehicle != 0 && in.Vehicle == nil && !a.Vehicle.IsPending():
		return one(found(Error, "vehicle.gone", a.Vehicle).at(core.FieldVehicle).offer(choose))
	}
	return nil
}

// vehicleForeign: the vehicle of the master does not belong to the customer, with what else is known about that.
func vehicleForeign(in *Input) []Finding {
	v, customer := in.Vehicle, in.Appointment.Customer
	if v == nil || customer == 0 || v.Owner == customer {
		return nil
	}
	useOwner := Action{ID: UseOwner, Target: core.Ref{Entity: core.EntityCustomer, ID: v.Owner}}
	changeOwner := Action{ID: ChangeOwner, Target: core.Ref{Entity: core.EntityVehicle, ID: v.Meta.ID}}
	another := Action{ID: OtherVehicle}
	result := func(rule string, actions ...Action) []Finding {
		f := found(Warning, rule, v.Meta.ID, v.Owner, customer).at(core.FieldVehicle).with("vehicle", v.Data.Label())
		if in.Owner != nil {
			f = f.with("owner", in.Owner.Label())
		}
		return one(f.offer(actions...))
	}
	switch {
	case in.Owner == nil && in.cash():
		return result("vehicle.no_owner", another)
	case in.Owner == nil:
		return result("vehicle.no_owner", changeOwner, another)
	case in.cash():
		return result("vehicle.not_cash_sale", useOwner, another)
	case in.SamePerson:
		return result("vehicle.owner_same_person", useOwner, changeOwner, another)
	case v.Driver == customer:
		return result("vehicle.customer_is_driver", useOwner, changeOwner, another)
	}
	return result("vehicle.not_owned", useOwner, changeOwner, another)
}

// vehicleTwins: other records of the master carry the same VIN.
func vehicleTwins(in *Input) []Finding {
	var all []Finding
	for i := range in.Twins {
		twin, owner := &in.Twins[i].Vehicle, &in.Twins[i].Owner
		if twin.Meta.ID == in.Appointment.Vehicle || len(all) == many {
			continue
		}
		severity, rule := Hint, "vehicle.twin"
		customer := in.Appointment.Customer
		if customer != 0 && twin.Owner == customer && (in.Vehicle == nil || in.Vehicle.Owner != customer) {
			severity, rule = Warning, "vehicle.twin_of_customer"
		}
		all = append(all, found(severity, rule, twin.Meta.ID).at(core.FieldVehicle).
			with("vehicle", twin.Data.Label(), "vin", twin.Data.VIN, "owner", cmp.Or(owner.Label(), "–")).
			offer(useVehicle(twin.Meta.ID), open(core.EntityVehicle, twin.Meta.ID)))
	}
	return all
}

func vehicleTransit(in *Input) []Finding {
	a := &in.Appointment
	if a.Vehicle != 0 || a.Transit.Empty() {
		return nil
	}
	if in.CreateVehicle {
		return one(found(Hint, "vehicle.created_on_save").at(core.FieldVehicle).with("vehicle", a.Transit.Label()))
	}
	return one(found(Hint, "vehicle.transit").at(core.FieldVehicle).with("vehicle", a.Transit.Label()).
		offer(Action{ID: CreateVehicle}, Action{ID: OtherVehicle}))
}

var offerRules = map[core.Field]string{
	core.FieldPlate: "vehicle.offer_plate", core.FieldVIN: "vehicle.offer_vin", core.FieldCustomer: "vehicle.offer_own",
}

// vehicleOffers: vehicles of the master that may be the one meant, as long as none of the master is chosen.
func vehicleOffers(in *Input) []Finding {
	if in.Appointment.Vehicle != 0 {
		return nil
	}
	var byLead, own []Finding
	for i := range in.Offers {
		o := &in.Offers[i]
		f := found(Hint, offerRules[o.By], o.Vehicle.Meta.ID).at(core.FieldVehicle).
			with("vehicle", o.Vehicle.Data.Label(), "owner", cmp.Or(o.Owner.Label(), "–")).offer(useVehicle(o.Vehicle.Meta.ID))
		switch o.By {
		case core.FieldPlate, core.FieldVIN:
			byLead = append(byLead, f)
		case core.FieldCustomer:
			own = append(own, f)
		}
	}
	if len(own) >= many {
		own = one(found(Hint, "vehicle.offer_several").at(core.FieldVehicle).offer(Action{ID: OtherVehicle}))
	}
	return append(byLead, own...)
}

func useVehicle(id core.ID) Action {
	return Action{ID: UseVehicle, Target: core.Ref{Entity: core.EntityVehicle, ID: id}}
}

// inspectionWords tell that an inspection is among the work steps, in folded form.
var inspectionWords = []string{"57a", "pickerl", "begutachtung", "hu", "tuv", "hauptuntersuchung", "mfk"}

// inspectionDue: the inspection falls due between two months before and a year after its month and is not planned.
func inspectionDue(in *Input) []Finding {
	due, on := in.car().InspectionDue, in.Appointment.DropOff.At.Date()
	if !due.Valid() || !on.Valid() || !in.ahead() || inspectionPlanned(in.Appointment.Steps) {
		return nil
	}
	rule := "inspection.due"
	switch months := monthsBetween(due, on.Month()); {
	case months < -2 || months > 12:
		return nil
	case months > 0:
		rule = "inspection.overdue"
	}
	return one(found(Hint, rule, due).at(core.FieldSteps).
		with("inspection", inspectionName(in.Settings.Basis.Country), "month", due).offer(focus(core.FieldSteps)))
}

func inspectionName(country string) Text {
	switch country = strings.ToLower(country); country {
	case "at", "de", "ch":
		return Text("advice.inspection.name." + country)
	}
	return "advice.inspection.name.other"
}

func inspectionPlanned(steps []core.WorkStep) bool {
	for _, s := range steps {
		words := " " + name.Fold(s.Text) + " "
		for _, w := range inspectionWords {
			if strings.Contains(words, " "+w+" ") {
				return true
			}
		}
	}
	return false
}

func monthsBetween(from, to core.Month) int {
	return (int(to)/100-int(from)/100)*12 + int(to)%100 - int(from)%100
}
