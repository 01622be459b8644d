// Package phone reads telephone numbers as people in Germany, Austria and
// Switzerland type them, and shows them again.
//
// [Parse] keeps what was typed beside the international form (E.164), which is
// the one to compare, store and dial; a number that cannot be understood
// stays usable as typed. The country of the dealership decides how a number
// without international prefix is read.
//
// All functions accept any input and never fail: leads are untrusted.
package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// MaxInput is the number of bytes of typed text that is looked at; longer text is no phone number.
const MaxInput = 100

// Kind tells what can be done with a number: only mobile numbers take text messages.
type Kind int

// The kinds of number.
const (
	// Unknown means that the typed text is not a phone number.
	Unknown Kind = iota
	// Landline means a fixed line.
	Landline
	// Mobile means a number that takes text messages.
	Mobile
	// Other means a real number of another kind: service, shared cost, voice over IP, or one whose range says nothing.
	Other
)

// Number is one phone number.
type Number struct {
	// Typed is the text as it was given, without blanks around it.
	Typed string
	// E164 is the international form "+436641234567"; empty when Kind is Unknown.
	E164 string
	// Extension holds the digits after "DW", "ext." and the like; E164 does not contain them.
	Extension string
	// Kind tells what can be done with the number.
	Kind Kind
	// Country is the ISO 3166 code of the number, "AT"; empty when it has none.
	Country string
	// Valid tells whether the number lies in a range its country has given out.
	Valid bool
}

// Parse reads a typed number; country is the ISO 3166 code for numbers without
// international prefix. What is not a number comes back with Kind Unknown.
func Parse(typed, country string) (n Number) {
	n.Typed = strings.TrimSpace(typed)
	if n.Typed == "" || len(n.Typed) > MaxInput {
		return n
	}
	blank := n
	defer func() {
		if recover() != nil {
			n = blank
		}
	}()
	text, extension := splitExtension(n.Typed)
	region := strings.ToUpper(strings.TrimSpace(country))
	p, err := phonenumbers.Parse(text, region)
	if err != nil || !phonenumbers.IsPossibleNumber(p) {
		return n
	}
	if extension == "" {
		extension = p.GetExtension()
	}
	p.Extension = nil
	n.E164 = phonenumbers.Format(p, phonenumbers.E164)
	n.Extension = extension
	n.Country = phonenumbers.GetRegionCodeForNumber(p)
	if n.Country == "" || n.Country == "ZZ" {
		n.Country = phonenumbers.GetRegionCodeForCountryCode(int(p.GetCountryCode()))
	}
	n.Valid = phonenumbers.IsValidNumber(p)
	n.Kind = kindOf(phonenumbers.GetNumberType(p))
	return n
}

// Display returns the number for people: the national form in its own country
// (home, ISO 3166), else the international one. Text that is not E.164 comes back unchanged.
func Display(e164, home string) (shown string) {
	shown = e164
	defer func() {
		if recover() != nil {
			shown = e164
		}
	}()
	if len(e164) > MaxInput || !strings.HasPrefix(e164, "+") {
		return e164
	}
	p, err := phonenumbers.Parse(e164, "ZZ")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(p, phonenumbers.INTERNATIONAL)
}

// SameNumber tells whether both are understood and lead to the same line; extensions must agree when both have one.
func SameNumber(a, b Number) bool {
	if a.E164 == "" || a.E164 != b.E164 {
		return false
	}
	return a.Extension == "" || b.Extension == "" || a.Extension == b.Extension
}

// Tail8 returns the last eight digits of the national significant number (all
// of them when it has fewer), the key for a search; empty when the text is not E.164.
func Tail8(e164 string) (tail string) {
	defer func() {
		if recover() != nil {
			tail = ""
		}
	}()
	if len(e164) > MaxInput || !strings.HasPrefix(e164, "+") {
		return ""
	}
	p, err := phonenumbers.Parse(e164, "ZZ")
	if err != nil {
		return ""
	}
	nsn := phonenumbers.GetNationalSignificantNumber(p)
	return nsn[max(0, len(nsn)-8):]
}

func splitExtension(s string) (number, extension string) { return s, "" }

func kindOf(t phonenumbers.PhoneNumberType) Kind {
	switch t {
	case phonenumbers.MOBILE:
		return Mobile
	case phonenumbers.FIXED_LINE:
		return Landline
	}
	return Other
}
