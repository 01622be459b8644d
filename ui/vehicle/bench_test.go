package vehicle_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
)

const golfVIN = "WVWZZZ1KZ8W123456"

// bench is a desk with two customers and four vehicles, two of which have the same VIN.
func bench(t *testing.T) (*desktest.Bench, map[string]core.ID) {
	t.Helper()
	b := desktest.New(t)
	ids := map[string]core.ID{}
	anna := core.Customer{Number: "10234", Status: core.StatusCustomer, Contact: core.Contact{FirstName: "Anna", LastName: "Müller", Country: "AT", Postcode: "5020", Town: "Salzburg"}}
	firm := core.Customer{Number: "20001", Status: core.StatusCustomer, Contact: core.Contact{Company: "Oberhummer-Freistätter Immobilienverwaltung", LegalForm: "GmbH & Co KG", Country: "AT", Town: "Bad Hofgastein"}}
	for name, c := range map[string]*core.Customer{"anna": &anna, "firm": &firm} {
		b.Put(c)
		ids[name] = c.Meta.ID
	}
	cars := []struct {
		name string
		car  core.Vehicle
	}{
		{"golf", core.Vehicle{Owner: ids["anna"], Data: core.VehicleData{VIN: golfVIN, Plate: "S-123 AB", PlateCountry: "AT", Make: "Volkswagen", Model: "Golf", Variant: "2.0 TDI Highline", FirstRegistration: 20180314, InspectionDue: 202703, Mileage: 128400}}},
		{"twin", core.Vehicle{Owner: ids["firm"], Driver: ids["anna"], Notes: "Schlüssel liegt im Büro", Data: core.VehicleData{VIN: golfVIN, Plate: "SL-77 HB", PlateCountry: "AT", Make: "Volkswagen", Model: "Golf"}}},
		{"van", core.Vehicle{Owner: ids["firm"], Data: core.VehicleData{Plate: "JO-9 XY", Make: "Mercedes-Benz", Model: "Sprinter", Variant: "316 CDI Kastenwagen lang mit Hochdach"}}},
		{"old", core.Vehicle{Owner: ids["anna"], Data: core.VehicleData{VIN: "113442876", Plate: "S-1 OLD", Make: "Volkswagen", Model: "Käfer 1303"}}},
	}
	for i := range cars {
		b.Put(&cars[i].car)
		ids[cars[i].name] = cars[i].car.Meta.ID
	}
	visit := core.Appointment{Status: core.AppointmentDone, Customer: ids["anna"], Contact: anna.Contact, Vehicle: ids["golf"], Steps: []core.WorkStep{{Text: "Jahresservice mit Ölwechsel", Minutes: 90}}}
	visit.DropOff, visit.PickUp = core.Part{At: 202605040800, Minutes: 15}, core.Part{At: 202605041600, Minutes: 10}
	b.Put(&visit)
	return b, ids
}

func sizes(b *desktest.Bench, name string) {
	b.Picture(name)
	b.Window.Resize(fyne.NewSize(1760, 980))
	b.Picture(name + "-large")
	b.Window.Resize(fyne.NewSize(1100, 640))
}
