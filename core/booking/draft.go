package booking

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/schedule"
)

// The stand-ins for what a save creates.
var (
	pendingAppointment = core.Pending(1)
	pendingCustomer    = core.Pending(2)
	pendingVehicle     = core.Pending(3)
)

// Draft opens an appointment for a lead, filled in as far as the lead and the master tell. Errors: AlreadyBooked when
// the lead has an appointment; Invalid with ReasonClosed when it is rejected or cancelled, with the reason of
// [CashSale] when that way out is closed, or when a ticked field does not exist; NotFound.
func (s *Service) Draft(ctx context.Context, lead core.ID, choice Choice, actor string) (*Draft, error) {
	l, set, err := s.leadAndSettings(ctx, lead)
	if err != nil {
		return nil, err
	}
	if err := bookable(&l); err != nil {
		return nil, err
	}
	d := &Draft{Lead: &l, Way: choice.Way, Op: newOp()}
	a := &d.Appointment
	a.Lead, a.Snapshot, a.SMSConfirmation = lead, copyRequest(&l.Request), l.Request.SMSConfirmation
	a.Notes = strings.TrimSpace(l.Request.Comments)
	if err := s.answer(ctx, d, choice, &set); err != nil {
		return nil, err
	}
	if err := tick(d, choice.Update); err != nil {
		return nil, err
	}
	vehicle, err := s.findVehicle(ctx, &l, d.customer(), &set)
	if err != nil {
		return nil, err
	}
	d.Offers = vehicle.Offers
	if d.Vehicle = vehicle.Vehicle; d.Vehicle != nil {
		a.Vehicle = d.Vehicle.Meta.ID
	} else {
		a.Transit = leadVehicle(&l, &set)
	}
	a.Steps = schedule.SuggestSteps(&set.Basis, l.Request.Work)
	s.fillTimes(d, l.Request.WantedAt, actor, &set)
	return d, nil
}

// answer puts the customer and the contact into the draft, by the way out that was taken.
func (s *Service) answer(ctx context.Context, d *Draft, choice Choice, set *core.Settings) error {
	switch choice.Way {
	case WayCash:
		cash, err := s.cashSale(ctx, set)
		if err != nil {
			return err
		}
		if cash.Customer == nil {
			return core.Refuse(core.FieldCustomer, core.Reason(cash.Why))
		}
		d.take(cash.Customer, set)
	case WayNew:
		if choice.Customer == 0 {
			fresh := fillCustomer(d.Lead, set)
			d.NewCustomer, d.Appointment.Customer, d.Appointment.Contact = &fresh, pendingCustomer, fresh.Contact
			return nil
		}
		c, err := s.store.Customer(ctx, choice.Customer)
		if err != nil {
			return err
		}
		d.take(&c, set)
		d.Created, d.Appointment.Contact = choice.Created, c.Contact
		return nil
	default:
		c, err := s.chosen(ctx, d.Lead, choice)
		if err != nil {
			return err
		}
		d.take(&c, set)
	}
	d.Appointment.Contact = d.contactFromLead(set)
	return nil
}

// chosen is the customer merged with; of WayExisting the one of the lead's number unless an id is given.
func (s *Service) chosen(ctx context.Context, l *core.Lead, choice Choice) (core.Customer, error) {
	switch {
	case choice.Customer != 0:
		return s.store.Customer(ctx, choice.Customer)
	case choice.Way == WayExisting:
		return s.store.CustomerByNumber(ctx, strings.TrimSpace(l.Request.CustomerNumber))
	}
	return core.Customer{}, core.Refuse(core.FieldCustomer, ReasonNoCustomer)
}

// take makes c the draft's customer.
func (d *Draft) take(c *core.Customer, set *core.Settings) {
	d.Customer, d.NewCustomer, d.Appointment.Customer = c, nil, c.Meta.ID
	d.Appointment.CashSale = isCash(set, c)
	if d.Appointment.CashSale && d.Appointment.Snapshot != nil {
		d.Way = WayCash
	}
}

// customer is the chosen customer, stored or about to be created; nil for none.
func (d *Draft) customer() *core.Customer {
	if d.NewCustomer != nil {
		return d.NewCustomer
	}
	return d.Customer
}

// contactFromLead is the lead's contact. A lead that names nobody and only carries a number gets what is missing from
// the master, but never from the cash-sale customer, whose name is nobody's.
func (d *Draft) contactFromLead(set *core.Settings) core.Contact {
	c := d.Appointment.Snapshot.Contact
	c.Normalize(set.Basis.Country)
	if c.Named() || d.Customer == nil || d.Appointment.CashSale {
		return c
	}
	full := d.Customer.Contact
	for _, f := range core.ContactFields() {
		if c.Get(f) != "" {
			full.Copy(f, &c)
		}
	}
	return full
}

// tick notes the fields to be put into the customer master.
func tick(d *Draft, fields []core.Field) error {
	known := core.ContactFields()
	for _, f := range fields {
		if !slices.Contains(known, f) {
			return core.Refuse(f, core.ReasonUnknown)
		}
		if d.Appointment.CashSale {
			return core.Refuse(f, ReasonCashMaster)
		}
		if !slices.Contains(d.Update, f) {
			d.Update = append(d.Update, f)
		}
	}
	return nil
}

// fillTimes sets what the clock and the settings tell: the wanted time or else the next opening, the minutes of drop-off
// and pick-up, the earliest sensible pick-up, and who takes the car in. A wanted time in the past stays for the adviser
// to see.
func (s *Service) fillTimes(d *Draft, at core.WallTime, actor string, set *core.Settings) {
	a, b := &d.Appointment, &set.Basis
	a.Status = core.AppointmentPlanned
	if !at.Valid() {
		at = s.nextOpening(set)
	}
	a.DropOff = core.Part{At: at, Minutes: b.DropOffMinutes}
	a.PickUp = proposedPickUp(b, a)
	d.Follows = true
	if actor = strings.TrimSpace(actor); len(b.Advisers) == 0 || slices.Contains(b.Advisers, actor) {
		a.Adviser = actor
	}
}

// proposedPickUp is the earliest sensible pick-up, also when the workshop never opens.
func proposedPickUp(b *core.Basis, a *core.Appointment) core.Part {
	part := schedule.DefaultPickUp(b, a)
	if !part.At.Valid() {
		part.At = schedule.WorkEnd(b, a)
	}
	if !part.At.Valid() {
		part.At = a.DropOff.End().Add(a.WorkMinutes())
	}
	return part
}

// FollowWork moves the pick-up of a draft that Follows to the end of the work as it stands now, and tells whether it moved.
// A stored appointment's pick-up was told to somebody and never moves by itself.
func (d *Draft) FollowWork(b *core.Basis) bool {
	a := &d.Appointment
	if !d.Follows || !a.DropOff.At.Valid() {
		return false
	}
	next := proposedPickUp(b, a).At
	if next == a.PickUp.At {
		return false
	}
	a.PickUp.At = next
	return true
}

// nextOpening is the next quarter of an hour in which the workshop is open; the present one when it never opens.
func (s *Service) nextOpening(set *core.Settings) core.WallTime {
	now := s.now(set)
	if over := int(now.Time()) % 15; over != 0 {
		now = now.Add(15 - over)
	}
	if at := schedule.NextOpening(&set.Basis, now); at.Valid() {
		return at
	}
	return now
}

// DraftFor opens an appointment without a lead, for somebody on the telephone. Either id may be 0; a vehicle alone brings
// its owner. The contact comes from the master; that of the cash-sale customer is left for the adviser to fill in.
func (s *Service) DraftFor(ctx context.Context, customer, vehicle core.ID, at core.WallTime, actor string) (*Draft, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	d := &Draft{Op: newOp()}
	if vehicle != 0 {
		v, err := s.store.Vehicle(ctx, vehicle)
		if err != nil {
			return nil, err
		}
		d.Vehicle, d.Appointment.Vehicle = &v, vehicle
		if customer == 0 {
			customer = v.Owner
		}
	}
	if customer != 0 {
		c, err := s.store.Customer(ctx, customer)
		if err != nil {
			return nil, err
		}
		d.take(&c, &set)
		d.Appointment.Contact = masterContact(&c, &set)
	}
	if vehicle == 0 {
		if d.Offers, err = s.offers(ctx, &core.VehicleData{}, d.Customer, &set); err != nil {
			return nil, err
		}
	}
	s.fillTimes(d, at, actor, &set)
	return d, nil
}

func masterContact(c *core.Customer, set *core.Settings) core.Contact {
	if isCash(set, c) {
		return core.Contact{}
	}
	return c.Contact
}

// Edit opens a stored appointment. What it refers to may be gone; the editor then shows it as not chosen.
func (s *Service) Edit(ctx context.Context, appointment core.ID) (*Draft, error) {
	a, err := s.store.Appointment(ctx, appointment)
	if err != nil {
		return nil, err
	}
	d := &Draft{Appointment: a, Op: newOp()}
	if a.Lead != 0 {
		if d.Lead, err = optional(s.store.Lead(ctx, a.Lead)); err != nil {
			return nil, err
		}
	}
	if a.CashSale {
		d.Way = WayCash
	}
	return d, s.reread(ctx, d)
}

// FillCustomer is the content of the new-customer dialog for a lead; nothing is stored.
func (s *Service) FillCustomer(ctx context.Context, lead core.ID) (core.Customer, error) {
	l, set, err := s.leadAndSettings(ctx, lead)
	if err != nil {
		return core.Customer{}, err
	}
	return fillCustomer(&l, &set), nil
}

func fillCustomer(l *core.Lead, set *core.Settings) core.Customer {
	c := core.Customer{Contact: l.Request.Contact, Status: core.StatusProspect}
	if c.Contact.Country == "" {
		c.Contact.Country = set.Basis.Country
	}
	c.Normalize(set.Basis.Country)
	return c
}

// copyRequest copies a request with all it points to, so that nothing edited later reaches the copy.
func copyRequest(r *core.Request) *core.Request {
	c := *r
	c.AsText, c.Hints = slices.Clone(r.AsText), slices.Clone(r.Hints)
	return &c
}

// copyAppointment copies an appointment with all it points to.
func copyAppointment(a *core.Appointment) core.Appointment {
	c := *a
	c.Steps, c.Answered, c.History = slices.Clone(a.Steps), slices.Clone(a.Answered), slices.Clone(a.History)
	if a.Snapshot != nil {
		c.Snapshot = copyRequest(a.Snapshot)
	}
	if a.Booking != nil {
		b := *a.Booking
		b.MasterChanges, b.NotDuplicates = slices.Clone(b.MasterChanges), slices.Clone(b.NotDuplicates)
		c.Booking = &b
	}
	return c
}
