package store

import (
	"bytes"
	"iter"

	bolt "go.etcd.io/bbolt"
)

// under gives the keys of a bucket that begin with prefix, the faster way where that can be.
func under(bucket *bolt.Bucket, prefix []byte) iter.Seq[[]byte] {
	if t := trailOf(bucket); t != nil {
		return t.under(prefix)
	}
	return func(yield func([]byte) bool) {
		c := bucket.Cursor()
		for key, _ := c.Seek(prefix); hasPrefix(key, prefix) && yield(key); key, _ = c.Next() {
		}
	}
}

// moreUnder tells whether more than so many keys of a bucket begin with prefix, the faster way where that can be.
func moreUnder(bucket *bolt.Bucket, prefix []byte, most int) bool {
	if t := trailOf(bucket); t != nil {
		return t.moreUnder(prefix, most)
	}
	n := 0
	for range under(bucket, prefix) {
		if n++; n > most {
			return true
		}
	}
	return false
}

// trailOf is the way through a bucket; nil where bbolt's cursor has to be taken.
func trailOf(bucket *bolt.Bucket) *trail {
	if tx := bucket.Tx(); !tx.Writable() && bucket.Root() != 0 {
		return &trail{pages: pagesOf(tx), root: uint64(bucket.Root()), levels: -1}
	}
	return nil
}

// under gives the keys that begin with prefix.
func (t *trail) under(prefix []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for entries, all := range t.leaves(prefix) {
			for n := range entries {
				p := t.last()
				if _, key := t.entry(p, p.at+n, inLeaf); !all && !bytes.HasPrefix(key, prefix) || !yield(key) {
					return
				}
			}
		}
	}
}

// moreUnder tells whether more than so many keys begin with prefix, mostly without looking at each.
func (t *trail) moreUnder(prefix []byte, most int) bool {
	for entries, all := range t.leaves(prefix) {
		for p, n := t.last(), int32(0); !all && n < entries; n++ {
			if _, key := t.entry(p, p.at+n, inLeaf); !bytes.HasPrefix(key, prefix) {
				entries = n
			}
		}
		if most -= int(entries); most < 0 {
			return true
		}
	}
	return false
}

// leaves goes from page to page as long as keys there begin with prefix. It gives how many entries there are from the present one
// on, and whether all their keys begin so.
func (t *trail) leaves(prefix []byte) iter.Seq2[int32, bool] {
	return func(yield func(int32, bool) bool) {
		if first, _ := t.floor(prefix); bytes.Compare(first, prefix) < 0 && !t.move(1) {
			return
		}
		for all := true; all; {
			p := t.last()
			_, last := t.entry(p, p.n-1, inLeaf)
			all = bytes.HasPrefix(last, prefix)
			if !yield(p.n-p.at, all) {
				return
			}
			p.at = p.n - 1
			all = all && t.move(1)
		}
	}
}
