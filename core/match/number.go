package match

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/phone"
)

var phoneFields = []core.Field{core.FieldPhone, core.FieldPhoneWork, core.FieldMobile}

// number is a telephone number to compare.
type number struct {
	digits string // E.164, or the digits of what could not be read
	field  core.Field
	mobile bool
}

// addPhone adds the number of a field unless the profile has it already.
func (p *Profile) addPhone(f core.Field, c *core.Contact) {
	digits := phoneOf(f, c)
	if digits == "" {
		return
	}
	for _, have := range p.phones {
		if have.digits == digits {
			return
		}
	}
	p.phones = append(p.phones, number{digits, f, phone.IsMobile(digits)})
}

func phoneOf(f core.Field, c *core.Contact) string {
	switch f {
	case core.FieldPhone:
		return comparablePhone(&c.Phone)
	case core.FieldPhoneWork:
		return comparablePhone(&c.PhoneWork)
	}
	return comparablePhone(&c.Mobile)
}

// comparablePhone is the E.164 form, or the digits when a number of at least six could not be read.
func comparablePhone(n *core.Phone) string {
	if n.E164 != "" {
		return n.E164
	}
	if n.Typed == "" || len(n.Typed) > phone.MaxInput {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, n.Typed)
	if digits = strings.TrimLeft(digits, "0"); len(digits) < 6 || strings.Count(digits, digits[:1]) == len(digits) {
		return ""
	}
	return digits
}

// phoneTail is the last eight digits: the end of the national number, whatever was written before it.
func phoneTail(digits string) string {
	return strings.TrimPrefix(digits[max(0, len(digits)-8):], "+")
}

// samePhone also forgives a different country code or trunk prefix.
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
	return n >= 9 && len(y)-n <= 4
}
