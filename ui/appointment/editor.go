// Package appointment holds the screens of the workshop visits: the appointment editor with its info panel, the list of a
// day, and the way to a booking while the customer is on the telephone.
package appointment

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// Service is what the screens of this package need from core.
type Service interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Appointment(ctx context.Context, id core.ID) (core.Appointment, error)
	AppointmentsBetween(ctx context.Context, from, to core.WallTime) ([]core.Appointment, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error)
	VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error)
	Lead(ctx context.Context, id core.ID) (core.Lead, error)
	History(ctx context.Context, target core.Ref, limit int) ([]core.AuditEntry, error)

	DraftFor(ctx context.Context, customer, vehicle core.ID, at core.WallTime, actor string) (*booking.Draft, error)
	Review(ctx context.Context, d *booking.Draft) (booking.Review, error)
	Refresh(ctx context.Context, d *booking.Draft) ([]core.FieldChange, error)
	SetCustomer(ctx context.Context, d *booking.Draft, customer core.ID) error
	SetVehicle(ctx context.Context, d *booking.Draft, vehicle core.ID) error
	Save(ctx context.Context, d *booking.Draft, actor string, accepted bool) (booking.Saved, error)
	Cancel(ctx context.Context, actor string, appointment core.ID, reason string, reopenLead bool) (booking.Cancellation, error)
	Reinstate(ctx context.Context, actor string, c booking.Cancellation) error
	Undo(ctx context.Context, actor string, appointment core.ID) error
	CanUndo(ctx context.Context, appointment core.ID) error
}

// reviewPause is how long typing must rest before the info panel is evaluated again.
const reviewPause = 120 * time.Millisecond

// Editor shows one appointment, stored or new, with everything that can be said about it.
type Editor struct {
	desk    *desk.Desk
	service Service
	draft   *booking.Draft
	saved   func(booking.Saved)
	scope   keys.Scope
	drafts  *desk.Autosave
	opened  memento // the draft as it was opened, to know whether something would be lost

	commands map[string]keys.Command
	spots    map[core.Field]spot
	marked   map[core.Field]bool // fields that show an error of the info panel
	content  *fyne.Container
	others   *desk.Meanwhile
	split    *desk.Split
	right    *fyne.Container   // info panel and history
	layouts  []*fyne.Container // to be laid out anew when a part of them changed its size

	customer *customerLine
	vehicle  *vehicleLine
	times    *times
	status   *kit.Combo[core.AppointmentStatus]
	adviser  *kit.Combo[string]
	courtesy *kit.Entry
	steps    *steps
	contact  *contactBlock
	notes    *kit.Notes
	told     *told
	panel    *panel
	record   *record
	bar      *fyne.Container
	save     *kit.Button
	undo     *kit.Button
	cancel   *kit.Button

	shown  bool // was in front before
	tried  bool // saving was tried: errors are marked at their fields from now on
	saving bool
}

// NewEditor makes the editor of a draft; saved is called after each successful save and may be nil.
func NewEditor(d *desk.Desk, s Service, draft *booking.Draft, saved func(booking.Saved)) *Editor {
	return newEditor(d, s, draft, "", saved)
}

func newEditor(d *desk.Desk, s Service, draft *booking.Draft, key string, saved func(booking.Saved)) *Editor {
	e := &Editor{desk: d, service: s, draft: draft, saved: saved, scope: d.NewScope("appointment"), spots: map[core.Field]spot{}}
	e.drafts = d.NewAutosave(key, core.EntityAppointment, e.unsaved)
	e.register()
	e.build()
	e.load()
	e.opened = mementoOf(draft)
	return e
}

// stored tells whether the appointment exists in the store.
func (e *Editor) stored() bool { return e.draft.Appointment.Meta.ID != 0 }

// Title names the appointment or the lead that it is made of.
func (e *Editor) Title() string {
	a := &e.draft.Appointment
	switch {
	case e.stored():
		return i18n.T("appointment.title.stored", "appointment", a.Label(), "name", a.Contact.SortName())
	case e.draft.Lead != nil:
		return i18n.T("appointment.title.from_lead", "lead", e.draft.Lead.Label())
	}
	return i18n.T("appointment.title.new")
}

// Content is form and info panel.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Scope is where the editor's keys work.
func (e *Editor) Scope() keys.Scope { return e.scope }

// Shown evaluates the appointment. The focus begins on Save when nothing has to be typed, else on the first field with an
// error.
func (e *Editor) Shown() {
	first := !e.shown
	e.shown = true
	if first {
		e.desk.Focus(e.firstField())
		e.askUndo()
	}
	e.review(func() {
		if first && e.panel.blocked() && e.desk.Dialogs.Top() == nil {
			e.focusFinding(e.panel.review.Findings[0])
		}
	})
	e.record.refresh()
}

// firstField is where typing begins: nowhere for a lead, which brings everything; at the time of a stored appointment,
// which is mostly opened to move it; at the work of a booking by telephone.
func (e *Editor) firstField() fyne.Focusable {
	switch {
	case e.stored():
		return e.times.dropOff.day
	case e.draft.Lead == nil:
		return e.steps.first()
	}
	return e.save
}

// Leave asks first when something would be lost.
func (e *Editor) Leave(then func()) {
	if e.saving {
		return
	}
	if !e.dirty() {
		then()
		return
	}
	e.desk.AskUnsaved(e.Title(), func() { e.store(false, then) }, then)
}

// Changed evaluates again when somebody wrote something that may matter here.
func (e *Editor) Changed(ev core.Event) {
	if desk.Touches(ev, core.EntitySettings) {
		e.told.refresh()
	}
	if e.saving {
		return
	}
	if desk.Touches(ev, core.EntityCustomer, core.EntityVehicle, core.EntityAppointment, core.EntityLead, core.EntitySettings) {
		e.touch()
	}
	e.others.Hear(ev, &e.draft.Appointment)
	e.content.Refresh()
}

// Close ends the editor.
func (e *Editor) Close() {
	e.desk.Tasks.Cancel(e.task("pause"))
	e.desk.Tasks.Cancel(e.task("review"))
	e.desk.Tasks.Cancel(e.task("undo"))
	e.drafts.Drop()
	e.split.Keep()
}

func (e *Editor) task(name string) string { return string(e.scope) + "." + name }

// touch is called after every change of the draft.
func (e *Editor) touch() {
	e.drafts.Touch()
	e.times.follow()
	e.desk.Tasks.Cancel(e.task("review"))
	e.desk.Tasks.Debounce(e.task("pause"), reviewPause, func() { e.review(nil) })
}

// review evaluates a copy of the draft away from the window and shows the result; the newest evaluation wins.
func (e *Editor) review(then func()) {
	looked := copyDraft(e.draft)
	task.Load(e.desk.Tasks, e.task("review"), func(ctx context.Context) (booking.Review, error) {
		return e.service.Review(ctx, looked)
	}, func(r booking.Review, err error) {
		if err != nil {
			e.panel.failed(err)
			return
		}
		e.adopt(looked)
		e.panel.show(r)
		e.markErrors(r.Findings)
		if then != nil {
			then()
		}
	})
}

// relayout gives everything its place after a part was unfolded or drawn anew.
func (e *Editor) relayout() {
	for _, c := range e.layouts {
		c.Refresh()
	}
}

// adopt takes over what the evaluation read anew, as long as it is about the customer and vehicle chosen now.
func (e *Editor) adopt(looked *booking.Draft) {
	d, a := e.draft, &e.draft.Appointment
	if looked.Customer == nil || looked.Customer.Meta.ID == a.Customer {
		if looked.Customer == nil && d.NewCustomer == nil && d.Customer != nil {
			a.Customer = 0
		}
		d.Customer = looked.Customer
	}
	if looked.Vehicle == nil || looked.Vehicle.Meta.ID == a.Vehicle {
		if looked.Vehicle == nil && d.Vehicle != nil {
			a.Vehicle = 0
		}
		d.Vehicle = looked.Vehicle
	}
	d.Offers = looked.Offers
	e.customer.refresh()
	e.vehicle.refresh()
}

// load shows the draft in all fields.
func (e *Editor) load() {
	a := &e.draft.Appointment
	e.customer.refresh()
	e.vehicle.load()
	e.times.load()
	e.status.Select(a.Status)
	e.adviser.SetText(a.Adviser)
	e.courtesy.SetText(a.CourtesyCar)
	e.steps.load()
	e.contact.load()
	e.notes.SetText(a.Notes)
	e.told.load()
}

var _ desk.View = (*Editor)(nil)
