package coretest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/match"
)

func conformStockIsReadByKeysAndWords(t *testing.T, s core.Store) {
	anna, anne, sepp := person("Anna", "Gruber"), person("Anne", "Grueber"), person("Sepp", "Gruber")
	anna.Contact.Email, sepp.Contact.Email = "familie.gruber@example.at", "familie.gruber@example.at"
	anna.Contact.Postcode, sepp.Contact.Postcode = "5020", "1010"
	anna.Contact.Phone = core.Phone{Typed: "0662 111111", E164: "+43662111111"}
	anne.Contact.Phone = anna.Contact.Phone
	anne.Contact.Mobile = core.Phone{Typed: "0664 2222222", E164: "+436642222222"}
	sepp.Contact.Mobile = anne.Contact.Mobile
	put(t, s, anna, anne, sepp)
	car := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB"}, Owner: anna.Meta.ID}
	put(t, s, car)
	key := match.Keys(anna)[slices.IndexFunc(match.Keys(anna), func(k string) bool { return k[0] == 'E' })]
	marks := match.MarksOf(anna)
	if marks.Zip == 0 || marks.Zip == match.MarksOf(sepp).Zip {
		t.Fatalf("marks %v", marks)
	}
	err := s.ReadStock(ctx, func(stock core.Stock) error {
		list, total, err := stock.Postings(ctx, key, 1)
		if diff := cmp.Diff([]core.Posting{{ID: anna.Meta.ID, Zip: marks.Zip, First: marks.First}}, list); diff != "" || total != 2 || err != nil {
			t.Error(total, err, diff)
		}
		if list, total, err := stock.Postings(ctx, "Enobody@example.at", 0); len(list) != 0 || total != 0 || err != nil {
			t.Error(list, total, err)
		}
		conformWords(t, stock)
		conformGroups(t, stock, []core.ID{anna.Meta.ID, sepp.Meta.ID})
		conformGroupsWhileReading(t, stock)
		if n, err := stock.Count(ctx, core.EntityCustomer); n != 3 || err != nil {
			t.Error(n, err)
		}
		c, err := stock.Customer(ctx, anna.Meta.ID)
		if diff := cmp.Diff(*anna, c); diff != "" || err != nil {
			t.Error(err, diff)
		}
		for what, find := range map[string]func() ([]core.Vehicle, error){
			"VIN":   func() ([]core.Vehicle, error) { return stock.VehiclesByVIN(ctx, car.Data.VIN) },
			"tail":  func() ([]core.Vehicle, error) { return stock.VehiclesByVINTail(ctx, "W000001") },
			"plate": func() ([]core.Vehicle, error) { return stock.VehiclesByPlate(ctx, "sl 123 ab") },
			"owner": func() ([]core.Vehicle, error) { return stock.VehiclesOf(ctx, anna.Meta.ID) },
		} {
			if got, err := find(); len(got) != 1 || got[0].Meta.ID != car.Meta.ID || err != nil {
				t.Errorf("%s: %v %v", what, got, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func conformWords(t *testing.T, stock core.Stock) {
	if near, err := stock.Near(ctx, core.NearLast, "grubar"); !slices.Contains(near, "gruber") || err != nil {
		t.Errorf("near grubar: %v %v", near, err)
	}
	if near, err := stock.Near(ctx, core.NearLast, "gruber"); slices.Contains(near, "gruber") || err != nil {
		t.Errorf("near gruber: %v %v", near, err)
	}
	if near, err := stock.Near(ctx, core.NearLast, "steiner"); len(near) != 0 || err != nil {
		t.Errorf("near steiner: %v %v", near, err)
	}
	if near, err := stock.Near(ctx, core.NearFirst, "annna"); !slices.Equal(near, []string{"anna"}) || err != nil {
		t.Errorf("near annna: %v %v", near, err)
	}
	if n, err := stock.Bearers(ctx, core.NearLast, "gruber"); n < 2 || err != nil {
		t.Errorf("%d Gruber %v", n, err)
	}
}

func conformGroups(t *testing.T, stock core.Stock, want []core.ID) {
	for from := uint32(0); ; {
		more := false
		err := stock.Groups(ctx, 'E', from, func(hash uint32, list []core.Posting) bool {
			if hash < from || len(list) != 2 || list[0].ID != want[0] || list[1].ID != want[1] {
				t.Errorf("group %x from %x: %v", hash, from, list)
			}
			from, more = hash+1, true
			return false
		})
		if err != nil {
			t.Error(err)
		}
		if !more {
			if from == 0 {
				t.Error("no group")
			}
			return
		}
	}
}

// conformGroupsWhileReading reads the stock in the middle of a walk, which neither ends it nor spoils the list.
func conformGroupsWhileReading(t *testing.T, stock core.Stock) {
	groups := 0
	err := stock.Groups(ctx, 'P', 0, func(_ uint32, list []core.Posting) bool {
		groups++
		before := slices.Clone(list)
		if _, err := stock.Bearers(ctx, core.NearLast, "gruber"); err != nil {
			t.Error(err)
		}
		if _, _, err := stock.Postings(ctx, "Enobody@example.at", 0); err != nil {
			t.Error(err)
		}
		if _, err := stock.Customer(ctx, list[0].ID); err != nil || len(list) != 2 || !slices.Equal(before, list) {
			t.Errorf("%v, before %v; %v", list, before, err)
		}
		return true
	})
	if groups != 2 || err != nil {
		t.Errorf("%d groups, %v", groups, err)
	}
}
