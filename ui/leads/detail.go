package leads

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// showDetail shows everything about the selected lead, or how many are marked, with what can be done.
func (v *Screen) showDetail() {
	if n := v.finder.Marked(); n > 0 {
		var names []string
		for _, l := range v.finder.Sample() {
			names = append(names, i18n.Join(l.Label(), nameOf(&l)))
		}
		v.detail.ShowMarked(n, names, v.finder.Buttons(forMany...)...)
		return
	}
	l, ok := v.finder.Selected()
	if !ok {
		v.detail.Clear()
		return
	}
	v.detail.Show(l.Meta.ID, nameOf(&l))
	v.detail.Badge(statusSign(l.Status), statusText(l.Status))
	v.detail.Fill(v.sections(l))
	v.detail.Offer(v.actions(l))
}

func nameOf(l *core.Lead) string {
	if name := l.Request.Contact.DisplayName(); name != "" {
		return name
	}
	return i18n.T("leads.no_name")
}

func (v *Screen) sections(l core.Lead) []fyne.CanvasObject {
	r := &l.Request
	var parts []fyne.CanvasObject
	parts = append(parts, notices(l)...)
	request := []kit.Fact{
		{Label: i18n.T("leads.number"), Value: l.Label()},
		{Label: i18n.Field(core.FieldWantedAt), Value: wantedText(l)},
		{Label: i18n.Field(core.FieldWork), Value: r.Work},
		{Label: i18n.Field(core.FieldComments), Value: r.Comments},
		{Label: i18n.Field(core.FieldCustomerNumber), Value: r.CustomerNumber},
		{Label: i18n.Field(core.FieldRejectReason), Value: l.RejectReason},
		{Label: i18n.Field(core.FieldDeferUntil), Value: i18n.Date(l.DeferUntil)},
	}
	parts = append(parts, kit.Section(i18n.T("leads.section.request"), kit.Facts(request...)))
	parts = append(parts, v.sms(l))
	parts = append(parts, kit.Section(i18n.T("leads.section.contact"), kit.Facts(contactFacts(&r.Contact)...)))
	if facts := vehicleFacts(&r.Vehicle); len(facts) > 0 {
		parts = append(parts, kit.Section(i18n.T("leads.section.vehicle"), kit.Facts(facts...)))
	}
	if facts := textFacts(r); len(facts) > 0 {
		parts = append(parts, kit.Section(i18n.T("leads.section.as_text"), kit.Facts(facts...)))
	}
	zone := v.desk.Zone()
	origin := []kit.Fact{
		{Label: i18n.Field(core.FieldSource), Value: r.Source},
		{Label: i18n.Field(core.FieldLeadID), Value: r.ExternalID},
		{Label: i18n.Field(core.FieldReceivedAt), Value: i18n.Stamp(r.ReceivedAt.In(zone))},
	}
	parts = append(parts, kit.Section(i18n.T("leads.section.origin"), kit.Facts(append(origin, v.history(l)...)...)))
	return parts
}

// notices are what the adviser has to know before anything else.
func notices(l core.Lead) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if l.External != nil {
		key := "leads.changed_outside"
		if l.External.Cancelled {
			key = "leads.cancelled_outside"
		}
		rows = append(rows, kit.FindingRow(theme.Warning, i18n.T(key)))
	}
	for _, h := range l.Request.Hints {
		rows = append(rows, kit.FindingRow(theme.Hint, i18n.Field(h.Field)+": "+i18n.T(string(h.Why))))
	}
	if len(rows) > 0 {
		return []fyne.CanvasObject{kit.Findings(rows...)}
	}
	return nil
}

func contactFacts(c *core.Contact) []kit.Fact {
	facts := []kit.Fact{
		{Label: i18n.Field(core.FieldSalutation), Value: i18n.FieldText(core.FieldSalutation, string(c.Salutation))},
		{Label: i18n.Field(core.FieldCompany), Value: strings.TrimSpace(c.Company + " " + c.LegalForm)},
		{Label: i18n.T("field.name"), Value: strings.Join(strings.Fields(c.TitleBefore+" "+c.FirstName+" "+c.LastName+" "+c.TitleAfter), " ")},
		{Label: i18n.Field(core.FieldStreet), Value: c.StreetLine()},
		{Label: i18n.Field(core.FieldAddressExtra), Value: c.AddressExtra},
		{Label: i18n.Field(core.FieldTown), Value: strings.TrimSpace(c.Country + " " + c.TownLine())},
	}
	for _, f := range []core.Field{core.FieldMobile, core.FieldPhone, core.FieldPhoneWork, core.FieldEmail} {
		facts = append(facts, kit.Fact{Label: i18n.Field(f), Value: c.Get(f)})
	}
	return facts
}

func vehicleFacts(v *core.VehicleData) []kit.Fact {
	if v.Empty() && v.Mileage == 0 {
		return nil
	}
	return []kit.Fact{
		{Label: i18n.Field(core.FieldPlate), Value: strings.TrimSpace(v.Plate + " " + v.PlateCountry)},
		{Label: i18n.Field(core.FieldVIN), Value: v.VIN},
		{Label: i18n.Field(core.FieldModel), Value: v.Title()},
		{Label: i18n.Field(core.FieldMileage), Value: i18n.Mileage(v.Mileage)},
		{Label: i18n.Field(core.FieldFirstRegistration), Value: i18n.Date(v.FirstRegistration)},
		{Label: i18n.Field(core.FieldInspectionDue), Value: i18n.Month(v.InspectionDue)},
	}
}

func textFacts(r *core.Request) []kit.Fact {
	var facts []kit.Fact
	for _, raw := range r.AsText {
		facts = append(facts, kit.Fact{Label: i18n.Field(raw.Field), Value: raw.Value})
	}
	return facts
}

// history is what happened to the lead, newest first.
func (v *Screen) history(l core.Lead) []kit.Fact {
	const lines = 8
	entries, err := v.service.History(context.Background(), core.Ref{Entity: core.EntityLead, ID: l.Meta.ID}, lines)
	if err != nil {
		return nil
	}
	zone := v.desk.Zone()
	facts := make([]kit.Fact, 0, len(entries))
	for _, e := range entries {
		facts = append(facts, kit.Fact{Label: i18n.Stamp(e.At.In(zone)), Value: i18n.Join(i18n.Happened(e.What), e.Actor)})
	}
	return facts
}

// sms is the tick for an SMS confirmation. Until SMS are unlocked it says why it cannot be used, and leads to where it can.
func (v *Screen) sms(l core.Lead) fyne.CanvasObject {
	tick := kit.NewCheck(i18n.Field(core.FieldSMSConfirmation), func(on bool) { v.confirmBySMS(l, on) })
	tick.Set(l.Request.SMSConfirmation)
	if err := v.desk.SMS(); err != nil {
		tick.Disable()
		unlock := kit.NewButton(i18n.T("leads.unlock"), func() { v.desk.Go.OpenSettings("activation") }).As(kit.Quiet)
		return kit.Below(tick, kit.Border(nil, nil, nil, unlock, kit.NewCaption(i18n.T("leads.sms_locked")).AtLeast(0)))
	}
	if !l.Status.Open() {
		tick.Disable()
	}
	return tick
}
