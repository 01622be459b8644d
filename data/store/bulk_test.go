package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

var (
	firstNames = strings.Fields("Anna Karin Sepp Max Eva Chloë Mehmet Ida Franz Jürgen Ulrike Zoë Paul Lena Ömer Fritz")
	lastNames  = strings.Fields("Müller Huber Gruber Özdemir Steiner Wagner Bauer Leitner Groß Pichler Moser Eder Fuchs Schmid Weiß Jäger")
	towns      = strings.Fields("Wien Graz Linz Salzburg Innsbruck Wels Villach Steyr Bregenz Krems Mödling Hallein")
	syllables  = strings.Fields("ber gar lin mo ster au hof feld stein bach ner ling ach reit wald see")
)

// masterRow is what one line of a dealer's customer file becomes: the customer, a vehicle or two, and their import states.
func masterRow(i int) []core.Record {
	h := i * 2654435761 % 1000003
	last := lastNames[h%16] + syllables[h/16%16] + syllables[h/256%16]
	digits := strconv.Itoa(1000000 + i*7919%8999999)
	c := &core.Customer{
		Meta: core.Meta{ID: core.Pending(1)}, Number: strconv.Itoa(100000 + i), Status: core.StatusCustomer,
		Contact: core.Contact{
			Salutation: core.SalutationMr, FirstName: firstNames[h%16], LastName: last, Street: "Haupt" + syllables[h%16] + "straße",
			HouseNumber: strconv.Itoa(h % 90), Country: "AT", Postcode: strconv.Itoa(1010 + h%8900), Town: towns[h%12],
			Mobile: core.Phone{Typed: "0664 " + digits, E164: "+43664" + digits},
			Phone:  core.Phone{Typed: "01/" + digits, E164: "+431" + digits},
			Email:  strings.ToLower(firstNames[h%16]) + "." + digits + "@example.at",
		},
	}
	group := []core.Record{c, &core.ImportState{Target: core.Ref{Entity: core.EntityCustomer, ID: core.Pending(1)}, Source: "dms", Values: c.FieldValues()[:17]}}
	for n := range 1 + i%5/4 {
		id := core.Pending(2 + n)
		v := &core.Vehicle{Meta: core.Meta{ID: id}, Owner: core.Pending(1), Data: core.VehicleData{
			VIN: fmt.Sprintf("WVWZZZ1KZ%c%07d%d", 'A'+rune(h%16), i, n), Plate: fmt.Sprintf("W-%05d%c", i%99999, 'A'+rune(n)),
			PlateCountry: "AT", Make: "VW", Model: []string{"Golf", "Polo", "Passat Variant"}[h%3],
		}}
		group = append(group, v, &core.ImportState{Target: core.Ref{Entity: core.EntityVehicle, ID: id}, Source: "dms", Values: v.Data.FieldValues()[:6]})
	}
	return group
}

func master(n int, fail error) iter.Seq2[[]core.Record, error] {
	return func(yield func([]core.Record, error) bool) {
		for i := range n {
			if !yield(masterRow(i), nil) {
				return
			}
		}
		if fail != nil {
			yield(nil, fail)
		}
	}
}

func TestBulkLoadIsTheSameAsManyChanges(t *testing.T) {
	const n = 400
	bulk, single := storetest.New(t), storetest.New(t)
	told := map[core.Entity]bool{}
	bulk.Subscribe(func(e core.Event) {
		for _, r := range e.Refs {
			told[r.Entity] = true
		}
	})
	loaded, err := bulk.Bulk(ctx, "import.customers", "Import", master(n, nil), nil)
	if err != nil || loaded[core.EntityCustomer] != n || loaded[core.EntityVehicle] != n+n/5 {
		t.Fatal(loaded, err)
	}
	if !told[core.EntityCustomer] || !told[core.EntityVehicle] || told[core.EntityLead] {
		t.Errorf("the lists were told of %v", told)
	}
	for i := range n {
		storetest.Put(t, single, masterRow(i)...)
	}
	for _, q := range []core.Query{
		{Entity: core.EntityCustomer},
		{Entity: core.EntityCustomer, Text: "müll wien"},
		{Entity: core.EntityVehicle, Sort: core.SortVIN},
		{Entity: core.EntityVehicle, Text: "golf W-0000"},
		{Entity: core.EntityCustomer, Text: "0664 10"},
	} {
		a, err := bulk.IDs(ctx, q)
		b, err2 := single.IDs(ctx, q)
		if fmt.Sprint(a) != fmt.Sprint(b) || len(a) == 0 || err != nil || err2 != nil {
			t.Errorf("%+v: %d and %d ids, %v %v", q, len(a), len(b), err, err2)
		}
	}
}

func TestBulkLoadThatEndsEarlyKeepsWhatCameBefore(t *testing.T) {
	s := storetest.New(t)
	storetest.Put(t, s, person("Anna", "Vorher"))
	broken := errors.New("unreadable")
	loaded, err := s.Bulk(ctx, "import.customers", "Import", master(3000, broken), nil)
	if !errors.Is(err, broken) || loaded[core.EntityCustomer] != 3000 {
		t.Fatal(loaded, err)
	}
	if n, _ := s.Count(ctx, core.EntityCustomer); n != 3001 {
		t.Fatalf("%d customers", n)
	}
	if c, err := s.CustomerByNumber(ctx, "102999"); err != nil || c.Contact.Town == "" {
		t.Fatal(c, err)
	}
	after := person("Eva", "Nachher")
	storetest.Put(t, s, after)
}

func benchStore(b *testing.B, n int) *store.Store {
	b.Helper()
	s, err := store.OpenOrCreate(b.TempDir()+"/bench.db", store.Options{AnyFolder: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	start := time.Now()
	stop, peak := make(chan bool), make(chan int)
	go watchMemory(stop, peak)
	var records time.Duration
	if _, err := s.Bulk(ctx, "import", "bench", master(n, nil), func(store.Loaded) { records = time.Since(start) }); err != nil {
		b.Fatal(err)
	}
	close(stop)
	info, _ := os.Stat(s.Path())
	b.Logf("records in %v, all in %v, %d MB, at most %d kB of memory",
		records.Round(time.Millisecond), time.Since(start).Round(time.Millisecond), info.Size()>>20, <-peak)
	return s
}

// watchMemory samples RssAnon, which Linux alone tells.
func watchMemory(stop chan bool, peak chan int) {
	most := 0
	for {
		select {
		case <-stop:
			peak <- most
			return
		case <-time.After(50 * time.Millisecond):
			text, _ := os.ReadFile("/proc/self/status")
			_, rest, _ := strings.Cut(string(text), "RssAnon:")
			if fields := strings.Fields(rest); len(fields) > 0 {
				kb, _ := strconv.Atoi(fields[0])
				most = max(most, kb)
			}
		}
	}
}

func customersIn(b *testing.B) int { return sizes(b)[0] }

// sizes are the numbers of customers to be measured with.
func sizes(b *testing.B) (list []int) {
	b.Helper()
	for _, text := range strings.Split(cmp.Or(os.Getenv("STORE_BENCH_CUSTOMERS"), "20000"), ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			b.Fatalf("STORE_BENCH_CUSTOMERS: %q is no number of customers", text)
		}
		list = append(list, n)
	}
	return list
}

// BenchmarkMillion measures everything on one file; STORE_BENCH_CUSTOMERS sets its size.
func BenchmarkMillion(b *testing.B) {
	n := customersIn(b)
	s := benchStore(b, n)
	b.Run("customer", func(b *testing.B) {
		for i := range b.N {
			if _, err := s.Customer(ctx, core.ID(1+i*7919%n)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ids", func(b *testing.B) {
		for range b.N {
			if ids, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer}); err != nil || len(ids) != n {
				b.Fatal(len(ids), err)
			}
		}
	})
	b.Run("search", func(b *testing.B) {
		for range b.N {
			if _, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "müllerber wie"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("letter", func(b *testing.B) {
		for range b.N {
			if _, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "m"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("save", func(b *testing.B) {
		for i := range b.N {
			c, err := s.Customer(ctx, core.ID(1+i*7919%n))
			if err != nil {
				b.Fatal(err)
			}
			c.Notes = storetest.NewOp()
			storetest.Put(b, s, &c)
		}
	})
	b.Run("open", func(b *testing.B) {
		for range b.N {
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			var err error
			if s, err = store.Open(s.Path(), store.Options{AnyFolder: true}); err != nil {
				b.Fatal(err)
			}
		}
	})
	_ = s.Close()
}
