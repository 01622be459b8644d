package match

import (
	"strings"

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
	p := &Profile{birthday: birthday}
	p.names(c)
	if p.company = name.CompanyKey(name.Plain(c.Company)); p.company != "" {
		p.companyWord = limited(strings.Fields(p.company))
	}
	p.address(c)
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
	return p
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
func (p *Profile) names(c *core.Contact) {
	first, last := name.Plain(c.FirstName), name.Plain(c.LastName)
	if strings.TrimSpace(first) == "" || strings.TrimSpace(last) == "" {
		first, last = name.Split(first + last)
	}
	if first != "" {
		p.first = limited(name.Tokens(first))
	}
	if last != "" {
		p.last = limited(name.Tokens(last))
	}
}

func (p *Profile) address(c *core.Contact) {
	street, house := name.Plain(c.Street), name.Plain(c.HouseNumber)
	if house == "" {
		street, house = address.SplitHouse(street)
	}
	p.street, p.house = address.StreetKey(street), address.HouseKey(house)
	p.zip, p.town = address.PostcodeKey(c.Postcode), name.Fold(name.Plain(c.Town))
}

func limited(words []string) []string { return words[:min(len(words), maxTokens)] }
