package name

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Plain undoes what forms and files do to a text on its way: HTML entities, UTF-8 that was read as Windows-1252
// ("MÃ¼ller"), letters lost as question marks ("M?ller" gives "Mller"), Cyrillic letters, and words that stand for
// nothing ("k.A.", "unbekannt"), which give "". Other texts come back as they are.
func Plain(s string) string {
	ascii, latin, suspect := true, true, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == latinLead && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			ascii, i = false, i+1
		case c >= utf8.RuneSelf:
			ascii, latin = false, false
		case c == '&' || c == '?':
			suspect = true
		}
	}
	if isFiller(s, ascii) {
		return ""
	}
	if latin && !suspect {
		return s // nothing of what follows finds anything
	}
	if suspect && strings.Contains(s, ";") {
		s = html.UnescapeString(s)
	}
	if !ascii {
		s = fromCyrillic(repairedEncoding(s))
	}
	return withoutLostLetters(s)
}

// latinLead is the first byte of the characters from À to ÿ.
const latinLead = 0xc3

func isFiller(s string, ascii bool) bool {
	if len(s) > maxFiller {
		return false
	}
	if !ascii {
		return fillers[strings.ToLower(strings.TrimSpace(s))]
	}
	var room [maxFiller]byte
	lower := room[:copy(room[:], strings.TrimSpace(s))]
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return fillers[string(lower)]
}

// maxFiller is the length of the longest filler.
const maxFiller = 14

var fillers = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Split("-|--|---|.|..|/|x|xx|xxx|xxxx|k.a.|k. a.|ka|n/a|n.n.|n. n.|unbekannt|keine angabe|keine|null|none|nil|nan|undefined|unknown|?|??|???|siehe oben|s.o.|wie oben", "|") {
		set[w] = true
	}
	return set
}()

// repairedEncoding reads the text once more as UTF-8 when that is what it once was.
func repairedEncoding(s string) string {
	if !strings.ContainsAny(s, "ÃÅÄ") || !strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x80 && r < 0xc0 || r > 0x2000 && r < 0x2200 || r == 'Ÿ' || r == 'ƒ' || r == 'Œ' || r == 'œ'
	}) {
		return s
	}
	bytes, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil || !utf8.ValidString(bytes) {
		return s
	}
	return bytes
}

// withoutLostLetters drops the marks that stand within a word for a letter nobody knows any more.
func withoutLostLetters(s string) string {
	if !strings.ContainsAny(s, "?\ufffd") {
		return s
	}
	runes := []rune(s)
	kept := runes[:0]
	for i, r := range runes {
		if (r == '?' || r == utf8.RuneError) && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]) {
			continue
		}
		kept = append(kept, r)
	}
	return string(kept)
}

// fromCyrillic writes Cyrillic letters as German passports and newspapers do; a single one among Latin letters is taken
// for the letter it looks like.
func fromCyrillic(s string) string {
	if !strings.ContainsFunc(s, isCyrillic) {
		return s
	}
	table := cyrillic
	if strings.ContainsFunc(s, func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }) {
		table = cyrillicLooks
	}
	var b strings.Builder
	for _, r := range s {
		latin, ok := table[unicode.ToLower(r)]
		if !ok {
			latin, ok = cyrillic[unicode.ToLower(r)]
		}
		if ok {
			b.WriteString(latin)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isCyrillic(r rune) bool { return r >= 0x400 && r < 0x500 }

var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "w", 'г': "g", 'д': "d", 'е': "e", 'ё': "jo", 'ж': "sch", 'з': "s", 'и': "i", 'й': "j", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "ch", 'ц': "z",
	'ч': "tsch", 'ш': "sch", 'щ': "schtsch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "ju", 'я': "ja", 'і': "i", 'ї': "ji",
	'є': "je", 'ґ': "g", 'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ў': "u", 'ѓ': "g", 'ќ': "k", 'ѕ': "z",
}

var cyrillicLooks = map[rune]string{
	'а': "a", 'в': "b", 'е': "e", 'к': "k", 'м': "m", 'н': "h", 'о': "o", 'р': "p", 'с': "c", 'т': "t", 'у': "y", 'х': "x", 'і': "i", 'ј': "j", 'ѕ': "s",
}
