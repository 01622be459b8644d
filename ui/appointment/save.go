package appointment

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// store saves a copy of the draft; accepted means that the warnings were answered. then is called after success and may
// be nil. Whatever goes wrong, nothing that was typed is lost.
func (e *Editor) store(accepted bool, then func()) {
	if e.saving || e.save.Disabled() || !e.readable() {
		return
	}
	e.saving, e.tried = true, true
	e.save.Disable()
	draft, actor := copyDraft(e.draft), e.desk.Actor()
	task.Load(e.desk.Tasks, e.task("save"), func(ctx context.Context) (booking.Saved, error) {
		return e.service.Save(ctx, draft, actor, accepted)
	}, func(s booking.Saved, err error) {
		e.saving = false
		e.save.Enable()
		if err != nil {
			e.refused(err, then)
			return
		}
		e.opened = mementoOf(e.draft)
		e.drafts.Clear()
		if e.saved != nil {
			e.saved(s)
		}
		if then != nil {
			then()
		}
	})
}

// readable tells whether the minutes that were typed can be read; the field that cannot gets the cursor.
func (e *Editor) readable() bool {
	fields := []*kit.MinutesField{e.times.dropOff.minutes, e.times.pickUp.minutes}
	for _, r := range e.steps.rows {
		fields = append(fields, r.minutes)
	}
	for _, f := range fields {
		if _, ok := kit.ParseMinutes(f.Text); !ok {
			f.SetError(i18n.T("kit.minutes.invalid"))
			e.desk.Focus(f)
			return false
		}
	}
	for _, entry := range e.vehicle.entries {
		if entry.Err() != "" && e.vehicle.inTransit() {
			e.vehicle.unfold(true)
			e.desk.Focus(entry)
			return false
		}
	}
	return true
}

// refused tells why the appointment was not saved and goes where that can be mended.
func (e *Editor) refused(err error, then func()) {
	var blocked *booking.FindingsError
	var warned *booking.WarningsError
	var booked *booking.AlreadyBooked
	switch {
	case errors.As(err, &blocked):
		e.review(nil)
		if len(blocked.Findings) > 0 {
			e.markErrors(blocked.Findings)
			e.focusFinding(blocked.Findings[0])
		}
	case errors.As(err, &warned):
		e.askWarnings(warned.Findings, then)
	case errors.As(err, &booked):
		e.desk.Dialogs.Warn(i18n.T("appointment.booked.title"), i18n.T("appointment.booked.text"),
			kit.DialogButton{Text: i18n.T("appointment.booked.open"), Kind: kit.Important, Run: func() {
				e.desk.Go.Close(e)
				e.desk.Go.EditAppointment(booked.Appointment)
			}}, kit.DialogButton{Text: i18n.T("appointment.back"), Cancel: true})
	case len(core.FieldErrors(err)) > 0:
		e.refuseFields(core.FieldErrors(err), err)
	case core.IsKind(err, core.Conflict), core.IsKind(err, core.NotFound):
		e.conflict(err)
	default:
		e.desk.Dialogs.Warn(i18n.T("appointment.failed.title"), i18n.T("appointment.failed.text", "why", i18n.Error(err)),
			kit.DialogButton{Text: i18n.T("appointment.failed.retry"), Kind: kit.Important, Run: func() { e.store(false, then) }},
			kit.DialogButton{Text: i18n.T("appointment.back"), Cancel: true})
	}
}

// refuseFields marks the fields of a record that the store does not take.
func (e *Editor) refuseFields(faults []*core.Error, err error) {
	for _, f := range faults {
		if s, ok := e.spots[f.Field]; ok && s.mark != nil {
			s.mark(reasonText(f))
			e.note(f.Field)
		}
	}
	for _, f := range faults {
		if _, ok := e.spots[f.Field]; ok {
			e.focusField(f.Field, 0)
			return
		}
	}
	e.desk.Dialogs.Error(err)
}

func (e *Editor) note(field core.Field) {
	if e.marked == nil {
		e.marked = map[core.Field]bool{}
	}
	e.marked[field] = true
}

// askWarnings lists the warnings once. Enter saves with them.
func (e *Editor) askWarnings(warnings []advice.Finding, then func()) {
	var rows []fyne.CanvasObject
	for _, f := range warnings {
		rows = append(rows, kit.FindingRow(severities[f.Severity], sentence(f)))
	}
	e.desk.Dialogs.Show(&kit.Dialog{
		Title: i18n.N("appointment.warnings.title", len(warnings)), Severity: theme.Warning, Content: tall(kit.Findings(rows...)), Width: dialogWidth,
		Buttons: []kit.DialogButton{
			{Text: i18n.T("appointment.warnings.save"), Kind: kit.Important, Run: func() { e.store(true, then) }},
			{Text: i18n.T("appointment.back"), Cancel: true},
		},
	})
}

// Sizes of dialogs with wrapped text, in device-independent pixels.
const (
	dialogWidth  = 560
	dialogMargin = 40
	dialogMost   = 340
)

// tall puts content of wrapped text into a scroll of the height it needs at the width of a dialog.
func tall(content *fyne.Container) fyne.CanvasObject {
	for range 2 {
		content.Resize(fyne.NewSize(dialogWidth-dialogMargin, content.MinSize().Height))
	}
	scroll := container.NewVScroll(content)
	scroll.SetMinSize(fyne.NewSize(dialogWidth-dialogMargin, min(content.MinSize().Height, dialogMost)))
	return scroll
}
