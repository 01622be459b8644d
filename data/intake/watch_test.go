package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/intake"
)

// watching runs a Watch until the test ends; next gives what it tells.
func watching(t *testing.T, d *desk, folder string) (next func() core.ImportResult) {
	ctx, stop := context.WithCancel(context.Background())
	told, ended := make(chan core.ImportResult, 10), make(chan error, 1)
	go func() {
		ended <- d.Watch(ctx, folder, func(r core.ImportResult, err error) {
			if err != nil {
				t.Error(err)
			}
			told <- r
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return func() core.ImportResult {
		select {
		case r := <-told:
			return r
		case <-time.After(time.Minute):
			t.Fatal("nothing was imported")
		}
		return core.ImportResult{}
	}
}

func drop(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDropFolderIsImportedAndTidied(t *testing.T) {
	d := newDesk(t)
	folder := filepath.Join(d.dir, "Eingang")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	drop(t, folder, "da.csv", oneLead)
	drop(t, folder, "halb.csv.part", "lead_id;last_")
	next := watching(t, d, folder)
	if r := next(); r.New != 1 {
		t.Errorf("file that was there: %+v", r)
	}
	drop(t, folder, "kaputt.json", "[1, 2")
	if r := next(); r.Quarantined != 1 {
		t.Errorf("unreadable file: %+v", r)
	}
	for into, name := range map[string]string{intake.DoneFolder: "da.csv", intake.QuarantineFolder: "kaputt.json"} {
		list, err := os.ReadDir(filepath.Join(folder, into))
		if err != nil || len(list) != 1 || !strings.HasSuffix(list[0].Name(), "_"+name) {
			t.Errorf("%s holds %v, error %v", into, list, err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "halb.csv.part")); err != nil {
		t.Error("an incomplete file was touched")
	}
}

func TestDropFolderMayDisappearAndComeBack(t *testing.T) {
	d := newDesk(t)
	folder := filepath.Join(d.dir, "Eingang")
	if err := d.Watch(context.Background(), folder, nil); !core.IsKind(err, core.NotFound) {
		t.Errorf("missing folder: %v", err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	drop(t, folder, "a.csv", oneLead)
	next := watching(t, d, folder)
	next()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	drop(t, folder, "b.csv", oneLead)
	if r := next(); r.Unchanged != 1 {
		t.Errorf("after the folder came back: %+v", r)
	}
}
