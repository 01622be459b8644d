package match

import (
	"encoding/json"
	"slices"
	"testing"

	"terminwerk/core"
)

func TestMailAddressesGiveAwayNames(t *testing.T) {
	for address, want := range map[string]mailbox{
		"karin.freitag@gmx.at":         {first: "karin", named: true},
		"freitag@gmx.at":               {named: true},
		"freitag.karin88@gmx.at":       {first: "karin", digits: "88"},
		"karinfreitag@gmx.at":          {first: "karin", named: true},
		"k.freitag@web.de":             {first: "k", named: true},
		"karin.mueller@web.de":         {first: "karin", last: "muller"}, // before marriage
		"georg.freitag@web.de":         {first: "georg", others: true},   // of the family
		"info@freitagbau.at":           {generic: true, company: "freitagbau"},
		"Office.Service@freitagbau.at": {generic: true, company: "freitagbau"},
		"sonnenschein@gmx.at":          {},
		"not an address":               {},
	} {
		m := mailboxOf(address)
		m.read([]string{"karin"}, []string{"freitag"})
		got := mailbox{first: m.first, last: m.last, digits: m.digits, others: m.others, generic: m.generic, named: m.named, company: m.company}
		if got != want {
			t.Errorf("%s: %+v, want %+v", address, got, want)
		}
	}
}

func TestMailboxesOfOneOwner(t *testing.T) {
	for _, x := range []struct {
		a, b       string
		same, near bool
	}{
		{"karin.freitag@gmx.at", "karin.freitag@web.de", false, false},
		{"sonne1972@gmx.at", "sonne1972@web.de", true, false},
		{"freitag8105@gmx.at", "freitag8015@gmx.at", false, true},
		{"freitag81@gmx.at", "freitag82@gmx.at", false, false},
		{"freitag1972@gmx.at", "freitag1973@gmx.at", false, false},
		{"freitag1972@gmx.at", "freitag1927@gmx.at", false, true},
		{"karinfreitag@gmx.at", "karinfreitg@gmx.at", false, true},
	} {
		p, q := core.Contact{FirstName: "Karin", LastName: "Freitag", Email: x.a}, core.Contact{FirstName: "Karin", LastName: "Freitag", Email: x.b}
		a, b := ProfileOf(&p, 0).mail, ProfileOf(&q, 0).mail
		if a.sameOwner(&b) != x.same || nearMail(&a, &b) != x.near {
			t.Errorf("%s %s: same %v near %v", x.a, x.b, a.sameOwner(&b), nearMail(&a, &b))
		}
	}
}

func TestAContradictionNeedsTwoKeys(t *testing.T) {
	old := core.Contact{FirstName: "Karin", LastName: "Freitag", Mobile: core.Phone{Typed: "0664 1234567"}, Email: "sonne1972@gmx.at"}
	married := old
	married.LastName = "Oberascher"
	alone := married
	alone.Email = ""
	for _, x := range []struct {
		c       core.Contact
		certain bool
	}{{married, true}, {alone, false}} {
		r := rated{Candidate: Candidate{Probability: .9999}, evidence: weigh(ProfileOf(&old, 0), ProfileOf(&x.c, 0))}
		if r.settle(keysOfBooking); (r.Class == Certain) != x.certain {
			t.Errorf("%+v: P %.4f", x.c, r.Probability)
		}
	}
}

func TestNumbersTellCountryAndArea(t *testing.T) {
	for typed, want := range map[string][2]string{
		"+43 664 1234567": {"AT", ""}, "0664/1234567": {"AT", ""}, "0176 1234567": {"DE", ""}, "079 123 45 67": {"CH", ""},
		"+49 (0) 711 12345": {"DE", "0711"}, "0732 998877": {"", "0732"}, "0041791234567": {"CH", ""}, "12": {"", ""}, "": {"", ""},
	} {
		digits := nationalDigits(nil, typed)
		got := [2]string{countryOf(digits)}
		if a, ok := areaOf(digits); ok {
			got[1] = string(a[:])
		}
		if got != want {
			t.Errorf("%s: %v, want %v", typed, got, want)
		}
	}
	for plate, want := range map[string]string{"S-123 AB": "S", "WL 55 X": "WL", "ZH 123456": "ZH", "123": "", "": ""} {
		if got := districtOf(plate); got != want {
			t.Errorf("%s: %q, want %q", plate, got, want)
		}
	}
}

func TestDomainsAreThoseOfTheirCompany(t *testing.T) {
	for label, want := range map[string]bool{"huberbau": true, "huberbaugmbh": true, "huber": true, "hub": false, "kern": false} {
		if got := domainOf(label, []string{"huber", "bau"}); got != want {
			t.Errorf("%s: %v", label, got)
		}
	}
}

func TestLeadsAreLookedUpUnderNicknamesAndTheNameInTheirMail(t *testing.T) {
	c := core.Contact{FirstName: "Sepp", LastName: "Novak", Email: "josef.huber@gmx.at", Postcode: "5020"}
	var keys []string
	ProfileOf(&c, 0).guessKeys(func(kind byte, value string) { keys = append(keys, string(rune(kind))+value) })
	for _, want := range []core.Contact{{FirstName: "Josef", LastName: "Novak"}, {FirstName: "Sepp", LastName: "Huber"}} {
		if k := "N" + pair(sound(ProfileOf(&want, 0).last[0]), sound(ProfileOf(&want, 0).first[0])); !slices.Contains(keys, k) {
			t.Errorf("%s %s is not looked up: %v", want.FirstName, want.LastName, keys)
		}
	}
}

func TestAModelOfAnotherKindIsRefused(t *testing.T) {
	pairs, err := json.Marshal(FirstPairs())
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"", "{}", `{"version":99}`, `{"version":1}`, `{"version":1,"weights":{},"trees":"AQ=="}`} {
		if _, err := ReadModel([]byte(data), pairs); err == nil {
			t.Errorf("%q is taken for a model", data)
		}
	}
	for _, tree := range [][]TreeNode{{}, {{Feature: 0, Left: 0}}, {{Feature: 0, Left: 5}}, {{Feature: 200, Left: 1}, {Feature: -1}, {Feature: -1}}} {
		if _, err := newForest(0, [][]TreeNode{tree}, featureCount); err == nil {
			t.Errorf("%+v is taken for a tree", tree)
		}
	}
}

func TestTreesSurviveTheirPacking(t *testing.T) {
	in := Trees{{{Feature: 3, At: 1.5, Left: 1}, {Feature: -1, At: -2}, {Feature: -1, At: 4}}, {{Feature: -1, At: .25}}}
	text, err := in.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var out Trees
	if err := out.UnmarshalJSON(text); err != nil || len(out) != 2 || !slices.Equal(out[0], in[0]) || !slices.Equal(out[1], in[1]) {
		t.Errorf("%+v %v", out, err)
	}
	f, err := newForest(1, out, featureCount)
	if err != nil {
		t.Fatal(err)
	}
	var low, high features
	high[3] = 2
	if f.ask(low[:]) != 1-2+.25 || f.ask(high[:]) != 1+4+.25 {
		t.Errorf("%v %v", f.ask(low[:]), f.ask(high[:]))
	}
}

func BenchmarkProfile(b *testing.B) {
	c := core.Contact{
		FirstName: "Karin", LastName: "Freitag", Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020", Town: "Salzburg", Country: "AT",
		Mobile: core.Phone{Typed: "0664 1234567", E164: "+436641234567"}, Email: "karin.freitag@example.at",
	}
	b.ReportAllocs()
	for b.Loop() {
		ProfileOf(&c, 0)
	}
}

func BenchmarkWeigh(b *testing.B) {
	x := core.Contact{FirstName: "Karin", LastName: "Freitag", Postcode: "5020", Town: "Salzburg", Email: "karin.freitag@gmx.at"}
	y := core.Contact{FirstName: "Karina", LastName: "Freytag", Postcode: "5021", Town: "Salzburg", Email: "k.freytag@gmx.at"}
	p, q := ProfileOf(&x, 0), ProfileOf(&y, 0)
	b.ReportAllocs()
	for b.Loop() {
		weigh(p, q)
	}
}
