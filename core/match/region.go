package match

import (
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// region is what a contact tells of the country somebody lives in and of the telephone area, besides the address.
type region struct {
	country string // ISO 3166; empty when nothing tells
	areas   []area
}

// area is the beginning of a landline number, about as much as a district or town has in common.
type area [4]byte

// regionOf looks at the country and postcode first, then at the numbers, then at the mail address.
func (p *Profile) readRegion(c *core.Contact, cars []core.VehicleData) {
	p.region.country = c.Country
	if p.zip != "" && c.Country == "" && len(p.zip) == 5 {
		p.region.country = "DE"
	}
	for _, n := range [...]*core.Phone{&c.Mobile, &c.Phone, &c.PhoneWork} {
		if n.Typed == "" {
			continue
		}
		var room [32]byte
		digits := nationalDigits(room[:0], n.Typed)
		if p.region.country == "" {
			p.region.country = countryOf(digits)
		}
		if a, ok := areaOf(digits); ok {
			p.region.areas = append(p.region.areas, a)
		}
	}
	if p.region.country == "" {
		p.region.country = countryOfDomain(p.mail.domain)
	}
	for i := range cars {
		if d := districtOf(cars[i].Plate); d != "" {
			p.districts = append(p.districts, d)
		}
	}
}

// countryOf goes by the international prefix or the shape of mobile numbers (see phone.IsMobile for the sources).
func countryOf(digits []byte) string {
	if len(digits) < 3 || digits[0] == '0' && digits[1] != '1' && digits[1] != '6' && digits[1] != '7' {
		return ""
	}
	for i := range mobileShapes {
		if begins(digits, mobileShapes[i].prefix) {
			return mobileShapes[i].country
		}
	}
	return ""
}

func begins(digits []byte, prefix string) bool {
	return len(digits) >= len(prefix) && string(digits[:len(prefix)]) == prefix
}

var mobileShapes = []struct{ prefix, country string }{
	{"+43", "AT"},
	{"+49", "DE"},
	{"+41", "CH"},
	{"+423", "LI"},
	{"+39", "IT"},
	{"065", "AT"},
	{"066", "AT"},
	{"0676", "AT"},
	{"0677", "AT"},
	{"0678", "AT"},
	{"068", "AT"},
	{"069", "AT"},
	{"075", "CH"},
	{"076", "CH"},
	{"077", "CH"},
	{"078", "CH"},
	{"079", "CH"},
	{"015", "DE"},
	{"016", "DE"},
	{"017", "DE"},
}

// nationalDigits appends the digits of a number, and writes an international prefix as "+".
func nationalDigits(dst []byte, typed string) []byte {
	for i := 0; i < len(typed); i++ {
		switch c := typed[i]; {
		case c == '(' && strings.HasPrefix(typed[i:], "(0)"):
			i += len("0)")
		case c >= '0' && c <= '9' || c == '+' && len(dst) == 0:
			dst = append(dst, c)
		}
	}
	if len(dst) > 1 && dst[0] == '0' && dst[1] == '0' {
		dst[1] = '+'
		dst = dst[1:]
	}
	return dst
}

var internationalPrefixes = []string{"+43", "+49", "+41", "+423", "+39"}

// areaOf is the area of a landline number.
func areaOf(digits []byte) (a area, ok bool) {
	if !begins(digits, "+") && countryOf(digits) != "" {
		return a, false
	}
	var room [32]byte
	for _, prefix := range internationalPrefixes {
		if begins(digits, prefix) {
			if digits = digits[len(prefix):]; !begins(digits, "0") {
				digits = append(append(room[:0], '0'), digits...)
			}
			break
		}
	}
	if len(digits) < 7 || digits[0] != '0' || begins(digits, "00") && countryOf(append([]byte("+"), digits[2:]...)) != "" || countryOf(digits) != "" {
		return a, false
	}
	return area(digits), true
}

func countryOfDomain(domain string) string {
	switch {
	case strings.HasSuffix(domain, ".at"), domain == "a1.net":
		return "AT"
	case strings.HasSuffix(domain, ".ch"):
		return "CH"
	case strings.HasSuffix(domain, ".de"):
		return "DE"
	case strings.HasSuffix(domain, ".it"):
		return "IT"
	case strings.HasSuffix(domain, ".li"):
		return "LI"
	}
	return ""
}

// districtOf is the part of a plate that names the district: the letters before the first blank, dash or digit.
func districtOf(plate string) string {
	plate = strings.ToUpper(strings.TrimSpace(plate))
	end := strings.IndexFunc(plate, func(r rune) bool { return r == ' ' || r == '-' || r >= '0' && r <= '9' })
	if end < 1 || end > 3*2 {
		return ""
	}
	return plate[:end]
}

// regions compares what both sides tell of country, telephone area and registration district.
func (e *evidence) regions(a, b *Profile) {
	if x, y := a.region.country, b.region.country; x != "" && y != "" {
		e.country = agree(x == y)
	}
	if len(a.region.areas) > 0 && len(b.region.areas) > 0 {
		e.area = agree(meet(a.region.areas, b.region.areas))
	}
	if len(a.districts) > 0 && len(b.districts) > 0 {
		e.district = agree(meet(a.districts, b.districts))
	}
}

// garage compares the query's car with all cars of a candidate.
func (e *evidence) garage(q *Profile, vehicles []core.Vehicle) {
	for i := range vehicles {
		car := &vehicles[i].Data
		if d := districtOf(car.Plate); d != "" && len(q.districts) > 0 && e.district != 1 {
			e.district = agree(slices.Contains(q.districts, d))
		}
		e.vin, e.plate = carNear(e.vin, vin.Tail(car.VIN), q.tails), carNear(e.plate, plate.Normalize(car.Plate), q.plates)
	}
}

// carNear compares a number of one more car: .5 agrees but for one slip, -1 differs as all before it, 0 not known.
func carNear(before float32, x string, list []string) float32 {
	switch {
	case x == "" || len(list) == 0 || before > 0:
		return before
	case slices.ContainsFunc(list, func(y string) bool { return len(x) >= 5 && name.EditDistance(x, y) <= 1 }):
		return .5
	}
	return -1
}
