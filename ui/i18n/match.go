package i18n

import (
	"math"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Reason writes a piece of evidence in words: "Nachname gleich".
func Reason(r match.Reason) string {
	return T("match.reason", "field", Field(r.Field), "relation", T("match.relation."+strconv.Itoa(int(r.Relation))))
}

// Weighed writes a piece of evidence with its sign and weight: "Nachname gleich +5,0".
func Weighed(r match.Reason) string {
	sign := "+"
	if r.Weight < 0 {
		sign = "–"
	}
	return T("match.weighed", "reason", Reason(r), "weight", sign+Decimal(math.Abs(r.Weight)))
}

// Decision writes what a candidate's probability means in one sentence or a few; all are the candidates of the same
// search, among whom a rival and those stored twice are named.
func Decision(c *match.Candidate, all []match.Candidate) string {
	text := []string{T("match.sentence."+strconv.Itoa(int(c.Class)), "probability", Probability(c.Probability))}
	if r := match.Among(all, c.Rival); r != nil {
		text = append(text, T("match.sentence.rival", "name", r.Customer.Contact.DisplayName(), "number", r.Customer.Number))
	}
	if numbers := Numbers(c.Twins, all); numbers != "" {
		text = append(text, T("match.sentence.twins", "numbers", c.Customer.Number+", "+numbers))
	}
	if c.Customer.Blocked {
		text = append(text, T("match.sentence.blocked"))
	}
	return strings.Join(text, " ")
}

// Numbers writes the customer numbers of those candidates that have one of the ids.
func Numbers(ids []core.ID, all []match.Candidate) string {
	var numbers []string
	for _, id := range ids {
		if c := match.Among(all, id); c != nil {
			numbers = append(numbers, c.Customer.Number)
		}
	}
	return strings.Join(numbers, ", ")
}

// Percent writes a share in percent as the language does: "97 %", "97%".
func Percent(n int) string { return T("match.percent", "n", strconv.Itoa(n)) }

// Probability writes how probable it is that two records are one person; it never says 100 of what is only probable.
func Probability(p float64) string {
	if p < 1 {
		p = min(p, 0.99)
	}
	return Percent(int(math.Round(p * 100)))
}
