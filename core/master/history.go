package master

import (
	"cmp"
	"context"
	"slices"

	"terminwerk/core"
)

// CustomerHistory gives the changes of a customer and of those that were merged into it, the latest first, at most limit.
func (s *Service) CustomerHistory(ctx context.Context, id core.ID, limit int) ([]core.AuditEntry, error) {
	list, err := s.store.History(ctx, core.Ref{Entity: core.EntityCustomer, ID: id}, limit)
	if err != nil {
		return nil, err
	}
	merges, err := s.store.MergesInto(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, m := range merges {
		if m.Gone.Meta.ID == id {
			continue
		}
		earlier, err := s.CustomerHistory(ctx, m.Gone.Meta.ID, limit)
		if err != nil {
			return nil, err
		}
		for _, e := range earlier {
			if !slices.ContainsFunc(list, func(o core.AuditEntry) bool { return o.Seq == e.Seq }) {
				list = append(list, e)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b core.AuditEntry) int { return cmp.Compare(b.Seq, a.Seq) })
	return list[:min(len(list), limit)], nil
}
