package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// Appointment reads one appointment.
func (s *Store) Appointment(ctx context.Context, id core.ID) (core.Appointment, error) {
	return one[core.Appointment](ctx, s, core.EntityAppointment, id)
}

// AppointmentsOfCustomer lists a customer's appointments by drop-off.
func (s *Store) AppointmentsOfCustomer(ctx context.Context, customer core.ID) ([]core.Appointment, error) {
	return s.appointmentsOf(ctx, "customer", customer)
}

// AppointmentsOfVehicle lists a vehicle's appointments by drop-off.
func (s *Store) AppointmentsOfVehicle(ctx context.Context, vehicle core.ID) ([]core.Appointment, error) {
	return s.appointmentsOf(ctx, "vehicle", vehicle)
}

func (s *Store) appointmentsOf(ctx context.Context, field string, id core.ID) ([]core.Appointment, error) {
	list, err := many[core.Appointment](ctx, s, core.EntityAppointment, field, idKey(id), maxAppointmentsOf)
	byDropOff(list)
	return list, err
}

func byDropOff(list []core.Appointment) {
	slices.SortStableFunc(list, func(a, b core.Appointment) int {
		return cmp.Or(cmp.Compare(a.DropOff.At, b.DropOff.At), cmp.Compare(a.Meta.ID, b.Meta.ID))
	})
}

// AppointmentsBetween lists the appointments whose stay touches [from, to). Stays up to a week are found by their
// drop-off, longer ones have an index of their own.
func (s *Store) AppointmentsBetween(ctx context.Context, from, to core.WallTime) ([]core.Appointment, error) {
	var list []core.Appointment
	err := s.read(ctx, "read appointments", func(tx *bolt.Tx) error {
		e := s.schema[core.EntityAppointment]
		seen := map[core.ID]bool{}
		scan := func(field string, first core.WallTime) error {
			c := tx.Bucket(e.index(field).bucket).Cursor()
			for key, _ := c.Seek(wallKey(first)); key != nil && wallOf(key) < to; key, _ = c.Next() {
				id := keyID(key)
				if seen[id] {
					continue
				}
				seen[id] = true
				var a core.Appointment
				if err := e.get(tx, id, &a); err != nil {
					return err
				}
				if stayEnd(&a) > from || a.DropOff.At >= from {
					list = append(list, a)
				}
			}
			return ctx.Err()
		}
		if err := scan("dropoff", from.Add(-longStay)); err != nil {
			return err
		}
		return scan("long", 0)
	})
	byDropOff(list)
	return list, err
}

func wallKey(w core.WallTime) []byte {
	return binary.BigEndian.AppendUint64(nil, signed(int64(w)))
}

func wallOf(key []byte) core.WallTime {
	return core.WallTime(int64(binary.BigEndian.Uint64(key) ^ 1<<63))
}
