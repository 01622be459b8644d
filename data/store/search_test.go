package store_test

import (
	"fmt"
	"slices"
	"testing"

	"terminwerk/core"
	"terminwerk/data/store/storetest"
)

func TestFewHitsAreTheFirstOfAll(t *testing.T) {
	s := storetest.New(t)
	if _, err := s.Bulk(ctx, "test", "test", master(6000, nil), nil); err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"m", "s", "1", "W-1", "s-1", "müller", "müller-s", "müllerber s", "w 1 a", "müller wien", "anna", "anna m", "ch öz", "0664", "0664 1", "golf",
		"golf w", "wvw", "W-00012A", "w 00012", "x y z", "müllerber", "müllerberber", "100001", "example", "m.ü",
	}
	for _, e := range []core.Entity{core.EntityCustomer, core.EntityVehicle} {
		for _, text := range texts {
			for _, desc := range []bool{false, true} {
				q := core.Query{Entity: e, Text: text, Desc: desc, Limit: 6000}
				all, err := s.IDs(ctx, q)
				if err != nil {
					t.Fatal(err)
				}
				for _, limit := range []int{7, 100} {
					q.Limit = limit
					few, err := s.IDs(ctx, q)
					if err != nil {
						t.Fatal(err)
					}
					if want := all[:min(limit, len(all))]; !slices.Equal(few, want) {
						t.Errorf("%s %q %v, %d of %d: %v, want %v", e, text, desc, limit, len(all), head(few), head(want))
					}
				}
			}
		}
	}
}

func head(ids []core.ID) string { return fmt.Sprint(ids[:min(5, len(ids))], len(ids)) }
