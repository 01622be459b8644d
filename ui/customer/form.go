package customer

import (
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

func (e *Editor) buildForms() {
	e.number = kit.NewRemark()
	e.reason = kit.NewEntry("")
	entry := func(page int, f core.Field) *kit.Entry { return e.sheet.Entry(page, f, kit.NewEntry("")) }
	m := kit.NewForm(2)
	add := func(f core.Field, o fyne.CanvasObject) { m.Add(i18n.Field(f), o) }
	add(core.FieldCustomerNumber, e.number)
	add(core.FieldStatus, e.sheet.Choice(pageMaster, core.FieldStatus, options(core.FieldStatus, string(core.StatusProspect), string(core.StatusCustomer))))
	e.salutation = e.sheet.Choice(pageMaster, core.FieldSalutation, options(core.FieldSalutation,
		"", string(core.SalutationMr), string(core.SalutationMs), string(core.SalutationCompany), string(core.SalutationFamily)))
	add(core.FieldSalutation, e.salutation)
	add(core.FieldLanguage, e.sheet.Choice(pageMaster, core.FieldLanguage, options(core.FieldLanguage, "", "de", "en")))
	for _, f := range []core.Field{
		core.FieldTitleBefore, core.FieldTitleAfter, core.FieldFirstName, core.FieldLastName, core.FieldCompany, core.FieldLegalForm,
		core.FieldStreet, core.FieldHouseNumber, core.FieldAddressExtra,
	} {
		add(f, entry(pageMaster, f))
	}
	add(core.FieldCountry, e.sheet.Combo(pageMaster, core.FieldCountry, desk.NewCountry()))
	add(core.FieldPostcode, entry(pageMaster, core.FieldPostcode))
	add(core.FieldTown, entry(pageMaster, core.FieldTown))
	add(core.FieldBirthday, e.sheet.Date(pageMaster, core.FieldBirthday, kit.NewDateField(e.desk.Clock, e.desk.Zone())))
	add(core.FieldBlocked, e.sheet.Check(pageMaster, core.FieldBlocked, kit.NewCheck(i18n.T("customer.blocked_tick"), nil)))
	m.AddWide(i18n.Field(core.FieldBlockReason), e.sheet.Entry(pageMaster, core.FieldBlockReason, e.reason))
	m.AddWide(i18n.Field(core.FieldNotes), e.sheet.Notes(pageMaster, core.FieldNotes, kit.NewNotes("", 4).Growing(10)))
	e.forms[pageMaster] = m
	e.forms[pageContact] = e.contactForm()
}

func (e *Editor) contactForm() *kit.Form {
	form := kit.NewForm(1)
	for _, f := range []core.Field{core.FieldMobile, core.FieldPhone, core.FieldPhoneWork} {
		number := e.sheet.Entry(pageContact, f, kit.NewPhoneEntry(e.country))
		e.phones = append(e.phones, number)
		form.Add(i18n.Field(f), number)
	}
	form.Add(i18n.Field(core.FieldEmail), e.sheet.Entry(pageContact, core.FieldEmail, kit.NewEntry("")))
	for _, f := range core.ConsentFields() {
		form.Add(i18n.Field(f), e.sheet.Choice(pageContact, f, options(f, "", string(core.ConsentYes), string(core.ConsentNo))))
	}
	return form
}

// country is that of the address, the dealership's when none is given.
func (e *Editor) country() string {
	if c := e.sheet.Get(core.FieldCountry); c != "" {
		return strings.ToUpper(c)
	}
	return e.desk.Settings().Basis.Country
}

// options are the choices of a field in words; the empty value says that there is nothing to say.
func options(f core.Field, values ...string) *kit.Combo[string] {
	list := make([]kit.Option[string], len(values))
	for i, v := range values {
		list[i] = kit.Option[string]{Value: v, Text: i18n.T("customer.none." + string(f))}
		if v != "" {
			list[i].Text = i18n.FieldText(f, v)
		}
	}
	return kit.NewSelect(list...)
}

// fill shows a record's values and takes them for the stored ones.
func (e *Editor) fill(values []core.FieldValue) {
	e.sheet.Fill(values)
	e.follow()
}

// follow brings what depends on other values up to date.
func (e *Editor) follow() {
	number := e.record.Number
	if number == "" {
		number = i18n.T("customer.number_pending")
	}
	e.number.Set(theme.Neutral, number)
	if blocked := e.sheet.Get(core.FieldBlocked) != ""; blocked != e.reason.Visible() {
		if blocked {
			e.reason.Show()
		} else {
			e.reason.Hide()
		}
		e.reason.SetRequired(blocked)
		e.forms[pageMaster].Refresh()
	}
	for _, number := range e.phones {
		number.Refresh() // the country may have changed
	}
}

// changed follows what the user types.
func (e *Editor) changed(f core.Field) {
	e.drafts.Touch()
	e.follow()
	if f == core.FieldBlocked && e.reason.Visible() {
		e.desk.Focus(e.reason)
	}
	if f == core.FieldFirstName || f == core.FieldCompany {
		e.sheet.Clear(core.FieldLastName)
	}
}

// collect is the record as the dialog shows it now.
func (e *Editor) collect() core.Customer {
	c := e.record
	for _, v := range e.sheet.Values() {
		if c.Contact.Get(v.Field) == v.Value && v.Value != "" {
			continue // a telephone number keeps its international form
		}
		_ = c.Set(v.Field, v.Value) // every field of the sheet is one of the customer, and dates come from date fields
	}
	return c
}
