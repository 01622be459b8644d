package coretest

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
)

// Conformance proves that a store keeps the promises of core.Store. It is run against every store there is; open gives
// an empty one with the default settings.
func Conformance(t *testing.T, open func(testing.TB) core.Store) {
	for name, test := range conformance {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var conformance = map[string]func(*testing.T, core.Store){
	"OneChangeCreatesRecordsThatReferToEachOther":       conformOneChangeCreatesRecordsThatReferToEachOther,
	"SavingAnOldRevisionIsAConflictNamingTheCurrentOne": conformSavingAnOldRevisionIsAConflictNamingTheCurrentOne,
	"RefusedChangeLeavesNoTrace":                        conformRefusedChangeLeavesNoTrace,
	"OperationIsDoneOnce":                               conformOperationIsDoneOnce,
	"NumbersAreUniqueAndImportedOnesAreSteppedOver":     conformNumbersAreUniqueAndImportedOnesAreSteppedOver,
	"DeletedRecordIsGoneFromEverywhere":                 conformDeletedRecordIsGoneFromEverywhere,
	"HistoryTellsWhoChangedWhatNewestFirst":             conformHistoryTellsWhoChangedWhatNewestFirst,
	"ListenersHearOfEveryChangeInOrder":                 conformListenersHearOfEveryChangeInOrder,
	"InvalidRecordIsRefusedWithItsField":                conformInvalidRecordIsRefusedWithItsField,
	"SettingsAreThereFromTheStart":                      conformSettingsAreThereFromTheStart,
	"PreferencesAreRemembered":                          conformPreferencesAreRemembered,
	"DraftsAreKeptUntilTheyAreDropped":                  conformDraftsAreKeptUntilTheyAreDropped,
	"AppointmentsAreFoundByTheDaysTheyTouch":            conformAppointmentsAreFoundByTheDaysTheyTouch,
	"VehiclesAreFoundByVINTailPlateAndPerson":           conformVehiclesAreFoundByVINTailPlateAndPerson,
	"ListsAreSortedFilteredAndSearched":                 conformListsAreSortedFilteredAndSearched,
	"LeadsAreCountedByStatusAndFoundByTheirSource":      conformLeadsAreCountedByStatusAndFoundByTheirSource,
	"MessagesAreFoundByTimeStateAndWhatTheyAreAbout":    conformMessagesAreFoundByTimeStateAndWhatTheyAreAbout,
	"WhatIsHeardOnceStandsInTheQueueOnce":               conformWhatIsHeardOnceStandsInTheQueueOnce,
	"StockIsReadByKeysAndWords":                         conformStockIsReadByKeysAndWords,
	"SidecarsAreFoundByWhatTheyBelongTo":                conformSidecarsAreFoundByWhatTheyBelongTo,
	"MergesAreFoundByBothCustomers":                     conformMergesAreFoundByBothCustomersAndTheFormerNumberLeadsOn,
}

var ctx = context.Background()

var ops atomic.Int64

func newOp() string { return "conform-" + strconv.FormatInt(ops.Add(1), 10) }

func put(t *testing.T, w core.Writer, records ...core.Record) core.Receipt {
	t.Helper()
	receipt, err := w.Apply(ctx, core.Change{Op: newOp(), Actor: "test", What: "test", Put: records})
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func person(first, last string) *core.Customer {
	return &core.Customer{Contact: core.Contact{FirstName: first, LastName: last, Country: "AT", Town: "Wien"}, Status: core.StatusCustomer}
}

func conformOneChangeCreatesRecordsThatReferToEachOther(t *testing.T, s core.Store) {
	c := person("Anna", "Müller")
	c.Meta.ID = core.Pending(1)
	v := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB", Make: "VW"}, Owner: core.Pending(1)}
	receipt := put(t, s, c, v)

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

func conformSavingAnOldRevisionIsAConflictNamingTheCurrentOne(t *testing.T, s core.Store) {
	c := person("Anna", "Müller")
	put(t, s, c)
	mine, theirs := *c, *c
	theirs.Notes = "theirs"
	put(t, s, &theirs)
	mine.Notes = "mine"
	_, err := s.Apply(ctx, core.Change{Op: newOp(), What: "x", Put: []core.Record{&mine}})
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

func conformRefusedChangeLeavesNoTrace(t *testing.T, s core.Store) {
	old := person("Eva", "Alt")
	put(t, s, old)
	c := person("Anna", "Müller")
	c.Meta.ID = core.Pending(1)
	v := &core.Vehicle{Data: core.VehicleData{Make: "VW"}, Owner: core.Pending(1)}
	_, err := s.Apply(ctx, core.Change{
		Op: newOp(), What: "x", Put: []core.Record{c, v},
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
	if put(t, s, c, v); c.Number != "500001" {
		t.Fatalf("number %s", c.Number)
	}
}

func conformOperationIsDoneOnce(t *testing.T, s core.Store) {
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

func conformNumbersAreUniqueAndImportedOnesAreSteppedOver(t *testing.T, s core.Store) {
	imported := person("Max", "Haupt")
	imported.Number = "500000"
	put(t, s, imported)
	own := person("Anna", "Müller")
	put(t, s, own)
	if own.Number != "500001" {
		t.Fatalf("number %s", own.Number)
	}
	twin := person("Ida", "Doppel")
	twin.Number = "500001"
	_, err := s.Apply(ctx, core.Change{Op: newOp(), What: "x", Put: []core.Record{twin}})
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

func conformDeletedRecordIsGoneFromEverywhere(t *testing.T, s core.Store) {
	c := person("Anna", "Müller")
	put(t, s, c)
	_, err := s.Apply(ctx, core.Change{
		Op: newOp(), What: "x",
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
	if put(t, s, next); next.Meta.ID == c.Meta.ID || next.Number == c.Number {
		t.Fatal("id or number was given again")
	}
}

func conformHistoryTellsWhoChangedWhatNewestFirst(t *testing.T, s core.Store) {
	c := person("Anna", "Müller")
	put(t, s, c)
	c.Contact.Town = "Graz"
	_, err := s.Apply(ctx, core.Change{Op: "move", Actor: "Huber", What: "customer.saved", Put: []core.Record{c}})
	if err != nil {
		t.Fatal(err)
	}
	other := person("Eva", "Andere")
	put(t, s, other)
	log, err := s.History(ctx, core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID}, 10)
	if err != nil || len(log) != 2 {
		t.Fatal(log, err)
	}
	want := core.AuditEntry{
		Seq: 2, Actor: "Huber", What: "customer.saved", Op: "move",
		Target:  core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 2},
		Changes: []core.FieldChange{{Field: core.FieldTown, Old: "Wien", New: "Graz"}},
	}
	log[0].At = time.Time{}
	if diff := cmp.Diff(want, log[0]); diff != "" {
		t.Fatal(diff)
	}
}

func conformListenersHearOfEveryChangeInOrder(t *testing.T, s core.Store) {
	var seen []uint64
	cancel := s.Subscribe(func(e core.Event) {
		seen = append(seen, e.Seq)
		if len(seen) == 1 { // a listener may write
			put(t, s, person("Bert", "Zwei"))
		}
	})
	put(t, s, person("Anna", "Eins"))
	put(t, s, person("Carl", "Drei"))
	cancel()
	put(t, s, person("Dora", "Vier"))
	if diff := cmp.Diff([]uint64{1, 2, 3}, seen); diff != "" {
		t.Fatal(diff)
	}
}

func conformInvalidRecordIsRefusedWithItsField(t *testing.T, s core.Store) {
	_, err := s.Apply(ctx, core.Change{Op: "x", What: "x", Put: []core.Record{&core.Customer{}}})
	if faults := core.FieldErrors(err); len(faults) != 1 || faults[0].Field != core.FieldLastName {
		t.Fatalf("got %v", err)
	}
}

func conformSettingsAreThereFromTheStart(t *testing.T, s core.Store) {
	settings, err := s.Settings(ctx)
	if err != nil || settings.Basis.TimeZone != "Europe/Vienna" {
		t.Fatal(settings, err)
	}
	settings.Basis.CustomerNumber = core.NumberRange{Prefix: "K-", Start: 7}
	put(t, s, &settings)
	c := person("Anna", "Müller")
	if put(t, s, c); c.Number != "K-7" {
		t.Fatalf("number %s", c.Number)
	}
}

func conformPreferencesAreRemembered(t *testing.T, s core.Store) {
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

func conformDraftsAreKeptUntilTheyAreDropped(t *testing.T, s core.Store) {
	draft := func(key string, minute int, text string) core.Draft {
		return core.Draft{Key: key, What: core.EntityCustomer, Title: "Kunde " + key, At: Now.Add(time.Duration(minute) * time.Minute), Actor: "Huber", Content: []byte(text)}
	}
	first, second := draft("a", 1, "alt"), draft("b", 2, "b")
	for _, d := range []core.Draft{first, second, draft("a", 3, "neu")} {
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Drafts(ctx)
	if err != nil || len(list) != 2 || list[0].Key != "a" || string(list[0].Content) != "neu" || list[1].Title != second.Title || !list[1].At.Equal(second.At) {
		t.Fatal(list, err)
	}
	for _, key := range []string{"a", "a", "b"} {
		if err := s.DropDraft(ctx, key); err != nil {
			t.Fatal(err)
		}
	}
	closed, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.SaveDraft(closed, second); err == nil {
		t.Error("a draft was written after its editor was closed")
	}
	if list, err := s.Drafts(ctx); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
}
