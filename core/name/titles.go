package name

import (
	"slices"
	"strings"
	"unicode"
)

// Titles splits academic and professional titles off a name: those before it,
// the name itself, and those after it, each as typed and without commas
// ("Mag. Dr. Karin Freitag, MSc" gives [Mag. Dr.], "Karin Freitag", [MSc]).
// Abbreviations that are names too (DI, MA, BA) count only in capitals among
// words that are not. Something always stays as the name.
func Titles(s string) (before []string, rest string, after []string) {
	words := splitWords(s)
	shouting := isShouting(words)
	for len(words) > 1 && isTitle(words[0], titlesBefore, shouting) && (len(before) > 0 || !titleSequels[titleKey(words[0])]) {
		before = append(before, strings.TrimRight(words[0], ","))
		words = words[1:]
	}
	end := len(words)
	for end > 1 && isTitle(words[end-1], titlesAfter, shouting) {
		end--
	}
	for _, w := range words[end:] {
		after = append(after, strings.TrimRight(w, ","))
	}
	rest = strings.TrimRight(strings.Join(words[:end], " "), ", ")
	return before, rest, after
}

// splitWords separates words at blanks, after commas, and between a title and
// the name glued to it ("Dr.Huber").
func splitWords(s string) []string {
	var words []string
	for _, w := range strings.Fields(strings.ReplaceAll(s, ",", ", ")) {
		if i := strings.LastIndexByte(w, '.'); i > 0 && i < len(w)-2 && titlesBefore[titleKey(w[:i])] && !titlesBefore[titleKey(w)] {
			words = append(words, w[:i+1], w[i+1:])
			continue
		}
		if w == "," && len(words) > 0 {
			words[len(words)-1] += ","
			continue
		}
		words = append(words, w)
	}
	return words
}

func isTitle(word string, table map[string]bool, shouting bool) bool {
	key := titleKey(word)
	if !table[key] {
		return false
	}
	if !ambiguousTitles[key] || strings.Contains(word, ".") {
		return true
	}
	return !shouting && !strings.ContainsFunc(word, unicode.IsLower)
}

// isShouting tells whether the whole name is typed in capitals.
func isShouting(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		key := titleKey(w)
		return !titlesBefore[key] && !titlesAfter[key] && strings.ContainsFunc(w, unicode.IsLower)
	})
}

// titleKey is the spelling of the tables: lower case without dots, hyphens, commas and brackets.
func titleKey(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', '-', ',', '(', ')', '\u2011', '–':
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}

// Generation tells which of two people of one name a name with "sen." or "jun." behind it means: 's', 'j', or 0 when it does not say.
func Generation(s string) byte {
	for at := strings.IndexByte(s, ' '); at >= 0; {
		word := strings.TrimLeft(s[at:], " ,")
		end := strings.IndexByte(word, ' ')
		if end >= 0 {
			at = len(s) - len(word) + end
			word = word[:end]
		} else {
			at = -1
		}
		if len(word) < 2 || !strings.ContainsRune("jJsS", rune(word[0])) {
			continue
		}
		switch titleKey(word) {
		case "sen", "sr", "senior":
			return 's'
		case "jun", "jr", "junior":
			return 'j'
		}
	}
	return 0
}

// Titles of Austria, Germany and Switzerland in the spelling of titleKey.
// Those of the Bologna process stand after the name, the others before it; many people mix them up, so
// both tables know degrees that are met on both sides. Sequels are titles only
// after another one (Dr. phil., but Phil Huber).
var (
	titlesBefore = words(`dr ddr dres drmed drmeddent drmedvet drmeduniv druniv drtechn driur drjur drrernat drphil
		dripol drrerpol drreroec drrersocoec drscagr drvet droec drtheol dring dripl drhc drmult
		med dent vet univ techn iur jur rer nat phil pol oec soc hc mult habil theol agr scagr rernat meduniv
		mag mmag mr magfh mbl fh dipl dipling diplingfh dipling ing ding dding ingfh di ddi difh dkfm diplkfm diplkffr
		diplinf diplinform diplwirting diplwirtinf diplpsych diplpäd diplphys diplchem diplmath diplbetrw diplvw diplök
		diplbiol diplgeol diplforstw diplhtl diplarch diplhdl diplkaufm diplkffr diplsozpäd
		prof univprof uniprof aprof aoprof univdoz doz pd privdoz apl ao oprof hofrat hr dipltierarzt
		komm kommr kommrat kr rr regrat okr ökr ökrat ostr stud cand
		mst mstr bm bmst lic licoec liciur ra stb wp`)
	titlesAfter = words(`bsc msc ba ma mba bed med phd llb llm bscn bsci mpa mph emba mas cas das mbl mib msci beng meng
		bba bphil mphil bapsych dipling bakk bakkphil bakktechn fh eth hsg htl jd dba mim mtd mdes bfa mfa llmoec
		wu tu cse cfa cpa bacc dphil dsc bsceth msceth bsce sc dipleth ing mag di dr jun sen jr sr junior senior`)
	ambiguousTitles = words("di ma ba das med mas cas hr kr ra pd ao wp nat bm mr pol sc wu tu vet wp")
	titleSequels    = words(`med dent vet univ techn iur jur rer nat phil pol oec soc hc mult habil theol agr scagr rernat
		meduniv fh apl`)
	salutations = words("herr herrn frau hr fr fam familie firma fa mr mrs ms monsieur madame signor signora")
)

// particles are the words of a name that carry no meaning for a search.
var particles = words(`von vom van zu zum zur de der den del della dello di da das dos do du des la le les lo el al ter ten te
	bin ibn af av und auf dem im in e y`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
