package store

import (
	"context"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

const searchLimit = 1000

// idSet holds ids as bits; ids are dense, a million take 125 kB.
type idSet struct {
	bits []uint64
	n    int
}

func (s *idSet) add(id core.ID) {
	word := int(id / 64)
	if word >= len(s.bits) {
		s.bits = append(s.bits, make([]uint64, word+1+word/4-len(s.bits))...)
	}
	if bit := uint64(1) << (id % 64); s.bits[word]&bit == 0 {
		s.bits[word] |= bit
		s.n++
	}
}

func (s *idSet) has(id core.ID) bool {
	word := id / 64
	return word < core.ID(len(s.bits)) && s.bits[word]&(1<<(id%64)) != 0
}

// and keeps what is in both; a nil set is everything.
func (s *idSet) and(other *idSet) *idSet {
	if s == nil {
		return other
	}
	if other == nil {
		return s
	}
	both := &idSet{}
	s.each(func(id core.ID) {
		if other.has(id) {
			both.add(id)
		}
	})
	return both
}

func (s *idSet) each(fn func(core.ID)) {
	for i, word := range s.bits {
		for b := range 64 {
			if word&(1<<b) != 0 {
				fn(core.ID(i*64 + b))
			}
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
	err = s.read(ctx, "list", func(tx *bolt.Tx) error {
		wanted, err := s.selected(ctx, tx, e, q)
		if err != nil {
			return err
		}
		order := e.bucket
		if field, ok := e.sorts[q.Sort]; ok {
			order = e.index(field).bucket
		} else if field, ok := e.sorts[core.SortUsual]; ok {
			order = e.index(field).bucket
		}
		ids, err = walk(ctx, tx.Bucket(order).Cursor(), wanted, q.Desc, limit, counted(tx, e))
		return err
	})
	return ids, err
}

// selected is the set of records that pass the query's filters, nil when all do.
func (s *Store) selected(ctx context.Context, tx *bolt.Tx, e *entity, q core.Query) (*idSet, error) {
	var wanted *idSet
	if q.Text != "" {
		found, err := s.search(ctx, tx, e, q.Text)
		if err != nil {
			return nil, err
		}
		wanted = found
	}
	if len(q.Status) > 0 && e.group != nil {
		set := &idSet{}
		for _, status := range q.Status {
			if err := collect(ctx, tx.Bucket(e.index("status").bucket), exactPrefix(status), set); err != nil {
				return nil, err
			}
		}
		wanted = wanted.and(set)
	}
	if !q.Since.IsZero() && e.name == core.EntityLead {
		set := &idSet{}
		c := tx.Bucket(e.index("received").bucket).Cursor()
		for key, _ := c.Seek(wallKey(core.WallTime(q.Since.Unix()))); key != nil; key, _ = c.Next() {
			set.add(keyID(key))
		}
		wanted = wanted.and(set)
	}
	return wanted, nil
}

func collect(ctx context.Context, index *bolt.Bucket, prefix []byte, into *idSet) error {
	return eachUnder(ctx, index, prefix, 0, func(id core.ID) error {
		into.add(id)
		return nil
	})
}

// walk goes through an order and takes what is wanted.
func walk(ctx context.Context, c *bolt.Cursor, wanted *idSet, desc bool, limit, size int) ([]core.ID, error) {
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
func (s *Store) CountLeads(ctx context.Context, statuses ...core.LeadStatus) (n int, err error) {
	if len(statuses) == 0 {
		return s.Count(ctx, core.EntityLead)
	}
	err = s.read(ctx, "count", func(tx *bolt.Tx) error {
		for _, status := range statuses {
			n += counter(tx.Bucket(bucketMeta).Get(counterKey(core.EntityLead, string(status))))
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
