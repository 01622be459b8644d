package match

import (
	"bytes"
	"strings"

	"terminwerk/core"
	"terminwerk/core/phone"
)

var phoneFields = []core.Field{core.FieldPhone, core.FieldPhoneWork, core.FieldMobile}

// number is a telephone number to compare. Only what its owner tells counts: read in the dealership's country, a number
// without a calling code would be another one than it is.
type number struct {
	digits string // national, without zeros in front
	field  core.Field
	mobile bool
}

// fewestDigits is how many digits a number has at least.
const fewestDigits = 5

// addPhone adds the number of a field unless the profile has it already.
func (p *Profile) addPhone(f core.Field, c *core.Contact) {
	code, digits := phoneApart(c.PhoneAt(f))
	if digits == "" {
		return
	}
	for _, have := range p.phones {
		if have.digits == digits {
			return
		}
	}
	p.phones = append(p.phones, number{digits, f, p.mobile(f, c, code, digits)})
}

// numberOf is the number of a field as it is compared; empty when there is none.
func numberOf(f core.Field, c *core.Contact) string {
	_, digits := phoneApart(c.PhoneAt(f))
	return digits
}

func phoneApart(n *core.Phone) (code, digits string) {
	typed := n.Typed
	if typed == "" {
		typed = n.E164
	}
	var room [phone.MaxInput]byte
	all, codeLen := phone.AppendApart(room[:0], typed)
	national := all[codeLen:]
	if len(national) < fewestDigits || bytes.Count(national, national[:1]) == len(national) {
		return "", ""
	}
	return textOf(all[:codeLen], n.E164), textOf(national, n.E164)
}

// textOf is the text of digits, taken from their number as it is dialled where they stand in it, which spares their copy.
func textOf(digits []byte, dialled string) string {
	switch {
	case len(digits) == 0:
		return ""
	case strings.HasSuffix(dialled, string(digits)):
		return dialled[len(dialled)-len(digits):]
	case len(dialled) > len(digits) && dialled[1:1+len(digits)] == string(digits):
		return dialled[1 : 1+len(digits)]
	}
	return string(digits)
}

// mobile tells the kind of a number without a calling code by the country of its owner's address, and by its shape: ten
// digits beginning with 15, 16 or 17 are a mobile number of Germany anywhere, and of Austria where no country is known.
func (p *Profile) mobile(f core.Field, c *core.Contact, code, digits string) bool {
	const long = 10
	if code != "" {
		return phone.IsMobile(code, digits)
	}
	home := c.Country
	if home == "" && len(p.zip) == 5 {
		home = "DE"
	}
	switch {
	case phone.IsMobile(callingCode[home], digits), len(digits) >= long && phone.IsMobile("49", digits):
		return true
	case home != "":
		return false
	}
	assumed, _ := phone.Apart(c.PhoneAt(f).E164)
	return phone.IsMobile(assumed, digits) || len(digits) >= long && phone.IsMobile("43", digits)
}

var callingCode = map[string]string{"AT": "43", "DE": "49", "CH": "41", "LI": "423", "IT": "39"}

// phoneTail is the last eight digits: two numbers with the same are one, whatever was written before them.
func phoneTail(digits string) string { return digits[max(0, len(digits)-8):] }

func samePhone(x, y string) bool {
	return x == y || len(x) >= 8 && len(y) >= 8 && phoneTail(x) == phoneTail(y)
}

// sameLine tells whether two numbers are one line with different extensions behind it.
func sameLine(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for n < len(x) && x[n] == y[n] {
		n++
	}
	return n >= 7 && len(y)-n <= 4
}
