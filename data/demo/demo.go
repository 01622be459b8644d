// Package demo fills a fresh database with an invented dealership: some two thousand customers with their vehicles, a
// calendar, and thirty leads that between them show every branch of Terminanlage. The same day always gives the same
// data. Names, numbers and addresses are composed; nobody in it exists.
package demo

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/message"
	"terminwerk/core/schedule"
	"terminwerk/data/store"
)

const (
	actor = "Demo"
	batch = 500 // records that one change writes
)

// Store is what Fill writes to.
type Store interface {
	core.Store
	// Bulk writes many new records at once, see store.Store.
	Bulk(ctx context.Context, what, actor string, groups iter.Seq2[[]core.Record, error], progress func(store.Loaded)) (store.Loaded, error)
}

// Found writes the dealership itself into an empty store: its settings.
func Found(ctx context.Context, store core.Store) error {
	s, err := store.Settings(ctx)
	if err != nil {
		return err
	}
	b := &s.Basis
	b.Dealership, b.Street, b.Postcode, b.Town = "Autohaus Salzachblick", "Musterstraße 12", "5020", "Salzburg"
	b.Phone, b.Email = "+43 662 000000", "service@autohaus.example"
	b.Advisers = []string{"Huber", "Lechner", "Sommer"}
	b.Mechanics = []string{"Maier", "Novak", "Steiner", "Wolf"}
	b.CashCustomer = cashNumber
	_, err = store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "settings.saved", Put: []core.Record{&s}})
	return err
}

// Fill writes everything else into a store that Found has prepared, the leads first, because they are what one looks at.
// Times are placed around the clock's present day. post writes the texts of the messages; nil for none.
func Fill(ctx context.Context, store Store, clock core.Clock, post *message.Service) error {
	s, err := store.Settings(ctx)
	if err != nil {
		return err
	}
	f := &filler{ctx: ctx, store: store, clock: clock, basis: s.Basis, post: post}
	steps := []func() error{f.leads, f.customers, f.vehicles, f.visits, f.changesFromOutside, f.messages}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("demo data: %w", err)
		}
	}
	return nil
}

type filler struct {
	ctx    context.Context
	store  Store
	clock  core.Clock
	post   *message.Service
	basis  core.Basis
	byNo   map[string]core.ID
	leadOf map[string]core.ID // by external id
}

func (f *filler) apply(what string, records []core.Record) error {
	for len(records) > 0 {
		n := min(batch, len(records))
		if _, err := f.store.Apply(f.ctx, core.Change{Op: core.NewOp(), Actor: actor, What: what, Put: records[:n]}); err != nil {
			return err
		}
		records = records[n:]
	}
	return nil
}

// load writes the many records: one does not want to wait for a demonstration.
func (f *filler) load(what string, records []core.Record) error {
	_, err := f.store.Bulk(f.ctx, what, actor, func(yield func([]core.Record, error) bool) {
		for group := range slices.Chunk(records, 1) {
			if !yield(group, nil) {
				return
			}
		}
	}, nil)
	return err
}

func (f *filler) customers() error {
	f.byNo = map[string]core.ID{}
	list := append(cast(), crowd()...)
	records := make([]core.Record, len(list))
	for i := range list {
		list[i].Normalize(f.basis.Country)
		records[i] = &list[i]
	}
	if err := f.load("customers.imported", records); err != nil {
		return err
	}
	for i := range list {
		f.byNo[list[i].Number] = list[i].Meta.ID
	}
	return nil
}

func (f *filler) vehicles() error {
	list := garage()
	records := make([]core.Record, len(list))
	for i := range list {
		v := &core.Vehicle{Data: list[i].data, Owner: f.byNo[list[i].owner], Driver: f.byNo[list[i].driver]}
		v.Data.Normalize(f.basis.Country)
		records[i] = v
	}
	return f.load("vehicles.imported", records)
}

func (f *filler) leads() error {
	now := f.clock.Now().In(f.basis.Location())
	f.leadOf = map[string]core.ID{}
	list := inbox(now, &f.basis)
	records := make([]core.Record, len(list))
	for i := range list {
		r := &list[i].Request
		r.Contact.Normalize(f.basis.Country)
		r.Vehicle.Normalize(f.basis.Country)
		records[i] = &list[i]
	}
	if err := f.apply("leads.imported", records); err != nil {
		return err
	}
	for i := range list {
		f.leadOf[list[i].Request.ExternalID] = list[i].Meta.ID
	}
	return nil
}

// plan is the calendar: whose car comes in how many days from today, and what for.
var plan = []struct {
	number  string // of the customer
	days    int
	at      core.TimeOfDay
	adviser string
	work    string
	minutes int
}{
	{"40001", -20, 8 * 60, "Huber", "Räderwechsel", 45},
	{"40010", 0, 8 * 60, "Huber", "Service 30.000 km", 90},
	{"40011", 0, 8*60 + 30, "Lechner", "Bremsen hinten", 90},
	{"40012", 0, 10 * 60, "Sommer", "Klimaservice", 60},
	{"40013", 0, 14 * 60, "Huber", "Diagnose Motorkontrollleuchte", 60},
	{"40014", 1, 7*60 + 30, "Lechner", "§57a-Begutachtung", 60},
	{"40015", 1, 9 * 60, "Huber", "Ölwechsel", 45},
	{"40002", 2, 8 * 60, "Sommer", "Service Transporter", 120},
	{"40016", 3, 13 * 60, "Lechner", "Räderwechsel", 45},
	{"40017", 7, 8 * 60, "Sommer", "Service 60.000 km", 120},
}

// visits puts a few appointments into the calendar.
func (f *filler) visits() error {
	service := booking.New(f.store, f.clock, nil)
	day := core.DateOf(f.clock.Now().In(f.basis.Location()))
	for _, p := range plan {
		cars, err := f.store.VehiclesOf(f.ctx, f.byNo[p.number])
		if err != nil {
			return err
		}
		var car core.ID
		if len(cars) > 0 {
			car = cars[0].Meta.ID
		}
		d, err := service.DraftFor(f.ctx, f.byNo[p.number], car, day.Add(p.days).At(p.at), p.adviser)
		if err != nil {
			return err
		}
		d.Appointment.Adviser = p.adviser
		d.Appointment.Steps = []core.WorkStep{{Text: p.work, Minutes: p.minutes, Mechanic: f.basis.Mechanics[p.minutes%len(f.basis.Mechanics)]}}
		d.Appointment.PickUp = schedule.DefaultPickUp(&f.basis, &d.Appointment)
		if p.days < 0 {
			d.Appointment.Status = core.AppointmentDone
		}
		if _, err := service.Save(f.ctx, d, p.adviser, true); err != nil {
			return err
		}
	}
	return f.bookings(service)
}

// bookings books the leads that are to be shown as booked.
func (f *filler) bookings(service *booking.Service) error {
	for _, external := range []string{"D-27", "D-28"} {
		lead, err := f.store.Lead(f.ctx, f.leadOf[external])
		if err != nil {
			return err
		}
		customer, err := f.store.CustomerByNumber(f.ctx, lead.Request.CustomerNumber)
		if err != nil {
			return err
		}
		d, err := service.Draft(f.ctx, lead.Meta.ID, booking.Choice{Way: booking.WayExisting, Customer: customer.Meta.ID}, "Huber")
		if err != nil {
			return err
		}
		if _, err := service.Save(f.ctx, d, "Huber", true); err != nil {
			return err
		}
	}
	return nil
}

// changesFromOutside lets one booked lead be moved by the customer and another be cancelled.
func (f *filler) changesFromOutside() error {
	var records []core.Record
	for _, external := range []string{"D-27", "D-28"} {
		lead, err := f.store.Lead(f.ctx, f.leadOf[external])
		if err != nil {
			return err
		}
		out := &core.External{At: f.clock.Now().UTC().Truncate(time.Second), Request: lead.Request, Cancelled: external == "D-28"}
		if !out.Cancelled {
			out.Request.WantedAt = lead.Request.WantedAt.Add(24 * 60)
			out.Changes = []core.FieldChange{{Field: core.FieldWantedAt, Old: lead.Request.WantedAt.String(), New: out.Request.WantedAt.String()}}
		}
		lead.External = out
		records = append(records, &lead)
	}
	return f.apply("lead.imported", records)
}
