package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Split takes a full name apart: "Freitag, Karin" and "Karin Freitag" give
// Karin and Freitag. Salutation and titles are left out, particles stay with
// the last name ("Karin von der Au" gives Karin, von der Au; "von Au Karin" too).
// A single word is a last name.
func Split(full string) (first, last string) {
	text := withoutSalutation(full)
	if l, f, ok := strings.Cut(text, ","); ok {
		if f, l = cleaned(f), cleaned(l); f != "" && l != "" && !isTitleOnly(f) {
			return f, l
		}
	}
	parts := strings.Fields(strings.ReplaceAll(cleaned(text), ",", " "))
	if len(parts) < 2 {
		return "", strings.Join(parts, " ")
	}
	if lead := leadingParticles(parts); lead > 0 {
		end := min(lead+1, len(parts))
		return strings.Join(parts[end:], " "), strings.Join(parts[:end], " ")
	}
	at := len(parts) - 1
	for at > 1 && isParticle(parts[at-1]) {
		at--
	}
	return strings.Join(parts[:at], " "), strings.Join(parts[at:], " ")
}

// Tokens returns the significant folded words of a name in their order:
// without salutation, titles and particles; of a hyphenated name the parts and
// then all of them joined (Karl-Heinz gives karl, heinz, karlheinz). A name that consists
// of particles only keeps them.
func Tokens(s string) []string {
	if isWord(s) {
		return []string{Fold(s)}
	}
	var tokens []string
	for _, word := range strings.Fields(cleaned(withoutSalutation(withoutSlips(s)))) {
		parts := significant(strings.Fields(Fold(word)))
		tokens = append(tokens, parts...)
		if joined := joinedFold(word); len(parts) > 0 && !slices.Contains(parts, joined) {
			tokens = append(tokens, joined)
		}
	}
	if len(tokens) == 0 {
		return strings.Fields(Fold(s))
	}
	return tokens
}

// isWord tells whether a text is nothing but letters from A to Z and from À to ÿ, as most names are.
func isWord(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		case c == latinLead && i+1 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+1]&^0x20 != 0x97: // neither × nor ÷
			i++
		default:
			return false
		}
	}
	return s != ""
}

// withoutSlips leaves out commas between two small letters: on the keyboard they lie beside the m.
func withoutSlips(s string) string {
	parts := strings.Split(s, ",")
	out := parts[0]
	for _, p := range parts[1:] {
		before, _ := utf8.DecodeLastRuneInString(out)
		if after, _ := utf8.DecodeRuneInString(p); !unicode.IsLower(before) || !unicode.IsLower(after) {
			out += ","
		}
		out += p
	}
	return out
}

// joinedFold folds each part of a hyphenated word before joining them, so that
// no umlaut arises where two parts meet.
func joinedFold(word string) string { return strings.ReplaceAll(Fold(word), " ", "") }

func significant(folded []string) []string {
	return slices.DeleteFunc(folded, func(w string) bool { return foldedParticles[w] })
}

// foldedParticles are the particles in the spelling of Fold.
var foldedParticles = func() map[string]bool {
	set := map[string]bool{}
	for p := range particles {
		set[Fold(p)] = true
	}
	return set
}()

func cleaned(s string) string {
	_, rest, _ := Titles(strings.TrimSpace(s))
	return rest
}

func withoutSalutation(s string) string {
	parts := strings.Fields(s)
	for len(parts) > 1 && salutations[titleKey(parts[0])] {
		parts = parts[1:]
	}
	return strings.Join(parts, " ")
}

func isTitleOnly(s string) bool {
	for _, w := range strings.Fields(s) {
		if key := titleKey(w); !titlesAfter[key] || ambiguousTitles[key] && strings.ToUpper(w) != w {
			return false
		}
	}
	return true
}

func isParticle(word string) bool { return particles[strings.ToLower(word)] }

// leadingParticles counts them, so that "von Au" is a last name.
func leadingParticles(parts []string) int {
	n := 0
	for n < len(parts) && isParticle(parts[n]) {
		n++
	}
	return n
}
