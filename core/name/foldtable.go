package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The characters from U+0080 to U+024F, in which nearly all European names are
// written, are folded by a table; everything else takes the slow way.
const (
	foldedStart = 0x80
	foldedEnd   = 0x250
)

// apostrophes are dropped, so that O'Brien is found as Obrien.
const apostrophes = "'`´’‘‛ʼʹʻ′＇"

// letterFold holds the letters that Unicode does not decompose.
var letterFold = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "a", 'œ': "o", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
	'ŋ': "n", 'ħ': "h", 'ĸ': "k", 'ŧ': "t", 'ə': "a", 'ǝ': "a", 'ſ': "s", 'ƒ': "f", 'ƀ': "b", 'ɓ': "b",
	'ƶ': "z", 'ǥ': "g", 'ɨ': "i", 'ŀ': "l", 'ŉ': "n", 'ª': "a", 'º': "o", 'ⱥ': "a", 'ȼ': "c", 'ɇ': "e", 'ɉ': "j",
}

var (
	asciiFold = makeASCIIFold()
	latinFold = makeLatinFold()
	rareFold  = makeRareFold()
)

func makeASCIIFold() (t [utf8.RuneSelf]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = c
		case c >= 'A' && c <= 'Z':
			t[c] = c + 'a' - 'A'
		case strings.IndexByte("'`", c) >= 0:
			t[c] = drop
		default:
			t[c] = blank
		}
	}
	return t
}

func makeLatinFold() (t [foldedEnd - foldedStart]string) {
	for i := range t {
		t[i] = foldLetter(rune(foldedStart + i))
	}
	return t
}

// makeRareFold holds the apostrophes and special letters beyond the table, and
// the typographic punctuation that is common enough to spare it the slow way.
func makeRareFold() map[rune]string {
	t := map[rune]string{utf8.RuneError: " ", '–': " ", '—': " ", '‐': " ", '„': " ", '“': " ", '”': " ", '…': " "}
	for r, s := range letterFold {
		t[r] = s
	}
	for _, r := range apostrophes {
		t[r] = ""
	}
	return t
}

// foldLetter gives the plain letters of one character, a blank for punctuation
// and nothing for apostrophes and invisible characters.
func foldLetter(r rune) string {
	if strings.ContainsRune(apostrophes, r) || r == '\u00ad' {
		return ""
	}
	if s, ok := letterFold[unicode.ToLower(r)]; ok {
		return s
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		d = unicode.ToLower(d)
		switch {
		case d < utf8.RuneSelf:
			if c := asciiFold[d]; c != drop {
				b.WriteByte(c)
			}
		case unicode.Is(unicode.Mn, d):
		case letterFold[d] != "":
			b.WriteString(letterFold[d])
		case unicode.IsLetter(d):
			b.WriteRune(d)
		default:
			b.WriteByte(blank)
		}
	}
	return b.String()
}
