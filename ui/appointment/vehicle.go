package appointment

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// vehicleLine says which vehicle it is and changes it. The data of a transit vehicle, which is kept nowhere else, can be
// unfolded below it and edited.
type vehicleLine struct {
	editor  *Editor
	line    *kit.Line
	text    *kit.Text
	vin     *kit.Text
	badge   *kit.Badge
	below   *fyne.Container // badge and VIN
	change  *kit.Button
	edit    *kit.Button
	transit *kit.Button
	form    *kit.Form
	entries map[core.Field]*kit.Entry
	first   *kit.DateField
	open    bool
}

// transitFields are the fields of the form in reading order, two on a line.
var transitFields = []core.Field{
	core.FieldVIN, core.FieldPlate, core.FieldPlateCountry, core.FieldMake, core.FieldModel, core.FieldVariant,
	core.FieldMileage, core.FieldInspectionDue, core.FieldFirstRegistration,
}

func newVehicleLine(e *Editor) *vehicleLine {
	v := &vehicleLine{editor: e, text: kit.NewText("").Bold().AtLeast(0), vin: kit.NewMuted("").AtLeast(0), badge: kit.NewBadge(theme.Hint, i18n.T("appointment.vehicle.transit"))}
	v.entries = map[core.Field]*kit.Entry{}
	v.change = e.button("vehicle")
	v.edit = kit.NewButton(i18n.T("appointment.edit"), v.toggle)
	v.transit = kit.NewButton(i18n.T("appointment.vehicle.as_transit"), func() { e.setVehicle(0) }).As(kit.Quiet)
	v.below = kit.Border(nil, nil, v.badge, nil, middle(v.vin))
	v.line = kit.NewLine(kit.Border(nil, v.below, nil, kit.Beside(v.transit, v.edit, v.change), middle(v.text)))
	e.spots[core.FieldVehicle] = spot{focus: v.change, mark: v.line.SetError}
	v.buildForm()
	return v
}

func (v *vehicleLine) buildForm() {
	v.form = kit.NewForm(2)
	for _, f := range transitFields {
		if f == core.FieldFirstRegistration {
			v.buildFirstRegistration()
			continue
		}
		entry := v.newEntry(f)
		entry.OnChanged = func(text string) {
			entry.SetError("")
			if err := setVehicleText(&v.editor.draft.Appointment.Transit, f, text); err != nil {
				entry.SetError(reasonText(err))
			}
			v.refresh()
			v.editor.touch()
		}
		v.entries[f] = entry
		if f == core.FieldVIN {
			v.form.AddWide(i18n.T("appointment.vehicle.vin"), entry)
		} else {
			v.form.Add(i18n.Field(f), entry)
		}
		v.editor.spots[f] = spot{focus: entry, mark: entry.SetError, reveal: func() { v.unfold(true) }}
	}
	v.form.Hide()
}

func (v *vehicleLine) newEntry(f core.Field) *kit.Entry {
	switch f {
	case core.FieldVIN:
		return kit.NewVINEntry()
	case core.FieldPlate:
		return kit.NewPlateEntry(func() string {
			if c := v.editor.draft.Appointment.Transit.PlateCountry; c != "" {
				return c
			}
			return v.editor.desk.Settings().Basis.Country
		})
	}
	return kit.NewEntry(transitHint(f))
}

func (v *vehicleLine) buildFirstRegistration() {
	v.first = kit.NewDateField(v.editor.desk.Clock, v.editor.desk.Zone())
	v.first.OnChanged = func(day core.Date) {
		v.editor.draft.Appointment.Transit.FirstRegistration = day
		v.editor.touch()
	}
	v.form.Add(i18n.Field(core.FieldFirstRegistration), v.first)
	v.editor.spots[core.FieldFirstRegistration] = spot{focus: v.first, mark: v.first.SetError, reveal: func() { v.unfold(true) }}
}

func transitHint(f core.Field) string {
	if f == core.FieldInspectionDue {
		return i18n.T("appointment.vehicle.month_hint")
	}
	return ""
}

// load shows the draft's vehicle in line and form; a transit vehicle without any data is unfolded for typing.
func (v *vehicleLine) load() {
	data := v.editor.draft.Appointment.Transit
	for f, entry := range v.entries {
		entry.SetText(vehicleText(&data, f))
		entry.SetError("")
	}
	v.first.Set(data.FirstRegistration)
	v.open = v.inTransit() && (v.open || data.Empty())
	v.refresh()
}

func (v *vehicleLine) inTransit() bool {
	return v.editor.draft.Vehicle == nil && v.editor.draft.Appointment.Vehicle == 0
}

func (v *vehicleLine) refresh() {
	d := v.editor.draft
	data := &d.Appointment.Transit
	if d.Vehicle != nil {
		data = &d.Vehicle.Data
	}
	text := i18n.Join(data.Plate, data.Title())
	if data.Empty() {
		text = i18n.T("appointment.vehicle.none")
	}
	v.text.Set(text)
	v.vin.Set(data.VIN)
	v.vin.Hidden = data.VIN == ""
	v.below.Hidden = data.VIN == "" && !v.inTransit()
	v.badge.Hidden, v.edit.Hidden, v.transit.Hidden = !v.inTransit(), !v.inTransit(), v.inTransit()
	v.open = v.open && v.inTransit()
	v.unfold(v.open)
	v.line.Refresh()
}

func (v *vehicleLine) toggle() {
	v.unfold(!v.open)
	if v.open {
		v.editor.desk.Focus(v.entries[core.FieldVIN])
	}
}

func (v *vehicleLine) unfold(open bool) {
	v.open = open
	v.edit.SetText(i18n.T(foldText(open)))
	if v.form.Hidden == open {
		v.form.Hidden = !open
		v.editor.relayout()
	}
}

func foldText(open bool) string {
	if open {
		return "appointment.fold"
	}
	return "appointment.edit"
}

// vehicleText is a field as the form shows it: months as 11/2026.
func vehicleText(data *core.VehicleData, f core.Field) string {
	if f == core.FieldInspectionDue {
		return i18n.MonthShort(data.InspectionDue)
	}
	return data.Get(f)
}

// setVehicleText takes a field over from the form. Text that cannot be read leaves the value unset.
func setVehicleText(data *core.VehicleData, f core.Field, text string) error {
	text = strings.TrimSpace(text)
	switch f {
	case core.FieldInspectionDue:
		data.InspectionDue = 0
		if month, ok := kit.ParseMonth(text); ok {
			text = month.String()
		}
	case core.FieldMileage:
		data.Mileage = 0
		text = strings.NewReplacer(".", "", " ", "", ",", "", "km", "").Replace(text)
	}
	return data.Set(f, text)
}

// reasonText is why a value was refused, without the field's name.
func reasonText(err error) string {
	var why core.Reason
	if errors.As(err, &why) {
		return i18n.T(string(why))
	}
	return i18n.Error(err)
}
