package match

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

// A key is one letter for its kind and the value.
const (
	keyPhone    = 'P' // last eight digits
	keyEmail    = 'E' // whole address
	keyMailbox  = 'M' // the part before @ unless it is generic
	keyName     = 'N' // sound of last and first name, in order of the alphabet so that swapped names meet
	keyNameZip  = 'Z' // sound of one name, postcode
	keyNameTown = 'H' // sound of the last name, sound of the town
	keyHouse    = 'A' // postcode, house number
	keyStreet   = 'Y' // beginning of the street, house number
	keyLast     = 'L' // last name as written
	keyCompany  = 'C' // one word of the company's name
	keyFirm     = 'F' // sound of the company's whole name
)

// Keys gives the keys under which the duplicate search finds a customer, without repetition and in no particular order.
// They depend on the name, the address, the telephone numbers and the e-mail only: customers are found by their vehicles
// through the Source, so a change of vehicles changes no key.
func Keys(c *core.Customer) []string {
	p := profileOf(&c.Contact, 0)
	var keys []string
	seen := map[string]bool{}
	p.keys(func(kind byte, value string) {
		if k := string(kind) + value; !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	})
	return keys
}

// Marks are two hash bytes kept with every posting, by which those worth reading are picked among many.
type Marks struct{ Zip, First byte }

// MarksOf gives the marks of a customer: of the postcode, and of the sound of the first name.
func MarksOf(c *core.Customer) Marks {
	p := profileOf(&c.Contact, 0)
	return p.marks()
}

func (p *profile) marks() Marks {
	var m Marks
	if p.zip != "" {
		m.Zip = hashByte(p.zip)
	}
	if len(p.first) > 0 {
		m.First = hashByte(sound(p.first[0]))
	}
	return m
}

// hashByte is never 0, which stands for nothing (FNV-1a, folded).
func hashByte(s string) byte {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return max(1, byte(h^h>>8^h>>16^h>>24))
}

// keys emits the keys of a profile, the strongest kinds first; some may come twice.
func (p *profile) keys(emit func(kind byte, value string)) {
	for _, n := range p.phones {
		emit(keyPhone, phoneTail(n))
	}
	if p.email != "" {
		emit(keyEmail, p.email)
	}
	if p.mailbox != "" {
		emit(keyMailbox, p.mailbox)
	}
	p.nameKeys(emit)
	p.addressKeys(emit)
	if p.company != "" {
		emit(keyFirm, sound(p.company))
		for _, w := range p.companyWord {
			if len(w) >= 3 {
				emit(keyCompany, w)
			}
		}
	}
}

func (p *profile) nameKeys(emit func(kind byte, value string)) {
	for _, l := range p.last {
		for _, f := range p.first {
			emit(keyName, pair(sound(l), sound(f)))
		}
		emit(keyLast, l)
		if p.town != "" {
			emit(keyNameTown, sound(l)+"|"+sound(p.town))
		}
	}
	if p.zip == "" {
		return
	}
	for _, words := range [][]string{p.last, p.first} {
		for _, w := range words {
			emit(keyNameZip, sound(w)+"|"+p.zip)
		}
	}
}

func (p *profile) addressKeys(emit func(kind byte, value string)) {
	if p.house == "" {
		return
	}
	if p.zip != "" {
		emit(keyHouse, p.zip+"|"+p.house)
	}
	if p.street != "" {
		emit(keyStreet, prefix(p.street, 5)+"|"+p.house)
	}
}

func pair(a, b string) string { return min(a, b) + "|" + max(a, b) }

// sound is the Kölner Phonetik of a folded word, or the word itself when it has none.
func sound(word string) string {
	if code := name.Phonetic(word); len(code) > 1 || code != "" && len(word) <= 2 {
		return code
	}
	return word
}

func prefix(s string, n int) string {
	if i := strings.IndexFunc(s, func(r rune) bool { n--; return n < 0 }); i >= 0 {
		return s[:i]
	}
	return s
}
