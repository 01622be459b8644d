package outbox

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// showDetail shows everything about the selected message: what is to be done, the text as it goes out, and its story; or how
// many are marked, with what can be done.
func (v *Screen) showDetail() {
	if n := v.finder.Marked(); n > 0 {
		var names []string
		for _, m := range v.finder.Sample() {
			names = append(names, i18n.Join(m.Label(), recipient(m), mail.State(m.State)))
		}
		v.detail.ShowMarked(n, names, v.finder.Buttons(forMany...)...)
		return
	}
	m, ok := v.finder.Selected()
	if !ok {
		v.detail.Clear()
		return
	}
	v.detail.Show(m.Meta.ID, recipient(m))
	v.detail.Badge(mail.Sign(m.State), mail.State(m.State))
	v.detail.Fill(v.sections(&m))
	v.detail.Offer(v.finder.Buttons(forOne...)...)
}

func (v *Screen) sections(m *core.Message) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if i18n.Has("outbox.todo." + string(m.State)) {
		parts = append(parts, kit.Findings(kit.FindingRow(mail.Sign(m.State), i18n.T("outbox.todo."+string(m.State)))))
	}
	if m.Words != "" && mail.NeedsPerson(m) {
		parts = append(parts, kit.Section(i18n.T("outbox.words"), kit.NewParagraph(m.Words)))
	}
	parts = append(parts, kit.Section(i18n.T("outbox.section.story"), v.story(m)), kit.Section(i18n.T("outbox.section.text"), v.text(m)),
		kit.Section(i18n.T("outbox.section.about"), kit.Facts(v.facts(m)...)))
	return parts
}

// text is the message as it goes out.
func (v *Screen) text(m *core.Message) fyne.CanvasObject {
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
func (v *Screen) story(m *core.Message) fyne.CanvasObject {
	zone := v.zone()
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

func (v *Screen) facts(m *core.Message) []kit.Fact {
	zone := v.zone()
	facts := []kit.Fact{
		{Label: i18n.T("outbox.number"), Value: i18n.Join(m.Label(), mail.Kind(m.Kind))},
		{Label: i18n.T("outbox.channel"), Value: i18n.Join(mail.Channel(m.Channel), mail.Module(m.Module))},
		{Label: i18n.Field(core.FieldCustomer), Value: v.customer(m)},
		{Label: i18n.T("outbox.appointment"), Value: v.appointment(m)},
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

func (v *Screen) customer(m *core.Message) string {
	if m.Customer == 0 {
		return ""
	}
	c, err := v.needs.Store.Customer(context.Background(), m.Customer)
	if err != nil {
		return ""
	}
	return i18n.Join(c.Number, c.Contact.SortName())
}

func (v *Screen) appointment(m *core.Message) string {
	if m.Appointment == 0 {
		return ""
	}
	a, err := v.needs.Store.Appointment(context.Background(), m.Appointment)
	if err != nil {
		return ""
	}
	return i18n.Join(a.Label(), i18n.When(a.DropOff.At))
}
