package master_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
)

func TestARestoredRecordHasItsNumberAndItsPast(t *testing.T) {
	store := coretest.New()
	s := master.New(store, store)
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
	if err := s.DeleteCustomer(ctx, "Huber", c.Meta.ID); err != nil {
		t.Fatal(err)
	}
	id, err := s.RestoreCustomer(ctx, "Huber", c)
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
	if _, err := s.RestoreCustomer(ctx, "Huber", c); !core.IsKind(err, core.Invalid) {
		t.Fatalf("restored twice: %v", err)
	}
}
