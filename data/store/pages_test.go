package store

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
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
		if err := db.Update(func(tx *bolt.Tx) error { return empty(tx.Bucket([]byte(name))) }); err != nil {
			t.Fatal(err)
		}
		if err := db.View(func(tx *bolt.Tx) error { comparePages(t, tx, []byte(name), key); return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func empty(b *bolt.Bucket) error {
	c := b.Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.First() {
		if err := b.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// TestPagesOfADeepTreeAreFound fills pages with so few long keys that the tree has more levels than any real one.
func TestPagesOfADeepTreeAreFound(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "pages.db"), 0o600, &bolt.Options{NoSync: true, PageSize: 1024})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	random := rand.New(rand.NewPCG(7, 2))
	key := func() []byte {
		return append(bytes.Repeat([]byte{'a'}, 240), binary.BigEndian.AppendUint64(nil, random.Uint64())...)
	}
	depth := 0
	if err := db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("deep"))
		for range 3000 {
			if err == nil {
				err = b.Put(key(), nil)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.View(func(tx *bolt.Tx) error {
		depth = tx.Bucket([]byte("deep")).Stats().Depth
		comparePages(t, tx, []byte("deep"), key)
		return nil
	}); err != nil || depth < 8 {
		t.Fatalf("%d levels: %v", depth, err)
	}
}

// TestPagesStayWhileTheFileGrows reads in one transaction while others make the file a hundred times as long.
func TestPagesStayWhileTheFileGrows(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "pages.db"), 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := []byte("numbers")
	fill := func(from, n int) error {
		return db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists(name)
			for i := from; i < from+n && err == nil; i++ {
				err = b.Put(idKey(core.ID(i)), make([]byte, 200))
			}
			return err
		})
	}
	if err := fill(0, 500); err != nil {
		t.Fatal(err)
	}
	grown := make(chan error, 1)
	if err := db.View(func(tx *bolt.Tx) error {
		go func() { grown <- fill(500, 50_000) }()
		for range 2000 {
			n := 0
			for key := range under(tx.Bucket(name), nil) {
				if keyID(key) != core.ID(n) {
					t.Fatalf("%x after %d keys", key, n)
				}
				n++
			}
			if n != 500 {
				t.Fatalf("%d keys", n)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-grown; err != nil {
		t.Fatal(err)
	}
	if err := db.View(func(tx *bolt.Tx) error {
		n := 0
		for range under(tx.Bucket(name), nil) {
			n++
		}
		if n != 50_500 {
			t.Errorf("%d keys", n)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
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
