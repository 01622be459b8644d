package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/name"
)

const (
	cashNumber = "99999"
	crowdSize  = 1980
	crowdFirst = 41000
)

var (
	women    = strings.Fields("Anna Maria Sabine Petra Claudia Eva Julia Katharina Lena Sophie Martina Elisabeth Birgit Monika Andrea Nicole Johanna Verena Carina Ingrid Ayşe Jelena Zuzana Öznur")
	men      = strings.Fields("Thomas Michael Andreas Stefan Markus Christian Martin Peter Franz Josef Georg Lukas Florian Tobias Dominik Jakob Simon Bernhard Gerald Karl Mehmet Dragan Jürgen Günther")
	families = strings.Fields("Gruber Huber Bauer Wagner Müller Pichler Steiner Moser Mayer Hofer Leitner Berger Fuchs Eder Fischer Schmid Winkler Weber Schwarz Maier Schneider Reiter Mayr Schmidt Wimmer Egger Brunner Lang Baumgartner Auer Binder Lechner Wolf Wallner Aigner Ebner Koller Lehner Haas Schuster Kaya Yılmaz Novak Horvat Jovanović Kovács Großschädl Hölzl Füreder Kühn Jäger Köck")
	streets  = []string{"Bahnhofstraße", "Hauptstraße", "Kirchengasse", "Linzer Straße", "Am Anger", "Schulweg", "Lindenallee", "Feldgasse", "Mühlbachweg", "Dorfplatz", "Alpenstraße", "Rosenweg", "St.-Johann-Gasse", "Industriezeile"}
	trades   = []string{"Bau", "Elektro", "Transporte", "Gartenbau", "Installationen", "Holzbau", "Catering", "Reinigung", "Metalltechnik", "IT-Systeme"}
	forms    = map[string][]string{"AT": {"GmbH", "KG", "OG", "e.U."}, "DE": {"GmbH", "GmbH & Co. KG", "AG"}, "CH": {"AG", "GmbH"}}
)

// towns are where the crowd lives; the dealership's own country comes most often.
var towns = []struct{ country, postcode, town, plate string }{
	{"AT", "5020", "Salzburg", "S"},
	{"AT", "5020", "Salzburg", "S"},
	{"AT", "5400", "Hallein", "HA"},
	{"AT", "5071", "Wals", "SL"},
	{"AT", "5201", "Seekirchen", "SL"},
	{"AT", "5110", "Oberndorf", "SL"},
	{"AT", "4020", "Linz", "L"},
	{"AT", "1100", "Wien", "W"},
	{"AT", "5280", "Braunau", "BR"},
	{"AT", "5700", "Zell am See", "ZE"},
	{"DE", "83395", "Freilassing", "BGL"},
	{"DE", "83435", "Bad Reichenhall", "BGL"},
	{"DE", "83278", "Traunstein", "TS"},
	{"CH", "8001", "Zürich", "ZH"},
}

var models = []struct{ make, model, wmi string }{
	{"VW", "Golf", "WVW"},
	{"VW", "Passat", "WVW"},
	{"VW", "Transporter", "WV1"},
	{"Škoda", "Octavia", "TMB"},
	{"Škoda", "Fabia", "TMB"},
	{"Audi", "A4", "WAU"},
	{"Seat", "Leon", "VSS"},
	{"BMW", "320d", "WBA"},
	{"Opel", "Astra", "W0L"},
	{"Ford", "Focus", "WF0"},
	{"Renault", "Clio", "VF1"},
	{"Fiat", "500", "ZFA"},
}

// cast are the customers the leads speak of.
func cast() []core.Customer {
	person := func(no string, s core.Salutation, first, last, street, house, zip, town, mobile, mail string) core.Customer {
		return core.Customer{Number: no, Status: core.StatusCustomer, Contact: core.Contact{
			Salutation: s, FirstName: first, LastName: last, Street: street, HouseNumber: house, Country: "AT", Postcode: zip, Town: town,
			Mobile: core.Phone{Typed: mobile}, Email: mail,
		}}
	}
	list := []core.Customer{
		person("40001", core.SalutationMs, "Anna", "Müller", "Linzer Straße", "4", "5020", "Salzburg", "0664 1000001", "anna.mueller@post.example"),
		{Number: "40002", Status: core.StatusCustomer, Contact: core.Contact{Salutation: core.SalutationCompany, Company: "Huber Bau", LegalForm: "GmbH", Street: "Industriezeile", HouseNumber: "18", Country: "AT", Postcode: "5400", Town: "Hallein", Phone: core.Phone{Typed: "06245 200020"}, Email: "office@huberbau.example"}},
		person("40003", core.SalutationMs, "Öznur", "Çelik", "Favoritenstraße", "77/3/12", "1100", "Wien", "0676 1000003", "oeznur.celik@post.example"),
		person("40004", core.SalutationMs, "Anja", "Mueller", "Bahnhofstraße", "12", "5400", "Hallein", "0699 1000004", "anja.m@post.example"),
		person("40005", core.SalutationMr, "Karl", "Gruber", "Dorfplatz", "3", "5201", "Seekirchen", "0664 1000005", "karl.gruber@post.example"),
		person("40006", core.SalutationMr, "Karl", "Gruber", "Dorfplatz", "3", "5201", "Seekirchen", "0664 1000005", "karl.gruber@post.example"),
		person("40007", core.SalutationMr, "Max", "Bauer", "Rosenweg", "9", "5071", "Wals", "0660 1000007", "familie.bauer@post.example"),
		person("40008", core.SalutationMr, "Thomas", "Steiner", "Schulweg", "21", "5020", "Salzburg", "0664 1000008", "thomas.steiner@post.example"),
		person("40009", core.SalutationMr, "Jürg", "Ammann", "Seestraße", "101", "8001", "Zürich", "+41 79 100 00 09", "juerg.ammann@post.example"),
	}
	list[2].Blocked, list[2].BlockReason = true, "Zahlungsverzug seit 03/2026"
	list[8].Contact.Country = "CH"
	first := []string{"Sabine", "Georg", "Martina", "Florian", "Johanna", "Bernhard", "Ingrid", "Dragan"}
	last := []string{"Pichler", "Moser", "Leitner", "Eder", "Winkler", "Reiter", "Egger", "Jovanović"}
	for i := range first {
		sex := core.SalutationMs
		if i%2 == 1 {
			sex = core.SalutationMr
		}
		list = append(list, person(fmt.Sprint(40010+i), sex, first[i], last[i], streets[i], fmt.Sprint(3*i+1), "5020", "Salzburg", fmt.Sprintf("0664 10000%d", 10+i), name.Fold(first[i])+"."+name.Fold(last[i])+"@post.example"))
	}
	cash := core.Customer{Number: cashNumber, Status: core.StatusCustomer, Contact: core.Contact{Company: "Barverkauf", Country: "AT"}}
	return append(list, cash)
}

// crowd is everybody else, composed from the lists above.
func crowd() []core.Customer {
	r := rand.New(rand.NewPCG(2026, 11))
	list := make([]core.Customer, crowdSize)
	for i := range list {
		t := towns[r.IntN(len(towns))]
		c := core.Contact{
			Country: t.country, Postcode: t.postcode, Town: t.town, Street: streets[r.IntN(len(streets))], HouseNumber: fmt.Sprint(1 + r.IntN(90)),
			FirstName: women[r.IntN(len(women))], LastName: families[r.IntN(len(families))], Salutation: core.SalutationMs,
		}
		if r.IntN(2) == 0 {
			c.FirstName, c.Salutation = men[r.IntN(len(men))], core.SalutationMr
		}
		if r.IntN(9) == 0 {
			form := forms[t.country]
			c.Company, c.LegalForm = c.LastName+" "+trades[r.IntN(len(trades))], form[r.IntN(len(form))]
			c.Salutation, c.FirstName, c.LastName = core.SalutationCompany, "", ""
		}
		if r.IntN(20) == 0 {
			c.TitleBefore = []string{"Dr.", "Mag.", "DI", "Ing."}[r.IntN(4)]
		}
		c.Mobile.Typed = mobile(t.country, r)
		if r.IntN(3) > 0 {
			c.Email = strings.ReplaceAll(name.Fold(c.FirstName+c.LastName+c.Company), " ", ".") + fmt.Sprint(10+r.IntN(90)) + "@post.example"
		}
		list[i] = core.Customer{Number: fmt.Sprint(crowdFirst + i), Status: core.StatusCustomer, Contact: c}
		if r.IntN(40) == 0 {
			list[i].Status = core.StatusProspect
		}
	}
	return list
}

// mobile composes a number in a form people type; the subscriber parts begin with zeros so that hardly anyone has them.
func mobile(country string, r *rand.Rand) string {
	switch country {
	case "DE":
		return fmt.Sprintf("0151 0%07d", r.IntN(1e7))
	case "CH":
		return fmt.Sprintf("079 0%02d %02d %02d", r.IntN(100), r.IntN(100), r.IntN(100))
	}
	return fmt.Sprintf("0664 0%06d", r.IntN(1e6))
}

type car struct {
	data          core.VehicleData
	owner, driver string
}

// garage are the vehicles: those of the cast first, then one or two for most of the crowd.
func garage() []car {
	list := []car{
		{core.VehicleData{VIN: "WVWZZZAUZMW000101", Plate: "S-101AM", PlateCountry: "AT", Make: "VW", Model: "Golf", Mileage: 41200, FirstRegistration: 20210415, InspectionDue: 202704}, "40001", ""},
		{core.VehicleData{VIN: "WV1ZZZ7HZNH000202", Plate: "HA-202HB", PlateCountry: "AT", Make: "VW", Model: "Transporter", Mileage: 88300, FirstRegistration: 20220301, InspectionDue: 202703}, "40002", "40008"},
		{core.VehicleData{VIN: "TMBJJ7NE0M0000203", Plate: "HA-203HB", PlateCountry: "AT", Make: "Škoda", Model: "Octavia", Mileage: 64100, FirstRegistration: 20210611}, "40002", ""},
		{core.VehicleData{VIN: "WBA8E11000K000303", Plate: "W-30303C", PlateCountry: "AT", Make: "BMW", Model: "320d"}, "40003", ""},
		{core.VehicleData{VIN: "VF15RRL0A60000404", Plate: "HA-404AJ", PlateCountry: "AT", Make: "Renault", Model: "Clio"}, "40004", ""},
		{core.VehicleData{VIN: "WF05XXGCC5K000505", Plate: "SL-505KG", PlateCountry: "AT", Make: "Ford", Model: "Focus"}, "40005", ""},
		{core.VehicleData{VIN: "WF05XXGCC5K000505", Plate: "SL-505KG", PlateCountry: "AT", Make: "Ford", Model: "Focus"}, "40008", ""},
		{core.VehicleData{VIN: "WAUZZZF49KA000707", Plate: "SL-707MB", PlateCountry: "AT", Make: "Audi", Model: "A4"}, "40007", ""},
		{core.VehicleData{VIN: "ZFA31200003000909", Plate: "ZH 900909", PlateCountry: "CH", Make: "Fiat", Model: "500"}, "40009", ""},
	}
	r := rand.New(rand.NewPCG(57, 2026))
	for no := 40010; no <= 40017; no++ {
		list = append(list, car{composed(r, "S", "AT", no), fmt.Sprint(no), ""})
	}
	const total = 2500
	for i := 0; len(list) < total; i++ {
		t := towns[r.IntN(len(towns))]
		list = append(list, car{composed(r, t.plate, t.country, i), fmt.Sprint(crowdFirst + (i*7)%crowdSize), ""})
	}
	return list
}

func composed(r *rand.Rand, district, country string, serial int) core.VehicleData {
	m := models[r.IntN(len(models))]
	v := core.VehicleData{
		VIN: fmt.Sprintf("%sZZZ%dKZ%dW%06d", m.wmi, 1+r.IntN(9), 1+r.IntN(9), 10_000+serial), PlateCountry: country, Make: m.make, Model: m.model,
		Mileage: 5_000 + r.IntN(180_000), FirstRegistration: core.NewDate(2012+r.IntN(14), time.Month(1+r.IntN(12)), 1+r.IntN(28)),
	}
	v.InspectionDue = core.Month(202612 + r.IntN(2)*88 + r.IntN(6))
	if !v.InspectionDue.Valid() {
		v.InspectionDue = 202706
	}
	letters := string(rune('A'+r.IntN(26))) + string(rune('A'+r.IntN(26)))
	switch country {
	case "CH":
		v.Plate = fmt.Sprintf("%s %d", district, 100_000+serial)
	case "DE":
		v.Plate = fmt.Sprintf("%s-%s %d", district, letters, 100+serial%900)
	default:
		v.Plate = fmt.Sprintf("%s-%d%s", district, 100+serial%900, letters)
	}
	return v
}
