package intake_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
	"terminwerk/data/intake"
)

const twoCustomers = "Kundennummer;Anrede;Titel;Vorname;Nachname;Firma;Straße;PLZ;Ort;Land;Telefon;Mobil;E-Mail;FIN;Kennzeichen\n" +
	"40001;Frau;Mag.;Karin;Freitag;;Linzer Straße 4;5020;Salzburg;Österreich;0662 123456;0664 1234567;karin@Example.org;WVWZZZ1KZAW000001|WVWZZZ1KZAW000002;S-123AB|S-124AB\n" +
	"40002;Firma;;;;Muster GmbH;Weg 1;01067;Dresden;D;0351 1234567;;;;HN-IU 9512\n"

func (d *desk) vehiclesOf(number string) []core.VehicleData {
	d.t.Helper()
	list, err := d.Store.VehiclesOf(context.Background(), d.customer(number).Meta.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	var out []core.VehicleData
	for _, v := range list {
		out = append(out, v.Data)
	}
	return out
}

func TestCustomersOfTheMainSystemComeWithTheirVehicles(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	d.customers(twoCustomers, counts{0, 0, 2})
	c := d.customer("40001").Contact
	want := core.Contact{
		Salutation: core.SalutationMs, TitleBefore: "Mag.", FirstName: "Karin", LastName: "Freitag", Street: "Linzer Straße", HouseNumber: "4",
		Postcode: "5020", Town: "Salzburg", Country: "AT", Email: "karin@example.org",
		Phone: core.Phone{Typed: "0662 123456", E164: "+43662123456"}, Mobile: core.Phone{Typed: "0664 1234567", E164: "+436641234567"},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("contact (-want +got):\n%s", diff)
	}
	if got := d.customer("40002").Contact; got.Postcode != "01067" || got.Phone.E164 != "+493511234567" {
		t.Errorf("company %+v", got)
	}
	vehicles := []core.VehicleData{{VIN: "WVWZZZ1KZAW000001", Plate: "S-123AB"}, {VIN: "WVWZZZ1KZAW000002", Plate: "S-124AB"}}
	if diff := cmp.Diff(vehicles, d.vehiclesOf("40001")); diff != "" {
		t.Errorf("vehicles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]core.VehicleData{{Plate: "HN-IU 9512", PlateCountry: "DE"}}, d.vehiclesOf("40002")); diff != "" {
		t.Errorf("vehicles (-want +got):\n%s", diff)
	}
}

func TestEachFieldIsMergedWithWhatWasChangedHere(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	c := d.customer("40001")
	c.Contact.Mobile, c.Contact.Town = core.Phone{Typed: "0664 7654321", E164: "+436647654321"}, "Hallein"
	d.save(&c)
	theirs := strings.NewReplacer("Salzburg", "Wals", "0662 123456", "0662 99", "karin@", "k.freitag@").Replace(twoCustomers)
	d.customers(theirs, counts{0, 1, 1, 0, 0, 1})
	d.customers(theirs, counts{0, 0, 2})
	c = d.customer("40001")
	if c.Contact.Town != "Hallein" || c.Contact.Mobile.E164 != "+436647654321" || c.Contact.Phone.Typed != "0662 99" || c.Contact.Email != "k.freitag@example.org" {
		t.Errorf("contact %+v", c.Contact)
	}
	reviews, err := d.Store.ImportReviews(context.Background())
	if err != nil || len(reviews) != 1 || len(reviews[0].Review) != 1 {
		t.Fatalf("reviews %+v, error %v", reviews, err)
	}
	r := reviews[0].Review[0]
	if r.Field != core.FieldTown || r.Base != "Salzburg" || r.Ours != "Hallein" || r.Theirs != "Wals" {
		t.Errorf("review %+v", r)
	}
}

func TestColumnsThatAreMissingTakeNothingAway(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	d.customers("Kundennummer;Vorname;Nachname\n40001;Karin;Samstag\n", counts{0, 1})
	if c := d.customer("40001"); c.Contact.LastName != "Samstag" || c.Contact.Town != "Salzburg" || c.Contact.Email == "" {
		t.Errorf("contact %+v", c.Contact)
	}
	d.customers("Kundennummer;Vorname;Nachname;Ort\n40001;Karin;Samstag;\n", counts{0, 1})
	if c := d.customer("40001"); c.Contact.Town != "" {
		t.Errorf("town is still %q", c.Contact.Town)
	}
}

func TestNumbersOfTheOwnRangeBelongToThisProgram(t *testing.T) {
	d := newDesk(t)
	d.save(&core.Customer{Contact: core.Contact{LastName: "Hier"}})
	d.customers("customer_number,last_name\n500000,Fremd\n500001,Neu\n,Ohne\n", counts{1, 0, 0, 0, 2})
	if c := d.customer("500000"); c.Contact.LastName != "Hier" {
		t.Errorf("own customer became %q", c.Contact.LastName)
	}
	own := core.Customer{Contact: core.Contact{LastName: "Nächster"}}
	d.save(&own)
	if own.Number == "500001" {
		t.Errorf("own number %s was given twice", own.Number)
	}
	d.customers("customer_number,last_name\n500000,Hier\n", counts{0, 0, 1})
}

func TestBadFieldCostsTheFieldOnly(t *testing.T) {
	d := newDesk(t)
	r := d.customers("customer_number,last_name,email,country,birthday,blocked,city\n1,Muster,kaputt@,Absurdistan,32.13.2000,Zahlungsverzug,Wien\n2,,,,,,Linz\n", counts{1, 0, 0, 0, 1})
	c := d.customer("1")
	if c.Contact.Email != "" || c.Contact.Country != "" || c.Contact.Town != "Wien" || !c.Blocked || c.BlockReason != "Zahlungsverzug" {
		t.Errorf("customer %+v", c)
	}
	var fields []core.Field
	for _, n := range r.Notes {
		fields = append(fields, n.Field)
	}
	if diff := cmp.Diff([]core.Field{core.FieldCountry, core.FieldEmail, core.FieldBirthday, core.FieldLastName}, fields); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

const threeVehicles = "vin,plate,country,make,model,variant,first_registration,mileage,inspection_due,owner_number,driver_number,notes\n" +
	"WVWZZZ1KZAW000001,S-999XY,AT,VW,Golf,Variant,03/2019,45.000 km,11/2026,40001,40002,Anhängerkupplung\n" +
	"WVWZZZ1KZAW000001,HN-IU 1,DE,VW,Golf,,01.03.2019,45000,2026-11,40002,,\n" +
	",ZH 123456,CH,Fiat,500,,,,,40002,77,\n"

func TestVehicleIsRecognisedByOwnerAndVIN(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	r := d.vehicles(threeVehicles, counts{2, 1})
	d.vehicles(threeVehicles, counts{0, 0, 3})
	var notes []core.Reason
	for _, n := range r.Notes {
		notes = append(notes, n.Why)
	}
	if diff := cmp.Diff([]core.Reason{intake.ReasonSameVIN, intake.ReasonNoDriver}, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	} else if r.Notes[0].Value != "40001, 40002" {
		t.Errorf("the owners of one VIN are %q", r.Notes[0].Value)
	}
	list, err := d.Store.VehiclesOf(context.Background(), d.customer("40001").Meta.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("vehicles %+v, error %v", list, err)
	}
	v := list[0]
	want := core.VehicleData{
		VIN: "WVWZZZ1KZAW000001", Plate: "S-999XY", PlateCountry: "AT", Make: "VW", Model: "Golf", Variant: "Variant",
		FirstRegistration: 20190301, Mileage: 45000, InspectionDue: 202611,
	}
	if diff := cmp.Diff(want, v.Data); diff != "" || v.Notes != "Anhängerkupplung" || v.Driver != d.customer("40002").Meta.ID {
		t.Errorf("vehicle %+v\n%s", v, diff)
	}
}

func TestVehicleOfAnUnknownOwnerIsRefused(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	r := d.vehicles("FIN;Halter\nWVWZZZ1KZAW000009;99\n;40001\nWVWZZZ1KZAW000009;\n", counts{0, 0, 0, 0, 3})
	if r.Notes[0].Why != intake.ReasonNoOwner || r.Notes[0].Line != 2 {
		t.Errorf("notes %+v", r.Notes)
	}
}

func TestFileThatIsNoTableOfCustomersIsRefusedWhole(t *testing.T) {
	d := newDesk(t)
	d.customers("a;b\n1;2\n", counts{0, 0, 0, 0, 1})
	d.customers("Vorname;Nachname\nKarin;Freitag\n", counts{0, 0, 0, 0, 1})
	d.customers("", counts{0, 0, 0, 0, 1})
	_, err := d.ImportCustomers(context.Background(), filepath.Join(d.dir, "fehlt.csv"))
	if !core.IsKind(err, core.NotFound) {
		t.Errorf("missing file: %v", err)
	}
}

func TestTheMainSystemSpeaksOfAMergedCustomerByItsOldNumber(t *testing.T) {
	d := newDesk(t)
	d.customers(twoCustomers, counts{2})
	m := master.New(d.Store, core.ClockFunc(time.Now), coretest.Model())
	_, err := m.Merge(context.Background(), "Huber", master.Merging{
		Keep: d.customer("40001"), Drop: d.customer("40002"), Explain: func(core.Record, []core.FieldValue) string { return "zusammengeführt" },
	})
	if err != nil {
		t.Fatal(err)
	}
	d.customers(twoCustomers, counts{0, 0, 2})
	theirs := strings.NewReplacer("Dresden", "Radebeul", "Weg 1", "Weg 2", "HN-IU 9512", "HN-IU 9512|DD-X 77").Replace(twoCustomers)
	d.customers(theirs, counts{0, 1, 1, 0, 0, 2})
	d.customers(theirs, counts{0, 0, 2})
	c := d.customer("40002")
	if c.Number != "40001" || c.Contact.Town != "Salzburg" || len(d.vehiclesOf("40001")) != 4 {
		t.Errorf("customer %+v, vehicles %v", c, d.vehiclesOf("40001"))
	}
	reviews, err := d.Store.ImportReviews(context.Background())
	if err != nil || len(reviews) != 1 || reviews[0].Target.ID != c.Meta.ID || len(reviews[0].Review) != 2 {
		t.Fatalf("reviews %+v, error %v", reviews, err)
	}
	if r := reviews[0].Review[1]; r.Field != core.FieldTown || r.Base != "Dresden" || r.Ours != "Salzburg" || r.Theirs != "Radebeul" {
		t.Errorf("review %+v", r)
	}
	if n, err := d.Store.Count(context.Background(), core.EntityCustomer); n != 1 || err != nil {
		t.Errorf("%d customers, %v", n, err)
	}
	merged, err := d.Store.MergeOf(context.Background(), "40002")
	if err != nil {
		t.Fatal(err)
	}
	back, err := m.Unmerge(context.Background(), "Huber", merged)
	if err != nil {
		t.Fatal(err)
	}
	reviews, err = d.Store.ImportReviews(context.Background())
	if err != nil || len(reviews) != 1 || reviews[0].Target.ID != back || len(reviews[0].Review) != 2 {
		t.Errorf("taken back, reviews %+v, error %v", reviews, err)
	}
}
