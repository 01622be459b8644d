package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"terminwerk/core"
)

// ImportCustomers brings files of customers in, with the vehicles that stand beside them.
func (im *Importer) ImportCustomers(ctx context.Context, files ...string) (core.ImportResult, error) {
	return im.Import(ctx, core.EntityCustomer, files)
}

// ImportVehicles brings files of vehicles in; their owners must be there.
func (im *Importer) ImportVehicles(ctx context.Context, files ...string) (core.ImportResult, error) {
	return im.Import(ctx, core.EntityVehicle, files)
}

const (
	rowsPerChange = 500
	rowsPerChunk  = 256
	parsers       = 2
	// bulkFrom is the size of a file from which a first import goes by the bulk load, and bulkUpTo the number of records
	// that may be there for it to count as a first import.
	bulkFrom = 1 << 20
	bulkUpTo = 20_000
)

func (im *Importer) masterFile(ctx context.Context, what core.Entity, path string) (result core.ImportResult, err error) {
	f, err := os.Open(path)
	if err != nil {
		return result, fileError("read file", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	opts, err := im.options(ctx)
	if err != nil {
		return result, err
	}
	m := &masterImport{im: im, what: what, path: path, basis: opts.Basis, result: &result}
	rows, err := newRows(f)
	if err != nil {
		return result, fileError("read file", err)
	}
	first, ok := rows.next()
	if !ok || first.why != "" {
		return result, m.wholeFile(ctx, first, ReasonEmpty)
	}
	sep, head := findSeparator(what, first.raw, rows.sep)
	if why := needed(what, &head); why != "" {
		return result, m.wholeFile(ctx, first, why)
	}
	rows.sep = sep
	m.reader, m.sep = newMasterReader(what, head, opts.Basis), sep
	bulk, err := m.firstImport(ctx, f)
	if err != nil {
		return result, err
	}
	m.reader.phones = bulk
	if err := m.run(ctx, rows, bulk); err != nil {
		return result, err
	}
	if rows.err != nil {
		return result, fileError("read file", rows.err)
	}
	return result, nil
}

// needed tells why a file with such a header cannot be read.
func needed(what core.Entity, h *header) core.Reason {
	key := core.FieldCustomerNumber
	if what == core.EntityVehicle {
		key = core.FieldOwner
	}
	switch {
	case h.known < 2:
		return ReasonNoColumns
	case !h.has(key):
		return ReasonNoNumber
	}
	return ""
}

// wholeFile refuses a file of which no row can be read.
func (m *masterImport) wholeFile(ctx context.Context, first row, why core.Reason) error {
	m.result.Read, m.result.Quarantined = 1, 1
	note(m.result, m.path, first.line, core.ImportHint{Why: why})
	return m.im.quarantine(ctx, []core.Quarantined{quarantined(filepath.Base(m.path), m.what, first.line, "", why, []byte(first.raw), nil)})
}

// masterImport is one file of customers or vehicles on its way into the store.
type masterImport struct {
	im     *Importer
	what   core.Entity
	path   string
	basis  core.Basis
	reader *masterReader
	sep    byte
	result *core.ImportResult
	failed []core.Quarantined
}

// firstImport tells whether the file may be loaded in bulk: it is large and next to nothing is there yet.
func (m *masterImport) firstImport(ctx context.Context, f *os.File) (bool, error) {
	if m.im.Bulk == nil {
		return false, nil
	}
	info, err := f.Stat()
	if err != nil {
		return false, fileError("read file", err)
	}
	n, err := m.im.Store.Count(ctx, m.what)
	return err == nil && info.Size() >= bulkFrom && n <= bulkUpTo, err
}

func (m *masterImport) run(ctx context.Context, rows *rows, bulk bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	next := m.parsed(ctx, rows)
	var waiting []masterRow
	if bulk {
		var err error
		if waiting, err = m.load(ctx, next); err != nil {
			return err
		}
	}
	for done := false; !done; {
		for len(waiting) < rowsPerChange && !done {
			if r, ok := next(); ok {
				m.result.Read++
				waiting = append(waiting, r)
			} else {
				done = true
			}
		}
		for len(waiting) > 0 && (done || len(waiting) >= rowsPerChange) {
			n := min(len(waiting), rowsPerChange)
			if err := m.batch(ctx, waiting[:n]); err != nil {
				return err
			}
			waiting = waiting[n:]
		}
	}
	if err := m.im.quarantine(ctx, m.failed); err != nil {
		return err
	}
	if err := m.nameOwners(ctx); err != nil {
		return err
	}
	return ctx.Err()
}

// nameOwners names the owners in the notes about vehicles with one VIN: while the file is read, not all are stored yet.
func (m *masterImport) nameOwners(ctx context.Context) error {
	for i := range m.result.Notes {
		n := &m.result.Notes[i]
		if n.Why != ReasonSameVIN {
			continue
		}
		same, err := m.im.Store.VehiclesByVIN(ctx, n.Value)
		if err != nil {
			return err
		}
		var numbers []string
		for _, v := range same {
			c, err := m.im.Store.Customer(ctx, v.Owner)
			if core.IsKind(err, core.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			numbers = append(numbers, c.Number)
		}
		n.Value = strings.Join(numbers, ", ")
	}
	return nil
}

// parsed gives the rows of the file in their order, until ctx ends; they are read ahead on other goroutines, because
// parsing costs more than everything else. One goroutine after the other may call next: not iter.Pull, which panics when
// the first one is locked to its thread, as that of a program with a window is.
func (m *masterImport) parsed(ctx context.Context, rows *rows) (next func() (masterRow, bool)) {
	chunks := make(chan chan []masterRow, 2*parsers)
	go m.parse(ctx, rows, chunks)
	var list []masterRow
	return func() (r masterRow, ok bool) {
		for len(list) == 0 {
			chunk, ok := <-chunks
			if !ok {
				return r, false
			}
			select {
			case list = <-chunk:
			case <-ctx.Done():
				return r, false
			}
		}
		r, list = list[0], list[1:]
		return r, true
	}
}

// parse reads records and has them parsed in parallel; chunks keeps their order.
func (m *masterImport) parse(ctx context.Context, rows *rows, chunks chan<- chan []masterRow) {
	defer close(chunks)
	busy := make(chan struct{}, parsers)
	for {
		list := make([]row, 0, rowsPerChunk)
		for len(list) < rowsPerChunk {
			rec, ok := rows.next()
			if !ok {
				break
			}
			list = append(list, rec)
		}
		if len(list) == 0 {
			return
		}
		out := make(chan []masterRow, 1)
		select {
		case chunks <- out:
		case <-ctx.Done():
			return
		}
		busy <- struct{}{}
		go func() {
			defer func() { <-busy }()
			parsed := make([]masterRow, len(list))
			for i := range list {
				parsed[i] = m.reader.read(&list[i])
			}
			out <- parsed
		}()
	}
}

// refuse lists a row for somebody to look at, a few at a time.
func (m *masterImport) refuse(r *masterRow) {
	m.result.Quarantined++
	note(m.result, m.path, r.line, core.ImportHint{Field: r.field, Why: r.why})
	if len(m.failed) < maxListed {
		m.failed = append(m.failed, quarantined(filepath.Base(m.path), m.what, r.line, r.field, r.why, []byte(r.raw), m.apart(r)))
	}
}

// apart gives the cells of a row again; what is read of it does not keep them.
func (m *masterImport) apart(r *masterRow) []core.Cell {
	rec := row{raw: r.raw, why: r.why}
	if r.why != ReasonMalformed && r.why != ReasonRecordTooBig {
		rec.cells = splitCells(r.raw, m.sep)
	}
	return m.reader.head.apart(rec.apart(m.sep))
}

func (m *masterImport) tell(r *masterRow) {
	for _, h := range r.notes {
		note(m.result, m.path, r.line, h)
	}
	if m.im.Progress != nil && m.result.Read%rowsPerChange == 0 {
		m.im.Progress(m.result.Read)
	}
}

// ownNumber tells whether a number lies in the range from which this program gives its own.
func ownNumber(basis *core.Basis, number string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(number), strings.ToLower(basis.CustomerNumber.Prefix))
	if !ok || rest == "" || len(rest) > 18 || len(rest) > 1 && rest[0] == '0' {
		return false
	}
	n := uint64(0)
	for i := range len(rest) {
		if rest[i] < '0' || rest[i] > '9' {
			return false
		}
		n = n*10 + uint64(rest[i]-'0')
	}
	return n >= basis.CustomerNumber.Start
}
