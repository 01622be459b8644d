package data

import (
	"context"
	"strconv"

	"terminwerk/data/store"
)

// Report is what a check found. Faults are sentences for an administrator, in English, without personal data.
type Report struct {
	Records int
	Faults  []string
}

// Check verifies a closed file: structure, every checksum, every index against its records both ways.
func Check(ctx context.Context, path string) (Report, error) {
	return reportOf(store.Check(ctx, path, nil))
}

// Check verifies a copy of the open database while work goes on.
func (w *Workplace) Check(ctx context.Context) (Report, error) {
	return reportOf(w.Store.FullCheck(ctx, nil))
}

func reportOf(r store.Report, err error) (Report, error) {
	out := Report{Faults: r.Problems}
	for _, n := range r.Records {
		out.Records += n
	}
	if r.More > 0 {
		out.Faults = append(out.Faults, "and "+strconv.Itoa(r.More)+" more")
	}
	return out, err
}
