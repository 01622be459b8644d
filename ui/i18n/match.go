package i18n

import (
	"math"
	"strconv"

	"terminwerk/core/match"
)

// Reason writes a piece of evidence in words: "Nachname gleich".
func Reason(r match.Reason) string {
	return T("match.reason", "field", Field(r.Field), "relation", T("match.relation."+strconv.Itoa(int(r.Relation))))
}

// Probability writes how probable it is that two records are one person; it never says 100 of what is only probable.
func Probability(p float64) string {
	if p < 1 {
		p = min(p, 0.99)
	}
	return strconv.Itoa(int(math.Round(p*100))) + " %"
}
