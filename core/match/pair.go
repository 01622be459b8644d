package match

import (
	"context"
	"math"

	"terminwerk/core"
)

// Frequency is what a stock says about a name: how many customers bear the last and the first name, of how many. The zero
// value leaves it to the frequency in the country.
type Frequency struct{ Last, First, Customers int }

// usualStock stands for a stock of unknown size.
const usualStock = 30000

func (f Frequency) stock() int {
	if f.Customers == 0 {
		return usualStock
	}
	return f.Customers
}

// frequencyOf counts the bearers of the rarest word of a last and a first name.
func frequencyOf(ctx context.Context, src Source, p *Profile) (f Frequency, err error) {
	if f.Customers, err = src.Count(ctx, core.EntityCustomer); err != nil {
		return f, err
	}
	if f.Last, err = rarest(ctx, src, NearLast, p.last); err != nil {
		return f, err
	}
	f.First, err = rarest(ctx, src, NearFirst, p.first)
	return f, err
}

func rarest(ctx context.Context, src Source, vocabulary byte, words []string) (int, error) {
	least := math.MaxInt
	for _, w := range words {
		n, err := src.Bearers(ctx, vocabulary, w)
		if err != nil {
			return 0, err
		}
		least = min(least, n)
	}
	if least == math.MaxInt {
		return 0, nil
	}
	return least, nil
}

// PairResult is how two customers of the stock compare.
type PairResult struct {
	Probability float64 // that they are one person stored twice
	Class       Class
	Reasons     []Reason // strongest first
}

// Pair compares two customers of the stock; the result does not depend on their order, except that a telephone number in
// the reasons is named after the first one's field. Whether a third is as near to one of them is for the caller to see.
func (m *Model) Pair(a, b *Profile, often Frequency) PairResult {
	there := m.judgeBoth(a, b, often)
	return PairResult{there.Probability, there.Class, m.reasons(&there.evidence, &there.features)}
}

// PairProbability is that of Pair, without its reasons.
func (m *Model) PairProbability(a, b *Profile, often Frequency) float64 {
	there := m.judgeBoth(a, b, often)
	return there.Probability
}

func (m *Model) judgeBoth(a, b *Profile, often Frequency) rated {
	there, back := m.judgePair(a, b, often), m.judgePair(b, a, often)
	there.logit = (there.logit + back.logit) / 2
	there.Probability = 1 / (1 + math.Exp(-there.logit))
	there.settle()
	return there
}

func (m *Model) judgePair(a, b *Profile, often Frequency) rated {
	r := rated{profile: b, evidence: weigh(a, b)}
	m.rateNames(a, &r.evidence, &r.features, often)
	r.score = m.score(&r.evidence, &r.features)
	r.evidence.fill(&r.features)
	r.features[fScore], r.features[fSameName] = float32(r.score), .5
	r.features.context(r.score, nil, 0, false)
	r.logit = m.logit(&r.features)
	return r
}
