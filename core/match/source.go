package match

import (
	"context"

	"terminwerk/core"
)

// Source is what the search reads of a core.Stock.
type Source interface {
	Expect(core.Expected)
	Postings(ctx context.Context, key string, limit int) (list []core.Posting, total int, err error)
	Near(ctx context.Context, vocabulary byte, word string) ([]string, error)
	Bearers(ctx context.Context, vocabulary byte, word string) (int, error)
	Count(ctx context.Context, e core.Entity) (int, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error)
	VehiclesByVIN(ctx context.Context, vin string) ([]core.Vehicle, error)
	VehiclesByVINTail(ctx context.Context, tail string) ([]core.Vehicle, error)
	VehiclesByPlate(ctx context.Context, plate string) ([]core.Vehicle, error)
}

// Posting is one customer under a key.
type Posting = core.Posting

// The vocabularies that Near knows.
const (
	NearLast  = core.NearLast
	NearFirst = core.NearFirst
)
