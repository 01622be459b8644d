package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"terminwerk/core"
)

// TestTheFetchedPagesAreThoseThatWillBeRead looks whether the page found for a record holds it.
func TestTheFetchedPagesAreThoseThatWillBeRead(t *testing.T) {
	s, err := OpenOrCreate(filepath.Join(t.TempDir(), "terminwerk.db"), Options{AnyFolder: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	const n = 5000
	groups := func(yield func([]core.Record, error) bool) {
		for i := range n {
			if !yield([]core.Record{&core.Customer{Number: fmt.Sprint(i), Contact: core.Contact{LastName: "Freitag", Town: fmt.Sprint("Ort ", i)}}}, nil) {
				return
			}
		}
	}
	ctx := context.Background()
	if _, err := s.Bulk(ctx, "test", "test", groups, nil); err != nil {
		t.Fatal(err)
	}
	bucket := s.schema[core.EntityCustomer].bucket
	err = s.view("test", func(tx *bolt.Tx) error {
		a := ahead{file: s.file, size: s.db.Info().PageSize}
		var keys [][]byte
		for id := core.ID(1); id <= n; id += 37 {
			keys = append(keys, idKey(id))
		}
		a.fetch(tx.Bucket(bucket), keys)
		for i, key := range keys {
			if !leafHolds(a.page(a.path[i]), key) {
				t.Fatalf("page %d does not hold customer %x", a.path[i], key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func leafHolds(page, key []byte) bool {
	if page == nil || binary.NativeEndian.Uint16(page[8:])&branchPage != 0 {
		return false
	}
	for i := range int(binary.NativeEndian.Uint16(page[10:])) {
		e := page[pageHead+i*16:]
		from, size := binary.NativeEndian.Uint32(e[4:]), binary.NativeEndian.Uint32(e[8:])
		if bytes.Equal(e[from:from+size], key) {
			return true
		}
	}
	return false
}

func TestADamagedPageOnlyFetchesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		page := rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(r, "page")
		if len(page) > 10 {
			page[8], page[9] = branchPage, 0
		}
		child(page, rapid.SliceOf(rapid.Byte()).Draw(r, "key"))
	})
}
