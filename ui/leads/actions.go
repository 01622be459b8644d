package leads

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// register names what can be done with the selected lead.
func (v *Screen) register() {
	can := func(allowed func(core.Lead) bool) func() bool {
		return func() bool {
			lead, ok := v.list.Selected()
			return ok && allowed(lead)
		}
	}
	open := func(l core.Lead) bool { return l.Status.Open() }
	closed := func(l core.Lead) bool { return l.Status == core.LeadRejected || l.Status == core.LeadCancelled }
	commands := []keys.Command{
		{ID: "leads.book", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.book, Enabled: can(func(l core.Lead) bool { return !closed(l) })},
		{ID: "leads.take", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.take, Enabled: can(func(l core.Lead) bool { return l.Status == core.LeadNew || l.Status == core.LeadDeferred })},
		{ID: "leads.defer", Shortcut: keys.Ctrl(fyne.KeyD), Run: v.askDefer, Enabled: can(open)},
		{ID: "leads.reject", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.askReject, Enabled: can(open)},
		{ID: "leads.reopen", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.reopen, Enabled: can(closed)},
		{ID: "leads.quarantine", Shortcut: keys.Ctrl(fyne.KeyG), Run: v.openQuarantine},
		{ID: "leads.message", Shortcut: keys.Ctrl(fyne.KeyM), Run: v.write, Enabled: can(func(l core.Lead) bool { return l.Status == core.LeadRejected })},
		{ID: "leads.back_to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.list.Focus() }},
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
	if l, ok := v.list.Selected(); ok {
		v.desk.Go.WriteMessage(core.Ref{Entity: core.EntityLead, ID: l.Meta.ID})
	}
}

// confirmBySMS changes whether the customer of an open lead is to have an SMS confirmation.
func (v *Screen) confirmBySMS(l core.Lead, on bool) {
	text := "leads.sms_off"
	if on {
		text = "leads.sms_on"
	}
	v.change(i18n.T(text, "lead", l.Label()), func() { v.confirmBySMS(l, !on) }, func(ctx context.Context, actor string) error {
		now, err := v.service.Lead(ctx, l.Meta.ID)
		if err != nil {
			return err
		}
		now.Request.SMSConfirmation = on
		_, err = v.service.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "lead.sms_confirmation", Put: []core.Record{&now}})
		return err
	})
}

func (v *Screen) book() {
	if l, ok := v.list.Selected(); ok {
		v.desk.Go.Book(l.Meta.ID)
	}
}

// change runs a change of the selected lead away from the window and says so, with the way back.
func (v *Screen) change(text string, undo func(), work func(ctx context.Context, actor string) error) {
	actor := v.desk.Actor()
	v.desk.Tasks.Run(string(v.scope)+".change", func(ctx context.Context, _ task.Progress) error {
		return work(ctx, actor)
	}, func(err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
		} else {
			v.desk.Toasts.ShowUndo(text, undo)
		}
		v.list.Focus()
	})
}

// putBack makes a lead open again.
func (v *Screen) putBack(id core.ID) func() {
	actor := v.desk.Actor()
	return func() {
		v.desk.Tasks.Run(string(v.scope)+".undo", func(ctx context.Context, _ task.Progress) error {
			return v.service.Reopen(ctx, actor, id)
		}, v.desk.Dialogs.Error)
	}
}

func (v *Screen) take() {
	l, ok := v.list.Selected()
	if !ok {
		return
	}
	v.change(i18n.T("leads.taken", "lead", l.Label()), v.putBack(l.Meta.ID), func(ctx context.Context, actor string) error {
		return v.service.Take(ctx, actor, l.Meta.ID)
	})
}

func (v *Screen) reopen() {
	l, ok := v.list.Selected()
	if !ok {
		return
	}
	reason := l.RejectReason
	undo := func() {
		if reason == "" {
			reason = i18n.T("leads.reason.other")
		}
		v.reject(l, reason)
	}
	if l.Status == core.LeadCancelled {
		undo = nil
	}
	v.change(i18n.T("leads.reopened", "lead", l.Label()), undo, func(ctx context.Context, actor string) error {
		return v.service.Reopen(ctx, actor, l.Meta.ID)
	})
}

// askReject asks for the reason; the usual ones are offered.
func (v *Screen) askReject() {
	l, ok := v.list.Selected()
	if !ok {
		return
	}
	var options []kit.Option[string]
	for _, key := range []string{"duplicate", "not_reachable", "no_capacity", "not_our_brand", "spam", "other"} {
		text := i18n.T("leads.reason." + key)
		options = append(options, kit.Option[string]{Value: text, Text: text})
	}
	reason := kit.NewCombo(options...)
	reason.SetRequired(true)
	question := &kit.Dialog{Title: i18n.T("leads.reject_title", "lead", l.Label(), "name", l.Request.Contact.SortName()), Width: 460}
	question.Content = kit.NewForm(1).Add(i18n.Field(core.FieldRejectReason), reason)
	question.First = reason
	question.Buttons = []kit.DialogButton{
		{Text: i18n.T("leads.reject_run"), Kind: kit.Important, Stay: true, Run: func() {
			text := strings.TrimSpace(reason.Text)
			if text == "" {
				reason.SetError(i18n.T("error.required"))
				return
			}
			v.desk.Dialogs.Close(question)
			v.reject(l, text)
		}},
		{Text: i18n.T("leads.cancel"), Cancel: true},
	}
	v.desk.Dialogs.Show(question)
}

func (v *Screen) reject(l core.Lead, reason string) {
	v.change(i18n.T("leads.rejected", "lead", l.Label()), v.putBack(l.Meta.ID), func(ctx context.Context, actor string) error {
		return v.service.Reject(ctx, actor, l.Meta.ID, reason)
	})
}

// askDefer asks until when the lead is put aside; tomorrow is proposed.
func (v *Screen) askDefer() {
	l, ok := v.list.Selected()
	if !ok {
		return
	}
	until := kit.NewDateField(v.desk.Clock, v.desk.Zone())
	until.Set(v.desk.Today().Add(1))
	until.SetRequired(true)
	question := &kit.Dialog{Title: i18n.T("leads.defer_title", "lead", l.Label()), Width: 380}
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
			v.change(i18n.T("leads.deferred", "lead", l.Label(), "date", i18n.Date(day)), v.putBack(l.Meta.ID), func(ctx context.Context, actor string) error {
				return v.service.Defer(ctx, actor, l.Meta.ID, day)
			})
		}},
		{Text: i18n.T("leads.cancel"), Cancel: true},
	}
	v.desk.Dialogs.Show(question)
}

// menu offers the same actions at the row.
func (v *Screen) menu(l core.Lead, at fyne.Position) {
	var items []*fyne.MenuItem
	for _, id := range []string{"leads.book", "leads.take", "leads.defer", "leads.reject", "leads.reopen"} {
		if v.desk.Keys.Can(id) {
			items = append(items, v.desk.Keys.Item(id))
		}
	}
	if len(items) == 0 {
		return
	}
	kit.ShowMenu(v.list, at, items...)
}
