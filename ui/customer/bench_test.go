package customer_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
)

// bench is a desk with a small customer master.
func bench(t *testing.T) (*desktest.Bench, map[string]core.ID) {
	t.Helper()
	b := desktest.New(t)
	people := []core.Customer{
		person("10234", "Anna", "Müller", "Linzer Straße", "4", "5020", "Salzburg", "0664 1234567"),
		person("10235", "Sebastian-Maximilian", "Oberhummer-Freistätter von Wiesenbach", "Untere Bahnhofstraße", "112a/Stg. 4/Top 17", "5630", "Bad Hofgastein", "+43 662 870 551-23"),
		person("10310", "Josef", "Huber", "Dorfplatz", "1", "5400", "Hallein", "0676 9988776"),
	}
	people[1].Contact.TitleBefore, people[1].Contact.Email = "Mag. Dr.", "sebastian.oberhummer-freistaetter@wiesenbach-immobilien.example"
	people[1].Notes = "Bitte immer vor 9 Uhr anrufen. Wartet auf das Fahrzeug und trinkt Kaffee ohne Zucker."
	people[2].Blocked, people[2].BlockReason = true, "Rechnung 2025-113 offen"
	firm := core.Customer{Number: "20001", Status: core.StatusCustomer}
	firm.Contact = core.Contact{Salutation: core.SalutationCompany, Company: "Huber Bau", LegalForm: "GmbH", Street: "Gewerbepark", HouseNumber: "7", Country: "AT", Postcode: "5071", Town: "Wals-Siezenheim", Email: "office@huber-bau.example"}
	people = append(people, firm)
	ids := map[string]core.ID{}
	for i := range people {
		b.Put(&people[i])
		ids[people[i].Number] = people[i].Meta.ID
	}
	golf := core.Vehicle{Owner: ids["10234"], Data: core.VehicleData{VIN: "WVWZZZ1KZ8W123456", Plate: "S-123 AB", Make: "Volkswagen", Model: "Golf", InspectionDue: 202611, Mileage: 128400}}
	van := core.Vehicle{Owner: ids["20001"], Driver: ids["10234"], Data: core.VehicleData{Plate: "SL-77 HB", Make: "Volkswagen", Model: "Transporter", Variant: "Kasten 2.0 TDI"}}
	b.Put(&golf)
	b.Put(&van)
	visit := core.Appointment{Status: core.AppointmentDone, Customer: ids["10234"], Contact: people[0].Contact, Vehicle: golf.Meta.ID, Steps: []core.WorkStep{{Text: "Jahresservice", Minutes: 90}}}
	visit.DropOff, visit.PickUp = core.Part{At: 202605040800, Minutes: 15}, core.Part{At: 202605041600, Minutes: 10}
	b.Put(&visit)
	next := visit
	next.Meta, next.Status, next.Steps = core.Meta{}, core.AppointmentPlanned, []core.WorkStep{{Text: "Reifenwechsel", Minutes: 45}, {Text: "Bremsen prüfen", Minutes: 30}}
	next.DropOff.At, next.PickUp.At = 202611300800, 202611301600
	b.Put(&next)
	return b, ids
}

func person(number, first, last, street, house, zip, town, mobile string) core.Customer {
	c := core.Customer{Number: number, Status: core.StatusCustomer}
	c.Contact = core.Contact{FirstName: first, LastName: last, Street: street, HouseNumber: house, Country: "AT", Postcode: zip, Town: town, Mobile: core.Phone{Typed: mobile}}
	c.Normalize("AT")
	return c
}

// fromLead is what the dialog of a new customer is opened with for a lead.
func fromLead() core.Customer {
	c := person("", "Berta", "Neuhofer", "Alpenstraße", "99", "5020", "Salzburg", "0650 5554433")
	c.Status, c.Contact.Salutation, c.Contact.Email = core.StatusProspect, core.SalutationMs, "berta@neuhofer.example"
	return c
}

func sizes(b *desktest.Bench, name string) {
	b.Picture(name)
	b.Window.Resize(fyne.NewSize(1760, 980))
	b.Picture(name + "-large")
	b.Window.Resize(fyne.NewSize(1100, 640))
}
