package advice

import (
	"fmt"
	"slices"
	"strings"

	"terminwerk/core"
)

// rule looks at one thing. It is pure: the same Input gives the same findings.
type rule func(in *Input) []Finding

// rules in the order in which findings of one severity are shown.
var rules = []rule{
	changedOutside, cancelledOutside,
	customerMissing, customerBlocked, nameUnlike, numberUnlike, customerHasAppointments,
	vehicleMissing, vehicleForeign, vehicleHasAppointments, vehicleTwins, vehicleImplausible, vehicleTransit, vehicleOffers,
	dropOffMissing, dropOffPast, dropOffClosed,
	pickUpMissing, pickUpBeforeDropOff, pickUpBeforeWorkEnd, pickUpClosed,
	stepsNone, stepsWithoutMinutes, stepsBeforeDropOff, adviserMissing, personTwice,
	contactUnnamed, emailInvalid, emailMissing, mobileMissing, fieldRefused,
	leadPhone, leadEmail, leadAddress, wantedTimeUnreadable, valueUnreadable, inspectionDue,
}

// Evaluate applies every rule: errors first, then warnings, then hints, each in the order of the rules.
func Evaluate(in Input) []Finding {
	var all []Finding
	seen := map[string]bool{}
	for _, look := range rules {
		for _, f := range look(&in) {
			if !seen[f.Key] {
				seen[f.Key] = true
				all = append(all, f)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Finding) int { return int(y.Severity) - int(x.Severity) })
	return all
}

// found starts a finding; identity is what makes it the same finding the next time.
func found(s Severity, name string, identity ...any) Finding {
	var key strings.Builder
	key.WriteString(name)
	for _, part := range identity {
		fmt.Fprintf(&key, "/%v", part)
	}
	return Finding{Rule: name, Key: key.String(), Severity: s}
}

func (f Finding) with(args ...any) Finding {
	f.Args = append(f.Args, args...)
	return f
}

func (f Finding) at(field core.Field) Finding {
	f.Field = field
	return f
}

func (f Finding) offer(actions ...Action) Finding {
	f.Actions = append(f.Actions, actions...)
	return f
}

func one(f Finding) []Finding { return []Finding{f} }

func focus(field core.Field) Action { return Action{ID: FocusField, Field: field} }

func open(entity core.Entity, id core.ID) Action {
	return Action{ID: OpenRecord, Target: core.Ref{Entity: entity, ID: id}}
}

// cash tells whether the appointment is on the cash-sale customer, who is not a person.
func (in *Input) cash() bool {
	number := in.Settings.Basis.CashCustomer
	return in.Appointment.CashSale || in.Customer != nil && number != "" && in.Customer.Number == number
}

// request is what the customer asked for: the lead as it is now, else as it was when the appointment was made; nil
// without a lead.
func (in *Input) request() *core.Request {
	if in.Lead != nil {
		return &in.Lead.Request
	}
	return in.Appointment.Snapshot
}

// car is the data of the vehicle, of the master or in transit.
func (in *Input) car() *core.VehicleData {
	if in.Vehicle != nil {
		return &in.Vehicle.Data
	}
	return &in.Appointment.Transit
}

// ahead tells whether the visit is still to come, so that its times can be changed.
func (in *Input) ahead() bool {
	switch in.Appointment.Status {
	case "", core.AppointmentPlanned, core.AppointmentConfirmed:
		return true
	}
	return false
}
