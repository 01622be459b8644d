package master

import (
	"context"

	"terminwerk/core"
)

// DeleteCustomer removes the customer with what is kept beside it, and takes it off the vehicles it only
// drives. Errors: Invalid with the reason, Ref names the record that stands against it (an appointment still ahead, a
// vehicle owned, the settings for the cash-sale customer); NotFound; Conflict when it is changed at the same moment.
func (s *Service) DeleteCustomer(ctx context.Context, actor string, id core.ID) error {
	const op = "delete customer"
	c, err := s.store.Customer(ctx, id)
	if err != nil {
		return err
	}
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	if isCash(&c, settings) {
		return refused(op, &settings, ReasonCashDelete)
	}
	ahead, err := s.store.AppointmentsOfCustomer(ctx, id)
	if err != nil {
		return err
	}
	if a := s.firstAhead(ahead, settings); a != nil {
		return refused(op, a, ReasonAppointments)
	}
	change := core.Change{What: "customer.deleted", Delete: []core.Ref{refTo(&c)}}
	vehicles, err := s.store.VehiclesOf(ctx, id)
	if err != nil {
		return err
	}
	for i := range vehicles {
		if vehicles[i].Owner == id {
			return refused(op, &vehicles[i], ReasonVehicles)
		}
		vehicles[i].Driver = 0
		change.Put = append(change.Put, &vehicles[i])
	}
	if err := s.addBesides(ctx, &change, &c); err != nil {
		return err
	}
	return s.apply(ctx, actor, change)
}

// addBesides deletes with a customer the decisions "kein Duplikat" and the import state.
func (s *Service) addBesides(ctx context.Context, change *core.Change, c *core.Customer) error {
	decisions, err := s.store.NotDuplicatesOfCustomer(ctx, c.Meta.ID)
	if err != nil {
		return err
	}
	for i := range decisions {
		change.Delete = append(change.Delete, refTo(&decisions[i]))
	}
	return s.addImportState(ctx, change, c)
}

func (s *Service) addImportState(ctx context.Context, change *core.Change, r core.Record) error {
	state, err := s.importStateOf(ctx, r)
	if err == nil && state != nil {
		change.Delete = append(change.Delete, refTo(state))
	}
	return err
}

// DeleteVehicle removes the vehicle. Errors: Invalid with the reason when an appointment with it is still
// ahead, which Ref names; NotFound; Conflict when it is changed at the same moment.
func (s *Service) DeleteVehicle(ctx context.Context, actor string, id core.ID) error {
	v, err := s.store.Vehicle(ctx, id)
	if err != nil {
		return err
	}
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	ahead, err := s.store.AppointmentsOfVehicle(ctx, id)
	if err != nil {
		return err
	}
	if a := s.firstAhead(ahead, settings); a != nil {
		return refused("delete vehicle", a, ReasonAppointments)
	}
	change := core.Change{What: "vehicle.deleted", Delete: []core.Ref{refTo(&v)}}
	if err := s.addImportState(ctx, &change, &v); err != nil {
		return err
	}
	return s.apply(ctx, actor, change)
}

// firstAhead is the first visit that is going on, or planned for today or later.
func (s *Service) firstAhead(list []core.Appointment, settings core.Settings) *core.Appointment {
	today := core.DateOf(s.clock.Now().In(settings.Basis.Location()))
	for i, a := range list {
		last := max(a.DropOff.At, a.PickUp.At).Date()
		if a.Status == core.AppointmentArrived || a.Status.Open() && last >= today {
			return &list[i]
		}
	}
	return nil
}
