package booking

import (
	"context"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Ranking answers who the customers of many requests may be. The requests need not be leads of the store; nothing is
// written.
type Ranking struct {
	service *Service
	set     core.Settings
	exclude []core.ID
}

// Ranking begins with the settings as they are now.
func (s *Service) Ranking(ctx context.Context) (*Ranking, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	r := &Ranking{service: s, set: set}
	r.exclude, err = s.excluded(ctx, 0, &set)
	return r, err
}

// Of gives the n most probable customers, whatever their class, without those of whom somebody said that they are not the
// person of this lead.
func (r *Ranking) Of(ctx context.Context, l *core.Lead, n int) (list []match.Candidate, err error) {
	q := r.service.query(l, &r.set)
	if q.Exclude = r.exclude; l.Meta.ID != 0 {
		if q.Exclude, err = r.service.excluded(ctx, l.Meta.ID, &r.set); err != nil {
			return nil, err
		}
	}
	err = r.service.store.ReadStock(ctx, func(stock core.Stock) (err error) {
		list, err = r.service.model.Ranked(ctx, stock, q, n)
		return err
	})
	return list, err
}

// deepest is how many candidates are looked through for the one to be explained.
const deepest = 25

// Explained is a lead compared with one customer.
type Explained struct {
	match.Candidate
	Rank int               // from 1 among all who may be meant; 0 when the search does not find the customer, who then stands alone
	All  []match.Candidate // whom the search finds
}

// Explain compares a lead with one customer.
func (r *Ranking) Explain(ctx context.Context, l *core.Lead, c *core.Customer) (x Explained, err error) {
	if x.All, err = r.Of(ctx, l, deepest); err != nil {
		return x, err
	}
	for i := range x.All {
		if x.All[i].Customer.Meta.ID == c.Meta.ID {
			x.Candidate, x.Rank = x.All[i], i+1
			return x, nil
		}
	}
	vehicles, err := r.service.store.VehiclesOf(ctx, c.Meta.ID)
	if err != nil {
		return x, err
	}
	x.Candidate = r.service.model.Judge(r.service.query(l, &r.set), *c, vehicles)
	return x, nil
}
