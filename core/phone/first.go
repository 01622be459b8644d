package phone

import "strings"

// betweenNumbers stand between two numbers in one field.
var betweenNumbers = []string{" oder ", " od. ", " und ", " or ", " e ", ";", ",", "|", "\n"}

// fewestDigits is how many digits stand before them at least, so that "+43 (0) 662, 1234" stays one number.
const fewestDigits = 7

// first gives the first of several numbers in one field, and a number from a spreadsheet without its ".0".
func first(typed string) string {
	if typed = strings.TrimSpace(typed); isOne(typed) {
		return typed
	}
	end := len(typed)
	for _, between := range betweenNumbers {
		for from := 0; from < end; {
			at := strings.Index(typed[from:end], between)
			if at < 0 {
				break
			}
			at += from
			if countDigits(typed[:at]) >= fewestDigits && countDigits(typed[at:]) >= fewestDigits {
				end = at
				break
			}
			from = at + len(between)
		}
	}
	typed = strings.TrimSpace(typed[:end])
	if whole, ok := strings.CutSuffix(typed, ".0"); ok && allDigits(whole) {
		return whole
	}
	return typed
}

// isOne tells without a search that a text can be one number only, as nearly all are.
func isOne(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == ' ', c == '/', c == '-', c == '+', c == '(', c == ')':
		default:
			return false
		}
	}
	return true
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}
