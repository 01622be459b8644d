package appointment

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// spot is where a field of the appointment is on the screen.
type spot struct {
	focus  fyne.Focusable
	mark   func(why string)
	reveal func() // unfolds the part of the form that holds it; may be nil
}

func (e *Editor) build() {
	e.customer, e.vehicle = newCustomerLine(e), newVehicleLine(e)
	e.times, e.steps, e.contact = newTimes(e), newSteps(e), newContactBlock(e)
	e.buildFields()
	e.panel, e.record = newPanel(e), newRecord(e)

	fields := kit.NewForm(2)
	fields.AddWide(i18n.Field(core.FieldCustomer), e.customer.line)
	fields.AddWide(i18n.Field(core.FieldVehicle), e.vehicle.line)
	fields.AddWide("", e.vehicle.form)
	fields.AddWide(i18n.Field(core.FieldDropOff), e.times.dropOff.line)
	fields.AddWide(i18n.Field(core.FieldPickUp), e.times.pickUp.line)
	fields.Add(i18n.Field(core.FieldAdviser), e.adviser)
	fields.Add(i18n.Field(core.FieldCourtesyCar), e.courtesy)
	fields.AddWide(i18n.Field(core.FieldSteps), e.steps.content)
	fields.AddWide(i18n.Field(core.FieldContact), e.contact.line)
	fields.AddWide("", e.contact.form)
	fields.AddWide(i18n.Field(core.FieldNotes), e.notes)
	fields.AddWide(i18n.T("appointment.told"), e.told.content)

	title := kit.Border(nil, nil, kit.NewText(i18n.T("appointment.section.visit")).Sized(theme.SizeSection).Bold(),
		kit.Beside(kit.NewMuted(i18n.Field(core.FieldStatus)), kit.Wide(e.status, statusWidth)), nil)
	form := kit.Below(title, fields)
	inset := kit.Border(nil, nil, nil, kit.Wide(container.NewWithoutLayout(), theme.GapWide), form) // the scroll bar's place
	scroll := container.NewScroll(inset)
	scroll.SetMinSize(fyne.NewSize(leftWidth, 0))

	e.right = container.New(&column{e.panel.wish}, e.panel.content, e.record.content)
	left := kit.Panel(scroll)
	e.layouts = []*fyne.Container{inset, left, e.right}
	e.split = e.desk.SplitAt("appointment.split", leftShare, container.NewHSplit(left, e.right))
	e.others = e.desk.NewMeanwhile()
	e.content = kit.PadScreen(kit.Border(e.others.Row, kit.Pad(e.buildBar(), theme.Gap, 0), nil, nil, e.split.Split))
}

// Widths of the editor, in device-independent pixels, and the form's share of the window.
const (
	statusWidth = 170
	leftWidth   = 560
	leftShare   = 0.58
)

// buildFields makes the single fields of the form.
func (e *Editor) buildFields() {
	a := &e.draft.Appointment
	basis := e.desk.Settings().Basis
	e.status = kit.NewSelect(statusOptions(a.Status)...)
	e.status.OnPicked = func(s core.AppointmentStatus) { a.Status = s; e.touch() }
	e.adviser = kit.NewCombo(nameOptions(basis.Advisers)...)
	e.adviser.OnTyped = func(text string) { a.Adviser = text; e.touch() }
	e.adviser.OnPicked = func(name string) { a.Adviser = name; e.touch() }
	e.courtesy = kit.NewEntry(i18n.T("appointment.courtesy.none"))
	e.courtesy.OnChanged = func(text string) { a.CourtesyCar = text; e.touch() }
	e.notes = kit.NewNotes("", 3).Growing(8)
	e.notes.OnChanged = func(text string) { a.Notes = text; e.touch() }
	e.told = newTold(e)
	e.spots[core.FieldStatus] = spot{focus: e.status, mark: e.status.SetError}
	e.spots[core.FieldAdviser] = spot{focus: e.adviser, mark: e.adviser.SetError}
	e.spots[core.FieldCourtesyCar] = spot{focus: e.courtesy, mark: e.courtesy.SetError}
	e.spots[core.FieldNotes] = spot{focus: e.notes, mark: e.notes.SetError}
}

// buildBar is the line of buttons below everything.
func (e *Editor) buildBar() fyne.CanvasObject {
	e.cancel, e.undo = e.button("cancel"), e.button("undo")
	write := e.button("message")
	write.Hidden = !e.stored()
	e.undo.Hide()
	if !e.stored() || !e.draft.Appointment.Status.Open() {
		e.cancel.Hide()
	}
	e.save = e.button("save").As(kit.Important)
	if e.draft.Appointment.Status == core.AppointmentCancelled {
		e.save.SetReason(i18n.T("appointment.read_only"))
	}
	e.bar = kit.Flow(e.cancel, e.undo, write, kit.Gap(), e.button("close"), e.save)
	return e.bar
}

func statusOptions(now core.AppointmentStatus) []kit.Option[core.AppointmentStatus] {
	all := core.AppointmentStatuses()
	if now == core.AppointmentCancelled {
		all = append(all, now)
	}
	options := make([]kit.Option[core.AppointmentStatus], len(all))
	for i, s := range all {
		options[i] = kit.Option[core.AppointmentStatus]{Value: s, Text: i18n.T("status.appointment." + string(s))}
	}
	return options
}

func nameOptions(names []string) []kit.Option[string] {
	options := make([]kit.Option[string], len(names))
	for i, n := range names {
		options[i] = kit.Option[string]{Value: n, Text: n}
	}
	return options
}
