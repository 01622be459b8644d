package outbox

import (
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// banner says above the list which ways are paused, and that reminders wait for a decision.
type banner struct {
	screen  *Screen
	content *fyne.Container
	late    []message.Late
}

func newBanner(v *Screen) *banner {
	b := &banner{screen: v, content: kit.Below()}
	b.content.Hide()
	return b
}

// refresh reads both anew.
func (b *banner) refresh() {
	v := b.screen
	b.draw()
	task.Load(v.desk.Tasks, v.key("late"), v.needs.Service.LateReminders, func(late []message.Late, err error) {
		if err != nil {
			return // the next change asks again; the list itself says what is wrong with the store
		}
		b.late = late
		b.draw()
	})
}

func (b *banner) draw() {
	v := b.screen
	var rows []fyne.CanvasObject
	for _, p := range v.needs.Service.Pauses() {
		rows = append(rows, kit.FindingRow(theme.Warning, b.sentence(p), b.actions(p)...))
	}
	if n := len(b.late); n > 0 {
		rows = append(rows, kit.FindingRow(theme.Warning, i18n.N("outbox.late.banner", n), kit.NewCommandButton(v.desk.Keys, "outbox.late")))
	}
	b.content.Objects = nil
	b.content.Hide()
	if len(rows) > 0 {
		b.content.Add(kit.Findings(rows...))
		b.content.Show()
	}
	b.content.Refresh()
	if v.content != nil {
		v.content.Refresh()
	}
}

func (b *banner) sentence(p message.Pause) string {
	why := p.Words
	switch {
	case p.NoNetwork:
		return i18n.T("outbox.pause.no_network", "until", b.screen.stamp(p.Until))
	case p.Err != nil:
		why = i18n.Error(p.Err)
	case p.Reason != "":
		why = i18n.Join(i18n.T(p.Reason), p.Words)
	}
	return i18n.T("outbox.pause.text", "way", way(p.Module), "why", why, "until", b.screen.stamp(p.Until))
}

// way is what is paused: module 3 stands for all SMS too.
func way(m core.MailModule) string {
	if m == core.ModuleSMS {
		return i18n.T("outbox.pause.sms")
	}
	return mail.Module(m)
}

func (b *banner) actions(p message.Pause) []*kit.Button {
	v := b.screen
	setting := "mail.module"
	if p.Module == core.ModuleSMS {
		setting = "sms.profile"
	}
	var first []*kit.Button
	if unread(p) {
		first = append(first, kit.NewCommandButton(v.desk.Keys, "outbox.unlock"))
	}
	return append(first,
		kit.NewCommandButton(v.desk.Keys, "outbox.send_now"),
		kit.NewCommandButton(v.desk.Keys, "outbox.test"),
		kit.NewButton(i18n.T("outbox.pause.settings"), func() { v.desk.Go.OpenSettings(setting) }),
	)
}

// unread tells whether a way waits for a password that cannot be read without somebody.
func unread(p message.Pause) bool { return core.IsKind(p.Err, core.Unavailable) }

// locked tells whether any way does.
func (b *banner) locked() bool { return slices.ContainsFunc(b.screen.needs.Service.Pauses(), unread) }
