package name

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the search form of a text: lower case, Latin letters without
// their marks, punctuation as single blanks, apostrophes and invisible
// characters dropped.
//
// Umlauts become their vowel, and so does the vowel with e that stands for
// them: Müller, Mueller and Muller fold to "muller". Because "ue" after a, e, o
// or q is no umlaut (Bauer, Neuer, Quell) it stays there. Elsewhere the letters
// are shortened even where they never were an umlaut (Soest gives "sost",
// Michael "michal"): both sides of a comparison are, so nothing is lost but a
// little sharpness.
//
// Fold(Fold(s)) is Fold(s), and the fold of a beginning is a beginning of the
// fold ("Mü", "Mue" and "Mu" all lead to "muller"), so that a text can be
// looked up in a sorted index while it is being typed. The result is a key and
// never to be shown.
func Fold(s string) string {
	var room [64]byte
	folded := AppendFold(room[:0], s)
	if string(folded) == s {
		return s
	}
	return string(folded)
}

// AppendFold appends Fold(s) to dst, for callers that fold millions of texts
// and own a buffer.
func AppendFold(dst []byte, s string) []byte {
	f := folder{out: dst, start: len(dst)}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c = asciiFold[c]; f.gap || c == blank || c == drop {
				f = f.add(c)
			} else if c != 'e' || !f.afterUmlautVowel() {
				f.out = append(f.out, c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		f = f.addRune(r)
		i += size
	}
	return f.out
}

// folder writes one folded text; every decision rests on what is already
// written, which is what makes folding stable when repeated.
type folder struct {
	out   []byte
	start int
	gap   bool
}

// What a character turns into besides itself.
const (
	blank = ' '
	drop  = 0
)

func (f folder) add(c byte) folder {
	switch c {
	case drop:
		return f
	case blank:
		f.gap = len(f.out) > f.start
		return f
	case 'e':
		if !f.gap && f.afterUmlautVowel() {
			return f
		}
	}
	f = f.closeGap()
	f.out = append(f.out, c)
	return f
}

func (f folder) addRune(r rune) folder {
	if r < foldedEnd {
		return f.addText(latinFold[r-foldedStart])
	}
	if t, ok := rareFold[r]; ok {
		return f.addText(t)
	}
	// Full-width forms, ligatures, Vietnamese, and letters of other scripts without their marks.
	for _, d := range norm.NFKD.String(string(r)) {
		f = f.addPlain(unicode.ToLower(d))
	}
	return f
}

func (f folder) addText(plain string) folder {
	for i := range len(plain) {
		f = f.add(plain[i])
	}
	return f
}

func (f folder) addPlain(r rune) folder {
	if t, ok := rareFold[r]; ok {
		return f.addText(t)
	}
	switch {
	case r < foldedEnd:
		if r < utf8.RuneSelf {
			return f.add(asciiFold[r])
		}
		return f.addText(latinFold[r-foldedStart])
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
	case unicode.IsLetter(r), unicode.IsDigit(r):
		f = f.closeGap()
		f.out = utf8.AppendRune(f.out, r)
	default:
		return f.add(blank)
	}
	return f
}

func (f folder) closeGap() folder {
	if f.gap {
		f.out = append(f.out, blank)
		f.gap = false
	}
	return f
}

// afterUmlautVowel tells whether an e that comes now belongs to an umlaut
// written with two letters.
func (f folder) afterUmlautVowel() bool {
	n := len(f.out)
	if n == f.start {
		return false
	}
	switch f.out[n-1] {
	case 'a', 'o':
		return true
	case 'u':
		return n-1 == f.start || !keepsUE(f.out[n-2])
	}
	return false
}

func keepsUE(before byte) bool {
	return before == 'a' || before == 'e' || before == 'o' || before == 'q'
}
