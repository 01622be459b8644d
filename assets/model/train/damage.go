package main

import (
	"strings"
	"unicode"

	"terminwerk/core"
	"terminwerk/core/name"
)

// keyboard holds the letters beside each other.
var keyboard = []string{"qwertzuiopü", "asdfghjklöä", "yxcvbnm", "1234567890"}

// slip makes one typing error: a letter left out, doubled, exchanged, or a neighbour's.
func (g *generator) slip(s string) string {
	r := []rune(s)
	if len(r) < 3 {
		return s
	}
	i := g.roll(len(r))
	switch g.roll(5) {
	case 0:
		return string(append(r[:i:i], r[i+1:]...))
	case 1:
		return string(append(append(append([]rune{}, r[:i]...), r[i]), r[i:]...))
	case 2:
		if i+1 < len(r) {
			r[i], r[i+1] = r[i+1], r[i]
		}
	case 3:
		r[i] = g.neighbour(r[i])
	default:
		return string(append(append(append([]rune{}, r[:i]...), g.neighbour(r[i])), r[i:]...))
	}
	return string(r)
}

func (g *generator) neighbour(c rune) rune {
	low := unicode.ToLower(c)
	for _, row := range keyboard {
		keys := []rune(row)
		for i, k := range keys {
			if k != low {
				continue
			}
			j := i + 1
			if j == len(keys) || i > 0 && g.chance(.5) {
				j = i - 1
			}
			if c != low {
				return unicode.ToUpper(keys[j])
			}
			return keys[j]
		}
	}
	return c
}

// hearing are spellings of one sound.
var hearing = [][2]string{
	{"ei", "ai"},
	{"ai", "ei"},
	{"ie", "i"},
	{"i", "ie"},
	{"th", "t"},
	{"t", "th"},
	{"ph", "f"},
	{"f", "ph"},
	{"f", "v"},
	{"v", "f"},
	{"w", "v"},
	{"ck", "k"},
	{"k", "ck"},
	{"k", "c"},
	{"c", "k"},
	{"tz", "z"},
	{"z", "tz"},
	{"ss", "s"},
	{"s", "ss"},
	{"dt", "t"},
	{"t", "dt"},
	{"d", "t"},
	{"ah", "a"},
	{"eh", "e"},
	{"oh", "o"},
	{"mm", "m"},
	{"m", "mm"},
	{"nn", "n"},
	{"n", "nn"},
	{"ll", "l"},
	{"l", "ll"},
	{"rr", "r"},
	{"y", "i"},
	{"i", "y"},
	{"ey", "ei"},
	{"eu", "oi"},
	{"äu", "eu"},
	{"ä", "e"},
	{"sch", "sh"},
	{"b", "p"},
	{"g", "k"},
	{"x", "ks"},
	{"qu", "kw"},
	{"j", "y"},
}

// mishear writes a name as it was heard.
func (g *generator) mishear(s string) string {
	for range 12 {
		h := pick(g, hearing)
		if i := strings.Index(strings.ToLower(s), h[0]); i > 0 && len(strings.ToLower(s)) == len(s) {
			return s[:i] + h[1] + s[i+len(h[0]):]
		}
	}
	return g.slip(s)
}

var scanned = [][2]string{{"rn", "m"}, {"m", "rn"}, {"l", "1"}, {"i", "l"}, {"l", "i"}, {"o", "0"}, {"cl", "d"}, {"d", "cl"}, {"e", "c"}, {"h", "b"}, {"n", "r"}, {"u", "v"}, {"8", "B"}}

// misread writes a name as a scanner reads it.
func (g *generator) misread(s string) string {
	for range 12 {
		h := pick(g, scanned)
		if i := strings.Index(s, h[0]); i > 0 {
			return s[:i] + h[1] + s[i+len(h[0]):]
		}
	}
	return s
}

// shorten gives the nickname of a first name, if there is one.
func (g *generator) shorten(first string) string {
	if list := name.ShortForms(name.Fold(first)); len(list) > 0 {
		s := pick(g, list)
		return strings.ToUpper(s[:1]) + s[1:]
	}
	if list := name.FullForms(name.Fold(first)); len(list) > 0 {
		s := pick(g, list)
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return first
}

// dropUmlauts writes them without their marks.
func dropUmlauts(k *core.Contact) {
	r := strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss", "Ä", "A", "Ö", "O", "Ü", "U", "ş", "s", "ğ", "g", "ç", "c", "ć", "c", "č", "c", "ž", "z", "š", "s", "ł", "l", "ń", "n", "é", "e")
	for _, f := range []core.Field{core.FieldFirstName, core.FieldLastName, core.FieldCompany, core.FieldStreet, core.FieldTown} {
		k.Set(f, r.Replace(k.Get(f)))
	}
}

// change applies a function to one field.
func change(k *core.Contact, f core.Field, by func(string) string) {
	if v := k.Get(f); v != "" {
		k.Set(f, by(v))
	}
}

// swapDigits exchanges, replaces or drops a digit.
func (g *generator) slipDigits(s string) string {
	var places []int
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			places = append(places, i)
		}
	}
	if len(places) < 4 {
		return s
	}
	b := []byte(s)
	i := places[2+g.roll(len(places)-2)]
	switch g.roll(3) {
	case 0:
		b[i] = byte('0' + g.roll(10))
	case 1:
		if i+1 < len(b) && b[i+1] >= '0' && b[i+1] <= '9' {
			b[i], b[i+1] = b[i+1], b[i]
		}
	default:
		b = append(b[:i], b[i+1:]...)
	}
	return string(b)
}
