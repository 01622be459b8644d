package outbox

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// detail is everything about the selected message: what is to be done, the text as it goes out, and its story.
type detail struct {
	screen  *Screen
	content *fyne.Container
	head    *kit.Text
	badge   *kit.Badge
	body    *fyne.Container
	scroll  *container.Scroll
	actions *fyne.Container
	shown   core.ID
}

func newDetail(v *Screen) *detail {
	d := &detail{screen: v, head: kit.NewText("").Sized(theme.SizeSection).Bold().AtLeast(0), badge: kit.NewBadge(theme.Neutral, "")}
	d.body, d.actions = kit.Below(), kit.Below()
	d.scroll = container.NewVScroll(kit.Pad(d.body, theme.GapFrame, theme.GapFrame))
	top := container.NewBorder(nil, nil, nil, container.NewCenter(d.badge), d.head)
	d.content = kit.Panel(kit.Border(top, d.actions, nil, nil, kit.Pad(d.scroll, theme.GapTight, 0)))
	d.clear()
	return d
}

func (d *detail) clear() {
	d.shown = 0
	d.head.Set(i18n.T("outbox.none_selected"))
	d.badge.Hide()
	d.body.Objects, d.actions.Objects = nil, nil
	d.content.Refresh()
}

func (d *detail) show(m core.Message) {
	if d.shown != m.Meta.ID {
		d.scroll.ScrollToTop()
	}
	d.shown = m.Meta.ID
	d.head.Set(recipient(m))
	d.badge.Set(mail.Sign(m.State), mail.State(m.State))
	d.badge.Show()
	d.body.Objects = d.sections(&m)
	d.actions.Objects = d.screen.buttons(&m)
	d.content.Refresh()
}

func (d *detail) sections(m *core.Message) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if i18n.Has("outbox.todo." + string(m.State)) {
		parts = append(parts, kit.Findings(kit.FindingRow(mail.Sign(m.State), i18n.T("outbox.todo."+string(m.State)))))
	}
	if m.Words != "" && mail.NeedsPerson(m) {
		parts = append(parts, kit.Section(i18n.T("outbox.words"), kit.NewParagraph(m.Words)))
	}
	parts = append(parts, kit.Section(i18n.T("outbox.section.story"), d.story(m)), kit.Section(i18n.T("outbox.section.text"), d.text(m)),
		kit.Section(i18n.T("outbox.section.about"), kit.Facts(d.facts(m)...)))
	return parts
}

// text is the message as it goes out.
func (d *detail) text(m *core.Message) fyne.CanvasObject {
	var files []string
	for _, a := range m.Attachments {
		files = append(files, a.Name)
	}
	facts := kit.Facts(
		kit.Fact{Label: i18n.T("outbox.to"), Value: strings.Join(m.To, ", ")},
		kit.Fact{Label: i18n.Field(core.FieldSubject), Value: m.Subject},
		kit.Fact{Label: i18n.T("outbox.attachments"), Value: strings.Join(files, ", ")},
	)
	return kit.Below(facts, kit.Panel(kit.NewParagraph(strings.TrimSpace(m.Text))))
}

// story is what happened to the message, the newest first.
func (d *detail) story(m *core.Message) fyne.CanvasObject {
	zone := d.screen.zone()
	facts := make([]kit.Fact, 0, len(m.Story)+1)
	for i := len(m.Story) - 1; i >= 0; i-- {
		a := m.Story[i]
		facts = append(facts, kit.Fact{Label: i18n.Stamp(a.At.In(zone)), Value: i18n.Join(mail.State(a.State), mail.Line(a), a.By)})
	}
	if len(m.Story) == 0 || m.Story[0].State != core.MessageQueued && m.Story[0].State != core.MessageWaiting {
		facts = append(facts, kit.Fact{Label: i18n.Stamp(m.Meta.CreatedAt.In(zone)), Value: i18n.T("outbox.queued")})
	}
	return kit.Facts(facts...)
}

func (d *detail) facts(m *core.Message) []kit.Fact {
	zone := d.screen.zone()
	facts := []kit.Fact{
		{Label: i18n.T("outbox.number"), Value: i18n.Join(m.Label(), mail.Kind(m.Kind))},
		{Label: i18n.T("outbox.channel"), Value: i18n.Join(mail.Channel(m.Channel), mail.Module(m.Module))},
		{Label: i18n.Field(core.FieldCustomer), Value: d.customer(m)},
		{Label: i18n.T("outbox.appointment"), Value: d.appointment(m)},
		{Label: i18n.T("outbox.attempts"), Value: counted(m.Attempts)},
		{Label: i18n.T("outbox.price"), Value: m.Price},
	}
	if m.Lead != 0 {
		facts = append(facts, kit.Fact{Label: i18n.T("outbox.lead"), Value: core.LeadLabel(m.Lead)})
	}
	if m.State.Open() {
		facts = append(facts, kit.Fact{Label: i18n.T("outbox.column.due"), Value: i18n.Stamp(m.Due.In(zone))},
			kit.Fact{Label: i18n.T("outbox.expires"), Value: i18n.Stamp(m.Expires.In(zone))})
	}
	if len(m.Done) > 0 && len(m.To) > 1 {
		facts = append(facts, kit.Fact{Label: i18n.T("outbox.done"), Value: strings.Join(m.Done, ", ")})
	}
	if len(m.Refused) > 0 {
		facts = append(facts, kit.Fact{Label: i18n.T("outbox.refused"), Value: strings.Join(m.Refused, ", ")})
	}
	return facts
}

func (d *detail) customer(m *core.Message) string {
	if m.Customer == 0 {
		return ""
	}
	c, err := d.screen.needs.Store.Customer(context.Background(), m.Customer)
	if err != nil {
		return ""
	}
	return i18n.Join(c.Number, c.Contact.SortName())
}

func (d *detail) appointment(m *core.Message) string {
	if m.Appointment == 0 {
		return ""
	}
	a, err := d.screen.needs.Store.Appointment(context.Background(), m.Appointment)
	if err != nil {
		return ""
	}
	return i18n.Join(a.Label(), i18n.When(a.DropOff.At))
}
