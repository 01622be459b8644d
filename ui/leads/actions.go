package leads

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// forMany are the commands that work on all marked leads.
var forMany = []string{"leads.take", "leads.defer", "leads.reject", "leads.reopen"}

func isOpen(l core.Lead) bool { return l.Status.Open() }

func isClosed(l core.Lead) bool {
	return l.Status == core.LeadRejected || l.Status == core.LeadCancelled
}

func isNew(l core.Lead) bool { return l.Status == core.LeadNew || l.Status == core.LeadDeferred }

// register names what can be done with the selected lead, or with all that are marked.
func (v *Screen) register() {
	one := func(allowed func(core.Lead) bool) func() bool {
		return func() bool {
			lead, ok := v.finder.Selected()
			return ok && v.finder.Marked() < 2 && allowed(lead)
		}
	}
	many := func(allowed func(core.Lead) bool) func() bool { return func() bool { return v.finder.Can(allowed) } }
	commands := []keys.Command{
		{ID: "leads.book", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.book, Enabled: one(func(l core.Lead) bool { return !isClosed(l) })},
		{ID: "leads.take", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.take, Enabled: many(isNew)},
		{ID: "leads.defer", Shortcut: keys.Ctrl(fyne.KeyD), Run: v.askDefer, Enabled: many(isOpen)},
		{ID: "leads.reject", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.askReject, Enabled: many(isOpen)},
		{ID: "leads.reopen", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.reopen, Enabled: many(isClosed)},
		{ID: "leads.quarantine", Shortcut: keys.Ctrl(fyne.KeyG), Run: v.openQuarantine},
		{ID: "leads.message", Shortcut: keys.Ctrl(fyne.KeyM), Run: v.write, Enabled: one(func(l core.Lead) bool { return l.Status == core.LeadRejected })},
		{ID: "leads.back_to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.finder.List.Focus() }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// actions are the buttons below the details: only those that the lead's status allows.
func (v *Screen) actions(l core.Lead) fyne.CanvasObject {
	button := func(id string) *kit.Button { return kit.NewCommandButton(v.desk.Keys, id) }
	switch {
	case l.Status == core.LeadBooked:
		return kit.Flow(kit.NewButton(i18n.T("leads.open_appointment", "appointment", core.AppointmentLabel(l.Appointment)), v.book).As(kit.Important).WithKey(keys.Plain(fyne.KeyReturn)))
	case l.Status.Open():
		return kit.Pairs(kit.NewButton(i18n.T("leads.book"), v.book).As(kit.Important).WithKey(keys.Plain(fyne.KeyReturn)),
			button("leads.reject"), button("leads.defer"), button("leads.take"))
	}
	if l.Status == core.LeadRejected {
		return kit.Flow(button("leads.reopen").As(kit.Important), button("leads.message"))
	}
	return kit.Flow(button("leads.reopen").As(kit.Important))
}

// write opens the message by which a rejected lead's customer is told.
func (v *Screen) write() {
	if l, ok := v.finder.Selected(); ok {
		v.writeTo(l.Meta.ID)
	}
}

func (v *Screen) writeTo(id core.ID) {
	v.desk.Go.WriteMessage(core.Ref{Entity: core.EntityLead, ID: id})
}

// confirmBySMS changes whether the customer of an open lead is to have an SMS confirmation.
func (v *Screen) confirmBySMS(l core.Lead, on bool) {
	text := "leads.sms_off"
	if on {
		text = "leads.sms_on"
	}
	v.desk.Decide(string(v.scope)+".change", func(ctx context.Context, actor string) error {
		now, err := v.service.Lead(ctx, l.Meta.ID)
		if err != nil {
			return err
		}
		now.Request.SMSConfirmation = on
		_, err = v.service.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "lead.sms_confirmation", Put: []core.Record{&now}})
		return err
	}, func() {
		v.desk.Toasts.ShowUndo(i18n.T(text, "lead", l.Label()), func() { v.confirmBySMS(l, !on) })
		v.finder.List.Focus()
	})
}

func (v *Screen) book() {
	if l, ok := v.finder.Selected(); ok {
		v.desk.Go.Book(l.Meta.ID)
	}
}

// step takes leads one step on away from the window and says so, with the way back for all of them.
func (v *Screen) step(ids []core.ID, step booking.LeadStep, text string, pairs ...any) {
	v.stepThen(ids, step, v.finder.List.Focus, text, pairs...)
}

// stepThen is step with what follows when it was done.
func (v *Screen) stepThen(ids []core.ID, step booking.LeadStep, then func(), text string, pairs ...any) {
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, string(v.scope)+".change", func(ctx context.Context) (booking.Stepped, error) {
		return v.service.StepLeads(ctx, actor, step, ids...)
	}, func(done booking.Stepped, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			v.finder.List.Focus()
			return
		}
		v.finder.List.ClearMarks()
		if n := done.Done(); n > 0 {
			v.desk.Toasts.ShowUndo(i18n.N(text, n, append([]any{"lead", core.LeadLabel(ids[0])}, pairs...)...), func() { v.undo(done, ids[0]) })
		}
		v.desk.TellRefused(done.Left, done.Why)
		if done.Done() == 0 {
			then = v.finder.List.Focus
		}
		then()
	})
}

// undo takes a step back and goes to the first of its leads.
func (v *Screen) undo(done booking.Stepped, first core.ID) {
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, string(v.scope)+".undo", func(ctx context.Context) (int, error) {
		return v.service.UndoStep(ctx, actor, done)
	}, func(left int, err error) {
		v.desk.Dialogs.Error(err)
		if left > 0 {
			v.desk.Toasts.Tell(theme.Warning, i18n.N("leads.not_undone", left))
		}
		if err == nil {
			v.finder.Select(first)
		}
	})
}

func (v *Screen) take() { v.step(v.finder.Chosen(), booking.Taking(), "leads.taken") }

func (v *Screen) reopen() { v.step(v.finder.Chosen(), booking.Reopening(), "leads.reopened") }

// askReject asks for the reason; the usual ones are offered. The refusal can be written at once.
func (v *Screen) askReject() {
	ids := v.finder.Chosen()
	if len(ids) == 0 {
		return
	}
	var options []kit.Option[string]
	for _, key := range []string{"duplicate", "not_reachable", "no_capacity", "not_our_brand", "spam", "other"} {
		text := i18n.T("leads.reason." + key)
		options = append(options, kit.Option[string]{Value: text, Text: text})
	}
	reason := kit.NewCombo(options...)
	reason.SetRequired(true)
	question := &kit.Dialog{Title: v.about("leads.reject_title", ids), Width: 460}
	question.Content = kit.NewForm(1).Add(i18n.Field(core.FieldRejectReason), reason)
	question.First = reason
	reject := func(then func()) func() {
		return func() {
			text := strings.TrimSpace(reason.Text)
			if text == "" {
				reason.SetError(i18n.T("error.required"))
				return
			}
			v.desk.Dialogs.Close(question)
			v.stepThen(ids, booking.Rejecting(text), then, "leads.rejected")
		}
	}
	question.Buttons = []kit.DialogButton{{Text: i18n.T("leads.reject_run"), Kind: kit.Important, Stay: true, Run: reject(v.finder.List.Focus)}}
	if len(ids) == 1 {
		question.Buttons = append(question.Buttons, kit.DialogButton{
			Text: i18n.T("leads.reject_write"), Key: keys.Ctrl(fyne.KeyM), Stay: true, Run: reject(func() { v.writeTo(ids[0]) }),
		})
	}
	question.Buttons = append(question.Buttons, kit.DialogButton{Text: i18n.T("leads.cancel"), Cancel: true})
	v.desk.Dialogs.Show(question)
}

// about is a title that names the one lead, or says how many there are.
func (v *Screen) about(key string, ids []core.ID) string {
	name := ""
	if len(ids) == 1 {
		if l, ok := v.finder.Selected(); ok && l.Meta.ID == ids[0] {
			name = l.Request.Contact.SortName()
		}
	}
	return i18n.N(key, len(ids), "lead", core.LeadLabel(ids[0]), "name", name)
}

// askDefer asks until when leads are put aside; tomorrow is proposed.
func (v *Screen) askDefer() {
	ids := v.finder.Chosen()
	if len(ids) == 0 {
		return
	}
	until := kit.NewDateField(v.desk.Clock, v.desk.Zone())
	until.Set(v.desk.Today().Add(1))
	until.SetRequired(true)
	question := &kit.Dialog{Title: v.about("leads.defer_title", ids), Width: 380}
	question.Content = kit.NewForm(1).Add(i18n.Field(core.FieldDeferUntil), until)
	question.First = until
	question.Buttons = []kit.DialogButton{
		{Text: i18n.T("leads.defer_run"), Kind: kit.Important, Stay: true, Run: func() {
			day := until.Value()
			if day < v.desk.Today() {
				until.SetError(i18n.T("leads.defer_past"))
				return
			}
			v.desk.Dialogs.Close(question)
			v.step(ids, booking.Deferring(day), "leads.deferred", "date", i18n.Date(day))
		}},
		{Text: i18n.T("leads.cancel"), Cancel: true},
	}
	v.desk.Dialogs.Show(question)
}

// menu offers the same actions at the row.
func (v *Screen) menu(_ core.Lead, at fyne.Position) {
	kit.ShowMenu(v.finder.List, at, v.finder.Items(append([]string{"leads.book"}, forMany...)...)...)
}
