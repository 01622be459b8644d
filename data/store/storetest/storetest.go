// Package storetest gives tests a real store on a temporary file, whose contents are checked when the test ends.
package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/store"
)

// Now is the present instant of the stores that New makes: Monday, 23 November 2026, 8:00 UTC.
var Now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// New opens a new, empty store with the default settings. At the end of the test every record, index and counter is
// checked and the file removed.
func New(t testing.TB) *store.Store { return NewWith(t, store.Options{}) }

// NewWith is New with the caller's options; a missing clock is the fixed one.
func NewWith(t testing.TB, opts store.Options) *store.Store {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "terminwerk.db"), opts)
}

// Open is NewWith for a file of the test's own choice, which may exist.
func Open(t testing.TB, path string, opts store.Options) *store.Store {
	t.Helper()
	if opts.Clock == nil {
		opts.Clock = core.ClockFunc(func() time.Time { return Now })
	}
	opts.AnyFolder = true
	s, err := store.OpenOrCreate(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Close(t, s) })
	return s
}

// Close checks and closes a store before the end of the test; a second call does nothing.
func Close(t testing.TB, s *store.Store) {
	t.Helper()
	report, err := s.SelfCheck()
	if errors.Is(err, store.ErrClosed) {
		return
	}
	if err != nil {
		t.Errorf("the store could not be checked: %v", err)
	}
	for _, problem := range report.Problems {
		t.Errorf("the store is damaged: %s", problem)
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// Put applies records in one change and fails the test when that is refused.
func Put(t testing.TB, w core.Writer, records ...core.Record) core.Receipt {
	t.Helper()
	receipt, err := w.Apply(context.Background(), core.Change{Op: NewOp(), Actor: "test", What: "test", Put: records})
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}
