package master

import (
	"context"

	"terminwerk/core"
)

// RestoreCustomer takes a deletion back: the customer as it was before, with its number, under a new id. Its past
// appointments point to it again. Errors: Invalid when the number was given to somebody else meanwhile.
func (s *Service) RestoreCustomer(ctx context.Context, actor string, c core.Customer) (core.ID, error) {
	old := c.Meta.ID
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
	err = s.apply(ctx, actor, change)
	return c.Meta.ID, err
}

// RestoreVehicle takes a deletion back: the vehicle as it was before, under a new id. Its past appointments point to it
// again.
func (s *Service) RestoreVehicle(ctx context.Context, actor string, v core.Vehicle) (core.ID, error) {
	old := v.Meta.ID
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
	err = s.apply(ctx, actor, change)
	return v.Meta.ID, err
}
