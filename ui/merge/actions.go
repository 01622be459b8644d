package merge

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// register names what can be done here.
func (v *View) register() {
	has := func() bool { return v.current() != nil }
	commands := []keys.Command{
		{ID: "merge.merge", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.mergeNow, Enabled: has},
		{ID: "merge.swap", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.swap, Enabled: has},
		{ID: "merge.not_same", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.notSame, Enabled: has},
		{ID: "merge.open", Shortcut: keys.Ctrl(fyne.KeyE), Run: v.open, Enabled: has},
	}
	if !v.single() {
		commands = append(commands,
			keys.Command{ID: "merge.later", Shortcut: keys.Ctrl(fyne.KeyD), Run: v.later, Enabled: func() bool { return has() && v.stopped == nil }},
			keys.Command{ID: "merge.search", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.scan, Enabled: func() bool { return v.stopped == nil }},
			keys.Command{ID: "merge.to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.list.Focus() }})
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// scan looks through the whole master, going on with a scan that was stopped.
func (v *View) scan() {
	report := v.report
	if report.Begun.IsZero() || !report.Finished.IsZero() || v.tooNarrow() {
		report = duplicates.Report{Min: v.least()}
	}
	report.Pairs = slices.Clone(report.Pairs)
	stopped := make(chan struct{})
	v.stopped = stopped
	v.progress.Set(int(report.Done()*1000), 1000, "")
	v.progress.Show()
	v.content.Refresh() // what stands beside the bar moves
	v.tell()
	v.desk.Tasks.Follow(string(v.scope)+".scan", func(ctx context.Context, progress task.Progress) error {
		return v.scanning(ctx, &report, stopped, progress)
	}, v.progress.Set, func(err error) {
		v.stopped = nil
		v.progress.Hide()
		v.content.Refresh()
		if err != nil {
			v.desk.Dialogs.Error(err)
		}
		v.reload()
	})
}

// scanning runs the scan until it is finished or stopped, and keeps its place now and then and at the end.
func (v *View) scanning(ctx context.Context, r *duplicates.Report, stopped <-chan struct{}, progress task.Progress) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	const between = 10 * time.Second
	kept := v.desk.Clock.Now()
	err := v.service.Scan(inner, r, func(r *duplicates.Report) {
		select {
		case <-stopped:
			cancel()
		default:
		}
		progress(int(r.Done()*1000), 1000, i18n.N("merge.found_so_far", len(r.Pairs), "compared", i18n.Number(int(r.Compared))))
		if now := v.desk.Clock.Now(); now.Sub(kept) > between && v.service.Keep(inner, r) == nil {
			kept = now
		}
	})
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return errors.Join(err, v.service.Keep(context.WithoutCancel(ctx), r))
}

// stop ends a scan under way at its place.
func (v *View) stop() {
	if v.stopped != nil {
		close(v.stopped)
		v.stopped = nil
	}
}

// tell says how far the report is.
func (v *View) tell() {
	if v.single() {
		return
	}
	zone := v.desk.Zone()
	when := func(t time.Time) string { return i18n.When(core.WallTimeOf(t.In(zone))) }
	r := &v.report
	search := "merge.search"
	switch {
	case v.stopped != nil:
		v.status.Set(i18n.T("merge.searching"))
	case r.Begun.IsZero():
		v.status.Set(i18n.T("merge.not_searched"))
	case r.Finished.IsZero():
		search = "merge.go_on"
		v.status.Set(i18n.N("merge.interrupted", len(v.pairs)+v.more, "percent", int(r.Done()*100)))
	default:
		v.status.Set(i18n.N("merge.searched", len(v.pairs)+v.more, "when", when(r.Finished)))
	}
	if v.tooNarrow() && v.stopped == nil {
		search = "merge.search"
		v.status.Set(v.status.Get() + " " + i18n.T("merge.searched_from", "probability", i18n.Probability(v.report.Min)))
	}
	if v.more > 0 && v.stopped == nil {
		v.status.Set(v.status.Get() + " " + i18n.T("merge.first_shown", "shown", i18n.Number(len(v.pairs))))
	}
	v.search.SetText(i18n.T(search))
	empty, action := "merge.none_yet", (*kit.Button)(nil)
	switch {
	case v.stopped != nil:
	case r.Finished.IsZero():
		action = kit.NewCommandButton(v.desk.Keys, "merge.search")
		action.SetText(i18n.T(search))
	default:
		empty = "merge.none_open"
	}
	v.list.SetEmpty(kit.EmptyState(i18n.T(empty), action))
}

// mergeNow makes one customer of the selected pair; it can be taken back.
func (v *View) mergeNow() {
	p := v.current()
	if p == nil {
		return
	}
	m := master.Merging{Keep: *p.kept(), Drop: *p.gone(), Explain: v.explain}
	for _, f := range master.MergeFields() {
		if p.taken[f] {
			m.Take = append(m.Take, f)
		}
	}
	kept, gone := m.Keep.Label(), m.Drop.Label()
	var merged core.Merge
	v.decide(func(ctx context.Context, actor string) (err error) {
		merged, err = v.service.Merge(ctx, actor, m)
		return err
	}, func() {
		v.desk.Toasts.ShowUndo(i18n.T("merge.merged", "kept", kept, "gone", gone), func() { v.takeBack(merged) })
		if v.single() {
			v.desk.Go.Close(v)
		}
	})
}

// takeBack undoes a merge; the pair stands in the report again.
func (v *View) takeBack(m core.Merge) {
	Undo(v.desk, v.service, m, func(back core.ID) {
		v.desk.Tasks.Run("merge.returned", func(ctx context.Context, _ task.Progress) error {
			return v.service.Returned(ctx, m.Gone.Meta.ID, back)
		}, func(err error) {
			v.desk.Dialogs.Error(err)
			if !v.closed {
				v.reload()
			}
		})
	})
}

// explain writes the values that would be lost as a note.
func (v *View) explain(gone core.Record, lost []core.FieldValue) string {
	what := ""
	switch r := gone.(type) {
	case *core.Customer:
		what = i18n.T("merge.note_customer", "customer", r.Label(), "date", i18n.Date(v.desk.Today()))
	case *core.Vehicle:
		what = i18n.T("merge.note_vehicle", "date", i18n.Date(v.desk.Today()))
	}
	lines := []string{what}
	for _, value := range lost {
		lines = append(lines, i18n.Field(value.Field)+": "+i18n.FieldText(value.Field, value.Value))
	}
	return strings.Join(lines, "\n")
}

// swap lets the other customer stay.
func (v *View) swap() {
	if p := v.current(); p != nil {
		p.swapped = !p.swapped
		p.propose()
		v.showPair()
	}
}

// notSame remembers that the two are two people; the pair leaves the list, and it can be taken back.
func (v *View) notSame() {
	p := v.current()
	if p == nil {
		return
	}
	a, b := p.ids.First, p.ids.Second
	text := i18n.T("merge.said_not", "first", p.First.Label(), "second", p.Second.Label())
	v.decide(func(ctx context.Context, actor string) error { return v.service.NotSame(ctx, actor, a, b) }, func() {
		v.desk.Toasts.ShowUndo(text, func() {
			v.decide(func(ctx context.Context, actor string) error { return v.service.TakeBackNotSame(ctx, actor, a, b) }, func() {})
		})
		if v.single() {
			v.desk.Go.Close(v)
		}
	})
}

// later leaves a pair undecided: it goes behind all others, and the next one is selected.
func (v *View) later() {
	p := v.current()
	if p == nil || v.stopped != nil {
		return
	}
	v.decide(func(ctx context.Context, _ string) error { return v.service.Later(ctx, p.ids) }, func() {
		if v.at+1 < len(v.pairs) {
			v.list.Select(v.at + 1)
		}
	})
}

func (v *View) open() {
	if p := v.current(); p != nil {
		v.desk.Go.EditCustomer(p.kept().Meta.ID)
	}
}

func (v *View) decide(work func(ctx context.Context, actor string) error, done func()) {
	v.desk.Decide(string(v.scope)+".decide", work, func() {
		done()
		v.reload()
	})
}

// Undoing is what taking a merge back needs.
type Undoing interface {
	MergesInto(ctx context.Context, kept core.ID) ([]core.Merge, error)
	Unmerge(ctx context.Context, actor string, merge core.Merge) (core.ID, error)
	Appointment(ctx context.Context, id core.ID) (core.Appointment, error)
}

// Undo takes a merge back and calls then, which may be nil, with the customer who is there again.
func Undo(d *desk.Desk, s Undoing, m core.Merge, then func(core.ID)) {
	actor, against := d.Actor(), ""
	task.Load(d.Tasks, "merge.undo", func(ctx context.Context) (core.ID, error) {
		back, err := s.Unmerge(ctx, actor, m)
		against = standsAgainst(ctx, s, err)
		return back, err
	}, func(back core.ID, err error) {
		if err != nil {
			d.Dialogs.Warn(i18n.T("merge.undo_refused"), against)
			return
		}
		d.Toasts.Show(i18n.T("merge.undone", "customer", m.Gone.Label()))
		if then != nil {
			then(back)
		}
	})
}

// UndoLast asks and takes back the latest merge into a customer.
func UndoLast(d *desk.Desk, s Undoing, kept core.ID, then func(core.ID)) {
	task.Load(d.Tasks, "merge.undo", func(ctx context.Context) ([]core.Merge, error) {
		return s.MergesInto(ctx, kept)
	}, func(list []core.Merge, err error) {
		switch {
		case err != nil:
			d.Dialogs.Error(err)
		case len(list) == 0:
			d.Toasts.Show(i18n.T("merge.nothing_to_undo"))
		default:
			last := list[len(list)-1]
			d.Dialogs.Ask(i18n.T("merge.undo_title"), i18n.T("merge.undo_text", "customer", last.Gone.Label()),
				kit.DialogButton{Text: i18n.T("merge.undo"), Kind: kit.Important, Run: func() { Undo(d, s, last, then) }},
				kit.DialogButton{Text: i18n.T("desk.unsaved.stay"), Cancel: true})
		}
	})
}

// standsAgainst says why a merge cannot be taken back; a later appointment is named.
func standsAgainst(ctx context.Context, s Undoing, err error) string {
	var because *core.Error
	if errors.Is(err, master.ReasonUnmergeVisit) && errors.As(err, &because) {
		if a, err := s.Appointment(ctx, because.Ref.ID); err == nil {
			return i18n.T("merge.undo_visit", "appointment", a.Label(), "time", i18n.When(a.DropOff.At))
		}
	}
	return i18n.Error(err)
}
