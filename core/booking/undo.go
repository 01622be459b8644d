package booking

import (
	"context"
	"errors"
	"slices"

	"terminwerk/core"
)

// CanUndo tells why Undo would refuse; nil when it would not.
func (s *Service) CanUndo(ctx context.Context, appointment core.ID) error {
	_, err := s.undoing(ctx, appointment)
	return err
}

// Undo is "Terminanlage rückgängig": it deletes the appointment, gives the lead back its former status, puts the ticked
// fields and the vehicle's owner back and deletes a customer or vehicle created on the way, all or nothing. It refuses
// with UndoRefused when one of these records was changed since, or when something else uses what it would delete.
func (s *Service) Undo(ctx context.Context, actor string, appointment core.ID) error {
	change, err := s.undoing(ctx, appointment)
	if err != nil {
		return err
	}
	change.Op, change.Actor = newOp(), actor
	_, err = s.store.Apply(ctx, change)
	var at *core.Error
	if core.IsKind(err, core.Conflict) && errors.As(err, &at) {
		return &UndoRefused{at.Ref, ReasonUndoChanged}
	}
	return err
}

func (s *Service) undoing(ctx context.Context, appointment core.ID) (core.Change, error) {
	a, err := s.store.Appointment(ctx, appointment)
	if err != nil {
		return core.Change{}, err
	}
	u := undo{Service: s, a: &a, change: core.Change{What: "appointment.undone", Delete: []core.Ref{refTo(&a)}}}
	if a.Booking == nil {
		return u.change, &UndoRefused{refTo(&a), ReasonUndoNoRecord}
	}
	if err := unchanged(&a, a.Booking.AppointmentRev); err != nil {
		return u.change, err
	}
	for _, step := range []func(context.Context) error{u.lead, u.customer, u.newVehicle, u.ownerChange, u.decisions} {
		if err := step(ctx); err != nil {
			return u.change, err
		}
	}
	return u.change, nil
}

// undo collects what takes a booking back.
type undo struct {
	*Service
	a      *core.Appointment
	change core.Change
}

func unchanged(r core.Record, rev uint64) error {
	if r.Head().Rev != rev {
		return &UndoRefused{refTo(r), ReasonUndoChanged}
	}
	return nil
}

// found reads a record that the booking wrote and that must still be as it was then.
func found[T any, P interface {
	*T
	core.Record
}](read func(context.Context, core.ID) (T, error), ctx context.Context, id core.ID, rev uint64) (P, error) {
	r, err := read(ctx, id)
	p := P(&r)
	if core.IsKind(err, core.NotFound) {
		return nil, &UndoRefused{core.Ref{Entity: p.Entity(), ID: id}, ReasonUndoGone}
	}
	if err != nil {
		return nil, err
	}
	return p, unchanged(p, rev)
}

func (u *undo) lead(ctx context.Context) error {
	if u.a.Lead == 0 {
		return nil
	}
	l, err := found(u.store.Lead, ctx, u.a.Lead, u.a.Booking.LeadRev)
	if err != nil {
		return err
	}
	l.Status, l.Appointment = u.a.Booking.LeadStatus, 0
	u.change.Put = append(u.change.Put, l)
	return nil
}

func (u *undo) customer(ctx context.Context) error {
	b := u.a.Booking
	if !b.NewCustomer && len(b.MasterChanges) == 0 {
		return nil
	}
	c, err := found(u.store.Customer, ctx, u.a.Customer, b.CustomerRev)
	if err != nil {
		return err
	}
	if b.NewCustomer {
		u.change.Delete = append(u.change.Delete, refTo(c))
		return u.onlyHere(ctx, c)
	}
	set, err := u.store.Settings(ctx)
	if err != nil {
		return err
	}
	old := core.Contact{Country: c.Contact.Country}
	for _, m := range b.MasterChanges {
		old.Set(m.Field, m.Old)
	}
	old.Normalize(set.Basis.Country)
	for _, m := range b.MasterChanges {
		c.Contact.Set(m.Field, m.Old)
		if old.Get(m.Field) == m.Old {
			c.Contact.Copy(m.Field, &old)
		}
	}
	u.change.Put = append(u.change.Put, c)
	return nil
}

// onlyHere refuses to delete a customer whom other appointments or vehicles need.
func (u *undo) onlyHere(ctx context.Context, c *core.Customer) error {
	visits, err := u.store.AppointmentsOfCustomer(ctx, c.Meta.ID)
	if err != nil {
		return err
	}
	vehicles, err := u.store.VehiclesOf(ctx, c.Meta.ID)
	if err != nil {
		return err
	}
	ownerChanged := u.a.Booking.VehicleRev != 0
	if slices.ContainsFunc(visits, func(o core.Appointment) bool { return o.Meta.ID != u.a.Meta.ID }) ||
		slices.ContainsFunc(vehicles, func(v core.Vehicle) bool {
			return v.Meta.ID != u.a.Booking.NewVehicle && (!ownerChanged || v.Meta.ID != u.a.Vehicle)
		}) {
		return &UndoRefused{refTo(c), ReasonUndoUsed}
	}
	return nil
}

func (u *undo) newVehicle(ctx context.Context) error {
	b := u.a.Booking
	if b.NewVehicle == 0 {
		return nil
	}
	v, err := found(u.store.Vehicle, ctx, b.NewVehicle, b.NewVehicleRev)
	if err != nil {
		return err
	}
	visits, err := u.store.AppointmentsOfVehicle(ctx, v.Meta.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(visits, func(o core.Appointment) bool { return o.Meta.ID != u.a.Meta.ID }) {
		return &UndoRefused{refTo(v), ReasonUndoUsed}
	}
	u.change.Delete = append(u.change.Delete, refTo(v))
	return nil
}

func (u *undo) ownerChange(ctx context.Context) error {
	b := u.a.Booking
	if b.VehicleRev == 0 {
		return nil
	}
	v, err := found(u.store.Vehicle, ctx, u.a.Vehicle, b.VehicleRev)
	if err != nil {
		return err
	}
	v.Owner, v.Driver = b.OwnerBefore, b.DriverBefore
	u.change.Put = append(u.change.Put, v)
	return nil
}

// decisions turns what became a decision about two customers back into one about the lead; any other decision about a
// customer who goes has nothing left to speak of.
func (u *undo) decisions(ctx context.Context) error {
	all, err := u.store.NotDuplicatesOfCustomer(ctx, u.a.Customer)
	for _, n := range all {
		switch {
		case slices.Contains(u.a.Booking.NotDuplicates, n.Meta.ID):
			n.Lead, n.Other = u.a.Lead, 0
			u.change.Put = append(u.change.Put, &n)
		case u.a.Booking.NewCustomer:
			u.change.Delete = append(u.change.Delete, refTo(&n))
		}
	}
	return err
}
