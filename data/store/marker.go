package store

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// marker is one byte in a file of its own: it says writing only while a write transaction is open, so that a program
// that is ended between two writes leaves nothing to worry about.
type marker struct {
	file  *os.File
	state byte
}

const (
	markSuffix  = ".state" // after the name of the database
	markClean   = '0'
	markWriting = '1'
	markSuspect = '2' // died while writing and not checked since
)

func openMarker(path string) (*marker, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, dbfile.Unavailable("open database", err)
	}
	var b [1]byte
	if _, err := f.ReadAt(b[:], 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(dbfile.Unavailable("open database", err), f.Close())
	}
	m := &marker{file: f, state: markClean}
	if b[0] == markWriting || b[0] == markSuspect {
		m.state = markSuspect
	}
	return m, nil
}

func (m *marker) unclean() bool { return m.state == markSuspect }

func (m *marker) set(state byte) error {
	_, err := m.file.WriteAt([]byte{state}, 0)
	return err
}

func (m *marker) writing() error { return m.set(markWriting) }

// rested is written after each transaction; a suspicion stays until the check.
func (m *marker) rested() error { return m.set(m.state) }

func (m *marker) checked() error {
	m.state = markClean
	return m.rested()
}

func (m *marker) close() error { return m.file.Close() }

const probes = 32 // records of each entity read after an unclean end, a few milliseconds in all

// probe reads some records of each entity with their checksums and index keys.
func (s *Store) probe() error {
	return s.view("probe database", func(tx *bolt.Tx) error {
		cash, err := cashSaleIn(tx, s.schema[core.EntitySettings])
		if err != nil {
			return err
		}
		for _, e := range s.schema.all() {
			if err := e.probe(tx, cash); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *entity) probe(tx *bolt.Tx, cash string) error {
	c := tx.Bucket(e.bucket).Cursor()
	last, _ := c.Last()
	if last == nil {
		return nil
	}
	for n := range probes {
		at := uint64(keyID(last))
		if n > 0 {
			at = rand.Uint64N(at + 1)
		}
		key, frame := c.Seek(idKey(core.ID(at)))
		if key == nil {
			continue
		}
		r := e.fresh()
		if err := e.decode(key, frame, r); err != nil {
			return err
		}
		for i := range e.indexes {
			ix := &e.indexes[i]
			for _, want := range keysOf(ix, r, cash) {
				if !ix.has(tx.Bucket(ix.bucket), want) {
					return e.corrupt(keyID(key), fmt.Errorf("missing in index %s", ix.field))
				}
			}
		}
	}
	return nil
}
