package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

const (
	scanChunk  = 5000   // records read in one transaction
	indexChunk = 50_000 // index keys written in one transaction
	packed     = 0.95   // how full pages are when keys come in order
)

// RebuildIndexes derives all indexes and counters again from the records, in order and in little memory: about half a
// minute for a million customers with their vehicles. Other writers wait. Progress goes from 0 to 1; nil is allowed.
func (s *Store) RebuildIndexes(ctx context.Context, progress func(float64)) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { s.turn <- struct{}{} }()
	if err := s.rebuild(ctx, progress); err != nil {
		return s.unindexed(err)
	}
	return nil
}

// ReasonUnindexed is why nothing is written after indexes could not be completed; the next Open does that.
const ReasonUnindexed core.Reason = "store.unindexed"

// unindexed stops all writing because of indexes that lack keys.
func (s *Store) unindexed(cause error) error {
	if s.Poisoned() != nil {
		return cause
	}
	return s.poisonBy(&core.Error{Kind: core.Unavailable, Op: "rebuild indexes", Err: fmt.Errorf("%w: %w", ReasonUnindexed, cause)})
}

// rebuild is called by who has the turn. Until it has finished the file says that its indexes are not to be used.
func (s *Store) rebuild(ctx context.Context, progress func(float64)) error {
	if err := s.dropIndexes(ctx); err != nil {
		return err
	}
	if progress == nil {
		progress = func(float64) {}
	}
	b, err := s.newBuilder()
	if err != nil {
		return err
	}
	defer b.close()
	const reading = 0.5 // the share of the time that reading takes
	entities := s.schema.all()
	last, all, before := make([]uint64, len(entities)), uint64(0), uint64(0)
	err = s.view("rebuild indexes", func(tx *bolt.Tx) error {
		for i, e := range entities {
			last[i] = readSeq(tx, string(e.name))
			all += last[i]
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, e := range entities {
		err := s.scan(ctx, e, b, func(id uint64) { progress(reading * float64(before+id) / float64(max(all, 1))) })
		if err != nil {
			return err
		}
		before += last[i]
	}
	return b.build(ctx, func(done float64) { progress(reading + (1-reading)*done) })
}

func (s *Store) dropIndexes(ctx context.Context) error {
	return s.transact(ctx, "rebuild indexes", func(t *txn) error {
		meta := t.tx.Bucket(bucketMeta)
		if err := meta.Delete(metaIndex); err != nil {
			return err
		}
		for _, e := range s.schema.all() {
			if _, err := t.tx.CreateBucketIfNotExists(e.bucket); err != nil {
				return err
			}
			if err := dropCounters(meta, e.name); err != nil {
				return err
			}
			for _, ix := range e.indexes {
				if err := t.tx.DeleteBucket(ix.bucket); err != nil && t.tx.Bucket(ix.bucket) != nil {
					return err
				}
				if _, err := t.tx.CreateBucket(ix.bucket); err != nil {
					return err
				}
			}
		}
		return nil
	}, nil, nil)
}

func dropCounters(meta *bolt.Bucket, e core.Entity) error {
	var keys [][]byte
	prefix := counterKey(e, "")
	c := meta.Cursor()
	for key, _ := c.Seek(prefix); hasPrefix(key, prefix); key, _ = c.Next() {
		keys = append(keys, bytes.Clone(key))
	}
	for _, key := range keys {
		if err := meta.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// scan hands every record of an entity to the builder, in transactions that stay short.
func (s *Store) scan(ctx context.Context, e *entity, b *builder, reached func(id uint64)) error {
	next := idKey(0)
	for next != nil {
		reached(binary.BigEndian.Uint64(next))
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.view("rebuild indexes", func(tx *bolt.Tx) error {
			c := tx.Bucket(e.bucket).Cursor()
			key, frame := c.Seek(next)
			for n := 0; key != nil && n < scanChunk; n++ {
				r := e.fresh()
				if err := e.decode(key, frame, r); err != nil {
					return err
				}
				if err := b.add(e, r); err != nil {
					return err
				}
				key, frame = c.Next()
			}
			next = bytes.Clone(key)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// builder collects the index keys and counts of many records and writes them in order.
type builder struct {
	s       *Store
	sorters map[*index]*sorter
	counts  map[*entity]map[string]int
	keyer   keyer
	written int
	total   int
	partial bool // keys are missing because they could not be sorted
}

func (s *Store) newBuilder() (*builder, error) {
	b := &builder{s: s, sorters: map[*index]*sorter{}, counts: map[*entity]map[string]int{}}
	err := s.view("sort", func(tx *bolt.Tx) (err error) {
		b.keyer.cash, err = cashSaleIn(tx, s.schema[core.EntitySettings])
		return err
	})
	return b, err
}

func (b *builder) sorter(ix *index) *sorter {
	if b.sorters[ix] == nil {
		b.sorters[ix] = newSorter(b.s.path)
	}
	return b.sorters[ix]
}

func (b *builder) addGroups(groups [][]core.Record) (err error) {
	defer func() { b.partial = err != nil }()
	for _, group := range groups {
		for _, r := range group {
			if err := b.add(b.s.schema[r.Entity()], r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) add(e *entity, r core.Record) error {
	counts := b.counts[e]
	if counts == nil {
		counts = map[string]int{}
		b.counts[e] = counts
	}
	counts[e.groupOf(r)]++
	for i := range e.indexes {
		ix := &e.indexes[i]
		sorter := b.sorter(ix)
		var err error
		b.keyer.id = r.Head().ID
		b.keyer.emit = func(key []byte) {
			b.total++
			err = errors.Join(err, sorter.add(key))
		}
		ix.keys(r, &b.keyer)
		if err != nil {
			return storeError("sort", err)
		}
	}
	return nil
}

// build adds the collected keys to the indexes and counters and declares them usable. Merging the sorted runs and writing
// share two processors.
func (b *builder) build(ctx context.Context, progress func(float64)) error {
	if progress == nil {
		progress = func(float64) {}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	full, empty, merged := make(chan *keyBatch, 1), make(chan *keyBatch, 2), make(chan error, 1)
	empty <- new(keyBatch)
	empty <- new(keyBatch)
	go func() {
		defer close(full)
		merged <- b.merge(ctx, full, empty)
	}()
	var err error
	for keys := range full {
		if err == nil {
			err = b.s.transact(ctx, "rebuild indexes", func(t *txn) error { return keys.write(t) }, nil, nil)
		}
		if err != nil {
			stop()
			continue
		}
		b.written += keys.len()
		progress(min(1, float64(b.written)/float64(max(b.total, 1))))
		keys.clear()
		empty <- keys
	}
	if mergeErr := <-merged; err == nil {
		err = mergeErr
	}
	if err != nil {
		return err
	}
	return b.s.transact(ctx, "rebuild indexes", b.finish, nil, nil)
}

func (b *builder) finish(t *txn) error {
	for e, counts := range b.counts {
		for group, n := range counts {
			if err := t.count(e, group, n); err != nil {
				return err
			}
		}
	}
	return t.tx.Bucket(bucketMeta).Put(metaIndex, indexVersion())
}

// merge fills batches with the keys of all indexes, one index after the other.
func (b *builder) merge(ctx context.Context, full chan<- *keyBatch, empty <-chan *keyBatch) error {
	keys := <-empty
	hand := func() error {
		full <- keys
		select {
		case keys = <-empty:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, e := range b.s.schema.all() {
		for i := range e.indexes {
			if err := b.mergeIndex(e, &e.indexes[i], func(ix *index, key []byte) error {
				if keys.add(ix, key); keys.len() < indexChunk {
					return nil
				}
				return hand()
			}); err != nil {
				return err
			}
		}
	}
	full <- keys
	return nil
}

func (b *builder) mergeIndex(e *entity, ix *index, yield func(*index, []byte) error) error {
	sorter := b.sorters[ix]
	if sorter == nil {
		return nil
	}
	follow := func([]byte) error { return nil }
	if ix.packed && !ix.words {
		follow = b.follower(e.index("near"))
	}
	err := sorter.sorted(func(key []byte) error {
		if err := follow(key); err != nil {
			return err
		}
		return yield(ix, key)
	})
	delete(b.sorters, ix)
	if err = errors.Join(err, sorter.close()); err != nil {
		return storeError("sort", err)
	}
	return nil
}

// follower sorts into another index what follows from the words of the one whose keys it is given in order.
func (b *builder) follower(near *index) func(key []byte) error {
	var last []byte
	return func(key []byte) (err error) {
		word := wordOf(key)
		if word == nil || bytes.Equal(word, last) {
			return nil
		}
		last = append(last[:0], word...)
		nearKeys(word, func(key []byte) { err = errors.Join(err, b.sorter(near).add(key)) })
		return err
	}
}

func (b *builder) close() {
	for _, sorter := range b.sorters {
		_ = sorter.close()
	}
}

// keyBatch holds the keys of one transaction in one piece of memory, index after index.
type keyBatch struct {
	bytes   []byte
	ends    []int
	indexes []*index // in the order of their keys
	first   []int    // number of each index's first key
	keys    [][]byte // of one index, while it is written
}

func (k *keyBatch) add(ix *index, key []byte) {
	if n := len(k.indexes); n == 0 || k.indexes[n-1] != ix {
		k.indexes, k.first = append(k.indexes, ix), append(k.first, len(k.ends))
	}
	k.bytes = append(k.bytes, key...)
	k.ends = append(k.ends, len(k.bytes))
}

func (k *keyBatch) len() int { return len(k.ends) }

func (k *keyBatch) clear() {
	k.bytes, k.ends, k.indexes, k.first = k.bytes[:0], k.ends[:0], k.indexes[:0], k.first[:0]
}

func (k *keyBatch) write(t *txn) error {
	start := 0
	for i, ix := range k.indexes {
		bucket := t.tx.Bucket(ix.bucket)
		bucket.FillPercent = packed
		last := len(k.ends)
		if i+1 < len(k.first) {
			last = k.first[i+1]
		}
		k.keys = k.keys[:0]
		for _, end := range k.ends[k.first[i]:last] {
			k.keys = append(k.keys, k.bytes[start:end:end])
			start = end
		}
		if err := ix.fill(bucket, k.keys); err != nil {
			return err
		}
	}
	return nil
}

// fill adds sorted keys to an index.
func (ix *index) fill(bucket *bolt.Bucket, keys [][]byte) error {
	if ix.packed {
		p := packing{bucket: bucket}
		return p.apply(nil, keys)
	}
	for _, key := range keys {
		if err := bucket.Put(key, nil); err != nil {
			return err
		}
	}
	return nil
}
