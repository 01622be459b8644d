package booking_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestALeadBookedMeanwhileSaysWhichAppointmentItGot(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(karinsVIN))
	one, two := d.draft(l, booking.Choice{Way: booking.WayExisting}), d.draft(l, booking.Choice{Way: booking.WayExisting})
	first := d.save(one)
	_, err := d.Save(ctx, two, "Maier", true)
	var booked *booking.AlreadyBooked
	if !errors.As(err, &booked) || booked.Appointment != first.Appointment.Meta.ID || !core.IsKind(err, core.Conflict) {
		t.Errorf("%v", err)
	}
}

func TestALeadImportedAgainMeanwhileIsAConflictThatLosesNothing(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(karinsVIN))
	draft := d.draft(l, booking.Choice{Way: booking.WayExisting})
	draft.Appointment.Notes = "Kaffee"
	l.Request.Work = "Service und Klima"
	d.store.Put(t, l)
	_, err := d.Save(ctx, draft, "Huber", true)
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.Conflict || e.Ref.Entity != core.EntityLead {
		t.Fatalf("%v", err)
	}
	changes := must(d.Refresh(ctx, draft))(t)
	if diff := cmp.Diff([]core.FieldChange{{Field: core.FieldWork, Old: "Service", New: "Service und Klima"}}, changes); diff != "" {
		t.Error(diff)
	}
	saved := d.save(draft)
	if saved.Appointment.Notes != "Kaffee" || saved.Appointment.Snapshot.Work != "Service und Klima" {
		t.Errorf("%+v", saved.Appointment)
	}
}

func TestACustomerChangedMeanwhileIsAConflict(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting, Update: []core.Field{core.FieldMobile}})
	d.karin.Contact.Mobile.Typed = "0664 2223333"
	d.store.Put(t, d.karin)
	for range 2 {
		if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Conflict) {
			t.Fatalf("%v", err)
		}
		must(d.Review(ctx, draft))(t)
	}
	want := []core.FieldChange{{Field: core.FieldMobile, Old: "0664 1234567", New: "0664 2223333"}}
	if diff := cmp.Diff(want, must(d.Refresh(ctx, draft))(t)); diff != "" {
		t.Error(diff)
	}
	d.save(draft)
	if c := d.storedCustomer(d.karin.Meta.ID); c.Contact.Mobile.Typed != "0664 9999999" {
		t.Errorf("%+v", c.Contact.Mobile)
	}
}

func TestAnAppointmentSavedInTwoWindowsIsAConflict(t *testing.T) {
	d := newDesk(t)
	id := d.booked().Appointment.Meta.ID
	one, two := must(d.Edit(ctx, id))(t), must(d.Edit(ctx, id))(t)
	one.Appointment.Notes, two.Appointment.Notes = "eins", "zwei"
	d.save(one)
	if _, err := d.Save(ctx, two, "Maier", true); !core.IsKind(err, core.Conflict) {
		t.Fatalf("%v", err)
	}
	want := []core.FieldChange{{Field: core.FieldNotes, Old: "eins", New: "zwei"}}
	if diff := cmp.Diff(want, must(d.Refresh(ctx, two))(t)); diff != "" {
		t.Error(diff)
	}
	if saved := d.save(two); saved.Appointment.Notes != "zwei" || len(saved.Appointment.History) != 3 {
		t.Errorf("%+v", saved.Appointment)
	}
}

func TestAStoreThatCannotWriteKeepsTheDraftForAnotherTry(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	d.store.FailNext(&core.Error{Kind: core.Unavailable})
	if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Unavailable) {
		t.Fatalf("%v", err)
	}
	d.save(draft)
}

func TestWhatIsGoneFromTheMasterCountsAsNotChosen(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	gone := []core.Ref{
		{Entity: core.EntityVehicle, ID: d.golf.Meta.ID, Rev: d.golf.Meta.Rev},
		{Entity: core.EntityCustomer, ID: d.karin.Meta.ID, Rev: d.karin.Meta.Rev},
	}
	if _, err := d.store.Apply(ctx, core.Change{Op: "gone", Delete: gone}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Save(ctx, draft, "Huber", true); err == nil {
		t.Error("saved on a customer who is gone")
	}
	r := must(d.Review(ctx, draft))(t)
	if !has(r.Findings, "customer.missing") || !has(r.Findings, "vehicle.missing") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}

// changeOutside lets the source change the booked lead.
func (d *desk) changeOutside(lead core.ID, cancelled bool, at core.WallTime) {
	d.Helper()
	l := d.storedLead(lead)
	l.External = &core.External{Cancelled: cancelled, At: d.store.Now().Add(time.Hour), Request: l.Request}
	if !cancelled {
		l.External.Request.WantedAt = at
		l.External.Changes = core.Differences(l.Request.FieldValues(), l.External.Request.FieldValues())
	}
	d.store.Put(d, &l)
}

func TestAnOutsideChangeIsShownUntilItIsAcknowledged(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	d.changeOutside(a.Lead, false, d.nextWeek)
	draft := must(d.Edit(ctx, a.Meta.ID))(t)
	if r := must(d.Review(ctx, draft))(t); !has(r.Unasked, "lead.moved") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	draft.Acknowledge = true
	if r := must(d.Review(ctx, draft))(t); has(r.Findings, "lead.moved") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	saved := d.save(draft)
	lead := d.storedLead(a.Lead)
	if lead.External != nil || lead.Request.WantedAt != d.nextWeek || lead.Status != core.LeadBooked {
		t.Errorf("%+v", lead)
	}
	if saved.Appointment.Snapshot.WantedAt != d.wanted {
		t.Errorf("snapshot %v", saved.Appointment.Snapshot.WantedAt)
	}
}
