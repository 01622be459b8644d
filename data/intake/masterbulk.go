package intake

import (
	"context"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"terminwerk/core"
)

// maxWaiting is how many rows that cannot be loaded in bulk are put aside before the rest of the file goes the usual way.
const maxWaiting = 20_000

// loading is the part of a first import that goes by the bulk load: rows whose customer number (or vehicle) is new both
// in the store and in the file so far. What is known is kept as hashes; two values with one hash only send a row the
// usual way, or give a hint too many.
type loading struct {
	m       *masterImport
	seed    maphash.Seed
	numbers map[uint64]struct{} // customers, or owner and VIN or plate of vehicles
	vins    map[uint64]uint64   // VIN -> owner
	waiting []masterRow
	owner   core.Customer // of the row before, in a file of vehicles
}

func (m *masterImport) load(ctx context.Context, next func() (masterRow, bool)) ([]masterRow, error) {
	l := &loading{m: m, seed: maphash.MakeSeed(), numbers: map[uint64]struct{}{}, vins: map[uint64]uint64{}}
	if err := l.learn(ctx); err != nil {
		return nil, err
	}
	what := whatCustomers
	if m.what == core.EntityVehicle {
		what = whatVehicles
	}
	err := m.im.Bulk(ctx, what, m.im.Actor, func(yield func([]core.Record, error) bool) {
		for len(l.waiting) < maxWaiting {
			r, ok := next()
			if !ok {
				return
			}
			m.result.Read++
			group, err := l.group(ctx, &r)
			if err != nil {
				yield(nil, err)
				return
			}
			if group == nil {
				continue
			}
			if !yield(group, nil) {
				return
			}
		}
	})
	return l.waiting, err
}

func (l *loading) hash(s string) uint64 { return maphash.String(l.seed, s) }

// learn takes note of what is there before the load.
func (l *loading) learn(ctx context.Context) error {
	store := l.m.im.Store
	vehicles, err := store.IDs(ctx, core.Query{Entity: core.EntityVehicle})
	if err != nil {
		return err
	}
	for _, id := range vehicles[:min(len(vehicles), bulkUpTo)] {
		v, err := store.Vehicle(ctx, id)
		if err != nil {
			return err
		}
		l.claim(&v.Data, "")
		if l.m.what == core.EntityVehicle {
			l.met(v.Owner, &v.Data)
		}
	}
	customers, err := store.IDs(ctx, core.Query{Entity: core.EntityCustomer})
	if err != nil || l.m.what == core.EntityVehicle {
		return err
	}
	for _, id := range customers {
		c, err := store.Customer(ctx, id)
		if err != nil {
			return err
		}
		for _, number := range append(c.Former, c.Number) {
			l.numbers[l.hash(strings.ToLower(number))] = struct{}{}
		}
	}
	return nil
}

// claim remembers who has a VIN and tells whether it was somebody else before.
func (l *loading) claim(v *core.VehicleData, owner string) (taken bool) {
	key, _ := vehicleKey(v)
	if key == "" {
		return false
	}
	h, o := l.hash(key), l.hash(owner)
	if first, ok := l.vins[h]; ok {
		return first != o
	}
	l.vins[h] = o
	return false
}

// group makes the records of a row; nil when the row is refused or has to go the usual way.
func (l *loading) group(ctx context.Context, r *masterRow) ([]core.Record, error) {
	switch {
	case r.why != "":
		l.m.refuse(r)
		return nil, nil
	case l.m.what == core.EntityVehicle:
		return l.vehicleOfFile(ctx, r)
	case l.known(r.customer.Number) || l.twice(r.vehicles):
		l.waiting = append(l.waiting, *r)
		return nil, nil
	}
	c := r.customer
	c.Meta = core.Meta{ID: core.Pending(1)}
	group := []core.Record{&c, &core.ImportState{
		Target: core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID}, Source: sourceOfState, Values: r.theirs,
	}}
	for i := range r.vehicles {
		group = append(group, l.vehicle(r, i, c.Meta.ID)...)
	}
	l.m.count(*r, planned{outcome: created})
	return group, nil
}

// known tells whether a number was seen before, and remembers it.
func (l *loading) known(number string) bool {
	h := l.hash(strings.ToLower(number))
	_, seen := l.numbers[h]
	l.numbers[h] = struct{}{}
	return seen
}

// twice tells whether a row names one vehicle more than once.
func (l *loading) twice(vehicles []vehicleRow) bool {
	for i := range vehicles {
		vinKey, plateKey := vehicleKey(&vehicles[i].data)
		if slices.ContainsFunc(vehicles[:i], func(v vehicleRow) bool {
			otherVIN, otherPlate := vehicleKey(&v.data)
			return vinKey != "" && vinKey == otherVIN || plateKey != "" && plateKey == otherPlate
		}) {
			return true
		}
	}
	return false
}

// met tells whether an owner's vehicle of that VIN or plate was seen before, and remembers both.
func (l *loading) met(owner core.ID, v *core.VehicleData) bool {
	vinKey, plateKey := vehicleKey(v)
	prefix := strconv.FormatUint(uint64(owner), 10)
	byVIN, byPlate := l.known(prefix+"\x00"+vinKey), l.known(prefix+"\x01"+plateKey)
	return byVIN || byPlate
}

func (l *loading) vehicle(r *masterRow, i int, owner core.ID) []core.Record {
	row := &r.vehicles[i]
	if l.claim(&row.data, row.owner) {
		r.notes = append(r.notes, core.ImportHint{Field: core.FieldVIN, Why: ReasonSameVIN, Value: row.data.VIN})
	}
	v := &core.Vehicle{Meta: core.Meta{ID: core.Pending(2 + i)}, Data: row.data, Owner: owner, Notes: row.notes}
	return []core.Record{v, &core.ImportState{
		Target: core.Ref{Entity: core.EntityVehicle, ID: v.Meta.ID}, Source: sourceOfState, Values: theirsOf(row, 0),
	}}
}

// vehicleOfFile loads a vehicle of an owner who has none yet but those of this load; drivers and everything else that
// needs looking up go the usual way.
func (l *loading) vehicleOfFile(ctx context.Context, r *masterRow) ([]core.Record, error) {
	v := &r.vehicles[0]
	if !strings.EqualFold(l.owner.Number, v.owner) {
		owner, err := l.m.im.Store.CustomerByNumber(ctx, v.owner)
		if core.IsKind(err, core.NotFound) {
			r.why, r.field = ReasonNoOwner, core.FieldOwner
			l.m.refuse(r)
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		l.owner = owner
	}
	if l.met(l.owner.Meta.ID, &v.data) || v.driver != "" {
		l.waiting = append(l.waiting, *r)
		return nil, nil
	}
	group := l.vehicle(r, 0, l.owner.Meta.ID)
	l.m.count(*r, planned{outcome: created})
	return group, nil
}
