package store_test

import (
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

// dropBuckets takes buckets out of a closed database.
func dropBuckets(t *testing.T, path string, names ...string) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range names {
			if err := tx.DeleteBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfAProgramThatKnewNoMessagesOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	c := &core.Customer{Contact: core.Contact{LastName: "Gruber"}}
	storetest.Put(t, s, c)
	storetest.Close(t, s)
	dropBuckets(t, path, "outbox", "ix.customer.near")

	s = storetest.Open(t, path, store.Options{})
	if got, err := s.Customer(ctx, c.Meta.ID); err != nil || got.Contact.LastName != "Gruber" {
		t.Fatal(got, err)
	}
	if n, err := s.Count(ctx, core.EntityMessage); n != 0 || err != nil {
		t.Error(n, err)
	}
	storetest.Close(t, s)

	// A bucket that held something is never taken for one that is new.
	dropBuckets(t, path, "customer")
	if _, err := store.Open(path, store.Options{AnyFolder: true}); !core.IsKind(err, core.Corrupt) {
		t.Errorf("opened without its customers: %v", err)
	}
}
