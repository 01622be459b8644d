package advice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
)

func external(in *Input, changes ...core.FieldChange) {
	e := &core.External{At: time.Date(2026, 11, 23, 7, 12, 0, 0, time.UTC), Changes: changes, Request: in.Lead.Request}
	for _, c := range changes {
		if c.Field == core.FieldWantedAt {
			e.Request.WantedAt = at(c.New)
		}
	}
	in.Lead.External = e
}

var moved = core.FieldChange{Field: core.FieldWantedAt, Old: "2026-11-30T08:00", New: "2026-12-02T14:00"}

// lead changes what the lead says about its customer.
func lead(change func(c *core.Contact)) func(in *Input) {
	return func(in *Input) { change(&in.Lead.Request.Contact) }
}

func newAddress(c *core.Contact) {
	c.Street, c.HouseNumber, c.Postcode, c.Town = "Dorfplatz", "", "5400", "Hallein"
}

var leadSituations = []situation{
	{
		"another time was wanted outside", func(in *Input) { external(in, moved) },
		[]string{"warning lead.moved"},
		[]string{"reschedule 2026-12-02T14:00", "cancel", "acknowledge", "open"},
	},
	{"the other time is already that of the appointment", func(in *Input) {
		external(in, moved)
		dropOff("2026-12-02T14:00")(in)
	}, []string{"warning lead.moved"}, []string{"cancel", "acknowledge", "open"}},
	{"several things were changed outside", func(in *Input) {
		external(in, moved, core.FieldChange{Field: core.FieldWork, Old: "Service", New: "Service, Reifen"})
	}, []string{"warning lead.changed"}, []string{"reschedule 2026-12-02T14:00", "cancel", "acknowledge", "open"}},
	{
		"cancelled outside", func(in *Input) { external(in); in.Lead.External.Cancelled = true },
		[]string{"warning lead.cancelled"},
		[]string{"cancel", "acknowledge", "open"},
	},
	{"cancelled outside and here", func(in *Input) {
		external(in)
		in.Lead.External.Cancelled, in.Appointment.Status = true, core.AppointmentCancelled
		in.Appointment.CancelReason = "Kunde hat abgesagt"
	}, nil, nil},
	{
		"new mobile number", lead(func(c *core.Contact) { c.Mobile = core.Phone{Typed: "0699 7654321", E164: "+436997654321"} }),
		[]string{"hint lead.phone"},
		[]string{"take_field"},
	},
	{"the number in another field", lead(func(c *core.Contact) { c.Phone, c.Mobile = c.Mobile, core.Phone{} }), nil, nil},
	{"the number in another spelling", lead(func(c *core.Contact) { c.Mobile.Typed = "+43664/1234567" }), nil, nil},
	{"the number as the source wrote it", lead(func(c *core.Contact) { c.Mobile = core.Phone{Typed: "0043 664 123 45 67"} }), nil, nil},
	{
		"a number for a customer without one", func(in *Input) { in.Customer.Contact.Mobile = core.Phone{} },
		[]string{"hint lead.phone_added"},
		nil,
	},
	{"the new number is ticked", func(in *Input) {
		in.Customer.Contact.Mobile = core.Phone{}
		in.Updating = []core.Field{core.FieldMobile}
	}, nil, nil},
	{"new e-mail address", lead(func(c *core.Contact) { c.Email = "anna.mueller@example.at" }), []string{"hint lead.email"}, []string{"take_field"}},
	{"the same e-mail address in capitals", lead(func(c *core.Contact) { c.Email = "ANNA@example.at" }), nil, nil},
	{"an unusable e-mail address", lead(func(c *core.Contact) { c.Email = "anna(at)example" }), nil, nil},
	{
		"an e-mail address for a customer without one", func(in *Input) { in.Customer.Contact.Email = "" },
		[]string{"hint lead.email_added"},
		nil,
	},
	{"new address", lead(newAddress), []string{"hint lead.address"}, []string{"take_field street,house_no,zip,city"}},
	{"new address half ticked", func(in *Input) {
		lead(newAddress)(in)
		in.Updating = []core.Field{core.FieldStreet, core.FieldHouseNumber}
	}, []string{"hint lead.address"}, []string{"take_field zip,city"}},
	{"new address ticked", func(in *Input) {
		lead(newAddress)(in)
		in.Updating = []core.Field{core.FieldStreet, core.FieldHouseNumber, core.FieldPostcode, core.FieldTown}
	}, nil, nil},
	{"the address in one line and abbreviated", lead(func(c *core.Contact) { c.Street, c.HouseNumber = "Linzer Str. 4", "" }), nil, nil},
	{"only a town, the same", lead(func(c *core.Contact) { c.Street, c.HouseNumber, c.Postcode, c.Town = "", "", "", "SALZBURG" }), nil, nil},
	{"an address for a customer without one", func(in *Input) {
		c := &in.Customer.Contact
		c.Street, c.HouseNumber, c.Postcode, c.Town = "", "", "", ""
	}, []string{"hint lead.address_added"}, nil},
	{"without a lead the master has nothing to learn", func(in *Input) {
		lead(newAddress)(in)
		in.Lead = nil
	}, nil, nil},
	{"the snapshot stands for a lead that is gone", func(in *Input) {
		lead(newAddress)(in)
		in.Appointment.Snapshot, in.Lead = &in.Lead.Request, nil
	}, []string{"hint lead.address"}, nil},
	{"wanted time that nobody can read", func(in *Input) {
		in.Lead.Request.AsText = []core.FieldValue{{Field: core.FieldWantedAt, Value: "nächste Woche"}}
	}, []string{"hint lead.wanted_time_unreadable"}, []string{"focus"}},
	{"mileage that nobody can read", func(in *Input) {
		in.Lead.Request.AsText = []core.FieldValue{{Field: core.FieldMileage, Value: "viele"}, {Field: core.FieldVariant}}
	}, []string{"hint lead.value_unreadable"}, nil},
	{"the lead names what is no field", func(in *Input) {
		in.Lead.Request.AsText = []core.FieldValue{{Field: "year", Value: "2019"}}
	}, nil, nil},
}

func TestAnAddressIsTakenOverWhole(t *testing.T) {
	in := faultless()
	lead(newAddress)(&in)
	got := Evaluate(in)[0].Actions[0].Fields()
	want := []core.Field{core.FieldStreet, core.FieldHouseNumber, core.FieldPostcode, core.FieldTown}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	single := Action{ID: TakeIntoMaster, Field: core.FieldEmail}
	if diff := cmp.Diff([]core.Field{core.FieldEmail}, single.Fields()); diff != "" {
		t.Error(diff)
	}
}
