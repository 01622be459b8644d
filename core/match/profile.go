package match

import (
	"cmp"
	"slices"

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
	generation  byte     // as name.Generation gives it
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
	if firm := companyIn(c); firm != "" {
		p.company, p.companyWord = known.companyOf(firm)
	}
	if c.Company != "" || p.company == "" {
		p.names(known, c)
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
	p.addVIN(car.VIN)
	p.addPlate(car.Plate)
	switch v := vin.Key(car.VIN); { // one typed into the field of the other
	case car.Plate == "" && v != "" && len(v) < vin.Length && isPlate(car.VIN):
		p.addPlate(car.VIN)
	case car.VIN == "" && len(vin.Key(car.Plate)) >= vin.Length:
		p.addVIN(car.Plate)
	}
}

func (p *Profile) addVIN(text string) {
	if k := vin.Key(text); len(k) >= vin.Length {
		p.vins = append(p.vins, k)
	}
	if t := vin.Tail(text); t != "" {
		p.tails = append(p.tails, t)
	}
}

func (p *Profile) addPlate(text string) {
	if k := plate.Normalize(text); len(k) >= 3 {
		p.plates = append(p.plates, k)
	}
}

func isPlate(text string) bool {
	return slices.ContainsFunc([]string{"DE", "AT", "CH", "LI"}, func(country string) bool { return plate.Check(text, country).Plausible })
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

// companyIn is the company, also where it was typed into the field of the last name.
func companyIn(c *core.Contact) string {
	if c.Company == "" && c.FirstName == "" {
		if _, form := name.Company(c.LastName); form != "" {
			return c.LastName
		}
	}
	return c.Company
}

// names takes a name apart that fills only one of the two fields.
func (p *Profile) names(known *forms, c *core.Contact) {
	first, last := known.nameOf(c.FirstName), known.nameOf(c.LastName)
	if !first.blank && !last.blank {
		p.first, p.last = first.words, last.words
		p.generation = cmp.Or(last.generation, first.generation)
		if initial(p.last) && len(p.first) > 0 && !initial(p.first) { // "Meyer, M." in the wrong fields
			p.first, p.last = p.last, p.first
		}
		return
	}
	full := name.Plain(c.FirstName) + name.Plain(c.LastName)
	f, l := name.Split(full)
	p.generation = name.Generation(full)
	p.first, p.last = wordsOf(f), wordsOf(l)
}

func (p *Profile) address(known *forms, c *core.Contact) {
	if house := known.houseOf(c.HouseNumber); house.blank {
		street, house := address.SplitHouse(name.Plain(c.Street))
		p.street, p.house = address.StreetKey(street), address.HouseKey(house)
	} else {
		p.street, p.house = known.streetOf(c.Street), house.key
	}
	p.zip, p.town = address.PostcodeKey(c.Postcode), known.townOf(c.Town)
}

func initial(words []string) bool { return len(words) == 1 && len(words[0]) == 1 }

func limited(words []string) []string { return words[:min(len(words), maxTokens)] }
