package address

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// StreetKey returns the comparable form of a street name without house
// number: folded to plain small letters without blanks and punctuation, umlauts as
// their vowel, the kinds of street in one short form ("Bahnhofstraße",
// "Bahnhof-Strasse" and "BAHNHOFSTR." give "bahnhofstr"), and Sankt, Doktor, an der and other
// words as their abbreviations.
func StreetKey(street string) string {
	words := strings.FieldsFunc(plainLetters(street), func(r rune) bool { return r == ' ' })
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) {
			if short, ok := pairs[w+" "+words[i+1]]; ok {
				b.WriteString(short)
				i++
				continue
			}
		}
		if i == 0 && len(words) > 1 && w == "v" {
			w = "via"
		}
		if short, ok := abbreviations[w]; ok {
			w = short
		}
		b.WriteString(shortKind(w))
	}
	return collapseUmlauts(b.String())
}

// kinds are the kinds of street and how they end in a key. Longer spellings come first.
var kinds = []struct{ long, short string }{
	{"strasse", "str"},
	{"strase", "str"},
	{"strasze", "str"},
	{"platz", "pl"},
	{"gasse", "g"},
	{"promenade", "prom"},
	{"allee", "al"},
	{"chaussee", "ch"},
	{"siedlung", "sdlg"},
	{"gurtel", "gtl"},
	{"guertel", "gtl"},
}

// abbreviations are whole words of streets and how they stand in a key.
var abbreviations = map[string]string{
	"sankt": "st", "doktor": "dr", "professor": "prof", "ingenieur": "ing", "burgermeister": "bgm", "buergermeister": "bgm",
	"bgmstr": "bgm", "heilige": "hl", "heiligen": "hl", "heiliger": "hl", "general": "gen", "pl": "pl",
	"g": "g", "weg": "weg", "w": "weg", "ob": "ob", "obere": "ob", "oberer": "ob", "unt": "unt", "untere": "unt", "unterer": "unt",
	"grosse": "gr", "grosser": "gr", "kleine": "kl", "kleiner": "kl", "alte": "alt", "alter": "alt",
	"place": "pl", "vle": "viale", "pza": "piazza", "pzza": "piazza", "cso": "corso", "lgo": "largo", "vic": "vicolo",
	"rte": "route", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bvd": "boulevard", "blvd": "boulevard",
}

// pairs are two words that people shorten together: "an der" to "a. d.".
var pairs = map[string]string{
	"an der": "ad", "a d": "ad", "an dem": "am", "a m": "am", "auf der": "ad", "auf dem": "am", "in der": "id", "i d": "id",
	"ob der": "od", "o d": "od", "vor der": "vd", "v d": "vd", "von der": "vd", "bei der": "bd", "b d": "bd", "bei dem": "beim",
	"v le": "viale", "p za": "piazza", "p zza": "piazza", "c so": "corso", "l go": "largo",
	"r de": "ruede", "r du": "ruedu", "r des": "ruedes", "ch de": "cheminde", "ch du": "chemindu", "ch des": "chemindes",
	"im der": "id", "zu der": "zur", "z d": "zur",
}

func shortKind(word string) string {
	for _, k := range kinds {
		if head, ok := strings.CutSuffix(word, k.long); ok {
			return head + k.short
		}
	}
	if n := len(word); n > 3 && word[n-1] == 'w' && !strings.ContainsRune("aeiou", rune(word[n-2])) {
		return word + "eg" // "Lindenw.", but not the many places on -ow
	}
	return word
}

// plainLetters gives small letters and digits with single blanks for all else;
// letters lose their marks and apostrophes vanish.
func plainLetters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFC.String(s) {
		r = unicode.ToLower(r)
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case r == '\'' || r == '’' || r == '`' || r == '´' || r == '\u00ad':
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.IsLetter(r):
			writeBase(&b, r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func writeBase(b *strings.Builder, r rune) {
	if s, ok := undecomposed[r]; ok {
		b.WriteString(s)
		return
	}
	for _, d := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			b.WriteRune(d)
		}
	}
}

var undecomposed = map[rune]string{'ł': "l", 'ø': "o", 'æ': "a", 'œ': "o", 'đ': "d", 'ı': "i"}

// collapseUmlauts makes one of ä and ae: an e after a, o or u goes, except in aue, eue, oue and que.
func collapseUmlauts(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := s[i]; c != 'e' || !umlautVowelBefore(out) {
			out = append(out, c)
		}
	}
	return string(out)
}

func umlautVowelBefore(out []byte) bool {
	n := len(out)
	if n == 0 {
		return false
	}
	switch out[n-1] {
	case 'a', 'o':
		return true
	case 'u':
		return n == 1 || strings.IndexByte("aeoq", out[n-2]) < 0
	}
	return false
}
