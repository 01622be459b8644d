package desk

import (
	"strconv"

	"terminwerk/core"
	"terminwerk/ui/i18n"
)

// Rows is a list's source over record ids: a row is read when it comes into view and kept until Forget or SetIDs. One
// read takes microseconds, so rows are read where they are drawn, and a million ids scroll like ten.
type Rows[T any] struct {
	load  func(core.ID) (T, error)
	ids   []core.ID
	place map[core.ID]int
	cache map[core.ID]T
}

// NewRows makes an empty source; load reads one row.
func NewRows[T any](load func(core.ID) (T, error)) *Rows[T] {
	return &Rows[T]{load: load, cache: map[core.ID]T{}}
}

// SetIDs shows other records.
func (r *Rows[T]) SetIDs(ids []core.ID) {
	r.ids, r.place = ids, nil
	r.cache = map[core.ID]T{}
}

// Forget reads the records anew when they are drawn next; without ids all of them.
func (r *Rows[T]) Forget(ids ...core.ID) {
	if len(ids) == 0 {
		r.cache = map[core.ID]T{}
	}
	for _, id := range ids {
		delete(r.cache, id)
	}
}

// IDs are the records shown, in order.
func (r *Rows[T]) IDs() []core.ID { return r.ids }

// Length is the number of rows.
func (r *Rows[T]) Length() int { return len(r.ids) }

// Row is row i; false when it could not be read, for example because it was deleted meanwhile.
func (r *Rows[T]) Row(i int) (T, bool) {
	var none T
	if i < 0 || i >= len(r.ids) {
		return none, false
	}
	id := r.ids[i]
	if row, ok := r.cache[id]; ok {
		return row, true
	}
	row, err := r.load(id)
	if err != nil {
		return none, false
	}
	const most = 4000
	if len(r.cache) >= most {
		r.cache = map[core.ID]T{}
	}
	r.cache[id] = row
	return row, true
}

// RowKey is the key of a record's row, for kit.DataList.Key.
func RowKey(id core.ID) string { return strconv.FormatUint(uint64(id), 36) }

// KeyAt is the key of row i, which need not be read for it.
func (r *Rows[T]) KeyAt(i int) string { return RowKey(r.ids[i]) }

// IndexOf tells where the record with this key stands.
func (r *Rows[T]) IndexOf(key string) (int, bool) {
	n, err := strconv.ParseUint(key, 36, 64)
	if err != nil {
		return 0, false
	}
	id := core.ID(n)
	const few = 2000
	if r.place == nil && len(r.ids) <= few {
		r.place = make(map[core.ID]int, len(r.ids))
		for i, id := range r.ids {
			r.place[id] = i
		}
	}
	if r.place != nil {
		i, ok := r.place[id]
		return i, ok
	}
	for i, at := range r.ids {
		if at == id {
			return i, true
		}
	}
	return 0, false
}

// VisitStates are the names of all states of an appointment, for the width of a column.
func VisitStates() (names []string) {
	for _, s := range append(core.AppointmentStatuses(), core.AppointmentCancelled) {
		names = append(names, i18n.T("status.appointment."+string(s)))
	}
	return names
}
