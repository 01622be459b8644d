package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
)

// TestProfilesDoNotDependOnThoseMadeBefore fills one profile again and again, with remembered forms.
func TestProfilesDoNotDependOnThoseMadeBefore(t *testing.T) {
	var used Profile
	var known forms
	words := []string{"", " ", "Müller", "Freitag, Karin", "Dr. Karl-Heinz", "k.A.", "Linzer Straße 4", "4a", "A-5020", "Auto Huber GmbH", "0664 1234567", "0732 99", "a.b@huber.at"}
	rapid.Check(t, func(r *rapid.T) {
		var c core.Contact
		for _, f := range core.ContactFields() {
			_ = c.Set(f, rapid.SampledFrom(words).Draw(r, string(f)))
		}
		cars := rapid.SliceOfN(rapid.SampledFrom([]core.VehicleData{{}, {VIN: "WVWZZZ1KZAW123456"}, {Plate: "S 123 AB"}}), 0, 2).Draw(r, "cars")
		used.fill(&known, &c, 19800101, cars...)
		fresh := ProfileOf(&c, 19800101, cars...)
		if diff := cmp.Diff(texts(fresh), texts(&used)); diff != "" {
			r.Fatal(diff)
		}
	})
}

// texts is a profile in a form that can be compared; nil and empty lists are the same.
func texts(p *Profile) []any {
	list := func(s []string) []string { return append([]string{}, s...) }
	numbers := []string{}
	for _, n := range p.phones {
		numbers = append(numbers, n.digits, string(n.field))
	}
	areas := append([]area{}, p.region.areas...)
	return []any{
		list(p.first), list(p.last), p.sex, p.company, list(p.companyWord), p.street, p.house, p.zip, p.town, numbers, p.mail.address, p.mail.first,
		p.mail.last, p.mail.digits, p.mail.company, p.birthday, list(p.vins), list(p.tails), list(p.plates), p.region.country, areas,
		list(p.districts),
	}
}
