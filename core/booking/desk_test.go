package booking_test

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/core/coretest"
)

var ctx = context.Background()

const (
	karinsVIN = "WVWZZZ1KZAW123456"
	hansVIN   = "WAUZZZ8K9BA123987"
	freeVIN   = "TMBZZZ5J1D3001122"
)

// desk is a dealership with Karin Freitag and her Golf, Hans Oberhuber and his Audi, and a cash-sale customer.
type desk struct {
	*testing.T
	*booking.Service
	store                   *coretest.Store
	karin, hans, cash       *core.Customer
	golf, audi              *core.Vehicle
	wanted, opens, nextWeek core.WallTime
	leads                   int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s := coretest.New()
	d := &desk{T: t, Service: booking.New(s, s, coretest.Model()), store: s}
	d.karin = &core.Customer{Number: "10001", Contact: core.Contact{
		Salutation: core.SalutationMs, FirstName: "Karin", LastName: "Freitag", Street: "Linzer Straße", HouseNumber: "4",
		Postcode: "5020", Town: "Salzburg", Country: "AT", Mobile: core.Phone{Typed: "0664 1234567"}, Email: "karin.freitag@example.at",
	}}
	d.hans = &core.Customer{Number: "10002", Contact: core.Contact{
		Salutation: core.SalutationMr, FirstName: "Hans", LastName: "Oberhuber", Street: "Dorfplatz", HouseNumber: "1",
		Postcode: "5400", Town: "Hallein", Country: "AT", Mobile: core.Phone{Typed: "0676 7654321"}, Email: "hans@oberhuber.example",
	}}
	d.cash = &core.Customer{Number: "99999", Contact: core.Contact{Company: "Barverkaufskunde"}}
	s.Put(t, d.karin, d.hans, d.cash)
	d.golf = &core.Vehicle{Data: core.VehicleData{VIN: karinsVIN, Plate: "S 123 AB", Make: "VW", Model: "Golf"}, Owner: d.karin.Meta.ID}
	d.audi = &core.Vehicle{Data: core.VehicleData{VIN: hansVIN, Plate: "HA 77 XY", Make: "Audi", Model: "A4"}, Owner: d.hans.Meta.ID}
	s.Put(t, d.golf, d.audi)
	s.ChangeSettings(t, func(set *core.Settings) { set.Basis.CashCustomer = "99999" })
	d.wanted = core.Date(20261130).At(8 * 60)
	d.opens = core.Date(20261123).At(8 * 60)
	d.nextWeek = core.Date(20261201).At(9 * 60)
	return d
}

// lead stores a request from Karin without number and vehicle, changed by edit.
func (d *desk) lead(edit func(*core.Request)) *core.Lead {
	d.Helper()
	d.leads++
	l := &core.Lead{Status: core.LeadNew, Request: core.Request{
		Source: "web", ExternalID: "A" + strconv.Itoa(d.leads), ReceivedAt: coretest.Now, WantedAt: d.wanted, Work: "Service",
		Contact: core.Contact{
			Salutation: core.SalutationMs, FirstName: "Karin", LastName: "Freitag", Street: "Neue Gasse", HouseNumber: "9",
			Postcode: "5020", Town: "Salzburg", Mobile: core.Phone{Typed: "0664 9999999"}, Email: "karin.freitag@example.at",
		},
	}}
	if edit != nil {
		edit(&l.Request)
	}
	d.store.Put(d, l)
	return l
}

func fromKarin(r *core.Request) { r.CustomerNumber = "10001" }

func withVIN(vin string) func(*core.Request) {
	return func(r *core.Request) { r.CustomerNumber, r.Vehicle = "10001", core.VehicleData{VIN: vin} }
}

func (d *desk) draft(l *core.Lead, choice booking.Choice) *booking.Draft {
	d.Helper()
	return must(d.Draft(ctx, l.Meta.ID, choice, "Huber"))(d)
}

func (d *desk) save(draft *booking.Draft) booking.Saved {
	d.Helper()
	return must(d.Save(ctx, draft, "Huber", true))(d)
}

// booked is an appointment of Karin's with her Golf, made of a lead.
func (d *desk) booked() booking.Saved {
	d.Helper()
	return d.save(d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting}))
}

func (d *desk) storedLead(id core.ID) core.Lead {
	d.Helper()
	return must(d.store.Lead(ctx, id))(d)
}

func (d *desk) storedCustomer(id core.ID) core.Customer {
	d.Helper()
	return must(d.store.Customer(ctx, id))(d)
}

func (d *desk) storedAppointment(id core.ID) core.Appointment {
	d.Helper()
	return must(d.store.Appointment(ctx, id))(d)
}

// writes counts the changes committed from now on.
func (d *desk) writes() *int {
	n := new(int)
	d.Cleanup(d.store.Subscribe(func(core.Event) { *n++ }))
	return n
}

// must unwraps a result and fails the test on an error.
func must[V any](v V, err error) func(testing.TB) V {
	return func(t testing.TB) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ruleOf(findings []advice.Finding) []string {
	rules := make([]string, len(findings))
	for i, f := range findings {
		rules[i] = f.Rule
	}
	return rules
}

func has(findings []advice.Finding, rule string) bool { return slices.Contains(ruleOf(findings), rule) }

func hasNote(notes []booking.Note, key string) bool {
	return slices.ContainsFunc(notes, func(n booking.Note) bool { return n.Key == key })
}

func (d *desk) step(actor string, step booking.LeadStep, id core.ID) error {
	_, err := d.StepLeads(ctx, actor, step, id)
	return err
}
