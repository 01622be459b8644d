package appointment

import (
	"context"
	"errors"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// standing is how things stand after a conflict: the draft with the present records, and what is different.
type standing struct {
	draft   *booking.Draft
	changes []core.FieldChange
	who     string
	theirs  *core.Appointment // as somebody else saved it; nil for a new one
}

// conflict says who changed what meanwhile. The adviser may take over the present state, keeping everything typed, and look
// at it before saving again.
func (e *Editor) conflict(cause error) {
	looked, base := copyDraft(e.draft), e.opened.appointment
	task.Load(e.desk.Tasks, e.task("refresh"), func(ctx context.Context) (standing, error) {
		s := standing{draft: looked, who: e.whoChanged(ctx, cause)}
		if id := looked.Appointment.Meta.ID; id != 0 {
			theirs, err := e.service.Appointment(ctx, id)
			if err != nil {
				return s, err
			}
			looked.Appointment = booking.Merge(&base, &looked.Appointment, &theirs)
			s.theirs = &theirs
		}
		var err error
		s.changes, err = e.service.Refresh(ctx, looked)
		return s, err
	}, func(s standing, err error) {
		if err != nil {
			e.refusedForGood(err)
			return
		}
		e.showConflict(s)
	})
}

// refusedForGood tells why the appointment cannot be brought up to date; the booking itself may be gone or made elsewhere.
func (e *Editor) refusedForGood(err error) {
	var booked *booking.AlreadyBooked
	if errors.As(err, &booked) {
		e.refused(err, nil)
		return
	}
	e.desk.Dialogs.Error(err)
}

// whoChanged names the record that moved, by whom and when.
func (e *Editor) whoChanged(ctx context.Context, cause error) string {
	var fault *core.Error
	if !errors.As(cause, &fault) || fault.Ref.ID == 0 {
		return i18n.T("appointment.conflict.something")
	}
	what := i18n.T("appointment.record." + string(fault.Ref.Entity))
	entries, err := e.service.History(ctx, core.Ref{Entity: fault.Ref.Entity, ID: fault.Ref.ID}, 1)
	if err != nil || len(entries) == 0 {
		return i18n.T("appointment.conflict.changed", "record", what)
	}
	by := entries[0].Actor
	if by == "" {
		by = i18n.T("appointment.conflict.import")
	}
	at := entries[0].At.In(e.desk.Zone())
	return i18n.T("appointment.conflict.changed_by", "record", what, "who", by, "time", i18n.Stamp(at))
}

func (e *Editor) showConflict(s standing) {
	body := kit.Below(kit.NewParagraph(s.who))
	if len(s.changes) > 0 {
		left, right := "appointment.conflict.before", "appointment.conflict.now"
		if e.stored() {
			left, right = "appointment.conflict.theirs", "appointment.conflict.yours"
		}
		body.Add(kit.NewMuted(i18n.T("appointment.conflict.compare", "left", i18n.T(left), "right", i18n.T(right))))
		body.Add(kit.Facts(changeFacts(s.changes)...))
	}
	body.Add(kit.NewParagraph(i18n.T("appointment.conflict.kept")))
	e.desk.Dialogs.Show(&kit.Dialog{
		Title: i18n.T("appointment.conflict.title"), Severity: theme.Warning, Content: tall(body), Width: dialogWidth,
		Buttons: []kit.DialogButton{
			{Text: i18n.T("appointment.conflict.take"), Kind: kit.Important, Run: func() { e.takeOver(s) }},
			{Text: i18n.T("appointment.back"), Cancel: true},
		},
	})
}

func changeFacts(changes []core.FieldChange) []kit.Fact {
	var facts []kit.Fact
	for _, c := range changes {
		facts = append(facts, kit.Fact{Label: i18n.Field(c.Field), Value: i18n.Sides(c)})
	}
	return facts
}

// takeOver goes on with the present records and everything typed; what somebody else changed and the adviser did not is theirs.
func (e *Editor) takeOver(s standing) {
	*e.draft = *s.draft
	if s.theirs != nil {
		e.opened.appointment = mementoOf(&booking.Draft{Appointment: *s.theirs}).appointment
	}
	e.others.Clear()
	e.content.Refresh()
	e.load()
	e.record.refresh()
	e.review(nil)
	e.desk.Focus(e.save)
}
