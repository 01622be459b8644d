package address

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// StreetKey returns the comparable form of a street name without house
// number: folded to plain small letters without blanks and punctuation, umlauts as
// their vowel, the kinds of street in one short form ("Bahnhofstraße",
// "Bahnhof-Strasse" and "BAHNHOFSTR." give "bahnhofstr"), and Sankt, Doktor, an der and other
// words as their abbreviations.
func StreetKey(street string) string {
	var room, made [96]byte
	plain, out := appendPlain(room[:0], street), made[:0]
	for at := 0; at < len(plain); {
		end := wordEnd(plain, at)
		w := plain[at:end]
		if len(w) <= longestFirst && end < len(plain) {
			second := wordEnd(plain, end+1)
			if short, ok := pairs[string(plain[at:second])]; ok {
				out, at = append(out, short...), second+1
				continue
			}
		}
		short, ok := abbreviations[string(w)]
		switch {
		case at == 0 && end < len(plain) && string(w) == "v":
			out = append(out, "via"...)
		case ok:
			out = appendKind(out, []byte(short))
		default:
			out = appendKind(out, w)
		}
		at = end + 1
	}
	return string(collapseUmlauts(out))
}

func wordEnd(text []byte, from int) int {
	if n := bytes.IndexByte(text[from:], ' '); n >= 0 {
		return from + n
	}
	return len(text)
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

// longestFirst is the length of the longest first word of a pair.
const longestFirst = 3

// appendKind appends a word with the kind of street at its end in the short form.
func appendKind(dst, word []byte) []byte {
	n := len(word)
	switch {
	case n < 2:
		return append(dst, word...)
	case kindEnds[word[n-1]]:
		for _, k := range kinds {
			if head, ok := bytes.CutSuffix(word, []byte(k.long)); ok {
				return append(append(dst, head...), k.short...)
			}
		}
	case n > 3 && word[n-1] == 'w' && bytes.IndexByte([]byte("aeiou"), word[n-2]) < 0:
		return append(append(dst, word...), "eg"...) // "Lindenw.", but not the many places on -ow
	}
	return append(dst, word...)
}

// kindEnds are the letters at which the long forms end.
var kindEnds = func() (ends [256]bool) {
	for _, k := range kinds {
		ends[k.long[len(k.long)-1]] = true
	}
	return ends
}()

// appendPlain appends small letters and digits, with single blanks for all else between them; letters lose their marks and
// apostrophes vanish.
func appendPlain(dst []byte, s string) []byte {
	gap := false
	for i := 0; i < len(s); i++ {
		plain := plainASCII[s[i]&0x7f]
		if s[i] >= utf8.RuneSelf {
			if s[i] != latinLead || i+1 == len(s) || s[i+1]&0xc0 != 0x80 {
				return appendUnusual(dst[:0], s)
			}
			i++
			plain = plainLatin[s[i]&0x3f]
		}
		switch plain {
		case "'":
		case "":
			gap = len(dst) > 0
		default:
			if gap {
				dst, gap = append(dst, ' '), false
			}
			dst = append(dst, plain...)
		}
	}
	return dst
}

// latinLead is the first byte of the characters from À to ÿ.
const latinLead = 0xc3

// What appendPlain makes of a character: nothing is a blank, and an apostrophe nothing.
var plainASCII, plainLatin = func() (ascii [utf8.RuneSelf]string, latin [64]string) {
	for i := range ascii {
		ascii[i] = strings.TrimSpace(plainLetters(string(rune(i))))
	}
	for _, c := range "'`" {
		ascii[c] = "'"
	}
	for i := range latin {
		latin[i] = strings.TrimSpace(plainLetters(string(rune(0xc0 + i))))
	}
	return ascii, latin
}()

// appendUnusual does what appendPlain does for texts with characters that are not in its tables.
func appendUnusual(dst []byte, s string) []byte {
	for w := range strings.FieldsFuncSeq(plainLetters(s), func(r rune) bool { return r == ' ' }) {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, w...)
	}
	return dst
}

// plainLetters gives small letters and digits with blanks for all else; letters lose their marks and apostrophes vanish.
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
func collapseUmlauts(s []byte) []byte {
	out := s[:0]
	for _, c := range s {
		if c != 'e' || !umlautVowelBefore(out) {
			out = append(out, c)
		}
	}
	return out
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
