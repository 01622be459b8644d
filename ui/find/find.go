// Package find is the search over everything: one field, and below it, grouped, the leads, appointments, customers,
// vehicles, messages and commands that the typed words lead to. Before anything is typed it lists what was opened here last. Enter
// opens a record or runs a command; neither leaves a trace in what lies behind.
package find

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Command is the id of the command that opens the search.
const Command = "edit.find"

// Service is what the search needs from core.
type Service interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	CustomerByNumber(ctx context.Context, number string) (core.Customer, error)
	Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error)
	Lead(ctx context.Context, id core.ID) (core.Lead, error)
	Appointment(ctx context.Context, id core.ID) (core.Appointment, error)
	Message(ctx context.Context, id core.ID) (core.Message, error)
}

const (
	findTask  = "find"
	findPause = 60 * time.Millisecond // below the pause between two letters of a fast typist
	findWide  = 880
	findHigh  = 560
)

// view is the dialog. The cursor stays in the field; Up and Down choose, Enter opens.
type view struct {
	desk     *desk.Desk
	service  Service
	dialog   *kit.Dialog
	entry    *kit.Entry
	list     *kit.DataList[row]
	commands []row
	asked    string // text of the rows shown
	last     int    // row selected before
}

// Open shows the search.
func Open(d *desk.Desk, s Service) {
	v := &view{desk: d, service: s, commands: commands(d.Keys)}
	v.entry = kit.NewEntry(i18n.T("find.search"))
	v.entry.Icon = theme.Tinted(theme.IconSearch, theme.ColorMuted)
	v.entry.OnChanged = func(string) {
		d.Tasks.Cancel(findTask)
		d.Tasks.Debounce(findTask+".pause", findPause, func() { v.search(nil) })
	}
	v.entry.OnKey = v.key
	v.entry.OnEnter = v.take
	v.list = kit.NewDataList[row](kit.Slice[row]{}, columns()...)
	v.list.OnSelected = v.skip
	v.list.OnActivated = v.open
	v.list.OnFind = func(r rune) { d.Focus(v.entry); v.entry.TypedRune(r) }
	v.dialog = &kit.Dialog{
		Title: i18n.T("find.title"), Content: kit.Border(v.entry, nil, nil, nil, kit.Pad(v.list, theme.Gap, 0)),
		First: v.entry, Width: findWide, Height: findHigh,
		Buttons: []kit.DialogButton{
			{Text: i18n.T("find.open"), Kind: kit.Important, Stay: true, Run: v.take},
			{Text: i18n.T("find.close"), Cancel: true},
		},
		OnClosed: func() { d.Tasks.Cancel(findTask); d.Tasks.Cancel(findTask + ".pause") },
	}
	d.Dialogs.Show(v.dialog)
	v.search(nil)
}

func columns() []kit.Column[row] {
	column := func(n int, id string, width float32) kit.Column[row] {
		return kit.Column[row]{
			ID: id, Title: i18n.T("find.column." + id), Width: width, Grow: n > 0, Fixed: true,
			Text: func(r row) string { return r.cells[n] }, Style: func(r row) kit.CellStyle { return r.style(n) },
		}
	}
	return []kit.Column[row]{column(0, "number", 136), column(1, "name", 270), column(2, "details", 380)}
}

// style makes headings stand out and what is closed stand back.
func (r row) style(column int) kit.CellStyle {
	switch {
	case r.heading():
		return kit.CellStyle{Bold: column == 0, Color: theme.ColorMuted}
	case r.quiet:
		return kit.CellStyle{Color: theme.ColorMuted}
	case column == 1:
		return kit.CellStyle{Bold: true, Sign: r.sign}
	}
	return kit.CellStyle{}
}

// key lets Up, Down, PgUp and PgDn choose while the cursor stays in the field.
func (v *view) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		v.list.TypedKey(ev)
		return true
	}
	return false
}

// skip passes over a heading in the direction of the movement.
func (v *view) skip(r row) {
	at := v.list.Index()
	if !r.heading() {
		v.last = at
		return
	}
	if v.last > at && at > 0 {
		v.list.Select(at - 1)
	} else {
		v.list.Select(at + 1)
	}
}

// search looks for what is typed and calls then, which may be nil, once the rows are shown.
func (v *view) search(then func()) {
	text := strings.TrimSpace(v.entry.Text)
	recent := remembered(v.desk.Layout)
	task.Load(v.desk.Tasks, findTask, func(ctx context.Context) ([]row, error) {
		if text == "" {
			return recall(ctx, v.service, recent)
		}
		found, err := records(ctx, v.service, text)
		return append(found, group("command", matching(v.commands, text))...), err
	}, func(found []row, err error) {
		said := "find.nothing"
		if text == "" {
			said = "find.hint"
		}
		said = i18n.T(said)
		if err != nil {
			found, said = nil, i18n.Error(err)
		}
		v.asked, v.last = text, 0
		v.list.SetEmpty(kit.EmptyState(said, nil))
		v.list.SetSource(kit.Slice[row](found))
		v.list.Select(-1)
		v.list.Select(0)
		if then != nil && err == nil {
			then()
		}
	})
}

// take opens the selected row; the rows for what was typed last are waited for.
func (v *view) take() {
	if strings.TrimSpace(v.entry.Text) != v.asked {
		v.desk.Tasks.Cancel(findTask + ".pause")
		v.search(v.take)
		return
	}
	if r, ok := v.list.Selected(); ok {
		v.open(r)
	}
}

// open leaves the search for what the row stands for.
func (v *view) open(r row) {
	if r.heading() {
		return
	}
	v.desk.Dialogs.Close(v.dialog)
	if r.command != "" {
		v.desk.Keys.Run(r.command)
		return
	}
	if k := kindOf(r.target.Entity); k != nil {
		Remember(v.desk.Layout, r.target)
		k.open(v.desk.Go, r.target.ID)
	}
}

// commands are the rows of what can be done on the screen behind the search.
func commands(registry *keys.Registry) []row {
	var list []row
	known := map[string]bool{Command: true}
	for _, c := range registry.Runnable() {
		text, menu := c.Text(), ""
		if c.Scope == keys.Global {
			area, _, _ := strings.Cut(c.ID, ".")
			menu = i18n.T("shell.menu." + area)
		}
		if !known[c.ID] && !known[text+menu] {
			known[text+menu] = true
			list = append(list, row{command: c.ID, cells: [3]string{keys.Text(c.Shortcut), text, menu}})
		}
	}
	return list
}

// matching are the commands in whose name or menu every typed word begins a word.
func matching(commands []row, text string) []row {
	var found []row
	for _, c := range commands {
		words, all := " "+name.Fold(c.cells[1]+" "+c.cells[2]), true
		for _, typed := range strings.Fields(name.Fold(text)) {
			all = all && strings.Contains(words, " "+typed)
		}
		if all {
			found = append(found, c)
		}
	}
	return found
}
