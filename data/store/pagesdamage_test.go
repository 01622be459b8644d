package store_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/data/store"
)

const filePage = 4096

// damages are what may become of a page of a file.
var damages = map[string]func(r *rand.Rand, file, page []byte){
	"zeroed":       func(_ *rand.Rand, _, page []byte) { clear(page) },
	"no entries":   func(_ *rand.Rand, _, page []byte) { binary.NativeEndian.PutUint16(page[10:], 0) },
	"many entries": func(_ *rand.Rand, _, page []byte) { binary.NativeEndian.PutUint16(page[10:], 0xffff) },
	"another kind": func(_ *rand.Rand, _, page []byte) { page[8] ^= 3 },
	"another place": func(r *rand.Rand, file, page []byte) {
		copy(page, file[r.IntN(len(file)/filePage)*filePage:][:filePage])
	},
	"wild lengths": func(r *rand.Rand, _, page []byte) {
		for range 20 {
			binary.NativeEndian.PutUint32(page[16+4*r.IntN(100):], r.Uint32()>>r.IntN(32))
		}
	},
	"noise": func(r *rand.Rand, _, page []byte) {
		for i := range page[16:] {
			page[16+i] = byte(r.Uint32())
		}
	},
}

// TestADamagedPageIsCorruptAndNeverACrash damages a page, or several, and looks at everything that searches read.
func TestADamagedPageIsCorruptAndNeverACrash(t *testing.T) {
	whole, err := os.ReadFile(filledWith(t, 1500))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			random, found := rand.New(rand.NewPCG(4, 2)), 0
			for range 12 {
				file := append([]byte(nil), whole...)
				for range 1 + random.IntN(40) {
					at := (2 + random.IntN(len(file)/filePage-2)) * filePage
					damage(random, whole, file[at:at+filePage])
				}
				if err := os.WriteFile(path, file, 0o600); err != nil {
					t.Fatal(err)
				}
				s, err := store.Open(path, store.Options{AnyFolder: true})
				if err == nil {
					err = readWidely(s)
					_ = s.Close()
				}
				if core.IsKind(err, core.Corrupt) {
					found++
				} else if err != nil {
					t.Errorf("%v", err)
				}
			}
			if found == 0 {
				t.Error("no damage was met")
			}
		})
	}
}

// readWidely searches for some customers in every way, and gives the first error that does not say that a record is gone.
func readWidely(s *store.Store) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var first error
	keep := func(err error) {
		if first == nil && !core.IsKind(err, core.NotFound) {
			first = err
		}
	}
	for i := 0; i < 1500; i += 150 {
		c := masterRow(i)[0].(*core.Customer)
		keep(s.ReadStock(ctx, func(stock core.Stock) error { return searchStock(ctx, stock, c) }))
		for _, text := range []string{c.Contact.LastName, c.Contact.Town, c.Contact.LastName[:2]} {
			_, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: text, Limit: 50})
			keep(err)
		}
		_, err := s.CustomerByNumber(ctx, c.Number)
		keep(err)
	}
	keep(s.ReadStock(ctx, func(stock core.Stock) error {
		return stock.Groups(ctx, match.KeyNameZip, 0, func(uint32, []core.Posting) bool { return true })
	}))
	return first
}

func searchStock(ctx context.Context, stock core.Stock, c *core.Customer) error {
	keys := match.Keys(c)
	stock.Expect(core.Expected{Keys: keys})
	var errs []error
	for _, key := range keys {
		list, _, err := stock.Postings(ctx, key, 20)
		errs = append(errs, err)
		ids := []core.ID{}
		for _, p := range list {
			ids = append(ids, p.ID)
		}
		stock.Expect(core.Expected{Customers: ids, VehiclesOf: ids})
		for _, id := range ids {
			_, err := stock.Customer(ctx, id)
			errs = append(errs, err)
			_, err = stock.VehiclesOf(ctx, id)
			errs = append(errs, err)
		}
	}
	last, _ := match.Words(c)
	for _, word := range last {
		_, err := stock.Near(ctx, core.NearLast, word)
		errs = append(errs, err)
		_, err = stock.Bearers(ctx, core.NearLast, word)
		errs = append(errs, err)
	}
	for _, err := range errs {
		if err != nil && !core.IsKind(err, core.NotFound) {
			return err
		}
	}
	return nil
}
