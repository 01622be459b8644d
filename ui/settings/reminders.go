package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// ruleRows is the list of the reminder rules; as text it is what the command line reads and writes.
type ruleRows struct {
	screen  *Screen
	rows    []*ruleRow
	content *fyne.Container
	list    *fyne.Container
	fault   *fyne.Container
}

type ruleRow struct {
	days *kit.Entry
	at   *kit.TimeField
	by   *kit.Combo[string]
	line fyne.CanvasObject
}

func (v *Screen) newRules(s spec) *field {
	r := &ruleRows{screen: v, list: kit.Below(), fault: kit.Below()}
	add := kit.NewButton(i18n.T("settings.reminders.add"), func() {
		r.add("1", "16:00", string(core.ChannelEmail))
		r.refresh()
		v.edited()
		v.desk.Focus(r.rows[len(r.rows)-1].days)
	})
	r.content = kit.Below(kit.NewParagraph(i18n.T("settings.reminders.text")), r.list, r.fault, kit.Beside(add))
	return &field{spec: s, object: r.content, focus: add, get: r.text, set: r.set, mark: r.mark}
}

func (r *ruleRows) add(days, at, by string) {
	v := r.screen
	row := &ruleRow{days: kit.NewEntry(""), at: kit.NewTimeField()}
	row.days.SetText(days)
	row.days.OnChanged = func(string) { r.mark(""); v.edited() }
	if t, err := core.ParseTimeOfDay(at); err == nil {
		row.at.Set(t)
	}
	row.at.OnChanged = func(core.TimeOfDay, bool) { r.mark(""); v.edited() }
	row.by = kit.NewSelect([]kit.Option[string]{
		{Value: string(core.ChannelEmail), Text: mail.Channel(core.ChannelEmail)}, {Value: string(core.ChannelSMS), Text: mail.Channel(core.ChannelSMS)},
	}...)
	row.by.Select(by)
	row.by.OnPicked = func(string) { r.mark(""); v.edited() }
	remove := kit.NewButton(i18n.T("settings.reminders.remove"), func() {
		before := slices.Clone(r.rows)
		r.remove(row)
		v.edited()
		v.desk.Toasts.ShowUndo(i18n.T("settings.reminders.removed"), func() {
			r.rows = before
			r.refresh()
			v.edited()
		})
	})
	const narrow, wide = 56, 110
	row.line = kit.Beside(kit.Wide(row.days, narrow), kit.NewText(i18n.T("settings.reminders.days")), kit.Wide(row.at, narrow+theme.GapWide),
		kit.NewText(i18n.T("settings.reminders.by")), kit.Wide(row.by, wide), remove)
	r.rows = append(r.rows, row)
}

func (r *ruleRows) remove(row *ruleRow) {
	for i, other := range r.rows {
		if other == row {
			r.rows = append(r.rows[:i:i], r.rows[i+1:]...)
			break
		}
	}
	r.refresh()
}

func (r *ruleRows) refresh() {
	r.list.Objects = nil
	for _, row := range r.rows {
		r.list.Add(row.line)
	}
	if len(r.rows) == 0 {
		r.list.Add(kit.NewMuted(i18n.T("settings.reminders.none")))
	}
	r.list.Refresh()
	r.screen.relayout(pageReminders)
}

// text writes the rules as "3d 10:00 email, 1d 16:00 sms".
func (r *ruleRows) text() string {
	parts := make([]string, len(r.rows))
	for i, row := range r.rows {
		at, by := "?", "?"
		if t, ok := row.at.Value(); ok {
			at = t.String()
		}
		if value, ok := row.by.Selected(); ok {
			by = value
		}
		parts[i] = strings.ReplaceAll(strings.TrimSpace(row.days.Text), " ", "") + "d " + at + " " + by
	}
	return strings.Join(parts, ", ")
}

func (r *ruleRows) set(text string) {
	r.rows = nil
	for _, part := range strings.Split(text, ",") {
		if words := strings.Fields(part); len(words) == 3 {
			r.add(strings.TrimSuffix(words[0], "d"), words[1], words[2])
		}
	}
	r.refresh()
}

func (r *ruleRows) mark(why string) {
	r.fault.Objects = nil
	if why != "" {
		r.fault.Add(kit.FindingRow(theme.Failure, why))
	}
	r.fault.Refresh()
}
