package appointment

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// record is what can only be read: the lead as it was when the appointment was made, and what happened since.
type record struct {
	editor  *Editor
	content *fyne.Container
	body    *fyne.Container
}

func newRecord(e *Editor) *record {
	r := &record{editor: e, body: kit.Below()}
	title := kit.NewText(i18n.T("appointment.section.lead")).Sized(theme.SizeSection).Bold()
	if e.draft.Appointment.Snapshot == nil {
		title.Set(i18n.T("appointment.section.history"))
	}
	r.content = kit.Panel(kit.Border(kit.Pad(title, theme.GapTight/2, 0), nil, nil, nil, container.NewVScroll(r.body)))
	return r
}

// refresh fills the panel; what it shows only changes with a refresh of the whole draft.
func (r *record) refresh() {
	a := &r.editor.draft.Appointment
	r.body.Objects = nil
	if a.Snapshot != nil {
		r.body.Add(kit.Facts(r.requestFacts(a.Snapshot)...))
	}
	happened := r.happenings(a.History)
	switch {
	case len(happened) > 0 && a.Snapshot != nil:
		r.body.Add(kit.Section(i18n.T("appointment.section.history"), kit.Facts(happened...)))
	case len(happened) > 0:
		r.body.Add(kit.Facts(happened...))
	case a.Snapshot == nil:
		r.body.Add(kit.NewMuted(i18n.T("appointment.history.none")))
	}
	r.body.Refresh()
	r.editor.relayout()
}

// requestFacts lists everything that the lead carried, also what could not be read and what the import noticed.
func (r *record) requestFacts(q *core.Request) []kit.Fact {
	zone := r.editor.desk.Zone()
	facts := []kit.Fact{
		{Label: i18n.Field(core.FieldWantedAt), Value: i18n.When(q.WantedAt)},
		{Label: i18n.Field(core.FieldWork), Value: q.Work},
		{Label: i18n.Field(core.FieldComments), Value: q.Comments},
		{Label: i18n.Field(core.FieldCustomerNumber), Value: q.CustomerNumber},
	}
	for _, v := range append(q.Contact.FieldValues(), q.Vehicle.FieldValues()...) {
		label := i18n.Field(v.Field)
		if v.Field == core.FieldVIN {
			label = i18n.T("appointment.vehicle.vin")
		}
		facts = append(facts, kit.Fact{Label: label, Value: i18n.FieldText(v.Field, v.Value)})
	}
	if q.SMSConfirmation {
		facts = append(facts, kit.Fact{Label: i18n.Field(core.FieldSMSConfirmation), Value: i18n.T("appointment.yes")})
	}
	for _, v := range q.AsText {
		facts = append(facts, kit.Fact{Label: i18n.Field(v.Field), Value: i18n.T("appointment.lead.as_text", "text", v.Value)})
	}
	for _, h := range q.Hints {
		facts = append(facts, kit.Fact{Label: i18n.Field(h.Field), Value: i18n.T("appointment.lead.hint", "text", i18n.T(string(h.Why)))})
	}
	return append(facts,
		kit.Fact{Label: i18n.Field(core.FieldSource), Value: q.Source},
		kit.Fact{Label: i18n.Field(core.FieldLeadID), Value: q.ExternalID},
		kit.Fact{Label: i18n.Field(core.FieldReceivedAt), Value: i18n.Stamp(q.ReceivedAt.In(zone))})
}

// happenings lists the appointment's history, the newest first.
func (r *record) happenings(history []core.Happening) []kit.Fact {
	zone := r.editor.desk.Zone()
	var facts []kit.Fact
	for i := len(history) - 1; i >= 0; i-- {
		h := history[i]
		moved := ""
		if h.From != 0 && h.To != 0 {
			moved = i18n.WhenShort(h.From) + " › " + i18n.WhenShort(h.To)
		}
		text := i18n.Join(i18n.T("appointment.history."+h.What), moved, h.Reason, h.By)
		facts = append(facts, kit.Fact{Label: i18n.Stamp(h.At.In(zone)), Value: text})
	}
	return facts
}
