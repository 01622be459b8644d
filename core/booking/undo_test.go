package booking_test

import (
	"errors"
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestUndoTakesEverythingBackInOneChange(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(hansVIN))
	if err := d.step("Huber", booking.Deferring(20261124), l.Meta.ID); err != nil {
		t.Fatal(err)
	}
	other := &core.Customer{Number: "10003", Contact: core.Contact{LastName: "Freytag"}}
	d.store.Put(t, other)
	if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, other.Meta.ID); err != nil {
		t.Fatal(err)
	}
	draft := d.draft(l, booking.Choice{Way: booking.WayExisting, Update: []core.Field{core.FieldMobile, core.FieldStreet}})
	draft.ChangeOwner = true
	before := d.values()
	id := d.save(draft).Appointment.Meta.ID
	if err := d.CanUndo(ctx, id); err != nil {
		t.Fatal(err)
	}
	writes := d.writes()
	if err := d.Undo(ctx, "Huber", id); err != nil {
		t.Fatal(err)
	}
	if *writes != 1 {
		t.Errorf("%d changes instead of one", *writes)
	}
	d.same(before)
	if lead := d.storedLead(l.Meta.ID); lead.Status != core.LeadDeferred || lead.DeferUntil != 20261124 || lead.Appointment != 0 {
		t.Errorf("%+v", lead)
	}
	d.save(d.draft(l, booking.Choice{Way: booking.WayExisting}))
}

func TestUndoDeletesACustomerAndAVehicleCreatedOnTheWay(t *testing.T) {
	for name, savedFirst := range map[string]bool{"together": false, "in the dialog": true} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			l := d.lead(withVehicle)
			before := d.values()
			choice := booking.Choice{Way: booking.WayNew}
			if savedFirst {
				c := must(d.FillCustomer(ctx, l.Meta.ID))(t)
				d.store.Put(t, &c)
				choice.Customer, choice.Created = c.Meta.ID, true
			}
			draft := d.draft(l, choice)
			draft.CreateVehicle = true
			id := d.save(draft).Appointment.Meta.ID
			if err := d.Undo(ctx, "Huber", id); err != nil {
				t.Fatal(err)
			}
			d.same(before)
		})
	}
}

func TestUndoKeepsACustomerWhoWasThereBefore(t *testing.T) {
	d := newDesk(t)
	c := &core.Customer{Number: "10003", Contact: core.Contact{LastName: "Freytag"}}
	d.store.Put(t, c)
	id := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayNew, Customer: c.Meta.ID})).Appointment.Meta.ID
	if err := d.Undo(ctx, "Huber", id); err != nil {
		t.Fatal(err)
	}
	d.storedCustomer(c.Meta.ID)
}

func TestUndoRefusesWhatWasChangedSince(t *testing.T) {
	ticked := booking.Choice{Way: booking.WayExisting, Update: []core.Field{core.FieldStreet}}
	for name, test := range map[string]struct {
		choice booking.Choice
		change func(*desk, booking.Saved)
		entity core.Entity
		reason core.Reason
	}{
		"appointment": {ticked, func(d *desk, s booking.Saved) {
			draft := must(d.Edit(ctx, s.Appointment.Meta.ID))(d)
			draft.Appointment.Notes = "neu"
			d.save(draft)
		}, core.EntityAppointment, booking.ReasonUndoChanged},
		"lead": {
			ticked, func(d *desk, s booking.Saved) { d.changeOutside(s.Appointment.Lead, false, d.nextWeek) },
			core.EntityLead, booking.ReasonUndoChanged,
		},
		"ticked customer": {ticked, func(d *desk, s booking.Saved) {
			c := d.storedCustomer(s.Customer.Meta.ID)
			c.Notes = "ruft lieber an"
			d.store.Put(d, &c)
		}, core.EntityCustomer, booking.ReasonUndoChanged},
		"new customer used elsewhere": {booking.Choice{Way: booking.WayNew}, func(d *desk, s booking.Saved) {
			d.store.Put(d, &core.Vehicle{Data: core.VehicleData{Plate: "S 9 X"}, Owner: s.Customer.Meta.ID})
		}, core.EntityCustomer, booking.ReasonUndoUsed},
		"new vehicle used elsewhere": {booking.Choice{Way: booking.WayExisting}, func(d *desk, s booking.Saved) {
			d.save(must(d.DraftFor(ctx, 0, s.Vehicle.Meta.ID, d.nextWeek, "Huber"))(d))
		}, core.EntityVehicle, booking.ReasonUndoUsed},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			draft := d.draft(d.lead(withVIN(freeVIN)), test.choice)
			draft.CreateVehicle = true
			saved := d.save(draft)
			test.change(d, saved)
			before := d.values()
			for _, err := range []error{d.CanUndo(ctx, saved.Appointment.Meta.ID), d.Undo(ctx, "Huber", saved.Appointment.Meta.ID)} {
				var refused *booking.UndoRefused
				if !errors.As(err, &refused) || refused.Ref.Entity != test.entity || refused.Reason != test.reason {
					t.Errorf("%v", err)
				}
			}
			d.same(before)
		})
	}
}

func TestUndoDoesNotMindThatAnUntickedCustomerChanged(t *testing.T) {
	d := newDesk(t)
	id := d.booked().Appointment.Meta.ID
	d.karin.Contact.Town = "Wals"
	d.store.Put(t, d.karin)
	if err := d.Undo(ctx, "Huber", id); err != nil {
		t.Fatal(err)
	}
	if c := d.storedCustomer(d.karin.Meta.ID); c.Contact.Town != "Wals" {
		t.Errorf("%+v", c.Contact)
	}
}

func TestABookingOnTheTelephoneCanBeUndone(t *testing.T) {
	d := newDesk(t)
	before := d.values()
	saved := d.save(must(d.DraftFor(ctx, 0, d.golf.Meta.ID, d.nextWeek, "Huber"))(t))
	if err := d.Undo(ctx, "Huber", saved.Appointment.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.same(before)
}
