package master_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
)

func TestARestoredRecordHasItsNumberAndItsPast(t *testing.T) {
	store := coretest.New()
	s := master.New(store, store, coretest.Model())
	ctx := t.Context()
	c := core.Customer{Number: "10310", Contact: core.Contact{LastName: "Huber"}}
	if err := s.SaveCustomer(ctx, "Huber", &c, 0, false); err != nil {
		t.Fatal(err)
	}
	visit := core.Appointment{Status: core.AppointmentDone, Customer: c.Meta.ID, Contact: c.Contact, Transit: core.VehicleData{Plate: "HA-1 A"}}
	visit.DropOff.At, visit.PickUp.At = 202601120800, 202601121600
	if _, err := store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: []core.Record{&visit}}); err != nil {
		t.Fatal(err)
	}
	deleted, err := s.DeleteCustomer(ctx, "Huber", c.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.RestoreCustomer(ctx, "Huber", deleted)
	if err != nil {
		t.Fatal(err)
	}
	back, err := store.CustomerByNumber(ctx, "10310")
	if err != nil || back.Meta.ID != id {
		t.Fatalf("%+v, %v", back, err)
	}
	visits, err := store.AppointmentsOfCustomer(ctx, id)
	if err != nil || len(visits) != 1 || visits[0].Meta.ID != visit.Meta.ID {
		t.Fatalf("%v, %v", visits, err)
	}
	if _, err := s.RestoreCustomer(ctx, "Huber", deleted); !core.IsKind(err, core.Invalid) {
		t.Fatalf("restored twice: %v", err)
	}
}

func TestARestoredCustomerDrivesIsNoDuplicateAndWasImportedAsBefore(t *testing.T) {
	store := coretest.New()
	s, ctx := master.New(store, store, coretest.Model()), t.Context()
	put := func(records ...core.Record) {
		t.Helper()
		if _, err := store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: records}); err != nil {
			t.Fatal(err)
		}
	}
	anna := &core.Customer{Number: "1", Contact: core.Contact{LastName: "Auer"}}
	anja := &core.Customer{Number: "2", Contact: core.Contact{LastName: "Auer"}}
	put(anna, anja)
	lead := &core.Lead{Status: core.LeadNew, Request: core.Request{Source: "t", ExternalID: "1", Contact: anna.Contact}}
	put(lead)
	car := &core.Vehicle{Owner: anja.Meta.ID, Driver: anna.Meta.ID, Data: core.VehicleData{Plate: "S-1 A"}}
	taken := &core.Vehicle{Owner: anja.Meta.ID, Driver: anna.Meta.ID, Data: core.VehicleData{Plate: "S-2 A"}}
	put(car, taken,
		&core.NotDuplicate{Customer: anna.Meta.ID, Lead: lead.Meta.ID}, &core.NotDuplicate{Customer: anja.Meta.ID, Other: anna.Meta.ID},
		&core.ImportState{Target: core.Ref{Entity: core.EntityCustomer, ID: anna.Meta.ID}, Source: "master", Values: []core.FieldValue{{Field: core.FieldLastName, Value: "Auer"}}})
	deleted, err := s.DeleteCustomer(ctx, "Huber", anna.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	now, err := store.Vehicle(ctx, taken.Meta.ID)
	if err != nil || now.Driver != 0 {
		t.Fatalf("driver %d, %v", now.Driver, err)
	}
	now.Driver = anja.Meta.ID
	put(&now)
	id, err := s.RestoreCustomer(ctx, "Huber", deleted)
	if err != nil {
		t.Fatal(err)
	}
	for car, driver := range map[core.ID]core.ID{car.Meta.ID: id, taken.Meta.ID: anja.Meta.ID} {
		if v, err := store.Vehicle(ctx, car); err != nil || v.Driver != driver {
			t.Errorf("vehicle %d is driven by %d, want %d; %v", car, v.Driver, driver, err)
		}
	}
	if said, err := store.NotDuplicatesOfLead(ctx, lead.Meta.ID); err != nil || len(said) != 1 || said[0].Customer != id {
		t.Errorf("about the lead: %+v %v", said, err)
	}
	if said, err := store.NotDuplicatesOfCustomer(ctx, anja.Meta.ID); err != nil || len(said) != 1 || said[0].Other != id {
		t.Errorf("about the other customer: %+v %v", said, err)
	}
	if state, err := store.ImportState(ctx, core.Ref{Entity: core.EntityCustomer, ID: id}); err != nil || len(state.Values) != 1 {
		t.Errorf("imported: %+v %v", state, err)
	}
}

func TestADecisionAboutSomebodyGoneIsNotRestored(t *testing.T) {
	store := coretest.New()
	s, ctx := master.New(store, store, coretest.Model()), t.Context()
	anna := &core.Customer{Number: "1", Contact: core.Contact{LastName: "Auer"}}
	anja := &core.Customer{Number: "2", Contact: core.Contact{LastName: "Auer"}}
	if _, err := store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: []core.Record{anna, anja}}); err != nil {
		t.Fatal(err)
	}
	said := &core.NotDuplicate{Customer: anna.Meta.ID, Other: anja.Meta.ID}
	if _, err := store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: []core.Record{said}}); err != nil {
		t.Fatal(err)
	}
	deleted, err := s.DeleteCustomer(ctx, "", anna.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.DeleteCustomer(ctx, "", anja.Meta.ID); err != nil {
		t.Fatal(err)
	}
	id, err := s.RestoreCustomer(ctx, "", deleted)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := store.NotDuplicatesOfCustomer(ctx, id); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
}
