package store

import (
	"encoding/binary"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// changeEntry is one line of the change feed: an operation and what it touched.
type changeEntry struct {
	Seq     uint64     `cbor:"1,keyasint"`
	Op      string     `cbor:"2,keyasint"`
	At      time.Time  `cbor:"3,keyasint"`
	Actor   string     `cbor:"4,keyasint,omitempty"`
	What    string     `cbor:"5,keyasint"`
	Refs    []core.Ref `cbor:"6,keyasint,omitempty"`
	Deleted []core.Ref `cbor:"7,keyasint,omitempty"`
	Records int        `cbor:"8,keyasint,omitempty"` // of a bulk load, which lists none
}

// journal writes the audit trail and the change feed of one change.
type journal struct {
	t       *txn
	change  core.Change
	seq     uint64
	entries uint32
	refs    []core.Ref
}

func (j *journal) open() error {
	seq, err := j.t.next("change", 1)
	j.seq = seq
	return err
}

// entry notes what happened to one record. Its key is the change and the place in it.
func (j *journal) entry(target core.Ref, changes []core.FieldChange) error {
	key := binary.BigEndian.AppendUint32(idKey(core.ID(j.seq)), j.entries)
	j.entries++
	frame, err := seal(bucketAudit, key, &core.AuditEntry{
		Seq: j.seq, At: j.t.now, Actor: j.change.Actor, What: j.change.What, Op: j.change.Op, Target: target, Changes: changes,
	})
	if err != nil {
		return err
	}
	if target.Rev != 0 {
		j.refs = append(j.refs, target)
	}
	if err := j.t.tx.Bucket(bucketAudit).Put(key, frame); err != nil {
		return err
	}
	return j.t.tx.Bucket(bucketAuditOf).Put(append(auditPrefix(target), key...), nil)
}

func auditPrefix(target core.Ref) []byte {
	return append(append([]byte(target.Entity), 0), idKey(target.ID)...)
}

func (j *journal) close() (core.Receipt, error) {
	err := j.t.noteChange(&changeEntry{
		Seq: j.seq, Op: j.change.Op, At: j.t.now, Actor: j.change.Actor, What: j.change.What, Refs: j.refs, Deleted: j.change.Delete,
	})
	return core.Receipt{Seq: j.seq, Refs: j.refs}, err
}

func (t *txn) noteChange(entry *changeEntry) error {
	key := idKey(core.ID(entry.Seq))
	frame, err := seal(bucketChange, key, entry)
	if err != nil {
		return err
	}
	if err := t.tx.Bucket(bucketChange).Put(key, frame); err != nil {
		return err
	}
	return t.tx.Bucket(bucketChangeByOp).Put(exactValue(nil, entry.Op), key)
}

// knownOp is the change of an operation that was done before, nil if it was not. A damaged entry counts as unknown: the
// change it stood for will then meet a Conflict.
func knownOp(tx *bolt.Tx, op string) *changeEntry {
	key := tx.Bucket(bucketChangeByOp).Get(exactValue(nil, op))
	frame := tx.Bucket(bucketChange).Get(key)
	var entry changeEntry
	if key == nil || frame == nil || unseal(bucketChange, key, frame, &entry) != nil {
		return nil
	}
	return &entry
}
