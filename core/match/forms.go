package match

import (
	"strings"

	"terminwerk/core/address"
	"terminwerk/core/name"
)

// forms remembers the forms in which texts are compared. Candidates of one search bear the same names and live in the same
// streets and towns, and deriving a form takes ten times as long as looking it up. A nil forms remembers nothing.
type forms struct {
	names     map[string]nameForm
	companies map[string]companyForm
	houses    map[string]houseForm
	streets   map[string]string
	zips      map[string]string
	towns     map[string]string
}

// maxForms bounds each kind, some hundred kilobytes altogether; when there are more, all of it begins anew.
const maxForms = 1024

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

// remembered gives the form of a text, deriving it when it is not known.
func remembered[T any](table *map[string]T, text string, derive func(string) T) T {
	if form, ok := (*table)[text]; ok {
		return form
	}
	form := derive(text)
	if *table == nil || len(*table) >= maxForms {
		*table = make(map[string]T, 64)
	}
	(*table)[strings.Clone(text)] = form
	return form
}

func (f *forms) nameOf(text string) nameForm {
	if f == nil || text == "" {
		return deriveName(text)
	}
	return remembered(&f.names, text, deriveName)
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
	if f == nil {
		form = deriveCompany(text)
	} else {
		form = remembered(&f.companies, text, deriveCompany)
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
	return remembered(&f.houses, text, deriveHouse)
}

func deriveHouse(text string) houseForm {
	plain := name.Plain(text)
	return houseForm{plain == "", address.HouseKey(plain)}
}

func (f *forms) streetOf(text string) string {
	if f == nil || text == "" {
		return deriveStreet(text)
	}
	return remembered(&f.streets, text, deriveStreet)
}

func deriveStreet(text string) string { return address.StreetKey(name.Plain(text)) }

func (f *forms) zipOf(text string) string {
	if f == nil || text == "" {
		return address.PostcodeKey(text)
	}
	return remembered(&f.zips, text, address.PostcodeKey)
}

func (f *forms) townOf(text string) string {
	if f == nil || text == "" {
		return deriveTown(text)
	}
	return remembered(&f.towns, text, deriveTown)
}

func deriveTown(text string) string { return address.TownKey(name.Fold(name.Plain(text))) }
