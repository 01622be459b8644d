package name

import "unicode/utf8"

// maxDistanceRunes bounds the work of EditDistance; no name is longer.
const maxDistanceRunes = 128

// EditDistance returns the number of insertions, deletions, substitutions and
// swaps of neighbouring characters that turn a into b (Damerau–Levenshtein,
// optimal string alignment), counted in characters, 0 when equal. Texts are
// compared as given, fold them first. Where texts
// differ over more than 128 characters, only the first 128 are compared and the rest of the longer one is added.
func EditDistance(a, b string) int {
	if a == b {
		return 0
	}
	// The ends that are equal are left out before anything else: most words differ in one place.
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	a, b = a[n:], b[n:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] && a[len(a)-1] < utf8.RuneSelf {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	}
	if isASCII(a) && isASCII(b) {
		if min(len(a), len(b)) <= 64 && max(len(a), len(b)) <= maxDistanceRunes {
			return bitAlignment(a, b)
		}
		return distance([]byte(a), []byte(b))
	}
	return distance([]rune(a), []rune(b))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func distance[T byte | rune](x, y []T) int {
	extra := 0
	if len(x) > maxDistanceRunes || len(y) > maxDistanceRunes {
		cx, cy := min(len(x), maxDistanceRunes), min(len(y), maxDistanceRunes)
		extra = max(len(x)-cx, len(y)-cy)
		x, y = x[:cx], y[:cy]
	}
	return alignment(x, y) + extra
}

func alignment[T byte | rune](x, y []T) int {
	var rooms [3][maxDistanceRunes + 1]uint8
	beforeLast, last, row := rooms[0][:len(y)+1], rooms[1][:len(y)+1], rooms[2][:len(y)+1]
	for j := range last {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(x); i++ {
		row[0] = uint8(i)
		for j := 1; j <= len(y); j++ {
			change := uint8(1)
			if x[i-1] == y[j-1] {
				change = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, beforeLast[j-2]+1)
			}
			row[j] = d
		}
		beforeLast, last, row = last, row, beforeLast
	}
	return int(last[len(y)])
}

// bitAlignment gives what alignment does for ASCII texts of which one has at most 64 characters, a column of the table at
// a time in the bits of a few words (Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances, 2003).
func bitAlignment(x, y string) int {
	if len(x) > len(y) {
		x, y = y, x
	}
	var places *[utf8.RuneSelf]uint64
	if len(x) > fewCharacters {
		var table [utf8.RuneSelf]uint64
		for i := range len(x) {
			table[x[i]] |= 1 << i
		}
		places = &table
	}
	last := uint64(1) << (len(x) - 1)
	d, more, less, same, before := len(x), ^uint64(0), uint64(0), uint64(0), uint64(0)
	for i := range len(y) {
		at := uint64(0)
		if places != nil {
			at = places[y[i]]
		} else {
			for j := range len(x) {
				if x[j] == y[i] {
					at |= 1 << j
				}
			}
		}
		swap := ^same & at << 1 & before
		same = (at&more + more) ^ more | at | less | swap
		up, down := less|^(same|more), same&more
		if up&last != 0 {
			d++
		}
		if down&last != 0 {
			d--
		}
		up = up<<1 | 1
		more, less, before = down<<1|^(same|up), up&same, at
	}
	return d
}

// fewCharacters are sooner compared one by one than put into a table.
const fewCharacters = 6
