package duplicates

import (
	"context"
	"math"
	"slices"

	"terminwerk/core"
	"terminwerk/core/match"
)

// kind is one kind of key that a scan goes through. Under a key of names or addresses only those are compared whose marks
// agree too: everybody else there is a neighbour or a namesake.
type kind struct {
	letter  byte
	compare func(a, b core.Posting) bool
	most    int // customers under one key from which on only those are compared whose marks are the same; 0: a key is never too frequent
}

var kinds = []kind{
	{match.KeyPhone, anybody, 40},
	{match.KeyEmail, anybody, 40},
	{match.KeyNameZip, sameFirst, 0},
	{match.KeyHouse, sameFirst, 400},
	{match.KeyNameTown, movedZip, 60},
	{match.KeyBirthday, sameFirst, 400},
	{match.KeyFirm, anybody, 40},
}

func anybody(core.Posting, core.Posting) bool { return true }

// sameFirst wants first names of the same sound; a mark of 0 is no name.
func sameFirst(a, b core.Posting) bool { return a.First == b.First || a.First == 0 || b.First == 0 }

// movedZip wants one first name and postcodes that differ, so that the pair was not compared under name and postcode.
func movedZip(a, b core.Posting) bool { return a.First == b.First && a.First != 0 && a.Zip != b.Zip }

// A turn ends after this many comparisons or keys; it takes some tens of milliseconds.
const (
	turnPairs = 1_000
	turnKeys  = 20_000
	mostInKey = 2_000_000 // comparisons under one key
)

// Scan goes on with a report from its place until it is finished or ctx ends, which is its only error apart from those of
// the store; the report then holds what was found so far. step is called after every turn.
func (s *Service) Scan(ctx context.Context, r *Report, step func(*Report)) error {
	if r.Begun.IsZero() {
		r.Begun = s.clock.Now()
	}
	if r.Min == 0 {
		r.Min = DefaultMin
	}
	sc, err := s.newScan(ctx, r)
	if err != nil {
		return err
	}
	for r.kind < len(kinds) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := sc.turn(ctx); err != nil {
			return err
		}
		if step != nil {
			step(r)
		}
	}
	r.Sort()
	r.Finished = s.clock.Now()
	return nil
}

// scan is the state of one run that need not survive it.
type scan struct {
	*Service
	report   *Report
	known    map[[2]core.ID]bool
	people   map[core.ID]*person
	bearers  map[string]int
	stock    int
	cash     core.ID // the cash-sale customer, who is nobody's duplicate
	found    []Pair  // found in the present turn
	compared int
}

// person is a customer ready to be compared.
type person struct {
	profile  *match.Profile
	customer core.Customer
	last     int // customers with the rarest word of the last name
	first    int
}

func (s *Service) newScan(ctx context.Context, r *Report) (*scan, error) {
	sc := &scan{Service: s, report: r, known: map[[2]core.ID]bool{}, people: map[core.ID]*person{}, bearers: map[string]int{}}
	for _, p := range slices.Concat(r.Pairs, r.said) {
		sc.known[[2]core.ID{p.First, p.Second}] = true
	}
	settings, err := s.store.Settings(ctx)
	if err != nil || settings.Basis.CashCustomer == "" {
		return sc, err
	}
	cash, err := s.store.CustomerByNumber(ctx, settings.Basis.CashCustomer)
	if core.IsKind(err, core.NotFound) {
		err = nil
	}
	sc.cash = cash.Meta.ID
	return sc, err
}

// turn reads the stock for some tens of milliseconds.
func (sc *scan) turn(ctx context.Context) error {
	k := kinds[sc.report.kind]
	next, keys, ended := uint64(sc.report.from), 0, true
	sc.compared, sc.found = 0, sc.found[:0]
	err := sc.store.ReadStock(ctx, func(stock core.Stock) (err error) {
		if sc.stock, err = stock.Count(ctx, core.EntityCustomer); err != nil {
			return err
		}
		var inner error
		err = stock.Groups(ctx, k.letter, sc.report.from, func(hash uint32, list []core.Posting) bool {
			if inner = sc.group(ctx, stock, k, slices.Clone(list)); inner != nil {
				return false
			}
			next = uint64(hash) + 1
			if keys++; sc.compared >= turnPairs || keys >= turnKeys {
				ended = false
				return false
			}
			return true
		})
		if inner != nil {
			return inner
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := sc.keep(ctx); err != nil {
		return err
	}
	sc.report.Compared += uint64(sc.compared)
	if sc.report.from = uint32(next); ended || next > math.MaxUint32 {
		sc.report.kind, sc.report.from = sc.report.kind+1, 0
	}
	return nil
}

// group compares the customers under one key. When they are too many, only those with the same marks.
func (sc *scan) group(ctx context.Context, stock core.Stock, k kind, list []core.Posting) error {
	if k.most > 0 && len(list) > k.most {
		alike := k.compare
		k.compare = func(a, b core.Posting) bool { return a.Zip == b.Zip && a.First == b.First && alike(a, b) }
	}
	slices.SortFunc(list, func(a, b core.Posting) int { return int(a.First) - int(b.First) })
	n := 0
	for i := range list {
		for j := i + 1; j < len(list); j++ {
			if !k.compare(list[i], list[j]) {
				if list[i].First != 0 && list[j].First != list[i].First {
					break // sorted by this mark: nobody further on agrees
				}
				continue
			}
			if n++; n > mostInKey {
				sc.report.Left++
				continue
			}
			if err := sc.pair(ctx, stock, list[i].ID, list[j].ID); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (sc *scan) pair(ctx context.Context, stock core.Stock, a, b core.ID) error {
	if a == b || a == sc.cash || b == sc.cash {
		return nil
	}
	if a > b {
		a, b = b, a
	}
	if sc.known[[2]core.ID{a, b}] {
		return nil
	}
	sc.compared++
	one, err := sc.person(ctx, stock, a)
	if err != nil {
		return err
	}
	other, err := sc.person(ctx, stock, b)
	if err != nil {
		return err
	}
	often := sc.oftenest(one, other)
	p := sc.model.PairProbability(one.profile, other.profile, often)
	if p >= worthCars && p < 1 {
		if p, err = sc.withCars(ctx, stock, one, other, often); err != nil {
			return err
		}
	}
	if p >= sc.report.Min {
		sc.found = append(sc.found, Pair{a, b, float64(float32(p))}) // as exact as it is kept
	}
	return nil
}

// worthCars is the probability from which the vehicles of both are compared too.
const worthCars = .2

func (sc *scan) withCars(ctx context.Context, stock core.Stock, one, other *person, often match.Frequency) (float64, error) {
	var profiles [2]*match.Profile
	for i, p := range []*person{one, other} {
		cars, err := stock.VehiclesOf(ctx, p.customer.Meta.ID)
		if err != nil {
			return 0, err
		}
		profiles[i] = profileOf(&p.customer, cars)
	}
	return sc.model.PairProbability(profiles[0], profiles[1], often), nil
}

func profileOf(c *core.Customer, cars []core.Vehicle) *match.Profile {
	data := make([]core.VehicleData, len(cars))
	for i := range cars {
		data[i] = cars[i].Data
	}
	return match.ProfileOf(&c.Contact, c.Birthday, data...)
}

// maxPeople bounds the customers kept ready, some kilobytes each.
const maxPeople = 8_000

func (sc *scan) person(ctx context.Context, stock core.Stock, id core.ID) (*person, error) {
	if p := sc.people[id]; p != nil {
		return p, nil
	}
	c, err := stock.Customer(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &person{customer: c, profile: match.ProfileOf(&c.Contact, c.Birthday)}
	last, first := match.Words(&c)
	if p.last, err = sc.rarest(ctx, stock, core.NearLast, last); err != nil {
		return nil, err
	}
	if p.first, err = sc.rarest(ctx, stock, core.NearFirst, first); err != nil {
		return nil, err
	}
	if len(sc.people) >= maxPeople {
		clear(sc.people)
	}
	sc.people[id] = p
	return p, nil
}

// rarest counts the bearers of the rarest of a name's words.
func (sc *scan) rarest(ctx context.Context, stock core.Stock, vocabulary byte, words []string) (least int, err error) {
	for i, word := range words {
		key := string(rune(vocabulary)) + word
		n, known := sc.bearers[key]
		if !known {
			if n, err = stock.Bearers(ctx, vocabulary, word); err != nil {
				return 0, err
			}
			const most = 100_000
			if len(sc.bearers) < most {
				sc.bearers[key] = n
			}
		}
		if i == 0 || n < least {
			least = n
		}
	}
	return least, nil
}

// oftenest is how frequent the names of two people are, by the more frequent one of each.
func (sc *scan) oftenest(a, b *person) match.Frequency {
	return match.Frequency{Last: max(a.last, b.last), First: max(a.first, b.first), Customers: sc.stock}
}

// mostPairs bounds a report, some hundred bytes a pair while it is made; what is found beyond counts as left out.
const mostPairs = 500_000

// keep takes what the turn found into the report, apart from those that were said to be two.
func (sc *scan) keep(ctx context.Context) error {
	for _, p := range sc.found {
		ids := [2]core.ID{p.First, p.Second}
		if sc.known[ids] {
			continue
		}
		said, err := sc.saidTwo(ctx, p)
		if err != nil {
			return err
		}
		sc.known[ids] = true // either way it is not judged again under its other keys
		switch {
		case said:
			sc.report.said = append(sc.report.said, Pair{p.First, p.Second, isSaid})
		case len(sc.report.Pairs) >= mostPairs:
			sc.report.Left++
		default:
			sc.report.Pairs = append(sc.report.Pairs, p)
		}
	}
	return nil
}

func (s *Service) saidTwo(ctx context.Context, p Pair) (bool, error) {
	said, err := s.store.NotDuplicatesOfCustomer(ctx, p.First)
	return slices.ContainsFunc(said, func(n core.NotDuplicate) bool {
		return n.Customer == p.Second || n.Other == p.Second
	}), err
}
