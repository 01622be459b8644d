package booking

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
)

// Saved is what a save wrote. Vehicle is nil for a transit vehicle. Receipt.Known is set when the same draft had been
// saved before and nothing was written now.
type Saved struct {
	Appointment core.Appointment
	Customer    core.Customer
	Vehicle     *core.Vehicle
	Receipt     core.Receipt
}

// Save writes the draft and all that belongs to it as one change, or nothing; the draft itself stays as it is, so a
// refused save can be corrected and tried again, and a repeated one is recognised by Draft.Op. accepted answers the
// warnings. Errors: FindingsError; WarningsError when warnings were neither answered before nor accepted now;
// AlreadyBooked when the lead got its appointment meanwhile; Conflict with the record that has moved (see Refresh);
// Invalid, among them ReasonCashOwner and ReasonCashMaster; whatever the store says.
func (s *Service) Save(ctx context.Context, d *Draft, actor string, accepted bool) (Saved, error) {
	return s.save(ctx, d, actor, accepted, core.Happening{})
}

// save is Save with what the history tells beyond the default.
func (s *Service) save(ctx context.Context, d *Draft, actor string, accepted bool, told core.Happening) (Saved, error) {
	before, err := s.savedBefore(ctx, d)
	if err != nil {
		return Saved{}, err
	}
	if before != 0 {
		return s.savedAs(ctx, before, core.Receipt{Known: true})
	}
	w, err := s.prepare(ctx, d)
	if err != nil {
		return Saved{}, err
	}
	if err := s.ask(ctx, w, accepted); err != nil {
		return Saved{}, err
	}
	told.Op, told.By, told.At = d.Op, actor, s.stamp()
	change, err := s.change(ctx, w, actor, told)
	if err != nil {
		return Saved{}, err
	}
	receipt, err := s.store.Apply(ctx, change)
	if err != nil {
		return Saved{}, s.bookedMeanwhile(ctx, w, err)
	}
	if receipt.Known {
		return s.savedAs(ctx, receipt.Refs[0].ID, receipt)
	}
	return w.saved(receipt), nil
}

// work is a save under way: a copy of the draft on records as they are now, and what will be written beside it.
type work struct {
	Draft
	settings    core.Settings
	before      *core.Appointment // as stored; nil for a new one
	putCustomer *core.Customer    // to be written, if so
	putVehicle  *core.Vehicle     // to be written, if so
}

// savedBefore finds the appointment that an earlier save of this very draft made; 0 for none.
func (s *Service) savedBefore(ctx context.Context, d *Draft) (core.ID, error) {
	var seen []core.Appointment
	look := func(id core.ID) error {
		a, err := optional(s.store.Appointment(ctx, id))
		if a != nil {
			seen = append(seen, *a)
		}
		return err
	}
	var err error
	switch id := d.Appointment.Meta.ID; {
	case id != 0:
		err = look(id)
	case d.Lead != nil:
		l, problem := optional(s.store.Lead(ctx, d.Lead.Meta.ID))
		if err = problem; l != nil && l.Appointment != 0 {
			err = look(l.Appointment)
		}
	case d.Appointment.DropOff.At.Valid():
		at := d.Appointment.DropOff.At
		seen, err = s.store.AppointmentsBetween(ctx, at, at.Add(1))
	}
	for i := range seen {
		if slices.ContainsFunc(seen[i].History, func(h core.Happening) bool { return h.Op == d.Op && d.Op != "" }) {
			return seen[i].Meta.ID, err
		}
	}
	return 0, err
}

// savedAs reads what an earlier save wrote.
func (s *Service) savedAs(ctx context.Context, id core.ID, receipt core.Receipt) (Saved, error) {
	a, err := s.store.Appointment(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if len(receipt.Refs) == 0 {
		receipt.Refs = []core.Ref{refTo(&a)}
	}
	out := Saved{Appointment: a, Receipt: receipt}
	c, err := optional(s.store.Customer(ctx, a.Customer))
	if err != nil {
		return out, err
	}
	if c != nil {
		out.Customer = *c
	}
	if a.Vehicle != 0 {
		out.Vehicle, err = optional(s.store.Vehicle(ctx, a.Vehicle))
	}
	return out, err
}

// prepare copies the draft onto the records it was made of and refuses it when one of them has moved.
func (s *Service) prepare(ctx context.Context, d *Draft) (*work, error) {
	w := &work{Draft: *d}
	w.Appointment = copyAppointment(&d.Appointment)
	var err error
	if w.settings, err = s.store.Settings(ctx); err != nil {
		return nil, err
	}
	if w.Appointment.Meta.ID == 0 {
		err = s.prepareNew(ctx, w)
	} else {
		err = s.prepareStored(ctx, w)
	}
	if err != nil {
		return nil, err
	}
	if err := s.preparePartners(ctx, w); err != nil {
		return nil, err
	}
	a := &w.Appointment
	a.Contact.Normalize(w.settings.Basis.Country)
	a.Transit.Normalize(w.settings.Basis.Country)
	a.Adviser, a.Notes = strings.TrimSpace(a.Adviser), strings.TrimSpace(a.Notes)
	for i := range a.Steps {
		a.Steps[i].Text = strings.TrimSpace(a.Steps[i].Text)
	}
	if a.Status == "" {
		a.Status = core.AppointmentPlanned
	}
	if a.Vehicle != 0 {
		a.Transit = core.VehicleData{}
	}
	return w, nil
}

func (s *Service) prepareNew(ctx context.Context, w *work) error {
	a := &w.Appointment
	a.Lead, a.Snapshot, a.Booking, a.History = 0, nil, nil, nil
	if w.Lead == nil {
		return nil
	}
	l, err := s.leadAsRead(ctx, w.Lead)
	if err != nil {
		return err
	}
	w.Lead, a.Lead, a.Snapshot = l, l.Meta.ID, copyRequest(&l.Request)
	return nil
}

// leadAsRead reads the lead again: it must be bookable and not have changed.
func (s *Service) leadAsRead(ctx context.Context, read *core.Lead) (*core.Lead, error) {
	l, err := s.store.Lead(ctx, read.Meta.ID)
	if err != nil {
		return nil, err
	}
	if err := bookable(&l); err != nil {
		return nil, err
	}
	if l.Meta.Rev != read.Meta.Rev {
		return nil, moved(&l)
	}
	return &l, nil
}

// prepareStored keeps what an editor can never change: identity, lead, snapshot, how it was booked and the history.
func (s *Service) prepareStored(ctx context.Context, w *work) error {
	a := &w.Appointment
	stored, err := s.store.Appointment(ctx, a.Meta.ID)
	if err != nil {
		return err
	}
	if stored.Meta.Rev != a.Meta.Rev {
		return moved(&stored)
	}
	if stored.Status == core.AppointmentCancelled {
		return &core.Error{Kind: core.Invalid, Op: "save", Field: core.FieldStatus, Ref: refTo(&stored), Err: ReasonVisitOver}
	}
	kept := copyAppointment(&stored)
	a.Meta, a.Lead, a.Snapshot, a.Booking, a.History = kept.Meta, kept.Lead, kept.Snapshot, kept.Booking, kept.History
	if a.Customer == stored.Customer {
		a.CashSale = stored.CashSale
	}
	w.before = &stored
	return nil
}

func moved(r core.Record) error {
	return &core.Error{Kind: core.Conflict, Op: "save", Ref: refTo(r)}
}

// preparePartners makes customer and vehicle agree with the ids of the appointment.
func (s *Service) preparePartners(ctx context.Context, w *work) error {
	a := &w.Appointment
	if w.NewCustomer != nil {
		w.Customer, a.Customer = nil, pendingCustomer
	} else if a.Customer != 0 && (w.Customer == nil || w.Customer.Meta.ID != a.Customer) {
		c, err := s.store.Customer(ctx, a.Customer)
		if err != nil {
			return err
		}
		w.Customer = &c
	}
	// Another number in the settings later on does not make a walk-in a person.
	if w.before == nil || w.before.Customer != a.Customer {
		a.CashSale = isCash(&w.settings, w.Customer)
	}
	if a.Vehicle == 0 {
		w.Vehicle = nil
	} else if w.Vehicle == nil || w.Vehicle.Meta.ID != a.Vehicle {
		v, err := s.store.Vehicle(ctx, a.Vehicle)
		if err != nil {
			return err
		}
		w.Vehicle = &v
	}
	return nil
}

// ask evaluates the panel, refuses errors, asks about warnings and notes those that are answered.
func (s *Service) ask(ctx context.Context, w *work, accepted bool) error {
	r, err := s.review(ctx, &w.Draft, &w.settings)
	if err != nil {
		return err
	}
	var faults []advice.Finding
	var answered []string
	for _, f := range r.Findings {
		switch f.Severity {
		case advice.Error:
			faults = append(faults, f)
		case advice.Warning:
			answered = append(answered, f.Key)
		}
	}
	switch {
	case len(faults) > 0:
		return &FindingsError{faults}
	case len(r.Unasked) > 0 && !accepted:
		return &WarningsError{r.Unasked}
	}
	slices.Sort(answered)
	w.Appointment.Answered = answered
	return w.Appointment.Validate()
}

// bookedMeanwhile turns a Conflict about the lead into AlreadyBooked when that is what happened.
func (s *Service) bookedMeanwhile(ctx context.Context, w *work, err error) error {
	if w.before != nil || w.Lead == nil || !core.IsKind(err, core.Conflict) {
		return err
	}
	l, problem := s.store.Lead(ctx, w.Lead.Meta.ID)
	if problem == nil && l.Status == core.LeadBooked {
		return &AlreadyBooked{Lead: l.Meta.ID, Appointment: l.Appointment}
	}
	return err
}

func (w *work) saved(receipt core.Receipt) Saved {
	out := Saved{Appointment: w.Appointment, Receipt: receipt}
	switch {
	case w.putCustomer != nil:
		out.Customer = *w.putCustomer
	case w.Customer != nil:
		out.Customer = *w.Customer
	}
	if w.putVehicle != nil {
		out.Vehicle = w.putVehicle
	} else if w.Vehicle != nil {
		v := *w.Vehicle
		out.Vehicle = &v
	}
	return out
}
