package phone

import (
	"bytes"
	"strings"
)

// Apart takes a number apart without asking where it was typed: the calling code when one stands in front, "43", and the
// national digits without the zeros that are dialled before them. An extension named by a word is
// left out, and so is a second number.
func Apart(typed string) (code, national string) {
	var room [MaxInput]byte
	digits, n := AppendApart(room[:0], typed)
	return string(digits[:n]), string(digits[n:])
}

// AppendApart appends the digits that Apart gives, and tells how many of them are the calling code.
func AppendApart(dst []byte, typed string) (digits []byte, code int) {
	if len(typed) > MaxInput {
		return dst, 0
	}
	if typed = strings.TrimSpace(typed); !isOne(typed) {
		typed, _ = splitExtension(first(typed))
	}
	abroad := strings.HasPrefix(strings.TrimLeft(typed, " ("), "+")
	start, zeros := len(dst), 0
	for i := range len(typed) {
		switch c := typed[i]; {
		case c == '0' && len(dst) == start:
			zeros++
		case c >= '0' && c <= '9':
			dst = append(dst, c)
		}
	}
	national := dst[start:]
	if (abroad || zeros > 1) && len(national) > 3 {
		code = codeLength(national)
		rest := bytes.TrimLeft(national[code:], "0")
		dst = append(dst[:start+code], rest...)
	}
	return dst, code
}

// codeLength is how many digits the calling code has that stands in front: one for 1 and 7, otherwise two or three.
func codeLength(digits []byte) int {
	switch {
	case digits[0] == '1' || digits[0] == '7':
		return 1
	case callingCodes[string(digits[:2])]:
		return 2
	}
	return 3
}

// callingCodes are the calling codes of two digits (ITU-T E.164).
var callingCodes = func() map[string]bool {
	codes := map[string]bool{}
	for _, c := range strings.Fields(`20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58
		60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98`) {
		codes[c] = true
	}
	return codes
}()
