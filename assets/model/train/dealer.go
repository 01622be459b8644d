package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

// dealer is a stock of customers and vehicles with bookings whose right customer is known.
type dealer struct {
	name  string
	stock *stock
	leads []lead
}

// lead is a booking with its truth: the customers that are the right answer, none for somebody new.
type lead struct {
	id     string
	query  match.Query
	right  []core.ID
	kind   string
	strong bool
}

// readDealer reads customers.csv, leads.csv and truth.csv of a folder, the columns as the program imports them; home is the
// dealer's country.
func readDealer(dir, home string) (*dealer, error) {
	var customers []core.Customer
	var vehicles []core.Vehicle
	byNumber := map[string]core.ID{}
	err := readCSV(filepath.Join(dir, "customers.csv"), func(get func(string) string) {
		c := core.Customer{Number: get("customer_number"), Contact: contactOf(get, home)}
		c.Meta.ID = core.ID(len(customers) + 1)
		byNumber[c.Number] = c.Meta.ID
		customers = append(customers, c)
		vins, plates := strings.Split(get("vins"), "|"), strings.Split(get("plates"), "|")
		for i := range max(len(vins), len(plates)) {
			v := core.Vehicle{Owner: c.Meta.ID, Data: core.VehicleData{VIN: at(vins, i), Plate: at(plates, i)}}
			if v.Data.VIN != "" || v.Data.Plate != "" {
				v.Meta.ID = core.ID(len(vehicles) + 1)
				v.Data.Normalize(c.Contact.Country)
				vehicles = append(vehicles, v)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	d := &dealer{name: filepath.Base(dir), stock: newStock(customers, vehicles)}
	place := map[string]int{}
	err = readCSV(filepath.Join(dir, "leads.csv"), func(get func(string) string) {
		l := lead{id: get("lead_id"), query: match.Query{Contact: contactOf(get, home), Vehicle: core.VehicleData{VIN: get("vin"), Plate: get("plate")}}}
		l.query.Vehicle.Normalize(l.query.Contact.Country)
		place[l.id] = len(d.leads)
		d.leads = append(d.leads, l)
	})
	if err != nil {
		return nil, err
	}
	return d, readCSV(filepath.Join(dir, "truth.csv"), func(get func(string) string) {
		l := &d.leads[place[get("lead_id")]]
		for _, n := range append(strings.Split(get("also"), "|"), get("customer_number")) {
			if id, ok := byNumber[n]; ok {
				l.right = append(l.right, id)
			}
		}
		l.kind = get("kind") + " " + get("ops")
		strong, err := strconv.Atoi(get("strong"))
		l.strong = err == nil && strong > 0
	})
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func contactOf(get func(string) string, home string) core.Contact {
	c := core.Contact{
		TitleBefore: get("title"), FirstName: get("first_name"), LastName: get("last_name"), Company: get("company"),
		Street: get("street"), HouseNumber: get("house_no"), Postcode: get("zip"), Town: get("city"), Country: get("country"),
		Phone: core.Phone{Typed: get("phone")}, Mobile: core.Phone{Typed: get("mobile")}, Email: get("email"),
	}
	switch get("salutation") {
	case "Herr":
		c.Salutation = core.SalutationMr
	case "Frau":
		c.Salutation = core.SalutationMs
	case "Firma":
		c.Salutation = core.SalutationCompany
	}
	c.Normalize(home)
	return c
}

func readCSV(path string, row func(get func(string) string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	column := map[string]int{}
	for i, h := range header {
		column[strings.TrimSpace(h)] = i
	}
	records, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, rec := range records {
		row(func(name string) string {
			if i, ok := column[name]; ok {
				return strings.TrimSpace(rec[i])
			}
			return ""
		})
	}
	return nil
}

func customerOf(l *lead) core.Customer { return core.Customer{Contact: l.query.Contact} }
