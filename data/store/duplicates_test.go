package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/duplicates"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

// twins are the customers of the test that are stored twice, among others who resemble nobody.
const twins = 60

func twin(i, copy int) *core.Customer {
	c := masterRow(i)[0].(*core.Customer)
	c.Meta = core.Meta{}
	c.Number = fmt.Sprintf("T%d-%d", i, copy)
	c.Contact.Mobile = core.Phone{Typed: fmt.Sprintf("0664 77%05d", i)}
	c.Contact.Email = fmt.Sprintf("twin%d@example.at", i)
	if copy == 1 {
		c.Contact.HouseNumber, c.Contact.Phone = "", core.Phone{}
	}
	c.Normalize("AT")
	return c
}

func scanner(t *testing.T, s *store.Store) *duplicates.Service {
	return duplicates.New(s, core.ClockFunc(func() time.Time { return storetest.Now }), model(t))
}

// TestASearchForDuplicatesGoesOnInTheReopenedFile stops the search after a few turns, closes the file, opens it again and
// goes on, until it is finished.
func TestASearchForDuplicatesGoesOnInTheReopenedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	if _, err := s.Bulk(ctx, "test", "test", master(3000, nil), nil); err != nil {
		t.Fatal(err)
	}
	change := core.Change{Op: storetest.NewOp(), What: "test"}
	for i := range twins {
		change.Put = append(change.Put, twin(5000+i, 0), twin(5000+i, 1))
	}
	if _, err := s.Apply(ctx, change); err != nil {
		t.Fatal(err)
	}
	said := &core.NotDuplicate{Customer: change.Put[1].(*core.Customer).Meta.ID, Other: change.Put[0].(*core.Customer).Meta.ID}
	if _, err := s.Apply(ctx, core.Change{Op: storetest.NewOp(), What: "test", Put: []core.Record{said}}); err != nil {
		t.Fatal(err)
	}
	var whole duplicates.Report
	if err := scanner(t, s).Scan(ctx, &whole, nil); err != nil {
		t.Fatal(err)
	}
	for i := range twins {
		first, second := change.Put[2*i].(*core.Customer).Meta.ID, change.Put[2*i+1].(*core.Customer).Meta.ID
		found := slices.ContainsFunc(whole.Pairs, func(p duplicates.Pair) bool {
			return p.First == min(first, second) && p.Second == max(first, second)
		})
		if found == (i == 0) {
			t.Errorf("pair %d of %d and %d: found %v", i, first, second, found)
		}
	}
	storetest.Close(t, s)

	var parts duplicates.Report
	openings := 0
	for ; parts.Finished.IsZero(); openings++ {
		parts = scanSome(t, path)
	}
	if openings < 3 {
		t.Errorf("finished in %d parts; the test is to stop in between", openings)
	}
	if diff := cmp.Diff(whole.Pairs, parts.Pairs, cmp.Comparer(sameChance)); diff != "" {
		t.Error(diff)
	}
	if whole.Compared != parts.Compared || whole.Left != parts.Left {
		t.Errorf("in one go %d compared and %d left out, in parts %d and %d", whole.Compared, whole.Left, parts.Compared, parts.Left)
	}
}

// sameChance compares probabilities, which a kept report rounds.
func sameChance(a, b float64) bool { return float32(a) == float32(b) }

// scanSome goes on for two turns with the search that was kept in a file, and gives what is kept afterwards.
func scanSome(t *testing.T, path string) duplicates.Report {
	t.Helper()
	s := storetest.Open(t, path, store.Options{})
	defer storetest.Close(t, s)
	service := scanner(t, s)
	r, err := service.Last(ctx)
	if err != nil {
		t.Fatal(err)
	}
	some, stop := context.WithCancel(ctx)
	defer stop()
	turns := 0
	err = service.Scan(some, &r, func(*duplicates.Report) {
		if turns++; turns == 2 {
			stop()
		}
	})
	if err != nil && some.Err() == nil {
		t.Fatal(err)
	}
	if err := service.Keep(ctx, &r); err != nil {
		t.Fatal(err)
	}
	kept, err := service.Last(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}
