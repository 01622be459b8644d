// Package coretest holds a Store in memory for the tests of services and screens.
//
// It keeps the promises of core.Store: changes are whole or not at all, revisions are checked, an operation is done once,
// stand-ins for ids are resolved, customers get numbers of the own range, and every change is in the history and is told
// to listeners. What it gives away and takes in is copied, so a test cannot change a stored record by accident.
// Searching a list is simpler than in the real store and slow beyond some ten thousand records.
package coretest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Now is the instant a new Store's clock shows: Monday, 23 November 2026, 08:00 in Vienna.
var Now = time.Date(2026, time.November, 23, 7, 0, 0, 0, time.UTC)

// Store is a core.Store in memory. It is safe for use by several goroutines.
type Store struct {
	mu        sync.Mutex
	now       time.Time
	fail      error
	state     state
	listeners map[int]func(core.Event)
	next      int
}

// state is everything that a failed change must leave as it was.
type state struct {
	records  map[core.Entity]map[core.ID]core.Record
	sequence map[core.Entity]core.ID
	numbers  uint64
	keys     map[string][]core.Posting // of the duplicate search
	ops      map[string]core.Receipt
	audit    []core.AuditEntry
	prefs    map[string]string
	drafts   []core.Draft
	seq      uint64
}

var _ core.Store = (*Store)(nil)

// New gives a store that holds nothing but the default settings.
func New() *Store {
	settings := core.DefaultSettings()
	settings.Meta = core.Meta{ID: 1, Rev: 1, CreatedAt: Now, UpdatedAt: Now}
	return &Store{
		now: Now, listeners: map[int]func(core.Event){},
		state: state{
			records:  map[core.Entity]map[core.ID]core.Record{core.EntitySettings: {1: &settings}},
			sequence: map[core.Entity]core.ID{core.EntitySettings: 1}, keys: map[string][]core.Posting{},
			ops: map[string]core.Receipt{}, prefs: map[string]string{},
		},
	}
}

// Now is the instant the store's clock shows; a Store is a core.Clock that stands still.
func (s *Store) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// SetNow sets the clock.
func (s *Store) SetNow(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = t.UTC()
}

// FailNext makes the next Apply return err and write nothing.
func (s *Store) FailNext(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = err
}

// Put stores records in one change, normalised for Austria, and fails the test when that does not work.
func (s *Store) Put(t testing.TB, records ...core.Record) {
	t.Helper()
	for _, r := range records {
		switch r := r.(type) {
		case *core.Customer:
			r.Normalize("AT")
		case *core.Vehicle:
			r.Data.Normalize("AT")
		case *core.Lead:
			r.Request.Contact.Normalize("AT")
			r.Request.Vehicle.Normalize("AT")
		}
	}
	s.mu.Lock()
	op := "test/" + time.Duration(s.state.seq+1).String()
	s.mu.Unlock()
	if _, err := s.Apply(context.Background(), core.Change{Op: op, Actor: "Test", What: "test.put", Put: records}); err != nil {
		t.Fatalf("put: %v", err)
	}
}

// ChangeSettings edits the stored settings and fails the test when they cannot be saved.
func (s *Store) ChangeSettings(t testing.TB, edit func(*core.Settings)) {
	t.Helper()
	settings, err := s.Settings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	edit(&settings)
	s.Put(t, &settings)
}

// Subscribe calls listen after every change until cancel is called.
func (s *Store) Subscribe(listen func(core.Event)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.next
	s.next++
	s.listeners[id] = listen
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, id)
	}
}

// Preference reads a small thing the window remembers.
func (s *Store) Preference(_ context.Context, key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.prefs[key], nil
}

// SetPreference remembers a small thing of the window.
func (s *Store) SetPreference(_ context.Context, key, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.prefs[key] = value
	return nil
}

// Drafts lists what open editors held, newest first.
func (s *Store) Drafts(context.Context) ([]core.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := slices.Clone(s.state.drafts)
	slices.SortStableFunc(list, func(a, b core.Draft) int { return b.At.Compare(a.At) })
	return list, nil
}

// SaveDraft keeps what an editor holds.
func (s *Store) SaveDraft(ctx context.Context, d core.Draft) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := s.DropDraft(ctx, d.Key)
	s.mu.Lock()
	defer s.mu.Unlock()
	d.Content = slices.Clone(d.Content)
	s.state.drafts = append(s.state.drafts, d)
	return err
}

// DropDraft forgets what an editor held.
func (s *Store) DropDraft(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.drafts = slices.DeleteFunc(slices.Clone(s.state.drafts), func(d core.Draft) bool { return d.Key == key })
	return nil
}

// copied is a state that can be changed without touching the first; records are replaced, never changed, so they are shared.
func (st *state) copied() state {
	c := *st
	c.records = make(map[core.Entity]map[core.ID]core.Record, len(st.records))
	for e, m := range st.records {
		c.records[e] = maps.Clone(m)
	}
	c.sequence, c.keys, c.ops, c.prefs = maps.Clone(st.sequence), maps.Clone(st.keys), maps.Clone(st.ops), maps.Clone(st.prefs)
	c.audit = st.audit[:len(st.audit):len(st.audit)]
	return c
}

func fresh(e core.Entity) core.Record {
	switch e {
	case core.EntityCustomer:
		return new(core.Customer)
	case core.EntityVehicle:
		return new(core.Vehicle)
	case core.EntityLead:
		return new(core.Lead)
	case core.EntityAppointment:
		return new(core.Appointment)
	case core.EntitySettings:
		return new(core.Settings)
	case core.EntityNotDuplicate:
		return new(core.NotDuplicate)
	case core.EntityImportState:
		return new(core.ImportState)
	case core.EntityQuarantine:
		return new(core.Quarantined)
	case core.EntityMessage:
		return new(core.Message)
	case core.EntityMerge:
		return new(core.Merge)
	}
	return nil
}

// clone copies a record and all that it points to.
func clone(r core.Record) core.Record {
	c := fresh(r.Entity())
	text, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(text, c)
	}
	if err != nil {
		panic(errors.Join(errors.New("a record that cannot be copied"), err))
	}
	return c
}

func matchKeys(r core.Record) []string {
	if c, ok := r.(*core.Customer); ok {
		return match.Keys(c)
	}
	return nil
}
