package match

import (
	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// maxTokens bounds the work on hostile names and companies.
const maxTokens = 6

// Profile is somebody in the forms in which they are compared; leads and customers have the same. A Profile is made once
// and compared as often as needed; it never changes.
type Profile struct {
	first, last []string // significant folded words
	sex         byte     // 'm', 'f' or 0
	company     string   // folded, without legal form
	companyWord []string
	street      string
	house       string
	zip         string
	town        string
	phones      []number
	mail        mailbox
	birthday    core.Date
	vins        []string
	tails       []string
	plates      []string
	region      region
	districts   []string // of the plates
}

// ProfileOf prepares a contact, a birthday if known, and the cars that are asked for or owned.
func ProfileOf(c *core.Contact, birthday core.Date, cars ...core.VehicleData) *Profile {
	p := new(Profile)
	p.fill(nil, c, birthday, cars...)
	return p
}

// fill makes p the profile that ProfileOf gives, in the room of the one it was, which must not be used any more.
func (p *Profile) fill(known *forms, c *core.Contact, birthday core.Date, cars ...core.VehicleData) {
	*p = Profile{
		birthday: birthday, phones: p.phones[:0], vins: p.vins[:0], tails: p.tails[:0], plates: p.plates[:0],
		districts: p.districts[:0], region: region{areas: p.region.areas[:0]},
	}
	p.names(known, c)
	if c.Company != "" {
		p.company, p.companyWord = known.companyOf(c.Company)
	}
	p.address(known, c)
	for _, f := range phoneFields {
		p.addPhone(f, c)
	}
	p.mail = mailboxOf(c.Email)
	p.mail.read(p.first, p.last)
	p.sex = sexOf(c.Salutation)
	for i := range cars {
		p.addCar(&cars[i])
	}
	p.readRegion(c, cars)
}

func (p *Profile) addCar(car *core.VehicleData) {
	if k := vin.Key(car.VIN); len(k) >= vin.Length {
		p.vins = append(p.vins, k)
	}
	if t := vin.Tail(car.VIN); t != "" {
		p.tails = append(p.tails, t)
	}
	if k := plate.Normalize(car.Plate); len(k) >= 3 {
		p.plates = append(p.plates, k)
	}
}

func sexOf(s core.Salutation) byte {
	switch s {
	case core.SalutationMr:
		return 'm'
	case core.SalutationMs:
		return 'f'
	}
	return 0
}

// names takes a name apart that fills only one of the two fields.
func (p *Profile) names(known *forms, c *core.Contact) {
	first, last := known.nameOf(c.FirstName), known.nameOf(c.LastName)
	if !first.blank && !last.blank {
		p.first, p.last = first.words, last.words
		return
	}
	f, l := name.Split(name.Plain(c.FirstName) + name.Plain(c.LastName))
	p.first, p.last = wordsOf(f), wordsOf(l)
}

func (p *Profile) address(known *forms, c *core.Contact) {
	if house := known.houseOf(c.HouseNumber); house.blank {
		street, house := address.SplitHouse(name.Plain(c.Street))
		p.street, p.house = address.StreetKey(street), address.HouseKey(house)
	} else {
		p.street, p.house = known.streetOf(c.Street), house.key
	}
	p.zip, p.town = known.zipOf(c.Postcode), known.townOf(c.Town)
}

func limited(words []string) []string { return words[:min(len(words), maxTokens)] }
