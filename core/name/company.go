package name

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Company splits the legal form off the name of a company and gives it in its
// usual spelling: "Huber Ges.m.b.H. & Co KG" gives "Huber" and "GmbH & Co. KG".
// Without a known legal form the whole name is the core; the core is never empty unless s is.
func Company(s string) (core, legalForm string) {
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		form, n := formAt(words[i:])
		if n == 0 || weakForms[form] && i+n+stateAt(words[i+n:]) < len(words) || form == "Sagl" && !strings.Contains(words[i], ".") && isFamily(words[:i]) {
			continue
		}
		rest := append(append([]string{}, words[:i]...), words[i+n+stateAt(words[i+n:]):]...)
		return strings.Trim(strings.Join(rest, " "), " ,-"), form
	}
	return strings.Join(words, " "), ""
}

// isFamily tells whether the word after these is more likely the last name Sagl than the legal form: after the trade alone
// ("Autohaus Sagl"), or after a first name ("Autohaus Josef Sagl").
func isFamily(before []string) bool {
	last := Fold(before[len(before)-1])
	return len(before) == 1 || len(FullForms(last))+len(ShortForms(last)) > 0
}

// CompanyKey returns the folded name of a company without its legal form,
// without "Firma" before it and without the word for "and".
func CompanyKey(s string) string {
	core, _ := Company(s)
	var kept []string
	for i, w := range strings.Fields(Fold(core)) {
		if joiningWords[w] || i == 0 && (w == "firma" || w == "fa") {
			continue
		}
		kept = append(kept, w)
	}
	if len(kept) == 0 {
		return Fold(core)
	}
	return strings.Join(kept, " ")
}

// stateAt counts the words after a legal form that tell the state of the company: "in Liquidation", "i. Gr.".
func stateAt(words []string) int {
	key := ""
	for i, w := range words[:min(len(words), 2)] {
		if key += formKey(w); states[key] {
			return i + 1
		}
	}
	return 0
}

var states = map[string]bool{
	"il": true, "iliqu": true, "iliq": true, "inliquidation": true, "inliqu": true, "igr": true, "ingründung": true, "inliquidazione": true,
}

// maxFormWords is the number of words of the longest spelling: "G. m. b. H. & Co. KG".
const maxFormWords = 7

// formAt finds the longest legal form the words begin with and tells how many it takes.
func formAt(words []string) (form string, n int) {
	var room [64]byte
	key := room[:0]
	for i, w := range words[:min(len(words), maxFormWords)] {
		key = appendFormKey(key, w)
		if f, ok := legalForms[string(key)]; ok && (!dottedForms[string(key)] || strings.Contains(w, ".")) {
			form, n = f, i+1
		}
		if !formBeginnings[string(key)] {
			break
		}
	}
	return form, n
}

// formBeginnings are the texts with which a spelling of a legal form begins.
var formBeginnings = func() map[string]bool {
	set := map[string]bool{}
	for spelling := range legalForms {
		for i := range len(spelling) + 1 {
			set[spelling[:i]] = true
		}
	}
	return set
}()

func formKey(word string) string { return string(appendFormKey(nil, word)) }

// appendFormKey appends a word in the spelling of the table: lower case letters, "&" for every "and".
func appendFormKey(dst []byte, word string) []byte {
	switch strings.ToLower(word) {
	case "und", "u.", "+", "u", "et":
		return append(dst, '&')
	}
	for _, r := range word {
		switch {
		case r == '+' || r == '&':
			dst = append(dst, '&')
		case unicode.IsLetter(r):
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

var joiningWords = words("und u and et e")

// legalForms maps spellings without blanks and punctuation to the usual one.
var legalForms = spellings(map[string]string{
	"GmbH":                        "gmbh gesmbh gesellschaftmbh gesmitbeschränkterhaftung gesellschaftmitbeschränkterhaftung mbh",
	"gGmbH":                       "ggmbh gemeinnützigegmbh",
	"gAG":                         "gag gemeinnützigeag",
	"FlexCo":                      "flexco flexkapg flexiblekapitalgesellschaft flexiblecompany",
	"GmbH & Co. KG":               "gmbh&cokg gmbh&cokommanditgesellschaft gesmbh&cokg mbh&cokg gmbhcokg gmbh&kg",
	"GmbH & Co. KGaA":             "gmbh&cokgaa",
	"GmbH & Co. OG":               "gmbh&coog gesmbh&coog",
	"GmbH & Co. OHG":              "gmbh&coohg",
	"AG & Co. KG":                 "ag&cokg ag&cokommanditgesellschaft",
	"AG & Co. OG":                 "ag&coog",
	"AG & Co. OHG":                "ag&coohg",
	"UG & Co. KG":                 "ug&cokg ughaftungsbeschränkt&cokg",
	"SE & Co. KG":                 "se&cokg",
	"UG (haftungsbeschränkt)":     "ug ughaftungsbeschränkt unternehmergesellschafthaftungsbeschränkt unternehmergesellschaft",
	"KG":                          "kg kommanditgesellschaft &cokg cokg",
	"KGaA":                        "kgaa",
	"AG & Co. KGaA":               "ag&cokgaa",
	"SE & Co. KGaA":               "se&cokgaa",
	"OG":                          "og offenegesellschaft &coog",
	"OHG":                         "ohg offenehandelsgesellschaft &coohg",
	"KEG":                         "keg",
	"OEG":                         "oeg",
	"GesbR":                       "gesbr gesnbr gesellschaftbürgerlichenrechts",
	"GbR":                         "gbr gbrmbh egbr eingetragenegbr",
	"AG":                          "ag aktiengesellschaft",
	"SE":                          "se",
	"e.U.":                        "eu eingetragenerunternehmer eingetrageneunternehmerin",
	"e.K.":                        "ek ekfm ekfr eingetragenerkaufmann eingetragenekauffrau",
	"e.G.":                        "eg egen eingetragenegenossenschaft genossenschaft regengenmbh genmbh",
	"e.V.":                        "ev eingetragenerverein",
	"Sàrl":                        "sàrl sarl",
	"Sagl":                        "sagl",
	"SA":                          "sa sociétéanonyme societàanonima",
	"SNC":                         "snc societàinnomecollettivo",
	"SAS":                         "sas societàinaccomanditasemplice",
	"Srl":                         "srl srls societàaresponsabilitàlimitata",
	"SpA":                         "spa societàperazioni",
	"SS":                          "ss societàsemplice",
	"Sapa":                        "sapa",
	"Soc. coop.":                  "soccoop scarl societàcooperativa",
	"Anstalt":                     "anstalt est establishment",
	"Stiftung":                    "stiftung",
	"Einzelfirma":                 "einzelfirma einzelunternehmen einzelunternehmer",
	"PartG":                       "partg partgmbb partnerschaftsgesellschaft partnerschaftsgesellschaftmbb partnerschaftmbb",
	"KlG":                         "klg kollektivgesellschaft",
	"Ltd.":                        "ltd limited",
	"B.V.":                        "bv",
	"s.r.o.":                      "sro",
	"d.o.o.":                      "doo",
	"Kft.":                        "kft",
	"Genossenschaft mit Haftung":  "genossenschaftmithaftung",
	"Trust reg.":                  "trustreg treuunternehmen treuunternehmenreg regtreuunternehmen",
	"Gesellschaft mbH & Co. KGaA": "gesmbh&cokgaa",
})

// weakForms are words or syllables in their own right and count at the end of the name only.
var weakForms = map[string]bool{
	"AG": true, "SE": true, "SA": true, "KG": true, "OG": true, "e.U.": true, "e.G.": true, "e.V.": true, "e.K.": true,
	"SAS": true, "SNC": true, "SpA": true, "Anstalt": true, "Sagl": true, "SS": true, "Sapa": true, "gAG": true, "Stiftung": true, "B.V.": true, "KEG": true,
	"OEG": true, "UG (haftungsbeschränkt)": true, "KlG": true, "Ltd.": true, "Einzelfirma": true, "s.r.o.": true, "d.o.o.": true,
}

// dottedForms are last names or words too and count with their dots only: "S.a.s.".
var dottedForms = words("est ss sapa")

func spellings(table map[string]string) map[string]string {
	forms := map[string]string{}
	for form, list := range table {
		for _, s := range strings.Fields(list) {
			forms[s] = form
		}
	}
	return forms
}
