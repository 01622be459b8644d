package store

import (
	"bytes"
	"context"
	"math/bits"
	"slices"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

const searchLimit = 1000

// idSet holds ids as bits; ids are dense, a million take 125 kB.
type idSet struct {
	words []uint64
	n     int
}

// mostID is far above every id: a damaged key must not ask for more memory than there is.
const mostID = 1 << 30

func (s *idSet) add(id core.ID) {
	if id > mostID {
		panic("an index names a record that cannot be")
	}
	word := int(id / 64)
	if word >= len(s.words) {
		s.words = append(s.words, make([]uint64, 2*word+1-len(s.words))...)
	}
	if bit := uint64(1) << (id % 64); s.words[word]&bit == 0 {
		s.words[word] |= bit
		s.n++
	}
}

func (s *idSet) has(id core.ID) bool {
	word := id / 64
	return word < core.ID(len(s.words)) && s.words[word]&(1<<(id%64)) != 0
}

// and keeps what is in both; a nil set is everything.
func (s *idSet) and(other *idSet) *idSet {
	if s == nil {
		return other
	}
	if other == nil {
		return s
	}
	both := &idSet{words: make([]uint64, min(len(s.words), len(other.words)))}
	for i := range both.words {
		both.words[i] = s.words[i] & other.words[i]
		both.n += bits.OnesCount64(both.words[i])
	}
	return both
}

func (s *idSet) each(fn func(core.ID)) {
	for i, word := range s.words {
		for ; word != 0; word &= word - 1 {
			fn(core.ID(i*64 + bits.TrailingZeros64(word)))
		}
	}
}

// IDs lists the ids of a query in its order.
func (s *Store) IDs(ctx context.Context, q core.Query) ([]core.ID, error) {
	e, err := s.schema.of(q.Entity)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 && q.Text != "" {
		limit = searchLimit
	}
	var ids []core.ID
	err = s.read(ctx, "list", func(tx *bolt.Tx) (err error) {
		if q.Text != "" && limit > 0 && limit <= fewHits {
			var enough bool
			if ids, enough, err = s.fewest(ctx, tx, e, q, limit); enough || err != nil {
				return err
			}
		}
		wanted, err := s.selected(ctx, tx, e, q, true)
		if err != nil {
			return err
		}
		ids, err = e.listed(ctx, tx, wanted.ids, q, limit)
		return err
	})
	return ids, err
}

// fewest finds a few records without collecting those with a frequent word; it is not enough when they have to be.
func (s *Store) fewest(ctx context.Context, tx *bolt.Tx, e *entity, q core.Query, limit int) (ids []core.ID, enough bool, err error) {
	wanted, err := s.selected(ctx, tx, e, q, false)
	if err != nil {
		return nil, false, err
	}
	if len(wanted.terms) == 0 {
		ids, err = e.listed(ctx, tx, wanted.ids, q, limit)
		return ids, true, err
	}
	ids, enough, err = e.found(ctx, tx, wanted, q, limit)
	return ids, enough || len(wanted.terms) > mostFrequent, err
}

// listed gives what is wanted in the order of the query.
func (e *entity) listed(ctx context.Context, tx *bolt.Tx, wanted *idSet, q core.Query, limit int) ([]core.ID, error) {
	size, order := counted(tx, e), e.order(q.Sort)
	if order == nil {
		return walk(ctx, tx.Bucket(e.bucket).Cursor(), wanted, q.Desc, limit, size, 0)
	}
	c := tx.Bucket(order.bucket).Cursor()
	if wanted == nil || wanted.n >= max(50, size/walkedPerRead) {
		return walk(ctx, c, wanted, q.Desc, limit, size, 0)
	}
	if limit > 0 && limit < wanted.n { // the first are often found before long
		if ids, err := walk(ctx, c, wanted, q.Desc, limit, size, wanted.n*walkedPerRead/4); err != nil || len(ids) == limit {
			return ids, err
		}
	}
	return ordered(tx, e, order, wanted, q.Desc, limit)
}

// found takes the first records with the frequent terms, reading them in the order of the query; it is not enough when too
// many would have to be read.
func (e *entity) found(ctx context.Context, tx *bolt.Tx, wanted selection, q core.Query, limit int) (ids []core.ID, enough bool, err error) {
	if wanted.ids != nil && wanted.ids.n <= fewTests {
		few := &idSet{}
		if err := e.tested(ctx, tx, wanted.ids, wanted.terms, few); err != nil {
			return nil, false, err
		}
		ids, err = e.listed(ctx, tx, few, q, limit)
		return ids, true, err
	}
	bucket := tx.Bucket(e.bucket)
	if order := e.order(q.Sort); order != nil {
		bucket = tx.Bucket(order.bucket)
	}
	c := bucket.Cursor()
	first, next := c.First, c.Next
	if q.Desc {
		first, next = c.Last, c.Prev
	}
	test, tests, n := e.tester(tx, wanted.terms), 0, 0
	for key, _ := first(); key != nil && len(ids) < limit; key, _ = next() {
		id := keyID(key)
		if n++; n > maxWalk {
			return ids, false, ctx.Err()
		}
		if wanted.ids != nil && !wanted.ids.has(id) {
			continue
		}
		if tests++; tests > maxTests {
			return ids, false, ctx.Err()
		}
		ok, err := test(id)
		if err != nil {
			return nil, false, err
		}
		if ok {
			ids = append(ids, id)
		}
	}
	return ids, true, ctx.Err()
}

// arrivals are the indexes by the instant at which a record came.
var arrivals = map[core.Entity]string{core.EntityLead: "received", core.EntityMessage: "queued"}

// selected is what passes the query's filters; all says that frequent words are collected, too.
func (s *Store) selected(ctx context.Context, tx *bolt.Tx, e *entity, q core.Query, all bool) (selection, error) {
	var wanted selection
	if q.Text != "" {
		found, err := s.search(ctx, tx, e, q.Text, all)
		if err != nil {
			return wanted, err
		}
		wanted = found
	}
	for field, values := range map[string][]string{"status": q.Status, "kind": q.Kind} {
		if len(values) == 0 || e.group == nil || field == "kind" && e.name != core.EntityMessage {
			continue
		}
		set := &idSet{}
		for _, value := range values {
			if err := collect(ctx, tx.Bucket(e.index(field).bucket), exactPrefix(value), set); err != nil {
				return wanted, err
			}
		}
		wanted.ids = wanted.ids.and(set)
	}
	if arrival := arrivals[e.name]; !q.Since.IsZero() && arrival != "" {
		set := &idSet{}
		c := tx.Bucket(e.index(arrival).bucket).Cursor()
		for key, _ := c.Seek(wallKey(core.WallTime(q.Since.Unix()))); key != nil; key, _ = c.Next() {
			set.add(keyID(key))
		}
		wanted.ids = wanted.ids.and(set)
	}
	return wanted, nil
}

func collect(ctx context.Context, index *bolt.Bucket, prefix []byte, into *idSet) error {
	return eachUnder(ctx, index, prefix, 0, func(id core.ID) error {
		into.add(id)
		return nil
	})
}

// order is the index of a sort, the usual one for a sort that the entity does not have, nil without any.
func (e *entity) order(by core.Sort) *index {
	field, ok := e.sorts[by]
	if !ok {
		field = e.sorts[core.SortUsual]
	}
	if field == "" {
		return nil
	}
	return e.index(field)
}

// walkedPerRead is how many index keys are walked over in the time in which one record is read.
const walkedPerRead = 500

// ordered sorts few records by the keys that they have in the index.
func ordered(tx *bolt.Tx, e *entity, order *index, wanted *idSet, desc bool, limit int) ([]core.ID, error) {
	keys := make([][]byte, 0, wanted.n)
	var err error
	wanted.each(func(id core.ID) {
		r := e.fresh()
		if err == nil {
			err = e.get(tx, id, r)
		}
		if err == nil {
			keys = append(keys, keysOf(order, r, "")...)
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(keys, bytes.Compare)
	if desc {
		slices.Reverse(keys)
	}
	if limit > 0 {
		keys = keys[:min(limit, len(keys))]
	}
	ids := make([]core.ID, len(keys))
	for i, key := range keys {
		ids[i] = keyID(key)
	}
	return ids, nil
}

// walk goes through an order, at most so many keys of it (0: all), and takes what is wanted.
func walk(ctx context.Context, c *bolt.Cursor, wanted *idSet, desc bool, limit, size, most int) ([]core.ID, error) {
	first, next := c.First, c.Next
	if desc {
		first, next = c.Last, c.Prev
	}
	left := size
	if wanted != nil {
		left = wanted.n
	}
	if limit > 0 {
		left = min(left, limit)
	}
	ids := make([]core.ID, 0, left)
	n := 0
	for key, _ := first(); key != nil && (wanted == nil && limit <= 0 || len(ids) < left); key, _ = next() {
		if n++; n%65536 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if most > 0 && n > most {
			break
		}
		if id := keyID(key); wanted == nil || wanted.has(id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Count tells how many records of an entity there are, from the counters.
func (s *Store) Count(ctx context.Context, name core.Entity) (n int, err error) {
	e, err := s.schema.of(name)
	if err != nil {
		return 0, err
	}
	err = s.read(ctx, "count", func(tx *bolt.Tx) error {
		n = counted(tx, e)
		return nil
	})
	return n, err
}

// CountLeads tells how many leads have one of the statuses, all leads without any.
func (s *Store) CountLeads(ctx context.Context, statuses ...core.LeadStatus) (int, error) {
	groups := make([]string, len(statuses))
	for i, status := range statuses {
		groups[i] = string(status)
	}
	return s.countGroups(ctx, core.EntityLead, groups)
}

func (s *Store) countGroups(ctx context.Context, e core.Entity, groups []string) (n int, err error) {
	if len(groups) == 0 {
		return s.Count(ctx, e)
	}
	err = s.read(ctx, "count", func(tx *bolt.Tx) error {
		for _, group := range groups {
			n += counter(tx.Bucket(bucketMeta).Get(counterKey(e, group)))
		}
		return nil
	})
	return n, err
}

func counted(tx *bolt.Tx, e *entity) (n int) {
	prefix := counterKey(e.name, "")
	c := tx.Bucket(bucketMeta).Cursor()
	for key, value := c.Seek(prefix); hasPrefix(key, prefix); key, value = c.Next() {
		n += counter(value)
	}
	return n
}
