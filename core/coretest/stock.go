package coretest

import (
	"context"
	"hash/crc32"
	"maps"
	"slices"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/core/name"
)

// ReadStock lends the store itself.
func (s *Store) ReadStock(ctx context.Context, fn func(core.Stock) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return fn(s)
}

// Expect needs to do nothing: all is in memory.
func (s *Store) Expect(core.Expected) {}

// Postings lists the customers under a key of the duplicate search.
func (s *Store) Postings(ctx context.Context, key string, limit int) ([]core.Posting, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.state.keys[key]
	total := len(list)
	if limit > 0 {
		list = list[:min(limit, total)]
	}
	return slices.Clone(list), total, ctx.Err()
}

// Near lists the words of a vocabulary that are one edit away from word.
func (s *Store) Near(ctx context.Context, vocabulary byte, word string) ([]string, error) {
	var near []string
	for _, w := range s.words(vocabulary) {
		if name.EditDistance(w, word) == 1 {
			near = append(near, w)
		}
	}
	return slices.Compact(near), ctx.Err()
}

// Bearers counts the customers with a word of a vocabulary in their name.
func (s *Store) Bearers(ctx context.Context, vocabulary byte, word string) (n int, err error) {
	for _, w := range s.words(vocabulary) {
		if w == word {
			n++
		}
	}
	return n, ctx.Err()
}

// words lists a vocabulary in order, each word once for every customer with it.
func (s *Store) words(vocabulary byte) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, r := range s.state.records[core.EntityCustomer] {
		last, first := match.Words(r.(*core.Customer))
		if vocabulary == core.NearFirst {
			last = first
		}
		all = append(all, last...)
	}
	slices.Sort(all)
	return all
}

// Groups hands over the keys of one kind that two or more customers share, in the order of a hash.
func (s *Store) Groups(ctx context.Context, kind byte, from uint32, fn func(hash uint32, list []core.Posting) bool) error {
	s.mu.Lock()
	groups := map[uint32][]core.Posting{}
	for key, list := range s.state.keys {
		if hash := crc32.ChecksumIEEE([]byte(key)); key[0] == kind && hash >= from && len(list) > 1 {
			groups[hash] = slices.Clone(list)
		}
	}
	s.mu.Unlock()
	for _, hash := range slices.Sorted(maps.Keys(groups)) {
		if !fn(hash, groups[hash]) {
			break
		}
	}
	return ctx.Err()
}
