package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

func save(s *store.Store, op string, r core.Record) (core.Receipt, error) {
	return s.Apply(ctx, core.Change{Op: op, Actor: "test", What: "x", Put: []core.Record{r}})
}

func TestFullDiskKeepsTheEditorsDataForAnotherTry(t *testing.T) {
	s := storetest.New(t)
	c := person("Anna", "Müller")
	s.FailCommit(&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, false)
	if _, err := save(s, "op", c); !core.IsKind(err, core.Unavailable) {
		t.Fatalf("got %v", err)
	}
	if c.Meta.ID != 0 || c.Number != "" || s.Poisoned() != nil {
		t.Fatalf("%+v %v", c.Meta, s.Poisoned())
	}
	if receipt, err := save(s, "op", c); err != nil || receipt.Known {
		t.Fatal(receipt, err)
	}
}

func TestFailedCommitStopsAllWritingButNotReading(t *testing.T) {
	for name, written := range map[string]bool{"nothing written": false, "written all the same": true} {
		t.Run(name, func(t *testing.T) {
			s := storetest.New(t)
			before := person("Eva", "Vorher")
			storetest.Put(t, s, before)
			c := person("Anna", "Müller")
			s.FailCommit(syscall.EIO, written)
			if _, err := save(s, "op", c); !core.IsKind(err, core.Corrupt) || !errors.Is(err, syscall.EIO) {
				t.Fatalf("got %v", err)
			}
			if _, err := save(s, "later", person("Ida", "Später")); !core.IsKind(err, core.Corrupt) {
				t.Fatalf("the store went on writing: %v", err)
			}
			if err := s.SetPreference(ctx, "a", "b"); !core.IsKind(err, core.Corrupt) {
				t.Fatalf("the store went on writing: %v", err)
			}
			if _, err := s.Customer(ctx, before.Meta.ID); err != nil {
				t.Fatal(err)
			}
			storetest.Close(t, s)
			s = storetest.Open(t, s.Path(), store.Options{})
			if !s.NeedsFullCheck() {
				t.Error("a failed commit must be followed by a check")
			}
			receipt, err := save(s, "op", c)
			if err != nil || receipt.Known != written {
				t.Fatal(receipt, err)
			}
		})
	}
}

func TestDamagedPageMakesTheStoreReadOnly(t *testing.T) {
	path := filled(t)
	contents, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 8 * 4096; at < len(contents); at += 8 * 4096 {
		copy(contents[at:at+4096], make([]byte, 4096))
	}
	if err := os.WriteFile(path, contents, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		if !core.IsKind(err, core.Corrupt) {
			t.Fatal(err)
		}
		return
	}
	defer s.Close()
	for id := range core.ID(300) {
		if _, err := s.Customer(ctx, id+1); err != nil && !core.IsKind(err, core.Corrupt) && !core.IsKind(err, core.NotFound) {
			t.Fatalf("got %v", err)
		}
	}
	if _, err := save(s, "op", person("Anna", "Müller")); !core.IsKind(err, core.Corrupt) {
		t.Fatalf("got %v", err)
	}
}

func TestDeathWhileWritingIsFollowedByOneFullCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	storetest.Put(t, s, person("Anna", "Müller"))
	if s.NeedsFullCheck() {
		t.Fatal("a check without a reason")
	}
	storetest.Close(t, s)
	if err := os.WriteFile(path+".state", []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{".sort-123", ".check"} {
		if err := os.WriteFile(path+left, []byte("Müller"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // until it is checked, each start asks for it
		s = storetest.Open(t, path, store.Options{})
		if !s.NeedsFullCheck() {
			t.Fatal("no check asked for")
		}
		storetest.Put(t, s, person("Eva", "Huber"))
		storetest.Close(t, s)
	}
	s = storetest.Open(t, path, store.Options{})
	if report, err := s.FullCheck(ctx, nil); err != nil || !report.OK() || s.NeedsFullCheck() {
		t.Fatal(report, err)
	}
	storetest.Close(t, s)
	if s = storetest.Open(t, path, store.Options{}); s.NeedsFullCheck() {
		t.Fatal("checked, and yet asked for again")
	}
	if left, _ := filepath.Glob(path + ".[sc][oh]*"); len(left) != 0 {
		t.Fatalf("personal data left behind: %v", left)
	}
}

func TestIndexesOfAnyHistoryAreThoseOfARebuild(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "r")
		if err != nil {
			t.Fatal(err)
		}
		s := storetest.Open(t, filepath.Join(dir, "x.db"), store.Options{})
		defer storetest.Close(t, s)
		h := history{s: s, r: r}
		for range rapid.IntRange(1, 5).Draw(r, "steps") {
			h.step()
		}
		before := s.IndexDump()
		if err := s.RebuildIndexes(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, s.IndexDump()); diff != "" {
			r.Fatal(diff)
		}
	})
}

func TestARebuildTellsHowFarItIs(t *testing.T) {
	s := storetest.Open(t, filepath.Join(t.TempDir(), "x.db"), store.Options{})
	defer storetest.Close(t, s)
	const many = 12_000 // more than two transactions read
	list := make([]core.Record, many)
	for i := range list {
		list[i] = person("Anna", "Müller")
	}
	storetest.Put(t, s, list...)
	var told []float64
	if err := s.RebuildIndexes(ctx, func(done float64) { told = append(told, done) }); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(told) || told[len(told)-1] != 1 {
		t.Errorf("told %v", told)
	}
	if reading := slices.IndexFunc(told, func(done float64) bool { return done > 0.3 }); reading < 2 {
		t.Errorf("reading came in steps too large: %v", told)
	}
}

// history makes random changes and remembers what is in the store.
type history struct {
	s    *store.Store
	r    *rapid.T
	live []core.Record
}

var words = rapid.SampledFrom([]string{"", "Müller", "Mueller", "von der Leyen", "ß", "GmbH & Co. KG", "Bad Ischl", "0664 12 34", "x@y.at"})

func (h *history) contact() core.Contact {
	c := core.Contact{
		FirstName: words.Draw(h.r, "first"), LastName: "N" + words.Draw(h.r, "last"), Town: words.Draw(h.r, "town"),
		Mobile: core.Phone{Typed: words.Draw(h.r, "mobile")},
	}
	c.Normalize("AT")
	if c.Validate() != nil {
		return core.Contact{LastName: "Neutral"}
	}
	return c
}

func (h *history) step() {
	var change core.Change
	change.Op, change.What = storetest.NewOp(), "x"
	h.live = slices.DeleteFunc(h.live, func(record core.Record) bool {
		switch rapid.IntRange(0, 3).Draw(h.r, "fate") {
		case 0:
			head := record.Head()
			change.Delete = append(change.Delete, core.Ref{Entity: record.Entity(), ID: head.ID, Rev: head.Rev})
			return true
		case 1:
			h.alter(record)
			change.Put = append(change.Put, record)
		}
		return false
	})
	kept := len(change.Put)
	change.Put = append(change.Put,
		&core.Customer{Meta: core.Meta{ID: core.Pending(1)}, Contact: h.contact()},
		&core.Vehicle{Owner: core.Pending(1), Data: core.VehicleData{Make: "VW", Plate: words.Draw(h.r, "plate"), VIN: words.Draw(h.r, "vin")}},
		&core.Lead{Status: core.LeadNew, Request: core.Request{Source: "s", ExternalID: change.Op, Contact: h.contact()}})
	if _, err := h.s.Apply(ctx, change); err != nil {
		h.r.Fatal(err)
	}
	h.live = append(h.live, change.Put[kept:]...)
}

func (h *history) alter(record core.Record) {
	switch r := record.(type) {
	case *core.Customer:
		r.Contact = h.contact()
	case *core.Vehicle:
		r.Data.Plate, r.Driver = words.Draw(h.r, "plate"), r.Owner
	case *core.Lead:
		r.Status = rapid.SampledFrom([]core.LeadStatus{core.LeadDeferred, core.LeadBooked}).Draw(h.r, "status")
	}
}
