package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"terminwerk/core"
	"terminwerk/data/demo"
	"terminwerk/data/store/dbfile"
)

const (
	demoFolder = "terminwerk-demo-"
	demoFile   = "terminwerk.db"
)

// Start opens the database of a window, or a demonstration in its place.
func Start(ctx context.Context, c Config, demo bool) (*Workplace, error) {
	if demo {
		return OpenDemo(ctx, c.Clock)
	}
	return Open(ctx, c)
}

// OpenDemo opens a fresh database with an invented dealership in a temporary folder, which Leave removes. FillDemo brings
// its customers, vehicles, leads and appointments, and messages if Messaging was called before.
func OpenDemo(ctx context.Context, clock core.Clock) (*Workplace, error) {
	dir, err := os.MkdirTemp("", demoFolder+"*")
	if err != nil {
		return nil, &core.Error{Kind: core.Unavailable, Op: "demo", Err: err}
	}
	w, err := Open(ctx, Config{Path: filepath.Join(dir, demoFile), Clock: clock, Create: true, Any: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	w.demo = true
	if err := demo.Found(ctx, w.Store); err != nil {
		return nil, errors.Join(err, w.Leave(ctx))
	}
	return w, nil
}

// FillDemo brings the invented data, in a few hundred milliseconds; other writers have their turn in between. Then it
// removes what demonstrations have left that could not end in order.
func (w *Workplace) FillDemo(ctx context.Context) error {
	err := demo.Fill(ctx, w.Store, w.config.Clock, w.outbox)
	debug.FreeOSMemory() // what filling took is not needed again
	sweepDemos(os.TempDir(), w.config.Clock.Now())
	return err
}

// sweepDemos removes the folders of demonstrations that have ended. A running one holds its lock; one that is only just
// being made may not hold it yet, but is young. What cannot be removed is left for the next time.
func sweepDemos(in string, now time.Time) {
	const young = 10 * time.Minute
	folders, err := filepath.Glob(filepath.Join(in, demoFolder+"*"))
	if err != nil {
		return
	}
	for _, dir := range folders {
		info, err := os.Lstat(dir)
		if err != nil || !info.IsDir() || now.Sub(info.ModTime()) < young {
			continue
		}
		lock, err := dbfile.Acquire(filepath.Join(dir, demoFile), now)
		if err == nil && lock.Release() == nil {
			_ = os.RemoveAll(dir)
		}
	}
}
