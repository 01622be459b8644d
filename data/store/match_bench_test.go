package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/duplicates"
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

// BenchmarkDuplicateSearch measures the search, its index and the report over the whole stock on one file each for the
// sizes in STORE_BENCH_CUSTOMERS, "100000,1000000" for example; one of a million takes about three minutes and two gigabytes.
// Of the searches it gives the median, the 99th of a hundred and the longest besides the mean.
func BenchmarkDuplicateSearch(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s, m := benchStore(b, n), model(b)
			b.Run("warm", func(b *testing.B) { benchWarm(b, s, m, n) })
			b.Run("postings", func(b *testing.B) { benchPostings(b, s) })
			b.Run("report", func(b *testing.B) { benchReport(b, s, m) })
			b.Run("change", func(b *testing.B) { benchChange(b, s, n) })
			b.Run("build", func(b *testing.B) { benchBuild(b, s, n) })
			b.Run("cold", func(b *testing.B) { s = benchCold(b, s, m, n) })
			_ = s.Close()
		})
	}
}

func benchWarm(b *testing.B, s *store.Store, m *match.Model, n int) {
	b.ReportAllocs()
	var times took
	found := 0
	for i := range b.N {
		start := time.Now()
		if searchOne(b, s, m, asked(i*7919%n)) > 0 {
			found++
		}
		times = append(times, time.Since(start))
	}
	times.report(b)
	b.ReportMetric(float64(found)/float64(b.N), "found/op")
}

func benchPostings(b *testing.B, s *store.Store) {
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
}

func benchReport(b *testing.B, s *store.Store, m *match.Model) {
	stop, peak := make(chan bool), make(chan int)
	go watchMemory(stop, peak)
	start := time.Now()
	var r duplicates.Report
	clock := core.ClockFunc(func() time.Time { return time.Now().UTC() })
	if err := duplicates.New(s, clock, m).Scan(ctx, &r, nil); err != nil { // once, whatever the benchmark time is: it takes minutes
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "s/report")
	b.ReportMetric(float64(r.Compared), "pairs")
	close(stop)
	b.ReportMetric(float64(<-peak)/1024, "MB")
}

func benchChange(b *testing.B, s *store.Store, n int) {
	for i := range b.N {
		c, err := s.Customer(ctx, core.ID(1+i*7919%n))
		if err != nil {
			b.Fatal(err)
		}
		c.Contact = masterRow(i + 7*n)[0].(*core.Customer).Contact
		storetest.Put(b, s, &c)
	}
}

func benchBuild(b *testing.B, s *store.Store, n int) {
	start := time.Now()
	if err := s.RebuildIndexes(ctx, nil); err != nil { // once, too
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "s/build")
	size, err := s.MatchBytes(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(size)/float64(n), "index_bytes/customer")
}

// benchCold opens the file again for every search and lets the machine forget it before.
func benchCold(b *testing.B, s *store.Store, m *match.Model, n int) *store.Store {
	var times took
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
		start := time.Now()
		searchOne(b, s, m, asked(i*7919%n))
		times = append(times, time.Since(start))
	}
	times.report(b)
	return s
}

// took are the times of single searches.
type took []time.Duration

func (t took) report(b *testing.B) {
	slices.Sort(t)
	for name, place := range map[string]int{"p50_µs": len(t) / 2, "p99_µs": len(t) * 99 / 100, "max_µs": len(t) - 1} {
		b.ReportMetric(float64(t[place].Microseconds()), name)
	}
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
