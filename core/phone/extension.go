package phone

import "strings"

// extensionWords introduce an extension (Durchwahl, Nebenstelle) after a number.
// They are matched in lower case with a separator or a digit before them.
var extensionWords = []string{"durchwahl", "nebenstelle", "klappe", "extension", "nst.", "nst", "ext.", "ext", "dw.", "dw", "kl.", "kl", "int."}

// maxExtension is the number of digits of the longest internal numbers.
const maxExtension = 6

// splitExtension cuts an extension named by a word off a typed number. An
// extension after a bare dash ("01/12345-12") stays: it is dialled with the number
// in Austria and Germany, and so part of it.
func splitExtension(s string) (number, extension string) {
	lower := strings.ToLower(s)
	if len(lower) != len(s) {
		return s, ""
	}
	for _, word := range extensionWords {
		at := strings.LastIndex(lower, word)
		if at <= 0 || isWordByte(lower[at-1]) {
			continue
		}
		digits := strings.Trim(s[at+len(word):], " .:-/()")
		if len(digits) > maxExtension || !allDigits(digits) {
			continue
		}
		return strings.TrimRight(s[:at], " ,;-/("), digits
	}
	return s, ""
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
