package advice

import (
	"errors"

	"terminwerk/core"
)

func contactUnnamed(in *Input) []Finding {
	if in.Appointment.Contact.Named() {
		return nil
	}
	return one(found(Error, "contact.unnamed").at(core.FieldContact).offer(focus(core.FieldLastName)))
}

func emailInvalid(in *Input) []Finding {
	email := in.Appointment.Contact.Email
	if email == "" || core.ValidEmail(email) {
		return nil
	}
	return one(found(Error, "contact.email_invalid", email).at(core.FieldEmail).
		with("email", email).offer(focus(core.FieldEmail)))
}

func emailMissing(in *Input) []Finding {
	if !in.Appointment.EmailConfirmation || in.Appointment.Contact.Email != "" {
		return nil
	}
	return one(found(Error, "contact.email_missing").at(core.FieldEmail).offer(focus(core.FieldEmail)))
}

func mobileMissing(in *Input) []Finding {
	if !in.Appointment.SMSConfirmation || in.Appointment.Contact.Mobile.Typed != "" {
		return nil
	}
	return one(found(Hint, "contact.mobile_missing").at(core.FieldMobile).offer(focus(core.FieldMobile)))
}

// told are the faults of the record that another rule reports in better words.
var told = map[core.Field]core.Reason{
	core.FieldCustomer: core.ReasonRequired, core.FieldContact: core.ReasonNoName, core.FieldVehicle: core.ReasonNoVehicle,
	core.FieldDropOff: core.ReasonTime, core.FieldEmail: core.ReasonEmail,
}

// fieldRefused reports whatever else would keep the appointment from being stored, so that saving never fails with
// something the info panel did not show.
func fieldRefused(in *Input) []Finding {
	var all []Finding
	for _, e := range core.FieldErrors(in.Appointment.Validate()) {
		var why core.Reason
		if !errors.As(e.Err, &why) || told[e.Field] == why {
			continue
		}
		if e.Field == core.FieldPickUp || why == core.ReasonZeroStep {
			continue
		}
		all = append(all, found(Error, "field.refused", e.Field, why).at(e.Field).
			with("field", e.Field, "reason", Text(why)).offer(focus(e.Field)))
	}
	return all
}
