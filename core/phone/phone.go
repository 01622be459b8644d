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

// minDigits is the number of national digits below which a number outside every known range is noise.
const minDigits = 5

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

// Knows tells whether numbers of the country with this ISO 3166 code can be read.
func Knows(country string) bool { return phonenumbers.GetCountryCodeForRegion(country) != 0 }

// Parse reads a typed number; country is the ISO 3166 code for numbers without
// international prefix. Of several numbers in one text it is the first; what is not a number comes back with Kind Unknown.
func Parse(typed, country string) Number {
	n := Number{Typed: strings.TrimSpace(typed)}
	if n.Typed == "" || len(n.Typed) > MaxInput {
		return n
	}
	text, extension := splitExtension(withoutTrunkZero(first(n.Typed)))
	region := strings.ToUpper(strings.TrimSpace(country))
	read, ok := parseQuickly(text, region)
	if !ok {
		read = parseWithLibrary(text, region)
	}
	read.Typed = n.Typed
	if extension != "" && read.Kind != Unknown {
		read.Extension = extension
	}
	return read
}

// parseWithLibrary asks the library; an earlier version of it was known to panic on crafted input.
func parseWithLibrary(text, region string) (n Number) {
	defer func() {
		if recover() != nil {
			n = Number{}
		}
	}()
	if n, ok := parsePlainly(text, region); ok {
		return n
	}
	return parseFully(text, region)
}

// parseFully reads whatever the library can read.
func parseFully(text, region string) Number {
	p, err := phonenumbers.Parse(text, region)
	if err != nil || !phonenumbers.IsPossibleNumber(p) {
		return Number{}
	}
	return judge(p)
}

// judge tells what the library knows about a number.
func judge(p *phonenumbers.PhoneNumber) (n Number) {
	kind := phonenumbers.GetNumberType(p)
	valid := kind != phonenumbers.UNKNOWN
	if !valid && len(phonenumbers.GetNationalSignificantNumber(p)) < minDigits {
		return Number{}
	}
	n.Extension = p.GetExtension()
	p.Extension = nil
	n.E164 = phonenumbers.Format(p, phonenumbers.E164)
	n.Country = phonenumbers.GetRegionCodeForNumber(p)
	if n.Country == "" || n.Country == "ZZ" {
		n.Country = phonenumbers.GetRegionCodeForCountryCode(int(p.GetCountryCode()))
	}
	n.Valid, n.Kind = valid, kindOf(kind)
	return n
}

// Display returns the number for people: grouped with the country's prefix
// ("+43 664 1234567"). home, an ISO 3166 code, gives that country's own
// numbers in their national form ("0664 1234567"); "" shows all internationally.
// Text that is not E.164 comes back unchanged.
func Display(e164, home string) (shown string) {
	defer func() {
		if recover() != nil {
			shown = e164
		}
	}()
	p := fromE164(e164)
	if p == nil {
		return e164
	}
	form := phonenumbers.INTERNATIONAL
	if region := strings.ToUpper(strings.TrimSpace(home)); region != "" &&
		phonenumbers.GetCountryCodeForRegion(region) == int(p.GetCountryCode()) {
		form = phonenumbers.NATIONAL
	}
	return phonenumbers.Format(p, form)
}

// fromE164 reads only the international form; nil when the text is not one.
func fromE164(e164 string) *phonenumbers.PhoneNumber {
	if len(e164) > maxE164 || !strings.HasPrefix(e164, "+") || !allDigits(e164[1:]) {
		return nil
	}
	p, err := phonenumbers.Parse(e164, "ZZ")
	if err != nil {
		return nil
	}
	return p
}

// maxE164 leaves room above the 15 digits of the standard for German extensions.
const maxE164 = 20

// withoutTrunkZero drops the "(0)" of "+43 (0) 664", which is dialled only inside the country.
func withoutTrunkZero(s string) string {
	digits := strings.TrimLeft(s, " (")
	if !strings.HasPrefix(digits, "+") && !strings.HasPrefix(digits, "00") {
		return s
	}
	for _, zero := range []string{"(0)", "( 0 )", "[0]"} {
		if head, tail, ok := strings.Cut(s, zero); ok {
			return head + " " + tail
		}
	}
	return s
}

func kindOf(t phonenumbers.PhoneNumberType) Kind {
	switch t {
	case phonenumbers.MOBILE:
		return Mobile
	case phonenumbers.FIXED_LINE:
		return Landline
	}
	return Other
}

// IsMobile tells whether the national digits of a country's numbers (see Apart) begin as its mobile numbers do, in Austria,
// Germany, Switzerland, Liechtenstein and Italy; numbers of other countries are not known to.
func IsMobile(code, national string) bool {
	for _, prefix := range mobileRanges[code] {
		if strings.HasPrefix(national, prefix) {
			return true
		}
	}
	return false
}

// mobileRanges are the beginnings of mobile numbers by calling code (numbering plans of RTR, BNetzA, BAKOM, AK
// Liechtenstein, AGCOM).
var mobileRanges = map[string][]string{
	"43":  {"650", "660", "664", "665", "667", "670", "676", "677", "678", "68", "690", "699"},
	"49":  {"15", "16", "17"},
	"41":  {"75", "76", "77", "78", "79"},
	"423": {"6", "7"},
	"39":  {"3"},
}
