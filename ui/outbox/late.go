package outbox

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core/message"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// askLate asks what becomes of the reminders that fell due while the program was closed.
func (v *Screen) askLate() { AskLate(v.desk, v.needs.Service, v.banner.late) }

// Decider is what the question about late reminders is answered by.
type Decider interface {
	SendLate(ctx context.Context, actor string, list []message.Late) error
	SkipLate(ctx context.Context, actor string, list []message.Late) error
}

// AskLate lists reminders that fell due while the program was closed; nothing of them goes out before it is answered. It
// waits until no other dialog is open.
func AskLate(d *desk.Desk, s Decider, late []message.Late) {
	if len(late) == 0 {
		return
	}
	ticks := make([]*kit.Check, len(late))
	column := kit.Below()
	for i, l := range late {
		ticks[i] = kit.NewCheck(i18n.T("outbox.late.line", "name", l.Appointment.Contact.SortName(), "dropoff", i18n.When(l.Appointment.DropOff.At),
			"channel", mail.Channel(l.Rule.Channel), "due", i18n.Stamp(l.Due.In(d.Zone()))), nil)
		ticks[i].Set(true)
		column.Add(ticks[i])
	}
	const most = 10
	scroll := container.NewVScroll(column)
	scroll.SetMinSize(fyne.NewSize(0, float32(min(len(late), most))*theme.RowHeight+theme.Gap))
	decide := func(text string, work func(context.Context, string, []message.Late) error) func() {
		return func() {
			var chosen []message.Late
			for i, t := range ticks {
				if t.On() {
					chosen = append(chosen, late[i])
				}
			}
			actor := d.Actor()
			d.Tasks.Run("outbox.late", func(ctx context.Context, _ task.Progress) error { return work(ctx, actor, chosen) }, func(err error) {
				d.Dialogs.Error(err)
				if err == nil {
					d.Toasts.Show(i18n.N(text, len(chosen)))
				}
			})
		}
	}
	d.Dialogs.Queue(&kit.Dialog{
		Title: i18n.N("outbox.late.title", len(late)), Severity: theme.Warning, Width: 620, First: ticks[0],
		Content: kit.Below(kit.NewParagraph(i18n.T("outbox.late.text")), scroll),
		Buttons: []kit.DialogButton{
			{Text: i18n.T("outbox.late.send"), Kind: kit.Important, Run: decide("outbox.late.sent", s.SendLate)},
			{Text: i18n.T("outbox.late.skip"), Key: keys.Ctrl(fyne.KeyDelete), Run: decide("outbox.late.skipped", s.SkipLate)},
			{Text: i18n.T("outbox.late.later"), Cancel: true},
		},
	})
}
