package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"path/filepath"
	"slices"

	"terminwerk/core"
)

const (
	leadsPerChange = 200
	digestSize     = 12
	maxDigests     = 40 // remembered of one lead
)

// ImportLeads brings files of leads in.
func (im *Importer) ImportLeads(ctx context.Context, files ...string) (core.ImportResult, error) {
	return im.Import(ctx, core.EntityLead, files)
}

func (im *Importer) leadFile(ctx context.Context, path string) (core.ImportResult, error) {
	data, err := readLimited(path, MaxLeadFile)
	if err != nil {
		return core.ImportResult{}, err
	}
	opts, err := im.options(ctx)
	if err != nil {
		return core.ImportResult{}, err
	}
	return im.ApplyLeads(ctx, path, ReadLeads(path, data, opts))
}

// ApplyLeads brings what ReadLeads found into the store; path names the file in notes.
func (im *Importer) ApplyLeads(ctx context.Context, path string, b Batch) (core.ImportResult, error) {
	l := &leadImport{im: im, path: path}
	l.result.Read = len(b.Records) + len(b.Refused) + b.Unlisted
	l.result.Quarantined = len(b.Refused) + b.Unlisted
	for _, q := range b.Refused {
		note(&l.result, path, q.Line, core.ImportHint{Field: q.Field, Why: q.Why})
	}
	if err := im.quarantine(ctx, b.Refused); err != nil {
		return l.result, err
	}
	if err := l.readSources(ctx); err != nil {
		return l.result, err
	}
	for rest := b.Records; len(rest) > 0; {
		n := batchLength(rest)
		if err := l.batch(ctx, rest[:n]); err != nil {
			return l.result, err
		}
		rest = rest[n:]
		if im.Progress != nil {
			im.Progress(len(b.Records) - len(rest))
		}
	}
	return l.result, l.writeSources(ctx)
}

// batchLength is how many records fit into one change, in which no lead may occur twice.
func batchLength(records []Record) int {
	seen := map[string]bool{}
	for i, r := range records {
		key := r.Request.Source + "\x00" + r.Request.ExternalID
		if i == leadsPerChange || seen[key] || i > 0 && len(r.Known) > 0 {
			return i
		}
		seen[key] = true
		if len(r.Known) > 0 {
			return 1
		}
	}
	return len(records)
}

// leadImport is one file of leads on its way into the store.
type leadImport struct {
	im      *Importer
	path    string
	result  core.ImportResult
	sources []string // names of sources seen so far, for cancellations that name none
	added   bool
}

// outcome is what becomes of a record.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
	cancelled
	refused
)

func (l *leadImport) batch(ctx context.Context, records []Record) error {
	var outcomes []outcome
	err := l.im.apply(ctx, whatLeads, func() (put []core.Record, err error) {
		outcomes = outcomes[:0]
		for i := range records {
			rec, what, err := l.plan(ctx, &records[i])
			if err != nil {
				return nil, err
			}
			if rec != nil {
				put = append(put, rec)
			}
			outcomes = append(outcomes, what)
		}
		return put, nil
	})
	if err != nil {
		return err
	}
	for i, what := range outcomes {
		l.count(&records[i], what)
	}
	return nil
}

func (l *leadImport) count(r *Record, what outcome) {
	switch what {
	case unchanged:
		l.result.Unchanged++
	case created:
		l.result.New++
	case updated:
		l.result.Updated++
	case cancelled:
		l.result.Cancelled++
	case refused:
		l.result.Quarantined++
		note(&l.result, l.path, r.Line, core.ImportHint{Field: core.FieldLeadID, Why: ReasonUnknownLead})
	}
	if what == created || what == updated {
		l.remember(r.Request.Source)
		for _, h := range r.Request.Hints {
			note(&l.result, l.path, r.Line, h)
		}
	}
}

// plan decides what a record does to the store; nil writes nothing.
func (l *leadImport) plan(ctx context.Context, r *Record) (core.Record, outcome, error) {
	lead, err := l.find(ctx, r)
	if core.IsKind(err, core.NotFound) {
		rec, what := l.unknown(r)
		return rec, what, nil
	}
	if err != nil {
		return nil, unchanged, err
	}
	if what := l.known(&lead, r); what != unchanged {
		return &lead, what, nil
	}
	return nil, unchanged, nil
}

// find looks a lead up by its source and id; a cancellation by each id that it names, under any source seen so far.
func (l *leadImport) find(ctx context.Context, r *Record) (core.Lead, error) {
	lead, err := l.im.Store.LeadByExternal(ctx, r.Request.Source, r.Request.ExternalID)
	if !core.IsKind(err, core.NotFound) || r.Status != Cancelled {
		return lead, err
	}
	for _, id := range append([]string{r.Request.ExternalID}, r.Known...) {
		for _, source := range append([]string{r.Request.Source}, l.sources...) {
			lead, err = l.im.Store.LeadByExternal(ctx, source, id)
			if !core.IsKind(err, core.NotFound) {
				return lead, err
			}
		}
	}
	return lead, err
}

// unknown makes a lead of a record that is not known yet. A change or cancellation that says nothing of the customer helps
// nobody then.
func (l *leadImport) unknown(r *Record) (core.Record, outcome) {
	lead := &core.Lead{Status: core.LeadNew, Request: r.Request, Fingerprint: r.digest()}
	switch {
	case r.Content() && r.Status == Cancelled:
		lead.Status = core.LeadCancelled
		return lead, cancelled
	case r.Content():
		return lead, created
	}
	q := quarantined(filepath.Base(l.path), core.EntityLead, r.Line, core.FieldLeadID, ReasonUnknownLead, []byte(r.raw), r.cells)
	return &q, refused
}

// known changes a lead as the record says.
func (l *leadImport) known(lead *core.Lead, r *Record) outcome {
	if r.Echo || r.seen(lead.Fingerprint) {
		return unchanged
	}
	if r.Status == Cancelled {
		return l.cancel(lead, r)
	}
	latest := &lead.Request
	if lead.External != nil {
		latest = &lead.External.Request
	}
	next := r.over(latest)
	if sameContent(latest, &next) && (lead.External == nil || !lead.External.Cancelled) {
		return unchanged
	}
	lead.Fingerprint = remembered(lead.Fingerprint, r.digest())
	if lead.Status == core.LeadBooked {
		lead.External = l.external(lead, next, false)
		return updated
	}
	next.Hints = append(slices.DeleteFunc(slices.Clone(next.Hints), isChangedHint), core.ImportHint{Field: core.FieldStatus, Why: ReasonChanged})
	lead.Request = next
	return updated
}

func isChangedHint(h core.ImportHint) bool { return h.Why == ReasonChanged }

func (l *leadImport) cancel(lead *core.Lead, r *Record) outcome {
	switch {
	case lead.Status.Open():
		lead.Status = core.LeadCancelled
	case lead.Status == core.LeadBooked && (lead.External == nil || !lead.External.Cancelled):
		latest := lead.Request
		if lead.External != nil {
			latest = lead.External.Request
		}
		lead.External = l.external(lead, latest, true)
	default:
		return unchanged
	}
	lead.Fingerprint = remembered(lead.Fingerprint, r.digest())
	return cancelled
}

// external tells a booked lead what happened outside since; nil when outside is again what was booked.
func (l *leadImport) external(lead *core.Lead, next core.Request, off bool) *core.External {
	changes := core.Differences(lead.Request.FieldValues(), next.FieldValues())
	if len(changes) == 0 && !off {
		return nil
	}
	return &core.External{Cancelled: off, At: l.im.Clock.Now().UTC(), Changes: changes, Request: next}
}

// over is the request after a record: a change that names some fields only leaves the others, and so does a lead that is
// sent again with less in it.
func (r *Record) over(old *core.Request) core.Request {
	next := r.Request
	next.Source, next.ExternalID = old.Source, old.ExternalID
	if !r.Dated {
		next.ReceivedAt = old.ReceivedAt
	}
	if r.Status != Changed && !r.Resent {
		return next
	}
	r.keepContact(&next, old)
	for _, f := range core.VehicleFields() {
		if !r.Given.Has(f) && (f != core.FieldPlateCountry || !r.Given.Has(core.FieldPlate)) {
			_ = next.Vehicle.Set(f, old.Vehicle.Get(f)) // the form Get writes can be read
		}
	}
	for f, keep := range map[core.Field]func(){
		core.FieldCustomerNumber:  func() { next.CustomerNumber = old.CustomerNumber },
		core.FieldWantedAt:        func() { next.WantedAt = old.WantedAt },
		core.FieldWork:            func() { next.Work = old.Work },
		core.FieldComments:        func() { next.Comments = old.Comments },
		core.FieldSMSConfirmation: func() { next.SMSConfirmation = old.SMSConfirmation },
	} {
		if !r.Given.Has(f) {
			keep()
		}
	}
	for _, v := range old.AsText {
		if !r.Given.Has(v.Field) && !slices.ContainsFunc(next.AsText, func(n core.FieldValue) bool { return n.Field == v.Field }) {
			next.AsText = append(slices.Clip(next.AsText), v)
		}
	}
	return next
}

func (r *Record) keepContact(next, old *core.Request) {
	named := r.Given.Has(core.FieldFirstName) || r.Given.Has(core.FieldLastName) || r.Given.Has(fieldFullName)
	for _, f := range core.ContactFields() {
		given := r.Given.Has(f)
		switch f {
		case core.FieldFirstName, core.FieldLastName, core.FieldTitleBefore, core.FieldTitleAfter:
			given = given || named
		case core.FieldHouseNumber:
			given = given || r.Given.Has(core.FieldStreet)
		}
		if !given && next.Contact.Get(f) == "" {
			next.Contact.Copy(f, &old.Contact)
		}
	}
}

// sameContent compares what two requests say, not when and how they came.
func sameContent(a, b *core.Request) bool {
	return bytes.Equal(content(a), content(b))
}

func content(q *core.Request) []byte {
	sum := sha256.New()
	text := func(s string) {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(s)))
		sum.Write(n[:])
		sum.Write([]byte(s))
	}
	for _, v := range q.FieldValues() {
		text(v.Value)
	}
	for _, v := range q.AsText {
		if _, column := jsonFields[headerKey(string(v.Field))]; column {
			text(string(v.Field))
			text(v.Value)
		}
	}
	return sum.Sum(nil)
}

// digest tells one record from another: its status, its content, and when it was sent if it says so.
func (r *Record) digest() []byte {
	sum := sha256.New()
	status := r.Status
	if status == Changed && !r.Dated {
		status = "changed, undated"
	}
	sum.Write([]byte(status + "\x00"))
	if r.Dated {
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(r.Request.ReceivedAt.Unix())))
	}
	sum.Write(content(&r.Request))
	return sum.Sum(nil)[:digestSize]
}

// seen tells whether this very record was applied before. A change that does not say when it was sent may come a second
// time with a meaning: there and back again; of those only the last one applied counts.
func (r *Record) seen(digests []byte) bool {
	d := r.digest()
	if r.Status == Changed && !r.Dated {
		return bytes.HasSuffix(digests, d)
	}
	for at := 0; at+digestSize <= len(digests); at += digestSize {
		if bytes.Equal(digests[at:at+digestSize], d) {
			return true
		}
	}
	return false
}

func remembered(digests, d []byte) []byte {
	digests = append(slices.Clone(digests), d...)
	return digests[max(0, len(digests)-maxDigests*digestSize):]
}
