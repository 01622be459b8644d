package store

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// TestPagesLeadWhereBboltsCursorDoes looks under keys that are there and others, in trees of one page and of many levels, with
// the leaves made ready before and without.
func TestPagesLeadWhereBboltsCursorDoes(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "pages.db"), 0o600, &bolt.Options{NoSync: true, PageSize: 1024})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	random := rand.New(rand.NewPCG(7, 1))
	kinds := map[string]func() []byte{
		"numbers": func() []byte { return binary.BigEndian.AppendUint64(nil, random.Uint64N(40_000)) },
		"hashes":  func() []byte { return binary.BigEndian.AppendUint64([]byte{"NPZ"[random.IntN(3)]}, random.Uint64()) },
		"words":   func() []byte { return bytes.Repeat([]byte{byte('a' + random.IntN(4))}, 1+random.IntN(40)) },
	}
	for name, key := range kinds {
		for _, n := range []int{0, 1, 60, 20_000} {
			if err := db.Update(func(tx *bolt.Tx) error {
				_ = tx.DeleteBucket([]byte(name))
				b, err := tx.CreateBucket([]byte(name))
				for range n {
					if err == nil {
						err = b.Put(key(), make([]byte, random.IntN(100)))
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if err := db.View(func(tx *bolt.Tx) error { comparePages(t, tx, []byte(name), key); return nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func comparePages(t *testing.T, tx *bolt.Tx, bucket []byte, key func() []byte) {
	t.Helper()
	var r reader
	r.begin(pagesOf(tx), tx.Bucket(bucket))
	plain := cursor{tx.Bucket(bucket).Cursor()}
	for round := range 200 {
		keys := [][]byte{{}, {0xff}, key(), key(), key()}
		if trail, ok := r.walk.(*trail); ok && round%2 == 0 {
			trail.ready(keys)
		}
		for _, k := range keys {
			prefix := k[:min(len(k), 1+round%3)]
			if got, want := keysUnder(r.walk, prefix), keysUnder(plain, prefix); !slices.EqualFunc(got, want, bytes.Equal) {
				t.Fatalf("%s: %d keys begin with %x, want %d", bucket, len(got), prefix, len(want))
			} else if b := tx.Bucket(bucket); moreUnder(b, prefix, len(want)) || len(want) > 0 && !moreUnder(b, prefix, len(want)-1) {
				t.Fatalf("%s: %d keys begin with %x, counted otherwise", bucket, len(want), prefix)
			}
			gotKey, gotValue := r.walk.floor(k)
			wantKey, wantValue := plain.floor(k)
			for step := 0; ; step++ {
				if !bytes.Equal(gotKey, wantKey) || !bytes.Equal(gotValue, wantValue) {
					t.Fatalf("%s, %d steps from %x: %x, want %x", bucket, step, k, gotKey, wantKey)
				}
				if wantKey == nil || step == 20 {
					break
				}
				gotKey, gotValue = r.walk.next()
				wantKey, wantValue = plain.next()
			}
		}
	}
}

func keysUnder(w walker, prefix []byte) (keys [][]byte) {
	if t, ok := w.(*trail); ok {
		return slices.Collect(t.under(prefix))
	}
	key, _ := w.floor(prefix)
	if bytes.Compare(key, prefix) < 0 {
		key, _ = w.next()
	}
	for ; hasPrefix(key, prefix); key, _ = w.next() {
		keys = append(keys, key)
	}
	return keys
}
