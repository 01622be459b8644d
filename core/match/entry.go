package match

import (
	"slices"

	"terminwerk/core"
)

// Entry is everything by which an index finds a customer.
type Entry struct {
	Marks
	Keys        []string // as Keys gives them
	Last, First []string // as Words gives them
}

// EntryOf derives the entry of a customer.
func EntryOf(c *core.Customer) Entry {
	p := ProfileOf(&c.Contact, c.Birthday)
	e := Entry{Marks: p.marks(), Keys: make([]string, 0, 24), Last: vocabulary(p.last), First: vocabulary(p.first)}
	p.keys(func(kind byte, value string) {
		if k := string(rune(kind)) + value; !slices.Contains(e.Keys, k) {
			e.Keys = append(e.Keys, k)
		}
	})
	return e
}

// Words gives the words of a customer's names that stand in the vocabularies of Near.
func Words(c *core.Customer) (last, first []string) {
	p := ProfileOf(&c.Contact, 0)
	return vocabulary(p.last), vocabulary(p.first)
}

// shortestWord is how many bytes a word of the vocabularies has at least: two of less are nearly always near.
const shortestWord = 3

func vocabulary(words []string) []string {
	var list []string
	for _, w := range words {
		if len(w) >= shortestWord && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
