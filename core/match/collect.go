package match

import (
	"cmp"
	"context"
	"slices"

	"terminwerk/core"
	"terminwerk/core/vin"
)

// maxWeighed is how many customers are compared field by field; those found under the most and best keys are taken.
const maxWeighed = 64

// keyRules says for each kind of key how many customers are read, what one hit is worth for being compared, and whether a
// key with more customers than that is left out because it tells nothing.
var keyRules = map[byte]struct {
	limit    int
	vote     float64
	onlyRare bool
}{
	keyPhone: {64, 8, false}, keyEmail: {48, 8, false}, keyMailbox: {48, 5, false},
	keyName: {600, 3, false}, keyNameZip: {128, 2, false}, keyNameTown: {64, 1.5, false},
	keyHouse: {128, 1.5, false}, keyStreet: {96, 1.5, false}, keyLast: {64, 1.5, true},
	keyFirm: {64, 4, false}, keyCompany: {200, 1.5, true},
}

// votes of a vehicle found by VIN, end of VIN or plate.
const vehicleVote = 8

// search is one run of Find.
type search struct {
	src     Source
	q       Query
	profile profile
	votes   map[core.ID]float64
	cars    map[core.ID][]core.Vehicle // the vehicles asked for, by owner and driver
	often   rarity
}

// collect finds everybody worth comparing.
func (s *search) collect(ctx context.Context) error {
	if err := s.vehicles(ctx); err != nil {
		return err
	}
	var err error
	seen := map[string]bool{}
	s.profile.keys(func(kind byte, value string) {
		if key := string(kind) + value; err == nil && !seen[key] {
			seen[key] = true
			err = s.read(ctx, kind, key)
		}
	})
	for _, id := range s.q.Exclude {
		delete(s.votes, id)
	}
	return err
}

func (s *search) read(ctx context.Context, kind byte, key string) error {
	rule := keyRules[kind]
	list, total, err := s.src.Postings(ctx, key, rule.limit)
	if err != nil {
		return err
	}
	if kind == keyLast {
		s.often = max(s.often, rarityOf(total, rule.limit))
	}
	if rule.onlyRare && total >= rule.limit {
		return nil
	}
	for _, p := range list {
		s.votes[p.ID] += rule.vote
	}
	return nil
}

func rarityOf(n, limit int) rarity {
	switch {
	case n >= limit:
		return common
	case n > 4:
		return usual
	}
	return rare
}

// vehicles finds the owners and drivers of the vehicle asked for.
func (s *search) vehicles(ctx context.Context) error {
	found := map[core.ID]core.Vehicle{}
	read := func(wanted bool, by func(context.Context, string) ([]core.Vehicle, error), text string) error {
		if !wanted {
			return nil
		}
		list, err := by(ctx, text)
		for _, v := range list {
			found[v.Meta.ID] = v
		}
		return err
	}
	car := &s.q.Vehicle
	if err := read(len(s.profile.vins) > 0, s.src.VehiclesByVIN, car.VIN); err != nil {
		return err
	}
	if err := read(len(s.profile.tails) > 0, s.src.VehiclesByVINTail, vin.Tail(car.VIN)); err != nil {
		return err
	}
	if err := read(len(s.profile.plates) > 0, s.src.VehiclesByPlate, car.Plate); err != nil {
		return err
	}
	for _, v := range found {
		s.vote(v.Owner, v)
		if v.Driver != v.Owner {
			s.vote(v.Driver, v)
		}
	}
	return nil
}

func (s *search) vote(id core.ID, v core.Vehicle) {
	if id != 0 {
		s.votes[id] += vehicleVote
		s.cars[id] = append(s.cars[id], v)
	}
}

// weighAll reads and compares the customers with the most votes. One that was deleted meanwhile is passed over.
func (s *search) weighAll(ctx context.Context) ([]*rated, error) {
	ids := make([]core.ID, 0, len(s.votes))
	for id := range s.votes {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b core.ID) int { return cmp.Or(cmp.Compare(s.votes[b], s.votes[a]), cmp.Compare(a, b)) })
	ids = ids[:min(len(ids), maxWeighed)]
	list := make([]*rated, 0, len(ids))
	for _, id := range ids {
		c, err := s.src.Customer(ctx, id)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, rate(&s.profile, c, s.cars[id], s.often))
	}
	return list, nil
}
