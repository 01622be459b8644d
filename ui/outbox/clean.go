package outbox

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// groups are the states that are deleted together, in the order of the dialog; the first is ticked.
var groups = []struct {
	key    string
	states []core.MessageState
}{
	{"out", []core.MessageState{core.MessageSent, core.MessageHandedOver, core.MessageAccepted, core.MessageDelivered}},
	{"put_away", []core.MessageState{core.MessageCancelled, core.MessageExpired, core.MessageSettled}},
	{"failed", []core.MessageState{core.MessageFailed, core.MessageUndelivered}},
	{"uncertain", []core.MessageState{core.MessageUncertain}},
}

// ages are the choices of how old a message must be, in days.
var ages = []struct {
	key  string
	days int
}{{"week", 7}, {"month", 30}, {"quarter", 91}, {"year", 365}, {"any", 0}}

// clean is the question which messages are deleted for good.
type clean struct {
	screen *Screen
	ticks  []*kit.Check
	age    *kit.Combo[string]
	told   *kit.Text
	kept   *kit.Text
	final  *fyne.Container
	count  int
	dialog *kit.Dialog
}

// askClean asks for states and age and says before anything happens how many messages that are.
func (v *Screen) askClean() {
	c := &clean{screen: v, told: kit.NewText("").Bold(), kept: kit.NewMuted(""), final: kit.Below()}
	form := kit.NewForm(1)
	for i, g := range groups {
		t := kit.NewCheck(i18n.T("outbox.clean."+g.key), func(bool) { c.recount() })
		t.Set(i == 0)
		c.ticks = append(c.ticks, t)
		label := ""
		if i == 0 {
			label = i18n.T("outbox.state")
		}
		form.AddWide(label, t)
	}
	var options []kit.Option[string]
	for _, a := range ages {
		options = append(options, kit.Option[string]{Value: a.key, Text: i18n.T("outbox.clean.age." + a.key)})
	}
	c.age = kit.NewSelect(options...)
	c.age.Select("month")
	c.age.OnPicked = func(string) { c.recount() }
	form.AddWide(i18n.T("outbox.clean.age"), c.age)
	c.dialog = &kit.Dialog{Title: i18n.T("outbox.clean.title"), Width: 560, First: c.ticks[0]}
	c.dialog.Content = kit.Below(kit.NewParagraph(i18n.T("outbox.clean.text")), form, c.told, c.kept, c.final)
	c.dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("outbox.clean.run"), Kind: kit.Danger, Stay: true, Run: c.run},
		{Text: i18n.T("outbox.back"), Cancel: true},
	}
	v.desk.Dialogs.Show(c.dialog)
	c.dialog.Allow(0, false)
	c.recount()
}

// chosen is what the ticks and the age say.
func (c *clean) chosen() message.Deletion {
	var d message.Deletion
	for i, t := range c.ticks {
		if t.On() {
			d.States = append(d.States, groups[i].states...)
		}
	}
	key, _ := c.age.Selected()
	for _, a := range ages {
		if a.key == key && a.days > 0 {
			d.Before = c.screen.desk.Clock.Now().Add(-time.Duration(a.days) * 24 * time.Hour)
		}
	}
	return d
}

func (c *clean) recount() {
	type counts struct{ deleted, kept int }
	d := c.chosen()
	task.Load(c.screen.desk.Tasks, c.screen.key("count"), func(ctx context.Context) (n counts, err error) {
		n.deleted, n.kept, err = c.screen.needs.Service.CountDeletable(ctx, d)
		return n, err
	}, func(n counts, err error) {
		c.count = n.deleted
		c.dialog.Allow(0, n.deleted > 0)
		c.told.Set(i18n.N("outbox.clean.count", n.deleted))
		c.kept.Set("")
		if n.kept > 0 {
			c.kept.Set(i18n.N("outbox.clean.kept", n.kept))
		}
		c.final.Objects = nil
		if why := final(n.deleted); why != "" {
			c.final.Add(kit.FindingRow(theme.Warning, why))
		}
		c.final.Refresh()
		if err != nil {
			c.told.Set(i18n.Error(err))
		}
	})
}

// undoable is up to how many deleted messages are held for taking the deletion back.
const undoable = 1000

// final says of a deletion that it cannot be taken back, because there are too many to be held; empty for fewer.
func final(n int) string {
	if n <= undoable {
		return ""
	}
	return i18n.T("outbox.clean.final", "count", n, "most", undoable)
}

func (c *clean) run() {
	c.screen.desk.Dialogs.Close(c.dialog)
	c.screen.delete(c.chosen(), c.count)
}

// delete removes messages for good; up to a certain number they are held, so that it can be taken back.
func (v *Screen) delete(d message.Deletion, count int) {
	actor := v.desk.Actor()
	var kept []core.Message
	hold := count <= undoable
	task.Load(v.desk.Tasks, v.key("delete"), func(ctx context.Context) (n int, err error) {
		if hold {
			if kept, err = v.needs.Service.Chosen(ctx, d); err != nil {
				return 0, err
			}
		}
		return v.needs.Service.Delete(ctx, actor, d)
	}, func(n int, err error) {
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case hold:
			v.desk.Toasts.ShowUndo(i18n.N("outbox.clean.done", n), func() {
				v.desk.Tasks.Run(v.key("restore"), func(ctx context.Context, _ task.Progress) error {
					return v.needs.Service.Restore(ctx, actor, kept)
				}, v.desk.Dialogs.Error)
			})
		default:
			v.desk.Toasts.Show(i18n.N("outbox.clean.done", n))
		}
		v.finder.List.Focus()
	})
}

// askDelete removes the chosen messages as far as they are finished; of several it says before how many that are.
func (v *Screen) askDelete() {
	d := message.Deletion{IDs: v.finder.Chosen()}
	if len(d.IDs) == 0 {
		return
	}
	type counts struct{ deleted, kept int }
	task.Load(v.desk.Tasks, v.key("count"), func(ctx context.Context) (n counts, err error) {
		n.deleted, n.kept, err = v.needs.Service.CountDeletable(ctx, d)
		return n, err
	}, func(n counts, err error) {
		kept := ""
		if n.kept > 0 {
			kept = i18n.N("outbox.clean.kept", n.kept)
		}
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case n.deleted == 0 && n.kept > 0:
			v.desk.Toasts.Tell(theme.Warning, i18n.N("outbox.clean.ahead", n.kept))
		case n.deleted == 0:
		default:
			text := strings.TrimSpace(i18n.N("outbox.clean.count", n.deleted) + " " + kept + " " + final(n.deleted))
			v.desk.AskMany(len(d.IDs), i18n.N("outbox.delete_many", n.deleted), text, i18n.T("outbox.clean.run"), kit.Danger, func() {
				v.finder.List.ClearMarks()
				v.delete(d, n.deleted)
			})
		}
	})
}

// askExport asks where the listed messages are written as CSV.
func (v *Screen) askExport() {
	path := kit.NewEntry("")
	path.SetText(i18n.T("outbox.export_name", "day", v.desk.Today().String()))
	question := &kit.Dialog{Title: i18n.T("outbox.export"), Width: 560, First: path}
	ids, text := slices.Clone(v.finder.IDs()), i18n.T("outbox.export_text")
	if n := v.finder.Marked(); n > 0 {
		ids, text = v.finder.Chosen(), i18n.N("outbox.export_marked", n)
	}
	question.Content = kit.Below(kit.NewParagraph(text), kit.NewForm(1).Add(i18n.T("outbox.export_path"), path))
	run := func() {
		file := strings.Trim(path.Text, ` "'`)
		if file == "" {
			path.SetError(i18n.T("error.required"))
			return
		}
		v.desk.Dialogs.Close(question)
		v.export(ids, file)
	}
	question.Buttons = []kit.DialogButton{
		{Text: i18n.T("outbox.export_run"), Kind: kit.Important, Stay: true, Run: run},
		{Text: i18n.T("outbox.back"), Cancel: true},
	}
	v.desk.Dialogs.Show(question)
	path.SelectAll()
}

func (v *Screen) export(ids []core.ID, file string) {
	v.desk.Tasks.Run(v.key("export"), func(ctx context.Context, _ task.Progress) error { return v.needs.Export(ctx, ids, file) }, func(err error) {
		v.desk.Dialogs.Error(err)
		if err == nil {
			v.desk.Toasts.Show(i18n.N("outbox.exported", len(ids), "file", filepath.Base(file)))
		}
	})
}
