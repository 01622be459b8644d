package data

import (
	"context"
	"os"
	"path/filepath"

	"terminwerk/core"
	"terminwerk/data/export"
)

// ExportMessages writes messages as CSV into a file, in the order given; a file that is there already is replaced, by the
// whole new one or not at all.
func (w *Workplace) ExportMessages(ctx context.Context, ids []core.ID, path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".terminwerk-*")
	if err != nil {
		return unwritable(err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()           // the first error is told
			_ = os.Remove(f.Name()) // a leftover does no harm
		}
	}()
	if err := export.WriteIDs(ctx, w.Store, core.EntityMessage, ids, false, f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return unwritable(err)
	}
	return unwritable(os.Rename(f.Name(), path))
}

func unwritable(err error) error {
	if err == nil {
		return nil
	}
	return &core.Error{Kind: core.Unavailable, Op: "write file", Err: err}
}
