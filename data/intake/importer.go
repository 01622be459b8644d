package intake

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"terminwerk/core"
)

// Importer brings files into a store. Every method may be called again with the same file: nothing changes then.
type Importer struct {
	Store core.Store
	Clock core.Clock
	Actor string // of the audit trail
	// Bulk loads many new records at once (Store.Bulk of data/store); without it they go in like all others. No two
	// records of the load share a customer number, and none is in the store.
	Bulk func(ctx context.Context, what, actor string, groups iter.Seq2[[]core.Record, error]) error
	// Progress is told how many records of the files have been read, now and then; nil is allowed.
	Progress func(read int)
	again    *core.Ref // the refused record that is taken in again, until it was
}

// The what of the audit trail.
const (
	whatLeads     = "import.leads"
	whatCustomers = "import.customers"
	whatVehicles  = "import.vehicles"
	whatRefused   = "import.quarantine"
)

// attempts is how often a batch is planned anew when somebody else saved one of its records meanwhile.
const attempts = 8

// Import brings files of leads, customers or vehicles in, one after the other. Errors: NotFound or Unavailable for a file
// that cannot be opened, and what the store returns; what was imported until then stays and is counted.
func (im *Importer) Import(ctx context.Context, what core.Entity, files []string) (core.ImportResult, error) {
	var total core.ImportResult
	for _, path := range files {
		var result core.ImportResult
		var err error
		switch what {
		case core.EntityLead:
			result, err = im.leadFile(ctx, path)
		case core.EntityCustomer, core.EntityVehicle:
			result, err = im.masterFile(ctx, what, path)
		default:
			err = &core.Error{Kind: core.Internal, Op: "import", Err: fmt.Errorf("no import of %s", what)}
		}
		total.Add(result)
		if len(total.Notes) > MaxNotes {
			total.Notes = total.Notes[:MaxNotes]
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// ReadFile reads the leads of a file as an import would, and how many of its records cannot be read; nothing is stored.
func (im *Importer) ReadFile(ctx context.Context, path string) (leads []core.Lead, refused int, err error) {
	opts, err := im.options(ctx)
	if err != nil {
		return nil, 0, err
	}
	data, err := readLimited(path, MaxLeadFile)
	if err != nil {
		return nil, 0, err
	}
	batch := ReadLeads(path, data, opts)
	leads = make([]core.Lead, len(batch.Records))
	for i := range batch.Records {
		leads[i].Request = batch.Records[i].Request
	}
	return leads, len(batch.Refused) + batch.Unlisted, nil
}

// options reads the settings that reading depends on.
func (im *Importer) options(ctx context.Context) (Options, error) {
	settings, err := im.Store.Settings(ctx)
	return Options{Basis: settings.Basis, Now: im.Clock.Now()}, err
}

// fileError gives an error of the file system its kind; the path is the user's own and may be shown.
func fileError(op string, err error) error {
	kind := core.Unavailable
	if errors.Is(err, fs.ErrNotExist) {
		kind = core.NotFound
	}
	return &core.Error{Kind: kind, Op: op, Err: err}
}

// readLimited reads a file, but no more than one byte beyond the limit.
func readLimited(path string, limit int64) (data []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError("read file", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err = io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fileError("read file", err)
	}
	return data, nil
}

// apply commits what plan wants to write; when a record was saved by somebody else meanwhile, plan is asked again. A plan
// without records writes nothing.
func (im *Importer) apply(ctx context.Context, what string, plan func() ([]core.Record, error)) error {
	for try := 1; ; try++ {
		put, err := plan()
		if err != nil || len(put) == 0 && im.again == nil {
			return err
		}
		change := core.Change{Op: operation(), Actor: im.Actor, What: what, Put: put}
		if im.again != nil {
			if err := refusedAgain(put); err != nil {
				return err
			}
			change.Delete = []core.Ref{*im.again}
		}
		_, err = im.Store.Apply(ctx, change)
		if err == nil {
			im.again = nil
		}
		if err == nil || try == attempts || !movedMeanwhile(err) {
			return err
		}
	}
}

func operation() string { return "import-" + rand.Text() }

// movedMeanwhile tells whether reading again may help: a record has another revision, or one like it was just created.
func movedMeanwhile(err error) bool {
	if core.IsKind(err, core.Conflict) {
		return true
	}
	var e *core.Error
	return errors.As(err, &e) && e.Kind == core.Invalid && errors.Is(e.Err, core.ReasonTaken)
}

// quarantine lists refused records for somebody to look at; the store keeps each once.
func (im *Importer) quarantine(ctx context.Context, refused []core.Quarantined) error {
	const chunk = 200
	for len(refused) > 0 {
		n := min(chunk, len(refused))
		part := refused[:n]
		refused = refused[n:]
		err := im.apply(ctx, whatRefused, func() ([]core.Record, error) {
			put := make([]core.Record, n)
			for i := range part {
				q := part[i]
				put[i] = &q
			}
			return put, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// note keeps what is worth telling about a record, up to MaxNotes of them.
func note(r *core.ImportResult, path string, line int, h core.ImportHint) {
	if len(r.Notes) < MaxNotes {
		r.Notes = append(r.Notes, core.ImportNote{File: filepath.Base(path), Line: line, Field: h.Field, Why: h.Why, Value: h.Value})
	}
}
