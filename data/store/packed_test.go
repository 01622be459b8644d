package store

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

func TestPackedIndexHoldsWhatASortedSetWould(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "packed.db"), 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		name := fmt.Append(nil, run)
		want := map[string]bool{}
		// Long and short keys with long common beginnings, in lists that fill many blocks.
		key := rapid.Custom(func(rt *rapid.T) []byte {
			head := rapid.SampledFrom([]string{"", "P", "Paaaa", "Z0123456789abcdef0123456789abcdef"}).Draw(rt, "head")
			return fmt.Appendf([]byte(head), "%0*d", rapid.SampledFrom([]int{1, 4, 20}).Draw(rt, "width"), rapid.IntRange(0, 3000).Draw(rt, "n"))
		})
		for range rapid.IntRange(1, 6).Draw(rt, "changes") {
			del := sortedKeys(rapid.SliceOfN(key, 0, 300).Draw(rt, "del"))
			add := sortedKeys(rapid.SliceOfN(key, 0, 600).Draw(rt, "add"))
			if rapid.Bool().Draw(rt, "remove many") {
				for k := range want {
					if len(del)%3 == 0 {
						del = append(del, []byte(k))
					}
				}
				del = sortedKeys(del)
			}
			del = slices.DeleteFunc(del, func(k []byte) bool { return slices.ContainsFunc(add, func(a []byte) bool { return bytes.Equal(a, k) }) })
			err := db.Update(func(tx *bolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists(name)
				if err != nil {
					return err
				}
				p := packing{bucket: bucket}
				return p.apply(del, add)
			})
			if err != nil {
				rt.Fatal(err)
			}
			for _, k := range del {
				delete(want, string(k))
			}
			for _, k := range add {
				want[string(k)] = true
			}
		}
		comparePacked(rt, db, name, want, key.Draw(rt, "sought"))
	})
}

func sortedKeys(keys [][]byte) [][]byte {
	slices.SortFunc(keys, bytes.Compare)
	return slices.CompactFunc(keys, bytes.Equal)
}

func comparePacked(rt *rapid.T, db *bolt.DB, name []byte, want map[string]bool, sought []byte) {
	var sorted []string
	for k := range want {
		sorted = append(sorted, k)
	}
	slices.Sort(sorted)
	err := db.View(func(tx *bolt.Tx) error {
		ix, bucket := index{packed: true}, tx.Bucket(name)
		var got []string
		if err := ix.each(bucket, func(key []byte) { got = append(got, string(key)) }); err != nil {
			return err
		}
		if !slices.Equal(got, sorted) {
			rt.Fatalf("%d keys, want %d", len(got), len(sorted))
		}
		if ix.has(bucket, sought) != want[string(sought)] {
			rt.Fatalf("has %q: %v", sought, !want[string(sought)])
		}
		s := newScanner(bucket)
		at, _ := slices.BinarySearch(sorted, string(sought))
		if s.seek(sought) != (at < len(sorted)) || at < len(sorted) && string(s.key) != sorted[at] {
			rt.Fatalf("sought %q, at %q", sought, s.key)
		}
		for _, prefix := range []string{"P", "Paaaa", "Z0", "Z012345"} {
			n := 0
			for _, k := range sorted {
				if bytes.HasPrefix([]byte(k), []byte(prefix)) {
					n++
				}
			}
			got := 0
			if s.seek([]byte(prefix)) {
				got = s.remaining([]byte(prefix))
			}
			if got != n {
				rt.Fatalf("%d keys with %q, counted %d", n, prefix, got)
			}
		}
		c := bucket.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if len(v) > 2*blockMost {
				rt.Fatalf("a block of %d bytes", len(v))
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}

func TestDamagedBlockIsAnErrorAndNoMore(t *testing.T) {
	for _, value := range [][]byte{nil, {0}, {0, 2, 0x31}, {0, 2, 0xff}, {0, 2, 0x0f, 200, 1}, {0, 2, 0x91, 'x'}} {
		var b block
		b.open([]byte("Pabc"), value)
		for n := 0; b.next(); n++ {
			if n > 10 {
				t.Fatalf("%x does not end", value)
			}
		}
		if !b.bad {
			t.Errorf("%x is read as %q", value, b.key)
		}
	}
}

func TestWordsOneEditApartHaveAFormInCommon(t *testing.T) {
	for _, pair := range [][2]string{{"gruber", "grubr"}, {"gruber", "grueber"}, {"gruber", "gruver"}, {"gruber", "gurber"}, {"öz", "ö"}, {"anna", "ana"}} {
		a, b := formsOf(pair[0]), formsOf(pair[1])
		if !slices.ContainsFunc(a, func(f string) bool { return slices.Contains(b, f) }) {
			t.Errorf("%v: %q %q", pair, a, b)
		}
	}
}

func formsOf(word string) (list []string) {
	forms([]byte(word), func(form []byte) { list = append(list, string(form)) })
	return list
}
