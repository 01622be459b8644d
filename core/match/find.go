package match

import (
	"context"

	"terminwerk/core"
)

// Source is what the search reads; a core.Store is one.
type Source interface {
	CustomersByKey(ctx context.Context, key string, limit int) ([]core.ID, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error)
	VehiclesByVIN(ctx context.Context, vin string) ([]core.Vehicle, error)
	VehiclesByVINTail(ctx context.Context, tail string) ([]core.Vehicle, error)
	VehiclesByPlate(ctx context.Context, plate string) ([]core.Vehicle, error)
}

// Find gives the customers who may be the one asked for, best first, at most 25, none below Possible. The errors are
// those of the source.
func Find(ctx context.Context, src Source, q Query) ([]Candidate, error) { return nil, ctx.Err() }

// Judge compares the query with one customer, whatever the probability; no rival is known to it.
func Judge(q Query, c core.Customer, vehicles []core.Vehicle) Candidate { return Candidate{Customer: c, Vehicles: vehicles} }

// Compare gives the rows of the split view in reading order; rows empty on both sides are left out.
func Compare(left, right *core.Contact) []Comparison { return nil }
