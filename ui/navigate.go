package ui

import (
	"context"
	"errors"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/ui/appointment"
	"terminwerk/ui/customer"
	"terminwerk/ui/desk"
	"terminwerk/ui/duplicate"
	"terminwerk/ui/find"
	"terminwerk/ui/i18n"
	"terminwerk/ui/leads"
	"terminwerk/ui/merge"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
	"terminwerk/ui/vehicle"
)

// services is what the screens' narrow interfaces are cut from.
type services struct {
	core.Store
	bookings
	masterData
	scanner
}

type (
	bookings   = *booking.Service
	masterData = *master.Service
	scanner    = *duplicates.Service
)

func (a *App) all() services {
	return services{a.services.Store, a.services.Booking, a.services.Master, a.services.Duplicates}
}

// newScreen makes a screen of the navigation.
func (a *App) newScreen(s desk.Screen) desk.View {
	all := a.all()
	switch s {
	case desk.Appointments:
		return appointment.NewList(a.desk, all)
	case desk.Customers:
		return customer.NewList(a.desk, all)
	case desk.Vehicles:
		return vehicle.NewList(a.desk, all)
	case desk.Outbox:
		return a.newOutbox()
	case desk.Settings:
		return a.newSettings()
	}
	return leads.New(a.desk, all, a.services.Transfer)
}

// Show goes to a screen.
func (a *App) Show(s desk.Screen) { a.shell.show(s) }

// Book starts Terminanlage: the two questions are answered away from the window, then the adviser sees the duplicate
// view, or the editor when nothing is left to ask.
func (a *App) Book(lead core.ID) {
	task.Load(a.desk.Tasks, "shell.book", func(ctx context.Context) (booking.Resolution, error) {
		return a.services.Booking.Resolve(ctx, lead)
	}, func(r booking.Resolution, err error) {
		switch {
		case err != nil:
			a.bookFailed(err)
		case r.Lead.Appointment != 0:
			a.openBooked(r.Lead)
		case !r.Lead.Status.Open():
			a.desk.Toasts.Tell(theme.Warning, i18n.T("shell.lead_closed", "lead", r.Lead.Label()))
		case r.Customer.Kind == booking.CustomerExisting:
			a.draft(lead, booking.Choice{Way: booking.WayExisting, Customer: r.Customer.Customer.Meta.ID})
		default:
			a.decide(r)
		}
	})
}

// decide opens the duplicate view; it stays below the editor until the appointment is saved, so that leaving the editor
// returns to it as it was.
func (a *App) decide(r booking.Resolution) {
	var view *duplicate.View
	view = duplicate.New(a.desk, a.all(), r, func(choice booking.Choice) {
		a.draftThen(r.Lead.Meta.ID, choice, func(booking.Saved) { a.shell.close(view) })
	})
	a.Push(view)
}

// opened notes a record for the search, which offers the latest of them.
func (a *App) opened(e core.Entity, id core.ID) {
	find.Remember(a.desk.Layout, core.Ref{Entity: e, ID: id})
}

func (a *App) draft(lead core.ID, choice booking.Choice) { a.draftThen(lead, choice, nil) }

func (a *App) draftThen(lead core.ID, choice booking.Choice, saved func(booking.Saved)) {
	actor := a.actor
	task.Load(a.desk.Tasks, "shell.draft", func(ctx context.Context) (*booking.Draft, error) {
		return a.services.Booking.Draft(ctx, lead, choice, actor)
	}, func(d *booking.Draft, err error) {
		if err != nil {
			a.bookFailed(err)
			return
		}
		a.EditDraft(d, saved)
	})
}

// bookFailed shows why Terminanlage cannot go on; an appointment that was made meanwhile is opened.
func (a *App) bookFailed(err error) {
	var booked *booking.AlreadyBooked
	if errors.As(err, &booked) {
		a.EditAppointment(booked.Appointment)
		return
	}
	a.desk.Dialogs.Error(err)
}

func (a *App) openBooked(l core.Lead) {
	a.desk.Toasts.Tell(theme.Hint, i18n.T("shell.already_booked", "lead", l.Label()))
	a.EditAppointment(l.Appointment)
}

// NewAppointment starts a booking without a lead.
func (a *App) NewAppointment(at core.WallTime) {
	appointment.Start(a.desk, a.all(), at)
}

// EditDraft opens the editor on a draft.
func (a *App) EditDraft(d *booking.Draft, saved func(booking.Saved)) {
	var editor *appointment.Editor
	editor = appointment.NewEditor(a.desk, a.all(), d, func(s booking.Saved) {
		if saved != nil {
			saved(s)
		}
		a.shell.close(editor)
		a.tellSaved(s)
		a.OfferMessages(s.Appointment.Meta.ID)
	})
	a.Push(editor)
}

// tellSaved says that an appointment is stored and, for a new one made of a lead, offers to take it back.
func (a *App) tellSaved(s booking.Saved) {
	text := i18n.T("shell.saved", "appointment", s.Appointment.Label(), "time", i18n.When(s.Appointment.DropOff.At))
	id := s.Appointment.Meta.ID
	if s.Appointment.Meta.Rev != 1 {
		a.desk.Toasts.Show(text)
		return
	}
	actor := a.actor
	a.desk.Toasts.ShowUndo(text, func() {
		a.desk.Tasks.Run("shell.undo", func(ctx context.Context, _ task.Progress) error {
			return a.services.Booking.Undo(ctx, actor, id)
		}, func(err error) {
			if err != nil {
				a.desk.Dialogs.Error(err)
				return
			}
			a.desk.Toasts.Show(i18n.T("shell.undone", "appointment", s.Appointment.Label()))
		})
	})
}

// EditAppointment opens the editor on a stored appointment.
func (a *App) EditAppointment(id core.ID) {
	task.Load(a.desk.Tasks, "shell.edit", func(ctx context.Context) (*booking.Draft, error) {
		return a.services.Booking.Edit(ctx, id)
	}, func(d *booking.Draft, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		a.opened(core.EntityAppointment, id)
		a.EditDraft(d, nil)
	})
}

// MergeCustomer asks for the second record of a customer and opens the merge of both.
func (a *App) MergeCustomer(c core.Customer) {
	a.PickCustomer(i18n.T("merge.pick", "customer", c.Label()), func(other core.Customer) {
		if other.Meta.ID != c.Meta.ID {
			a.Push(merge.NewPair(a.desk, a.all(), c.Meta.ID, other.Meta.ID))
		}
	})
}

// UnmergeCustomer takes the latest merge into a customer back.
func (a *App) UnmergeCustomer(id core.ID) { merge.UndoLast(a.desk, a.all(), id, nil) }

// findDuplicates opens the report of duplicates.
func (a *App) findDuplicates() {
	if _, open := a.shell.top().(*merge.View); !open {
		a.Push(merge.New(a.desk, a.all()))
	}
}

// EditCustomer opens the customer dialog on a record.
func (a *App) EditCustomer(id core.ID) {
	task.Load(a.desk.Tasks, "shell.customer", func(ctx context.Context) (core.Customer, error) {
		return a.services.Store.Customer(ctx, id)
	}, func(c core.Customer, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		a.opened(core.EntityCustomer, id)
		a.pushCustomer(c, 0, nil)
	})
}

// NewCustomer opens the customer dialog on content that is not stored yet.
func (a *App) NewCustomer(content core.Customer, lead core.ID, done func(*core.Customer)) {
	a.pushCustomer(content, lead, done)
}

func (a *App) pushCustomer(content core.Customer, lead core.ID, done func(*core.Customer)) {
	var editor *customer.Editor
	editor = customer.NewEditor(a.desk, a.all(), content, lead, func(saved *core.Customer) {
		a.shell.close(editor)
		if done != nil {
			done(saved)
		}
	})
	a.Push(editor)
}

// EditVehicle opens the vehicle dialog on a record.
func (a *App) EditVehicle(id core.ID) {
	task.Load(a.desk.Tasks, "shell.vehicle", func(ctx context.Context) (core.Vehicle, error) {
		return a.services.Store.Vehicle(ctx, id)
	}, func(v core.Vehicle, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		a.opened(core.EntityVehicle, id)
		a.NewVehicle(v, nil)
	})
}

// NewVehicle opens the vehicle dialog on content, stored or not.
func (a *App) NewVehicle(content core.Vehicle, done func(*core.Vehicle)) {
	var editor *vehicle.Editor
	editor = vehicle.NewEditor(a.desk, a.all(), content, func(saved *core.Vehicle) {
		a.shell.close(editor)
		if done != nil {
			done(saved)
		}
	})
	a.Push(editor)
}

// ShowLead goes to the lead list with this lead selected.
func (a *App) ShowLead(id core.ID) {
	a.shell.leaveAll(func() {
		screen := leads.New(a.desk, a.all(), a.services.Transfer)
		screen.Select(id)
		a.shell.screen = desk.Leads
		a.shell.stack = []desk.View{screen}
		a.shell.front()
	})
}

// OpenSettings shows one setting. On top of a step it opens as a further step, so that the step is still there afterwards.
func (a *App) OpenSettings(key string) {
	screen := a.newSettings()
	screen.Focus(key)
	a.Push(screen)
}

// PickCustomer searches the customer master.
func (a *App) PickCustomer(title string, then func(core.Customer)) {
	customer.Pick(a.desk, a.all(), title, then)
}

// PickVehicle searches the vehicle master, a customer's own vehicles first.
func (a *App) PickVehicle(title string, of core.ID, then func(core.Vehicle)) {
	vehicle.Pick(a.desk, a.all(), title, of, then)
}

// Push opens a view on top.
func (a *App) Push(v desk.View) { a.shell.push(v) }

// Back closes the topmost view, asking first if something would be lost.
func (a *App) Back() { a.shell.back() }

// Close closes a view without asking.
func (a *App) Close(v desk.View) { a.shell.close(v) }
