package store

import (
	"bytes"
	"context"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

const (
	warmChunk  = 2000 // keys of a bucket touched in one transaction
	warmStride = 1000 // customers from one touched to the next: every branch page of their bucket is met
)

// Warm brings what the duplicate search reads first into the machine's memory: the postings, the vocabularies and the
// upper pages of the customers, in many short transactions. The first search after a start then takes as long as any
// other. It ends early with the context or the store, which is no error.
func (s *Store) Warm(ctx context.Context) error {
	e := s.schema[core.EntityCustomer]
	for _, ix := range []*index{e.index("near"), e.index("match")} {
		if err := s.touch(ctx, ix.bucket, func(c *bolt.Cursor, key []byte) []byte {
			key, _ = c.Seek(key)
			for n := 0; key != nil && n < warmChunk; n++ {
				key, _ = c.Next()
			}
			return key
		}); err != nil {
			return err
		}
	}
	return s.touch(ctx, e.bucket, func(c *bolt.Cursor, key []byte) []byte {
		for n := 0; key != nil && n < warmChunk/10; n++ {
			if key, _ = c.Seek(key); key != nil {
				key = idKey(keyID(key) + warmStride)
			}
		}
		return key
	})
}

// touch lets step go through a bucket, a transaction for each step, until it gives no key to go on from.
func (s *Store) touch(ctx context.Context, bucket []byte, step func(c *bolt.Cursor, from []byte) []byte) error {
	for from := []byte{}; from != nil; {
		if ctx.Err() != nil || s.closed.Load() {
			return nil
		}
		err := s.view("warm up", func(tx *bolt.Tx) error {
			from = bytes.Clone(step(tx.Bucket(bucket).Cursor(), from))
			return nil
		})
		if core.IsKind(err, core.Unavailable) && s.closed.Load() {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
