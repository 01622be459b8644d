package schedule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"terminwerk/core"
	"terminwerk/core/name"
)

// UnknownWorkMinutes is how long work is planned for that no template knows.
const UnknownWorkMinutes = 60

// SuggestSteps proposes the work steps for a lead's request from the dealership's templates, in the order in which the
// request names them and each text once. A request that no template knows becomes one step with its own words and 60
// minutes; an empty one proposes nothing, because what to do is then the adviser's question to the customer.
//
// A template's word is found at the beginning or inside of a word of the request (in a compound such as "Klimaservice"
// the front decides), whatever the spelling of umlauts; a word of up to three letters (HU, Öl) must stand alone.
func SuggestSteps(b *core.Basis, work string) []core.WorkStep {
	words := strings.Fields(name.Fold(work))
	var steps []core.WorkStep
	seen := map[string]bool{}
	for i := range words {
		t := templateAt(b.WorkTemplates, words[i:])
		if t == nil || seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		steps = append(steps, core.WorkStep{Text: t.Text, Minutes: t.Minutes})
	}
	text := oneLine(work)
	if len(steps) == 0 && text != "" {
		steps = []core.WorkStep{{Text: text, Minutes: UnknownWorkMinutes}}
	}
	return steps
}

// templateAt finds the template for the first of words: the one whose word comes first in it, of two the longer one.
func templateAt(templates []core.WorkTemplate, words []string) *core.WorkTemplate {
	var best *core.WorkTemplate
	bestAt, bestLen := 0, 0
	for i := range templates {
		t := &templates[i]
		key := strings.Fields(name.Fold(t.Word))
		at := position(key, words)
		if at < 0 || t.Text == "" || t.Minutes <= 0 {
			continue
		}
		length := utf8.RuneCountInString(strings.Join(key, " "))
		if best == nil || at < bestAt || at == bestAt && length > bestLen {
			best, bestAt, bestLen = t, at, length
		}
	}
	return best
}

// position is where the words of key begin in the first of words, -1 when they do not.
func position(key, words []string) int {
	if len(key) == 0 || len(key) > len(words) {
		return -1
	}
	if len(key) > 1 {
		for i := range key {
			if key[i] != words[i] {
				return -1
			}
		}
		return 0
	}
	const alone = 3
	if utf8.RuneCountInString(key[0]) <= alone {
		if key[0] == words[0] {
			return 0
		}
		return -1
	}
	return strings.Index(words[0], key[0])
}

func oneLine(s string) string {
	const limit = 200
	visible := func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}
	s = strings.Join(strings.Fields(strings.Map(visible, strings.ToValidUTF8(s, ""))), " ")
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}
