package store

import (
	"bytes"
	"context"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// FailCommit makes the next commit fail with err, after it has really been done if written is set.
func (s *Store) FailCommit(err error, written bool) {
	s.commit = func(tx *bolt.Tx) error {
		s.commit = (*bolt.Tx).Commit
		if written {
			if err := tx.Commit(); err != nil {
				return err
			}
		}
		return err
	}
}

// IndexDump lists every key of every index and every counter.
func (s *Store) IndexDump() (keys []string) {
	_ = s.view("dump", func(tx *bolt.Tx) error {
		for _, e := range s.schema.all() {
			for i := range e.indexes {
				ix := &e.indexes[i]
				if err := ix.each(tx.Bucket(ix.bucket), func(key []byte) { keys = append(keys, string(ix.bucket)+" "+string(key)) }); err != nil {
					return err
				}
			}
			prefix := counterKey(e.name, "")
			c := tx.Bucket(bucketMeta).Cursor()
			for key, value := c.Seek(prefix); hasPrefix(key, prefix); key, value = c.Next() {
				if counter(value) != 0 {
					keys = append(keys, string(key)+" "+string(value))
				}
			}
		}
		return nil
	})
	return keys
}

// OnCommit lets f do every commit from now on; it is given the real one.
func (s *Store) OnCommit(f func(commit func() error) error) {
	s.commit = func(tx *bolt.Tx) error { return f(tx.Commit) }
}

// SwapIndexKey removes one key of a customer index and adds another, behind the back of the records.
func (s *Store) SwapIndexKey(field, add string) error {
	return s.update(context.Background(), "test", func(t *txn) error {
		ix := s.schema[core.EntityCustomer].index(field)
		bucket := t.tx.Bucket(ix.bucket)
		var del [][]byte
		if add == "" {
			err := ix.each(bucket, func(key []byte) {
				if del == nil {
					del = [][]byte{bytes.Clone(key)}
				}
			})
			if err != nil {
				return err
			}
			return (&packing{bucket: bucket}).apply(del, nil)
		}
		return (&packing{bucket: bucket}).apply(nil, [][]byte{[]byte(add)})
	}, nil, nil)
}
