package main

import (
	"fmt"
	"math/rand/v2"
	"os"

	"terminwerk/core"
	"terminwerk/core/match"
)

// pairSchooling are the stocks the trees of the pairs were fitted to. In them more of the relatives are father and son of
// one name, but seldom with one mobile or one mailbox; one in forty customers is there twice.
var pairSchooling = []lesson{
	{seed: 201, customers: 60000},
	{seed: 202, customers: 60000},
	{seed: 203, customers: 30000},
	{seed: 204, customers: 60000},
	{seed: 205, customers: 60000},
	{seed: 206, customers: 30000},
	{seed: 207, customers: 5000},
	{seed: 208, customers: 60000},
	{seed: 209, customers: 60000},
	{seed: 210, customers: 10000},
	{seed: 211, customers: 100000},
	{seed: 212, customers: 1000},
	{seed: 213, customers: 3000},
	{seed: 214, customers: 3000},
	{seed: 215, customers: 8000},
	{seed: 216, customers: 2000},
	{seed: 217, customers: 20000},
}

const (
	namesakes = .05
	sameKeys  = 0
	twice     = .025
	misheard  = .2
)

var pairBoosting = boosting{trees: 120, depth: 5, rate: .08, minWeight: 15, shrink: 2, sample: .8}

// pair is two customers that share a key, and whether they are one.
type pair struct {
	a, b core.ID
	one  bool
}

// family is a stock without bookings, whose duplicates are all known.
func family(x lesson) (*stock, map[core.ID][]core.ID) {
	g := newGenerator(x.seed)
	g.shares.namesake, g.shares.sameKeys, g.shares.twin, g.shares.misheard = namesakes, sameKeys, twice, misheard
	g.cities()
	g.populate(x.customers)
	return newStock(g.customers, g.vehicles), g.also
}

// cities makes three cities of many postcodes of half the towns.
func (g *generator) cities() {
	const cities = 3
	for i := cities; i < len(g.towns)/2; i++ {
		if city := &g.towns[i%cities]; city.country == g.towns[i].country {
			g.towns[i].name = city.name
		}
	}
}

// pairsOf lists the pairs that a walk through the stock would compare.
func pairsOf(s *stock, also map[core.ID][]core.ID) []pair {
	const most = 60
	groups := map[string][]core.ID{}
	for i := range s.customers {
		c := &s.customers[i]
		for _, k := range match.Keys(c) {
			switch k[0] {
			case match.KeyPhone, match.KeyEmail, match.KeyNameZip, match.KeyHouse, match.KeyNameTown, match.KeyBirthday, match.KeyFirm:
				groups[k] = append(groups[k], c.Meta.ID)
			}
		}
	}
	seen := map[[2]core.ID]bool{}
	var list []pair
	for _, c := range s.customers { // in the order of the customers, not of the map
		for _, k := range match.Keys(&c) {
			group := groups[k]
			if len(group) > most {
				continue
			}
			for _, other := range group {
				ids := [2]core.ID{c.Meta.ID, other}
				if other <= c.Meta.ID || seen[ids] {
					continue
				}
				seen[ids] = true
				list = append(list, pair{ids[0], ids[1], contains(also[ids[0]], other)})
			}
		}
	}
	return list
}

func contains(list []core.ID, id core.ID) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// profiles prepares every customer of a stock, and how frequent the names are.
func profiles(s *stock) ([]*match.Profile, []match.Frequency) {
	list, often := make([]*match.Profile, len(s.customers)), make([]match.Frequency, len(s.customers))
	parallel(len(s.customers), func(i int) {
		c := &s.customers[i]
		var cars []core.VehicleData
		for _, v := range s.owned[c.Meta.ID] {
			cars = append(cars, s.vehicles[v].Data)
		}
		list[i] = match.ProfileOf(&c.Contact, c.Birthday, cars...)
		last, first := match.Words(c)
		often[i] = match.Frequency{Last: s.rarest(match.NearLast, last), First: s.rarest(match.NearFirst, first), Customers: len(s.customers)}
	})
	return list, often
}

func (s *stock) rarest(vocabulary byte, words []string) int {
	least := 0
	for i, w := range words {
		if n := s.words[vocabulary].count[w]; i == 0 || n < least {
			least = n
		}
	}
	return least
}

func oftenest(a, b match.Frequency) match.Frequency {
	return match.Frequency{Last: max(a.Last, b.Last), First: max(a.First, b.First), Customers: a.Customers}
}

// trainPairs fits the trees of the pairs; the model gives the frequencies of names.
func trainPairs(m *match.Model) match.PairFile {
	file := match.FirstPairs()
	var rows [][]float32
	var right []bool
	var weight []float32
	var sign []int8
	random := rand.New(rand.NewPCG(5, 6))
	for _, x := range pairSchooling {
		s, also := family(x)
		people, often := profiles(s)
		for _, p := range pairsOf(s, also) {
			const share = .2 // of those that are two
			if !p.one && random.Float64() > share {
				continue
			}
			i, j := p.a-1, p.b-1
			asked, signs := m.PairExample(people[i], people[j], oftenest(often[i], often[j]))
			w := float32(1)
			if !p.one {
				w = 1 / share
			}
			rows, right, weight, sign = append(rows, asked), append(right, p.one), append(weight, w), signs
		}
	}
	fmt.Fprintln(os.Stderr, len(rows), "pairs")
	base, trees := boost(newTable(rows, right, weight), sign, pairBoosting, random.Float64)
	file.Base = base
	for _, t := range trees {
		file.Trees = append(file.Trees, nodesOf(t))
	}
	return file
}

// judged are the pairs of a stock with their probabilities.
type judged struct {
	pairs []pair
	p     []float64
}

func judge(m *match.Model, x lesson) judged {
	s, also := family(x)
	people, often := profiles(s)
	j := judged{pairs: pairsOf(s, also)}
	j.p = make([]float64, len(j.pairs))
	parallel(len(j.pairs), func(k int) {
		a, b := j.pairs[k].a-1, j.pairs[k].b-1
		j.p[k] = m.Pair(people[a], people[b], oftenest(often[a], often[b])).Probability
	})
	return j
}

// pairCut is what happens when every pair from a probability on is reported.
type pairCut struct{ reported, right, all int }

func (j *judged) from(least float64) (c pairCut) {
	for k, p := range j.pairs {
		if p.one {
			c.all++
		}
		if j.p[k] < least {
			continue
		}
		c.reported++
		if p.one {
			c.right++
		}
	}
	return c
}

func pairsFrom(m *match.Model, x lesson, least float64) pairCut {
	j := judge(m, x)
	return j.from(least)
}

// measurePairs prints what a walk through a generated stock would report.
func measurePairs(m *match.Model, x lesson) {
	j := judge(m, x)
	fmt.Printf("seed %d: %d customers, %d pairs compared, %d are one person\n", x.seed, x.customers, len(j.pairs), j.from(0).all)
	for _, least := range []float64{.5, .9, .95, .99} {
		c := j.from(least)
		fmt.Printf("  from %.2f: %d, precision %.3f, recall %.3f\n", least, c.reported, float64(c.right)/float64(c.reported), float64(c.right)/float64(c.all))
	}
}
