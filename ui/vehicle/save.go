package vehicle

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// collect is the record as the dialog shows it now.
func (e *Editor) collect() (core.Vehicle, error) {
	v := e.record
	var all []error
	for _, value := range e.sheet.Values() {
		all = append(all, v.Set(value.Field, value.Value))
	}
	return v, errors.Join(all...)
}

// store saves the vehicle and then goes on; then may be nil. accepted is the answer to the question about other owners of
// the same VIN.
func (e *Editor) store(accepted bool, then func()) {
	if e.busy || e.ended {
		return
	}
	if place := e.sheet.Readable(); place != nil {
		e.desk.Focus(place.Control)
		return
	}
	if !e.isNew() && !e.sheet.Dirty() {
		if then != nil {
			then()
		}
		return
	}
	v, err := e.collect()
	if err != nil {
		e.refused(err, then)
		return
	}
	sent, actor := e.sheet.Values(), e.desk.Actor()
	var notes []master.Note
	e.busy = true
	e.desk.Tasks.Run(string(e.scope)+".save", func(ctx context.Context, _ task.Progress) (err error) {
		notes, err = e.service.SaveVehicle(ctx, actor, &v, accepted)
		return err
	}, func(err error) {
		e.busy = false
		if err != nil {
			e.refused(err, then)
			return
		}
		e.take(v, sent, notes)
		if then != nil {
			then()
		}
	})
}

// take makes v the record that the dialog is about, and says what is odd about it.
func (e *Editor) take(v core.Vehicle, sent []core.FieldValue, notes []master.Note) {
	kept := v
	e.record, e.saved = v, &kept
	e.others.Clear()
	e.sheet.Came("", core.FieldMake)
	e.sheet.Saved(sent, v.FieldValues())
	if !e.sheet.Dirty() {
		e.drafts.Clear()
	}
	e.banner.Objects = nil
	for _, n := range notes {
		e.banner.Add(kit.FindingRow(theme.Hint, i18n.T(n.Key, n.Args...)))
	}
	e.banner.Refresh()
	e.follow()
	e.desk.TitleChanged()
	e.desk.Toasts.Show(i18n.T("vehicle.saved", "vehicle", v.Data.Label()))
	for _, n := range notes {
		e.desk.Toasts.Tell(theme.Hint, i18n.T(n.Key, n.Args...))
	}
}

// refused shows why nothing was saved.
func (e *Editor) refused(err error, then func()) {
	var twins *master.TwinsError
	switch {
	case errors.As(err, &twins):
		e.askTwins(twins.Vehicles, then)
	case core.IsKind(err, core.Conflict):
		e.compare(then)
	case len(core.FieldErrors(err)) > 0:
		place, rest := e.sheet.Refuse(err)
		if place != nil {
			e.desk.Focus(place.Control)
		}
		for _, r := range rest {
			e.desk.Dialogs.Error(r)
		}
	default:
		e.desk.Dialogs.Error(err)
	}
}

// compare shows what somebody else saved meanwhile beside what was typed, and saves what the user makes of it.
func (e *Editor) compare(then func()) {
	stored, err := e.service.Vehicle(context.Background(), e.record.Meta.ID)
	if err != nil {
		e.desk.Dialogs.Error(err)
		return
	}
	e.desk.Settle(e.sheet, stored.Meta.UpdatedBy, stored.FieldValues(), e.fieldText, func() { e.record = stored; e.others.Clear() },
		func() { e.store(false, then) })
}

// askTwins names the vehicles that have the same VIN at other owners, before a second record is stored.
func (e *Editor) askTwins(twins []core.Vehicle, then func()) {
	rows := make([]fyne.CanvasObject, 0, len(twins))
	for _, t := range twins {
		owner := person(context.Background(), e.service, t.Owner)
		rows = append(rows, kit.FindingRow(theme.Warning, i18n.T("vehicle.twin", "vehicle", t.Data.Label(), "owner", owner)))
	}
	dialog := &kit.Dialog{Title: i18n.T("vehicle.twins_title"), Severity: theme.Warning, Width: 620}
	dialog.Content = kit.Below(kit.NewParagraph(i18n.T("vehicle.twins_text")), kit.Findings(rows...))
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("vehicle.twins_open"), Key: keys.Ctrl(fyne.KeyO), Run: func() { e.desk.Go.EditVehicle(twins[0].Meta.ID) }},
		{Text: i18n.T("vehicle.twins_save"), Key: keys.Ctrl(fyne.KeyT), Run: func() { e.store(true, then) }},
		{Text: i18n.T("vehicle.back"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true},
	}
	e.desk.Dialogs.Show(dialog)
}
