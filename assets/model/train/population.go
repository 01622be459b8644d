package main

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"terminwerk/core"
)

// generator makes one dealer; the same seed makes the same dealer.
type generator struct {
	*rand.Rand
	home      string // country of the dealer
	shares    shares
	towns     []town
	people    []*person // by customer
	customers []core.Customer
	vehicles  []core.Vehicle
	also      map[core.ID][]core.ID // further records of the same person
	mails     map[string]bool       // mailboxes given out: nobody gets one that is taken
}

// shares is how often things are so at one dealer.
type shares struct {
	home, foreign            float64
	mobile, email, phone     float64
	household, twin, company float64
	car                      float64
	misheard                 float64 // of the first names entered a second time
	namesake, sameKeys       float64 // of the relatives: father and son of one name; and of those, with one mobile and mailbox
}

func newGenerator(seed uint64) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x7e12)), also: map[core.ID][]core.ID{}, mails: map[string]bool{}}
	g.home = "DE"
	switch {
	case g.chance(.2):
		g.home = "AT"
	case g.chance(.2):
		g.home = "CH"
	}
	g.shares = shares{
		home: g.between(.72, .95), foreign: g.between(.10, .22), mobile: g.between(.58, .72), email: g.between(.54, .68),
		phone: g.between(.5, .68), household: g.between(.24, .36), twin: g.between(.01, .035), company: g.between(.08, .13), car: g.between(.46, .6), namesake: g.between(.02, .1), sameKeys: .12,
	}
	g.newTowns()
	return g
}

func (g *generator) float() float64               { return g.Float64() }
func (g *generator) chance(p float64) bool        { return g.Float64() < p }
func (g *generator) roll(n int) int               { return g.IntN(n) }
func (g *generator) between(a, b float64) float64 { return a + (b-a)*g.Float64() }
func pick[T any](g *generator, list []T) T        { return list[g.IntN(len(list))] }

// zipf draws a place below n, the first ones more often, as names and towns are distributed: place i with a share of
// 1/(i+flat).
func zipf(g *generator, n int, flat float64) int {
	x := flat * math.Pow((float64(n)+flat)/flat, g.Float64())
	return min(n-1, int(x-flat))
}

// How flat the distributions are.
const (
	flatLast  = 5.0
	flatFirst = 15.0
	flatPlace = 3.0
)

// populate fills the stock with n customers.
func (g *generator) populate(n int) {
	for len(g.people) < n {
		p := g.newPerson()
		if g.chance(g.shares.company) {
			g.found(p)
		}
		g.equip(p)
		g.enter(p)
		for last := p; p.company == "" && len(g.people) < n && g.chance(g.shares.household); last = g.people[len(g.people)-1] {
			g.relative(last)
		}
	}
	for range int(float64(n) * g.shares.twin) {
		g.twin(g.roll(n))
	}
}

// equip decides what of a person's numbers and cars the dealer knows.
func (g *generator) equip(p *person) {
	p.mobile = p.keepEmail(g)
	if !g.chance(g.shares.phone) {
		p.phone = ""
	}
	if p.email == "" && g.chance(g.shares.email) {
		p.email = g.newMail(p)
	}
	if !g.chance(g.shares.car) {
		return
	}
	p.cars = append(p.cars, g.newCar(p.town))
	for len(p.cars) < 7 && g.chance(.5) {
		p.cars = append(p.cars, g.newCar(p.town))
	}
}

func (p *person) keepEmail(g *generator) string {
	if p.email != "" && !g.chance(g.shares.email+.15) {
		p.email = ""
	}
	if g.chance(g.shares.mobile) {
		return g.newMobile(p.town.country)
	}
	return ""
}

// relative is a member of the same household, with the line of the house and now and then a mailbox or car in common.
func (g *generator) relative(of *person) {
	p := *of
	p.title, p.cars, p.mobile, p.email = "", nil, "", ""
	if g.chance(.75) {
		p.sex = map[byte]byte{'m': 'f', 'f': 'm'}[of.sex]
	}
	p.first = g.firstName(p.sex, p.group)
	namesake := false
	switch {
	case g.chance(g.shares.namesake):
		p.first, p.sex = of.first, of.sex
		namesake = true
	case g.chance(.08):
		p.last = g.simpleName()
	}
	if of.phone == "" && g.chance(.4) {
		p.phone = g.landline(p.town)
	}
	g.equip(&p)
	if namesake && g.chance(g.shares.sameKeys) {
		p.mobile, p.email = of.mobile, of.email
	}
	if of.email != "" && g.chance(.05) {
		p.email = of.email
	}
	if of.mobile != "" && g.chance(.04) {
		p.mobile = of.mobile
	}
	if len(of.cars) > 0 && g.chance(.1) {
		p.cars = append(p.cars, of.cars[0])
	}
	g.enter(&p)
}

// twin enters somebody once more: after moving, with another number, in another spelling, or with less known.
func (g *generator) twin(place int) {
	of := g.people[place]
	p := *of
	kept := 0
	if g.chance(.4) {
		g.settle(&p)
		p.phone = of.phone
	}
	change := func(field *string, to func() string) {
		switch {
		case *field == "":
		case g.chance(.35):
			*field = ""
		case g.chance(.15):
			*field = to()
		default:
			kept++
		}
	}
	change(&p.phone, func() string { return g.landline(p.town) })
	change(&p.mobile, func() string { return g.newMobile(p.town.country) })
	change(&p.email, func() string { return g.newMail(&p) })
	if kept == 0 {
		p.town, p.street, p.house = of.town, of.street, of.house
	}
	if g.chance(.6) {
		p.cars = nil
	}
	if g.chance(.15) {
		p.last = g.slip(p.last)
	}
	if g.chance(.1) {
		p.first = g.slip(p.first)
	}
	if g.shares.misheard > 0 && g.chance(g.shares.misheard) {
		p.first = pick(g, []string{g.mishear(p.first), g.mishear(p.first), g.shorten(p.first)})
	}
	g.enter(&p)
	first, second := core.ID(place+1), core.ID(len(g.people))
	group := append(g.also[first], first)
	for _, id := range group {
		g.also[id] = append(g.also[id], second)
		g.also[second] = append(g.also[second], id)
	}
}

// enter writes somebody into the master, as a busy person at a desk would.
func (g *generator) enter(p *person) {
	c := core.Customer{Number: strconv.Itoa(100000 + len(g.people)), Contact: g.contact(p)}
	c.Meta.ID = core.ID(len(g.people) + 1)
	k := &c.Contact
	k.Phone.Typed, k.Mobile.Typed, k.Email = g.dial(p.phone, p.town.country), g.dial(p.mobile, p.town.country), p.email
	if g.chance(.012) && k.Email != "" {
		k.Email = strings.ToUpper(k.Email)
	}
	switch {
	case p.company != "" && g.chance(.7):
		k.Salutation = core.SalutationCompany
		if g.chance(.5) {
			k.FirstName, k.LastName = "", ""
		}
	case g.chance(.02):
		k.Salutation = core.SalutationNone
	case g.chance(.008):
		k.FirstName, k.LastName = k.LastName, k.FirstName
	}
	if g.chance(.035) {
		shout(k)
	}
	k.Normalize(g.home)
	g.people, g.customers = append(g.people, p), append(g.customers, c)
	for _, car := range p.cars {
		v := core.Vehicle{Data: car, Owner: c.Meta.ID}
		v.Meta.ID = core.ID(len(g.vehicles) + 1)
		v.Data.Normalize(p.town.country)
		g.vehicles = append(g.vehicles, v)
	}
}

func shout(k *core.Contact) {
	for _, f := range []core.Field{core.FieldFirstName, core.FieldLastName, core.FieldCompany, core.FieldStreet, core.FieldTown} {
		k.Set(f, strings.ToUpper(k.Get(f)))
	}
}

// contact is the name and address of somebody, spelt as one of many would.
func (g *generator) contact(p *person) core.Contact {
	k := core.Contact{
		TitleBefore: p.title, FirstName: p.first, LastName: p.last, Street: g.spellStreet(p.street, .25), HouseNumber: p.house,
		Postcode: p.town.zip, Town: p.town.name, Country: p.town.country, Salutation: core.SalutationMs,
	}
	if p.sex == 'm' {
		k.Salutation = core.SalutationMr
	}
	if p.company != "" {
		k.Company = p.company + " " + p.form
	}
	if g.chance(.05) {
		translit(&k)
	}
	return k
}

func (g *generator) spellStreet(s string, short float64) string {
	if !g.chance(short) {
		return s
	}
	return strings.NewReplacer("straße", "str.", "strasse", "str.", "Straße", "Str.", "Strasse", "Str.").Replace(s)
}

// translit writes umlauts with two letters.
func translit(k *core.Contact) {
	r := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")
	for _, f := range []core.Field{core.FieldFirstName, core.FieldLastName, core.FieldCompany, core.FieldStreet, core.FieldTown} {
		k.Set(f, r.Replace(k.Get(f)))
	}
}

// dial writes a national number in one of the ways people do.
func (g *generator) dial(n, country string) string {
	if n == "" {
		return ""
	}
	code := map[string]string{"DE": "49", "AT": "43", "CH": "41"}[country]
	cut := min(len(n)-3, 4)
	switch x := g.float(); {
	case x < .25:
		return "+" + code + " " + n[1:cut] + " " + n[cut:]
	case x < .35:
		return "+" + code + n[1:]
	case x < .42:
		return "+" + code + " (0) " + n[1:cut] + " " + n[cut:]
	case x < .47:
		return "00" + code + n[1:]
	case x < .60:
		return n
	case x < .72:
		return n[:cut] + "/" + n[cut:]
	case x < .82:
		return n[:cut] + "-" + n[cut:]
	case x < .88:
		return n[:cut] + " " + n[cut:cut+2] + " " + n[cut+2:]
	}
	return n[:cut] + " " + n[cut:]
}
