package appointment

import (
	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// told are the ticks that say how the customer hears of the visit. The one for SMS is there before SMS are unlocked: it
// then says why it cannot be used, and leads to where it can.
type told struct {
	editor   *Editor
	content  *fyne.Container
	email    *kit.Check
	sms      *kit.Check
	reminder *kit.Check
	locked   *kit.Text
	unlock   *kit.Button
}

func newTold(e *Editor) *told {
	a := &e.draft.Appointment
	t := &told{editor: e, locked: kit.NewCaption("").AtLeast(0)}
	t.email = kit.NewCheck(i18n.T("appointment.email_confirmation"), func(on bool) { a.EmailConfirmation = on; e.touch() })
	t.sms = kit.NewCheck(i18n.T("appointment.sms_confirmation"), func(on bool) { a.SMSConfirmation = on; e.touch() })
	t.reminder = kit.NewCheck(i18n.T("appointment.reminder"), func(on bool) { a.NoReminder = !on; e.touch() })
	t.unlock = kit.NewButton(i18n.T("appointment.unlock"), func() { e.desk.Go.OpenSettings("activation") }).As(kit.Quiet)
	t.content = kit.Below(kit.Flow(t.email, t.sms, t.reminder), kit.Border(nil, nil, nil, t.unlock, t.locked))
	t.refresh()
	return t
}

// refresh asks again whether SMS are unlocked.
func (t *told) refresh() {
	row := t.content.Objects[1]
	if t.editor.desk.SMS() != nil {
		t.sms.Disable()
		t.locked.Set(i18n.T("appointment.sms_locked"))
		row.Show()
	} else {
		t.sms.Enable()
		row.Hide()
	}
	t.content.Refresh()
}

func (t *told) load() {
	a := &t.editor.draft.Appointment
	t.email.Set(a.EmailConfirmation)
	t.sms.Set(a.SMSConfirmation)
	t.reminder.Set(!a.NoReminder)
}

// write opens the message editor about the stored visit.
func (e *Editor) write() {
	if e.stored() && !e.saving {
		e.desk.Go.WriteMessage(core.Ref{Entity: core.EntityAppointment, ID: e.draft.Appointment.Meta.ID})
	}
}
