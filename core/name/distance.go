package name

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
	x, y := withoutCommonEnds([]rune(a), []rune(b))
	extra := 0
	if len(x) > maxDistanceRunes || len(y) > maxDistanceRunes {
		cx, cy := min(len(x), maxDistanceRunes), min(len(y), maxDistanceRunes)
		extra = max(len(x)-cx, len(y)-cy)
		x, y = x[:cx], y[:cy]
	}
	return alignment(x, y) + extra
}

// withoutCommonEnds leaves what lies between the first and the last difference.
func withoutCommonEnds(x, y []rune) (restX, restY []rune) {
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return x, y
}

func alignment(x, y []rune) int {
	var rooms [3][maxDistanceRunes + 1]int
	beforeLast, last, row := rooms[0][:len(y)+1], rooms[1][:len(y)+1], rooms[2][:len(y)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
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
	return last[len(y)]
}
