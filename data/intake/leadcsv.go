package intake

import (
	"bytes"

	"terminwerk/core"
)

// csv reads a table of leads whose first row names the columns.
func (f *file) csv(data []byte) {
	r, err := newRows(bytes.NewReader(data))
	if err != nil {
		f.refuse(0, "", ReasonMalformed, beginning(data))
		return
	}
	first, ok := r.next()
	if !ok || first.why != "" {
		f.refuse(1, "", ReasonNoLead, beginning(data))
		return
	}
	sep, head := findSeparator(core.EntityLead, first.raw, r.sep)
	if head.known == 0 {
		f.refuse(first.line, "", ReasonNoColumns, beginning(data))
		return
	}
	for r.sep = sep; ; {
		rec, ok := r.next()
		if !ok {
			return
		}
		if rec.why == "" {
			rec.why = excessCells(rec.cells, len(head.fields))
		}
		if rec.why != "" {
			f.refuseCells(rec.line, "", rec.why, []byte(rec.raw), head.apart(rec.apart(sep)))
			continue
		}
		f.add(head.lead(rec))
	}
}

// excessCells finds rows with more cells than the header: their values stand in the wrong columns.
func excessCells(cells []string, columns int) core.Reason {
	if len(cells) > columns && !blankCells(cells[columns:]) {
		return ReasonCells
	}
	return ""
}

func (h *header) lead(rec row) *draft {
	d := &draft{line: rec.line, kind: "CSV", raw: rec.raw, head: h, row: rec.cells}
	for i, field := range h.fields {
		text := ""
		if i < len(rec.cells) {
			text = rec.cells[i]
		}
		if field != "" {
			d.set(field, text)
		} else {
			d.other(h.names[i], text)
		}
	}
	return d
}
