package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"sync"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// stocks keeps the room of former searches for the next ones.
var stocks = sync.Pool{New: func() any { return new(stock) }}

// ReadStock lends fn the master data as it is at this moment: one read transaction for a whole search.
func (s *Store) ReadStock(ctx context.Context, fn func(core.Stock) error) error {
	return s.read(ctx, "search", func(tx *bolt.Tx) error {
		lent := stocks.Get().(*stock)
		lent.begin(s, tx)
		defer lent.end()
		return fn(lent)
	})
}

func (s *stock) begin(store *Store, tx *bolt.Tx) {
	s.store, s.tx, s.customers, s.cars = store, tx, store.schema[core.EntityCustomer], store.schema[core.EntityVehicle]
	all := pagesOf(tx)
	s.ahead.file, s.ahead.size = store.file, all.size
	s.records.begin(all, tx.Bucket(s.customers.bucket))
	s.match.begin(all, tx.Bucket(s.customers.index("match").bucket))
	s.near.begin(all, tx.Bucket(s.customers.index("near").bucket))
}

// beginVehicles is done when the first are asked for by their customer.
func (s *stock) beginVehicles() {
	if s.owned.bucket == nil {
		s.owned.begin(s.records.trail.pages, s.tx.Bucket(s.cars.index("customer").bucket))
		s.vehicle.begin(s.records.trail.pages, s.tx.Bucket(s.cars.bucket))
	}
}

func (s *stock) end() {
	s.store, s.tx, s.ahead.file = nil, nil, nil
	for _, r := range []*reader{&s.records, &s.match, &s.near, &s.owned, &s.vehicle} {
		r.end()
	}
	stocks.Put(s)
}

// MatchBytes is the size of what the duplicate search has for itself: postings and vocabularies, in whole pages.
func (s *Store) MatchBytes(ctx context.Context) (size int64, err error) {
	err = s.read(ctx, "measure", func(tx *bolt.Tx) error {
		for _, field := range []string{"match", "near"} {
			pages := tx.Bucket(s.schema[core.EntityCustomer].index(field).bucket).Stats()
			size += int64(pages.LeafAlloc) + int64(pages.BranchAlloc) + int64(pages.InlineBucketInuse)
		}
		return nil
	})
	return size, err
}

// stock is core.Stock within one read transaction.
type stock struct {
	store     *Store
	tx        *bolt.Tx
	customers *entity
	cars      *entity
	match     reader
	near      reader
	list      []core.Posting
	head      []byte
	records   reader // of the customers
	owned     reader // the vehicles of each
	vehicle   reader

	ahead ahead
	keys  [][]byte // the group that is about to be expected
	text  []byte   // of them
}

// Postings lists the customers under a key of the duplicate search.
func (s *stock) Postings(ctx context.Context, key string, limit int) (list []core.Posting, total int, err error) {
	if key == "" {
		return nil, 0, nil
	}
	s.list, s.head = s.list[:0], appendPostingHead(s.head[:0], key)
	for more := s.match.seek(s.head); more && hasPrefix(s.match.key, s.head); more = s.match.step() {
		if total++; limit <= 0 || total <= limit {
			s.list = append(s.list, postingOf(s.match.key))
			continue
		}
		total += s.match.remaining(s.head) - 1
		break
	}
	if err := s.match.err(); err != nil {
		return nil, 0, s.corrupt(err)
	}
	return s.list, total, ctx.Err()
}

// Groups hands over the keys of one kind that two or more customers share, from the hash of a key on. It walks with a place
// and a list of its own, so that fn may read the stock.
func (s *stock) Groups(ctx context.Context, kind byte, from uint32, fn func(hash uint32, list []core.Posting) bool) error {
	walk := newScanner(s.tx.Bucket(s.customers.index("match").bucket))
	at := func() uint32 { return binary.BigEndian.Uint32(walk.key[1:]) }
	var list []core.Posting
	more := walk.seek(binary.BigEndian.AppendUint32([]byte{kind}, from))
	for more && walk.key[0] == kind {
		if err := ctx.Err(); err != nil {
			return err
		}
		hash := at()
		list = list[:0]
		for ; more && walk.key[0] == kind && at() == hash; more = walk.step() {
			list = append(list, postingOf(walk.key))
		}
		if len(list) > 1 && !fn(hash, list) {
			return nil
		}
	}
	if err := walk.err(); err != nil {
		return s.corrupt(err)
	}
	return nil
}

func (s *stock) corrupt(err error) error {
	return &core.Error{Kind: core.Corrupt, Op: "search", Ref: core.Ref{Entity: core.EntityCustomer}, Err: err}
}

// Near lists the words of a vocabulary that are one edit away from word.
func (s *stock) Near(ctx context.Context, vocabulary byte, word string) ([]string, error) {
	s.head = appendWord(s.head[:0], vocabulary, word)
	return s.store.near.of(s.tx.ID(), s.head, func() ([]string, error) {
		s.keys, s.text = s.keys[:0], s.text[:0]
		forms([]byte(word), func(form []byte) {
			s.expect(func(b []byte) []byte { return appendNearHead(b, vocabulary, form) })
		})
		s.fetch(s.near.bucket, s.near.walk)
		list, err := near(ctx, &s.near.scanner, vocabulary, word)
		if errors.Is(err, errBlock) {
			err = s.corrupt(err)
		}
		return list, err
	})
}

// Bearers counts the customers with a word of a vocabulary in their name.
func (s *stock) Bearers(ctx context.Context, vocabulary byte, word string) (int, error) {
	s.head = append(appendWord(s.head[:0], vocabulary, word), 0)
	return s.store.bearers.of(s.tx.ID(), s.head, func() (n int, err error) {
		if s.match.seek(s.head) {
			n = s.match.remaining(s.head)
		}
		if err := s.match.err(); err != nil {
			return 0, s.corrupt(err)
		}
		return n, ctx.Err()
	})
}

// Count tells how many customers or vehicles there are.
func (s *stock) Count(_ context.Context, e core.Entity) (int, error) {
	if e == core.EntityVehicle {
		return counted(s.tx, s.cars), nil
	}
	return counted(s.tx, s.customers), nil
}

// Customer reads one customer.
func (s *stock) Customer(_ context.Context, id core.ID) (core.Customer, error) {
	key := binary.BigEndian.AppendUint64(s.head[:0], uint64(id))
	found, frame := s.records.walk.floor(key)
	if !bytes.Equal(found, key) {
		return core.Customer{}, &core.Error{Kind: core.NotFound, Op: "read", Ref: core.Ref{Entity: core.EntityCustomer, ID: id}}
	}
	var c core.Customer // stays off the heap unless it has to be decoded the long way
	if payload, err := verify(s.customers.bucket, key, frame); err == nil && decodeCustomer(payload, &c) && c.Meta.ID == id {
		return c, nil
	}
	return s.decoded(key, frame)
}

func (s *stock) decoded(key, frame []byte) (c core.Customer, err error) {
	err = s.customers.decode(key, frame, &c)
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
func (s *stock) VehiclesOf(ctx context.Context, customer core.ID) (list []core.Vehicle, err error) {
	s.beginVehicles()
	owner := idKey(customer)
	key, _ := s.owned.walk.floor(owner)
	for ; key != nil && len(list) < maxOfCustomer; key, _ = s.owned.walk.next() {
		switch {
		case bytes.Compare(key, owner) < 0:
			continue
		case !hasPrefix(key, owner):
			return list, ctx.Err()
		}
		id := key[len(key)-8:]
		found, frame := s.vehicle.walk.floor(id)
		if !bytes.Equal(found, id) {
			return nil, &core.Error{Kind: core.NotFound, Op: "read", Ref: core.Ref{Entity: core.EntityVehicle, ID: keyID(id)}}
		}
		var v core.Vehicle
		if err := s.cars.decode(id, frame, &v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, ctx.Err()
}
