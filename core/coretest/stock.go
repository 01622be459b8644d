package coretest

import (
	"context"
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
	s.mu.Lock()
	defer s.mu.Unlock()
	var near []string
	for _, r := range s.state.records[core.EntityCustomer] {
		last, first := match.Words(r.(*core.Customer))
		words := last
		if vocabulary == core.NearFirst {
			words = first
		}
		for _, w := range words {
			if name.EditDistance(w, word) == 1 {
				near = append(near, w)
			}
		}
	}
	slices.Sort(near)
	return slices.Compact(near), ctx.Err()
}
