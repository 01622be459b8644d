package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1), whose characters take two
// places.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
		"abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

// gsmWidths says how many places a character takes in GSM 7 bit; those that are missing force UCS-2.
var gsmWidths = func() map[rune]int {
	widths := map[rune]int{}
	for _, r := range gsmBasic {
		widths[r] = 1
	}
	for _, r := range gsmExtended {
		widths[r] = 2
	}
	return widths
}()

// typography are the characters that word processors and web forms put into texts, and what they stand for.
var typography = map[rune]string{
	'„': `"`, '“': `"`, '”': `"`, '«': `"`, '»': `"`, '‚': "'", '‘': "'", '’': "'", '‹': "'", '›': "'", '´': "'", '`': "'",
	'–': "-", '—': "-", '‐': "-", '‑': "-", '−': "-", '…': "...", '•': "-", '·': "-", '\u00a0': " ", '\u202f': " ",
	'\u2009': " ", '\t': " ", '×': "x", '²': "2", '³': "3", '½': "1/2", '°': " Grad", '™': "", '®': "", '©': "", '\u200b': "",
	'\ufeff': "", '\u00ad': "", 'Ł': "L", 'ł': "l", 'Đ': "D", 'đ': "d", 'ı': "i", 'Œ': "Oe", 'œ': "oe", 'Ÿ': "Y",
}

// gsmReplacement is a text of GSM characters for r, without its accent if need be; ok is false when there is none.
func gsmReplacement(r rune) (text string, ok bool) {
	if text, ok = typography[r]; ok {
		return text, true
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	if gsmWidths[base] > 0 && unicode.IsLetter(base) {
		return string(base), true
	}
	return "", false
}

// Plain replaces every character that forces UCS-2 and has a replacement; the others stay.
func Plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if gsmWidths[r] > 0 {
			b.WriteRune(r)
			continue
		}
		if other, ok := gsmReplacement(r); ok {
			b.WriteString(other)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
