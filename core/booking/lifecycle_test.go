package booking_test

import (
	"errors"
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestReschedulingMovesThePickUpByTheSameDistanceAndKeepsTheHistory(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	moved := must(d.Reschedule(ctx, "Maier", a.Meta.ID, d.nextWeek, " Kunde krank ", true))(t)
	if moved.DropOff.At != d.nextWeek || moved.PickUp.At.Sub(a.PickUp.At) != d.nextWeek.Sub(a.DropOff.At) {
		t.Errorf("%v %v", moved.DropOff, moved.PickUp)
	}
	h := d.storedAppointment(a.Meta.ID).History
	if len(h) != 2 || h[1].What != "rescheduled" || h[1].From != d.wanted || h[1].To != d.nextWeek || h[1].Reason != "Kunde krank" || h[1].By != "Maier" {
		t.Errorf("%+v", h)
	}
}

func TestReschedulingOntoASundayAsksFirst(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	sunday := core.Date(20261129).At(9 * 60)
	var warnings *booking.WarningsError
	if _, err := d.Reschedule(ctx, "Huber", a.Meta.ID, sunday, "", false); !errors.As(err, &warnings) {
		t.Errorf("%v", err)
	}
	if d.storedAppointment(a.Meta.ID).DropOff.At != d.wanted {
		t.Error("moved without an answer")
	}
	if _, err := d.Reschedule(ctx, "Huber", a.Meta.ID, 0, "", true); !core.IsKind(err, core.Invalid) {
		t.Errorf("to nowhere: %v", err)
	}
}

func TestReschedulingToTheTimeAskedForFromOutsideDealsWithIt(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	d.changeOutside(a.Lead, false, d.nextWeek)
	must(d.Reschedule(ctx, "Huber", a.Meta.ID, d.nextWeek, "", true))(t)
	if l := d.storedLead(a.Lead); l.External != nil || l.Request.WantedAt != d.nextWeek {
		t.Errorf("%+v", l)
	}
}

func TestAMissedVisitIsPlannedAgain(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	a.Status = core.AppointmentNoShow
	d.store.Put(t, &a)
	if moved := must(d.Reschedule(ctx, "Huber", a.Meta.ID, d.nextWeek, "", true))(t); moved.Status != core.AppointmentPlanned {
		t.Errorf("%s", moved.Status)
	}
}

func TestCancellingNeedsAReasonAndOffersToReopenTheLead(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, " ", true); !errors.Is(err, core.ReasonRequired) {
		t.Errorf("%v", err)
	}
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, "Auto verkauft", true); err != nil {
		t.Fatal(err)
	}
	stored := d.storedAppointment(a.Meta.ID)
	if stored.Status != core.AppointmentCancelled || stored.CancelReason != "Auto verkauft" || stored.History[1].What != "cancelled" {
		t.Errorf("%+v", stored)
	}
	l := d.storedLead(a.Lead)
	if l.Status != core.LeadInProgress || l.Appointment != 0 {
		t.Errorf("%+v", l)
	}
	if saved := d.save(d.draft(&l, booking.Choice{Way: booking.WayExisting})); saved.Appointment.Meta.ID == a.Meta.ID {
		t.Error("the lead can be booked anew")
	}
}

func TestACancelledVisitKeepsItsLeadUntilItIsReopened(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	var booked *booking.AlreadyBooked
	if err := d.step("Huber", booking.Reopening(), a.Lead); !errors.As(err, &booked) {
		t.Errorf("the appointment stands: %v", err)
	}
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, "Auto verkauft", false); err != nil {
		t.Fatal(err)
	}
	if l := d.storedLead(a.Lead); l.Status != core.LeadBooked || l.Appointment != a.Meta.ID {
		t.Errorf("%+v", l)
	}
	if err := d.step("Huber", booking.Reopening(), a.Lead); err != nil {
		t.Fatal(err)
	}
	if l := d.storedLead(a.Lead); l.Status != core.LeadInProgress || l.Appointment != 0 {
		t.Errorf("%+v", l)
	}
}

func TestCancellingWhatTheCustomerCancelledOutsideCancelsTheLead(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	d.changeOutside(a.Lead, true, 0)
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, "Storno der Plattform", false); err != nil {
		t.Fatal(err)
	}
	if l := d.storedLead(a.Lead); l.Status != core.LeadCancelled || l.External != nil {
		t.Errorf("%+v", l)
	}
}

func TestAVisitThatIsOverCannotBeMovedCancelledOrSaved(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	open := must(d.Edit(ctx, a.Meta.ID))(t)
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, "Auto verkauft", false); err != nil {
		t.Fatal(err)
	}
	_, move := d.Reschedule(ctx, "Huber", a.Meta.ID, d.nextWeek, "", true)
	_, save := d.Save(ctx, must(d.Edit(ctx, a.Meta.ID))(t), "Huber", true)
	_, again := d.Cancel(ctx, "Huber", a.Meta.ID, "noch einmal", false)
	for _, err := range []error{move, save, again} {
		if !errors.Is(err, booking.ReasonVisitOver) {
			t.Errorf("%v", err)
		}
	}
	if _, err := d.Save(ctx, open, "Huber", true); !core.IsKind(err, core.Conflict) {
		t.Errorf("an editor left open: %v", err)
	}
}

func TestTheStatusesOfALeadFollowTheirRules(t *testing.T) {
	d := newDesk(t)
	id := d.lead(nil).Meta.ID
	steps := []struct {
		what string
		do   func() error
		want core.LeadStatus
	}{
		{"take", func() error { return d.step("Huber", booking.Taking(), id) }, core.LeadInProgress},
		{"take again", func() error { return d.step("Maier", booking.Taking(), id) }, core.LeadInProgress},
		{"defer", func() error { return d.step("Huber", booking.Deferring(20261123), id) }, core.LeadDeferred},
		{"reopen", func() error { return d.step("Huber", booking.Reopening(), id) }, core.LeadInProgress},
		{"reject", func() error { return d.step("Huber", booking.Rejecting(" Falsche Marke "), id) }, core.LeadRejected},
		{"reopen the rejected", func() error { return d.step("Huber", booking.Reopening(), id) }, core.LeadInProgress},
		{"reopen the open", func() error { return d.step("Huber", booking.Reopening(), id) }, core.LeadInProgress},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		if l := d.storedLead(id); l.Status != step.want {
			t.Fatalf("%s: %s", step.what, l.Status)
		}
	}
	if l := d.storedLead(id); l.RejectReason != "" || l.DeferUntil != 0 {
		t.Errorf("%+v", l)
	}
	if err := d.step("Huber", booking.Rejecting(" "), id); !errors.Is(err, core.ReasonRequired) {
		t.Errorf("no reason: %v", err)
	}
	if err := d.step("Huber", booking.Deferring(20261122), id); !errors.Is(err, booking.ReasonDeferPast) {
		t.Errorf("until yesterday: %v", err)
	}
	if err := d.step("Huber", booking.Deferring(0), id); !errors.Is(err, core.ReasonDate) {
		t.Errorf("until nothing: %v", err)
	}
}

func TestSeveralLeadsTakeOneStepAndOneStepBack(t *testing.T) {
	d := newDesk(t)
	fresh, taken, booked, later := d.lead(nil).Meta.ID, d.lead(nil).Meta.ID, d.booked().Appointment.Lead, d.lead(nil).Meta.ID
	if err := d.step("Huber", booking.Taking(), taken); err != nil {
		t.Fatal(err)
	}
	writes := d.writes()
	done, err := d.StepLeads(ctx, "Huber", booking.Rejecting("Betriebsferien"), fresh, taken, booked, later)
	if err != nil || done.Done() != 3 || done.Left != 1 || *writes != 1 {
		t.Fatalf("%d done, %d left because %v, %d writes: %v", done.Done(), done.Left, done.Why, *writes, err)
	}
	if s := d.storedLead(booked).Status; s != core.LeadBooked {
		t.Errorf("a booked lead is %s", s)
	}
	if err := d.step("Maier", booking.Reopening(), later); err != nil {
		t.Fatal(err)
	}
	if left, err := d.UndoStep(ctx, "Huber", done); err != nil || left != 1 {
		t.Errorf("%d left: %v", left, err)
	}
	for id, want := range map[core.ID]core.LeadStatus{fresh: core.LeadNew, taken: core.LeadInProgress, later: core.LeadInProgress} {
		if l := d.storedLead(id); l.Status != want || l.RejectReason != "" {
			t.Errorf("%s is %s, want %s", l.Label(), l.Status, want)
		}
	}
}
