package coretest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/coretest"
)

var ctx = context.Background()

func karin() *core.Customer {
	return &core.Customer{Contact: core.Contact{FirstName: "Karin", LastName: "Freitag", Postcode: "5020", Mobile: core.Phone{Typed: "0664 1234567"}}}
}

func TestOneChangeCreatesRecordsThatPointToEachOther(t *testing.T) {
	s := coretest.New()
	c, v := karin(), &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW123456", Plate: "S 123 AB"}, Owner: core.Pending(1)}
	c.Meta.ID = core.Pending(1)
	s.Put(t, v, c)
	if v.Owner != c.Meta.ID || c.Meta.ID.IsPending() || c.Number != "500000" || c.Meta.Rev != 1 {
		t.Fatalf("owner %d, customer %d number %q rev %d", v.Owner, c.Meta.ID, c.Number, c.Meta.Rev)
	}
	found, err := s.VehiclesByVINTail(ctx, "AW123456")
	if err != nil || len(found) != 1 {
		t.Fatalf("by end of VIN: %v, %v", found, err)
	}
	if diff := cmp.Diff(*v, found[0]); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"frei", "FREITAG kar", "s123", "s 123 ab"} {
		ids, err := s.IDs(ctx, core.Query{Entity: core.EntityVehicle, Text: text})
		if err != nil || len(ids) != 1 {
			t.Errorf("%q finds %v, %v", text, ids, err)
		}
	}
}

func TestAnOldRevisionIsAConflictAndNothingIsWritten(t *testing.T) {
	s := coretest.New()
	c := karin()
	s.Put(t, c)
	old := *c
	c.Contact.Town = "Salzburg"
	s.Put(t, c)
	_, err := s.Apply(ctx, core.Change{Op: "x", Put: []core.Record{karin(), &old}})
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.Conflict || e.Ref != (core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID, Rev: 2}) {
		t.Fatalf("%v", err)
	}
	if n, _ := s.Count(ctx, core.EntityCustomer); n != 1 {
		t.Errorf("%d customers", n)
	}
	history, _ := s.History(ctx, core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID}, 1)
	want := []core.FieldChange{{Field: core.FieldTown, New: "Salzburg"}}
	if len(history) != 1 || cmp.Diff(want, history[0].Changes) != "" {
		t.Errorf("history %v", history)
	}
}

func TestAnOperationIsDoneOnceAndToldOnce(t *testing.T) {
	s := coretest.New()
	told := 0
	cancel := s.Subscribe(func(core.Event) { told++ })
	for i := range 2 {
		c := karin()
		r, err := s.Apply(ctx, core.Change{Op: "once", Put: []core.Record{c}})
		if err != nil || len(r.Refs) != 1 || c.Meta.ID != 1 || c.Number != "500000" || r.Known != (i == 1) {
			t.Fatalf("%+v %v", r, err)
		}
	}
	cancel()
	s.Put(t, karin())
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestKeysFollowTheCustomer(t *testing.T) {
	s := coretest.New()
	c := karin()
	s.Put(t, c)
	if list, total, _ := s.Postings(ctx, "P41234567", 5); len(list) != 1 || total != 1 {
		t.Fatalf("found %v of %d", list, total)
	}
	c.Contact.Mobile = core.Phone{}
	s.Put(t, c)
	if list, _, _ := s.Postings(ctx, "P41234567", 5); len(list) != 0 {
		t.Errorf("still found %v", list)
	}
}

func TestAStayTouchesTheDaysItLastsOver(t *testing.T) {
	s := coretest.New()
	a := &core.Appointment{
		Status: core.AppointmentPlanned, Customer: 1, Contact: core.Contact{LastName: "Freitag"}, Transit: core.VehicleData{Plate: "S 1"},
		DropOff: core.Part{At: 202611300800, Minutes: 15}, PickUp: core.Part{At: 202612021600, Minutes: 10},
	}
	s.Put(t, a)
	for day, want := range map[core.Date]int{20261129: 0, 20261130: 1, 20261201: 1, 20261202: 1, 20261203: 0} {
		list, err := s.AppointmentsBetween(ctx, day.At(0), day.Add(1).At(0))
		if err != nil || len(list) != want {
			t.Errorf("%s: %d, %v", day, len(list), err)
		}
	}
}

func TestANumberBelongsToOneCustomer(t *testing.T) {
	s := coretest.New()
	c, d := karin(), karin()
	c.Number, d.Number = "a1", "A1"
	s.Put(t, c)
	_, err := s.Apply(ctx, core.Change{Op: "x", Put: []core.Record{d}})
	if faults := core.FieldErrors(err); len(faults) != 1 || faults[0].Field != core.FieldCustomerNumber {
		t.Errorf("%v", err)
	}
}
