package master

import (
	"context"

	"terminwerk/core"
)

// RestoreCustomer takes a deletion back: the customer as it was before, with its number, under a new id, and with what was
// kept beside it. Its past appointments point to it again; the vehicles it drove too, unless somebody else drives them by
// now. Errors: Invalid when the number was given to somebody else meanwhile.
func (s *Service) RestoreCustomer(ctx context.Context, actor string, d DeletedCustomer) (core.ID, error) {
	c, old := d.Customer, d.Customer.Meta.ID
	c.Meta = core.Meta{ID: core.Pending(1)}
	if err := s.checkNumber(ctx, &c); err != nil {
		return 0, err
	}
	visits, err := s.store.AppointmentsOfCustomer(ctx, old)
	if err != nil {
		return 0, err
	}
	change := core.Change{What: "customer.restored", Put: []core.Record{&c}}
	for i := range visits {
		visits[i].Customer = c.Meta.ID
		change.Put = append(change.Put, &visits[i])
	}
	if err := s.restoreDriven(ctx, &change, d.Driven, c.Meta.ID); err != nil {
		return 0, err
	}
	if err := s.restoreDecisions(ctx, &change, d.Decisions, old, c.Meta.ID); err != nil {
		return 0, err
	}
	for _, m := range d.Merges {
		m.Meta, m.Kept = core.Meta{}, c.Meta.ID
		change.Put = append(change.Put, &m)
	}
	restoreImportState(&change, d.Import, c.Meta.ID)
	err = s.apply(ctx, actor, change)
	return c.Meta.ID, err
}

func (s *Service) restoreDriven(ctx context.Context, change *core.Change, driven []core.ID, driver core.ID) error {
	for _, id := range driven {
		v, err := s.store.Vehicle(ctx, id)
		switch {
		case core.IsKind(err, core.NotFound) || err == nil && v.Driver != 0:
			continue
		case err != nil:
			return err
		}
		v.Driver = driver
		change.Put = append(change.Put, &v)
	}
	return nil
}

// restoreDecisions brings the decisions back whose lead or other customer is still there.
func (s *Service) restoreDecisions(ctx context.Context, change *core.Change, decisions []core.NotDuplicate, old, back core.ID) error {
	for _, n := range decisions {
		if n.Customer == old {
			n.Customer = back
		} else {
			n.Other = back
		}
		err := s.partnerOf(ctx, &n, back)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		n.Meta = core.Meta{}
		change.Put = append(change.Put, &n)
	}
	return nil
}

// partnerOf looks for whom a decision holds apart from customer; NotFound when it is gone.
func (s *Service) partnerOf(ctx context.Context, n *core.NotDuplicate, customer core.ID) (err error) {
	switch {
	case n.Lead != 0:
		_, err = s.store.Lead(ctx, n.Lead)
	case n.Customer == customer:
		_, err = s.store.Customer(ctx, n.Other)
	default:
		_, err = s.store.Customer(ctx, n.Customer)
	}
	return err
}

func restoreImportState(change *core.Change, state *core.ImportState, back core.ID) {
	if state == nil {
		return
	}
	again := *state
	again.Meta, again.Target.ID = core.Meta{}, back
	change.Put = append(change.Put, &again)
}

// RestoreVehicle takes a deletion back: the vehicle as it was before, under a new id, and with what was kept beside it. Its
// past appointments point to it again.
func (s *Service) RestoreVehicle(ctx context.Context, actor string, d DeletedVehicle) (core.ID, error) {
	v, old := d.Vehicle, d.Vehicle.Meta.ID
	v.Meta = core.Meta{ID: core.Pending(1)}
	visits, err := s.store.AppointmentsOfVehicle(ctx, old)
	if err != nil {
		return 0, err
	}
	change := core.Change{What: "vehicle.restored", Put: []core.Record{&v}}
	for i := range visits {
		visits[i].Vehicle = v.Meta.ID
		change.Put = append(change.Put, &visits[i])
	}
	restoreImportState(&change, d.Import, v.Meta.ID)
	err = s.apply(ctx, actor, change)
	return v.Meta.ID, err
}
