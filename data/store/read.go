package store

import (
	"bytes"
	"context"
	"strings"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// The longest lists that the readers give.
const (
	maxVehicles       = 50
	maxOfCustomer     = 1000
	maxBesides        = 1000
	maxAppointmentsOf = 10_000
)

func hasPrefix(key, prefix []byte) bool { return key != nil && bytes.HasPrefix(key, prefix) }

// record is a pointer to T that is a stored record.
type record[T any] interface {
	*T
	core.Record
}

// read runs fn in a read transaction unless ctx has ended.
func (s *Store) read(ctx context.Context, op string, fn func(*bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.view(op, fn)
}

func one[T any, P record[T]](ctx context.Context, s *Store, name core.Entity, id core.ID) (T, error) {
	var r T
	err := s.read(ctx, "read "+string(name), func(tx *bolt.Tx) error { return s.schema[name].get(tx, id, P(&r)) })
	return r, err
}

// byValue reads the one record under a looked-up text.
func byValue[T any, P record[T]](ctx context.Context, s *Store, name core.Entity, field, text string) (T, error) {
	var r T
	err := s.read(ctx, "read "+string(name), func(tx *bolt.Tx) error {
		e, prefix := s.schema[name], exactPrefix(text)
		key, _ := tx.Bucket(e.index(field).bucket).Cursor().Seek(prefix)
		if text == "" || !hasPrefix(key, prefix) {
			return &core.Error{Kind: core.NotFound, Op: "read", Ref: core.Ref{Entity: name}}
		}
		return e.get(tx, keyID(key), P(&r))
	})
	return r, err
}

// many reads the records whose keys in an index begin with prefix, in the order of the index.
func many[T any, P record[T]](ctx context.Context, s *Store, name core.Entity, field string, prefix []byte, limit int) ([]T, error) {
	var list []T
	err := s.read(ctx, "read "+string(name), func(tx *bolt.Tx) (err error) {
		list, err = manyIn[T, P](ctx, tx, s.schema[name], field, prefix, limit)
		return err
	})
	return list, err
}

func manyIn[T any, P record[T]](ctx context.Context, tx *bolt.Tx, e *entity, field string, prefix []byte, limit int) ([]T, error) {
	var list []T
	err := eachUnder(ctx, tx.Bucket(e.index(field).bucket), prefix, limit, func(id core.ID) error {
		var r T
		if err := e.get(tx, id, P(&r)); err != nil {
			return err
		}
		list = append(list, r)
		return nil
	})
	return list, err
}

// eachUnder calls fn with the ids of at most limit keys (0: all) that begin with prefix.
func eachUnder(ctx context.Context, index *bolt.Bucket, prefix []byte, limit int, fn func(core.ID) error) error {
	n := 0
	for key := range under(index, prefix) {
		if n++; limit > 0 && n > limit {
			return nil
		}
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := fn(keyID(key)); err != nil {
			return err
		}
	}
	return nil
}

// Customer reads one customer.
func (s *Store) Customer(ctx context.Context, id core.ID) (core.Customer, error) {
	return one[core.Customer](ctx, s, core.EntityCustomer, id)
}

// CustomerByNumber reads the customer with a number, present or former; upper and lower case are the same.
func (s *Store) CustomerByNumber(ctx context.Context, number string) (core.Customer, error) {
	number = strings.ToLower(strings.TrimSpace(number))
	c, err := byValue[core.Customer](ctx, s, core.EntityCustomer, "number", number)
	if core.IsKind(err, core.NotFound) {
		return byValue[core.Customer](ctx, s, core.EntityCustomer, "former", number)
	}
	return c, err
}

// Vehicle reads one vehicle.
func (s *Store) Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error) {
	return one[core.Vehicle](ctx, s, core.EntityVehicle, id)
}

func (s *Store) vehicles(ctx context.Context, field, text string) ([]core.Vehicle, error) {
	if text == "" {
		return nil, nil
	}
	return many[core.Vehicle](ctx, s, core.EntityVehicle, field, exactPrefix(text), maxVehicles)
}

// VehiclesByVIN lists the vehicles with a VIN.
func (s *Store) VehiclesByVIN(ctx context.Context, number string) ([]core.Vehicle, error) {
	return s.vehicles(ctx, "vin", vin.Key(number))
}

// VehiclesByVINTail lists the vehicles whose VIN ends with these seven characters.
func (s *Store) VehiclesByVINTail(ctx context.Context, tail string) ([]core.Vehicle, error) {
	return s.vehicles(ctx, "tail", vin.Tail(tail))
}

// VehiclesByPlate lists the vehicles with a plate.
func (s *Store) VehiclesByPlate(ctx context.Context, number string) ([]core.Vehicle, error) {
	return s.vehicles(ctx, "plate", plate.Normalize(number))
}

// VehiclesOf lists the vehicles of which a customer is owner or driver.
func (s *Store) VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error) {
	return many[core.Vehicle](ctx, s, core.EntityVehicle, "customer", idKey(customer), maxOfCustomer)
}

// Lead reads one lead.
func (s *Store) Lead(ctx context.Context, id core.ID) (core.Lead, error) {
	return one[core.Lead](ctx, s, core.EntityLead, id)
}

// LeadByExternal reads the lead that a source calls by externalID.
func (s *Store) LeadByExternal(ctx context.Context, source, externalID string) (core.Lead, error) {
	return byValue[core.Lead](ctx, s, core.EntityLead, "external", externalKey(source, externalID))
}

// MergesInto lists what was merged into a customer, oldest first.
func (s *Store) MergesInto(ctx context.Context, kept core.ID) ([]core.Merge, error) {
	return many[core.Merge](ctx, s, core.EntityMerge, "kept", idKey(kept), maxBesides)
}

// MergeOf reads the merge in which the customer with a number went.
func (s *Store) MergeOf(ctx context.Context, number string) (core.Merge, error) {
	return byValue[core.Merge](ctx, s, core.EntityMerge, "number", strings.ToLower(number))
}

// NotDuplicatesOfLead lists the decisions about a lead.
func (s *Store) NotDuplicatesOfLead(ctx context.Context, lead core.ID) ([]core.NotDuplicate, error) {
	return many[core.NotDuplicate](ctx, s, core.EntityNotDuplicate, "lead", idKey(lead), maxBesides)
}

// NotDuplicatesOfCustomer lists the decisions about a customer, on either side.
func (s *Store) NotDuplicatesOfCustomer(ctx context.Context, customer core.ID) ([]core.NotDuplicate, error) {
	return many[core.NotDuplicate](ctx, s, core.EntityNotDuplicate, "customer", idKey(customer), maxBesides)
}

// ImportState reads what was last imported about a customer or vehicle.
func (s *Store) ImportState(ctx context.Context, target core.Ref) (core.ImportState, error) {
	return one[core.ImportState](ctx, s, core.EntityImportState, importID(target))
}

// ImportReviews lists the import states with open conflicts.
func (s *Store) ImportReviews(ctx context.Context) ([]core.ImportState, error) {
	return many[core.ImportState](ctx, s, core.EntityImportState, "review", nil, maxBesides)
}

// Settings reads the settings.
func (s *Store) Settings(ctx context.Context) (core.Settings, error) {
	return one[core.Settings](ctx, s, core.EntitySettings, 1)
}

// Quarantine lists the unreadable records of imports, newest first.
func (s *Store) Quarantine(ctx context.Context) ([]core.Quarantined, error) {
	var list []core.Quarantined
	err := s.read(ctx, "read quarantine", func(tx *bolt.Tx) error {
		e := s.schema[core.EntityQuarantine]
		c := tx.Bucket(e.bucket).Cursor()
		for key, frame := c.Last(); key != nil && len(list) < maxBesides; key, frame = c.Prev() {
			var q core.Quarantined
			if err := e.decode(key, frame, &q); err != nil {
				return err
			}
			list = append(list, q)
		}
		return nil
	})
	return list, err
}

// History lists the audit trail of one record, newest first, at most limit lines.
func (s *Store) History(ctx context.Context, target core.Ref, limit int) ([]core.AuditEntry, error) {
	var list []core.AuditEntry
	err := s.read(ctx, "read history", func(tx *bolt.Tx) error {
		prefix := auditPrefix(target)
		c := tx.Bucket(bucketAuditOf).Cursor()
		key, _ := c.Seek(append(append([]byte{}, prefix...), 0xff))
		if key == nil {
			key, _ = c.Last()
		} else {
			key, _ = c.Prev()
		}
		for ; hasPrefix(key, prefix) && (limit <= 0 || len(list) < limit); key, _ = c.Prev() {
			at := key[len(prefix):]
			var entry core.AuditEntry
			if err := unseal(bucketAudit, at, tx.Bucket(bucketAudit).Get(at), &entry); err != nil {
				return &core.Error{Kind: core.Corrupt, Op: "read history", Ref: target, Err: err}
			}
			list = append(list, entry)
		}
		return nil
	})
	return list, err
}

// Preference reads a small thing the window remembers.
func (s *Store) Preference(ctx context.Context, key string) (value string, err error) {
	err = s.read(ctx, "read preference", func(tx *bolt.Tx) error {
		value = string(tx.Bucket(bucketPref).Get([]byte(key)))
		return nil
	})
	return value, err
}

// SetPreference remembers a small thing of the window; an empty value forgets it.
func (s *Store) SetPreference(ctx context.Context, key, value string) error {
	return s.update(ctx, "write preference", func(t *txn) error {
		if value == "" {
			return t.tx.Bucket(bucketPref).Delete([]byte(key))
		}
		return t.tx.Bucket(bucketPref).Put([]byte(key), []byte(value))
	}, nil, nil)
}
