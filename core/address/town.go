package address

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// TownKey returns the comparable form of a folded town (name.Fold): Sankt for St., without what tells towns of one name apart and
// is left out as often ("Frankfurt am Main", "Frankfurt/M." and "60311 Frankfurt a. M." give "frankfurt"), and without postcode
// and number of the district ("1190 Wien", "Wien 19."). It is never empty unless the text is.
func TownKey(folded string) string {
	if !strings.Contains(folded, " ") {
		return folded
	}
	if end := nameEnd(folded); end > 0 {
		return folded[:end]
	}
	words := strings.Fields(folded)
	named := slices.DeleteFunc(words, allDigits)
	if len(named) == 0 {
		return folded
	}
	if len(named) > 1 && (named[0] == "st" || named[0] == "skt") {
		named[0] = "sankt"
	}
	for i := 1; i < len(named); i++ {
		if (len(named[i]) == 1 || qualifying[named[i]]) && !(i == 1 && before[named[0]]) {
			named = named[:i]
			break
		}
	}
	return strings.Join(named, " ")
}

// nameEnd is where the name ends of a town with single blanks, of which nothing but words behind the name is left out; 0 for
// other towns.
func nameEnd(folded string) int {
	for i := range len(folded) {
		if folded[i] < ' ' || folded[i] >= utf8.RuneSelf {
			return 0
		}
	}
	for from := 0; from < len(folded); {
		end := len(folded)
		if n := strings.IndexByte(folded[from:], ' '); n >= 0 {
			end = from + n
		}
		w := folded[from:end]
		switch {
		case w == "" || allDigits(w) || end == len(folded)-1, from == 0 && (w == "st" || w == "skt"):
			return 0
		case from > 0 && (len(w) == 1 || qualifying[w]) && !before[folded[:from-1]]:
			return from - 1
		}
		from = end + 1
	}
	return len(folded)
}

// qualifying words begin what stands behind the name of a town: "an der Donau", "im Pongau", "bei München".
var qualifying = map[string]bool{"am": true, "an": true, "bei": true, "im": true, "in": true, "ob": true, "auf": true, "unter": true, "vor": true}

// before never is a whole name: "Sankt an …" is a slip.
var before = map[string]bool{"bad": true, "sankt": true, "markt": true}
