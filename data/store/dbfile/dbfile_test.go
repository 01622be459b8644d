package dbfile

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

func TestFailedCreationLeavesNothingBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "a.db")
	err := Create(path, func(*bolt.DB) error { return os.ErrInvalid })
	if err == nil {
		t.Fatal("no error")
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 0 {
		t.Fatalf("left %v", left)
	}
}

func TestCreationReplacesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, func(*bolt.DB) error { return nil }); !core.IsKind(err, core.Conflict) {
		t.Fatalf("got %v", err)
	}
}

func TestCreationClearsWhatAKilledOneLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path+".new", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, func(*bolt.DB) error { return nil }); err != nil {
		t.Fatal(err)
	}
	db, err := Open(path, Mode{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Fatalf("open to others: %v %v", info.Mode(), err)
	}
	if _, err := Open(path, Mode{}); !core.IsKind(err, core.Locked) {
		t.Fatalf("opened twice: %v", err)
	}
}

func TestLockIsFreeAfterRelease(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for range 2 {
		lock, err := Acquire(path, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Acquire(path, time.Now()); !core.IsKind(err, core.Locked) {
			t.Fatalf("got %v", err)
		}
		if err := lock.Release(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFoldersOfSyncProgramsAreKnownByNameAndByMark(t *testing.T) {
	root := t.TempDir()
	marked := filepath.Join(root, "Werkstatt")
	if err := os.MkdirAll(filepath.Join(marked, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir, refused := range map[string]bool{
		filepath.Join(root, "OneDrive - Autohaus", "x"): true,
		filepath.Join(root, "dropbox (Privat)"):         true,
		filepath.Join(marked, "deep", "x"):              true,
		filepath.Join(root, "Dropboxen"):                false,
		filepath.Join(root, "Büro Süd"):                 false,
	} {
		err := CheckPlace(filepath.Join(dir, "a.db"))
		if (err != nil) != refused {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func FuzzInspectNeverPanics(f *testing.F) {
	f.Add([]byte("no database"))
	f.Add(make([]byte, 5*pageSize))
	f.Fuzz(func(t *testing.T, contents []byte) {
		path := filepath.Join(t.TempDir(), "a.db")
		if err := os.WriteFile(path, contents, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Inspect(path); err != nil && !core.IsKind(err, core.Corrupt) {
			t.Fatalf("got %v", err)
		}
	})
}
