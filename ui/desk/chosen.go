package desk

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// AllowMarks lets several rows be chosen together; told is called when others are.
func (f *Finder[T]) AllowMarks(told func()) {
	f.List.AllowMarks()
	f.List.OnMarked = func() {
		told()
		if f.desk.OnMarked != nil {
			f.desk.OnMarked()
		}
	}
}

// Marked is how many rows are marked.
func (f *Finder[T]) Marked() int { return f.List.Marks() }

// Chosen are the marked records in their order; without a mark the selected one.
func (f *Finder[T]) Chosen() []core.ID {
	var ids []core.ID
	for _, i := range f.List.ChosenIndices() {
		ids = append(ids, f.rows.ids[i])
	}
	return ids
}

// glance is how many of the chosen rows are looked at to say what can be done with them.
const glance = 100

// Sample are the first rows of those chosen, as many as a glance needs.
func (f *Finder[T]) Sample() []T {
	var rows []T
	for _, i := range f.List.ChosenIndices() {
		if row, ok := f.rows.Row(i); ok {
			rows = append(rows, row)
		}
		if len(rows) == glance {
			break
		}
	}
	return rows
}

// Can tells whether an action fits one of the rows chosen; of very many it is taken for granted.
func (f *Finder[T]) Can(allowed func(T) bool) bool {
	for _, row := range f.Sample() {
		if allowed(row) {
			return true
		}
	}
	return f.Marked() > glance
}

// Items are the entries of a context menu for those of the commands that work now; with several rows marked they say how many.
func (f *Finder[T]) Items(commands ...string) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, id := range commands {
		if !f.desk.Keys.Can(id) {
			continue
		}
		item := f.desk.Keys.Item(id)
		if n := f.Marked(); n > 1 {
			item.Label = i18n.T("desk.for_marked", "action", item.Label, "count", n)
		}
		items = append(items, item)
	}
	return items
}

// Buttons are those of the commands that work now, the first one as what is most likely wanted of a single row.
func (f *Finder[T]) Buttons(commands ...string) []fyne.CanvasObject {
	var row []fyne.CanvasObject
	for _, id := range commands {
		if !f.desk.Keys.Can(id) {
			continue
		}
		b := kit.NewCommandButton(f.desk.Keys, id)
		if len(row) == 0 && f.Marked() < 2 {
			b.As(kit.Important)
		}
		row = append(row, b)
	}
	if len(row) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Flow(row...)}
}

// AskMany asks before something is done with several rows that cannot be taken back as a whole; one row needs no question.
// kind is that of the button that does it.
func (d *Desk) AskMany(n int, title, text, run string, kind kit.Importance, then func()) {
	if n < 2 {
		then()
		return
	}
	d.Dialogs.Warn(title, text, kit.DialogButton{Text: run, Kind: kind, Run: then},
		kit.DialogButton{Text: i18n.T("desk.unsaved.stay"), Cancel: true})
}

// manyRows is from how many on their progress is shown.
const manyRows = 30

// Each does work with records away from the window, some at a time: work begins with the first of those that are left and
// tells with how many it tried, which of them took it and why the first of the others did not. Its error ends everything. Of
// many a bar shows how far it is, and its button ends it there. done gets the records that took it, how many did not, and why.
func (d *Desk) Each(key string, ids []core.ID, work func(ctx context.Context, actor string, left []core.ID) (tried int, took []core.ID, why, err error), done func(took []core.ID, refused int, why error)) {
	actor, stop, heard, shut := d.Actor(), make(chan struct{}), task.Progress(nil), func() {}
	if len(ids) >= manyRows {
		bar, closed := d.Dialogs.Progress(i18n.T("desk.each"), sync.OnceFunc(func() { close(stop) }))
		heard, shut = bar.Set, closed
	}
	var (
		all     []core.ID
		refused int
		first   error
	)
	d.Tasks.Follow(key, func(ctx context.Context, progress task.Progress) error {
		for at := 0; at < len(ids); {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-stop:
				return nil
			default:
			}
			tried, took, why, err := work(ctx, actor, ids[at:])
			if err != nil {
				return err
			}
			at, all, refused = at+tried, append(all, took...), refused+tried-len(took)
			if first == nil {
				first = why
			}
			progress(at, len(ids), i18n.T("desk.each_done", "n", at, "all", len(ids)))
		}
		return nil
	}, heard, func(err error) {
		shut()
		if err != nil {
			first, refused = err, len(ids)-len(all)
		}
		done(all, refused, first)
	})
}

// TellRefused says after a change of several records how many were left as they were and why; nothing when there are none.
func (d *Desk) TellRefused(refused int, why error) {
	if refused > 0 {
		d.Toasts.Tell(theme.Warning, i18n.N("desk.refused", refused)+" "+i18n.Error(why))
	}
}
