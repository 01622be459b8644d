package leads

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// openQuarantine lists the records of imported files that could not be read, each with its reason and its raw text.
func (v *Screen) openQuarantine() { v.listQuarantine(0, true) }

// listQuarantine does so with the row at that place selected; asked for by the user it also says that there are none.
func (v *Screen) listQuarantine(at int, asked bool) {
	task.Load(v.desk.Tasks, string(v.scope)+".quarantine_list", v.service.Quarantine, func(list []core.Quarantined, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		switch {
		case len(list) > 0:
			v.showQuarantine(list, min(at, len(list)-1))
		case asked:
			v.desk.Toasts.Show(i18n.T("leads.quarantine_empty"))
		}
	})
}

func (v *Screen) showQuarantine(list []core.Quarantined, at int) {
	raw := kit.NewValue("")
	raw.Anywhere()
	rows := kit.NewDataList[core.Quarantined](kit.Slice[core.Quarantined](list), quarantineColumns(v)...)
	rows.Key = func(q core.Quarantined) string { return strconv.FormatUint(uint64(q.Meta.ID), 10) }
	rows.OnSelected = func(q core.Quarantined) { raw.SetText(q.Raw) }
	rows.AllowMarks()
	rows.Select(at)
	below := container.NewVScroll(raw)
	split := container.NewVSplit(rows, kit.TitledPanel(i18n.T("leads.quarantine_raw"), below))
	split.SetOffset(0.6)
	dialog := &kit.Dialog{Title: i18n.T("leads.quarantine_title"), Content: split, First: rows, Width: 920, Height: 460}
	clearNow := func(some func() []core.Quarantined) func() {
		return func() {
			v.desk.Dialogs.Close(dialog)
			v.clearQuarantine(some())
		}
	}
	open := func() {
		if q, ok := rows.Selected(); ok {
			v.mend(dialog, q, rows.Index())
		}
	}
	rows.OnActivated = func(core.Quarantined) { open() }
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("leads.quarantine_mend"), Kind: kit.Important, Key: keys.Plain(fyne.KeyReturn), Stay: true, Run: open},
		{Text: i18n.T("leads.quarantine_remove"), Key: keys.Plain(fyne.KeyDelete), Stay: true, Run: clearNow(rows.Chosen)},
		{Text: i18n.T("leads.quarantine_clear"), Stay: true, Run: clearNow(func() []core.Quarantined { return list })},
		{Text: i18n.T("leads.close"), Cancel: true},
	}
	v.desk.Dialogs.Show(dialog)
}

// mend opens a record of the list to be corrected; afterwards the list is shown again, at the same place.
func (v *Screen) mend(list *kit.Dialog, q core.Quarantined, at int) {
	if !q.Mendable() {
		v.desk.Dialogs.Ask(i18n.T("leads.mend_not_title"), i18n.T("leads.mend_not", "file", q.File))
		return
	}
	v.desk.Dialogs.Close(list)
	var m *Mend
	m = NewMend(v.desk, v.intake, q, func() { v.desk.Go.Close(m) })
	v.shownNext = func() { v.listQuarantine(at, false) }
	v.desk.Go.Push(m)
}

func quarantineColumns(v *Screen) []kit.Column[core.Quarantined] {
	zone := v.desk.Zone()
	column := func(id string, width float32, grow bool, text func(core.Quarantined) string) kit.Column[core.Quarantined] {
		return kit.Column[core.Quarantined]{ID: id, Title: i18n.T("leads.quarantine." + id), Width: width, Grow: grow, Fixed: true, Text: text}
	}
	at := column("at", 0, false, func(q core.Quarantined) string { return i18n.Stamp(q.Meta.CreatedAt.In(zone)) })
	at.Holds = []string{i18n.Stamp(v.desk.Clock.Now().In(zone))}
	return []kit.Column[core.Quarantined]{
		at,
		column("file", 150, false, func(q core.Quarantined) string { return q.File }),
		column("line", 56, false, func(q core.Quarantined) string {
			if q.Line == 0 {
				return ""
			}
			return strconv.Itoa(q.Line)
		}),
		column("field", 140, false, func(q core.Quarantined) string {
			if q.Field == "" {
				return ""
			}
			return i18n.Field(q.Field)
		}),
		column("why", 220, true, func(q core.Quarantined) string { return i18n.T(string(q.Why)) }),
	}
}

// clearQuarantine takes the listed records out of the list; undo puts them back.
func (v *Screen) clearQuarantine(list []core.Quarantined) {
	refs := make([]core.Ref, len(list))
	for i, q := range list {
		refs[i] = core.Ref{Entity: core.EntityQuarantine, ID: q.Meta.ID, Rev: q.Meta.Rev}
	}
	actor := v.desk.Actor()
	apply := func(c core.Change, done func()) {
		c.Op, c.Actor = core.NewOp(), actor
		v.desk.Tasks.Run(string(v.scope)+".clear", func(ctx context.Context, _ task.Progress) error {
			_, err := v.service.Apply(ctx, c)
			return err
		}, func(err error) {
			if err != nil {
				v.desk.Dialogs.Error(err)
				return
			}
			done()
		})
	}
	restore := func() {
		records := make([]core.Record, len(list))
		for i := range list {
			list[i].Meta = core.Meta{}
			records[i] = &list[i]
		}
		apply(core.Change{What: "quarantine.restored", Put: records}, func() {})
	}
	apply(core.Change{What: "quarantine.cleared", Delete: refs}, func() {
		v.desk.Toasts.ShowUndo(i18n.N("leads.quarantine_cleared", len(list)), restore)
	})
}
