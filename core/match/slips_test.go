package match

import (
	"testing"

	"terminwerk/core"
)

// What is typed into the wrong field, or as another program wants it, is the same all the same.
func TestOneThingWrittenElsewhereAgrees(t *testing.T) {
	for _, x := range []struct {
		title      string
		a, b       core.Contact
		carA, carB core.VehicleData
		holds      level
	}{
		{
			title: "a company in the field of the last name",
			a:     core.Contact{LastName: "Elektro Moosbrugger Ges.m.b.H. & Co KG"}, b: core.Contact{Company: "Elektro Moosbrugger GmbH & Co. KG"}, holds: companyEqual,
		},
		{title: "dots at Gmail", a: core.Contact{Email: "Jo.Se.Garcia@googlemail.com"}, b: core.Contact{Email: "josegarcia@gmail.com"}, holds: emailEqual},
		{title: "a tag in an address", a: core.Contact{Email: "garcia+auto@gmx.at"}, b: core.Contact{Email: "garcia@gmx.at"}, holds: emailEqual},
		{title: "a plate as VIN", carA: core.VehicleData{VIN: "VB 123 AB"}, carB: core.VehicleData{VIN: "WVWZZZ1KZAW123456", Plate: "VB-123AB"}, holds: plateEqual},
		{title: "a VIN as plate", carA: core.VehicleData{Plate: "WVWZZZ1KZAW123456"}, carB: core.VehicleData{VIN: "WVWZZZ1KZAW123456", Plate: "VB-123AB"}, holds: vinEqual},
	} {
		if e := weigh(ProfileOf(&x.a, 0, x.carA), ProfileOf(&x.b, 0, x.carB)); !e.is(x.holds) {
			t.Errorf("%s: not the same", x.title)
		}
	}
}

func TestDotsElsewhereAreAnotherMailbox(t *testing.T) {
	a, b := core.Contact{Email: "jo.segarcia@gmx.at"}, core.Contact{Email: "josegarcia@gmx.at"}
	if e := weigh(ProfileOf(&a, 0), ProfileOf(&b, 0)); e.is(emailEqual) {
		t.Error("equal")
	}
}

func TestALastNameIsNoCompany(t *testing.T) {
	for _, c := range []core.Contact{{FirstName: "Josef", LastName: "Sagl"}, {LastName: "Huber"}, {LastName: "von der Tann"}} {
		if p := ProfileOf(&c, 0); p.company != "" || len(p.last) == 0 {
			t.Errorf("%+v: company %q", c, p.company)
		}
	}
}

func TestFatherAndSonAreNotOne(t *testing.T) {
	of := func(last string) *Profile {
		return ProfileOf(&core.Contact{FirstName: "Theo", LastName: last, Street: "Hauptstraße 3", Postcode: "4840", Town: "Vöcklabruck"}, 0)
	}
	if e := weigh(of("Ochs sen."), of("Ochs jun.")); !e.is(firstDiffers) {
		t.Error("sen. and jun. are one")
	}
	if e := weigh(of("Ochs sen."), of("Ochs")); !e.is(firstEqual) || !e.is(lastEqual) {
		t.Error("only one side says sen.")
	}
}
