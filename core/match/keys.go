package match

import (
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

// A key is one letter for its kind and the value.
const (
	keyPhone      = 'P' // last eight digits
	keyEmail      = 'E' // whole address
	keyMailbox    = 'M' // the part before @ unless it is generic
	keyDomain     = 'D' // the domain unless it is a public provider's
	keyName       = 'N' // sound of last and first name, in order of the alphabet so that swapped names meet
	keyNameZip    = 'Z' // sound of the last name, postcode
	keyFirstZip   = 'G' // sound of the first name, postcode
	keyNameTown   = 'H' // sound of the last name, sound of the town
	keyFirstTown  = 'T' // sound of the first name, sound of the town
	keyHouse      = 'A' // postcode, house number
	keyStreet     = 'Y' // beginning of the street, house number
	keyZipStreet  = 'S' // postcode, beginning of the street's sound
	keyTownStreet = 'W' // sound of the town, beginning of the street's sound
	keyLast       = 'L' // last name as written
	keyCompany    = 'C' // one word of the company's name
	keyFirm       = 'F' // sound of the company's whole name
	keyBirthday   = 'B' // date of birth
)

// Keys gives the keys under which the duplicate search finds a customer, without repetition and in no particular order.
// They depend on the name, the address, the telephone numbers, the e-mail and the birthday only: customers are found by
// their vehicles through the Source, so a change of vehicles changes no key.
func Keys(c *core.Customer) []string {
	p := ProfileOf(&c.Contact, c.Birthday)
	keys := make([]string, 0, 24)
	p.keys(func(kind byte, value string) {
		if k := string(rune(kind)) + value; !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	})
	return keys
}

// Marks are two hash bytes kept with every posting, by which those worth reading are picked among many.
type Marks struct{ Zip, First byte }

// MarksOf gives the marks of a customer: of the postcode, and of the sound of the first name.
func MarksOf(c *core.Customer) Marks { return ProfileOf(&c.Contact, 0).marks() }

func (p *Profile) marks() (m Marks) {
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
func (p *Profile) keys(emit func(kind byte, value string)) {
	for _, n := range p.phones {
		emit(keyPhone, phoneTail(n.digits))
	}
	if p.mail.address != "" {
		emit(keyEmail, p.mail.address)
		if local := p.mail.personal(); local != "" {
			emit(keyMailbox, local)
		}
		if p.mail.company != "" {
			emit(keyDomain, p.mail.domain)
		}
	}
	if p.birthday != 0 {
		emit(keyBirthday, p.birthday.String())
	}
	p.nameKeys(emit)
	p.firstTownKeys(p.first, emit)
	p.townStreetKey(emit)
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

func (p *Profile) nameKeys(emit func(kind byte, value string)) {
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
	p.nameZipKeys(p.zip, emit)
}

// townStreetKey is looked up last of all: it finds of whom the name, the house and the postcode are wrong.
func (p *Profile) townStreetKey(emit func(kind byte, value string)) {
	if p.town != "" && p.street != "" {
		emit(keyTownStreet, sound(p.town)+"|"+prefix(sound(p.street), 4))
	}
}

// firstTownKeys are looked up last of all: they find who married and mistyped the postcode.
func (p *Profile) firstTownKeys(first []string, emit func(kind byte, value string)) {
	if p.town == "" {
		return
	}
	for _, w := range first {
		if len(w) > 1 {
			emit(keyFirstTown, sound(w)+"|"+sound(p.town))
		}
	}
}

func (p *Profile) addressKeys(emit func(kind byte, value string)) {
	if p.zip != "" && p.street != "" {
		emit(keyZipStreet, p.zip+"|"+prefix(sound(p.street), 4))
	}
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

// guessKeys are what a lead is looked up under besides its own keys: the name in its mail address, the full and short
// forms of its first name, also where the names are exchanged, and swapped names with the postcode.
func (p *Profile) guessKeys(emit func(kind byte, value string)) {
	firsts := slices.Clone(p.first)
	for _, f := range p.first {
		firsts = append(firsts, name.FullForms(f)...)
		firsts = append(firsts, name.ShortForms(f)...)
	}
	if len(p.mail.first) > 1 {
		firsts = append(firsts, p.mail.first)
	}
	lasts := slices.Clone(p.last)
	if len(p.mail.last) > 2 {
		lasts = append(lasts, p.mail.last)
	}
	for i, l := range lasts {
		for j, f := range firsts {
			if i >= len(p.last) || j >= len(p.first) {
				emit(keyName, pair(sound(l), sound(f)))
			}
		}
	}
	for _, l := range p.last {
		for _, full := range name.FullForms(l) {
			for _, f := range p.first {
				emit(keyName, pair(sound(full), sound(f)))
			}
		}
	}
	if p.zip == "" {
		return
	}
	for _, l := range lasts[len(p.last):] {
		emit(keyNameZip, sound(l)+"|"+p.zip)
	}
	for _, f := range p.first {
		emit(keyNameZip, sound(f)+"|"+p.zip)
	}
}

// nearKeys are the keys of one word of the stock's vocabulary that is written nearly like a word of the lead's.
func (p *Profile) nearKeys(last bool, word string, emit func(kind byte, value string)) {
	with := p.first
	if !last {
		with = p.last
	}
	for _, w := range with {
		emit(keyName, pair(sound(word), sound(w)))
	}
	switch {
	case p.zip != "" && last:
		emit(keyNameZip, sound(word)+"|"+p.zip)
	case p.zip != "":
		emit(keyFirstZip, sound(word)+"|"+p.zip)
	case last:
		emit(keyLast, word)
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
