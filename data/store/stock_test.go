package store_test

import (
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

func TestAThousandEditsLeaveTheIndexThatARebuildMakes(t *testing.T) {
	s := storetest.New(t)
	if _, err := s.Bulk(ctx, "test", "test", master(3000, nil), nil); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 2))
	for edits := 0; edits < 1000; {
		change := core.Change{Op: storetest.NewOp(), What: "test"}
		taken := map[core.ID]bool{}
		for range 25 {
			id := core.ID(1 + random.IntN(3000))
			c, err := s.Customer(ctx, id)
			if taken[id] || core.IsKind(err, core.NotFound) {
				continue
			}
			taken[id] = true
			edits++
			editCustomer(t, s, random, &c, &change)
		}
		if edits/25%4 == 0 {
			set, err := s.Settings(ctx)
			if err != nil {
				t.Fatal(err)
			}
			set.Basis.CashCustomer = strconv.Itoa(100000 + random.IntN(3000))
			change.Put = append(change.Put, &set)
		}
		if _, err := s.Apply(ctx, change); err != nil {
			t.Fatal(err)
		}
	}
	edited := s.IndexDump()
	if err := s.RebuildIndexes(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(edited, s.IndexDump()); diff != "" {
		t.Fatal(diff)
	}
}

// editCustomer deletes the customer with his vehicles, gives him another name, address or telephone, or sells him a car.
func editCustomer(t *testing.T, s *store.Store, random *rand.Rand, c *core.Customer, change *core.Change) {
	other := masterRow(random.IntN(100000))[0].(*core.Customer)
	switch random.IntN(6) {
	case 0:
		change.Delete = append(change.Delete, core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: c.Meta.Rev})
		return
	case 1:
		cars, err := s.VehiclesOf(ctx, c.Meta.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range cars {
			cars[i].Driver, cars[i].Data.Plate = c.Meta.ID, "S-"+strconv.Itoa(random.IntN(99999))+"X"
			change.Put = append(change.Put, &cars[i])
		}
		return
	case 2:
		c.Contact.LastName, c.Contact.FirstName = other.Contact.LastName, other.Contact.FirstName
	case 3:
		c.Contact.LastName += "ovic"
	case 4:
		c.Contact.Mobile, c.Contact.Email = other.Contact.Mobile, ""
	default:
		c.Contact.Postcode, c.Contact.Town, c.Contact.HouseNumber = other.Contact.Postcode, other.Contact.Town, other.Contact.HouseNumber
	}
	change.Put = append(change.Put, c)
}

func TestTheCashSaleCustomerHasNoPosting(t *testing.T) {
	s := storetest.New(t)
	cash := &core.Customer{Number: "BAR", Contact: core.Contact{LastName: "Barverkauf", Company: "Laufkundschaft", Email: "kassa@example.at"}}
	other := &core.Customer{Number: "B2", Contact: core.Contact{LastName: "Barverkauf"}}
	storetest.Put(t, s, cash, other)
	found := func(c *core.Customer) bool {
		t.Helper()
		any := false
		err := s.ReadStock(ctx, func(stock core.Stock) error {
			for _, key := range match.Keys(c) {
				list, _, err := stock.Postings(ctx, key, 0)
				if err != nil {
					return err
				}
				for _, p := range list {
					any = any || p.ID == c.Meta.ID
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return any
	}
	setCash := func(number string) {
		t.Helper()
		set, err := s.Settings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		set.Basis.CashCustomer = number
		storetest.Put(t, s, &set)
	}
	if !found(cash) || !found(other) {
		t.Fatal("an ordinary customer is not found")
	}
	setCash("bar")
	if found(cash) || !found(other) {
		t.Error("the cash-sale customer is found")
	}
	cash.Contact.FirstName = "Kassa"
	storetest.Put(t, s, cash)
	if found(cash) {
		t.Error("the cash-sale customer is found once it was saved")
	}
	setCash("B2")
	if !found(cash) || found(other) {
		t.Error("another cash-sale customer leaves the first one out")
	}
	setCash("")
	if !found(cash) || !found(other) {
		t.Error("without a cash-sale customer somebody is not found")
	}
}

func TestADeletedCustomerLeavesNoWordBehind(t *testing.T) {
	s := storetest.New(t)
	c := &core.Customer{Contact: core.Contact{FirstName: "Xaveria", LastName: "Unikatovic"}}
	storetest.Put(t, s, c, &core.Customer{Contact: core.Contact{FirstName: "Eva", LastName: "Huber"}})
	near := func() (list []string, bearers int) {
		err := s.ReadStock(ctx, func(stock core.Stock) (err error) {
			if bearers, err = stock.Bearers(ctx, core.NearLast, "unikatovic"); err == nil {
				list, err = stock.Near(ctx, core.NearLast, "unikatovi")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list, bearers
	}
	if list, bearers := near(); len(list) != 1 || bearers != 1 {
		t.Fatal("not found")
	}
	if _, err := s.Apply(ctx, core.Change{Op: storetest.NewOp(), Delete: []core.Ref{{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: c.Meta.Rev}}}); err != nil {
		t.Fatal(err)
	}
	if list, bearers := near(); len(list) != 0 || bearers != 0 {
		t.Errorf("still %v, borne by %d", list, bearers)
	}
}

func TestACheckFindsWhatTheDuplicateSearchLacksAndHasTooMuch(t *testing.T) {
	for what, change := range map[string]struct{ field, add string }{
		"a posting too few": {"match", ""}, "a posting too many": {"match", "Pabcd\x00\x00\x00\x01zf"}, "a word too many": {"match", "lzwettl\x00\x00\x00\x00\x01"},
		"a form too few": {"near", ""}, "a form too many": {"near", "labcdzwettl"},
	} {
		s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "x.db"), store.Options{AnyFolder: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		storetest.Put(t, s, &core.Customer{Contact: core.Contact{FirstName: "Eva", LastName: "Gruber", Postcode: "5020"}})
		if report, err := s.SelfCheck(); err != nil || !report.OK() {
			t.Fatal(report, err)
		}
		if err := s.SwapIndexKey(change.field, change.add); err != nil {
			t.Fatal(err)
		}
		if report, err := s.SelfCheck(); err != nil || report.OK() {
			t.Errorf("%s is not found (%v)", what, err)
		}
	}
}
