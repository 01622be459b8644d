package booking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// maxOffers is the most vehicles offered for a plate or VIN end, and again of the customer's own.
const maxOffers = 10

// offers lists the vehicles of the master that the data may mean: those with the end of the VIN or the plate, a unique hit
// first (one with the whole VIN is a twin, not an offer); then, where no whole VIN says otherwise, the customer's other vehicles.
func (s *Service) offers(ctx context.Context, data *core.VehicleData, customer *core.Customer, set *core.Settings) ([]advice.VehicleOffer, error) {
	if isCash(set, customer) {
		customer = nil
	}
	hits, err := s.hits(ctx, data)
	if err != nil {
		return nil, err
	}
	id := core.ID(0)
	if customer != nil {
		id = customer.Meta.ID
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(bondOf(&a.vehicle, id), bondOf(&b.vehicle, id)))
	})
	hits = hits[:min(len(hits), maxOffers)]
	if id != 0 && !id.IsPending() && vin.Check(data.VIN).Kind != vin.Full {
		own, err := s.store.VehiclesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, v := range own[:min(len(own), maxOffers)] {
			hits = add(hits, hit{vehicle: v, by: core.FieldCustomer})
		}
	}
	return s.withOwners(ctx, hits)
}

func (s *Service) withOwners(ctx context.Context, hits []hit) ([]advice.VehicleOffer, error) {
	offers := make([]advice.VehicleOffer, 0, len(hits))
	for _, h := range hits {
		owner, err := optional(s.store.Customer(ctx, h.vehicle.Owner))
		if err != nil {
			return nil, err
		}
		offer := advice.VehicleOffer{Vehicle: h.vehicle, By: h.by}
		if owner != nil {
			offer.Owner = *owner
		}
		offers = append(offers, offer)
	}
	return offers, nil
}

// hit is a vehicle that the data points to; rank 0 is a unique hit, or one by both VIN end and plate.
type hit struct {
	vehicle core.Vehicle
	by      core.Field
	rank    int
}

// add appends h unless its vehicle is there already, which is then pointed to twice and ranks first.
func add(hits []hit, h hit) []hit {
	for i := range hits {
		if hits[i].vehicle.Meta.ID == h.vehicle.Meta.ID {
			if h.by != core.FieldCustomer {
				hits[i].rank = 0
			}
			return hits
		}
	}
	return append(hits, h)
}

func (s *Service) hits(ctx context.Context, data *core.VehicleData) ([]hit, error) {
	report := vin.Check(data.VIN)
	var hits []hit
	if tail := vin.Tail(report.Normalized); tail != "" && report.Kind != vin.Full {
		ends, err := s.store.VehiclesByVINTail(ctx, tail)
		if err != nil {
			return nil, err
		}
		hits = group(hits, ends, core.FieldVIN)
	}
	if plate.Normalize(data.Plate) != "" {
		plates, err := s.store.VehiclesByPlate(ctx, data.Plate)
		if err != nil {
			return nil, err
		}
		plates = slices.DeleteFunc(plates, func(v core.Vehicle) bool { return otherCar(data, &v.Data) })
		hits = group(hits, plates, core.FieldPlate)
	}
	if key := vin.Key(data.VIN); wholeVIN(report) {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return vin.Key(h.vehicle.Data.VIN) == key })
	}
	return hits, nil
}

func group(hits []hit, found []core.Vehicle, by core.Field) []hit {
	rank := 0
	if len(found) > 1 {
		rank = 1
	}
	for _, v := range found {
		hits = add(hits, hit{v, by, rank})
	}
	return hits
}

// otherCar tells whether two cars with the same plate are certainly not one: plates of two countries, or two whole VINs.
func otherCar(a, b *core.VehicleData) bool {
	if a.PlateCountry != "" && b.PlateCountry != "" && !strings.EqualFold(a.PlateCountry, b.PlateCountry) {
		return true
	}
	whole := func(v *core.VehicleData) bool { return vin.Check(v.VIN).Kind == vin.Full }
	return whole(a) && whole(b) && vin.Key(a.VIN) != vin.Key(b.VIN)
}
