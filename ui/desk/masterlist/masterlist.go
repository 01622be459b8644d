// Package masterlist is the screen of one master, customers or vehicles: the searchable list, everything about the selected
// record beside it, and what can be done with it. What the records are and say, the screen's own package adds.
package masterlist

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/reconcile"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// Master says what a master holds: T is a row, D what a deletion took away.
type Master[T, D any] struct {
	Name    string        // of its commands and of what is remembered: "customer"
	Texts   string        // how its texts begin: "customer."
	Follows []core.Entity // others whose changes show in the list
	Entity  core.Entity
	ID      func(T) core.ID
	Label   func(T) string
	Load    func(context.Context, core.ID) (T, error)
	Finder  func(key, memory string) *desk.Finder[T]
	Reviews reconcile.Service
	Show    func(*Detail, T) // writes about the selected row
	Open    func(core.ID)
	Create  func(done func(core.ID)) // done only after something was saved
	Draft   func(ctx context.Context, row T, actor string) (*booking.Draft, error)
	Delete  func(ctx context.Context, actor string, id core.ID) (D, error)
	Restore func(ctx context.Context, actor string, deleted D) (core.ID, error)
	More    []Command[T] // beside opening, booking and deleting
	Bar     []string     // commands of the window with a button above the list
}

// Command is something that can be done with the selected row; its text is that of its name.
type Command[T any] struct {
	Name     string
	Shortcut keys.Shortcut
	Run      func(T)
	When     func(T) bool // for which rows it is offered; nil: for all
}

// Screen is the list of a master.
type Screen[T, D any] struct {
	master  Master[T, D]
	desk    *desk.Desk
	scope   keys.Scope
	content fyne.CanvasObject
	finder  *desk.Finder[T]
	review  *reconcile.Button
	detail  *Detail
	actions []keys.Command
	offered map[*kit.Button]func(T) bool // buttons that only some rows have
}

// New makes the screen.
func New[T, D any](d *desk.Desk, m Master[T, D]) *Screen[T, D] {
	v := &Screen[T, D]{master: m, desk: d, scope: d.NewScope(m.Name), offered: map[*kit.Button]func(T) bool{}}
	v.register()
	v.finder = m.Finder(string(v.scope), m.Name)
	v.finder.OnSelected = func(row T) {
		v.offer(row)
		v.detail.begin(m.ID(row))
		m.Show(v.detail, row)
	}
	v.finder.OnNone = func() { v.detail.clear() }
	v.finder.List.OnActivated = func(row T) { m.Open(m.ID(row)) }
	v.finder.List.OnMenu = v.menu
	v.finder.SetEmpty(v.empty)
	v.review = reconcile.NewButton(d, m.Reviews, m.Entity, string(v.scope), func(ctx context.Context, id core.ID) string {
		row, err := m.Load(ctx, id)
		if err != nil {
			return ""
		}
		return m.Label(row)
	})
	v.review.WithKey(keys.Ctrl(fyne.KeyG))
	v.detail = newDetail(d.Tasks, string(v.scope)+".detail", v.text("none_selected"), v.buttons()...)
	bar := kit.Bar(kit.UpTo(v.finder.Search, 300), kit.Gap(), v.review.Button)
	for _, id := range m.Bar {
		bar.Add(kit.NewCommandButton(d.Keys, id))
	}
	bar.Add(v.createButton())
	v.review.OnShown = bar.Refresh
	v.content = kit.PadScreen(v.finder.Beside(kit.Border(kit.Pad(bar, 0, 0), nil, nil, nil, v.finder.List), v.detail.Content, 0.68))
	return v
}

func (v *Screen[T, D]) text(name string) string { return i18n.T(v.master.Texts + name) }

// register names what can be done here; Enter, Ctrl+N and Ctrl+F come from the list and the window.
func (v *Screen[T, D]) register() {
	on := func(name string, shortcut keys.Shortcut, run func(T)) {
		v.actions = append(v.actions, keys.Command{ID: v.master.Texts + name, Shortcut: shortcut, Enabled: func() bool {
			row, ok := v.finder.Selected()
			when := v.when(name)
			return ok && (when == nil || when(row))
		}, Run: func() {
			if row, ok := v.finder.Selected(); ok {
				run(row)
			}
		}})
	}
	on("open", keys.Ctrl(fyne.KeyReturn), func(row T) { v.master.Open(v.master.ID(row)) })
	on("appointment", keys.Ctrl(fyne.KeyT), v.newAppointment)
	for _, c := range v.master.More {
		on(c.Name, c.Shortcut, c.Run)
	}
	on("delete", keys.Plain(fyne.KeyDelete), v.delete)
	commands := append([]keys.Command{
		{ID: v.master.Texts + "review", Shortcut: keys.Ctrl(fyne.KeyG), Run: func() { v.review.Open() }},
		{ID: v.master.Texts + "sort", Shortcut: keys.CtrlShift(fyne.KeyS), Run: func() { v.finder.NextSort() }},
		{ID: v.master.Texts + "to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.finder.List.Focus() }},
	}, v.actions...)
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// buttons are those below the details.
func (v *Screen[T, D]) buttons() []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for i, c := range v.actions {
		b := kit.NewButton(i18n.T(c.ID), c.Run).WithKey(c.Shortcut)
		if i == 0 {
			b.As(kit.Important).WithKey(keys.Plain(fyne.KeyReturn))
		}
		if when := v.when(strings.TrimPrefix(c.ID, v.master.Texts)); when != nil {
			v.offered[b] = when
		}
		list = append(list, b)
	}
	return list
}

// when is the condition of one of the further commands, nil for none.
func (v *Screen[T, D]) when(name string) func(T) bool {
	for _, c := range v.master.More {
		if c.Name == name {
			return c.When
		}
	}
	return nil
}

// offer shows the buttons that a row has.
func (v *Screen[T, D]) offer(row T) {
	for b, when := range v.offered {
		if when(row) {
			b.Show()
		} else {
			b.Hide()
		}
	}
}

func (v *Screen[T, D]) createButton() *kit.Button {
	return kit.NewButton(v.text("create"), v.New).WithKey(keys.Ctrl(fyne.KeyN))
}

// Title names the screen.
func (v *Screen[T, D]) Title() string { return v.text("title") }

// Content is the list with the details.
func (v *Screen[T, D]) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *Screen[T, D]) Scope() keys.Scope { return v.scope }

// Shown loads the list and puts the focus on it.
func (v *Screen[T, D]) Shown() {
	v.finder.Reload()
	v.review.Load()
	v.finder.List.Focus()
}

// Leave loses nothing: the screen holds no input.
func (v *Screen[T, D]) Leave(then func()) { then() }

// Changed shows what was written; selection and scroll position stay.
func (v *Screen[T, D]) Changed(e core.Event) {
	v.finder.Changed(e, v.master.Follows...)
	v.review.Changed(e)
}

// Close ends the screen.
func (v *Screen[T, D]) Close() {
	v.finder.Close()
	v.review.Close()
	v.detail.stop()
}

// FocusSearch puts the cursor into the search field.
func (v *Screen[T, D]) FocusSearch() { v.finder.FocusSearch() }

// New enters a new record, which is selected afterwards.
func (v *Screen[T, D]) New() { v.master.Create(v.finder.Select) }

func (v *Screen[T, D]) newAppointment(row T) {
	StartAppointment(v.desk, string(v.scope), func(ctx context.Context, actor string) (*booking.Draft, error) {
		return v.master.Draft(ctx, row, actor)
	})
}

// StartAppointment opens the appointment editor on a draft, for somebody on the telephone; key is the view's own.
func StartAppointment(d *desk.Desk, key string, draft func(ctx context.Context, actor string) (*booking.Draft, error)) {
	actor := d.Actor()
	task.Load(d.Tasks, key+".draft", func(ctx context.Context) (*booking.Draft, error) {
		return draft(ctx, actor)
	}, func(draft *booking.Draft, err error) {
		if err != nil {
			d.Dialogs.Error(err)
			return
		}
		d.Go.EditDraft(draft, nil)
	})
}

// empty says why nothing is listed and what to do next.
func (v *Screen[T, D]) empty(searching bool) fyne.CanvasObject {
	if searching {
		return kit.EmptyState(v.text("not_found"), kit.NewButton(v.text("show_all"), v.finder.ClearSearch))
	}
	return kit.EmptyState(v.text("empty"), v.createButton())
}

func (v *Screen[T, D]) menu(_ T, at fyne.Position) {
	var items []*fyne.MenuItem
	for _, c := range v.actions {
		items = append(items, v.desk.Keys.Item(c.ID))
	}
	kit.ShowMenu(v.finder.List, at, items...)
}

// delete removes the row's record if nothing depends on it, and offers the way back.
func (v *Screen[T, D]) delete(row T) {
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, string(v.scope)+".delete", func(ctx context.Context) (D, error) {
		return v.master.Delete(ctx, actor, v.master.ID(row))
	}, func(deleted D, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		said := i18n.T(v.master.Texts+"deleted", v.master.Name, v.master.Label(row))
		v.desk.Toasts.ShowUndo(said, func() { v.restore(deleted, actor) })
		v.finder.List.Focus()
	})
}

// restore puts a deleted record back.
func (v *Screen[T, D]) restore(deleted D, actor string) {
	task.Load(v.desk.Tasks, string(v.scope)+".restore", func(ctx context.Context) (core.ID, error) {
		return v.master.Restore(ctx, actor, deleted)
	}, func(id core.ID, err error) {
		v.desk.Dialogs.Error(err)
		if err == nil {
			v.finder.Select(id)
		}
	})
}
