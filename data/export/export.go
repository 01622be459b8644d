// Package export writes leads, customers, vehicles, appointments and messages as CSV or JSON.
//
// The CSV is what a German spreadsheet opens by a double click: UTF-8 with a byte order mark, semicolons, one header row.
// Cells that a spreadsheet would take for a formula get an apostrophe in front, telephone numbers with + among them; the
// importer takes it off again, so that a file comes back in as it went out. The JSON is an array with one object per line
// and the same names.
//
// Records are read one by one as they are written: a million of them need no more memory than their ids.
package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"terminwerk/core"
	"terminwerk/data/intake"
)

// Write writes all records of a kind in their usual order. Records that disappear meanwhile are left out. Errors: those
// of the store and of w.
func Write(ctx context.Context, store core.Store, what core.Entity, asJSON bool, w io.Writer) error {
	ids, err := store.IDs(ctx, core.Query{Entity: what})
	if err != nil {
		return err
	}
	return WriteIDs(ctx, store, what, ids, asJSON, w)
}

// WriteIDs writes certain records of a kind in the order given.
func WriteIDs(ctx context.Context, store core.Store, what core.Entity, ids []core.ID, asJSON bool, w io.Writer) error {
	t, err := tableOf(what)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 256<<10)
	var sink sink = &csvSink{w: out}
	if asJSON {
		sink = &jsonSink{w: out}
	}
	if err := sink.begin(t.headers); err != nil {
		return unwritable(err)
	}
	src := &source{store: store, numbers: map[core.ID]string{}}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		values, err := t.row(ctx, src, id)
		switch {
		case core.IsKind(err, core.NotFound):
			continue
		case err != nil:
			return err
		}
		if err := sink.row(t.headers, values); err != nil {
			return unwritable(err)
		}
	}
	return unwritable(errors.Join(sink.end(), out.Flush()))
}

func unwritable(err error) error {
	if err == nil {
		return nil
	}
	return &core.Error{Kind: core.Unavailable, Op: "export", Err: err}
}

// sink writes rows in one format.
type sink interface {
	begin(headers []string) error
	row(headers, values []string) error
	end() error
}

type csvSink struct{ w *bufio.Writer }

func (s *csvSink) begin(headers []string) error {
	if _, err := s.w.WriteString("\ufeff"); err != nil {
		return err
	}
	return s.row(nil, headers)
}

func (s *csvSink) row(_, values []string) error {
	for i, v := range values {
		if i > 0 {
			if err := s.w.WriteByte(';'); err != nil {
				return err
			}
		}
		if _, err := s.w.WriteString(cell(v)); err != nil {
			return err
		}
	}
	_, err := s.w.WriteString("\r\n")
	return err
}

func (s *csvSink) end() error { return nil }

// cell writes a value so that neither a spreadsheet nor a separator changes it.
func cell(v string) string {
	v = intake.Neutral(v)
	if strings.ContainsAny(v, ";,\t\"\r\n|") || strings.HasPrefix(v, " ") || strings.HasSuffix(v, " ") {
		return `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
	}
	return v
}

type jsonSink struct {
	w    *bufio.Writer
	more bool
	buf  bytes.Buffer
}

func (s *jsonSink) begin([]string) error {
	_, err := s.w.WriteString("[")
	return err
}

func (s *jsonSink) row(headers, values []string) error {
	s.buf.Reset()
	s.buf.WriteString("\n{")
	if s.more {
		s.buf.Reset()
		s.buf.WriteString(",\n{")
	}
	s.more = true
	first := true
	for i, v := range values {
		if v == "" {
			continue
		}
		if !first {
			s.buf.WriteByte(',')
		}
		first = false
		text, err := plainJSON(v)
		if err != nil {
			return err
		}
		s.buf.WriteString(`"` + headers[i] + `":`)
		s.buf.Write(text)
	}
	s.buf.WriteByte('}')
	_, err := s.w.Write(s.buf.Bytes())
	return err
}

// plainJSON quotes a text and leaves <, > and & readable.
func plainJSON(v string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

func (s *jsonSink) end() error {
	_, err := s.w.WriteString("\n]\n")
	return err
}
