package plate

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// patterns tell whether a normalised plate looks like one of the country.
var patterns = map[string]func(string) bool{
	"DE": isGerman, "AT": isAustrian, "CH": isSwiss, "LI": isLiechtenstein,
}

// cantons are the letters of Swiss plates; A, M and P belong to federation and army.
var cantons = set("AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH")

// austrianDigitsOnly are the letters after which an Austrian plate may hold
// digits only: the plates issued before 1990 and those of federal services.
var austrianDigitsOnly = set("B G K L N O S ST T V W BB BD BG BH BP FW JW PT ZW")

// germanRed are the leading digits of German plates that dealers, testers and collectors move from car to car.
var germanRed = set("03 04 05 06 07")

// shape is a plate taken apart into letters, digits and letters; whole is
// false when something else follows.
type shape struct {
	letters, digits, suffix string
	whole                   bool
}

func shapeOf(n string) shape {
	letters := leading(n, isLetter)
	rest := n[len(letters):]
	digits := leading(rest, isDigit)
	rest = rest[len(digits):]
	suffix := leading(rest, isLetter)
	return shape{letters, digits, suffix, len(rest) == len(suffix)}
}

// isGerman: one to three letters of the district, one or two more, up to four
// digits and perhaps E or H, eight characters in all; authorities have no
// middle letters and up to six digits.
func isGerman(n string) bool {
	p := shapeOf(n)
	letters, digits := runes(p.letters), len(p.digits)
	if !p.whole || letters == 0 || digits == 0 || letters+digits+len(p.suffix) > 8 {
		return false
	}
	if p.suffix != "" && p.suffix != "E" && p.suffix != "H" {
		return false
	}
	if p.digits[0] == '0' {
		return letters <= 3 && digits >= 4 && germanRed[p.digits[:2]]
	}
	if letters == 1 {
		return digits <= 6
	}
	return letters <= 5 && digits <= 4
}

// isAustrian: one or two letters of the authority and three to six characters,
// either digits before letters or, on wish plates, letters before digits.
func isAustrian(n string) bool {
	p := shapeOf(n)
	if !p.whole || p.digits == "" || p.letters == "" || len(n) > 8 || strings.ContainsAny(n, "ÄÖÜ") {
		return false
	}
	if p.suffix != "" {
		mark := len(p.digits) + len(p.suffix)
		return len(p.letters) <= 2 && mark >= 3 && mark <= 6 && p.digits[0] != '0'
	}
	if austrianDigitsOnly[p.letters] {
		return len(p.digits) >= 2 && len(p.digits) <= 6
	}
	return len(p.letters) >= 2 && len(n) >= 4 && p.digits[0] != '0' && !strings.Contains(p.letters[1:], "Q")
}

func isSwiss(n string) bool {
	p := shapeOf(n)
	return p.whole && cantons[p.letters] && len(p.digits) >= 1 && len(p.digits) <= 6 &&
		p.digits[0] != '0' && (p.suffix == "" || p.suffix == "U")
}

func isLiechtenstein(n string) bool {
	p := shapeOf(n)
	return p.whole && p.letters == "FL" && len(p.digits) >= 1 && len(p.digits) <= 5 && p.suffix == ""
}

// guessBySeparators decides between countries whose patterns all fit: only a
// German plate has two separate groups of letters, and two letters apart from
// digits alone are a Swiss canton or Liechtenstein.
func guessBySeparators(s string) string {
	g := groups(s)
	switch {
	case len(g) == 3 && allLetters(g[0]) && allLetters(g[1]) && !allLetters(g[2]) && isGerman(Normalize(s)):
		return "DE"
	case len(g) == 2 && cantons[g[0]] && isSwiss(g[0]+g[1]):
		return "CH"
	case len(g) == 2 && g[0] == "FL" && isLiechtenstein(g[0]+g[1]):
		return "LI"
	}
	return ""
}

// displayGerman needs the typed separators to tell district and letters apart,
// unless their number leaves one way only.
func displayGerman(typed, n string) string {
	if !isGerman(n) {
		return ""
	}
	p := shapeOf(n)
	tail := p.digits + p.suffix
	if p.digits[0] == '0' {
		return p.letters + "-" + tail
	}
	letters := []rune(p.letters)
	district := 0
	if g := groups(typed); len(g) > 1 && allLetters(g[0]) && runes(g[0]) <= 3 && strings.HasPrefix(p.letters, g[0]) {
		district = runes(g[0])
	}
	switch len(letters) {
	case 2:
		district = 1
	case 5:
		district = 3
	}
	middle := len(letters) - district
	if district == 0 || middle < 1 || middle > 2 {
		return p.letters + " " + tail
	}
	return string(letters[:district]) + "-" + string(letters[district:]) + " " + tail
}

func displayAustrian(typed, n string) string {
	if !isAustrian(n) {
		return ""
	}
	p := shapeOf(n)
	if p.suffix != "" || austrianDigitsOnly[p.letters] {
		return p.letters + "-" + n[len(p.letters):]
	}
	g := groups(typed)
	if len(g) < 2 || !allLetters(g[0]) || len(g[0]) > 2 || !strings.HasPrefix(n, g[0]) {
		return ""
	}
	return g[0] + "-" + n[len(g[0]):]
}

// groups are the runs of letters and digits between separators, in upper case.
func groups(s string) []string {
	return strings.FieldsFunc(strings.ToUpper(norm.NFC.String(s)), isFiller)
}

func allLetters(s string) bool { return s != "" && leading(s, isLetter) == s }

func leading(s string, is func(rune) bool) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !is(r) })
	if end < 0 {
		return s
	}
	return s[:end]
}

func isLetter(r rune) bool {
	return r >= 'A' && r <= 'Z' || r == 'Ä' || r == 'Ö' || r == 'Ü'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func runes(s string) int { return len([]rune(s)) }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
