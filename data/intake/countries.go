package intake

import (
	"strings"

	"golang.org/x/text/language"
)

// countryNames maps what stands for a country in files, in the spelling of headerKey, to ISO 3166-1 alpha-2: German and
// English names, distinguishing signs of vehicles and three-letter codes of the countries customers come from.
var countryNames = spelledCountries(map[string]string{
	"AT": "oesterreich austria a aut republikoesterreich",
	"DE": "deutschland germany d ger deu brd bundesrepublikdeutschland",
	"CH": "schweiz switzerland suisse svizzera che sui schweizerischeeidgenossenschaft",
	"LI": "liechtenstein fl lie fuerstentumliechtenstein",
	"IT": "italien italy italia i ita suedtirol",
	"FR": "frankreich france f fra",
	"NL": "niederlande netherlands holland nld ned",
	"BE": "belgien belgium b bel",
	"LU": "luxemburg luxembourg l lux",
	"CZ": "tschechien tschechischerepublik czechia czechrepublic cze",
	"SK": "slowakei slovakia svk",
	"HU": "ungarn hungary h hun",
	"SI": "slowenien slovenia slo svn",
	"HR": "kroatien croatia hrv",
	"PL": "polen poland pol",
	"DK": "daenemark denmark dnk",
	"SE": "schweden sweden s swe",
	"NO": "norwegen norway n nor",
	"ES": "spanien spain e esp",
	"PT": "portugal p prt",
	"GB": "grossbritannien vereinigteskoenigreich unitedkingdom greatbritain uk england gbr",
	"IE": "irland ireland irl",
	"RO": "rumaenien romania rou",
	"BG": "bulgarien bulgaria bgr",
	"RS": "serbien serbia srb",
	"BA": "bosnienherzegowina bosnienundherzegowina bosnia bih",
	"MK": "nordmazedonien northmacedonia mkd",
	"AL": "albanien albania alb",
	"XK": "kosovo rks",
	"TR": "tuerkei turkey tuerkiye tur",
	"UA": "ukraine ukr",
	"GR": "griechenland greece grc",
	"US": "usa vereinigtestaaten unitedstates",
})

func spelledCountries(table map[string]string) map[string]string {
	names := map[string]string{}
	for code, list := range table {
		for word := range strings.FieldsSeq(list) {
			names[word] = code
		}
	}
	return names
}

// countryCode gives the ISO code of a country as people write it; false when it is none that is known.
func countryCode(text string) (string, bool) {
	if code, ok := countryNames[headerKey(text)]; ok {
		return code, true
	}
	code := strings.ToUpper(strings.TrimSpace(text))
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return "", false
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() || region.String() != code {
		return "", false
	}
	return code, true
}
