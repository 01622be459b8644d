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

// The lower bounds of the classes.
const (
	certainFrom  = .99
	likelyFrom   = .5
	possibleFrom = .05
)

// Two doubts keep a probability low, by letting only half of what exceeds a bound count. Somebody with whom no personal
// key agrees stays below .95, because father and son share name and house; somebody whose name contradicts stays below
// .99, because telephone numbers and cars change hands.
const (
	unprovenFrom     = .9
	contradictedFrom = .98
	doubtCounts      = .49
)

// irrelevant is the distance in log-odds beyond which one candidate changes nothing about another.
const irrelevant = 7.0

// asGood is the difference in log-odds up to which two candidates count as equally good.
const asGood = 2.0

// Find gives the customers who may be the one asked for, best first, at most 25, none below Possible. Whoever has the
// same telephone number, e-mail or VIN is at least Possible. The errors are those of the source.
func Find(ctx context.Context, src Source, q Query) ([]Candidate, error) {
	s := search{src: src, q: q, profile: profileOf(&q.Contact, q.Birthday, q.Vehicle), votes: map[core.ID]float64{}, cars: map[core.ID][]core.Vehicle{}}
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	list, err := s.weighAll(ctx)
	if err != nil {
		return nil, err
	}
	decide(list)
	list = slices.DeleteFunc(list, func(r *rated) bool { return r.Class == Nobody })
	out := make([]Candidate, min(len(list), maxCandidates))
	for i := range out {
		if list[i].Vehicles, err = src.VehiclesOf(ctx, list[i].Customer.Meta.ID); err != nil {
			return nil, err
		}
		out[i] = list[i].Candidate
	}
	return out, nil
}

// Ranked gives the n best candidates whatever their class, without their vehicles.
func Ranked(ctx context.Context, src Source, q Query, n int) ([]Candidate, error) {
	s := search{src: src, q: q, profile: profileOf(&q.Contact, q.Birthday, q.Vehicle), votes: map[core.ID]float64{}, cars: map[core.ID][]core.Vehicle{}}
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	list, err := s.weighAll(ctx)
	if err != nil {
		return nil, err
	}
	decide(list)
	out := make([]Candidate, min(len(list), n))
	for i := range out {
		out[i] = list[i].Candidate
	}
	return out, nil
}

// Judge compares the query with one customer, whatever the probability; it knows of no rival and not how frequent the
// name is in the stock.
func Judge(q Query, c core.Customer, vehicles []core.Vehicle) Candidate {
	p := profileOf(&q.Contact, q.Birthday, q.Vehicle)
	r := rate(&p, c, vehicles, rarityUnknown)
	r.Vehicles = vehicles
	decide([]*rated{r})
	return r.Candidate
}

// rated is a candidate while the list is being decided.
type rated struct {
	Candidate
	profile  profile
	evidence evidence
	score    float64
}

func rate(q *profile, c core.Customer, vehicles []core.Vehicle, often rarity) *rated {
	cars := make([]core.VehicleData, len(vehicles))
	for i := range vehicles {
		cars[i] = vehicles[i].Data
	}
	r := &rated{Candidate: Candidate{Customer: c}, profile: profileOf(&c.Contact, c.Birthday, cars...)}
	r.evidence = weigh(q, &r.profile, often)
	r.score = r.evidence.score()
	return r
}

// decide orders by score and gives each its probability: its share of the odds among all who are not evidently the same
// person as it, and nobody at all.
func decide(list []*rated) {
	slices.SortStableFunc(list, func(a, b *rated) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Customer.Meta.ID, b.Customer.Meta.ID))
	})
	total := 1.0
	for _, r := range list {
		total += math.Exp(r.score)
	}
	serious := list[:min(len(list), maxCandidates)]
	for i, r := range serious {
		others := total
		for j, other := range serious {
			close := math.Abs(other.score-r.score) < asGood && min(other.score, r.score) > math.Log(possibleFrom)
			switch {
			case i == j || r.score < math.Log(possibleFrom)-1 || r.score-other.score > irrelevant:
			case samePerson(&r.profile, &other.profile):
				others -= math.Exp(other.score)
			case close:
				r.Rival = true
			}
		}
		r.settle(math.Exp(r.score) / max(others, 1+math.Exp(r.score)))
	}
	for _, r := range list[len(serious):] {
		r.settle(math.Exp(r.score) / total)
	}
	slices.SortStableFunc(list, func(a, b *rated) int { return cmp.Compare(b.Probability, a.Probability) })
}

func (r *rated) settle(p float64) {
	if !r.evidence.personal {
		p = doubted(p, unprovenFrom)
	}
	if r.evidence.contradicted() {
		p = doubted(p, contradictedFrom)
	}
	if r.evidence.is(phoneEqual, phoneTwice, emailEqual, emailShared, vinEqual) {
		p = max(p, possibleFrom)
	}
	r.Probability, r.Reasons = p, r.evidence.reasons()
	switch {
	case p >= certainFrom && !r.Rival:
		r.Class = Certain
	case p >= likelyFrom:
		r.Class = Likely
	case p >= possibleFrom:
		r.Class = Possible
	}
}

func doubted(p, from float64) float64 { return min(p, from+max(0, p-from)*doubtCounts) }

// samePerson tells whether two customers are evidently one person stored twice: the same name, a common key, and no
// personal key that tells them apart. The same name at the same address alone may be father and son.
func samePerson(a, b *profile) bool {
	e := weigh(a, b, rarityUnknown)
	if e.is(lastDiffers, firstDiffers, companyDiffers, sexDiffers, birthdayDiffers, branch) {
		return false
	}
	named := e.is(lastRare, lastEqual, lastCommon, lastPart, lastSimilar, lastSounds) && e.is(firstEqual, firstPart, firstSimilar, firstSounds)
	return (named || e.is(companyEqual)) && e.is(phoneEqual, phoneTwice, emailEqual, birthdayEqual, vinEqual)
}
