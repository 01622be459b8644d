package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/data/store/storetest"
)

var ctx = context.Background()

func person(first, last string) *core.Customer {
	return &core.Customer{Contact: core.Contact{FirstName: first, LastName: last, Country: "AT", Town: "Wien"}, Status: core.StatusCustomer}
}

func TestOneChangeCreatesRecordsThatReferToEachOther(t *testing.T) {
	s := storetest.New(t)
	c := person("Anna", "Müller")
	c.Meta.ID = core.Pending(1)
	v := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB", Make: "VW"}, Owner: core.Pending(1)}
	receipt := storetest.Put(t, s, c, v)

	if c.Number != "500000" || c.Meta.Rev != 1 || c.Meta.ID.IsPending() || v.Owner != c.Meta.ID {
		t.Fatalf("customer %+v, owner %v", c.Meta, v.Owner)
	}
	if receipt.Refs[0] != (core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 1}) {
		t.Fatalf("receipt %+v", receipt)
	}
	got, err := s.Customer(ctx, c.Meta.ID)
	if diff := cmp.Diff(*c, got); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	of, err := s.VehiclesOf(ctx, c.Meta.ID)
	if len(of) != 1 || err != nil {
		t.Fatal(of, err)
	}
	if diff := cmp.Diff(*v, of[0]); diff != "" {
		t.Fatal(diff)
	}
}

func TestSavingAnOldRevisionIsAConflictNamingTheCurrentOne(t *testing.T) {
	s := storetest.New(t)
	c := person("Anna", "Müller")
	storetest.Put(t, s, c)
	mine, theirs := *c, *c
	theirs.Notes = "theirs"
	storetest.Put(t, s, &theirs)
	mine.Notes = "mine"
	_, err := s.Apply(ctx, core.Change{Op: storetest.NewOp(), What: "x", Put: []core.Record{&mine}})
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.Conflict || e.Ref != (core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 2}) {
		t.Fatalf("got %v", err)
	}
	if mine.Meta.Rev != 1 {
		t.Fatal("a refused record must keep its revision")
	}
	if got, _ := s.Customer(ctx, c.Meta.ID); got.Notes != "theirs" {
		t.Fatalf("stored %q", got.Notes)
	}
}

func TestRefusedChangeLeavesNoTrace(t *testing.T) {
	s := storetest.New(t)
	old := person("Eva", "Alt")
	storetest.Put(t, s, old)
	c := person("Anna", "Müller")
	c.Meta.ID = core.Pending(1)
	v := &core.Vehicle{Data: core.VehicleData{Make: "VW"}, Owner: core.Pending(1)}
	_, err := s.Apply(ctx, core.Change{
		Op: storetest.NewOp(), What: "x", Put: []core.Record{c, v},
		Expect: []core.Ref{{Entity: core.EntityCustomer, ID: old.Meta.ID, Rev: 7}},
	})
	if !core.IsKind(err, core.Conflict) {
		t.Fatalf("got %v", err)
	}
	if c.Meta.ID != core.Pending(1) || c.Number != "" || v.Owner != core.Pending(1) {
		t.Fatalf("records were changed: %+v %q %v", c.Meta, c.Number, v.Owner)
	}
	if n, _ := s.Count(ctx, core.EntityCustomer); n != 1 {
		t.Fatalf("%d customers", n)
	}
	if storetest.Put(t, s, c, v); c.Number != "500001" {
		t.Fatalf("number %s", c.Number)
	}
}

func TestOperationIsDoneOnce(t *testing.T) {
	s := storetest.New(t)
	change := func() (core.Change, *core.Customer) {
		c := person("Anna", "Müller")
		return core.Change{Op: "the-same", What: "x", Put: []core.Record{c}}, c
	}
	one, c1 := change()
	first, err := s.Apply(ctx, one)
	if err != nil {
		t.Fatal(err)
	}
	two, c2 := change()
	second, err := s.Apply(ctx, two)
	if err != nil || !second.Known || second.Seq != first.Seq {
		t.Fatal(second, err)
	}
	if diff := cmp.Diff(c1, c2); diff != "" {
		t.Fatal(diff)
	}
	if n, _ := s.Count(ctx, core.EntityCustomer); n != 1 {
		t.Fatalf("%d customers", n)
	}
}

func TestNumbersAreUniqueAndImportedOnesAreSteppedOver(t *testing.T) {
	s := storetest.New(t)
	imported := person("Max", "Haupt")
	imported.Number = "500000"
	storetest.Put(t, s, imported)
	own := person("Anna", "Müller")
	storetest.Put(t, s, own)
	if own.Number != "500001" {
		t.Fatalf("number %s", own.Number)
	}
	twin := person("Ida", "Doppel")
	twin.Number = "500001"
	_, err := s.Apply(ctx, core.Change{Op: storetest.NewOp(), What: "x", Put: []core.Record{twin}})
	if !errors.Is(err, core.ReasonTaken) || !core.IsKind(err, core.Invalid) {
		t.Fatalf("got %v", err)
	}
	got, err := s.CustomerByNumber(ctx, " 500001 ")
	if err != nil || got.Meta.ID != own.Meta.ID {
		t.Fatal(got, err)
	}
	if _, err := s.CustomerByNumber(ctx, "50000"); !core.IsKind(err, core.NotFound) {
		t.Fatalf("half a number found %v", err)
	}
}

func TestDeletedRecordIsGoneFromEverywhere(t *testing.T) {
	s := storetest.New(t)
	c := person("Anna", "Müller")
	storetest.Put(t, s, c)
	_, err := s.Apply(ctx, core.Change{
		Op: storetest.NewOp(), What: "x",
		Delete: []core.Ref{{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Customer(ctx, c.Meta.ID); !core.IsKind(err, core.NotFound) {
		t.Fatalf("got %v", err)
	}
	ids, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "müller"})
	if len(ids) != 0 || err != nil {
		t.Fatal(ids, err)
	}
	next := person("Eva", "Neu")
	if storetest.Put(t, s, next); next.Meta.ID == c.Meta.ID || next.Number == c.Number {
		t.Fatal("id or number was given again")
	}
}

func TestHistoryTellsWhoChangedWhatNewestFirst(t *testing.T) {
	s := storetest.New(t)
	c := person("Anna", "Müller")
	storetest.Put(t, s, c)
	c.Contact.Town = "Graz"
	_, err := s.Apply(ctx, core.Change{Op: "move", Actor: "Huber", What: "customer.saved", Put: []core.Record{c}})
	if err != nil {
		t.Fatal(err)
	}
	other := person("Eva", "Andere")
	storetest.Put(t, s, other)
	log, err := s.History(ctx, core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID}, 10)
	if err != nil || len(log) != 2 {
		t.Fatal(log, err)
	}
	want := core.AuditEntry{
		Seq: 2, At: storetest.Now, Actor: "Huber", What: "customer.saved", Op: "move",
		Target:  core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 2},
		Changes: []core.FieldChange{{Field: core.FieldTown, Old: "Wien", New: "Graz"}},
	}
	if diff := cmp.Diff(want, log[0]); diff != "" {
		t.Fatal(diff)
	}
}

func TestListenersHearOfEveryChangeInOrder(t *testing.T) {
	s := storetest.New(t)
	var seen []uint64
	cancel := s.Subscribe(func(e core.Event) {
		seen = append(seen, e.Seq)
		if len(seen) == 1 { // a listener may write
			storetest.Put(t, s, person("Bert", "Zwei"))
		}
	})
	storetest.Put(t, s, person("Anna", "Eins"))
	storetest.Put(t, s, person("Carl", "Drei"))
	cancel()
	storetest.Put(t, s, person("Dora", "Vier"))
	if diff := cmp.Diff([]uint64{1, 2, 3}, seen); diff != "" {
		t.Fatal(diff)
	}
}

func TestInvalidRecordIsRefusedWithItsField(t *testing.T) {
	s := storetest.New(t)
	_, err := s.Apply(ctx, core.Change{Op: "x", What: "x", Put: []core.Record{&core.Customer{}}})
	if faults := core.FieldErrors(err); len(faults) != 1 || faults[0].Field != core.FieldLastName {
		t.Fatalf("got %v", err)
	}
}

func TestSettingsAreThereFromTheStart(t *testing.T) {
	s := storetest.New(t)
	settings, err := s.Settings(ctx)
	if err != nil || settings.Basis.TimeZone != "Europe/Vienna" {
		t.Fatal(settings, err)
	}
	settings.Basis.CustomerNumber = core.NumberRange{Prefix: "K-", Start: 7}
	storetest.Put(t, s, &settings)
	c := person("Anna", "Müller")
	if storetest.Put(t, s, c); c.Number != "K-7" {
		t.Fatalf("number %s", c.Number)
	}
}

func TestPreferencesAreRemembered(t *testing.T) {
	s := storetest.New(t)
	if v, err := s.Preference(ctx, "window.size"); v != "" || err != nil {
		t.Fatal(v, err)
	}
	if err := s.SetPreference(ctx, "window.size", "800x600"); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Preference(ctx, "window.size"); v != "800x600" || err != nil {
		t.Fatal(v, err)
	}
}

func TestUnreadableRecordIsListedOnce(t *testing.T) {
	s := storetest.New(t)
	q := func(digest byte) *core.Quarantined {
		return &core.Quarantined{File: "a.csv", What: core.EntityLead, Line: 3, Why: core.ReasonRequired, Digest: []byte{digest}}
	}
	storetest.Put(t, s, q(1))
	storetest.Put(t, s, q(1), q(2))
	list, err := s.Quarantine(ctx)
	if err != nil || len(list) != 2 || list[0].Digest[0] != 2 {
		t.Fatal(list, err)
	}
}
