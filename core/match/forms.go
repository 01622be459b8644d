package match

import (
	"hash/maphash"
	"strings"

	"terminwerk/core/address"
	"terminwerk/core/name"
)

// forms remembers the forms in which texts are compared. Candidates of one search bear the same names and live in the same
// streets and towns, and those of the next one often do. A nil forms remembers nothing.
type forms struct {
	names     memory[nameForm]
	companies memory[companyForm]
	houses    memory[houseForm]
	streets   memory[string]
	towns     memory[string]
}

// memory keeps one form at each of its places, that of the last text that has its place there.
type memory[T any] struct {
	seed   maphash.Seed
	places []kept[T]
}

type kept[T any] struct {
	text string
	form T
}

// memoryPlaces is how many forms of one kind are kept: some hundred kilobytes.
const memoryPlaces = 1 << 12

// of gives the form of a text, deriving it when it is not known.
func (m *memory[T]) of(text string, derive func(string) T) T {
	if m.places == nil {
		m.seed, m.places = maphash.MakeSeed(), make([]kept[T], memoryPlaces)
	}
	k := &m.places[maphash.String(m.seed, text)%memoryPlaces]
	if k.text != text {
		k.text = strings.Clone(text) // the whole record would be kept with it
		k.form = derive(k.text)
	}
	return k.form
}

type nameForm struct {
	blank      bool // it holds nothing but blanks
	words      []string
	generation byte
}

type companyForm struct {
	key   string
	words []string
}

type houseForm struct {
	blank bool // there is none, so it may stand behind the street
	key   string
}

func (f *forms) nameOf(text string) nameForm {
	if f == nil || text == "" {
		return deriveName(text)
	}
	return f.names.of(text, deriveName)
}

func deriveName(text string) nameForm {
	plain := name.Plain(text)
	if strings.TrimSpace(plain) == "" {
		return nameForm{blank: true}
	}
	return nameForm{words: wordsOf(plain), generation: name.Generation(plain)}
}

func wordsOf(plain string) []string {
	if plain == "" {
		return nil
	}
	return limited(name.Tokens(plain))
}

func (f *forms) companyOf(text string) (key string, words []string) {
	form := companyForm{}
	if f == nil || text == "" {
		form = deriveCompany(text)
	} else {
		form = f.companies.of(text, deriveCompany)
	}
	return form.key, form.words
}

func deriveCompany(text string) (c companyForm) {
	if c.key = name.CompanyKey(name.Plain(text)); c.key != "" {
		c.words = limited(strings.Fields(c.key))
	}
	return c
}

func (f *forms) houseOf(text string) houseForm {
	if f == nil || text == "" {
		return deriveHouse(text)
	}
	return f.houses.of(text, deriveHouse)
}

func deriveHouse(text string) houseForm {
	plain := name.Plain(text)
	return houseForm{plain == "", address.HouseKey(plain)}
}

func (f *forms) streetOf(text string) string {
	if f == nil || text == "" {
		return deriveStreet(text)
	}
	return f.streets.of(text, deriveStreet)
}

func deriveStreet(text string) string { return address.StreetKey(name.Plain(text)) }

func (f *forms) townOf(text string) string {
	if f == nil || text == "" {
		return deriveTown(text)
	}
	return f.towns.of(text, deriveTown)
}

func deriveTown(text string) string { return address.TownKey(name.Fold(name.Plain(text))) }
