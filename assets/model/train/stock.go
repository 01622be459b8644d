package main

import (
	"context"
	"hash/fnv"
	"slices"
	"sort"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/core/name"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// stock is a dealer's customers and vehicles in memory, searchable like the program's store.
type stock struct {
	customers []core.Customer // place is ID-1
	vehicles  []core.Vehicle
	postings  []posting // by key
	owned     map[core.ID][]int
	byVIN     map[string][]int
	byTail    map[string][]int
	byPlate   map[string][]int
	words     map[byte]*vocabulary
}

type posting struct {
	key   uint64
	id    uint32
	zip   byte
	first byte
}

func newStock(customers []core.Customer, vehicles []core.Vehicle) *stock {
	s := &stock{
		customers: customers, vehicles: vehicles, owned: map[core.ID][]int{}, byVIN: map[string][]int{},
		byTail: map[string][]int{}, byPlate: map[string][]int{},
		words: map[byte]*vocabulary{match.NearLast: newVocabulary(), match.NearFirst: newVocabulary()},
	}
	for i := range customers {
		c := &customers[i]
		marks := match.MarksOf(c)
		for _, k := range match.Keys(c) {
			s.postings = append(s.postings, posting{hashOf(k), uint32(c.Meta.ID), marks.Zip, marks.First})
		}
		last, first := match.Words(c)
		for _, w := range last {
			s.words[match.NearLast].add(w)
		}
		for _, w := range first {
			s.words[match.NearFirst].add(w)
		}
	}
	slices.SortFunc(s.postings, func(a, b posting) int {
		if a.key != b.key {
			if a.key < b.key {
				return -1
			}
			return 1
		}
		return int(a.id) - int(b.id)
	})
	for i := range vehicles {
		v := &vehicles[i]
		s.owned[v.Owner] = append(s.owned[v.Owner], i)
		add(s.byVIN, vin.Key(v.Data.VIN), i)
		add(s.byTail, vin.Tail(v.Data.VIN), i)
		add(s.byPlate, plate.Normalize(v.Data.Plate), i)
	}
	for _, w := range s.words {
		w.finish()
	}
	return s
}

func add(m map[string][]int, key string, i int) {
	if key != "" {
		m[key] = append(m[key], i)
	}
}

func hashOf(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// Expect needs to do nothing: all is in memory.
func (s *stock) Expect(core.Expected) {}

// Postings lists the customers under a key.
func (s *stock) Postings(_ context.Context, key string, limit int) ([]core.Posting, int, error) {
	h := hashOf(key)
	from := sort.Search(len(s.postings), func(i int) bool { return s.postings[i].key >= h })
	to := from + sort.Search(len(s.postings)-from, func(i int) bool { return s.postings[from+i].key > h })
	list := make([]core.Posting, 0, min(limit, to-from))
	for _, p := range s.postings[from:min(to, from+limit)] {
		list = append(list, core.Posting{ID: core.ID(p.id), Zip: p.zip, First: p.first})
	}
	return list, to - from, nil
}

// Near lists the words of the stock that are one slip away.
func (s *stock) Near(_ context.Context, kind byte, word string) ([]string, error) {
	return s.words[kind].near(word), nil
}

// Bearers counts the customers with a word in their name.
func (s *stock) Bearers(_ context.Context, kind byte, word string) (int, error) {
	return s.words[kind].count[word], nil
}

// Count gives the number of customers.
func (s *stock) Count(context.Context, core.Entity) (int, error) { return len(s.customers), nil }

// Customer gives one customer.
func (s *stock) Customer(_ context.Context, id core.ID) (core.Customer, error) {
	return s.customers[id-1], nil
}

// VehiclesOf gives a customer's vehicles.
func (s *stock) VehiclesOf(_ context.Context, id core.ID) ([]core.Vehicle, error) {
	return s.pick(s.owned[id]), nil
}

// VehiclesByVIN gives the vehicles of a VIN.
func (s *stock) VehiclesByVIN(_ context.Context, text string) ([]core.Vehicle, error) {
	return s.pick(s.byVIN[vin.Key(text)]), nil
}

// VehiclesByVINTail gives the vehicles whose VIN ends so.
func (s *stock) VehiclesByVINTail(_ context.Context, tail string) ([]core.Vehicle, error) {
	return s.pick(s.byTail[vin.Tail(tail)]), nil
}

// VehiclesByPlate gives the vehicles of a plate.
func (s *stock) VehiclesByPlate(_ context.Context, text string) ([]core.Vehicle, error) {
	return s.pick(s.byPlate[plate.Normalize(text)]), nil
}

func (s *stock) pick(places []int) []core.Vehicle {
	list := make([]core.Vehicle, 0, len(places))
	for _, i := range places {
		list = append(list, s.vehicles[i])
	}
	return list
}

// vocabulary finds words that are one slip away, by what is left when one letter is deleted.
type vocabulary struct {
	count   map[string]int
	words   []string
	deletes []deletion
}

type deletion struct {
	key  uint64
	word uint32
}

func newVocabulary() *vocabulary { return &vocabulary{count: map[string]int{}} }

func (v *vocabulary) add(word string) { v.count[word]++ }

func (v *vocabulary) finish() {
	for w := range v.count {
		v.words = append(v.words, w)
	}
	slices.Sort(v.words)
	for i, w := range v.words {
		for _, k := range deletesOf(w) {
			v.deletes = append(v.deletes, deletion{k, uint32(i)})
		}
	}
	slices.SortFunc(v.deletes, func(a, b deletion) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return int(a.word) - int(b.word)
	})
}

func deletesOf(w string) []uint64 {
	keys := []uint64{hashOf(w)}
	for i := range len(w) {
		keys = append(keys, hashOf(w[:i]+w[i+1:]))
	}
	return keys
}

func (v *vocabulary) near(word string) []string {
	var list []string
	for _, k := range deletesOf(word) {
		at := sort.Search(len(v.deletes), func(i int) bool { return v.deletes[i].key >= k })
		for ; at < len(v.deletes) && v.deletes[at].key == k; at++ {
			w := v.words[v.deletes[at].word]
			if w != word && !slices.Contains(list, w) && name.EditDistance(w, word) <= 1 {
				list = append(list, w)
			}
		}
	}
	return list
}
