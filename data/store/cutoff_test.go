//go:build !windows

// Windows cuts off no file that is mapped.

package store_test

import (
	"errors"
	"os"
	"testing"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

// TestAFileCutOffWhileItIsOpenIsCorrupt takes the end of the file away under the running program.
func TestAFileCutOffWhileItIsOpenIsCorrupt(t *testing.T) {
	path := filledWith(t, 1500)
	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := readWidely(s); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 4*filePage); err != nil {
		t.Fatal(err)
	}
	if err := readWidely(s); !core.IsKind(err, core.Corrupt) {
		t.Fatalf("got %v", err)
	}
	if _, err := s.Apply(ctx, core.Change{Op: storetest.NewOp(), What: "test", Put: []core.Record{person("Eva", "Neu")}}); !errors.Is(err, s.Poisoned()) || err == nil {
		t.Fatalf("a damaged file was written: %v", err)
	}
}
