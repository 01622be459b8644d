package appointment

import (
	"context"
	"strings"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// The usual reasons why a visit does not take place.
var cancelReasons = []string{"customer", "moved", "sold", "parts", "duplicate", "other"}

// askCancel asks why an appointment is cancelled and whether its lead waits again, and cancels it; done is called after
// success.
func askCancel(d *desk.Desk, s Service, a core.Appointment, warning string, done func()) {
	var options []kit.Option[string]
	for _, key := range cancelReasons {
		text := i18n.T("appointment.cancel.reason." + key)
		options = append(options, kit.Option[string]{Value: text, Text: text})
	}
	reason := kit.NewCombo(options...)
	reason.SetRequired(true)
	reason.OnTyped = func(string) { reason.SetError("") }
	reason.OnPicked = reason.OnTyped
	form := kit.NewForm(1).Add(i18n.Field(core.FieldCancelReason), reason)
	reopen := kit.NewCheck(i18n.T("appointment.cancel.reopen"), nil)
	if a.Lead != 0 {
		form.Add("", reopen)
	}
	content := kit.Below(kit.NewText(visitLabel(&a)).AtLeast(0), form)
	if warning != "" {
		content.Add(kit.NewMuted(warning))
	}
	question := &kit.Dialog{Title: i18n.T("appointment.cancel.title", "appointment", a.Label()), Content: content, First: reason, Width: dialogWidth}
	question.Buttons = []kit.DialogButton{
		{Text: i18n.T("appointment.cancel.run"), Kind: kit.Danger, Stay: true, Run: func() {
			why := strings.TrimSpace(reason.Text)
			if why == "" {
				reason.SetError(i18n.T("error.required"))
				d.Focus(reason)
				return
			}
			d.Dialogs.Close(question)
			cancelNow(d, s, a, why, reopen.On(), done)
		}},
		{Text: i18n.T("appointment.back"), Cancel: true},
	}
	d.Dialogs.Show(question)
}

func cancelNow(d *desk.Desk, s Service, a core.Appointment, why string, reopen bool, done func()) {
	actor := d.Actor()
	task.Load(d.Tasks, "cancel visit", func(ctx context.Context) (booking.Cancellation, error) {
		return s.Cancel(ctx, actor, a.Meta.ID, why, reopen)
	}, func(c booking.Cancellation, err error) {
		if err != nil {
			d.Dialogs.Error(err)
			return
		}
		text := "appointment.cancelled"
		if reopen {
			text = "appointment.cancelled_reopened"
		}
		done()
		d.Toasts.ShowUndo(i18n.T(text, "appointment", a.Label()), func() { reinstate(d, s, a, c) })
		d.Go.OfferMessages(a.Meta.ID)
	})
}

// reinstate takes a cancellation back. What is queued of it is withdrawn, and a customer who was told of it is to be told
// that the visit takes place.
func reinstate(d *desk.Desk, s Service, a core.Appointment, c booking.Cancellation) {
	actor := d.Actor()
	d.Tasks.Run("reinstate visit", func(ctx context.Context, _ task.Progress) error {
		return s.Reinstate(ctx, actor, c)
	}, func(err error) {
		if err != nil {
			d.Dialogs.Error(err)
			return
		}
		d.Toasts.Show(i18n.T("appointment.reinstated", "appointment", a.Label()))
		d.Go.OfferMessages(a.Meta.ID)
	})
}

// visitLabel is when, who and with which number.
func visitLabel(a *core.Appointment) string {
	return i18n.When(a.DropOff.At) + " · " + contactName(&a.Contact)
}

// cancelVisit cancels the stored appointment and leaves the editor.
func (e *Editor) cancelVisit() {
	if !e.stored() || e.saving {
		return
	}
	warning := ""
	if e.dirty() {
		warning = i18n.T("appointment.cancel.unsaved")
	}
	askCancel(e.desk, e.service, e.draft.Appointment, warning, func() { e.desk.Go.Close(e) })
}

// askUndo finds out whether Terminanlage can still be taken back and shows its button if so.
func (e *Editor) askUndo() {
	if !e.stored() || e.draft.Appointment.Booking == nil {
		return
	}
	id := e.draft.Appointment.Meta.ID
	e.desk.Tasks.Run(e.task("undo"), func(ctx context.Context, _ task.Progress) error {
		return e.service.CanUndo(ctx, id)
	}, func(err error) {
		e.undo.Hidden = err != nil
		e.bar.Refresh()
	})
}

// confirmUndo says what will be taken back besides the appointment, and does it.
func (e *Editor) confirmUndo() {
	if e.undo.Hidden || e.saving {
		return
	}
	a := &e.draft.Appointment
	lines := []string{i18n.T("appointment.undo.text", "appointment", a.Label())}
	if b := a.Booking; b != nil {
		lines = append(lines, undoLines(b)...)
	}
	e.desk.Dialogs.Warn(i18n.T("appointment.undo.title"), strings.Join(lines, "\n"),
		kit.DialogButton{Text: i18n.T("appointment.undo.run"), Kind: kit.Important, Run: func() { e.undoNow(a.Meta.ID, a.Label()) }},
		kit.DialogButton{Text: i18n.T("appointment.back"), Cancel: true})
}

func undoLines(b *core.Booking) []string {
	var lines []string
	if len(b.MasterChanges) > 0 {
		lines = append(lines, i18n.T("appointment.undo.master"))
		for _, f := range changeFacts(reversed(b.MasterChanges)) {
			lines = append(lines, "  "+f.Label+": "+f.Value)
		}
	}
	for _, l := range []struct {
		applies bool
		key     string
	}{
		{b.NewCustomer, "appointment.undo.customer"},
		{b.NewVehicle != 0, "appointment.undo.vehicle"},
		{b.VehicleRev != 0, "appointment.undo.owner"},
	} {
		if l.applies {
			lines = append(lines, i18n.T(l.key))
		}
	}
	return lines
}

func reversed(changes []core.FieldChange) []core.FieldChange {
	back := make([]core.FieldChange, len(changes))
	for i, c := range changes {
		back[i] = core.FieldChange{Field: c.Field, Old: c.New, New: c.Old}
	}
	return back
}

func (e *Editor) undoNow(id core.ID, label string) {
	actor := e.desk.Actor()
	e.saving = true
	e.desk.Tasks.Run("undo booking", func(ctx context.Context, _ task.Progress) error {
		return e.service.Undo(ctx, actor, id)
	}, func(err error) {
		e.saving = false
		if err != nil {
			e.desk.Dialogs.Error(err)
			return
		}
		e.desk.Go.Close(e)
		e.desk.Toasts.Show(i18n.T("appointment.undone", "appointment", label))
	})
}
