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
func (v *Screen) openQuarantine() {
	task.Load(v.desk.Tasks, string(v.scope)+".quarantine_list", v.service.Quarantine, func(list []core.Quarantined, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		if len(list) == 0 {
			v.desk.Toasts.Show(i18n.T("leads.quarantine_empty"))
			return
		}
		v.showQuarantine(list)
	})
}

func (v *Screen) showQuarantine(list []core.Quarantined) {
	raw := kit.NewValue("")
	raw.Wrapping = fyne.TextWrapBreak
	rows := kit.NewDataList[core.Quarantined](kit.Slice[core.Quarantined](list), quarantineColumns(v)...)
	rows.Key = func(q core.Quarantined) string { return strconv.FormatUint(uint64(q.Meta.ID), 10) }
	rows.OnSelected = func(q core.Quarantined) { raw.SetText(q.Raw) }
	rows.AllowMarks()
	rows.Select(0)
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
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("leads.quarantine_remove"), Key: keys.Plain(fyne.KeyDelete), Stay: true, Run: clearNow(rows.Chosen)},
		{Text: i18n.T("leads.quarantine_clear"), Kind: kit.Danger, Stay: true, Run: clearNow(func() []core.Quarantined { return list })},
		{Text: i18n.T("leads.close"), Kind: kit.Important, Cancel: true},
	}
	v.desk.Dialogs.Show(dialog)
}

func quarantineColumns(v *Screen) []kit.Column[core.Quarantined] {
	zone := v.desk.Zone()
	column := func(id string, width float32, grow bool, text func(core.Quarantined) string) kit.Column[core.Quarantined] {
		return kit.Column[core.Quarantined]{ID: id, Title: i18n.T("leads.quarantine." + id), Width: width, Grow: grow, Fixed: true, Text: text}
	}
	return []kit.Column[core.Quarantined]{
		column("at", 116, false, func(q core.Quarantined) string { return i18n.Stamp(q.Meta.CreatedAt.In(zone)) }),
		column("file", 150, false, func(q core.Quarantined) string { return q.File }),
		column("line", 56, false, func(q core.Quarantined) string {
			if q.Line == 0 {
				return ""
			}
			return strconv.Itoa(q.Line)
		}),
		column("field", 110, false, func(q core.Quarantined) string {
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
