package booking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

// searchLimit is the most hits the free search judges; who sees more types another letter.
const searchLimit = 60

// Resolve answers both questions of Terminanlage for a lead without writing anything.
func (s *Service) Resolve(ctx context.Context, lead core.ID) (Resolution, error) {
	l, set, err := s.leadAndSettings(ctx, lead)
	if err != nil {
		return Resolution{}, err
	}
	r := Resolution{Lead: l}
	if r.CashSale, err = s.cashSale(ctx, &set); err != nil {
		return r, err
	}
	if r.Rejected, err = s.rejected(ctx, lead); err != nil {
		return r, err
	}
	if r.Customer, err = s.decideCustomer(ctx, &l, &set); err != nil {
		return r, err
	}
	r.Vehicle, err = s.decideVehicle(ctx, &l, r.Customer.presumed(), &set)
	return r, err
}

// Candidates asks again who the customer is, after "kein Duplikat" or a change in the master.
func (s *Service) Candidates(ctx context.Context, lead core.ID) (CustomerDecision, error) {
	l, set, err := s.leadAndSettings(ctx, lead)
	if err != nil {
		return CustomerDecision{}, err
	}
	return s.decideCustomer(ctx, &l, &set)
}

// Search finds customers of the master by what their list shows (number, name, town, telephone, e-mail), each judged
// against the lead, the most probable first, at most 60. The cash-sale customer is never among them. Lead may be 0.
func (s *Service) Search(ctx context.Context, lead core.ID, text string) ([]match.Candidate, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var q match.Query
	if lead != 0 {
		l, err := s.store.Lead(ctx, lead)
		if err != nil {
			return nil, err
		}
		q = s.query(&l, &set)
	}
	ids, err := s.store.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: text, Limit: searchLimit})
	if err != nil {
		return nil, err
	}
	hits, err := s.judge(ctx, q, ids, &set)
	slices.SortStableFunc(hits, func(a, b match.Candidate) int { return cmp.Compare(b.Probability, a.Probability) })
	return hits, err
}

// judge compares customers with the query one by one, passing over the cash-sale customer.
func (s *Service) judge(ctx context.Context, q match.Query, ids []core.ID, set *core.Settings) ([]match.Candidate, error) {
	var all []match.Candidate
	for _, id := range ids {
		c, err := optional(s.store.Customer(ctx, id))
		if err != nil {
			return nil, err
		}
		if c == nil || isCash(set, c) {
			continue
		}
		vehicles, err := s.store.VehiclesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, s.model.Judge(q, *c, vehicles))
	}
	return all, nil
}

// NotDuplicate remembers that the lead is not that customer, who is then no longer proposed for it.
func (s *Service) NotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error {
	l, err := s.store.Lead(ctx, lead)
	if err != nil {
		return err
	}
	if err := bookable(&l); err != nil {
		return err
	}
	c, err := s.store.Customer(ctx, customer)
	if err != nil {
		return err
	}
	known, err := s.decision(ctx, lead, customer)
	if known != nil || err != nil {
		return err
	}
	_, err = s.store.Apply(ctx, core.Change{
		Op: newOp(), Actor: actor, What: "lead.not_duplicate", Expect: []core.Ref{refTo(&c)},
		Put: []core.Record{&core.NotDuplicate{Customer: customer, Lead: lead}},
	})
	return err
}

// TakeBackNotDuplicate forgets that decision; nothing happens when there is none.
func (s *Service) TakeBackNotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error {
	known, err := s.decision(ctx, lead, customer)
	if known == nil || err != nil {
		return err
	}
	_, err = s.store.Apply(ctx, core.Change{
		Op: newOp(), Actor: actor, What: "lead.not_duplicate_taken_back", Delete: []core.Ref{refTo(known)},
	})
	return err
}

func (s *Service) decision(ctx context.Context, lead, customer core.ID) (*core.NotDuplicate, error) {
	all, err := s.store.NotDuplicatesOfLead(ctx, lead)
	for i := range all {
		if all[i].Customer == customer {
			return &all[i], err
		}
	}
	return nil, err
}

// rejected are the customers of the lead's "kein Duplikat" decisions.
func (s *Service) rejected(ctx context.Context, lead core.ID) ([]core.Customer, error) {
	all, err := s.store.NotDuplicatesOfLead(ctx, lead)
	if err != nil {
		return nil, err
	}
	var customers []core.Customer
	for _, n := range all {
		c, err := optional(s.store.Customer(ctx, n.Customer))
		if err != nil {
			return nil, err
		}
		if c != nil {
			customers = append(customers, *c)
		}
	}
	return customers, nil
}

func (s *Service) leadAndSettings(ctx context.Context, lead core.ID) (core.Lead, core.Settings, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return core.Lead{}, set, err
	}
	l, err := s.store.Lead(ctx, lead)
	return l, set, err
}

// bookable tells why no appointment can be made of the lead; nil when one can.
func bookable(l *core.Lead) error {
	switch {
	case l.Status == core.LeadBooked:
		return &AlreadyBooked{Lead: l.Meta.ID, Appointment: l.Appointment}
	case !l.Status.Open():
		return &core.Error{Kind: core.Invalid, Op: "book", Field: core.FieldStatus, Ref: refTo(l), Err: ReasonClosed}
	}
	return nil
}
