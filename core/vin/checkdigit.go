package vin

// weights are the position weights of the North American check digit
// (49 CFR 565.15); the ninth position holds the digit itself.
var weights = [Length]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}

// letterValues are the values of A to Z in the same rule; -1 for I, O and Q.
var letterValues = [26]int{
	1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9,
}

const checkPosition = 8

// ComputeCheckDigit returns the ninth character ('0' to '9' or 'X') that the
// North American rule demands for this number. It reports false when the
// number is not 17 characters of the alphabet of ISO 3779; what stands in the
// ninth position itself does not matter.
func ComputeCheckDigit(s string) (byte, bool) {
	n := Normalize(s)
	if len(n) != Length {
		return 0, false
	}
	sum := 0
	for i := range Length {
		v := valueOf(n[i])
		if v < 0 {
			return 0, false
		}
		sum += v * weights[i]
	}
	if sum%11 == 10 {
		return 'X', true
	}
	return byte('0' + sum%11), true
}

func valueOf(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return letterValues[c-'A']
	}
	return -1
}

// wrongCheckDigit judges only makers that are bound to the rule.
func wrongCheckDigit(full string) bool {
	if full[0] < '1' || full[0] > '5' {
		return false
	}
	want, ok := ComputeCheckDigit(full)
	return ok && want != full[checkPosition]
}
