package match_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/match"
)

func TestWhoMarriedAndMistypesThePostcodeIsStillFound(t *testing.T) {
	s, list := stored(t, changed(freitag(), func(c *core.Contact) { c.Mobile, c.Email = core.Phone{}, "" }))
	q := core.Contact{FirstName: "Karin", LastName: "Oberascher", Postcode: "5028", Town: "Salzburg", Country: "AT"}
	got, err := coretest.Model().Ranked(ctx, s, match.Query{Contact: q}, 5)
	if err != nil || len(got) != 1 || got[0].Customer.Meta.ID != list[0].Meta.ID {
		t.Errorf("%+v %v", got, err)
	}
}

func TestOfAWholeRecordTheStreetAndTownAreEnoughToBeLookedAt(t *testing.T) {
	s, list := stored(t, changed(freitag(), func(c *core.Contact) { c.Mobile, c.Email = core.Phone{}, "" }))
	for what, q := range map[string]core.Contact{
		"another name, house and postcode":   {FirstName: "Georg", LastName: "Oberascher", Street: "Linzer Str.", HouseNumber: "17", Postcode: "5082", Town: "Salzburg"},
		"first name, neighbouring postcode":  {FirstName: "Karin", LastName: "Oberascher", Postcode: "5023"},
		"last name nearly, another postcode": {LastName: "Freytagh", Postcode: "8010", Town: "Salzburg"},
	} {
		got, err := coretest.Model().Ranked(ctx, s, match.Query{Contact: q}, 5)
		if err != nil || len(got) != 1 || got[0].Customer.Meta.ID != list[0].Meta.ID {
			t.Errorf("%s: %+v %v", what, got, err)
		}
	}
}

func TestExchangedNamesAreReadWithNicknamesAndInitials(t *testing.T) {
	customer := core.Contact{Salutation: core.SalutationMs, FirstName: "Rosemarie", LastName: "Schmitz", Postcode: "24402", Town: "Esgrus", Email: "rosemarie.schmitz@example.de"}
	s, list := stored(t, customer, changed(customer, func(c *core.Contact) { c.FirstName, c.Email = "Doris", "" }))
	for _, names := range [][2]string{{"Schmitz", "Rosi"}, {"Schmitz", "R."}, {"Rosi", "Schmitz"}, {"Schmitz", "Rosemarie"}} {
		q := core.Contact{FirstName: names[0], LastName: names[1], Postcode: "24402", Email: customer.Email}
		got := find(t, s, match.Query{Contact: q})
		if len(got) == 0 || got[0].Customer.Meta.ID != list[0].Meta.ID || got[0].Class < match.Likely {
			t.Errorf("%s: %+v", names, got)
		}
	}
}

func TestFatherAndSonWithOneCarAreTwo(t *testing.T) {
	father := core.Contact{FirstName: "Johann", LastName: "Wimmer", Street: "Dorf", HouseNumber: "12", Postcode: "5300", Town: "Hallwang", Phone: phone("0662 471100")}
	son := changed(father, func(c *core.Contact) { c.Mobile = phone("0664 2220000") })
	s, list := stored(t, father, son)
	car := core.VehicleData{VIN: "WVWZZZ1KZAW123456"}
	s.Put(t, &core.Vehicle{Data: car, Owner: list[0].Meta.ID, Driver: list[1].Meta.ID})
	for what, q := range map[string]match.Query{
		"the line": {Contact: core.Contact{FirstName: "Johann", LastName: "Wimmer", Phone: father.Phone}},
		"the car":  {Contact: core.Contact{FirstName: "Johann", LastName: "Wimmer"}, Vehicle: car},
	} {
		got := find(t, s, q)
		if len(got) != 2 || got[0].Rival == 0 || len(got[0].Twins) > 0 || got[0].Probability >= .95 {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestTheDealershipsCountryChangesNothing(t *testing.T) {
	customer := core.Contact{
		FirstName: "Karin", LastName: "Freitag", Country: "DE", Postcode: "84180", Town: "Loiching",
		Mobile: phone("+49 173 8737739"), Phone: phone("08731 12345"),
	}
	for name, query := range map[string]core.Contact{
		"address without country": {LastName: "Freitag", Postcode: "84180", Phone: phone("0173 8737739")},
		"no address":              {LastName: "Freitag", Phone: phone("0173/8737739"), Mobile: phone("0049 8731 12345")},
		"no calling code":         {FirstName: "Karin", Mobile: phone("0173 8737739")},
	} {
		var odds []float64
		for _, home := range []string{"DE", "AT", "CH"} {
			c, q := core.Customer{Contact: customer}, query
			c.Normalize(home)
			q.Normalize(home)
			odds = append(odds, coretest.Model().Judge(match.Query{Contact: q}, c, nil).Probability)
		}
		if odds[0] != odds[1] || odds[0] != odds[2] || odds[0] < .5 {
			t.Errorf("%s: %v", name, odds)
		}
	}
}

func TestACompanysNameAloneIsNeverCertain(t *testing.T) {
	stock := core.Contact{Salutation: core.SalutationCompany, Company: "Schneider Fahrschule GmbH", FirstName: "Maximilian", LastName: "Schneider", Street: "Lerchengasse", HouseNumber: "13", Postcode: "06249", Town: "Mücheln", Phone: phone("0249 96564")}
	s, list := stored(t, stock)
	q := match.Query{Contact: core.Contact{Company: "Schneider Fahrschule GmbH", FirstName: "M.", LastName: "Lehming", Mobile: phone("0175 35637058")}}
	got := find(t, s, q)
	if len(got) != 1 || got[0].Customer.Meta.ID != list[0].Meta.ID || got[0].Probability >= .99 {
		t.Errorf("%+v", got)
	}
	q.Contact.Phone = stock.Phone
	if more := find(t, s, q); len(more) != 1 || more[0].Probability < got[0].Probability {
		t.Errorf("with the telephone number: %+v", more)
	}
}

// TestBehindSomebodyCertainNobodyElseIsLikely: a booking has one customer, so the owner of the car, of nearly the same name,
// is shown but not taken for probable.
func TestBehindSomebodyCertainNobodyElseIsLikely(t *testing.T) {
	her := changed(freitag(), func(c *core.Contact) { c.Street, c.HouseNumber, c.Email = "", "", "" })
	owner := core.Contact{Salutation: core.SalutationMs, FirstName: "Karina", LastName: "Freitag", Street: "Bahnhofstraße", HouseNumber: "12", Postcode: "5400", Town: "Hallein", Country: "AT", Mobile: phone("0664 1000001")}
	s, list := stored(t, freitag(), owner)
	car := core.VehicleData{VIN: "WVWZZZAUZMW000101", Plate: "S-101AM"}
	s.Put(t, &core.Vehicle{Data: car, Owner: list[1].Meta.ID})
	got := find(t, s, match.Query{Contact: her, Vehicle: car})
	if len(got) != 2 || got[0].Customer.Meta.ID != list[0].Meta.ID || got[0].Class != match.Certain || got[1].Class != match.Possible {
		t.Errorf("%+v", got)
	}
}
