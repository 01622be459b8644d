package match

import (
	"math"
	"slices"

	"terminwerk/core"
)

// The lower bounds of the classes.
const (
	certainFrom  = .99
	likelyFrom   = .5
	possibleFrom = .05
)

// Some doubts keep a probability low, whatever the model says. Where two people of one name live in one house and no
// personal key decides between them, or as many speak for the other one, both stay below .95, because they are father and
// son as often as one stored twice. Below .99 stays, unless two keys speak for them, whose name contradicts or is not known,
// because telephone numbers, cars and flats change hands, but hardly together, and whose mailbox is the same only when
// googlemail.com is gmail.com; and always a company of which nothing but the name agrees. Couples share all keys: another
// first name and salutation is always another person.
const (
	undecided    = .949
	contradicted = .989
)

// How many keys let a contradiction go: two in a booking; no number of them in the stock, where a family shares all but the
// mobile.
const (
	keysOfBooking = 2
	keysOfPair    = 6
)

// settle turns the probability into the class; so many keys let a contradiction go.
func (r *rated) settle(keys int) {
	p := r.Probability
	if r.features[fNamesakes] > 0 && (r.alike || !r.evidence.personal) {
		p = bounded(p, undecided)
	}
	e := &r.evidence
	if e.doubtful() && e.keys < keys || e.contradicted() && e.is(sexDiffers) || e.companyAlone() {
		p = bounded(p, contradicted)
	}
	if r.evidence.is(mobileEqual, landlineEqual, phoneTwice, emailEqual, emailShared, vinEqual) {
		p = max(p, possibleFrom)
	}
	r.Probability, r.Class = p, classOf(p)
}

func classOf(p float64) Class {
	switch {
	case p >= certainFrom:
		return Certain
	case p >= likelyFrom:
		return Likely
	case p >= possibleFrom:
		return Possible
	}
	return Nobody
}

// yield lowers those behind somebody certain, unless they are the same person stored twice. The trees see each candidate
// beside the next one, but a booking has one customer: behind somebody certain one in five of those given .2 to .95 is right
// too, and every second of those above (two realistic dealers and a hostile one of another generator, 30,000 bookings).
func (s *search) yield(list []*rated) {
	const share, less = .3, 1.5
	if len(list) == 0 || list[0].Class != Certain {
		return
	}
	for _, r := range list[1:min(len(list), maxSerious)] {
		if p := logistic(share*logOdds(r.Probability) - less); p < r.Probability && !slices.Contains(list[0].Twins, r.Customer.Meta.ID) {
			r.Probability, r.Class = p, classOf(p)
		}
	}
	s.order(list, func(r *rated) float64 { return r.Probability })
}

// bounded presses a probability below a bound and keeps the order of those that exceed it.
func bounded(p, bound float64) float64 {
	const from = .9
	if p <= from {
		return p
	}
	return from + (p-from)*(bound-from)/(1-from)
}

// rivals names for each candidate the other person who is about as good; nobody with a rival is certain.
func (s *search) rivals(list []*rated) {
	for i, r := range list[:min(len(list), maxSerious)] {
		if r.Class < Possible {
			continue
		}
		for j, other := range list[:min(len(list), maxSerious)] {
			if i == j || other.Class < Possible || slices.Contains(r.Twins, other.Customer.Meta.ID) {
				continue
			}
			if math.Abs(logOdds(other.Probability)-logOdds(r.Probability)) < asGood {
				r.Rival = other.Customer.Meta.ID
				break
			}
		}
		if r.Rival != 0 && r.Class == Certain {
			r.Class = Likely
		}
	}
}

// asGood is the difference in log-odds up to which two candidates count as equally good.
const asGood = 2.0

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func logOdds(p float64) float64 {
	p = min(max(p, 1e-9), 1-1e-9)
	return math.Log(p / (1 - p))
}

// usualReasons is room for the reasons of most candidates.
const usualReasons = 10

// reasons lists the evidence per field, strongest first.
func (m *Model) reasons(e *evidence, f *features) []Reason {
	list := make([]Reason, 0, usualReasons)
	add := func(field core.Field, relation Relation, weight float64) {
		if i := slices.IndexFunc(list, func(r Reason) bool { return r.Field == field }); i >= 0 {
			list[i].Weight += weight
			return
		}
		list = append(list, Reason{field, relation, weight})
	}
	for l, holds := range e.holds {
		found := explained[l]
		if !holds || found.field == "" {
			continue
		}
		if found.field == core.FieldPhone && e.phone != "" {
			found.field = e.phone
		}
		add(found.field, found.relation, m.weights[l])
	}
	for i := range list {
		switch list[i].Field {
		case core.FieldLastName:
			list[i].Weight += m.rareLast * float64(f[fRareLast])
		case core.FieldFirstName:
			list[i].Weight += m.rareFirst * float64(f[fRareFirst])
		}
	}
	slices.SortStableFunc(list, func(a, b Reason) int {
		switch x, y := math.Abs(a.Weight), math.Abs(b.Weight); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// samePerson tells whether two customers are evidently one person stored twice: the same name, a common key, and no
// personal key that tells them apart. The same name at the same address may be father and son, who share the line and the
// car too.
func samePerson(a, b *Profile) bool {
	if !a.sharesKey(b) {
		return false
	}
	e := weigh(a, b)
	if e.is(lastDiffers, firstDiffers, companyDiffers, sexDiffers, birthdayDiffers, branch) {
		return false
	}
	named := e.is(lastEqual, lastPart, lastSimilar, lastSounds) && e.is(firstEqual, firstPart, firstSimilar, firstSounds)
	company := e.is(companyEqual)
	if e.is(mobileEqual, phoneTwice, emailEqual, birthdayEqual) {
		return named || company
	}
	return e.is(landlineEqual, vinEqual) && (company || named && !e.sameHouse())
}

// sharesKey tells whether a telephone number, an e-mail address, a birthday or a VIN is the same: without looking at
// anything else most pairs are told apart.
func (p *Profile) sharesKey(other *Profile) bool {
	if p.birthday != 0 && p.birthday == other.birthday || p.mail.address != "" && p.mail.address == other.mail.address {
		return true
	}
	for _, x := range p.phones {
		if slices.ContainsFunc(other.phones, func(y number) bool { return samePhone(x.digits, y.digits) }) {
			return true
		}
	}
	return slices.ContainsFunc(p.vins, func(v string) bool { return slices.Contains(other.vins, v) })
}
