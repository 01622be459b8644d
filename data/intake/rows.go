package intake

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"terminwerk/core"
)

// row is one record of a CSV file. Why is set when it cannot be read.
type row struct {
	line  int
	cells []string
	raw   string
	why   core.Reason
}

// apart gives the cells of a row, those of a damaged one by its separators alone; none of one that is too large.
func (r *row) apart(sep byte) []string {
	if r.cells == nil && r.why == ReasonMalformed {
		return strings.Split(r.raw, string(rune(sep)))
	}
	return r.cells
}

// rows reads CSV as it is found in the field: quotes may be missing or stand inside a cell, a quoted cell may hold line
// breaks, and each record is UTF-8 or, if it is not, Windows-1252. A quote that is never closed costs one line, not the
// rest of the file.
type rows struct {
	src  io.Reader
	sep  byte
	buf  []byte
	pos  int // of the next record in buf
	line int // lines before pos
	eof  bool
	err  error
}

const (
	rowsAhead  = 64 << 10
	maxRowSpan = 120 // lines of one record
)

func newRows(src io.Reader) (*rows, error) {
	plain, err := withoutMark(src)
	if err != nil {
		return nil, err
	}
	r := &rows{src: plain, sep: ';'}
	for len(r.buf) < len("sep=;") && r.fill() {
	}
	if head := string(r.buf[:min(len(r.buf), 6)]); len(head) >= 5 && strings.EqualFold(head[:4], "sep=") {
		r.sep = head[4]
		r.next()
	}
	return r, r.err
}

// fill reads more behind what is there and tells whether anything came.
func (r *rows) fill() bool {
	if r.eof {
		return false
	}
	if r.pos > 0 {
		r.buf = r.buf[:copy(r.buf, r.buf[r.pos:])]
		r.pos = 0
	}
	n := len(r.buf)
	if cap(r.buf)-n < rowsAhead {
		r.buf = append(make([]byte, 0, 2*cap(r.buf)+2*rowsAhead), r.buf...)
	}
	for tries := 0; tries < 100; tries++ {
		m, err := r.src.Read(r.buf[n : n+rowsAhead])
		r.buf = r.buf[:n+m]
		if err != nil {
			r.eof = true
			if err != io.EOF {
				r.err = err
			}
			return m > 0
		}
		if m > 0 {
			return true
		}
	}
	r.eof, r.err = true, io.ErrNoProgress
	return false
}

// next gives the next record that is not blank; false at the end.
func (r *rows) next() (row, bool) {
	for {
		n, why := r.measure()
		if n == 0 {
			return row{}, false
		}
		rec := r.buf[r.pos : r.pos+n]
		out := row{line: r.line + 1, why: why}
		r.line += bytes.Count(rec, []byte{'\n'})
		r.pos += n
		if why == "" {
			out.raw = recordText(rec)
			out.cells = splitCells(out.raw, r.sep)
			if blankCells(out.cells) {
				continue
			}
		} else {
			out.raw = recordText(beginning(rec))
		}
		return out, true
	}
}

// measure finds how many bytes the record at pos takes, its line end included.
func (r *rows) measure() (n int, why core.Reason) {
	var s cellScan
	firstLine := 0
	for i := 0; ; i++ {
		if r.pos+i >= len(r.buf) && !r.fill() {
			if i > 0 && s.quoted && firstLine > 0 {
				return firstLine, ReasonMalformed
			}
			return i, tooBig(i)
		}
		c := r.buf[r.pos+i]
		if c == '\n' && firstLine == 0 {
			firstLine = i + 1
		}
		if s.step(c, r.sep) {
			return i + 1, tooBig(i)
		}
		if s.quoted && firstLine > 0 && (i > MaxRecord || s.lines > maxRowSpan) {
			return firstLine, ReasonMalformed
		}
		if i > MaxLeadFile {
			return i + 1, ReasonRecordTooBig
		}
	}
}

func tooBig(n int) core.Reason {
	if n > MaxRecord {
		return ReasonRecordTooBig
	}
	return ""
}

// cellScan follows quotes through a record.
type cellScan struct {
	quoted bool // inside a quoted cell
	closed bool // a quote stood last inside a quoted cell: its end, or the first half of a doubled one
	inside bool // not at the beginning of a cell
	lines  int
}

// step takes the next byte and tells whether the record ends with it.
func (s *cellScan) step(c, sep byte) bool {
	if s.closed {
		s.closed = false
		switch c {
		case sep, '\r', '\n':
			s.quoted = false
		default:
			s.inside = true
			return false
		}
	}
	switch {
	case c == '"' && s.quoted:
		s.closed = true
	case c == '"' && !s.inside:
		s.quoted, s.inside = true, true
	case c == '\n':
		s.lines++
		return !s.quoted
	case c == sep && !s.quoted:
		s.inside = false
	default:
		s.inside = true
	}
	return false
}

func recordText(rec []byte) string {
	rec = bytes.TrimRight(rec, "\r\n")
	if utf8.Valid(rec) {
		return string(rec)
	}
	return windowsText(rec)
}

// splitCells takes a record apart by the rules of cellScan.
func splitCells(rec string, sep byte) []string {
	cells := make([]string, 0, strings.Count(rec, string(sep))+1)
	if strings.IndexByte(rec, '"') < 0 {
		for {
			i := strings.IndexByte(rec, sep)
			if i < 0 {
				return append(cells, bare(rec))
			}
			cells = append(cells, bare(rec[:i]))
			rec = rec[i+1:]
		}
	}
	var s cellScan
	start := 0
	for i := range len(rec) {
		wasQuoted := s.quoted && !s.closed
		s.step(rec[i], sep)
		if rec[i] == sep && !wasQuoted {
			cells = append(cells, bare(unquoted(rec[start:i])))
			start = i + 1
		}
	}
	return append(cells, bare(unquoted(rec[start:])))
}

func unquoted(cell string) string {
	if len(cell) < 2 || cell[0] != '"' {
		return cell
	}
	body := cell[1:]
	body = strings.TrimSuffix(body, "\r")
	body = strings.TrimSuffix(body, `"`)
	return strings.ReplaceAll(body, `""`, `"`)
}

// formulaSigns begin a cell that a spreadsheet would take for a formula.
const formulaSigns = "=+-@\t\r"

// Neutral puts an apostrophe before a cell that a spreadsheet would take for a formula; reading takes it off again.
func Neutral(cell string) string {
	if bareFormula(cell) {
		return "'" + cell
	}
	return cell
}

func bareFormula(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.IndexByte(formulaSigns, rest[0]) >= 0
}

func bare(cell string) string {
	if cell != "" && cell[0] == '\'' && bareFormula(cell) {
		return cell[1:]
	}
	return cell
}

func blankCells(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
