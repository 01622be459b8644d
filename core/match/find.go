package match

import (
	"cmp"
	"context"
	"math"
	"slices"

	"terminwerk/core"
)

// maxCandidates is how many Find gives.
const maxCandidates = 25

// maxSerious is how many candidates are judged against each other.
const maxSerious = 8

// Find gives the customers who may be the one asked for, best first, at most 25, none below Possible. Whoever has the
// same telephone number, e-mail or VIN is at least Possible. The errors are those of the source.
func (m *Model) Find(ctx context.Context, src Source, q Query) ([]Candidate, error) {
	s := m.begin(src, q)
	defer s.end()
	list, err := s.run(ctx)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(r *rated) bool { return r.Class == Nobody })
	out := s.chosen(list, maxCandidates)
	for i := range out {
		if out[i].Vehicles == nil {
			if out[i].Vehicles, err = src.VehiclesOf(ctx, out[i].Customer.Meta.ID); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Ranked gives the n best candidates whatever their class, without their vehicles.
func (m *Model) Ranked(ctx context.Context, src Source, q Query, n int) ([]Candidate, error) {
	s := m.begin(src, q)
	defer s.end()
	list, err := s.run(ctx)
	return s.chosen(list, n), err
}

// run finds, compares and decides.
func (s *search) run(ctx context.Context) ([]*rated, error) {
	list, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ranked(ctx, list); err != nil {
		return nil, err
	}
	s.decide(list)
	return list, nil
}

// chosen gives the first n of a list with their reasons.
func (s *search) chosen(list []*rated, n int) []Candidate {
	out := make([]Candidate, min(len(list), n))
	for i := range out {
		list[i].Reasons = s.model.reasons(&list[i].evidence, &list[i].features)
		out[i] = list[i].Candidate
	}
	return out
}

// look compares everybody found, and looks further unless somebody is found beyond doubt.
func (s *search) look(ctx context.Context) ([]*rated, error) {
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	list, err := s.weighAll(ctx, maxWeighed, s.list[:0])
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(list, func(r *rated) bool { return r.evidence.personal && !r.evidence.contradicted() && r.score > sureFrom }) {
		return list, nil
	}
	if err := s.guess(ctx); err != nil {
		return nil, err
	}
	list, err = s.weighAll(ctx, maxGuessed, list)
	if err != nil || slices.ContainsFunc(list, func(r *rated) bool { return !r.evidence.contradicted() && r.score > convincingFrom }) {
		return list, err
	}
	if err := s.lastResort(ctx); err != nil {
		return nil, err
	}
	return s.weighAll(ctx, maxGuessed, list)
}

// The scores from which nobody else is looked for, and from which the last resort is left out.
const (
	sureFrom       = 6
	convincingFrom = 2
)

// Judge compares the query with one customer, whatever the probability; it knows of no rival and not how frequent the
// name is in the stock.
func (m *Model) Judge(q Query, c core.Customer, vehicles []core.Vehicle) Candidate {
	s := m.begin(nil, q)
	defer s.end()
	s.same, s.rareFirm = 1, rareFirm
	r := s.rate(c, vehicles)
	r.Vehicles = vehicles
	r.evidence.garage(&s.profile, vehicles)
	r.evidence.fill(&r.features)
	s.decide([]*rated{r})
	return s.chosen([]*rated{r}, 1)[0]
}

// rated is a candidate while the list is being decided.
type rated struct {
	Candidate
	profile  *Profile
	evidence evidence
	features features
	alike    bool    // somebody else of this name in this house has as many personal keys
	score    float64 // log-odds of the pair alone
	logit    float64 // log-odds among the others
}

func (s *search) rate(c core.Customer, vehicles []core.Vehicle) *rated {
	s.cars = s.cars[:0]
	for i := range vehicles {
		s.cars = append(s.cars, vehicles[i].Data)
	}
	r := s.room()
	r.Customer = c
	r.profile.fill(&s.forms, &r.Customer.Contact, c.Birthday, s.cars...)
	r.evidence = weigh(&s.profile, r.profile)
	s.model.rateNames(&s.profile, &r.evidence, &r.features, s.often)
	if r.evidence.is(companyEqual, companySimilar) {
		r.features[fRareCompany] = s.rareFirm
	}
	r.score = s.model.score(&r.evidence, &r.features)
	r.evidence.fill(&r.features)
	r.features[fScore] = float32(r.score)
	return r
}

// rateNames writes how rare the names are that agree.
func (m *Model) rateNames(q *Profile, e *evidence, f *features, often Frequency) {
	last, first := q.last, q.first
	if e.exchanged {
		last, first = first, last
		often.Last, often.First = often.First, often.Last
	}
	if e.is(lastEqual, lastPart, lastSimilar, lastMail) {
		f[fRareLast] = float32(rarity(share(m.names.last, last, often.Last, often.Customers)))
	}
	if e.is(firstEqual, firstPart, firstSimilar, firstNick) {
		f[fRareFirst] = float32(rarity(share(m.names.first, first, often.First, often.Customers)))
	}
	if f[fRareLast] > 0 && f[fRareFirst] > 0 {
		f[fRareName] = f[fRareLast] + f[fRareFirst]
	}
	f[fStock] = float32(math.Log10(float64(often.stock()) + 1))
}

// score is the sum of the weights, in log-odds.
func (m *Model) score(e *evidence, f *features) float64 {
	sum := m.prior + m.rareLast*float64(f[fRareLast]) + m.rareFirst*float64(f[fRareFirst])
	for l, holds := range e.holds {
		if holds {
			sum += m.weights[l]
		}
	}
	return sum
}

// decide orders the ranked candidates and gives each its probability and class.
func (s *search) decide(list []*rated) {
	s.contexts(list)
	judged := 0 // those worth it stand in front: the list is in the order of the scores
	for judged < min(len(list), maxSerious) && (list[judged].score > lost || list[judged].score >= list[0].score-gapBound) {
		judged++
	}
	least := s.model.judge(list[:judged])
	for _, r := range list[judged:] {
		r.logit = min(r.score, least) - 1
	}
	twinsInOrder(list[:min(len(list), maxSerious)])
	for _, r := range list {
		r.Probability = logistic(r.logit)
		r.settle(keysOfBooking)
	}
	s.order(list, func(r *rated) float64 { return r.Probability })
	s.rivals(list)
	s.yield(list)
}

// twinsInOrder lets the records of one person stand in the order in which they agree with the query; what is known of the
// others, which differs a little from one record to the next, has no say in that.
func twinsInOrder(list []*rated) {
	for i, r := range list {
		for _, other := range list[i+1:] {
			if other.score < r.score && other.logit > r.logit && slices.Contains(r.Twins, other.Customer.Meta.ID) {
				r.logit, other.logit = other.logit, r.logit
			}
		}
	}
}

// lost is the score up to which somebody far behind the best is not judged more closely.
const lost = -4

func (s *search) order(list []*rated, by func(*rated) float64) {
	slices.SortStableFunc(list, func(a, b *rated) int {
		return cmp.Or(cmp.Compare(by(b), by(a)), cmp.Compare(a.Customer.Meta.ID, b.Customer.Meta.ID))
	})
}

// ranked orders by the pair's score and looks at all vehicles of the best, for a plate or VIN with a slip in it and for
// the district of their plates. Of who is behind beyond the reach of the context, nothing would change by it.
func (s *search) ranked(ctx context.Context, list []*rated) error {
	s.order(list, func(r *rated) float64 { return r.score })
	if len(s.profile.plates)+len(s.profile.tails) == 0 {
		return nil
	}
	s.ids = s.ids[:0]
	for _, r := range list[:min(len(list), maxSerious)] {
		if r.score >= list[0].score-gapBound && !r.evidence.is(vinEqual, plateEqual) {
			s.ids = append(s.ids, r.Customer.Meta.ID)
		}
	}
	s.src.Expect(core.Expected{VehiclesOf: s.ids})
	for _, r := range list[:min(len(list), maxSerious)] {
		vehicles := s.garages[r.Customer.Meta.ID]
		if slices.Contains(s.ids, r.Customer.Meta.ID) {
			var err error
			if vehicles, err = s.src.VehiclesOf(ctx, r.Customer.Meta.ID); err != nil {
				return err
			}
			r.Vehicles = vehicles
		}
		r.evidence.garage(&s.profile, vehicles)
		r.evidence.fill(&r.features)
	}
	return nil
}

// contexts writes what the candidates say about each other.
func (s *search) contexts(list []*rated) {
	serious := list[:min(len(list), maxSerious)]
	for i, r := range serious {
		r.sumUp(&s.profile)
		r.features[fSameName] = 1 / float32(1+s.same)
		var rival *rated
		others, twin := 0, false
		for j, other := range serious {
			switch {
			case i == j:
			case samePerson(r.profile, other.profile):
				twin = true
				r.Twins = append(r.Twins, other.Customer.Meta.ID)
			default:
				if rival == nil {
					rival = other
				}
				if math.Abs(other.score-r.score) < near {
					others++
				}
				if r.sameHouseAndName(other) {
					r.features[fNamesakes]++
					r.alike = r.alike || other.evidence.personal && other.evidence.keys >= r.evidence.keys
				}
			}
		}
		r.features.context(r.score, rival, others, twin)
	}
}

// sameHouseAndName tells whether two candidates bear the query's name and live in one house: father and son, or one person
// stored twice.
func (r *rated) sameHouseAndName(other *rated) bool {
	named := func(x *rated) bool { return x.features[fLast] >= 2 && x.features[fFirst] >= 1 }
	if !named(r) || !named(other) {
		return false
	}
	a, b := r.profile, other.profile
	return r.evidence.sameHouse() && other.evidence.sameHouse() ||
		a.house != "" && a.house == b.house && a.street == b.street && (a.zip == b.zip || a.town == b.town)
}

// near is the difference in log-odds up to which two candidates count as alike.
const near = 4
