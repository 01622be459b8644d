package desk

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Finder is a search field over a list of one entity: it asks for the ids in order, reads rows as they are drawn, keeps
// selection and scroll position when records change, and remembers order and column widths.
type Finder[T any] struct {
	Search     *kit.SearchEntry
	List       *kit.DataList[T]
	OnSelected func(row T)
	OnNone     func() // nothing is selected, because nothing was found

	desk    *Desk
	options FinderOptions[T]
	rows    *Rows[T]
	query   core.Query
	shown   string // text the rows belong to
	wanted  core.ID
	loaded  bool
	whole   []core.ID // the rows without a text, as long as nothing changed, for when the search is emptied
	empty   func(searching bool) fyne.CanvasObject
	split   *Split
}

// FinderOptions say what a Finder lists.
type FinderOptions[T any] struct {
	Key         string // its own, for work under way; usually the view's scope
	Memory      string // name under which order and widths are remembered; empty: they are not
	Entity      core.Entity
	IDs         func(context.Context, core.Query) ([]core.ID, error)
	Load        func(context.Context, core.ID) (T, error)
	ID          func(T) core.ID
	Columns     []kit.Column[T]
	Sort        core.Sort // order before anybody chose one
	Desc        bool      // and its direction
	Placeholder string
}

// NewFinder makes a finder; Reload fills it.
func NewFinder[T any](d *Desk, o FinderOptions[T]) *Finder[T] {
	f := &Finder[T]{desk: d, options: o, query: core.Query{Entity: o.Entity, Sort: o.Sort, Desc: o.Desc}}
	f.rows = NewRows(func(id core.ID) (T, error) { return o.Load(context.Background(), id) })
	f.Search = kit.NewSearchEntry(d.Tasks, o.Key+".search", o.Placeholder)
	f.Search.OnSearch, f.Search.Work = f.search, o.Key+".load"
	f.Search.OnDown = func() { f.List.Focus() }
	f.List = kit.NewDataList[T](f.rows, o.Columns...)
	f.List.Key = func(row T) string { return RowKey(o.ID(row)) }
	f.List.OnFind = func(r rune) {
		d.Focus(f.Search)
		f.Search.TypedRune(r)
	}
	f.List.OnSelected = func(row T) {
		if f.OnSelected != nil {
			f.OnSelected(row)
		}
	}
	f.List.OnSort = f.sort
	if o.Memory != "" {
		f.remembered()
		d.RestoreWidths(o.Memory+".columns", f.List)
	}
	f.List.SetSort(string(f.query.Sort), f.query.Desc)
	return f
}

// remembered takes over the order of the last time, "name" or "-name".
func (f *Finder[T]) remembered() {
	text := f.desk.Layout.Get(f.options.Memory + ".sort")
	name, down := strings.CutPrefix(text, "-")
	sorts := func(c kit.Column[T]) bool { return c.ID == name && !c.Fixed }
	if slices.ContainsFunc(f.options.Columns, sorts) {
		f.query.Sort, f.query.Desc = core.Sort(name), down
	}
}

func (f *Finder[T]) sort(column string, down bool) {
	f.query.Sort, f.query.Desc = core.Sort(column), down
	f.List.SetSort(column, down)
	if f.options.Memory != "" {
		text := column
		if down {
			text = "-" + column
		}
		f.desk.Layout.Set(f.options.Memory+".sort", text)
	}
	f.Reload()
}

// NextSort orders by the next column that can be ordered by, first ascending, then descending; for the keyboard.
func (f *Finder[T]) NextSort() {
	column, down := f.List.Sort()
	if !down {
		f.sort(column, true)
		return
	}
	var ids []string
	for _, c := range f.options.Columns {
		if !c.Fixed {
			ids = append(ids, c.ID)
		}
	}
	f.sort(ids[(slices.Index(ids, column)+1)%len(ids)], false)
}

// search lists what a text leads to. Reading a large list takes longest, and it was there before.
func (f *Finder[T]) search(text string) {
	if text == "" && f.whole != nil {
		f.desk.Tasks.Cancel(f.options.Key + ".load")
		f.show(text, f.whole)
		return
	}
	f.load()
}

// Reload asks for the list anew; the newest request wins.
func (f *Finder[T]) Reload() {
	f.whole = nil
	f.load()
}

func (f *Finder[T]) load() {
	q := f.query
	q.Text = f.Search.Text
	task.Load(f.desk.Tasks, f.options.Key+".load", func(ctx context.Context) ([]core.ID, error) {
		return f.options.IDs(ctx, q)
	}, func(ids []core.ID, err error) {
		if err != nil {
			f.desk.Dialogs.Error(err)
			return
		}
		if q.Text == "" {
			f.whole = ids
		}
		f.show(q.Text, ids)
	})
}

func (f *Finder[T]) show(text string, ids []core.ID) {
	searched := f.shown != text
	f.loaded, f.shown = true, text
	f.rows.SetIDs(ids)
	if f.empty != nil {
		f.List.SetEmpty(f.empty(text != ""))
	}
	f.List.Refresh()
	switch {
	case f.wanted != 0 && f.List.SelectKey(RowKey(f.wanted)):
		f.wanted = 0
	case len(ids) > 0 && (f.List.Index() < 0 || searched):
		f.List.Select(0)
	}
	f.tell()
}

// tell repeats the selection, because the selected record may have changed.
func (f *Finder[T]) tell() {
	row, ok := f.List.Selected()
	switch {
	case ok && f.OnSelected != nil:
		f.OnSelected(row)
	case !ok && f.OnNone != nil:
		f.OnNone()
	}
}

// Select shows a certain record as soon as it is listed.
func (f *Finder[T]) Select(id core.ID) {
	f.wanted = id
	if f.loaded && f.List.SelectKey(RowKey(id)) {
		f.wanted = 0
	}
}

// Show is Select after the filters of the list were changed.
func (f *Finder[T]) Show(id core.ID) {
	f.wanted = id
	if f.loaded {
		f.Reload()
	}
}

// SetEmpty sets what is shown instead of rows: nothing was found, or there is nothing at all.
func (f *Finder[T]) SetEmpty(show func(searching bool) fyne.CanvasObject) { f.empty = show }

// Selected is the selected row.
func (f *Finder[T]) Selected() (T, bool) { return f.List.Selected() }

// Settled tells whether the rows are those of the text in the search field, so that Enter there may take the selected one.
func (f *Finder[T]) Settled() bool {
	return f.loaded && f.shown == f.Search.Text && !f.desk.Tasks.Running(f.options.Key+".load")
}

// FocusSearch puts the cursor into the search field.
func (f *Finder[T]) FocusSearch() {
	f.desk.Focus(f.Search)
	f.Search.SelectAll()
}

// ClearSearch shows everything again.
func (f *Finder[T]) ClearSearch() {
	f.Search.Clear()
	f.Reload()
	f.List.Focus()
}

// Changed reloads when records of the entity, or of one of the others named, were written.
func (f *Finder[T]) Changed(e core.Event, others ...core.Entity) {
	if Touches(e, append(others, f.options.Entity)...) {
		f.Reload()
	}
}

// Close ends the work under way and remembers the column widths.
func (f *Finder[T]) Close() {
	if f.options.Memory != "" {
		f.desk.KeepWidths(f.options.Memory+".columns", f.List)
		f.split.Keep()
	}
	f.desk.Tasks.Cancel(f.options.Key + ".load")
	f.desk.Tasks.Cancel(f.options.Key + ".search")
}

// Touches tells whether an event wrote or deleted a record of one of the entities.
func Touches(e core.Event, entities ...core.Entity) bool {
	touched := func(r core.Ref) bool { return slices.Contains(entities, r.Entity) }
	return slices.ContainsFunc(e.Refs, touched) || slices.ContainsFunc(e.Deleted, touched)
}

// Pick lets the user choose one record of a finder in a dialog: Up and Down move through the result from the search field,
// Enter takes the selected row. title says what for.
func Pick[T any](d *Desk, f *Finder[T], title string, then func(T)) {
	dialog := &kit.Dialog{Title: title, First: f.Search, Width: 780, Height: 470, OnClosed: f.Close}
	take := func() {
		if !f.Settled() {
			f.List.Focus()
			return
		}
		if row, ok := f.Selected(); ok {
			d.Dialogs.Close(dialog)
			then(row)
		}
	}
	f.List.OnActivated = func(row T) {
		d.Dialogs.Close(dialog)
		then(row)
	}
	f.Search.OnEnter = take
	f.Search.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp, fyne.KeyPageUp, fyne.KeyPageDown:
			f.List.TypedKey(ev)
			return true
		}
		return false
	}
	f.Search.OnDown = func() { f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) }
	dialog.Content = kit.Border(kit.Pad(f.Search, 0, 0), nil, nil, nil, kit.Pad(f.List, theme.Gap, 0))
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("desk.pick.take"), Kind: kit.Important, Stay: true, Run: take},
		{Text: i18n.T("desk.pick.cancel"), Cancel: true},
	}
	d.Dialogs.Show(dialog)
	f.Reload()
}

// IDs are the records listed, in order.
func (f *Finder[T]) IDs() []core.ID { return f.rows.IDs() }
