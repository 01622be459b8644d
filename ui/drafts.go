package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/appointment"
	"terminwerk/ui/customer"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/leads"
	"terminwerk/ui/settings"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
	"terminwerk/ui/vehicle"
)

// offerDrafts shows what open editors held when the program last ended by itself. Asked for by the user it also says that
// there is nothing.
func (a *App) offerDrafts(asked bool) {
	task.Load(a.desk.Tasks, "shell.drafts", a.services.Store.Drafts, func(list []core.Draft, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		list = slices.DeleteFunc(list, func(d core.Draft) bool { return a.desk.Autosaved(d.Key) })
		switch {
		case len(list) > 0:
			a.desk.Dialogs.Queue(a.draftsDialog(list))
		case asked:
			a.desk.Toasts.Tell(theme.Hint, i18n.T("shell.drafts.none"))
		}
	})
}

// draftsDialog lists drafts to be gone on with or discarded.
func (a *App) draftsDialog(drafts []core.Draft) *kit.Dialog {
	const (
		width  = 640
		height = 300
	)
	zone := a.settings.Basis.Location()
	list := kit.NewDataList[core.Draft](kit.Slice[core.Draft](drafts),
		kit.Column[core.Draft]{ID: "what", Title: i18n.T("shell.drafts.what"), Width: 300, Grow: true, Fixed: true, Text: func(d core.Draft) string { return d.Title }},
		kit.Column[core.Draft]{ID: "at", Title: i18n.T("shell.drafts.at"), Width: 130, Fixed: true, Text: func(d core.Draft) string { return i18n.Stamp(d.At.In(zone)) }},
		kit.Column[core.Draft]{ID: "who", Title: i18n.T("shell.drafts.who"), Width: 120, Fixed: true, Text: func(d core.Draft) string { return d.Actor }},
	)
	list.Key = func(d core.Draft) string { return d.Key }
	list.Select(0)
	dialog := &kit.Dialog{Title: i18n.N("shell.drafts.title", len(drafts)), Severity: theme.Hint, First: list, Width: width, Height: height}
	take := func() {
		if d, ok := list.Selected(); ok {
			a.desk.Dialogs.Close(dialog)
			a.restoreDraft(d)
		}
	}
	list.OnActivated = func(core.Draft) { take() }
	drop := func() {
		d, ok := list.Selected()
		if !ok {
			return
		}
		a.desk.DropDraft(d.Key)
		if rest := slices.DeleteFunc(slices.Clone(drafts), func(other core.Draft) bool { return other.Key == d.Key }); len(rest) > 0 {
			a.desk.Dialogs.Replace(dialog, a.draftsDialog(rest))
		} else {
			a.desk.Dialogs.Close(dialog)
		}
		a.desk.Toasts.ShowUndo(i18n.T("shell.drafts.dropped", "what", d.Title), func() { a.keepDraft(d) })
	}
	dialog.Content = kit.Border(kit.Pad(kit.NewParagraph(i18n.T("shell.drafts.text")), 0, 0), nil, nil, nil, list)
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("shell.drafts.go_on"), Kind: kit.Important, Stay: true, Run: take},
		{Text: i18n.T("shell.drafts.drop"), Key: keys.Plain(fyne.KeyDelete), Stay: true, Run: drop},
		{Text: i18n.T("shell.drafts.later"), Cancel: true},
	}
	return dialog
}

// restoreDraft opens the editor of a draft with what had been typed in it.
func (a *App) restoreDraft(d core.Draft) {
	var err error
	switch d.What {
	case core.EntityCustomer:
		err = a.restoreCustomer(d)
	case core.EntityVehicle:
		var editor *vehicle.Editor
		editor, err = vehicle.Restore(a.desk, a.all(), d, func(*core.Vehicle) { a.shell.close(editor) })
		if err == nil {
			a.Push(editor)
		}
	case core.EntityAppointment:
		var editor *appointment.Editor
		editor, err = appointment.Restore(a.desk, a.all(), d, func(s booking.Saved) {
			a.shell.close(editor)
			a.tellSaved(s)
			a.OfferMessages(s.Appointment.Meta.ID)
		})
		if err == nil {
			a.Push(editor)
		}
	case core.EntityMessage:
		err = a.restoreMessage(d)
	case core.EntityQuarantine:
		var editor *leads.Mend
		editor, err = leads.RestoreMend(a.desk, a.services.Transfer, d, func() { a.shell.close(editor) })
		if err == nil {
			a.Push(editor)
		}
	case core.EntitySettings:
		a.restoreSettings(d)
	}
	a.desk.Dialogs.Error(err)
}

// restoreSettings opens the settings with what had been typed, once what is open agreed to be left.
func (a *App) restoreSettings(d core.Draft) {
	a.shell.leaveAll(func() {
		screen, err := settings.Restore(a.desk, a.all(), a.settingsPost(), d)
		if err != nil {
			a.desk.Dialogs.Error(err)
			a.shell.stack = []desk.View{a.newSettings()}
		} else {
			a.shell.stack = []desk.View{screen}
		}
		a.shell.screen = desk.Settings
		a.shell.front()
	})
}

// keepDraft puts back a draft that was discarded.
func (a *App) keepDraft(d core.Draft) {
	a.desk.Tasks.Run("draft."+d.Key+".write", func(ctx context.Context, _ task.Progress) error {
		return a.services.Store.SaveDraft(ctx, d)
	}, a.desk.Dialogs.Error)
}

// draftAge is how long before its draft was last written a customer may have been created in the same dialog.
const draftAge = 12 * time.Hour

// restoreCustomer goes on with the appointment after a customer from a lead was saved, as the first time.
func (a *App) restoreCustomer(d core.Draft) error {
	var editor *customer.Editor
	editor, err := customer.Restore(a.desk, a.all(), d, func(lead core.ID, saved *core.Customer) {
		a.shell.close(editor)
		switch {
		case lead == 0 || saved == nil:
		case saved.Meta.CreatedAt.Before(d.At.Add(-draftAge)):
			a.draft(lead, booking.Choice{Way: booking.WayMerge, Customer: saved.Meta.ID})
		default:
			a.draft(lead, booking.Choice{Way: booking.WayNew, Customer: saved.Meta.ID, Created: true})
		}
	})
	if err == nil {
		a.Push(editor)
	}
	return err
}
