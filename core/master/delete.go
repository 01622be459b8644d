package master

import (
	"context"

	"terminwerk/core"
)

// DeletedCustomer is what a deletion took away, for RestoreCustomer.
type DeletedCustomer struct {
	Customer  core.Customer
	Driven    []core.ID // vehicles of others that it drove
	Decisions []core.NotDuplicate
	Merges    []core.Merge      // into it
	Import    *core.ImportState // nil when it was never imported
}

// DeletedVehicle is what a deletion took away, for RestoreVehicle.
type DeletedVehicle struct {
	Vehicle core.Vehicle
	Import  *core.ImportState
}

// DeleteCustomer removes the customer with what is kept beside it, and takes it off the vehicles it only
// drives. Errors: Invalid with the reason, Ref names the record that stands against it (an appointment still ahead, a
// vehicle owned, the settings for the cash-sale customer); NotFound; Conflict when it is changed at the same moment.
func (s *Service) DeleteCustomer(ctx context.Context, actor string, id core.ID) (DeletedCustomer, error) {
	d, change, err := s.deletingCustomer(ctx, id)
	if err != nil {
		return d, err
	}
	return d, s.apply(ctx, actor, change)
}

func (s *Service) deletingCustomer(ctx context.Context, id core.ID) (d DeletedCustomer, change core.Change, err error) {
	const op = "delete customer"
	if d.Customer, err = s.store.Customer(ctx, id); err != nil {
		return d, change, err
	}
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return d, change, err
	}
	if isCash(&d.Customer, settings) {
		return d, change, refused(op, &settings, ReasonCashDelete)
	}
	ahead, err := s.store.AppointmentsOfCustomer(ctx, id)
	if err != nil {
		return d, change, err
	}
	if a := s.firstAhead(ahead, settings); a != nil {
		return d, change, refused(op, a, ReasonAppointments)
	}
	change = core.Change{What: "customer.deleted", Delete: []core.Ref{refTo(&d.Customer)}}
	vehicles, err := s.store.VehiclesOf(ctx, id)
	if err != nil {
		return d, change, err
	}
	for i := range vehicles {
		if vehicles[i].Owner == id {
			return d, change, refused(op, &vehicles[i], ReasonVehicles)
		}
		vehicles[i].Driver = 0
		d.Driven = append(d.Driven, vehicles[i].Meta.ID)
		change.Put = append(change.Put, &vehicles[i])
	}
	if d.Decisions, err = s.store.NotDuplicatesOfCustomer(ctx, id); err != nil {
		return d, change, err
	}
	for i := range d.Decisions {
		change.Delete = append(change.Delete, refTo(&d.Decisions[i]))
	}
	if d.Merges, err = s.store.MergesInto(ctx, id); err != nil {
		return d, change, err
	}
	for i := range d.Merges {
		change.Delete = append(change.Delete, refTo(&d.Merges[i]))
	}
	d.Import, err = s.deleteImportState(ctx, &change, &d.Customer)
	return d, change, err
}

func (s *Service) deleteImportState(ctx context.Context, change *core.Change, r core.Record) (*core.ImportState, error) {
	state, err := s.importStateOf(ctx, r)
	if err == nil && state != nil {
		change.Delete = append(change.Delete, refTo(state))
	}
	return state, err
}

// DeleteVehicle removes the vehicle. Errors: Invalid with the reason when an appointment with it is still
// ahead, which Ref names; NotFound; Conflict when it is changed at the same moment.
func (s *Service) DeleteVehicle(ctx context.Context, actor string, id core.ID) (d DeletedVehicle, err error) {
	if d.Vehicle, err = s.store.Vehicle(ctx, id); err != nil {
		return d, err
	}
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return d, err
	}
	ahead, err := s.store.AppointmentsOfVehicle(ctx, id)
	if err != nil {
		return d, err
	}
	if a := s.firstAhead(ahead, settings); a != nil {
		return d, refused("delete vehicle", a, ReasonAppointments)
	}
	change := core.Change{What: "vehicle.deleted", Delete: []core.Ref{refTo(&d.Vehicle)}}
	if d.Import, err = s.deleteImportState(ctx, &change, &d.Vehicle); err != nil {
		return d, err
	}
	return d, s.apply(ctx, actor, change)
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
