package booking

import (
	"context"
	"slices"

	"terminwerk/core"
	"terminwerk/core/vin"
)

// change collects everything a save writes. The appointment comes first; records that were only relied upon are expected
// at the revision the panel saw.
func (s *Service) change(ctx context.Context, w *work, actor string, told core.Happening) (core.Change, error) {
	a := &w.Appointment
	c := core.Change{Op: w.Op, Actor: actor, Put: []core.Record{a}}
	if err := w.writeCustomer(); err != nil {
		return c, err
	}
	if err := s.writeVehicle(ctx, w); err != nil {
		return c, err
	}
	if w.putCustomer != nil {
		c.Put = append(c.Put, w.putCustomer)
	} else {
		c.Expect = append(c.Expect, refTo(w.Customer))
	}
	switch {
	case w.putVehicle != nil:
		c.Put = append(c.Put, w.putVehicle)
	case w.Vehicle != nil:
		c.Expect = append(c.Expect, refTo(w.Vehicle))
	}
	if err := s.expectOwner(ctx, w, &c); err != nil {
		return c, err
	}
	if w.before != nil {
		c.What = w.tell(told)
		w.acknowledge(&c)
		return c, s.passOn(ctx, w, &c)
	}
	c.What = "appointment.booked"
	if w.Lead != nil {
		c.What = "lead.booked"
	}
	return c, s.book(ctx, w, &c, told)
}

// book completes a new appointment: its link with the lead, how it came about, and the lead's decisions.
func (s *Service) book(ctx context.Context, w *work, c *core.Change, told core.Happening) error {
	a := &w.Appointment
	told.What, told.To = "booked", a.DropOff.At
	a.Meta, a.History = core.Meta{ID: pendingAppointment}, []core.Happening{told}
	a.Booking = w.trace()
	if w.Lead == nil {
		return nil
	}
	l := *w.Lead
	l.Status, l.Appointment = core.LeadBooked, pendingAppointment
	c.Put = append(c.Put, &l)
	a.Booking.LeadStatus, a.Booking.LeadRev = w.Lead.Status, w.Lead.Meta.Rev+1
	if a.CashSale {
		return nil
	}
	decisions, err := s.store.NotDuplicatesOfLead(ctx, l.Meta.ID)
	for _, n := range decisions {
		if n.Customer == a.Customer {
			continue
		}
		n.Lead, n.Other = 0, a.Customer
		c.Put = append(c.Put, &n)
		a.Booking.NotDuplicates = append(a.Booking.NotDuplicates, n.Meta.ID)
	}
	return err
}

// passOn lets the lead's former decisions follow when its appointment goes to another customer; where there is no person
// to speak of, or the customer is the one they were about, they are the lead's again.
func (s *Service) passOn(ctx context.Context, w *work, c *core.Change) error {
	a := &w.Appointment
	if a.Customer == w.before.Customer || a.Booking == nil || len(a.Booking.NotDuplicates) == 0 {
		return nil
	}
	former, err := s.store.NotDuplicatesOfCustomer(ctx, w.before.Customer)
	if err != nil {
		return err
	}
	ofLead, err := s.store.NotDuplicatesOfLead(ctx, a.Lead)
	left := slices.Clone(a.Booking.NotDuplicates)
	for _, n := range append(former, ofLead...) {
		at := slices.Index(left, n.Meta.ID)
		if at < 0 {
			continue
		}
		left = slices.Delete(left, at, at+1)
		if n.Lead, n.Other = 0, a.Customer; a.CashSale || n.Customer == a.Customer {
			n.Lead, n.Other = a.Lead, 0
		}
		c.Put = append(c.Put, &n)
	}
	return err
}

// trace says what this change writes beside the appointment, with the revisions it leads to.
func (w *work) trace() *core.Booking {
	b := &core.Booking{AppointmentRev: 1}
	switch {
	case w.NewCustomer != nil:
		b.NewCustomer, b.CustomerRev = true, 1
	case w.putCustomer != nil:
		b.NewCustomer, b.CustomerRev = w.Created, w.Customer.Meta.Rev+1
		b.MasterChanges = core.Differences(w.Customer.Contact.FieldValues(), w.putCustomer.Contact.FieldValues())
	case w.Created:
		b.NewCustomer, b.CustomerRev = true, w.Customer.Meta.Rev
	}
	switch {
	case w.putVehicle == nil:
	case w.Vehicle == nil:
		b.NewVehicle, b.NewVehicleRev = pendingVehicle, 1
	default:
		b.VehicleRev, b.OwnerBefore, b.DriverBefore = w.Vehicle.Meta.Rev+1, w.Vehicle.Owner, w.Vehicle.Driver
	}
	return b
}

// writeCustomer puts the ticked fields of the lead into the master, or the new customer.
func (w *work) writeCustomer() error {
	if w.NewCustomer != nil {
		c := *w.NewCustomer
		c.Meta = core.Meta{ID: pendingCustomer}
		c.Normalize(w.settings.Basis.Country)
		w.putCustomer = &c
		return nil
	}
	if len(w.Update) == 0 || w.Customer == nil {
		return nil
	}
	if w.Appointment.CashSale {
		return core.Refuse(w.Update[0], ReasonCashMaster)
	}
	from := w.Appointment.Contact
	if w.Appointment.Snapshot != nil {
		from = w.Appointment.Snapshot.Contact
	}
	from.Normalize(w.settings.Basis.Country)
	c := *w.Customer
	for _, f := range w.Update {
		// Nothing erases a field of the master, but a street without a house number does not keep the old one.
		withStreet := f == core.FieldHouseNumber && from.Street != "" && slices.Contains(w.Update, core.FieldStreet)
		if from.Get(f) != "" || withStreet {
			c.Contact.Copy(f, &from)
		}
	}
	if c.Contact != w.Customer.Contact {
		w.putCustomer = &c
	}
	return nil
}

// writeVehicle creates the transit vehicle in the vehicle master, or changes the owner of the vehicle.
func (s *Service) writeVehicle(ctx context.Context, w *work) error {
	a := &w.Appointment
	switch {
	case a.Vehicle == 0 && w.CreateVehicle && !a.Transit.Empty():
		owner, err := s.ownerToBe(ctx, w)
		if err != nil {
			return err
		}
		w.putVehicle = &core.Vehicle{Meta: core.Meta{ID: pendingVehicle}, Data: a.Transit, Owner: owner}
		a.Vehicle, a.Transit = pendingVehicle, core.VehicleData{}
		return w.putVehicle.Validate()
	case a.Vehicle != 0 && w.ChangeOwner && w.Vehicle.Owner != a.Customer:
		if a.CashSale {
			return core.Refuse(core.FieldOwner, ReasonCashOwner)
		}
		v := *w.Vehicle
		v.Owner = a.Customer
		if v.Driver == v.Owner {
			v.Driver = 0
		}
		w.putVehicle = &v
	}
	return nil
}

// ownerToBe is the owner of the vehicle to be created: the one asked for, else the customer, who must be a person and
// must not have that vehicle already.
func (s *Service) ownerToBe(ctx context.Context, w *work) (core.ID, error) {
	owner := w.VehicleOwner
	if owner == 0 {
		owner = w.Appointment.Customer
	}
	cash, err := s.cashCustomer(ctx, &w.settings)
	if err != nil {
		return 0, err
	}
	if cash != nil && cash.Meta.ID == owner {
		return 0, core.Refuse(core.FieldOwner, ReasonCashOwner)
	}
	number := w.Appointment.Transit.VIN
	if !wholeVIN(vin.Check(number)) {
		return owner, nil
	}
	twins, err := s.store.VehiclesByVIN(ctx, number)
	if slices.ContainsFunc(twins, func(v core.Vehicle) bool { return v.Owner == owner }) {
		return 0, core.Refuse(core.FieldVIN, core.ReasonTaken)
	}
	return owner, err
}

// expectOwner relies on the owner of a vehicle to be created, where that is not the customer.
func (s *Service) expectOwner(ctx context.Context, w *work, c *core.Change) error {
	if w.putVehicle == nil || w.Vehicle != nil || w.putVehicle.Owner == w.Appointment.Customer {
		return nil
	}
	owner, err := s.store.Customer(ctx, w.putVehicle.Owner)
	c.Expect = append(c.Expect, refTo(&owner))
	return err
}

// tell writes the history of a stored appointment and names the change for the audit trail.
func (w *work) tell(told core.Happening) string {
	a := &w.Appointment
	told.What = "changed"
	if a.DropOff.At != w.before.DropOff.At {
		told.What, told.From, told.To = "rescheduled", w.before.DropOff.At, a.DropOff.At
	}
	a.History = append(a.History, told)
	return "appointment." + told.What
}

// acknowledge takes the outside change of the lead as dealt with: what the lead asks for is from now on what it asks for
// outside.
func (w *work) acknowledge(c *core.Change) {
	if w.Lead == nil || w.Lead.External == nil || !w.settles(w.Lead) {
		return
	}
	l := *w.Lead
	settle(&l)
	c.Put = append(c.Put, &l)
}

// settle deals with a lead's outside change. A cancellation leaves the request as it was.
func settle(l *core.Lead) {
	if l.External != nil && !l.External.Cancelled {
		l.Request = *copyRequest(&l.External.Request)
	}
	l.External = nil
}
