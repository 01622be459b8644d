package outbox

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
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

// register names what can be done here; Enter, Ctrl+N and Ctrl+F come from the list and the window.
func (v *Screen) register() {
	can := func(allowed func(*core.Message) bool) func() bool {
		return func() bool {
			m, ok := v.finder.Selected()
			return ok && allowed(&m)
		}
	}
	about := func(m *core.Message) bool { return m.Appointment != 0 || m.Lead != 0 || m.Customer != 0 }
	commands := []keys.Command{
		{ID: "outbox.handover", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.handOver, Enabled: can(canOpen)},
		{ID: "outbox.retry", Shortcut: keys.Ctrl(fyne.KeyR), Run: v.retry, Enabled: can(canRetry)},
		{ID: "outbox.rework", Shortcut: keys.Ctrl(fyne.KeyE), Run: v.rework, Enabled: can(canRework)},
		{ID: "outbox.was_sent", Shortcut: keys.Ctrl(fyne.KeyG), Run: func() { v.settle(true) }, Enabled: can(canSettle)},
		{ID: "outbox.not_sent", Shortcut: keys.CtrlShift(fyne.KeyG), Run: func() { v.settle(false) }, Enabled: can(canSettle)},
		{ID: "outbox.put_away", Shortcut: keys.Ctrl(fyne.KeyD), Run: v.putAway, Enabled: can(canPutAway)},
		{ID: "outbox.cancel", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.cancel, Enabled: can(canCancel)},
		{ID: "outbox.about", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.openAbout, Enabled: can(about)},
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

// buttons are those of the commands that a message allows; the first is what one most likely wants.
func (v *Screen) buttons(m *core.Message) []fyne.CanvasObject {
	var row []fyne.CanvasObject
	add := func(allowed func(*core.Message) bool, id string) {
		if !allowed(m) {
			return
		}
		b := kit.NewCommandButton(v.desk.Keys, id)
		if len(row) == 0 {
			b.As(kit.Important)
		}
		row = append(row, b)
	}
	add(canOpen, "outbox.handover")
	add(canSettle, "outbox.was_sent")
	add(canSettle, "outbox.not_sent")
	add(canRetry, "outbox.retry")
	add(canRework, "outbox.rework")
	add(canPutAway, "outbox.put_away")
	add(canCancel, "outbox.cancel")
	add(func(m *core.Message) bool { return m.Appointment != 0 || m.Lead != 0 || m.Customer != 0 }, "outbox.about")
	return []fyne.CanvasObject{kit.Rule(), kit.Flow(row...)}
}

func (v *Screen) menu(_ core.Message, at fyne.Position) {
	var items []*fyne.MenuItem
	for _, id := range []string{"outbox.handover", "outbox.was_sent", "outbox.not_sent", "outbox.retry", "outbox.rework", "outbox.put_away", "outbox.cancel", "outbox.about"} {
		if v.desk.Keys.Can(id) {
			items = append(items, v.desk.Keys.Item(id))
		}
	}
	if len(items) > 0 {
		kit.ShowMenu(v.finder.List, at, items...)
	}
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

// change runs what is done with a message away from the window and says so; undo may be nil.
func (v *Screen) change(work func(ctx context.Context, actor string, id core.ID) (core.Message, error), text string, undo func(core.ID)) {
	m, ok := v.finder.Selected()
	if !ok {
		return
	}
	actor := v.desk.Actor()
	v.desk.Tasks.Run(v.key("change"), func(ctx context.Context, _ task.Progress) error {
		_, err := work(ctx, actor, m.Meta.ID)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case undo != nil:
			v.desk.Toasts.ShowUndo(i18n.T(text, "message", m.Label()), func() { undo(m.Meta.ID) })
		default:
			v.desk.Toasts.Show(i18n.T(text, "message", m.Label()))
		}
		v.finder.List.Focus()
	})
}

func (v *Screen) retry() { v.change(v.needs.Service.Retry, "outbox.retried", v.takeBack) }

// cancel takes a message out of the queue; undo makes it due again.
func (v *Screen) cancel() {
	actor := v.desk.Actor()
	v.change(v.needs.Service.Cancel, "outbox.cancelled", func(id core.ID) {
		v.desk.Tasks.Run(v.key("undo"), func(ctx context.Context, _ task.Progress) error {
			_, err := v.needs.Service.Retry(ctx, actor, id)
			return err
		}, v.desk.Dialogs.Error)
	})
}

// putAway closes a message that did not arrive, because somebody has dealt with it.
func (v *Screen) putAway() {
	actor := v.desk.Actor()
	v.change(v.needs.Service.PutAway, "outbox.put_away_done", func(id core.ID) {
		v.desk.Tasks.Run(v.key("undo"), func(ctx context.Context, _ task.Progress) error {
			_, err := v.needs.Service.TakeBack(ctx, actor, id)
			return err
		}, v.desk.Dialogs.Error)
	})
}

// takeBack cancels what was made due again by mistake, unless it has gone out meanwhile.
func (v *Screen) takeBack(id core.ID) {
	actor := v.desk.Actor()
	v.desk.Tasks.Run(v.key("undo"), func(ctx context.Context, _ task.Progress) error {
		_, err := v.needs.Service.Cancel(ctx, actor, id)
		return err
	}, v.desk.Dialogs.Error)
}

func (v *Screen) settle(wasSent bool) {
	text := "outbox.settled_lost"
	if wasSent {
		text = "outbox.settled_sent"
	}
	v.change(func(ctx context.Context, actor string, id core.ID) (core.Message, error) {
		return v.needs.Service.Settle(ctx, actor, id, wasSent)
	}, text, nil)
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
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case after.State == core.MessageHandedOver:
			v.desk.Toasts.Show(i18n.T("outbox.handed_over", "message", m.Label()))
			v.nextWaiting(m.Meta.ID)
		default:
			v.desk.Toasts.Tell(theme.Warning, i18n.T("outbox.not_handed_over", "message", m.Label(), "why", mail.Last(&after)))
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
