package phone

import (
	"strconv"

	"github.com/nyaruka/phonenumbers"
)

// parsePlainly reads a number of the usual countries, typed with digits and plain separators only. Such a text needs
// none of the library's search for letters and extensions, which costs more than all the rest; whether the number can
// exist and what kind it is of, the library says as for every other.
func parsePlainly(text, region string) (Number, bool) {
	var room [maxE164]byte
	digits, international, ok := plainDigits(room[:0], text, region)
	if !ok {
		return Number{}, false
	}
	for _, c := range quickCountries {
		national := string(digits)
		switch {
		case international:
			if len(national) < len(c.code) || national[:len(c.code)] != c.code {
				continue
			}
			national = national[len(c.code):]
		case c.region != region:
			continue
		}
		return parseNational(national, c.code)
	}
	return Number{}, false
}

// parseNational reads a number without its trunk zero; code is the country's. A number whose length the country does not
// know, or with a further zero in front, is left to the full reading.
func parseNational(national, code string) (Number, bool) {
	if national == "" || national[0] == '0' {
		return Number{}, false
	}
	number, err := strconv.ParseUint(national, 10, 64)
	if err != nil {
		return Number{}, false
	}
	country, err := strconv.ParseInt(code, 10, 32)
	if err != nil {
		return Number{}, false
	}
	p := &phonenumbers.PhoneNumber{CountryCode: new(int32(country)), NationalNumber: &number}
	if phonenumbers.IsPossibleNumberWithReason(p) != phonenumbers.IS_POSSIBLE {
		return Number{}, false
	}
	return judge(p), true
}
