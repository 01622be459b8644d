package name

import "strings"

// Similar tells whether two names can belong to one person. Last names must
// agree, and first names unless one is missing; swapped fields, a whole name in
// one field, spelling, sound, initials, nicknames, one part of a compound name and
// slips of the keyboard are forgiven. An empty name contradicts nobody. The
// answer does not depend on the order of the two.
func Similar(aFirst, aLast, bFirst, bLast string) bool {
	a, b := personOf(aFirst, aLast), personOf(bFirst, bLast)
	if len(a.first)+len(a.last) == 0 || len(b.first)+len(b.last) == 0 {
		return true
	}
	straight := lastAgree(a.last, b.last) && firstAgree(a.first, b.first)
	swapped := lastAgree(a.last, b.first) && firstAgree(a.first, b.last) ||
		lastAgree(a.first, b.last) && firstAgree(a.last, b.first)
	return straight || swapped
}

// SimilarLast tells whether two last names can be one family's; unlike
// [Similar] it is false when one is empty.
func SimilarLast(a, b string) bool { return lastAgree(boundedTokens(a), boundedTokens(b)) }

// SimilarCompany tells whether two companies can be one: their names without
// legal form are nearly equal or one holds all words of the other. False when one is empty.
func SimilarCompany(a, b string) bool {
	x, y := bounded(strings.Fields(CompanyKey(a))), bounded(strings.Fields(CompanyKey(b)))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return near(strings.Join(x, ""), strings.Join(y, "")) || containsAll(x, y) || containsAll(y, x)
}

type person struct{ first, last []string }

// personOf takes a name apart that fills only one of the two fields.
func personOf(first, last string) person {
	if strings.TrimSpace(first) == "" || strings.TrimSpace(last) == "" {
		first, last = Split(first + last)
	}
	p := person{boundedTokens(first), boundedTokens(last)}
	if len(p.last) == 0 {
		return person{last: p.first}
	}
	return p
}

// These bound the work on hostile names.
const (
	maxTokens     = 12
	maxTokenBytes = 64
)

// boundedTokens are the tokens of a field and the whole of it as one word, so
// that Karl Heinz meets Karlheinz.
func boundedTokens(s string) []string {
	tokens := Tokens(s)
	if len(tokens) > 1 {
		tokens = append([]string{joinedFold(cleaned(withoutSalutation(s)))}, tokens...)
	}
	return bounded(tokens)
}

func bounded(tokens []string) []string {
	tokens = tokens[:min(len(tokens), maxTokens)]
	for i, t := range tokens {
		tokens[i] = t[:min(len(t), maxTokenBytes)]
	}
	return tokens
}

func lastAgree(a, b []string) bool { return anyPair(a, b, near) }

func firstAgree(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || anyPair(a, b, nearFirst)
}

func anyPair(a, b []string, agree func(x, y string) bool) bool {
	for _, x := range a {
		for _, y := range b {
			if agree(x, y) {
				return true
			}
		}
	}
	return false
}

func containsAll(list, all []string) bool {
	for _, x := range all {
		if !anyPair(list, []string{x}, near) {
			return false
		}
	}
	return true
}

// nearFirst also forgives initials and nicknames.
func nearFirst(x, y string) bool {
	if len(x) == 1 || len(y) == 1 {
		return x[0] == y[0]
	}
	return near(x, y) || nicknameOf(x, y) || nicknameOf(y, x)
}

// near forgives what slips and hearing do to a word: one slip from four
// letters on, two from eight on, or the same sound with half of the letters kept.
func near(x, y string) bool {
	if x == y {
		return true
	}
	shorter, longer := min(len(x), len(y)), max(len(x), len(y))
	if shorter < 3 {
		return false
	}
	d := EditDistance(x, y)
	if shorter >= 4 && d <= 1 || shorter >= 8 && d <= 2 {
		return true
	}
	code := Phonetic(x)
	return len(code) >= 2 && code == Phonetic(y) && 2*d <= longer
}
