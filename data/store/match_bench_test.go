package store_test

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

func model(t testing.TB) *match.Model {
	t.Helper()
	m, err := match.ReadModel(assets.MatchModel, assets.MatchPairs)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// asked is what a booking says of customer i, with one of the usual faults in it.
func asked(i int) match.Query {
	c := masterRow(i)[0].(*core.Customer).Contact
	switch i % 6 {
	case 0:
		c.Mobile, c.Phone = core.Phone{}, core.Phone{}
	case 1:
		c.LastName = c.LastName[:3] + c.LastName[4:]
	case 2:
		c.FirstName, c.LastName = c.LastName, c.FirstName
		c.Email = ""
	case 3:
		c.Postcode, c.Town, c.Street = "", "", ""
	case 4:
		c = core.Contact{LastName: c.LastName, Email: c.Email}
	}
	c.Normalize("AT")
	return match.Query{Contact: c}
}

func searchOne(b testing.TB, s *store.Store, m *match.Model, q match.Query) int {
	n := 0
	err := s.ReadStock(ctx, func(stock core.Stock) error {
		list, err := m.Find(ctx, stock, q)
		n = len(list)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkDuplicateSearch measures the search and its index on one file; STORE_BENCH_CUSTOMERS sets its size.
func BenchmarkDuplicateSearch(b *testing.B) {
	n := customersIn(b)
	s, m := benchStore(b, n), model(b)
	defer func() { _ = s.Close() }()
	b.Run("warm", func(b *testing.B) {
		b.ReportAllocs()
		found := 0
		for i := range b.N {
			if searchOne(b, s, m, asked(i*7919%n)) > 0 {
				found++
			}
		}
		b.ReportMetric(float64(found)/float64(b.N), "found/op")
	})
	b.Run("postings", func(b *testing.B) {
		b.ReportAllocs()
		err := s.ReadStock(ctx, func(stock core.Stock) error {
			keys := match.Keys(masterRow(7)[0].(*core.Customer))
			for i := range b.N {
				if _, _, err := stock.Postings(ctx, keys[i%len(keys)], 64); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	b.Run("change", func(b *testing.B) {
		for i := range b.N {
			c, err := s.Customer(ctx, core.ID(1+i*7919%n))
			if err != nil {
				b.Fatal(err)
			}
			c.Contact = masterRow(i + 7*n)[0].(*core.Customer).Contact
			storetest.Put(b, s, &c)
		}
	})
	b.Run("build", func(b *testing.B) {
		for range b.N {
			if err := s.RebuildIndexes(ctx, nil); err != nil {
				b.Fatal(err)
			}
		}
		size, err := s.MatchBytes(ctx)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/float64(n), "index_bytes/customer")
	})
	b.Run("cold", func(b *testing.B) {
		for i := range b.N {
			b.StopTimer()
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			forget(b, s.Path())
			var err error
			if s, err = store.Open(s.Path(), store.Options{AnyFolder: true}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			searchOne(b, s, m, asked(i*7919%n))
		}
	})
}

func TestWarmingUpReadsAndChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	if _, err := s.Bulk(ctx, "test", "test", master(2500, nil), nil); err != nil {
		t.Fatal(err)
	}
	before := s.IndexDump()
	if err := s.Warm(ctx); err != nil {
		t.Fatal(err)
	}
	ended, stop := context.WithCancel(ctx)
	stop()
	if err := s.Warm(ended); err != nil {
		t.Error(err)
	}
	if len(before) != len(s.IndexDump()) {
		t.Error("it changed the index")
	}
	storetest.Close(t, s)
	if err := s.Warm(ctx); err != nil {
		t.Error(err)
	}
}

func TestTheUsualFaultsOfABookingDoNotHideItsCustomer(t *testing.T) {
	s, m := storetest.New(t), model(t)
	if _, err := s.Bulk(ctx, "test", "test", master(3000, nil), nil); err != nil {
		t.Fatal(err)
	}
	missed := 0
	const n = 120
	for i := range n {
		q, right := asked(i*23), strconv.Itoa(100000+i*23)
		err := s.ReadStock(ctx, func(stock core.Stock) error {
			list, err := m.Find(ctx, stock, q)
			if len(list) == 0 || list[0].Customer.Number != right {
				missed++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if missed > n/20 {
		t.Errorf("%d of %d customers are not the first", missed, n)
	}
}
