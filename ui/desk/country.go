package desk

import (
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// countries are proposed for addresses and plates, the nearest first.
var countries = []string{"AT", "DE", "CH", "LI", "IT", "SI", "HU", "CZ", "SK", "PL", "HR", "FR", "LU", "NL", "BE"}

// NewCountry makes the field of a country; any other code than those it proposes may be typed.
func NewCountry() *kit.Combo[string] {
	options := make([]kit.Option[string], len(countries))
	for i, code := range countries {
		options[i] = kit.Option[string]{Value: code, Text: code, Hint: i18n.T("desk.country." + code)}
	}
	return kit.NewCombo(options...)
}
