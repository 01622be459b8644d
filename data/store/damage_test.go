package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

// flip damages the first place where text stands in a file.
func flip(t *testing.T, path, text string) {
	t.Helper()
	contents, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(contents, []byte(text))
	if at < 0 {
		t.Fatalf("%q is not in the file", text)
	}
	contents[at] ^= 0x20
	if err := os.WriteFile(path, contents, 0o600); err != nil {
		t.Fatal(err)
	}
}

// filled makes a closed database with enough records for several pages.
func filled(t *testing.T) string { return filledWith(t, 300) }

func filledWith(t *testing.T, customers int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	if _, err := s.Bulk(ctx, "import", "test", master(customers, nil), nil); err != nil {
		t.Fatal(err)
	}
	backup, err := s.Backup(ctx, t.TempDir(), nil) // without the room that a growing file has at its end
	if err != nil {
		t.Fatal(err)
	}
	storetest.Close(t, s)
	return backup.Path
}

func TestDamagedFilesAreFoundAndNeverTakenForEmptyOnes(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	edit := func(fn func(b []byte)) []byte {
		b := bytes.Clone(whole)
		fn(b)
		return b
	}
	middle := len(whole) / 4096 / 2 * 4096
	cases := map[string]struct {
		contents []byte
		opens    bool
	}{
		"empty":           {nil, false},
		"ten bytes":       {whole[:10], false},
		"garbage":         {bytes.Repeat([]byte("no database "), 10_000), false},
		"half":            {whole[:len(whole)/2], false},
		"both metas bad":  {edit(func(b []byte) { b[40]++; b[4096+40]++ }), false},
		"zeroed pages":    {edit(func(b []byte) { clear(b[middle : middle+8*4096]) }), true},
		"flipped in text": {bytes.Replace(whole, []byte("straße"), []byte("stRaße"), 1), true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "terminwerk.db")
			if err := os.WriteFile(path, c.contents, 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := store.Check(ctx, path, nil)
			if err != nil || report.OK() {
				t.Errorf("check: %+v %v", report, err)
			}
			s, err := store.OpenOrCreate(path, store.Options{AnyFolder: true})
			if err == nil {
				_ = s.Close()
			}
			if !c.opens && !core.IsKind(err, core.Corrupt) {
				t.Errorf("open: %v", err)
			}
			if left, _ := os.ReadFile(path); !bytes.HasPrefix(left, c.contents) { // Windows maps, and so lengthens, the file
				t.Error("the damaged file was changed")
			}
		})
	}
}

func TestOneBadMetaPageCostsNothing(t *testing.T) {
	for page := range 2 {
		path := filled(t)
		contents, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		clear(contents[page*4096+16 : page*4096+80])
		if err := os.WriteFile(path, contents, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(path, store.Options{AnyFolder: true})
		if err != nil {
			t.Fatalf("page %d: %v", page, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFlippedBytesInARecordAreCorruptWithItsId(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	good, bad := person("Anna", "Heil"), person("Eva", "Versehrt")
	storetest.Put(t, s, good, bad)
	storetest.Close(t, s)
	flip(t, path, "Versehrt")

	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.Customer(ctx, bad.Meta.ID)
	if !core.IsKind(err, core.Corrupt) || !strings.Contains(err.Error(), "customer/2") {
		t.Fatalf("got %v", err)
	}
	if _, err := s.Customer(ctx, good.Meta.ID); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsMissingOrCannotBeIsCorrupt edits the file behind the store's back.
func TestWhatIsMissingOrCannotBeIsCorrupt(t *testing.T) {
	cases := map[string]func(tx *bolt.Tx) error{
		"no settings": func(tx *bolt.Tx) error {
			return tx.Bucket([]byte("settings")).Delete([]byte{0, 0, 0, 0, 0, 0, 0, 1})
		},
		"an id beyond all": func(tx *bolt.Tx) error {
			return tx.Bucket([]byte("ix.customer.name")).Put([]byte("zzz\x00\x00\x10\x00\x00\x00\x00\x00\x00"), nil)
		},
	}
	for name, edit := range cases {
		t.Run(name, func(t *testing.T) {
			path := filled(t)
			db, err := bolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.Update(edit), db.Close()); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(path, store.Options{AnyFolder: true})
			if err == nil {
				_, err = s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "zzz"})
				_ = s.Close()
			}
			if !core.IsKind(err, core.Corrupt) {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func TestAbsentFileIsNotCreatedByOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "terminwerk.db")
	if _, err := store.Open(path, store.Options{AnyFolder: true}); !core.IsKind(err, core.NotFound) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Fatal("a file was made")
	}
}

func TestCheckOfAGoodFileCountsItsRecords(t *testing.T) {
	report, err := store.Check(ctx, filled(t), func(float64) {})
	if err != nil || !report.OK() || report.Records[core.EntityCustomer] != 300 || report.Records[core.EntityVehicle] != 360 {
		t.Fatal(report, err)
	}
}

func TestSynchronisedFolderIsRefusedWithTheReason(t *testing.T) {
	for _, dir := range []string{"Dropbox", "OneDrive - Autohaus Huber", "Nextcloud/Büro"} {
		path := filepath.Join(t.TempDir(), dir, "terminwerk.db")
		_, err := store.OpenOrCreate(path, store.Options{})
		if !core.IsKind(err, core.Invalid) || !strings.Contains(err.Error(), "store.synced_folder") {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestSecondOwnerIsToldWhoHoldsTheFile(t *testing.T) {
	s := storetest.New(t)
	_, err := store.Open(s.Path(), store.Options{AnyFolder: true})
	if !core.IsKind(err, core.Locked) || !strings.Contains(err.Error(), "process "+strconv.Itoa(os.Getpid())) {
		t.Fatalf("got %v", err)
	}
}
