package match

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
	"terminwerk/core/phone"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// maxTokens bounds the work on hostile names and companies.
const maxTokens = 6

// profile is a contact in the forms in which it is compared; the same for both sides.
type profile struct {
	first, last []string // significant folded words
	sex         byte     // 'm', 'f' or 0
	company     string   // folded, without legal form
	companyWord []string
	street      string
	house       string
	zip         string
	town        string
	phones      []string // E.164, or the digits of what could not be read
	phoneField  []core.Field
	email       string // folded
	mailbox     string // the part before @; empty for a generic one
	birthday    core.Date
	vins        []string
	tails       []string
	plates      []string
}

func profileOf(c *core.Contact, birthday core.Date, cars ...core.VehicleData) profile {
	p := profile{birthday: birthday, sex: sexOf(c.Salutation)}
	p.names(c)
	if p.company = name.CompanyKey(c.Company); p.company != "" {
		p.companyWord = limited(strings.Fields(p.company))
	}
	p.address(c)
	for _, f := range []core.Field{core.FieldPhone, core.FieldPhoneWork, core.FieldMobile} {
		if number := phoneOf(f, c); number != "" {
			p.phones, p.phoneField = append(p.phones, number), append(p.phoneField, f)
		}
	}
	p.mail(c.Email)
	for _, car := range cars {
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
	return p
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
func (p *profile) names(c *core.Contact) {
	first, last := c.FirstName, c.LastName
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

func (p *profile) address(c *core.Contact) {
	street, house := c.Street, c.HouseNumber
	if house == "" {
		street, house = address.SplitHouse(street)
	}
	p.street, p.house = address.StreetKey(street), address.HouseKey(house)
	p.zip, p.town = address.PostcodeKey(c.Postcode), name.Fold(c.Town)
}

func (p *profile) mail(address string) {
	p.email = strings.ToLower(strings.TrimSpace(address))
	local, _, ok := strings.Cut(p.email, "@")
	if !ok {
		p.email = ""
		return
	}
	if !genericMailboxes[local] && len(local) >= 4 {
		p.mailbox = local
	}
}

// genericMailboxes say nothing about who writes.
var genericMailboxes = map[string]bool{
	"info": true, "office": true, "mail": true, "kontakt": true, "contact": true, "service": true, "buero": true, "büro": true,
	"verwaltung": true, "zentrale": true, "post": true, "firma": true, "email": true, "e-mail": true, "buchhaltung": true,
	"sekretariat": true, "werkstatt": true, "fuhrpark": true, "rechnung": true, "empfang": true, "team": true, "admin": true,
	"privat": true, "home": true, "noreply": true, "dispo": true, "einkauf": true, "verkauf": true, "auto": true,
}

// comparablePhone is the E.164 form, or the digits when a number of at least six could not be read.
func comparablePhone(n core.Phone) string {
	if n.E164 != "" {
		return n.E164
	}
	if len(n.Typed) > phone.MaxInput {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, n.Typed)
	if digits = strings.TrimLeft(digits, "0"); len(digits) < 6 {
		return ""
	}
	return digits
}

// phoneTail is the last eight digits: the end of the national number, whatever was written before it.
func phoneTail(number string) string {
	return strings.TrimPrefix(number[max(0, len(number)-8):], "+")
}

func limited(words []string) []string { return words[:min(len(words), maxTokens)] }
