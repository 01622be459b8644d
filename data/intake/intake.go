// Package intake reads what arrives from outside: leads as ADF XML, e-mail, calendar cancellation, JSON or CSV, and the
// customers and vehicles of the dealer's main system as CSV.
//
// ReadLeads is pure: bytes in, requests and refused records out. A lead is never refused for a bad field; the value is
// kept as text with a hint. An Importer applies what was read to a store: doing the same file twice changes nothing, a
// lead changed or cancelled outside updates an open lead and is shown at a booked one, and master data is merged field by
// field with what was changed here. A Watch looks after the drop folder.
//
// Input is hostile: files and records have limits, entities are not expanded, nesting is bounded, and no input makes a
// function of this package panic.
package intake

import (
	"bytes"
	"crypto/sha256"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"terminwerk/core"
)

// The limits of what is read.
const (
	MaxLeadFile = 20 << 20  // bytes of a file of leads
	MaxRecord   = 256 << 10 // bytes of one record
	MaxRecords  = 500_000   // leads of one file
	MaxNotes    = 1_000     // notes of one import
	maxDepth    = 40        // nesting of XML, JSON and mail parts
	maxRaw      = 4_000     // characters of a refused record that are kept
	maxListed   = 5_000     // refused records of one file that are listed; more are counted
)

// Status is what the source says about a record.
type Status string

// The statuses of a record.
const (
	New       Status = "new"
	Changed   Status = "changed"
	Cancelled Status = "cancelled"
)

// The reasons this package gives beside core's.
const (
	ReasonFileTooBig   core.Reason = "intake.file_too_big"
	ReasonRecordTooBig core.Reason = "intake.record_too_big"
	ReasonTooMany      core.Reason = "intake.too_many"
	ReasonNoLead       core.Reason = "intake.no_lead"
	ReasonEmpty        core.Reason = "intake.empty"
	ReasonNoFields     core.Reason = "intake.no_fields" // none of its names is that of a field
	ReasonMalformed    core.Reason = "intake.malformed"
	ReasonCells        core.Reason = "intake.cells"
	ReasonNoColumns    core.Reason = "intake.no_columns"
	ReasonUnknownLead  core.Reason = "intake.unknown_lead"
	ReasonChanged      core.Reason = "intake.changed"
	ReasonNoTime       core.Reason = "intake.no_time"
	ReasonNotService   core.Reason = "intake.not_service"
	ReasonPhone        core.Reason = "intake.phone"
	ReasonOwnNumber    core.Reason = "intake.own_number"
	ReasonNoNumber     core.Reason = "intake.no_number"
	ReasonNoOwner      core.Reason = "intake.no_owner"
	ReasonNoDriver     core.Reason = "intake.no_driver"
	ReasonSameVIN      core.Reason = "intake.same_vin"
	ReasonMerged       core.Reason = "intake.merged" // the customer was merged into another, whose number is the value
	ReasonPairs        core.Reason = "intake.pairs"
)

// Options are what reading depends on.
type Options struct {
	Basis  core.Basis // country of telephone numbers and plates, time zone, opening hours
	Source string     // for records that do not name theirs; empty: the kind of the file
	Now    time.Time  // arrival of records that do not say when they were sent
}

// Record is one lead as read.
type Record struct {
	Line    int // from 1, where it begins; 0 where the format has no lines
	Status  Status
	Request core.Request
	Given   Fields // those the source named, empty ones too
	Dated   bool   // the source says when it was sent
	Echo    bool   // it comes from this program's own export
	Resent  bool   // it says that it was sent before
	// Known are further ids under which the lead may be known, whatever its source: of a calendar's cancellation.
	Known []string
	raw   string
	cells []core.Cell // of one that has no content, which may be refused
}

// Content tells whether the record says anything beyond which lead it speaks of.
func (r *Record) Content() bool {
	return r.Request.Contact.Named() || !r.Request.Vehicle.Empty() || r.Reachable()
}

// Reachable tells whether the record has a telephone number, an e-mail address, a customer number or a text.
func (r *Record) Reachable() bool {
	q := &r.Request
	return q.Contact.BestPhone().Typed != "" || q.Contact.Email != "" || q.CustomerNumber != "" || q.Work != "" ||
		q.Comments != "" || len(q.AsText) > 0
}

// Batch is what a file held: leads in the order of the file and the records that could not be read.
type Batch struct {
	Records  []Record
	Refused  []core.Quarantined
	Unlisted int // refused beyond those listed
}

// ReadLeads reads a file of leads; name tells the kind where the bytes do not, and names the file in refused records.
func ReadLeads(name string, data []byte, opts Options) Batch {
	f := &file{name: filepath.Base(name), opts: opts}
	switch {
	case len(data) > MaxLeadFile:
		f.refuse(0, "", ReasonFileTooBig, beginning(data))
	case len(bytes.TrimSpace(data)) == 0:
		f.refuse(0, "", ReasonEmpty, nil)
	default:
		f.read(data)
	}
	return f.batch
}

// file is one file being read.
type file struct {
	name  string
	opts  Options
	batch Batch
}

// read tells the formats apart by their first characters; the name decides between mail and CSV only.
func (f *file) read(data []byte) {
	text := decodeUnknown(data)
	head := strings.TrimLeft(text[:min(len(text), 4096)], " \t\r\n")
	switch lower := strings.ToLower(head); {
	case strings.HasPrefix(head, "BEGIN:VCALENDAR"):
		f.calendar(text, "")
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		f.json(text)
	case strings.HasPrefix(head, "<"):
		f.adf(text, "")
	case f.ends(".eml", ".msg", ".mbox") || looksLikeMail(lower):
		f.mail(data)
	case strings.Contains(lower, "<adf"):
		f.adf(text, "")
	default:
		f.csv(data)
	}
}

func (f *file) ends(endings ...string) bool {
	for _, e := range endings {
		if strings.EqualFold(filepath.Ext(f.name), e) {
			return true
		}
	}
	return false
}

// add takes a lead over, or refuses it when nothing in it helps anybody.
func (f *file) add(d *draft) {
	switch {
	case len(f.batch.Records) >= MaxRecords:
		f.refuse(d.line, "", ReasonTooMany, []byte(d.raw))
		return
	case len(d.raw) > MaxRecord:
		f.refuse(d.line, "", ReasonRecordTooBig, []byte(d.raw))
		return
	}
	r := d.record(&f.opts)
	if !r.Content() {
		r.cells = d.apart()
	}
	if !r.Content() && (r.Status == New || d.values[core.FieldLeadID] == "") {
		f.refuseCells(d.line, "", ReasonEmpty, []byte(d.raw), r.cells)
		return
	}
	f.batch.Records = append(f.batch.Records, r)
}

// refuse lists a record that cannot be read.
func (f *file) refuse(line int, field core.Field, why core.Reason, raw []byte) {
	f.refuseCells(line, field, why, raw, nil)
}

// refuseCells lists a record that could be taken apart, but not be used.
func (f *file) refuseCells(line int, field core.Field, why core.Reason, raw []byte, cells []core.Cell) {
	if len(f.batch.Refused) >= maxListed {
		f.batch.Unlisted++
		return
	}
	f.batch.Refused = append(f.batch.Refused, quarantined(f.name, core.EntityLead, line, field, why, raw, cells))
}

func quarantined(name string, what core.Entity, line int, field core.Field, why core.Reason, raw []byte, cells []core.Cell) core.Quarantined {
	sum := sha256.Sum256(append([]byte(string(what)+"\x00"+string(why)+"\x00"), raw...))
	q := core.Quarantined{File: name, What: what, Line: line, Field: field, Why: why, Digest: sum[:16], Cells: few(cells)}
	q.Raw, q.Cut = excerpt(raw)
	return q
}

// beginning is as much of a refused record as is looked at.
func beginning(raw []byte) []byte { return raw[:min(len(raw), maxRaw*utf8.UTFMax+1)] }

// excerpt is the part of a refused record that is kept, and whether any of it is not.
func excerpt(raw []byte) (text string, cut bool) {
	cut = len(raw) > maxRaw*utf8.UTFMax
	runes := []rune(strings.ToValidUTF8(string(beginning(raw)), "\ufffd"))
	return string(runes[:min(len(runes), maxRaw)]), cut || len(runes) > maxRaw
}
