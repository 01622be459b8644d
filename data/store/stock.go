package store

import (
	"context"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// ReadStock lends fn the master data as it is at this moment: one read transaction for a whole search.
func (s *Store) ReadStock(ctx context.Context, fn func(core.Stock) error) error {
	return s.read(ctx, "search", func(tx *bolt.Tx) error {
		return fn(&stock{tx: tx, customers: s.schema[core.EntityCustomer], cars: s.schema[core.EntityVehicle]})
	})
}

// stock is core.Stock within one read transaction.
type stock struct {
	tx        *bolt.Tx
	customers *entity
	cars      *entity
}

// Postings lists the customers under a key of the duplicate search.
func (s *stock) Postings(ctx context.Context, key string, limit int) (list []core.Posting, total int, err error) {
	err = eachUnder(ctx, s.tx.Bucket(s.customers.index("match").bucket), exactPrefix(key), 0, func(id core.ID) error {
		if total++; limit <= 0 || total <= limit {
			list = append(list, core.Posting{ID: id})
		}
		return nil
	})
	return list, total, err
}

// Near knows no vocabulary yet.
func (s *stock) Near(context.Context, byte, string) ([]string, error) { return nil, nil }

// Count tells how many customers or vehicles there are.
func (s *stock) Count(_ context.Context, e core.Entity) (int, error) {
	if e == core.EntityVehicle {
		return counted(s.tx, s.cars), nil
	}
	return counted(s.tx, s.customers), nil
}

// Customer reads one customer.
func (s *stock) Customer(_ context.Context, id core.ID) (core.Customer, error) {
	var c core.Customer
	err := s.customers.get(s.tx, id, &c)
	return c, err
}

func (s *stock) vehicles(ctx context.Context, field string, prefix []byte, limit int) ([]core.Vehicle, error) {
	return manyIn[core.Vehicle](ctx, s.tx, s.cars, field, prefix, limit)
}

func (s *stock) vehiclesWith(ctx context.Context, field, text string) ([]core.Vehicle, error) {
	if text == "" {
		return nil, nil
	}
	return s.vehicles(ctx, field, exactPrefix(text), maxVehicles)
}

// VehiclesByVIN lists the vehicles with a VIN.
func (s *stock) VehiclesByVIN(ctx context.Context, number string) ([]core.Vehicle, error) {
	return s.vehiclesWith(ctx, "vin", vin.Key(number))
}

// VehiclesByVINTail lists the vehicles whose VIN ends with these seven characters.
func (s *stock) VehiclesByVINTail(ctx context.Context, tail string) ([]core.Vehicle, error) {
	return s.vehiclesWith(ctx, "tail", vin.Tail(tail))
}

// VehiclesByPlate lists the vehicles with a plate.
func (s *stock) VehiclesByPlate(ctx context.Context, number string) ([]core.Vehicle, error) {
	return s.vehiclesWith(ctx, "plate", plate.Normalize(number))
}

// VehiclesOf lists the vehicles of which a customer is owner or driver.
func (s *stock) VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error) {
	return s.vehicles(ctx, "customer", idKey(customer), maxOfCustomer)
}
