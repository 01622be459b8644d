// Package plate reads vehicle registration plates of Germany, Austria,
// Switzerland and Liechtenstein.
//
// A plate is free text: vehicles come from anywhere, and a plate is supporting
// evidence only, because Swiss plates belong to the holder and Austrian ones
// can be shared by several vehicles. So [Check] never rejects, it only
// says whether the plate looks like one of the country.
// [Normalize] is the form to compare and to index.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package plate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Report is what [Check] found out about one typed plate.
type Report struct {
	// Normalized is the plate by [Normalize].
	Normalized string
	// Display is the plate by [Display].
	Display string
	// Plausible tells whether the plate fits the patterns of the country; always true for
	// an empty plate and for a country whose patterns are not known.
	Plausible bool
	// Guess is another country of the four whose pattern fits when this country's does not; else "".
	Guess string
}

// Normalize returns the plate in upper case without blanks, dashes, dots,
// colons, bullets and invisible characters; Ä, Ö and Ü stay.
func Normalize(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		if !isFiller(r) {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	// Composed last: an accent that stood after a blank joins the letter before it now, not the next time.
	return norm.NFC.String(b.String())
}

// Ends are the normalized plate from its second part on, from its third and so on: "AB123" and "123" of "B-AB 123". A part
// begins after blanks and dashes, and where figures follow letters.
func Ends(s string) []string {
	var ends []string
	var former rune
	for i, r := range s {
		begins := i > 0 && !isFiller(r) && (isFiller(former) || unicode.IsDigit(r) && unicode.IsLetter(former))
		if former = r; !begins {
			continue
		}
		if end := Normalize(s[i:]); end != "" && end != Normalize(s) {
			ends = append(ends, end)
		}
	}
	return ends
}

// Check judges a plate by the patterns of the country ("DE", "AT", "CH" or
// "LI", upper or lower case).
func Check(s, country string) Report {
	r := Report{Normalized: Normalize(s), Display: Display(s, country), Plausible: true}
	if r.Normalized == "" {
		return r
	}
	fits, known := patterns[strings.ToUpper(strings.TrimSpace(country))]
	if !known {
		return r
	}
	r.Plausible = fits(r.Normalized)
	if !r.Plausible {
		r.Guess = Guess(s)
	}
	return r
}

// Guess returns the one country of DE, AT, CH and LI that the spelling of the
// plate speaks for, or "" when none or more than one does.
func Guess(s string) string {
	n := Normalize(s)
	found := ""
	for _, c := range []string{"DE", "AT", "CH", "LI"} {
		if !patterns[c](n) {
			continue
		}
		if found != "" {
			return guessBySeparators(s)
		}
		found = c
	}
	return found
}

// Display returns the plate as it is written in the country: DE "HN-IU 9512",
// AT "SL-123AB", CH "ZH 123456", LI "FL 12345". A plate that does not fit the
// country stays as typed, trimmed and in upper case.
func Display(s, country string) string {
	n := Normalize(s)
	out := ""
	switch strings.ToUpper(strings.TrimSpace(country)) {
	case "DE":
		out = displayGerman(s, n)
	case "AT":
		out = displayAustrian(s, n)
	case "CH", "LI":
		if fits := patterns[strings.ToUpper(strings.TrimSpace(country))]; fits(n) {
			out = n[:2] + " " + n[2:]
		}
	}
	if out != "" {
		return out
	}
	return strings.ToUpper(strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "))
}

func isPlain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func isFiller(r rune) bool {
	switch r {
	case '.', ':', '_', '\u00b7', '\u2022', '\u25cf', '\u2219', '*', '\u2212', utf8.RuneError:
		return true
	}
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || unicode.Is(unicode.Pd, r)
}
