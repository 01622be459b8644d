package phone

import (
	"slices"
	"strings"
)

// An import reads millions of numbers and most are mobile numbers of three
// countries. Those that lie beyond doubt in a range given out are read here
// without the library; a test compares both on every range.

// quickRange is a range of national numbers that begin with the prefix and have a length from min to max.
type quickRange struct {
	prefix   string
	min, max int
}

// quickCountries holds ranges of mobile numbers; each is a part of the
// library's own range, chosen for being simple.
var quickCountries = []struct {
	region, code string
	ranges       []quickRange
}{
	{"AT", "43", []quickRange{
		{"650", 10, 11},
		{"660", 10, 11},
		{"664", 10, 11},
		{"676", 10, 11},
		{"677", 10, 11},
		{"678", 10, 11},
		{"680", 10, 11},
		{"681", 10, 11},
		{"688", 10, 11},
		{"699", 10, 11},
	}},
	{"DE", "49", []quickRange{
		{"151", 11, 11},
		{"152", 11, 11},
		{"157", 11, 11},
		{"159", 11, 11},
		{"160", 10, 10},
		{"162", 10, 10},
		{"163", 10, 10},
		{"170", 10, 10},
		{"171", 10, 10},
		{"172", 10, 10},
		{"173", 10, 10},
		{"174", 10, 10},
		{"175", 10, 10},
		{"176", 11, 11},
		{"177", 10, 10},
		{"178", 10, 10},
		{"179", 10, 10},
	}},
	{"CH", "41", []quickRange{{"76", 9, 9}, {"77", 9, 9}, {"78", 9, 9}, {"79", 9, 9}}},
}

// quickRegions are where "00" begins an international number, as far as it matters here.
var quickRegions = []string{"AT", "DE", "CH"}

// parseQuickly reads a number if it is one of the ranges, typed with digits and
// plain separators only; region is the one of numbers without international prefix.
func parseQuickly(text, region string) (Number, bool) {
	var room [maxE164]byte
	digits, international, ok := plainDigits(room[:0], text, region)
	if !ok {
		return Number{}, false
	}
	for _, c := range quickCountries {
		national := digits
		switch {
		case international:
			if !strings.HasPrefix(string(digits), c.code) {
				continue
			}
			national = digits[len(c.code):]
		case c.region != region:
			continue
		}
		for _, r := range c.ranges {
			if len(national) >= r.min && len(national) <= r.max && strings.HasPrefix(string(national), r.prefix) {
				return Number{E164: "+" + c.code + string(national), Kind: Mobile, Country: c.region, Valid: true}, true
			}
		}
	}
	return Number{}, false
}

// plainDigits strips "+" or "00", or the one trunk zero of a national number, and
// the separators. It reports false for anything else in the text, and for "00" in a region that may dial otherwise.
func plainDigits(dst []byte, text, region string) (digits []byte, international, ok bool) {
	text, international = strings.CutPrefix(text, "+")
	if !international {
		if text, international = strings.CutPrefix(text, "00"); international && !slices.Contains(quickRegions, region) {
			return nil, false, false
		}
		if !international {
			text, ok = strings.CutPrefix(text, "0")
			if !ok {
				return nil, false, false
			}
		}
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if len(dst) == maxE164 {
				return nil, false, false
			}
			dst = append(dst, c)
		case c != ' ' && c != '/' && c != '-' && c != '.':
			return nil, false, false
		}
	}
	return dst, international, true
}
