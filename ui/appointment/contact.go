package appointment

import (
	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// contactBlock is the appointment's own contact: one line, and all its fields when it is unfolded.
type contactBlock struct {
	editor     *Editor
	line       *kit.Line
	text       *kit.Text
	edit       *kit.Button
	form       *kit.Form
	salutation *kit.Combo[core.Salutation]
	entries    map[core.Field]*kit.Entry
}

// contactOrder is the reading order of the form, two fields on a line.
var contactOrder = []core.Field{
	core.FieldSalutation, core.FieldTitleBefore, core.FieldFirstName, core.FieldLastName, core.FieldTitleAfter,
	core.FieldCompany, core.FieldLegalForm, core.FieldStreet, core.FieldHouseNumber, core.FieldAddressExtra, core.FieldCountry,
	core.FieldPostcode, core.FieldTown, core.FieldMobile, core.FieldPhone, core.FieldPhoneWork, core.FieldEmail,
}

func newContactBlock(e *Editor) *contactBlock {
	b := &contactBlock{editor: e, text: kit.NewText("").AtLeast(0), entries: map[core.Field]*kit.Entry{}}
	b.edit = e.button("contact")
	b.line = kit.NewLine(kit.Border(nil, nil, nil, b.edit, middle(b.text)))
	b.form = kit.NewForm(2)
	b.form.Hide()
	reveal := func() { b.unfold(true) }
	for _, f := range contactOrder {
		if f == core.FieldSalutation {
			b.buildSalutation()
			continue
		}
		entry := kit.NewEntry("")
		if f == core.FieldMobile || f == core.FieldPhone || f == core.FieldPhoneWork {
			entry = kit.NewPhoneEntry(b.country)
		}
		entry.OnChanged = func(text string) {
			b.contact().Set(f, text)
			entry.SetError("")
			b.refresh()
			e.touch()
		}
		b.entries[f] = entry
		if f == core.FieldTitleAfter || f == core.FieldPhoneWork || f == core.FieldEmail {
			b.form.AddWide(i18n.Field(f), entry)
		} else {
			b.form.Add(i18n.Field(f), entry)
		}
		e.spots[f] = spot{focus: entry, mark: entry.SetError, reveal: reveal}
	}
	e.spots[core.FieldContact] = spot{focus: b.entries[core.FieldLastName], mark: b.line.SetError, reveal: reveal}
	return b
}

func (b *contactBlock) buildSalutation() {
	var options []kit.Option[core.Salutation]
	for _, s := range []core.Salutation{core.SalutationNone, core.SalutationMr, core.SalutationMs, core.SalutationFamily, core.SalutationCompany} {
		options = append(options, kit.Option[core.Salutation]{Value: s, Text: i18n.T("status.salutation." + string(s))})
	}
	b.salutation = kit.NewSelect(options...)
	b.salutation.OnPicked = func(s core.Salutation) { b.contact().Salutation = s; b.editor.touch() }
	b.form.Add(i18n.Field(core.FieldSalutation), b.salutation)
	b.editor.spots[core.FieldSalutation] = spot{focus: b.salutation, mark: b.salutation.SetError, reveal: func() { b.unfold(true) }}
}

// country is that of the address, the dealership's when none is given.
func (b *contactBlock) country() string {
	if c := b.contact().Country; c != "" {
		return c
	}
	return b.editor.desk.Settings().Basis.Country
}

func (b *contactBlock) contact() *core.Contact { return &b.editor.draft.Appointment.Contact }

func (b *contactBlock) load() {
	for f, entry := range b.entries {
		entry.SetText(b.contact().Get(f))
		entry.SetError("")
	}
	b.salutation.Select(b.contact().Salutation)
	b.refresh()
}

func (b *contactBlock) refresh() {
	c := b.contact()
	text := i18n.Join(c.DisplayName(), c.BestPhone().Typed, c.Email)
	if text == "" {
		text = i18n.T("appointment.contact.none")
	}
	b.text.Set(text)
}

func (b *contactBlock) toggle() {
	b.unfold(b.form.Hidden)
	if b.form.Hidden {
		b.editor.desk.Focus(b.edit)
		return
	}
	b.editor.desk.Focus(b.entries[core.FieldLastName])
}

func (b *contactBlock) unfold(open bool) {
	if b.form.Hidden != open {
		return
	}
	b.form.Hidden = !open
	b.edit.SetText(i18n.T(map[bool]string{true: "appointment.fold", false: "appointment.edit"}[open]))
	b.editor.relayout()
}
