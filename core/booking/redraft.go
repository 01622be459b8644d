package booking

import (
	"context"
	"slices"

	"terminwerk/core"
)

// SetCustomer changes the draft's customer by hand; 0 takes the customer away, and the id it has already reads the record
// again. A contact that the adviser did not touch follows: the lead's where there is a lead, else the master's. Ticks
// and creations meant for the former customer are dropped.
func (s *Service) SetCustomer(ctx context.Context, d *Draft, customer core.ID) error {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	if customer == 0 {
		d.forgetCustomer()
		d.Customer, d.Appointment.Customer, d.Appointment.CashSale = nil, 0, false
		return nil
	}
	c, err := s.store.Customer(ctx, customer)
	if err != nil {
		return err
	}
	if d.NewCustomer == nil && d.Appointment.Customer == customer {
		d.take(&c, &set)
		return nil
	}
	untouched := d.contactUntouched(&set)
	d.forgetCustomer()
	if d.Appointment.Snapshot != nil {
		d.Way = WayMerge
	}
	d.take(&c, &set)
	switch {
	case !untouched:
	case d.Appointment.Snapshot != nil:
		d.Appointment.Contact = d.contactFromLead(&set)
	default:
		d.Appointment.Contact = masterContact(&c, &set)
	}
	return nil
}

func (d *Draft) forgetCustomer() {
	d.NewCustomer, d.Created, d.Update, d.ChangeOwner = nil, false, nil, false
}

// contactUntouched tells whether the appointment's contact is still what it was filled with.
func (d *Draft) contactUntouched(set *core.Settings) bool {
	contact := d.Appointment.Contact
	if contact == (core.Contact{}) {
		return true
	}
	if c := d.customer(); c != nil && contact == c.Contact {
		return true
	}
	return d.Appointment.Snapshot != nil && contact == d.contactFromLead(set)
}

// SetVehicle changes the draft's vehicle by hand; 0 is the transit vehicle with the lead's data, and the id it has
// already reads the record again.
func (s *Service) SetVehicle(ctx context.Context, d *Draft, vehicle core.ID) error {
	if vehicle == 0 {
		set, err := s.store.Settings(ctx)
		if err != nil {
			return err
		}
		if snapshot := d.Appointment.Snapshot; snapshot != nil && d.Appointment.Vehicle != 0 {
			d.Appointment.Transit = snapshot.Vehicle
			d.Appointment.Transit.Normalize(set.Basis.Country)
		}
		d.Vehicle, d.Appointment.Vehicle, d.ChangeOwner = nil, 0, false
		return nil
	}
	v, err := s.store.Vehicle(ctx, vehicle)
	if err != nil {
		return err
	}
	if d.Appointment.Vehicle != vehicle {
		d.CreateVehicle, d.VehicleOwner, d.ChangeOwner = false, 0, false
	}
	d.Vehicle, d.Appointment.Vehicle, d.Appointment.Transit = &v, vehicle, core.VehicleData{}
	return nil
}

// Refresh takes over the records of the draft as they are now, so that it can be saved after a Conflict, and keeps what
// the adviser typed. The changes say what is different: of the lead's request and the customer from what was read to what
// it is now, of a stored appointment from what somebody else saved to what this draft would save. AlreadyBooked or
// ReasonClosed when the lead has gone another way.
func (s *Service) Refresh(ctx context.Context, d *Draft) ([]core.FieldChange, error) {
	var changes []core.FieldChange
	if d.Lead != nil {
		l, err := s.store.Lead(ctx, d.Lead.Meta.ID)
		if err != nil {
			return nil, err
		}
		if d.Appointment.Meta.ID == 0 {
			if err := bookable(&l); err != nil {
				return nil, err
			}
			changes = core.Differences(d.Lead.Request.FieldValues(), l.Request.FieldValues())
			d.Appointment.Snapshot = copyRequest(&l.Request)
		}
		d.Lead = &l
	}
	if id := d.Appointment.Meta.ID; id != 0 {
		stored, err := s.store.Appointment(ctx, id)
		if err != nil {
			return nil, err
		}
		changes = core.Differences(stored.FieldValues(), d.Appointment.FieldValues())
		d.Appointment.Meta = stored.Meta
	}
	read := d.Customer
	d.Customer, d.Vehicle = nil, nil
	err := s.reread(ctx, d)
	if now := d.Customer; d.Appointment.Meta.ID == 0 && read != nil && now != nil && read.Meta.ID == now.Meta.ID {
		changes = append(changes, core.Differences(read.FieldValues(), now.FieldValues())...)
	}
	return changes, err
}

// reread brings customer and vehicle of the draft up to date, so that the panel tells the truth of this minute and a save
// relies on what the panel showed. A customer of whom a ticked field has moved underneath stays as read, so that saving
// is a Conflict. What is gone counts as not chosen.
func (s *Service) reread(ctx context.Context, d *Draft) error {
	a := &d.Appointment
	if d.NewCustomer == nil && a.Customer != 0 {
		c, err := optional(s.store.Customer(ctx, a.Customer))
		switch {
		case err != nil:
			return err
		case c == nil:
			d.Customer, a.Customer, a.CashSale = nil, 0, false
		case d.Customer == nil || d.Customer.Meta.ID != a.Customer || !movedUnder(d.Update, d.Customer, c):
			d.Customer = c
		}
	}
	if a.Vehicle == 0 {
		d.Vehicle = nil
		return nil
	}
	v, err := optional(s.store.Vehicle(ctx, a.Vehicle))
	switch {
	case err != nil:
		return err
	case v == nil:
		d.Vehicle, a.Vehicle = nil, 0
	case d.ChangeOwner && d.Vehicle != nil && d.Vehicle.Meta.ID == v.Meta.ID && d.Vehicle.Owner != v.Owner:
	default:
		d.Vehicle = v
	}
	return nil
}

func movedUnder(ticked []core.Field, before, now *core.Customer) bool {
	return slices.ContainsFunc(ticked, func(f core.Field) bool { return before.Contact.Get(f) != now.Contact.Get(f) })
}
