// Package vin reads vehicle identification numbers (FIN/VIN) as people type them.
//
// [Check] says what a typed number is worth and offers corrections; nothing is
// ever rejected or changed silently, because older vehicles carry shorter
// numbers and European makers do not follow every rule of ISO 3779.
// [Key] and [Tail] give the folded forms an index is built on: the letters
// I, O and Q, which ISO 3779 forbids, count as the digits they are mistaken for.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package vin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Length is the number of characters of a number by ISO 3779.
const Length = 17

// TailLength is the number of characters people give when they read only the end.
const TailLength = 7

// minShort is the shortest number taken for an old vehicle's rather than for noise.
const minShort = 5

// Kind tells what a typed number is worth.
type Kind int

// The kinds of number, from nothing to something that cannot be one.
const (
	// Empty means no number: nothing typed, or a word that says there is none.
	Empty Kind = iota
	// Full means 17 characters of the alphabet of ISO 3779.
	Full
	// Short means a shorter number as vehicles before 1981 carry it.
	Short
	// TailOnly means exactly seven characters: the end of a number.
	TailOnly
	// Implausible means that it cannot be a number as typed.
	Implausible
)

// Hint is one remark about a typed number; none of them forbids the number.
type Hint int

// The remarks [Check] makes.
const (
	// ShorterThan17 marks a number with fewer than 17 characters.
	ShorterThan17 Hint = iota + 1
	// ForbiddenLetter marks I, O or Q in a number of ISO 3779.
	ForbiddenLetter
	// CheckDigit marks a wrong check digit of a North American number (first character 1 to 5).
	CheckDigit
	// TooLong marks more than 17 characters.
	TooLong
	// BadCharacter marks anything but A to Z and 0 to 9.
	BadCharacter
	// Placeholder marks a filler such as "KEIN", "UNBEKANNT" or one repeated character.
	Placeholder
)

// Report is what [Check] found out about one typed number.
type Report struct {
	// Normalized is the number by [Normalize].
	Normalized string
	// Kind tells what the number is worth.
	Kind Kind
	// Suggestion is the number with O and Q read as 0 and I as 1; empty when there is nothing to correct.
	Suggestion string
	// Hints are the remarks, each at most once, in the order of their constants.
	Hints []Hint
}

// Has tells whether the report carries the hint.
func (r Report) Has(h Hint) bool {
	for _, x := range r.Hints {
		if x == h {
			return true
		}
	}
	return false
}

// Normalize returns the number in upper case without blanks, dashes, dots,
// underscores and invisible characters. Anything else stays as it is.
func Normalize(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if !isFiller(r) {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// Check judges a typed number.
func Check(s string) Report {
	r := Report{Normalized: Normalize(s)}
	if r.Normalized == "" {
		return r
	}
	if noNumber[r.Normalized] {
		r.Hints = []Hint{Placeholder}
		return r
	}
	n := utf8.RuneCountInString(r.Normalized)
	plain := isPlain(r.Normalized)
	r.Kind = kindOf(r.Normalized, n, plain)
	if n < Length {
		r.Hints = append(r.Hints, ShorterThan17)
	}
	// Shorter numbers of old vehicles may hold any letter; only the modern ones forbid three.
	modern := plain && (n == Length || n == TailLength)
	if modern && strings.ContainsAny(r.Normalized, "IOQ") {
		r.Hints = append(r.Hints, ForbiddenLetter)
		r.Suggestion = fold(r.Normalized)
	}
	if r.Kind == Full && wrongCheckDigit(r.Normalized) {
		r.Hints = append(r.Hints, CheckDigit)
	}
	if n > Length {
		r.Hints = append(r.Hints, TooLong)
	}
	if !plain {
		r.Hints = append(r.Hints, BadCharacter)
	}
	if isRepeated(r.Normalized) {
		r.Kind, r.Suggestion = Implausible, ""
		r.Hints = append(r.Hints, Placeholder)
	}
	return r
}

// Key returns the normalised number with I read as 1 and O and Q as 0, for an
// index over whole numbers. It is empty for an empty number and for fillers,
// so that two vehicles without a number never share a key.
func Key(s string) string {
	n := Normalize(s)
	if noNumber[n] || isRepeated(n) {
		return ""
	}
	return fold(n)
}

// Tail returns the last seven characters of [Key], for a search by the end of
// the number. It is empty when the number has fewer than seven characters.
func Tail(s string) string {
	k := Key(s)
	at := len(k)
	for range TailLength {
		if at == 0 {
			return ""
		}
		_, size := utf8.DecodeLastRuneInString(k[:at])
		at -= size
	}
	return k[at:]
}

// noNumber are the words typed where a number is demanded and none is known.
var noNumber = map[string]bool{
	"KEIN": true, "KEINE": true, "KEINEFIN": true, "KEINEVIN": true, "KEINEANGABE": true,
	"OHNE": true, "UNBEKANNT": true, "UNKNOWN": true, "NONE": true, "NULL": true, "NA": true,
	"N/A": true, "K/A": true, "KA": true, "NEU": true, "NEUWAGEN": true, "FEHLT": true,
	"FOLGT": true, "TBD": true, "TEST": true, "DUMMY": true, "?": true, "/": true, "VIN": true,
	"FIN": true, "FAHRGESTELLNUMMER": true, "NICHTBEKANNT": true, "LEER": true, "ENTFÄLLT": true,
}

func kindOf(normalized string, runes int, plain bool) Kind {
	switch {
	case !plain, runes > Length, runes < minShort:
		return Implausible
	case runes == Length:
		if strings.ContainsAny(normalized, "IOQ") {
			return Implausible
		}
		return Full
	case !strings.ContainsAny(normalized, "0123456789"):
		return Implausible
	case runes == TailLength:
		return TailOnly
	}
	return Short
}

// fold works on bytes: the letters replaced are ASCII and so are their digits.
func fold(s string) string {
	if !strings.ContainsAny(s, "IOQ") {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		switch c {
		case 'I':
			b[i] = '1'
		case 'O', 'Q':
			b[i] = '0'
		}
	}
	return string(b)
}

// isPlain tells whether the number consists of A to Z and 0 to 9 only.
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
	return r == '.' || r == '_' || r == '\u00b7' || unicode.IsSpace(r) || !unicode.IsPrint(r) && r != utf8.RuneError ||
		unicode.Is(unicode.Pd, r) || r == '\u2212'
}

// isRepeated tells whether four or more characters are all the same one.
func isRepeated(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	n := 1
	for _, r := range s[size:] {
		if r != first {
			return false
		}
		n++
	}
	return n >= 4
}
