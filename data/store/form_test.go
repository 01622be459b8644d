package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// laterBuckets came after the first form.
func laterBuckets() [][]byte {
	all := [][]byte{bucketDraft}
	schema := newSchema()
	for _, e := range []core.Entity{core.EntityMessage, core.EntityMerge} {
		all = append(all, schema[e].bucket)
		for _, ix := range schema[e].indexes {
			all = append(all, ix.bucket)
		}
	}
	return all
}

// rewritten lets a test change the closed file.
func rewritten(t *testing.T, path string, change func(*bolt.Tx) error) {
	t.Helper()
	db, err := dbfile.Open(path, dbfile.Mode{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(change); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func withoutLaterBuckets(tx *bolt.Tx) error {
	for _, b := range laterBuckets() {
		if err := tx.DeleteBucket(b); err != nil {
			return err
		}
	}
	return nil
}

func TestAFileOfAnOlderFormIsSoundAndCompletedAtOpen(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "terminwerk.db"), context.Background()
	s, err := OpenOrCreate(path, Options{AnyFolder: true})
	if err != nil {
		t.Fatal(err)
	}
	c := &core.Customer{Number: "1", Contact: core.Contact{LastName: "Alt"}}
	if _, err := s.Apply(ctx, core.Change{Op: "a", What: "x", Put: []core.Record{c}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, path, func(tx *bolt.Tx) error {
		if err := tx.Bucket(bucketMeta).Put(metaForm, []byte{1}); err != nil {
			return err
		}
		return withoutLaterBuckets(tx)
	})
	if report, err := Check(ctx, path, nil); err != nil || !report.OK() {
		t.Fatalf("before: %v %v", report, err)
	}
	if s, err = Open(path, Options{AnyFolder: true}); err != nil {
		t.Fatal(err)
	}
	if report, err := s.SelfCheck(); err != nil || !report.OK() || report.Form != fileForm {
		t.Errorf("after: %v %v", report, err)
	}
	if _, err := s.CustomerByNumber(ctx, "1"); err != nil {
		t.Error(err)
	}
	d := &core.Customer{Number: "2", Contact: core.Contact{LastName: "Neu"}}
	if _, err := s.Apply(ctx, core.Change{Op: "b", What: "x", Put: []core.Record{d}}); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// A file of this form must have what holds no records of its own, and what held some.
	rewritten(t, path, func(tx *bolt.Tx) error { return tx.DeleteBucket(bucketDraft) })
	if _, err := Open(path, Options{AnyFolder: true}); !core.IsKind(err, core.Corrupt) {
		t.Errorf("opened without its buckets: %v", err)
	}
	if report, err := Check(ctx, path, nil); err != nil || report.OK() {
		t.Errorf("checked without its buckets: %v %v", report, err)
	}
}

// TestANewBucketMeansANewForm fails when a bucket was added: raise fileForm with it, so that files without it are completed,
// and put it on this list.
func TestANewBucketMeansANewForm(t *testing.T) {
	const form, want = 2, "meta seq audit change pref ix.audit.target ix.change.op draft settings customer vehicle lead appointment " +
		"notduplicate import quarantine outbox merge"
	var names []string
	for _, b := range plainBuckets {
		names = append(names, string(b))
	}
	for _, e := range newSchema().all() {
		names = append(names, string(e.bucket))
	}
	if got := strings.Join(names, " "); got != want || fileForm != form {
		t.Errorf("form %d has the buckets\n%s, the list is of form %d:\n%s", fileForm, got, form, want)
	}
}

func TestWhoeverIsRefusedHearsThatIndexesAreBuilt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s, err := OpenOrCreate(path, Options{AnyFolder: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, path, func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Delete(metaIndex) })
	var refused error
	s, err = Open(path, Options{AnyFolder: true, Progress: func(float64) { _, refused = Open(path, Options{AnyFolder: true}) }})
	if err != nil {
		t.Fatal(err)
	}
	if !core.IsKind(refused, core.Locked) || !errors.Is(refused, dbfile.ReasonPreparing) {
		t.Errorf("meanwhile: %v", refused)
	}
	if _, refused = Open(path, Options{AnyFolder: true}); !core.IsKind(refused, core.Locked) || errors.Is(refused, dbfile.ReasonPreparing) {
		t.Errorf("afterwards: %v", refused)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
