package demo_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/booking"
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

// TestTheFirstLeadIsBookedWithoutAQuestionOnWhateverDay begins the demonstration on every day of a week, and before holidays.
func TestTheFirstLeadIsBookedWithoutAQuestionOnWhateverDay(t *testing.T) {
	days := []string{"2026-12-19", "2026-12-24", "2027-01-01", "2027-03-25", "2027-05-02"}
	for n := range 7 {
		days = append(days, "2026-12-0"+strconv.Itoa(n+1))
	}
	for _, day := range days {
		now, err := time.Parse(time.DateTime, day+" 09:00:00")
		if err != nil {
			t.Fatal(err)
		}
		s, ctx, clock := storetest.New(t), context.Background(), core.ClockFunc(func() time.Time { return now })
		if err := errors.Join(demo.Found(ctx, s), demo.Fill(ctx, s, clock, nil)); err != nil {
			t.Fatal(err)
		}
		lead, err := s.LeadByExternal(ctx, "Online-Buchung", "D-01")
		if err != nil {
			t.Fatal(err)
		}
		customer, err := s.CustomerByNumber(ctx, lead.Request.CustomerNumber)
		if err != nil {
			t.Fatal(err)
		}
		service := booking.New(s, clock, nil)
		d, err := service.Draft(ctx, lead.Meta.ID, booking.Choice{Way: booking.WayExisting, Customer: customer.Meta.ID}, "Huber")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := service.Save(ctx, d, "Huber", false); err != nil {
			t.Errorf("on %s, for %s: %v", day, lead.Request.WantedAt, err)
		}
	}
}
