package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"terminwerk/core"
	"terminwerk/data"
)

var clock = core.ClockFunc(func() time.Time { return time.Now().UTC() })

// imports makes the large database: customers and vehicles through the command line, measured, then leads and appointments. One that
// an earlier run left in the folder is taken as it is.
func (g *gauge) imports() error {
	if _, err := os.Stat(g.database()); err == nil {
		return nil
	}
	file := filepath.Join(g.work, "customers.csv")
	vehicles, err := writeCustomers(file, g.customers)
	if err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Dir(g.database()), 0o700); err != nil {
		return err
	}
	r, err := watch(exec.CommandContext(g.ctx, g.program, "import", "customers", file, "-db", g.database()))
	if err != nil {
		return err
	}
	if g.wanted("import") {
		const longest, most = 60 * time.Second, 400_000_000
		g.table.add(fmt.Sprintf("import of %s customers, %s vehicles", thousands(g.customers), thousands(vehicles)), r.String(), within(r.wall, longest, "60 s"))
		g.table.add("  rate", thousands(int(float64(g.customers)/r.wall.Seconds()))+" customers a second", "")
		g.table.add("  most RssAnon", mb(r.peak), within(r.peak, most, "400 MB"))
		info, err := os.Stat(g.database())
		if err != nil {
			return err
		}
		g.table.add("  file afterwards", mb(info.Size()), "")
	}
	if err := os.Remove(file); err != nil {
		return err
	}
	return g.fill()
}

// fill adds a tenth as many leads as customers and a fifth as many appointments, over some years.
func (g *gauge) fill() (err error) {
	place, err := data.Open(g.ctx, data.Config{Path: g.database(), Clock: clock})
	if err != nil {
		return err
	}
	defer func() {
		if closing := place.Close(); err == nil {
			err = closing
		}
	}()
	ids, err := place.Store.IDs(g.ctx, core.Query{Entity: core.EntityCustomer, Sort: core.SortNumber})
	if err != nil {
		return err
	}
	_, err = place.Store.Bulk(g.ctx, "leads.imported", "", visits(g.ctx, place.Store, ids), nil)
	return err
}

// visits are leads and appointments: of every two customers in ten one has a lead, which is booked for nine in ten, and
// every fifth customer an appointment.
func visits(ctx context.Context, store core.Store, customers []core.ID) iter.Seq2[[]core.Record, error] {
	return func(yield func([]core.Record, error) bool) {
		p, now := newPopulation(), time.Now().UTC().Truncate(time.Second)
		for i := 0; i+5 <= len(customers); i += 5 {
			customer, err := store.Customer(ctx, customers[i])
			if err != nil {
				yield(nil, err)
				return
			}
			vehicles, err := store.VehiclesOf(ctx, customers[i])
			if err != nil {
				yield(nil, err)
				return
			}
			received := now.Add(-time.Duration(p.r.IntN(3*365*24)) * time.Hour)
			if !yield(p.visit(&customer, vehicles, received, i/5), nil) {
				return
			}
		}
	}
}

func (p population) visit(c *core.Customer, vehicles []core.Vehicle, received time.Time, i int) []core.Record {
	wanted := core.DateOf(received).Add(3).At(core.TimeOfDay(7*60 + p.r.IntN(40)*15))
	a := &core.Appointment{
		Meta: core.Meta{ID: core.Pending(1)}, Status: core.AppointmentDone, Customer: c.Meta.ID, Contact: c.Contact, Adviser: "Huber",
		DropOff: core.Part{At: wanted, Minutes: 15}, PickUp: core.Part{At: wanted.Add(4 * 60), Minutes: 15},
		Steps: []core.WorkStep{{Text: "Service", Minutes: 90, Mechanic: "Maier"}},
	}
	lead := &core.Lead{Meta: core.Meta{ID: core.Pending(2)}, Status: core.LeadNew, Request: core.Request{
		Source: "portal", ExternalID: fmt.Sprint(i), ReceivedAt: received, WantedAt: wanted, CustomerNumber: c.Number, Contact: c.Contact,
		Work: "Service und Räderwechsel", Comments: "Bitte vor 17 Uhr fertig.",
	}}
	if len(vehicles) > 0 {
		a.Vehicle, lead.Request.Vehicle = vehicles[0].Meta.ID, vehicles[0].Data
	} else {
		a.Transit.VIN, a.Transit.Plate = p.vehicle(5_000_000 + i)
		lead.Request.Vehicle = a.Transit
	}
	switch {
	case i%2 == 1:
		return []core.Record{a}
	case i%20 == 0: // still to be booked
		lead.Request.WantedAt = core.DateOf(time.Now()).Add(2 + i%60).At(10 * 60)
		return []core.Record{lead, a}
	}
	request := lead.Request
	a.Lead, a.Snapshot, lead.Status, lead.Appointment = lead.Meta.ID, &request, core.LeadBooked, a.Meta.ID
	return []core.Record{lead, a}
}
