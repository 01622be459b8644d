package intake

import (
	"context"
	"strconv"

	"terminwerk/core"
)

// maxCells is how many characters of the cells of a refused record are kept.
const maxCells = 4 * maxRaw

// TakeAgain takes in a record of the quarantine that somebody corrected: its Cells or, where it has none, its Raw, the way
// they would go as part of a file. It leaves the quarantine in the same change. Errors: Invalid with the field when it still
// cannot be used, and then nothing has changed; Conflict or NotFound when somebody else dealt with it meanwhile.
func (im *Importer) TakeAgain(ctx context.Context, actor string, q core.Quarantined) (core.ImportResult, error) {
	opts, err := im.options(ctx)
	if err != nil {
		return core.ImportResult{}, err
	}
	one := &Importer{Store: im.Store, Clock: im.Clock, Actor: actor, again: &core.Ref{Entity: core.EntityQuarantine, ID: q.Meta.ID, Rev: q.Meta.Rev}}
	if q.What != core.EntityLead {
		return one.rowAgain(ctx, &q, opts.Basis)
	}
	opts.Now = q.Meta.CreatedAt
	batch := leadsAgain(&q, opts)
	if len(batch.Refused) > 0 {
		return core.ImportResult{}, core.Refuse(batch.Refused[0].Field, batch.Refused[0].Why)
	}
	return one.ApplyLeads(ctx, q.File, batch)
}

func leadsAgain(q *core.Quarantined, opts Options) Batch {
	if len(q.Cells) == 0 {
		return ReadLeads(q.File, []byte(q.Raw), opts)
	}
	f := &file{name: q.File, opts: opts}
	head, rec := together(q)
	if why := excessCells(rec.cells, len(head.fields)); why != "" {
		f.refuse(q.Line, "", why, nil)
	} else {
		f.add(head.lead(rec))
	}
	return f.batch
}

// rowAgain takes in one row of a file of customers or vehicles.
func (im *Importer) rowAgain(ctx context.Context, q *core.Quarantined, basis core.Basis) (result core.ImportResult, err error) {
	head, rec := together(q)
	m := &masterImport{im: im, what: q.What, path: q.File, basis: basis, reader: newMasterReader(q.What, head, basis), result: &result}
	result.Read = 1
	if _, err = m.change(ctx, []masterRow{m.reader.read(&rec)}); err == nil {
		err = m.nameOwners(ctx)
	}
	return result, err
}

// refusedAgain is why a record could not be used once more, nil when it can.
func refusedAgain(put []core.Record) error {
	for _, r := range put {
		if q, ok := r.(*core.Quarantined); ok {
			return core.Refuse(q.Field, q.Why)
		}
	}
	return nil
}

// apart names the cells of a row by their columns.
func (h *header) apart(cells []string) []core.Cell {
	if len(cells) == 0 {
		return nil
	}
	list := make([]core.Cell, max(len(cells), len(h.fields)))
	for i := range list {
		if i < len(h.fields) {
			list[i].Name, list[i].Field = h.names[i], h.fields[i]
			if list[i].Name == "" {
				list[i].Name = "#" + strconv.Itoa(i+1)
			}
		}
		if i < len(cells) {
			list[i].Value = cells[i]
		}
	}
	return list
}

// apart gives what a lead says in the columns of a table: a row as its file has it, anything else with all columns, so that
// what is missing can be filled in.
func (d *draft) apart() []core.Cell {
	if d.head != nil {
		return d.head.apart(d.row)
	}
	d.offer(core.FieldSource, d.kind)
	var list []core.Cell
	for _, c := range leadColumns {
		if text := d.values[c.Field]; text != "" || !c.InputOnly() {
			list = append(list, core.Cell{Name: c.Header(), Field: c.Field, Value: text})
		}
	}
	for _, v := range d.extra {
		list = append(list, core.Cell{Name: string(v.Field), Value: v.Value})
	}
	return list
}

// few keeps the cells of a record unless they are too many to be looked through.
func few(cells []core.Cell) []core.Cell {
	size := 0
	for _, c := range cells {
		if size += len(c.Name) + len(c.Value) + 1; size > maxCells {
			return nil
		}
	}
	return cells
}

// together makes a row and its header of cells.
func together(q *core.Quarantined) (head header, rec row) {
	rec = row{line: q.Line, raw: q.Raw}
	for _, c := range q.Cells {
		if c.Name != "" {
			head.names, head.fields = append(head.names, c.Name), append(head.fields, c.Field)
		}
		rec.cells = append(rec.cells, c.Value)
	}
	head.known = len(head.fields)
	return head, rec
}
