package booking

import (
	"reflect"

	"terminwerk/core"
)

// Merge joins two changes of one stored appointment: what mine changed since base stays, everything else is as in theirs.
// What both changed is mine. Contact and transit vehicle are joined field by field, the work steps as a whole.
func Merge(base, mine, theirs *core.Appointment) core.Appointment {
	out := copyAppointment(theirs)
	kept := copyAppointment(mine)
	keep(&out.Status, base.Status, kept.Status)
	keep(&out.Customer, base.Customer, kept.Customer)
	keep(&out.Vehicle, base.Vehicle, kept.Vehicle)
	keep(&out.DropOff, base.DropOff, kept.DropOff)
	keep(&out.PickUp, base.PickUp, kept.PickUp)
	keep(&out.Adviser, base.Adviser, kept.Adviser)
	keep(&out.CourtesyCar, base.CourtesyCar, kept.CourtesyCar)
	keep(&out.Notes, base.Notes, kept.Notes)
	keep(&out.EmailConfirmation, base.EmailConfirmation, kept.EmailConfirmation)
	keep(&out.SMSConfirmation, base.SMSConfirmation, kept.SMSConfirmation)
	keep(&out.NoReminder, base.NoReminder, kept.NoReminder)
	keep(&out.CancelReason, base.CancelReason, kept.CancelReason)
	if len(base.Steps)+len(kept.Steps) > 0 && !reflect.DeepEqual(base.Steps, kept.Steps) {
		out.Steps = kept.Steps
	}
	for _, f := range core.ContactFields() {
		if base.Contact.Get(f) != kept.Contact.Get(f) {
			out.Contact.Copy(f, &kept.Contact)
		}
	}
	keep(&out.Transit.FirstRegistration, base.Transit.FirstRegistration, kept.Transit.FirstRegistration)
	keep(&out.Transit.Mileage, base.Transit.Mileage, kept.Transit.Mileage)
	keep(&out.Transit.InspectionDue, base.Transit.InspectionDue, kept.Transit.InspectionDue)
	keep(&out.Transit.VIN, base.Transit.VIN, kept.Transit.VIN)
	keep(&out.Transit.Plate, base.Transit.Plate, kept.Transit.Plate)
	keep(&out.Transit.PlateCountry, base.Transit.PlateCountry, kept.Transit.PlateCountry)
	keep(&out.Transit.Make, base.Transit.Make, kept.Transit.Make)
	keep(&out.Transit.Model, base.Transit.Model, kept.Transit.Model)
	keep(&out.Transit.Variant, base.Transit.Variant, kept.Transit.Variant)
	return out
}

func keep[T comparable](value *T, base, mine T) {
	if base != mine {
		*value = mine
	}
}
