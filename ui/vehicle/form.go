package vehicle

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/vin"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

func (e *Editor) buildForm() {
	e.correct = kit.NewButton("", e.correctVIN).WithKey(keys.Ctrl(fyne.KeyR))
	e.number = e.sheet.Entry(0, core.FieldVIN, kit.NewVINEntry())
	e.plate = e.sheet.Entry(0, core.FieldPlate, kit.NewPlateEntry(e.plateCountry))
	form := kit.NewForm(2)
	add := func(f core.Field, o fyne.CanvasObject) { form.Add(i18n.Field(f), o) }
	entry := func(f core.Field) { add(f, e.sheet.Entry(0, f, kit.NewEntry(""))) }
	form.AddWide(i18n.Field(core.FieldVIN), e.number)
	e.correction = kit.Beside(e.correct)
	form.AddWide("", e.correction)
	add(core.FieldPlate, e.plate)
	add(core.FieldPlateCountry, e.sheet.Combo(0, core.FieldPlateCountry, desk.NewCountry()))
	entry(core.FieldMake)
	entry(core.FieldModel)
	entry(core.FieldVariant)
	add(core.FieldFirstRegistration, e.sheet.Date(0, core.FieldFirstRegistration, kit.NewDateField(e.desk.Clock, e.desk.Zone())))
	add(core.FieldMileage, e.sheet.Number(0, core.FieldMileage, kit.NewEntry(i18n.T("vehicle.kilometres"))))
	add(core.FieldInspectionDue, e.sheet.Month(0, core.FieldInspectionDue, kit.NewMonthField(func() core.Month { return e.desk.Today().Month() })))
	e.owner = e.chosen(core.FieldOwner)
	e.owner.SetRequired(true)
	add(core.FieldOwner, e.owner)
	e.driver = e.chosen(core.FieldDriver)
	add(core.FieldDriver, e.driver)
	form.AddWide(i18n.Field(core.FieldNotes), e.sheet.Notes(0, core.FieldNotes, kit.NewNotes("", 4).Growing(10)))
	e.form = form
}

// chosen is the field of a customer; the sheet keeps the id, the field shows the name.
func (e *Editor) chosen(f core.Field) *kit.Chosen {
	c := kit.NewChosen(i18n.T("vehicle.change"), func() { e.pick(f) })
	get := func() string {
		if e.people[f] == 0 {
			return ""
		}
		return strconv.FormatUint(uint64(e.people[f]), 10)
	}
	e.sheet.Custom(0, f, c, get, func(text string) {
		id, _ := strconv.ParseUint(text, 10, 63)
		e.people[f] = core.ID(id)
		c.Set(e.name(f))
	})
	if f == core.FieldDriver {
		c.OnClear = func() { e.sheet.Set(f, "") }
	}
	return c
}

func (e *Editor) name(f core.Field) string {
	if f == core.FieldDriver && e.people[f] == 0 {
		return i18n.T("vehicle.driver_is_owner")
	}
	return person(context.Background(), e.service, e.people[f])
}

func (e *Editor) nameAll() {
	e.owner.Set(e.name(core.FieldOwner))
	e.driver.Set(e.name(core.FieldDriver))
}

// pick searches the customer for owner or driver.
func (e *Editor) pick(f core.Field) {
	title := i18n.T("vehicle.pick_owner")
	if f == core.FieldDriver {
		title = i18n.T("vehicle.pick_driver")
	}
	e.desk.Go.PickCustomer(title, func(c core.Customer) {
		e.sheet.Set(f, strconv.FormatUint(uint64(c.Meta.ID), 10))
		field := e.owner
		if f == core.FieldDriver {
			field = e.driver
		}
		e.desk.Focus(field)
	})
}

// follow offers the corrected VIN and brings what depends on other fields up to date.
func (e *Editor) follow() {
	report := vin.Check(e.sheet.Get(core.FieldVIN))
	if report.Suggestion == "" {
		e.correction.Hide()
	} else {
		e.correct.SetText(i18n.T("vehicle.take_suggestion", "vin", report.Suggestion))
		e.correction.Show()
	}
	e.plate.Refresh() // the country may have changed
	e.form.Refresh()
}

// plateCountry is the country of the plate, the dealership's when none is given.
func (e *Editor) plateCountry() string {
	if home := e.sheet.Get(core.FieldPlateCountry); home != "" {
		return home
	}
	return e.desk.Settings().Basis.Country
}

// fieldText writes a value of a vehicle for people.
func (e *Editor) fieldText(f core.Field, value string) string {
	if f == core.FieldOwner || f == core.FieldDriver {
		id, _ := strconv.ParseUint(value, 10, 63)
		return person(context.Background(), e.service, core.ID(id))
	}
	return i18n.FieldText(f, value)
}
