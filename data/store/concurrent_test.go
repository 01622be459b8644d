package store_test

import (
	"fmt"
	"sync"
	"testing"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

func TestReadersWritersAndBackupsDoNotDisturbEachOther(t *testing.T) {
	s := storetest.New(t)
	const writers, each = 4, 15
	var work sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		work.Go(func() {
			for n := -1; ; {
				select {
				case <-stop:
					return
				default:
				}
				ids, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "kunde"})
				if err != nil || len(ids) < n {
					t.Errorf("%d ids after %d: %v", len(ids), n, err)
				}
				n = len(ids)
			}
		})
	}
	work.Go(func() {
		if _, err := s.Backup(ctx, store.BackupDir(s.Path()), nil); err != nil {
			t.Error(err)
		}
	})
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				storetest.Put(t, s, person(fmt.Sprint("w", w), fmt.Sprint("Kunde ", i)))
			}
		})
	}
	writing.Go(func() {
		if _, err := s.Bulk(ctx, "import", "test", master(100, nil), nil); err != nil {
			t.Error(err)
		}
	})
	writing.Wait()
	close(stop)
	work.Wait()
	if n, err := s.Count(ctx, core.EntityCustomer); n != writers*each+100 || err != nil {
		t.Fatal(n, err)
	}
}

func TestClosedStoreRefusesInsteadOfWaiting(t *testing.T) {
	s := storetest.New(t)
	storetest.Close(t, s)
	if _, err := s.Settings(ctx); !core.IsKind(err, core.Unavailable) {
		t.Errorf("read: %v", err)
	}
	if _, err := save(s, "op", person("Anna", "Müller")); !core.IsKind(err, core.Unavailable) {
		t.Errorf("write: %v", err)
	}
}
