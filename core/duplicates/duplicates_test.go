package duplicates_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/duplicates"
)

var ctx = context.Background()

type stock struct {
	*testing.T
	*duplicates.Service
	store *coretest.Store
	ids   map[string]core.ID
}

func newStock(t *testing.T) *stock {
	s := coretest.New()
	return &stock{t, duplicates.New(s, s, coretest.Model()), s, map[string]core.ID{}}
}

func (s *stock) add(number, first, last, zip, town, street, mobile, email string) {
	s.Helper()
	c := &core.Customer{Number: number, Contact: core.Contact{
		FirstName: first, LastName: last, Postcode: zip, Town: town, Street: street, HouseNumber: "4", Country: "AT",
		Mobile: core.Phone{Typed: mobile}, Email: email,
	}}
	c.Normalize("AT")
	s.put(c)
	s.ids[number] = c.Meta.ID
}

func (s *stock) put(r core.Record) {
	s.Helper()
	if _, err := s.store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: []core.Record{r}}); err != nil {
		s.Fatal(err)
	}
}

func (s *stock) fill() {
	s.add("1", "Karin", "Freitag", "5020", "Salzburg", "Linzer Straße", "0664 1234567", "karin.freitag@example.at")
	s.add("2", "Carin", "Freitag", "5020", "Salzburg", "Linzerstr.", "0664/1234567", "")
	s.add("3", "Hans", "Freitag", "5020", "Salzburg", "Linzer Straße", "0664 7654321", "")
	s.add("4", "Ernst", "Obermair", "4020", "Linz", "Hauptplatz", "0660 5550001", "e.obermair@example.at")
	s.add("5", "Ernst", "Obermayr", "4040", "Linz", "Hauptplatz", "", "e.obermair@example.at")
	s.add("6", "Maria", "Huber", "1100", "Wien", "Favoritenstraße", "0699 1", "")
	s.add("7", "Maria", "Huber", "1210", "Wien", "Brünner Straße", "0699 2", "")
	for i, last := range strings.Fields("Auer Berger Czerny Dvorak Eder Fuchs Gruber Hofer Irlinger Jäger Koller Leitner") {
		s.add(fmt.Sprint(100+i), "Petra", last, fmt.Sprint(8010+i), "Graz", "Gasse "+last, "", "")
	}
}

func (s *stock) scan() duplicates.Report {
	s.Helper()
	var r duplicates.Report
	if err := s.Scan(ctx, &r, nil); err != nil {
		s.Fatal(err)
	}
	return r
}

func (s *stock) has(r duplicates.Report, a, b string) bool {
	return slices.ContainsFunc(r.Pairs, func(p duplicates.Pair) bool {
		return p.First == s.ids[a] && p.Second == s.ids[b]
	})
}

func TestTheSamePersonTwiceIsFoundAndTheFamilyIsNot(t *testing.T) {
	s := newStock(t)
	s.fill()
	r := s.scan()
	if !s.has(r, "1", "2") || !s.has(r, "4", "5") {
		t.Errorf("a duplicate is missing in %+v of %v", r.Pairs, s.ids)
	}
	if s.has(r, "1", "3") || s.has(r, "6", "7") || len(r.Pairs) > 2 {
		t.Errorf("two people reported as one: %+v", r.Pairs)
	}
	if r.Finished.IsZero() || r.Done() != 1 || r.Compared == 0 {
		t.Errorf("%+v", r)
	}
}

func TestWhatAFamilySharesMakesNobodyADuplicate(t *testing.T) {
	s := newStock(t)
	s.add("1", "Thorsten", "Meyer", "5020", "Salzburg", "Linzer Straße", "0664 1234567", "familie.meyer@example.at")
	s.add("2", "Christel", "Meyer", "5020", "Salzburg", "Linzer Straße", "0664 1234567", "familie.meyer@example.at")
	s.add("3", "Josef", "Aigner", "5020", "Salzburg", "Moosstraße", "0664 1111111", "") // father
	s.add("4", "Josef", "Aigner", "5020", "Salzburg", "Moosstraße", "0664 2222222", "") // and son
	for _, number := range []string{"1", "2", "3", "4"} {
		c, err := s.store.Customer(ctx, s.ids[number])
		if err != nil {
			t.Fatal(err)
		}
		c.Contact.Phone.Typed = "0662 445566"
		if number > "2" {
			c.Contact.Phone.Typed = "0662 778899"
		}
		c.Normalize("AT")
		s.put(&c)
		v := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW00000" + string("1133"[number[0]-'1'])}, Owner: c.Meta.ID}
		s.put(v)
	}
	if r := s.scan(); len(r.Pairs) > 0 {
		t.Errorf("a family is taken for one person: %+v of %v", r.Pairs, s.ids)
	}
}

func TestWhoWasSaidToBeTwoIsNotReported(t *testing.T) {
	s := newStock(t)
	s.fill()
	before := s.scan()
	s.put(&core.NotDuplicate{Customer: s.ids["2"], Other: s.ids["1"]})
	r := s.scan()
	if s.has(r, "1", "2") || !s.has(r, "4", "5") {
		t.Errorf("%+v", r.Pairs)
	}
	if r.Compared != before.Compared {
		t.Errorf("%d comparisons instead of %d: the pair was judged under each of its keys", r.Compared, before.Compared)
	}
}

func TestTheCashSaleCustomerIsNobodysDuplicate(t *testing.T) {
	s := newStock(t)
	settings, err := s.store.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	settings.Basis.CashCustomer = "2"
	s.put(&settings)
	s.fill()
	if r := s.scan(); s.has(r, "1", "2") {
		t.Errorf("%+v", r.Pairs)
	}
}

func TestAScanThatWasStoppedGoesOnWhereItWas(t *testing.T) {
	s := newStock(t)
	s.fill()
	whole := s.scan()
	for stop := 1; ; stop++ {
		var r duplicates.Report
		some, cancel := context.WithCancel(ctx)
		turns := 0
		err := s.Scan(some, &r, func(*duplicates.Report) {
			if turns++; turns == stop {
				cancel()
			}
		})
		cancel()
		if err == nil {
			break
		}
		if err := s.Keep(ctx, &r); err != nil {
			t.Fatal(err)
		}
		again, err := duplicates.New(s.store, s.store, coretest.Model()).Last(ctx)
		if err != nil || again.Done() != r.Done() || !again.Finished.IsZero() {
			t.Fatalf("kept %+v, %v", again, err)
		}
		if err := s.Scan(ctx, &again, nil); err != nil {
			t.Fatal(err)
		}
		if len(again.Pairs) != len(whole.Pairs) || again.Compared != whole.Compared {
			t.Fatalf("stopped after %d turns: %+v, in one go: %+v", stop, again, whole)
		}
	}
}
