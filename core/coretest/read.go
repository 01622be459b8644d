package coretest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// record is a pointer to T that is a stored record.
type record[T any] interface {
	*T
	core.Record
}

func one[T any, P record[T]](ctx context.Context, s *Store, id core.ID) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	e := P(&none).Entity()
	r := s.state.records[e][id]
	if r == nil {
		return none, notFound(core.Ref{Entity: e, ID: id})
	}
	return *clone(r).(P), nil
}

// all gives the records for which want is true, ordered by id.
func all[T any, P record[T]](ctx context.Context, s *Store, want func(P) bool) ([]T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var list []T
	var of T
	for _, r := range s.state.records[P(&of).Entity()] {
		if want(r.(P)) {
			list = append(list, *clone(r).(P))
		}
	}
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(P(&a).Head().ID, P(&b).Head().ID) })
	return list, nil
}

func first[T any, P record[T]](ctx context.Context, s *Store, want func(P) bool) (T, error) {
	list, err := all[T](ctx, s, want)
	if err == nil && len(list) == 0 {
		var none T
		return none, notFound(core.Ref{Entity: P(&none).Entity()})
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// Customer reads one customer.
func (s *Store) Customer(ctx context.Context, id core.ID) (core.Customer, error) {
	return one[core.Customer](ctx, s, id)
}

// CustomerByNumber reads the customer with a number, present or former; upper and lower case are the same.
func (s *Store) CustomerByNumber(ctx context.Context, number string) (core.Customer, error) {
	number = strings.TrimSpace(number)
	same := func(other string) bool { return number != "" && strings.EqualFold(other, number) }
	c, err := first(ctx, s, func(c *core.Customer) bool { return same(c.Number) })
	if core.IsKind(err, core.NotFound) {
		return first(ctx, s, func(c *core.Customer) bool { return slices.ContainsFunc(c.Former, same) })
	}
	return c, err
}

// Vehicle reads one vehicle.
func (s *Store) Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error) {
	return one[core.Vehicle](ctx, s, id)
}

// VehiclesByVIN lists the vehicles with a VIN.
func (s *Store) VehiclesByVIN(ctx context.Context, number string) ([]core.Vehicle, error) {
	key := vin.Key(number)
	return all(ctx, s, func(v *core.Vehicle) bool { return key != "" && vin.Key(v.Data.VIN) == key })
}

// VehiclesByVINTail lists the vehicles whose VIN ends with these seven characters.
func (s *Store) VehiclesByVINTail(ctx context.Context, tail string) ([]core.Vehicle, error) {
	tail = vin.Tail(tail)
	return all(ctx, s, func(v *core.Vehicle) bool { return tail != "" && vin.Tail(v.Data.VIN) == tail })
}

// VehiclesByPlate lists the vehicles with a plate.
func (s *Store) VehiclesByPlate(ctx context.Context, number string) ([]core.Vehicle, error) {
	key := plate.Normalize(number)
	return all(ctx, s, func(v *core.Vehicle) bool { return key != "" && plate.Normalize(v.Data.Plate) == key })
}

// VehiclesOf lists the vehicles of which a customer is owner or driver.
func (s *Store) VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error) {
	return all(ctx, s, func(v *core.Vehicle) bool { return customer != 0 && (v.Owner == customer || v.Driver == customer) })
}

// Lead reads one lead.
func (s *Store) Lead(ctx context.Context, id core.ID) (core.Lead, error) {
	return one[core.Lead](ctx, s, id)
}

// LeadByExternal reads the lead that a source calls by externalID.
func (s *Store) LeadByExternal(ctx context.Context, source, externalID string) (core.Lead, error) {
	return first(ctx, s, func(l *core.Lead) bool { return l.Request.Source == source && l.Request.ExternalID == externalID })
}

// Appointment reads one appointment.
func (s *Store) Appointment(ctx context.Context, id core.ID) (core.Appointment, error) {
	return one[core.Appointment](ctx, s, id)
}

// AppointmentsBetween lists the appointments whose stay touches [from, to), by drop-off.
func (s *Store) AppointmentsBetween(ctx context.Context, from, to core.WallTime) ([]core.Appointment, error) {
	return s.appointments(ctx, func(a *core.Appointment) bool {
		end := max(a.PickUp.End(), a.DropOff.End())
		return a.DropOff.At < to && (end > from || a.DropOff.At >= from)
	})
}

// AppointmentsOfCustomer lists a customer's appointments by drop-off.
func (s *Store) AppointmentsOfCustomer(ctx context.Context, customer core.ID) ([]core.Appointment, error) {
	return s.appointments(ctx, func(a *core.Appointment) bool { return customer != 0 && a.Customer == customer })
}

// AppointmentsOfVehicle lists a vehicle's appointments by drop-off.
func (s *Store) AppointmentsOfVehicle(ctx context.Context, vehicle core.ID) ([]core.Appointment, error) {
	return s.appointments(ctx, func(a *core.Appointment) bool { return vehicle != 0 && a.Vehicle == vehicle })
}

func (s *Store) appointments(ctx context.Context, want func(*core.Appointment) bool) ([]core.Appointment, error) {
	list, err := all(ctx, s, want)
	slices.SortStableFunc(list, func(a, b core.Appointment) int { return cmp.Compare(a.DropOff.At, b.DropOff.At) })
	return list, err
}

// Settings reads the settings.
func (s *Store) Settings(ctx context.Context) (core.Settings, error) {
	return one[core.Settings](ctx, s, 1)
}

// NotDuplicatesOfLead lists the decisions about a lead.
func (s *Store) NotDuplicatesOfLead(ctx context.Context, lead core.ID) ([]core.NotDuplicate, error) {
	return all(ctx, s, func(n *core.NotDuplicate) bool { return lead != 0 && n.Lead == lead })
}

// NotDuplicatesOfCustomer lists the decisions about a customer, on either side.
func (s *Store) NotDuplicatesOfCustomer(ctx context.Context, customer core.ID) ([]core.NotDuplicate, error) {
	return all(ctx, s, func(n *core.NotDuplicate) bool {
		return customer != 0 && (n.Customer == customer || n.Other == customer)
	})
}

// MergesInto lists what was merged into a customer, oldest first.
func (s *Store) MergesInto(ctx context.Context, kept core.ID) ([]core.Merge, error) {
	return all(ctx, s, func(m *core.Merge) bool { return kept != 0 && m.Kept == kept })
}

// MergeOf reads the merge in which the customer with a number went.
func (s *Store) MergeOf(ctx context.Context, number string) (core.Merge, error) {
	return first(ctx, s, func(m *core.Merge) bool { return number != "" && strings.EqualFold(m.Gone.Number, number) })
}

// ImportState reads what was last imported about a customer or vehicle.
func (s *Store) ImportState(ctx context.Context, target core.Ref) (core.ImportState, error) {
	return first(ctx, s, func(i *core.ImportState) bool { return i.Target.Entity == target.Entity && i.Target.ID == target.ID })
}

// ImportReviews lists the import states with open conflicts.
func (s *Store) ImportReviews(ctx context.Context) ([]core.ImportState, error) {
	return all(ctx, s, func(i *core.ImportState) bool { return len(i.Review) > 0 })
}

// Quarantine lists the unreadable records of imports, newest first.
func (s *Store) Quarantine(ctx context.Context) ([]core.Quarantined, error) {
	list, err := all(ctx, s, func(*core.Quarantined) bool { return true })
	slices.Reverse(list)
	return list, err
}

// History lists the audit trail of one record, newest first, at most limit lines; a limit of 0 means all.
func (s *Store) History(ctx context.Context, target core.Ref, limit int) ([]core.AuditEntry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []core.AuditEntry
	for _, entry := range slices.Backward(s.state.audit) {
		if entry.Target.Entity != target.Entity || entry.Target.ID != target.ID {
			continue
		}
		if list = append(list, entry); len(list) == limit {
			break
		}
	}
	return list, ctx.Err()
}
