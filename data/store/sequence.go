package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// seqCustomerNumber counts the own range of customer numbers; the other sequences are named by their entity.
const seqCustomerNumber = "customer.number"

// reserve is how far the high-water file runs ahead, so that it is written once in that many numbers.
const reserve = 1000

// highWater is a small file beside the database with a bound for every sequence: no number above it was ever given.
// It is not part of a backup, so after a restore the numbers given since the backup are not given again.
type highWater struct {
	path  string
	bound map[string]uint64
	fresh bool // there was no file: a restored or copied database
}

func readHighWater(dbPath string) (*highWater, error) {
	h := &highWater{path: dbPath + ".numbers", bound: map[string]uint64{}}
	text, err := os.ReadFile(h.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		h.fresh = true
	case err != nil:
		return nil, dbfile.Unavailable("open database", err)
	case json.Unmarshal(text, &h.bound) != nil:
		h.fresh, h.bound = true, map[string]uint64{}
	}
	return h, nil
}

// raise makes sure that the file allows value before value is used; ahead is how many more are about to follow.
func (h *highWater) raise(name string, value, ahead uint64) error {
	if value <= h.bound[name] {
		return nil
	}
	next := maps.Clone(h.bound)
	next[name] = value + max(ahead, reserve)
	text, err := json.Marshal(next)
	if err != nil {
		return err
	}
	if err := dbfile.WriteFile(h.path, text); err != nil {
		return err
	}
	h.bound = next
	return nil
}

func readSeq(tx *bolt.Tx, name string) uint64 {
	if v := tx.Bucket(bucketSeq).Get([]byte(name)); len(v) == 8 {
		return binary.BigEndian.Uint64(v)
	}
	return 0
}

func writeSeq(tx *bolt.Tx, name string, value uint64) error {
	return tx.Bucket(bucketSeq).Put([]byte(name), idKey(core.ID(value)))
}

// next draws the next number of a sequence, at least min.
func (t *txn) next(name string, min uint64) (uint64, error) {
	last, known := t.drawn[name]
	if !known {
		last = readSeq(t.tx, name)
	}
	value := max(last+1, min)
	if err := t.s.high.raise(name, value, t.ahead); err != nil {
		return 0, err
	}
	t.drawn[name] = value
	return value, nil
}

func (t *txn) keepSequences() error {
	for name, value := range t.drawn {
		if err := writeSeq(t.tx, name, value); err != nil {
			return err
		}
	}
	return nil
}
