package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// txn is one write transaction and what it has found out so far.
type txn struct {
	tx    *bolt.Tx
	s     *Store
	now   time.Time
	actor string
	drawn map[string]uint64 // numbers drawn, by sequence
	ahead uint64            // how many more numbers are about to be drawn
	cash  *string           // cashKey of the cash-sale customer, once it is known
}

func (e *entity) corrupt(id core.ID, err error) error {
	return &core.Error{Kind: core.Corrupt, Op: "read", Ref: core.Ref{Entity: e.name, ID: id}, Err: err}
}

func (e *entity) decode(key, frame []byte, into core.Record) error {
	if err := unseal(e.bucket, key, frame, into); err != nil {
		return e.corrupt(keyID(key), err)
	}
	if got := into.Head().ID; got != keyID(key) {
		return e.corrupt(keyID(key), errors.New("record of another id"))
	}
	return nil
}

// get decodes the record of id; missing is NotFound.
func (e *entity) get(tx *bolt.Tx, id core.ID, into core.Record) error {
	key := idKey(id)
	frame := tx.Bucket(e.bucket).Get(key)
	if frame == nil {
		return &core.Error{Kind: core.NotFound, Op: "read", Ref: core.Ref{Entity: e.name, ID: id}}
	}
	return e.decode(key, frame, into)
}

// keysOf lists a record's keys in one index, sorted, without repetition; cash is the keyer's.
func keysOf(ix *index, r core.Record, cash string) [][]byte {
	var keys [][]byte
	k := keyer{id: r.Head().ID, cash: cash, emit: func(key []byte) { keys = append(keys, bytes.Clone(key)) }}
	ix.keys(r, &k)
	slices.SortFunc(keys, bytes.Compare)
	return slices.CompactFunc(keys, bytes.Equal)
}

// write stores r in place of old, which is nil for a new record, and brings indexes and counters along.
func (t *txn) write(e *entity, old, r core.Record) error {
	key := idKey(r.Head().ID)
	frame, err := seal(e.bucket, key, r)
	if err != nil {
		return err
	}
	if err := t.reindex(e, old, r); err != nil {
		return err
	}
	if err := t.tx.Bucket(e.bucket).Put(key, frame); err != nil {
		return err
	}
	return t.recount(e, old, r)
}

func (t *txn) remove(e *entity, old core.Record) error {
	if err := t.reindex(e, old, nil); err != nil {
		return err
	}
	if err := t.tx.Bucket(e.bucket).Delete(idKey(old.Head().ID)); err != nil {
		return err
	}
	return t.recount(e, old, nil)
}

func (t *txn) reindex(e *entity, old, r core.Record) error {
	cash, err := t.cashSale(e, old, r)
	if err != nil {
		return err
	}
	for i := range e.indexes {
		ix := &e.indexes[i]
		var before, after [][]byte
		if old != nil {
			before = keysOf(ix, old, cash)
		}
		if r != nil {
			after = keysOf(ix, r, cash)
		}
		if err := t.replace(e, ix, without(before, after), without(after, before)); err != nil {
			return err
		}
	}
	return nil
}

// without gives the keys of a sorted list that another one does not have.
func without(keys, others [][]byte) [][]byte {
	var list [][]byte
	for _, key := range keys {
		if _, there := slices.BinarySearchFunc(others, key, bytes.Compare); !there {
			list = append(list, key)
		}
	}
	return list
}

func (t *txn) replace(e *entity, ix *index, del, add [][]byte) error {
	if ix.packed {
		return t.repack(e, ix, del, add)
	}
	bucket := t.tx.Bucket(ix.bucket)
	for _, key := range del {
		if err := bucket.Delete(key); err != nil {
			return err
		}
	}
	for _, key := range add {
		if err := ix.taken(bucket, key, e.name); err != nil {
			return err
		}
		if err := bucket.Put(key, nil); err != nil {
			return err
		}
	}
	return nil
}

// taken refuses a second record under a value that belongs to one.
func (ix *index) taken(bucket *bolt.Bucket, key []byte, e core.Entity) error {
	if ix.unique == "" {
		return nil
	}
	prefix := key[:len(key)-8]
	if other, _ := bucket.Cursor().Seek(prefix); other != nil && bytes.HasPrefix(other, prefix) {
		return &core.Error{
			Kind: core.Invalid, Op: "write", Field: ix.unique, Ref: core.Ref{Entity: e, ID: keyID(other)}, Err: core.ReasonTaken,
		}
	}
	return nil
}

func counterKey(e core.Entity, group string) []byte { return []byte("n/" + string(e) + "/" + group) }

func (e *entity) groupOf(r core.Record) string {
	if e.group == nil {
		return ""
	}
	return e.group(r)
}

func (t *txn) recount(e *entity, old, r core.Record) error {
	if old != nil && r != nil && e.groupOf(old) == e.groupOf(r) {
		return nil
	}
	if old != nil {
		if err := t.count(e, e.groupOf(old), -1); err != nil {
			return err
		}
	}
	if r != nil {
		return t.count(e, e.groupOf(r), 1)
	}
	return nil
}

func (t *txn) count(e *entity, group string, by int) error {
	meta, key := t.tx.Bucket(bucketMeta), counterKey(e.name, group)
	return meta.Put(key, binary.BigEndian.AppendUint64(nil, uint64(counter(meta.Get(key))+by)))
}

func counter(value []byte) int {
	if len(value) != 8 {
		return 0
	}
	return int(int64(binary.BigEndian.Uint64(value)))
}
