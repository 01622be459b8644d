package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"

	"terminwerk/core"
	"terminwerk/data/demo"
)

// OpenDemo opens a fresh database with invented data in a temporary folder, which Leave removes.
func OpenDemo(ctx context.Context, clock core.Clock) (*Workplace, error) {
	dir, err := os.MkdirTemp("", "terminwerk-demo-")
	if err != nil {
		return nil, &core.Error{Kind: core.Unavailable, Op: "demo", Err: err}
	}
	w, err := Open(ctx, Config{Path: filepath.Join(dir, "terminwerk.db"), Clock: clock, Create: true, Any: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	w.demo = true
	if err := demo.Fill(ctx, w.Store, clock); err != nil {
		return nil, errors.Join(err, w.Leave(ctx))
	}
	debug.FreeOSMemory() // what filling took is not needed again
	return w, nil
}
