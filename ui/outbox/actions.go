package outbox

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// The states in which a command has something to do.
var (
	canOpen    = in(core.MessageWaiting)
	canPutAway = in(core.MessageFailed, core.MessageUndelivered)
	canRetry   = in(core.MessageRetry, core.MessageUndelivered, core.MessageFailed, core.MessageUncertain, core.MessageCancelled, core.MessageExpired, core.MessageSettled)
	canCancel  = in(core.MessageQueued, core.MessageWaiting, core.MessageRetry)
	canSettle  = in(core.MessageUncertain)
	canRework  = func(m *core.Message) bool { return m.State != core.MessageSending }
)

func in(states ...core.MessageState) func(*core.Message) bool {
	return func(m *core.Message) bool { return slices.Contains(states, m.State) }
}

func finished(m *core.Message) bool { return !m.State.Open() }

func hasAbout(m *core.Message) bool { return m.Appointment != 0 || m.Lead != 0 || m.Customer != 0 }

// The commands in the order in which they are offered: those about one message, and those about all that are marked.
var (
	forMany = []string{"outbox.was_sent", "outbox.not_sent", "outbox.retry", "outbox.put_away", "outbox.cancel", "outbox.delete", "outbox.export"}
	forOne  = []string{"outbox.handover", "outbox.was_sent", "outbox.not_sent", "outbox.retry", "outbox.rework", "outbox.put_away", "outbox.cancel", "outbox.about"}
)

// register names what can be done here; Enter, Ctrl+N and Ctrl+F come from the list and the window.
func (v *Screen) register() {
	one := func(allowed func(*core.Message) bool) func() bool {
		return func() bool {
			m, ok := v.finder.Selected()
			return ok && v.finder.Marked() < 2 && allowed(&m)
		}
	}
	many := func(allowed func(*core.Message) bool) func() bool {
		return func() bool { return v.finder.Can(func(m core.Message) bool { return allowed(&m) }) }
	}
	commands := []keys.Command{
		{ID: "outbox.handover", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.handOver, Enabled: one(canOpen)},
		{ID: "outbox.retry", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.retry, Enabled: many(canRetry)},
		{ID: "outbox.rework", Shortcut: keys.Ctrl(fyne.KeyE), Run: v.rework, Enabled: one(canRework)},
		{ID: "outbox.was_sent", Shortcut: keys.Ctrl(fyne.KeyG), Run: func() { v.settle(true) }, Enabled: many(canSettle)},
		{ID: "outbox.not_sent", Shortcut: keys.CtrlShift(fyne.KeyG), Run: func() { v.settle(false) }, Enabled: many(canSettle)},
		{ID: "outbox.put_away", Shortcut: keys.Ctrl(fyne.KeyD), Run: v.putAway, Enabled: many(canPutAway)},
		{ID: "outbox.cancel", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.cancel, Enabled: many(canCancel)},
		{ID: "outbox.delete", Shortcut: keys.CtrlShift(fyne.KeyDelete), Run: v.askDelete, Enabled: many(finished)},
		{ID: "outbox.about", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.openAbout, Enabled: one(hasAbout)},
		{ID: "outbox.send_now", Shortcut: keys.Ctrl(fyne.KeyJ), Run: v.sendNow},
		{ID: "outbox.unlock", Shortcut: keys.CtrlShift(fyne.KeyU), Run: func() { v.needs.Unlock() }, Enabled: func() bool { return v.banner.locked() }},
		{ID: "outbox.test", Shortcut: keys.CtrlShift(fyne.KeyT), Run: func() { v.test(v.desk.Settings().Basis.Email) }},
		{ID: "outbox.late", Shortcut: keys.CtrlShift(fyne.KeyL), Run: v.askLate, Enabled: func() bool { return len(v.banner.late) > 0 }},
		{ID: "outbox.clean", Shortcut: keys.Ctrl(fyne.KeyDelete), Run: v.askClean},
		{ID: "outbox.export", Shortcut: keys.CtrlShift(fyne.KeyE), Run: v.askExport},
		{ID: "outbox.sort", Shortcut: keys.CtrlShift(fyne.KeyS), Run: func() { v.finder.NextSort() }},
		{ID: "outbox.to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.finder.List.Focus() }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

func (v *Screen) menu(_ core.Message, at fyne.Position) {
	offered := append(slices.Clone(forOne), "outbox.delete")
	if v.finder.Marked() > 0 {
		offered = forMany
	}
	kit.ShowMenu(v.finder.List, at, v.finder.Items(offered...)...)
}

// activate is Enter: a waiting e-mail opens in the mail program, any other message opens for editing.
func (v *Screen) activate() {
	m, ok := v.finder.Selected()
	switch {
	case !ok:
	case canOpen(&m):
		v.handOver()
	case canRework(&m):
		v.rework()
	}
}

// each does something with messages away from the window.
func (v *Screen) each(key string, ids []core.ID, step message.Step, done func(took []core.ID, refused int, why error)) {
	v.desk.Each(v.key(key), ids, func(ctx context.Context, actor string, left []core.ID) (tried int, took []core.ID, why, err error) {
		s, err := v.needs.Service.StepMany(ctx, actor, step, left...)
		return s.Tried, s.Took, s.Why, err
	}, done)
}

// change does something with all messages chosen and says so, with the way back for all of them.
func (v *Screen) change(step message.Step, text string, undo message.Step) {
	ids := v.finder.Chosen()
	if len(ids) == 0 {
		return
	}
	v.each("change", ids, step, func(took []core.ID, refused int, why error) {
		if len(took) == 0 {
			v.desk.Dialogs.Error(why)
		} else {
			v.finder.List.ClearMarks()
			v.desk.Toasts.ShowUndo(i18n.N(text, len(took), "message", core.MessageLabel(took[0])), func() {
				v.each("undo", took, undo, func(_ []core.ID, refused int, why error) { v.desk.TellRefused(refused, why) })
			})
			v.desk.TellRefused(refused, why)
		}
		v.finder.List.Focus()
	})
}

// retry makes messages due again; undo cancels what has not gone out meanwhile.
func (v *Screen) retry() {
	n := len(v.finder.Chosen())
	v.desk.AskMany(n, i18n.N("outbox.retry_many", n), i18n.T("outbox.retry_text"), i18n.T("outbox.retry"), kit.Important, func() {
		v.change(message.Retrying(), "outbox.retried", message.Cancelling())
	})
}

// cancel takes messages out of the queue; undo makes them due again.
func (v *Screen) cancel() {
	v.change(message.Cancelling(), "outbox.cancelled", message.Retrying())
}

// putAway closes messages that did not arrive, because somebody has dealt with them.
func (v *Screen) putAway() {
	v.change(message.PuttingAway(), "outbox.put_away_done", message.TakingBack())
}

// settle answers for uncertain messages whether they arrived.
func (v *Screen) settle(wasSent bool) {
	text := "outbox.settled_lost"
	if wasSent {
		text = "outbox.settled_sent"
	}
	v.change(message.Settling(wasSent), text, message.TakingBack())
}

func (v *Screen) rework() {
	if m, ok := v.finder.Selected(); ok {
		v.desk.Go.WriteMessage(core.Ref{Entity: core.EntityMessage, ID: m.Meta.ID})
	}
}

// openAbout goes to what the message is about: the appointment, else the lead, else the customer.
func (v *Screen) openAbout() {
	m, ok := v.finder.Selected()
	switch {
	case !ok:
	case m.Appointment != 0:
		v.desk.Go.EditAppointment(m.Appointment)
	case m.Lead != 0:
		v.desk.Go.ShowLead(m.Lead)
	case m.Customer != 0:
		v.desk.Go.EditCustomer(m.Customer)
	}
}

// sendNow lets every paused way be tried again at once.
func (v *Screen) sendNow() {
	v.needs.Service.Resume()
	v.needs.SendNow()
	v.desk.Toasts.Tell(theme.Hint, i18n.T("outbox.sending_now"))
}

// handOver opens the selected e-mail in the mail program. That may take as long as the person writes, so the window goes
// on; the message's state tells what became of it.
func (v *Screen) handOver() {
	m, ok := v.finder.Selected()
	if !ok || !canOpen(&m) {
		return
	}
	key := "outbox.handover." + m.Label()
	if v.desk.Tasks.Running(key) {
		return
	}
	v.desk.Toasts.Tell(theme.Hint, i18n.T("outbox.handing_over", "message", m.Label()))
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, key, func(ctx context.Context) (core.Message, error) {
		return v.needs.Service.HandOver(ctx, actor, m.Meta.ID)
	}, func(after core.Message, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		mail.TellHandedOver(v.desk.Toasts, &after)
		if after.State == core.MessageHandedOver {
			v.nextWaiting(m.Meta.ID)
		}
	})
}

// nextWaiting selects the next e-mail that waits for a person, so that they are opened one after the other.
func (v *Screen) nextWaiting(done core.ID) {
	task.Load(v.desk.Tasks, v.key("next"), func(ctx context.Context) ([]core.ID, error) {
		return v.needs.Store.IDs(ctx, core.Query{Entity: core.EntityMessage, Status: []string{string(core.MessageWaiting)}, Sort: core.SortDue})
	}, func(ids []core.ID, err error) {
		ids = slices.DeleteFunc(ids, func(id core.ID) bool { return id == done })
		if err == nil && len(ids) > 0 {
			v.finder.Select(ids[0])
		}
	})
}

// test sends a test message by the present settings.
func (v *Screen) test(to string) {
	mail.AskTest(v.desk, v.needs.Service, to, func() {
		v.banner.refresh()
		v.needs.SendNow()
	})
}

// stamp is an instant in the dealership's zone.
func (v *Screen) stamp(at time.Time) string { return i18n.Stamp(at.In(v.zone())) }
