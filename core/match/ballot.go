package match

import (
	"cmp"
	"slices"

	"terminwerk/core"
)

// ballot counts the votes for customers to be compared, of whom a common name brings some thousand in one search.
type ballot struct {
	votes  []vote
	places []uint32 // by the hash of the id: the place in votes and one; 0 for none
	best   []int32
}

// vote is a customer with the votes for being compared.
type vote struct {
	id    core.ID
	votes float32
	rated bool
}

// ballotPlaces is how many places there are at first, a power of two.
const ballotPlaces = 1 << 10

func (b *ballot) clear() {
	b.votes = b.votes[:0]
	clear(b.places)
}

// of gives the vote of a customer, one without any when there was none; it is valid until the next call.
func (b *ballot) of(id core.ID) (v *vote, known bool) {
	if 2*len(b.votes) >= len(b.places) {
		b.grow()
	}
	place := b.place(id)
	if at := b.places[place]; at > 0 {
		return &b.votes[at-1], true
	}
	b.votes = append(b.votes, vote{id: id})
	b.places[place] = uint32(len(b.votes))
	return &b.votes[len(b.votes)-1], false
}

// place is where a customer is or would be.
func (b *ballot) place(id core.ID) uint64 {
	last := uint64(len(b.places) - 1)
	at := uint64(id) * 0x9e3779b97f4a7c15 >> 32 & last
	for b.places[at] > 0 && b.votes[b.places[at]-1].id != id {
		at = (at + 1) & last
	}
	return at
}

func (b *ballot) grow() {
	b.places = make([]uint32, max(ballotPlaces, 2*len(b.places)))
	for i := range b.votes {
		b.places[b.place(b.votes[i].id)] = uint32(i + 1)
	}
}

// leading gives the places in votes of the n customers not yet compared with the most votes, those with the most first; it is
// valid until the next call.
func (b *ballot) leading(n int, except []core.ID) []int32 {
	before := func(x, y int32) int {
		a, b := &b.votes[x], &b.votes[y]
		return cmp.Or(cmp.Compare(b.votes, a.votes), cmp.Compare(a.id, b.id))
	}
	best := b.best[:0]
	for i := range b.votes {
		v := &b.votes[i]
		if v.rated || len(best) == n && before(int32(i), best[n-1]) > 0 || slices.Contains(except, v.id) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, int32(i), before)
		best = slices.Insert(best[:min(len(best), n-1)], at, int32(i))
	}
	b.best = best
	return best
}
