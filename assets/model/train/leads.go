package main

import (
	"fmt"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

// rates is how often things happen to the bookings of one dealer.
type rates struct {
	noAddress, noPhone, noMail, plate, vin, shortVIN float64
	moved, married, newMobile, newMail, newCar       float64
	noCompany, otherContact                          float64
	typoName, typoAddress, typoMail, typoPhone       float64
	typoZip, typoPlate, typoVIN                      float64
	heard, scanned, nick, initial, swap, joined      float64
	translit, noUmlaut, upper, lower, street, place  float64
	second, title, wrongSalutation                   float64
	lost, foreignText                                float64 // damage by forms and files
}

// usual and hostile are the ranges from which a dealer's rates are drawn.
func (g *generator) drawRates(hostile bool) rates {
	f := func(a, b, c, d float64) float64 {
		if hostile {
			return g.between(c, d)
		}
		return g.between(a, b)
	}
	return rates{
		noAddress: f(.25, .65, .2, .45), noPhone: f(.06, .22, .05, .2), noMail: f(.03, .12, .03, .12), plate: f(.28, .72, .25, .6),
		vin: f(.12, .38, .1, .3), shortVIN: f(.2, .4, .25, .45), moved: f(.06, .13, .1, .2), married: f(.014, .04, .03, .07),
		newMobile: f(.06, .15, .15, .28), newMail: f(.1, .24, .18, .3), newCar: f(.12, .4, .15, .4), noCompany: f(.14, .45, .2, .4),
		otherContact: f(.2, .65, .3, .65), typoName: f(.05, .11, .1, .18), typoAddress: f(.03, .08, .1, .2), typoMail: f(.012, .045, .04, .09),
		typoPhone: f(.012, .03, .02, .05), typoZip: f(.01, .032, .03, .08), typoPlate: f(.017, .045, .03, .06), typoVIN: f(.02, .04, .04, .07),
		heard: f(.018, .05, .07, .15), scanned: f(.004, .009, .01, .02), nick: f(.025, .055, .04, .08), initial: f(.008, .022, .015, .03),
		swap: f(.02, .045, .04, .08), joined: f(.009, .017, .02, .05), translit: f(.09, .2, .18, .3), noUmlaut: f(.02, .04, .03, .06),
		upper: f(.02, .055, .05, .1), lower: f(.07, .12, .1, .16), street: f(.35, .65, .6, .95), place: f(.07, .19, .3, .65),
		second: f(.2, .55, .4, .9), title: f(.2, .55, .2, .5), wrongSalutation: f(.007, .022, .015, .03),
		lost: f(0, .01, .005, .03), foreignText: f(0, .006, .003, .02),
	}
}

// The kinds of bookings and their shares among a thousand.
var kinds = []struct {
	share int
	name  string
	make  func(*generator, *rates) (*person, []core.ID)
}{
	{624, "known_person", (*generator).knownPerson},
	{72, "known_company", (*generator).knownCompany},
	{117, "new_stranger", (*generator).stranger},
	{54, "new_household", (*generator).household},
	{49, "new_samename", (*generator).sameName},
	{24, "new_usedcar", (*generator).usedCar},
	{24, "new_employee", (*generator).employee},
	{18, "new_company", (*generator).newCompany},
	{18, "new_recycled", (*generator).recycled},
}

// book makes n bookings.
func (g *generator) book(n int, hostile bool) []lead {
	r := g.drawRates(hostile)
	leads := make([]lead, 0, n)
	for i := range n {
		x, k := g.roll(1000), 0
		for x -= kinds[k].share; x >= 0; x -= kinds[k].share {
			k++
		}
		p, right := kinds[k].make(g, &r)
		q := g.request(p, &r)
		leads = append(leads, lead{id: fmt.Sprintf("L%06d", i+1), query: q, right: right, kind: kinds[k].name})
	}
	return leads
}

// somebody picks a customer who fits.
func (g *generator) somebody(fits func(*person) bool) (*person, core.ID) {
	for {
		i := g.roll(len(g.people))
		if p := g.people[i]; fits(p) {
			return p, core.ID(i + 1)
		}
	}
}

func isPerson(p *person) bool  { return p.company == "" }
func isCompany(p *person) bool { return p.company != "" }

func (g *generator) knownPerson(r *rates) (*person, []core.ID) {
	of, id := g.somebody(isPerson)
	p := *of
	if p.sex == 'f' && g.chance(2*r.married) || p.sex == 'm' && g.chance(r.married/4) {
		g.marry(&p)
	}
	if g.chance(r.moved) {
		phone := p.phone
		g.settle(&p)
		if g.chance(.5) {
			p.town, p.phone = of.town, phone
		}
	}
	g.renew(&p, r)
	return &p, append([]core.ID{id}, g.also[id]...)
}

// marry changes the last name, wholly or to a double one; the mailbox often keeps the old one.
func (g *generator) marry(p *person) {
	if p.email == "" && g.chance(.8) {
		p.email = g.newMail(p)
	}
	other := g.lastName().text
	switch x := g.float(); {
	case x < .5:
		p.last = other
	case x < .75:
		p.last += "-" + other
	default:
		p.last = other + "-" + p.last
	}
}

// renew gives somebody what the dealer does not know yet, or no longer.
func (g *generator) renew(p *person, r *rates) {
	if p.mobile == "" || g.chance(r.newMobile) {
		p.mobile = g.newMobile(p.town.country)
	}
	if p.email == "" || g.chance(r.newMail) {
		p.email = g.newMail(p)
	}
	if len(p.cars) == 0 || g.chance(r.newCar) {
		p.cars = []core.VehicleData{g.newCar(p.town)}
	}
}

func (g *generator) knownCompany(r *rates) (*person, []core.ID) {
	of, id := g.somebody(isCompany)
	p := *of
	own := p.email
	g.renew(&p, r)
	if g.chance(r.otherContact) {
		other := g.newPerson()
		p.first, p.last, p.sex, p.title = other.first, other.last, other.sex, ""
		if own == "" || g.chance(.4) {
			p.email = g.newMail(&p)
		}
	}
	if g.chance(r.noCompany) {
		p.company = ""
	}
	return &p, append([]core.ID{id}, g.also[id]...)
}

func (g *generator) stranger(r *rates) (*person, []core.ID) {
	p := g.newPerson()
	if g.chance(.13) {
		g.found(p)
	}
	g.equip(p)
	if len(p.cars) == 0 && g.chance(.3) {
		p.cars = append(p.cars, g.newCar(p.town))
	}
	if g.chance(.75) && p.email == "" {
		p.email = g.newMail(p)
	}
	return p, nil
}

// household is a relative of a customer who is no customer.
func (g *generator) household(r *rates) (*person, []core.ID) {
	of, _ := g.somebody(isPerson)
	p := *of
	p.sex = 'f'
	if g.chance(.5) {
		p.sex = 'm'
	}
	for p.first == of.first {
		p.first = g.firstName(p.sex, p.group)
	}
	p.title, p.cars = "", nil
	p.mobile, p.email = g.newMobile(p.town.country), g.newMail(&p)
	if of.email != "" && g.chance(.12) {
		p.email = of.email
	}
	if len(of.cars) > 0 && g.chance(.06) {
		p.cars = of.cars
	}
	return &p, nil
}

// sameName is somebody else of a customer's name.
func (g *generator) sameName(r *rates) (*person, []core.ID) {
	of, _ := g.somebody(isPerson)
	p := *of
	p.title, p.cars = "", nil
	if g.chance(.35) { // in the same town, by chance even with the same house number
		if g.chance(.7) {
			p.street = pick(g, p.town.streets)
		}
		if p.street == of.street || g.chance(.6) {
			p.house = g.house()
		}
		p.phone = g.landline(p.town)
	}
	for p.town == of.town && p.street == of.street && p.house == of.house {
		g.settle(&p)
	}
	p.mobile, p.email = g.newMobile(p.town.country), g.newMail(&p)
	if g.chance(.55) {
		p.cars = []core.VehicleData{g.newCar(p.town)}
	}
	return &p, nil
}

// usedCar is somebody who bought a customer's car.
func (g *generator) usedCar(r *rates) (*person, []core.ID) {
	p, _ := g.stranger(r)
	of, _ := g.somebody(func(p *person) bool { return len(p.cars) > 0 })
	car := pick(g, of.cars)
	if g.chance(.8) {
		car.Plate = g.newPlate(p.town)
	}
	p.cars = []core.VehicleData{car}
	return p, nil
}

// employee is somebody who writes from work about the own car.
func (g *generator) employee(r *rates) (*person, []core.ID) {
	p, _ := g.stranger(r)
	p.company = ""
	of, _ := g.somebody(isCompany)
	if g.chance(.6) && of.phone != "" {
		p.phone, p.mobile = of.phone, ""
	}
	if of.email != "" && g.chance(.5) {
		local, domain, _ := strings.Cut(of.email, "@")
		if g.chance(.6) {
			local = ascii(p.first)[:1] + "." + ascii(p.last)
		}
		p.email = local + "@" + domain
	}
	return p, nil
}

func (g *generator) newCompany(r *rates) (*person, []core.ID) {
	p := g.newPerson()
	g.found(p)
	p.mobile = g.newMobile(p.town.country)
	namesake := g.chance(.1) // of a company elsewhere
	if namesake {
		of, _ := g.somebody(isCompany)
		p.company, p.form = of.company, of.form
	}
	if namesake || g.chance(.75) {
		p.email = g.newMail(p)
	}
	if g.chance(.45) {
		p.cars = []core.VehicleData{g.newCar(p.town)}
	}
	if g.chance(r.noCompany / 3) {
		p.company = ""
	}
	return p, nil
}

// recycled is somebody who got a customer's old number, or old flat.
func (g *generator) recycled(r *rates) (*person, []core.ID) {
	p, _ := g.stranger(r)
	if g.chance(.5) {
		of, _ := g.somebody(func(p *person) bool { return p.mobile != "" })
		p.mobile = of.mobile
		return p, nil
	}
	of, _ := g.somebody(func(*person) bool { return true })
	p.town, p.street, p.house = of.town, of.street, of.house
	return p, nil
}

// request is what somebody types into the booking form.
func (g *generator) request(p *person, r *rates) match.Query {
	k := g.contact(p)
	number := p.mobile
	if number == "" || p.phone != "" && g.chance(.12) {
		number = p.phone
	}
	if number != "" && !g.chance(r.noPhone) {
		if typed := g.dial(number, p.town.country); g.chance(.22) || number == p.phone {
			k.Phone.Typed = typed
		} else {
			k.Mobile.Typed = typed
		}
	}
	if !g.chance(r.noMail) {
		k.Email = p.email
	}
	var car core.VehicleData
	if len(p.cars) > 0 {
		car = pick(g, p.cars)
	}
	if !g.chance(r.plate) {
		car.Plate = ""
	}
	if !g.chance(r.vin) {
		car.VIN = ""
	}
	g.damage(&k, &car, p, r)
	k.Normalize(g.home)
	car.Normalize(k.Country)
	return match.Query{Contact: k, Vehicle: car}
}
