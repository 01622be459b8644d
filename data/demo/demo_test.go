package demo_test

import (
	"context"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/demo"
	"terminwerk/data/store/storetest"
)

func TestTheDemonstrationHasItsDealership(t *testing.T) {
	s, ctx := storetest.New(t), context.Background()
	if err := demo.Found(ctx, s); err != nil {
		t.Fatal(err)
	}
	if err := demo.Fill(ctx, s, core.ClockFunc(func() time.Time { return storetest.Now }), nil); err != nil {
		t.Fatal(err)
	}
	for entity, least := range map[core.Entity]int{
		core.EntityCustomer: 1900, core.EntityVehicle: 2400, core.EntityLead: 30, core.EntityAppointment: 12,
	} {
		if n, err := s.Count(ctx, entity); err != nil || n < least {
			t.Errorf("%d of %s, want %d at least; error %v", n, entity, least, err)
		}
	}
	company, err := s.CustomerByNumber(ctx, "40002")
	if err != nil {
		t.Fatal(err)
	}
	vehicles, err := s.VehiclesOf(ctx, company.Meta.ID)
	if err != nil || len(vehicles) != 2 || vehicles[0].Driver == 0 && vehicles[1].Driver == 0 {
		t.Errorf("vehicles %+v, error %v; want two, one with a driver", vehicles, err)
	}
	found, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "huber hallein"})
	if err != nil || len(found) == 0 {
		t.Errorf("found %d customers, error %v", len(found), err)
	}
}
