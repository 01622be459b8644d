package match_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/match"
)

var ctx = context.Background()

func phone(s string) core.Phone { return core.Phone{Typed: s} }

func freitag() core.Contact {
	return core.Contact{
		Salutation: core.SalutationMs, FirstName: "Karin", LastName: "Freitag", Street: "Linzer Straße", HouseNumber: "4",
		Postcode: "5020", Town: "Salzburg", Country: "AT", Mobile: phone("0664 1234567"), Email: "karin.freitag@example.at",
	}
}

func stored(t *testing.T, contacts ...core.Contact) (*coretest.Store, []*core.Customer) {
	s := coretest.New()
	var list []*core.Customer
	for _, c := range contacts {
		customer := &core.Customer{Contact: c}
		s.Put(t, customer)
		list = append(list, customer)
	}
	return s, list
}

func find(t *testing.T, s *coretest.Store, q match.Query) []match.Candidate {
	t.Helper()
	q.Contact.Normalize("AT")
	q.Vehicle.Normalize("AT")
	list, err := coretest.Model().Find(ctx, s, q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func changed(c core.Contact, edit func(*core.Contact)) core.Contact {
	edit(&c)
	return c
}

func TestOnePersonIsFoundUnderEverySpelling(t *testing.T) {
	s, list := stored(t, freitag(), core.Contact{FirstName: "Hans", LastName: "Müller", Postcode: "4020", Town: "Linz", Phone: phone("0732 998877")})
	queries := map[string]core.Contact{
		"as stored":      freitag(),
		"swapped":        changed(freitag(), func(c *core.Contact) { c.FirstName, c.LastName = c.LastName, c.FirstName }),
		"in one field":   changed(freitag(), func(c *core.Contact) { c.FirstName, c.LastName = "", "Freitag, Karin" }),
		"slip":           changed(freitag(), func(c *core.Contact) { c.LastName = "Freytag" }),
		"only the phone": {LastName: "FREITAG", Phone: phone("+43 664 1234567")},
		"only the mail":  {FirstName: "Karin", Email: "Karin.Freitag@EXAMPLE.at"},
	}
	for what, q := range queries {
		got := find(t, s, match.Query{Contact: q})
		if len(got) == 0 || got[0].Customer.Meta.ID != list[0].Meta.ID || got[0].Class < match.Likely {
			t.Errorf("%s: %+v", what, got)
		}
	}
	if got := find(t, s, match.Query{Contact: freitag()}); got[0].Class != match.Certain || got[0].Rival != 0 {
		t.Errorf("everything equal is not certain: %+v", got[0])
	}
	umlaut := core.Contact{FirstName: "Hans", LastName: "Mueller", Phone: phone("0732/998877")}
	if got := find(t, s, match.Query{Contact: umlaut}); len(got) == 0 || got[0].Customer.Meta.ID != list[1].Meta.ID || got[0].Class < match.Likely {
		t.Errorf("Mueller: %+v", got)
	}
}

func TestAnotherCarMakesANamesakeLessProbable(t *testing.T) {
	c := core.Customer{Contact: core.Contact{FirstName: "Karin", LastName: "Freitag", Postcode: "5020", Town: "Salzburg", Country: "AT"}}
	q := match.Query{Contact: core.Contact{FirstName: "Karin", LastName: "Freitag", Postcode: "5020"}, Vehicle: core.VehicleData{Plate: "S 999 ZZ"}}
	before := coretest.Model().Judge(q, c, nil).Probability
	after := coretest.Model().Judge(q, c, []core.Vehicle{{Data: core.VehicleData{Plate: "S 123 AB"}}}).Probability
	slip := coretest.Model().Judge(q, c, []core.Vehicle{{Data: core.VehicleData{Plate: "S 999 ZY"}}}).Probability
	if after >= before || slip <= after {
		t.Errorf("%.4f without a car, %.4f with another, %.4f with a slip in the plate", before, after, slip)
	}
}

func TestNobodyIsProposedForAStranger(t *testing.T) {
	s, _ := stored(t, freitag())
	for _, c := range []core.Contact{
		{},
		{FirstName: "Josef", LastName: "Huber", Postcode: "5020", Town: "Salzburg", Phone: phone("0662 555666")},
		{FirstName: "Karin", LastName: "Oberascher", Postcode: "6020", Town: "Innsbruck", Email: "ko@gmx.at"},
	} {
		if got := find(t, s, match.Query{Contact: c}); len(got) != 0 {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestNeverCertain(t *testing.T) {
	car := core.VehicleData{VIN: "WVWZZZ1KZAW123456", Plate: "S 123 AB"}
	cases := map[string]match.Query{
		"household": {Contact: changed(freitag(), func(c *core.Contact) {
			c.FirstName, c.Salutation, c.Mobile, c.Email = "Georg", core.SalutationMr, core.Phone{}, ""
		})},
		"family mail": {Contact: changed(freitag(), func(c *core.Contact) { c.FirstName, c.Salutation = "Georg", core.SalutationMr })},
		"used car":    {Contact: core.Contact{FirstName: "Josef", LastName: "Huber", Phone: phone("0732 4711 0815")}, Vehicle: car},
		"namesake":    {Contact: core.Contact{FirstName: "Karin", LastName: "Freitag", Postcode: "1100", Town: "Wien", Phone: phone("01 5554443")}},
		"recycled":    {Contact: core.Contact{FirstName: "Karin", LastName: "Oberascher", Mobile: phone("0664 1234567")}},
	}
	s, list := stored(t, freitag())
	s.Put(t, &core.Vehicle{Data: car, Owner: list[0].Meta.ID})
	for what, q := range cases {
		for _, c := range find(t, s, q) {
			if c.Class == match.Certain || c.Probability >= .99 {
				t.Errorf("%s: P %.3f, %+v", what, c.Probability, c.Reasons)
			}
		}
	}
}

func TestFatherAndSonStayBelowCertainUntilAPersonalKeyDecides(t *testing.T) {
	father := core.Contact{FirstName: "Johann", LastName: "Wimmer", Street: "Dorf", HouseNumber: "12", Postcode: "5300", Town: "Hallwang", Mobile: phone("0664 1110000")}
	son := changed(father, func(c *core.Contact) { c.Mobile = phone("0664 2220000") })
	s, list := stored(t, father, son)
	q := changed(father, func(c *core.Contact) { c.Mobile = core.Phone{} })
	got := find(t, s, match.Query{Contact: q})
	if len(got) != 2 || got[0].Rival == 0 || got[1].Rival == 0 || got[0].Probability >= .95 {
		t.Fatalf("%+v", got)
	}
	got = find(t, s, match.Query{Contact: son})
	if got[0].Customer.Meta.ID != list[1].Meta.ID || got[0].Class != match.Certain {
		t.Errorf("the son's number does not decide: P %.3f rival %v", got[0].Probability, got[0].Rival)
	}
}

func TestOnePersonStoredTwiceIsNoRivalOfItself(t *testing.T) {
	s, _ := stored(t, freitag(), freitag())
	got := find(t, s, match.Query{Contact: freitag()})
	if len(got) != 2 || got[0].Rival != 0 || got[1].Rival != 0 || got[0].Class != match.Certain || got[1].Class != match.Certain {
		t.Errorf("%+v", got)
	}
}

func TestTheCarLeadsToItsOwnerAndDriver(t *testing.T) {
	s, list := stored(t, freitag(), core.Contact{FirstName: "Georg", LastName: "Huber"})
	s.Put(t, &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW123456", Plate: "S 123 AB"}, Owner: list[0].Meta.ID, Driver: list[1].Meta.ID})
	for _, car := range []core.VehicleData{{VIN: "WVWZZZ1KZAW123456"}, {VIN: "AW12345 6"}, {Plate: "S-123AB"}} {
		got := find(t, s, match.Query{Contact: core.Contact{LastName: "Huber"}, Vehicle: car})
		if len(got) == 0 || got[0].Customer.Meta.ID != list[1].Meta.ID || got[0].Class < match.Likely || len(got[0].Vehicles) != 1 {
			t.Errorf("%+v: %+v", car, got)
		}
	}
}

func TestACompanyIsItselfUnderAnotherLegalFormAndPerson(t *testing.T) {
	firm := core.Contact{Company: "Huber Bau GmbH", Street: "Gewerbepark", HouseNumber: "7", Postcode: "4600", Town: "Wels", Email: "info@huberbau.at"}
	s, list := stored(t, firm)
	got := find(t, s, match.Query{Contact: core.Contact{Company: "Huber Bau Ges.m.b.H.", LastName: "Novak", FirstName: "Petra", Email: "info@huberbau.at"}})
	if len(got) == 0 || got[0].Customer.Meta.ID != list[0].Meta.ID || got[0].Class < match.Likely {
		t.Errorf("%+v", got)
	}
	if other := find(t, s, match.Query{Contact: core.Contact{Company: "Installateur Kern KG", Email: "info@kern.at"}}); len(other) != 0 {
		t.Errorf("info@ alone finds %+v", other)
	}
}

func TestReasonsNameTheEvidence(t *testing.T) {
	c := core.Customer{Contact: freitag()}
	c.Normalize("AT")
	q := match.Query{Contact: changed(c.Contact, func(c *core.Contact) { c.FirstName = "Georg" })}
	relations := map[core.Field]match.Relation{}
	for _, r := range coretest.Model().Judge(q, c, nil).Reasons {
		if _, twice := relations[r.Field]; twice {
			t.Errorf("%s is named twice", r.Field)
		}
		relations[r.Field] = r.Relation
		if r.Relation == match.Different && r.Weight >= 0 || r.Relation == match.Equal && r.Weight <= 0 {
			t.Errorf("%+v", r)
		}
	}
	if relations[core.FieldFirstName] != match.Different || relations[core.FieldEmail] != match.Equal || relations[core.FieldMobile] != match.Equal {
		t.Errorf("%v", relations)
	}
}

func TestCompareShowsWhatIsEqualInOtherWords(t *testing.T) {
	left := core.Contact{
		FirstName: "Sepp", LastName: "Müller", Company: "Huber GmbH", Street: "Bahnhofstr. 5", Postcode: "A-5020", Town: "Salzburg",
		Phone: phone("0664 1234567"), Email: "S.Mueller@Example.at",
	}
	right := core.Contact{
		FirstName: "Josef", LastName: "Mueller", Company: "Huber", LegalForm: "GmbH", Street: "Bahnhofstraße", HouseNumber: "5",
		Postcode: "5020", Phone: phone("0662 1111"), Mobile: phone("+43 664 1234567"), Email: "s.mueller@example.at",
	}
	left.Normalize("AT")
	right.Normalize("AT")
	got := map[core.Field]match.Relation{}
	for _, row := range match.Compare(&left, &right) {
		got[row.Field] = row.Relation
	}
	want := map[core.Field]match.Relation{
		core.FieldFirstName: match.Similar, core.FieldLastName: match.Equal, core.FieldCompany: match.Equal,
		core.FieldLegalForm: match.Equal, core.FieldStreet: match.Equal, core.FieldHouseNumber: match.Equal,
		core.FieldPostcode: match.Equal, core.FieldTown: match.OnlyLeft, core.FieldPhone: match.Similar,
		core.FieldMobile: match.OnlyRight, core.FieldEmail: match.Equal,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// people draws contacts of a small town, so that they share names, houses and numbers often.
func people() *rapid.Generator[core.Contact] {
	word := func(list ...string) *rapid.Generator[string] { return rapid.SampledFrom(append(list, "")) }
	return rapid.Custom(func(t *rapid.T) core.Contact {
		c := core.Contact{
			Salutation: rapid.SampledFrom([]core.Salutation{"", core.SalutationMr, core.SalutationMs}).Draw(t, "salutation"),
			FirstName:  word("Karin", "Carin", "Georg", "Sepp", "Josef", "K.", "Karl-Heinz").Draw(t, "first"),
			LastName:   word("Freitag", "Freytag", "Huber", "Müller", "Mueller-Huber", "von Karin").Draw(t, "last"),
			Company:    word("Huber GmbH", "Huber Bau", "Kern KG").Draw(t, "company"),
			Street:     word("Linzer Straße", "Linzerstr.", "Dorf").Draw(t, "street"), HouseNumber: word("4", "4a", "12").Draw(t, "house"),
			Postcode: word("5020", "5021", "4600").Draw(t, "zip"), Town: word("Salzburg", "Salzbug", "Wels").Draw(t, "town"),
			Phone:  phone(word("0664 1234567", "0664 1234568", "0662 99").Draw(t, "phone")),
			Mobile: phone(word("0664 1234567", "0676 7654321").Draw(t, "mobile")),
			Email:  word("info@huber.at", "karin@freitag.at", "karin@gmx.at").Draw(t, "mail"),
		}
		c.Normalize("AT")
		return c
	})
}

func cars() *rapid.Generator[core.VehicleData] {
	return rapid.Custom(func(t *rapid.T) core.VehicleData {
		return core.VehicleData{
			VIN:   rapid.SampledFrom([]string{"", "WVWZZZ1KZAW123456", "AW123456"[1:], "WBA11111111222222"}).Draw(t, "vin"),
			Plate: rapid.SampledFrom([]string{"", "S123AB", "L1XY"}).Draw(t, "plate"),
		}
	})
}

func TestComparisonIsSymmetric(t *testing.T) {
	mirrored := map[match.Relation]match.Relation{match.OnlyLeft: match.OnlyRight, match.OnlyRight: match.OnlyLeft}
	rapid.Check(t, func(t *rapid.T) {
		a, b := people().Draw(t, "a"), people().Draw(t, "b")
		there, back := match.Compare(&a, &b), match.Compare(&b, &a)
		for i := range back {
			back[i].Left, back[i].Right = back[i].Right, back[i].Left
			if r, ok := mirrored[back[i].Relation]; ok {
				back[i].Relation = r
			}
		}
		if diff := cmp.Diff(there, back); diff != "" {
			t.Fatal(diff)
		}
		x, y := match.ProfileOf(&a, 0), match.ProfileOf(&b, 0)
		p, q := coretest.Model().Pair(x, y, match.Frequency{}).Probability, coretest.Model().Pair(y, x, match.Frequency{}).Probability
		if p-q > 1e-9 || q-p > 1e-9 {
			t.Fatalf("%v one way, %v the other", p, q)
		}
	})
}

func TestAgreeingInOneMoreFieldNeverSpeaksAgainst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		named := people().Filter(func(c core.Contact) bool { return c.FirstName != "" && c.LastName != "" })
		customer, query := core.Customer{Contact: named.Draw(t, "customer")}, people().Draw(t, "query")
		var filled []core.Field
		for _, v := range customer.Contact.FieldValues() {
			if v.Value != "" {
				filled = append(filled, v.Field)
			}
		}
		f := rapid.SampledFrom(filled).Draw(t, "field")
		if f == core.FieldFirstName || f == core.FieldLastName { // a single name is taken for a last name or split
			query.FirstName, query.LastName = "", ""
			query.Copy(core.FieldLastName, &customer.Contact)
			f = core.FieldFirstName
		}
		query.Set(f, "")
		before := coretest.Model().Judge(match.Query{Contact: query}, customer, nil)
		query.Copy(f, &customer.Contact)
		after := coretest.Model().Judge(match.Query{Contact: query}, customer, nil)
		if after.Probability < before.Probability-1e-9 {
			t.Fatalf("%s %q: %.4f -> %.4f\n%+v\n%+v", f, query.Get(f), before.Probability, after.Probability, before.Reasons, after.Reasons)
		}
	})
}

func TestFindExcludesAndMissesNobodyWithAnEqualKey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := coretest.New()
		var all []core.Customer
		var owned []core.VehicleData
		for range rapid.IntRange(1, 8).Draw(rt, "n") {
			c := &core.Customer{Contact: people().Draw(rt, "customer")}
			if !c.Contact.Named() {
				c.Contact.LastName = "Maier"
			}
			s.Put(t, c)
			car := cars().Draw(rt, "car")
			if !car.Empty() {
				s.Put(t, &core.Vehicle{Data: car, Owner: c.Meta.ID})
			}
			all, owned = append(all, *c), append(owned, car)
		}
		q := match.Query{Contact: people().Draw(rt, "query"), Vehicle: cars().Draw(rt, "car asked for")}
		excluded := all[rapid.IntRange(0, len(all)-1).Draw(rt, "excluded")].Meta.ID
		q.Exclude = []core.ID{excluded}
		var found []core.ID
		for _, c := range find(t, s, q) {
			found = append(found, c.Customer.Meta.ID)
		}
		for i, c := range all {
			in := slices.Contains(found, c.Meta.ID)
			if c.Meta.ID == excluded && in {
				rt.Fatal("the excluded one is proposed")
			}
			equal := sharesKey(&q.Contact, &c.Contact) || len(q.Vehicle.VIN) == 17 && q.Vehicle.VIN == owned[i].VIN
			if c.Meta.ID != excluded && equal && !in {
				rt.Fatalf("%+v is missed", c.Contact)
			}
		}
	})
}

func sharesKey(a, b *core.Contact) bool {
	for _, x := range []core.Phone{a.Phone, a.Mobile} {
		for _, y := range []core.Phone{b.Phone, b.Mobile} {
			if x.E164 != "" && x.E164 == y.E164 {
				return true
			}
		}
	}
	return a.Email != "" && a.Email == b.Email
}

func FuzzJudge(f *testing.F) {
	f.Add("Karin", "Freitag", "Huber GmbH", "Linzer Str. 4", "A-5020", "0664 1234567", "info@x.at", "WVWZZZ1KZAW123456")
	f.Add("\xff", "\u200b", "& Co. KG", "17. Juni 135", "-", "+", "@", "1111111")
	f.Fuzz(func(t *testing.T, first, last, company, street, zip, number, mail, vin string) {
		c := core.Customer{Contact: core.Contact{
			FirstName: first, LastName: last, Company: company, Street: street, Postcode: zip, Town: first,
			Phone: core.Phone{Typed: number}, Mobile: core.Phone{Typed: number, E164: number}, Email: mail,
		}}
		match.Keys(&c)
		car := core.Vehicle{Data: core.VehicleData{VIN: vin, Plate: vin}}
		got := coretest.Model().Judge(match.Query{Contact: c.Contact, Vehicle: car.Data}, c, []core.Vehicle{car})
		if got.Probability < 0 || got.Probability > 1 || got.Probability != got.Probability {
			t.Fatalf("P %v", got.Probability)
		}
		for _, row := range match.Compare(&c.Contact, &c.Contact) {
			if row.Relation != match.Equal {
				t.Fatalf("%+v", row)
			}
		}
	})
}
