package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

func ticking(t time.Time) core.Clock {
	return core.ClockFunc(func() time.Time { t = t.Add(time.Second); return t })
}

func TestRestoreBringsTheDataBackButGivesNoNumberTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Büro Süd [1]", "terminwerk.db")
	opts := store.Options{Clock: ticking(storetest.Now)}
	s := storetest.Open(t, path, opts)
	kept := person("Anna", "Bleibt")
	storetest.Put(t, s, kept)
	backup, err := s.Backup(ctx, store.BackupDir(path), nil)
	if err != nil || backup.Records[core.EntityCustomer] != 1 {
		t.Fatal(backup, err)
	}
	lost := person("Eva", "Danach")
	storetest.Put(t, s, lost)
	storetest.Close(t, s)

	done, err := store.Restore(ctx, backup.Path, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	s = storetest.Open(t, path, opts)
	if _, err := s.CustomerByNumber(ctx, lost.Number); !core.IsKind(err, core.NotFound) {
		t.Fatalf("got %v", err)
	}
	if _, err := s.CustomerByNumber(ctx, kept.Number); err != nil {
		t.Fatal(err)
	}
	next := person("Ida", "Neu")
	storetest.Put(t, s, next)
	if next.Number <= lost.Number || next.Meta.ID <= lost.Meta.ID {
		t.Fatalf("number %s and id %d were given before", next.Number, next.Meta.ID)
	}
	storetest.Close(t, s)
	before := storetest.Open(t, done.Kept, opts)
	if _, err := before.CustomerByNumber(ctx, lost.Number); err != nil {
		t.Fatalf("the replaced file is not kept: %v", err)
	}
}

func TestRestoreRefusesAChangedBackupAndAnOpenDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	c := person("Anna", "Müller")
	storetest.Put(t, s, c)
	backup, err := s.Backup(ctx, store.BackupDir(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, backup.Path, path, nil); !core.IsKind(err, core.Locked) {
		t.Fatalf("open database: %v", err)
	}
	storetest.Close(t, s)
	flip(t, backup.Path, "Müller")
	if _, err := store.Restore(ctx, backup.Path, path, nil); !core.IsKind(err, core.Corrupt) {
		t.Fatalf("changed backup: %v", err)
	}
	if err := os.Remove(backup.Path[:len(backup.Path)-3] + ".json"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, backup.Path, path, nil); !core.IsKind(err, core.Corrupt) {
		t.Fatalf("changed backup without manifest: %v", err)
	}
	s = storetest.Open(t, path, store.Options{})
	if _, err := s.Customer(ctx, c.Meta.ID); err != nil {
		t.Fatalf("the database was touched: %v", err)
	}
}

func TestSevenBackupsAreKeptAndNoneIsMadeOfAnUnchangedFile(t *testing.T) {
	s := storetest.NewWith(t, store.Options{Clock: ticking(storetest.Now)})
	dir := store.BackupDir(s.Path())
	var last store.BackupInfo
	for range store.KeptBackups + 2 {
		storetest.Put(t, s, person("Anna", "Müller"))
		var err error
		if last, err = s.Backup(ctx, dir, nil); err != nil {
			t.Fatal(err)
		}
	}
	again, err := s.Backup(ctx, dir, nil)
	if err != nil || again.Path != last.Path {
		t.Fatal(again, err)
	}
	list, err := store.Backups(dir)
	if err != nil || len(list) != store.KeptBackups || list[0].Path != last.Path || list[0].Records[core.EntityCustomer] != 9 {
		t.Fatal(list, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2*store.KeptBackups {
		t.Fatalf("%d files", len(files))
	}
}
