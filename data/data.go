// Package data is the adapters' front door: Open gives a Workplace, one open database with everything the program does to
// it beyond core's ports: importing, exporting, backing up, restoring, and answering a second start.
package data

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/export"
	"terminwerk/data/instance"
	"terminwerk/data/intake"
	"terminwerk/data/store"
)

// Config says which database is opened and how.
type Config struct {
	Path   string
	Clock  core.Clock
	Create bool // make a missing file
	Any    bool // accept any folder, also a network one: temporary files only
	// Preparing is told, from 0 to 1, how far the indexes are that another version of the program has to build again while
	// the database is opened; nil is allowed.
	Preparing func(done float64)
}

// Workplace is an open database. It may be used from any goroutine.
type Workplace struct {
	Store    *store.Store
	config   Config
	importer *intake.Importer
	log      *logFile
	restored bool
	demo     bool
	post     func(MessageFiles) (*Messaging, error)
	outbox   *message.Service // nil before Messaging
}

// Open opens the database. Errors: NotFound when there is none and none is to be made, Locked when another program has
// it, Invalid for a folder that cannot be trusted, Corrupt for a damaged file.
func Open(ctx context.Context, c Config) (*Workplace, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	open := store.Open
	if c.Create {
		open = store.OpenOrCreate
	}
	s, err := open(c.Path, store.Options{Clock: c.Clock, AnyFolder: c.Any, Progress: c.Preparing})
	if err != nil {
		return nil, err
	}
	w := &Workplace{Store: s, config: c, importer: newImporter(s, c.Clock)}
	w.post = once(w.messaging)
	return w, nil
}

func newImporter(s *store.Store, clock core.Clock) *intake.Importer {
	return &intake.Importer{Store: s, Clock: clock, Bulk: func(ctx context.Context, what, actor string, groups iter.Seq2[[]core.Record, error]) error {
		_, err := s.Bulk(ctx, what, actor, groups, nil)
		return err
	}}
}

// DefaultPath is the database of this user on this machine: %LOCALAPPDATA%, ~/Library/Application Support or
// $XDG_DATA_HOME.
func DefaultPath() string {
	return filepath.Join(dataFolder(), "terminwerk", "terminwerk.db")
}

func dataFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LOCALAPPDATA"); dir != "" {
			return dir
		}
		return filepath.Join(home, "AppData", "Local")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(home, ".local", "share")
}

// SamePath tells whether two names mean one file.
func SamePath(a, b string) bool {
	x, errA := filepath.Abs(a)
	y, errB := filepath.Abs(b)
	if errA != nil || errB != nil {
		return false
	}
	if runtime.GOOS == "windows" {
		return strings.EqualFold(x, y)
	}
	return x == y
}

// Path is the database's file.
func (w *Workplace) Path() string { return w.config.Path }

// Import reads files into the store and counts what came of it.
func (w *Workplace) Import(ctx context.Context, what core.Entity, files []string) (core.ImportResult, error) {
	return w.importer.Import(ctx, what, files)
}

// TakeAgain takes in a record of the quarantine that was corrected; see intake.Importer.
func (w *Workplace) TakeAgain(ctx context.Context, actor string, q core.Quarantined) (core.ImportResult, error) {
	return w.importer.TakeAgain(ctx, actor, q)
}

// ReadLeads reads the leads of a file without storing them, and tells how many of its records cannot be read.
func (w *Workplace) ReadLeads(ctx context.Context, path string) ([]core.Lead, int, error) {
	return w.importer.ReadFile(ctx, path)
}

// Warm brings into memory what many searches for duplicates will read.
func (w *Workplace) Warm(ctx context.Context) error { return w.Store.Warm(ctx) }

// IndexBytes is how much of the file the duplicate search has for itself.
func (w *Workplace) IndexBytes(ctx context.Context) (int64, error) { return w.Store.MatchBytes(ctx) }

// Export writes all records of a kind as CSV or JSON.
func (w *Workplace) Export(ctx context.Context, what core.Entity, json bool, out io.Writer) error {
	return export.Write(ctx, w.Store, what, json, out)
}

// Watch imports every file that appears in folder until ctx ends, and tells each result.
func (w *Workplace) Watch(ctx context.Context, folder string, told func(core.ImportResult, error)) error {
	return w.importer.Watch(ctx, folder, told)
}

// Backup writes a checked copy into dir, the usual folder if it is empty, and tells its path.
func (w *Workplace) Backup(ctx context.Context, dir string) (string, error) {
	if dir == "" {
		dir = store.BackupDir(w.config.Path)
	}
	info, err := w.Store.Backup(ctx, dir, nil)
	return info.Path, err
}

// Backups lists the usual folder, newest first.
func (w *Workplace) Backups() ([]string, error) { return Archive{}.Backups(w.config.Path) }

// Archive looks after databases that nobody has open.
type Archive struct{}

// DefaultPath is the workplace's database, see DefaultPath.
func (Archive) DefaultPath() string { return DefaultPath() }

// Backups lists the usual backup folder of a database, newest first.
func (Archive) Backups(path string) ([]string, error) {
	infos, err := store.Backups(store.BackupDir(path))
	paths := make([]string, len(infos))
	for i, info := range infos {
		paths[i] = info.Path
	}
	return paths, err
}

// Restore closes the database and puts a backup in its place; kept is where the former file is now. The workplace is of no
// use afterwards, whether it worked or not: the program starts again.
func (w *Workplace) Restore(ctx context.Context, backup string) (kept string, err error) {
	if _, err := w.Backup(ctx, ""); err != nil {
		return "", err
	}
	if err := w.Store.Close(); err != nil {
		return "", err
	}
	w.restored = true
	return Archive{}.Restore(ctx, backup, w.config.Path)
}

// Restore puts a backup in the place of a database that nobody has open.
func (Archive) Restore(ctx context.Context, backup, path string) (kept string, err error) {
	done, err := store.Restore(ctx, backup, path, nil)
	return done.Kept, err
}

// Close closes the database.
func (w *Workplace) Close() error {
	var err error
	if !w.restored {
		err = w.Store.Close()
	}
	if w.log != nil {
		err = errors.Join(err, w.log.Close())
	}
	return err
}

// Leave ends the day: a checked copy, then the database is closed. A copy that fails is reported and costs nothing else. A
// demonstration leaves nothing behind.
func (w *Workplace) Leave(ctx context.Context) error {
	if w.restored {
		return w.Close()
	}
	if w.demo {
		return errors.Join(w.Close(), os.RemoveAll(filepath.Dir(w.config.Path)))
	}
	_, failed := w.Backup(ctx, "")
	return errors.Join(w.Close(), failed)
}

// RunChild does the work of the hidden child process that checks suspicious files; mine tells whether args asked for it.
func RunChild(args []string) (exit int, mine bool) { return store.RunChild(args) }

// warmAfter is how long the window has the disk for itself.
const warmAfter = 3 * time.Second

// Serve lets a second start of the program reach this one, and warms the duplicate search up meanwhile.
func (w *Workplace) Serve(h instance.Handler) (stop func() error, err error) {
	listener, err := instance.Listen(w.config.Path, h)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	var warming sync.WaitGroup
	warming.Go(func() { w.warm(ctx) })
	return func() error {
		cancel()
		warming.Wait()
		return listener.Close()
	}, nil
}

func (w *Workplace) warm(ctx context.Context) {
	select {
	case <-time.After(warmAfter):
	case <-ctx.Done():
		return
	}
	if err := w.Store.Warm(ctx); err != nil {
		slog.Warn("the duplicate search could not be warmed up", "error", err)
	}
}

// Forward runs a command in the program that has the database open.
func Forward(path string, args []string, dir string, stdout, stderr io.Writer) (int, error) {
	return instance.Call(path, instance.Request{Args: args, Dir: dir}, stdout, stderr)
}

// Raise brings the window of the program that has the database open to the front; locked is returned when none answers.
func Raise(path string) error {
	_, err := instance.Call(path, instance.Request{}, io.Discard, io.Discard)
	return err
}
