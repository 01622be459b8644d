package data

import (
	"context"
	"strconv"

	"terminwerk/core"
	"terminwerk/data/store"
)

// Check verifies a closed file: structure, every checksum, every index against its records both ways.
func Check(ctx context.Context, path string) (core.CheckReport, error) {
	return reportOf(store.Check(ctx, path, nil))
}

// Check verifies a copy of the open database while work goes on.
func (w *Workplace) Check(ctx context.Context) (core.CheckReport, error) {
	return reportOf(w.Store.FullCheck(ctx, nil))
}

func reportOf(r store.Report, err error) (core.CheckReport, error) {
	out := core.CheckReport{Faults: r.Problems}
	for _, n := range r.Records {
		out.Records += n
	}
	if r.More > 0 {
		out.Faults = append(out.Faults, "and "+strconv.Itoa(r.More)+" more")
	}
	return out, err
}
