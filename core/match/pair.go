package match

import (
	"context"
	"math"
	"slices"

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
	r := m.judgePair(a, b, often)
	return PairResult{r.Probability, r.Class, m.reasons(&r.evidence, &r.features)}
}

// PairProbability is that of Pair, without its reasons.
func (m *Model) PairProbability(a, b *Profile, often Frequency) float64 {
	r := m.judgePair(a, b, often)
	return r.Probability
}

func (m *Model) judgePair(a, b *Profile, often Frequency) rated {
	r := rated{profile: b}
	var asked pairFeatures
	r.evidence, asked = m.weighPair(a, b, often)
	r.logit = m.pairs.ask(asked[:])
	if r.logit > bold {
		r.logit = bold + (r.logit-bold)*boldness
	}
	r.Probability = logistic(r.logit)
	if r.evidence.keys == 0 || r.evidence.sameHouse() && !r.evidence.is(mobileEqual, phoneTwice, emailEqual, birthdayEqual, companyEqual) {
		r.Probability = bounded(r.Probability, undecided)
	}
	r.features[fRareLast], r.features[fRareFirst] = asked[pRareLast], asked[pRareFirst]
	r.settle(keysOfPair)
	return r
}

// Log-odds above bold count for a part of themselves: where the trees are sure, one pair in thirty is wrong.
const (
	bold     = 3
	boldness = .33
)

// weighPair gives the evidence from the first one's side, and what both sides say together.
func (m *Model) weighPair(a, b *Profile, often Frequency) (evidence, pairFeatures) {
	there, back := weigh(a, b), weigh(b, a)
	f := m.halfPair(a, b, &there, often)
	for i, x := range m.halfPair(b, a, &back, often) {
		f[i] = (f[i] + x) / 2
	}
	return there, f
}

func (m *Model) halfPair(a, b *Profile, e *evidence, often Frequency) (p pairFeatures) {
	var f features
	m.rateNames(a, e, &f, often)
	e.fill(&f)
	for i, of := range pairOf {
		if of >= 0 {
			p[i] = f[of]
		}
	}
	p[pSameHouse] = 0
	if e.sameHouse() {
		p[pSameHouse] = 1
	}
	p[pCars] = common(a.vins, b.vins)
	if p[pCars] == 0 {
		p[pCars] = common(a.plates, b.plates)
	}
	p[pCompanies] = float32((e.sides&1 + e.sides>>1&1))
	return p
}

// common is how many of two lists are in both: from -1 for none to 1 for equal lists, 0 when one is empty.
func common(a, b []string) float32 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			both++
		}
	}
	return 2*float32(both)/float32(len(a)+len(b)-both) - 1
}

// A pairFeature is one number the trees of the pairs may ask for. Here everything is known of both: what one household
// has in common, its line, its mailbox and its cars, says less than in a booking, and a second mobile more.
const (
	pLast = iota
	pLastNear
	pFirst
	pMailFirst
	pMailDigits
	pFamilyMail
	pSwapped
	pSex
	pCompany
	pCompanyNear
	pStreet
	pHouse
	pZip
	pTown
	pMobile
	pLandline
	pPhones
	pEmail
	pVIN
	pPlate
	pBirthday
	pCountry
	pArea
	pRareLast
	pRareFirst
	pStock
	pSameHouse
	pCars      // how many of their cars are the same, from -1 to 1
	pCompanies // how many of the two are companies

	pairFeatureCount
)

type pairFeatures [pairFeatureCount]float32

// pairOf says which feature of a booking's candidate a feature of a pair is, -1 for those of pairs alone.
var pairOf = [pairFeatureCount]int{
	fLast, fLastNear, fFirst, fMailFirst, fMailDigits, fFamilyMail, fSwapped, fSex, fCompany, fCompanyNear, fStreet, fHouse, fZip,
	fTown, fMobile, fLandline, fPhones, fEmail, fVIN, fPlate, fBirthday, fCountry, fArea, fRareLast, fRareFirst, fStock, -1, -1, -1,
}

// pairRising is what rising is for pairs. The same address speaks for one person, and for a father and a son.
var pairRising = [pairFeatureCount]int8{
	pLast: 1, pLastNear: 1, pFirst: 1, pMailFirst: 1, pMailDigits: 1, pSwapped: -1, pSex: 1, pCompany: 1, pCompanyNear: 1,
	pMobile: 1, pLandline: 1, pPhones: 1, pEmail: 1, pVIN: 1, pPlate: 1, pBirthday: 1, pRareLast: 1, pRareFirst: 1, pCars: 1,
}

// PairFile is how the trees of the pairs are kept.
type PairFile struct {
	Version  int     `json:"version"`
	Features int     `json:"features"`
	Base     float64 `json:"base"`
	Trees    Trees   `json:"trees"`
}

// FirstPairs is what training begins with: nothing is known.
func FirstPairs() PairFile { return PairFile{Version: modelVersion, Features: pairFeatureCount} }

// PairExample gives what the trees may ask about a pair, and the sign of every feature as FeatureNames does.
func (m *Model) PairExample(a, b *Profile, often Frequency) (asked []float32, sign []int8) {
	_, f := m.weighPair(a, b, often)
	return f[:], pairRising[:]
}
