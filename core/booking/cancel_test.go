package booking_test

import (
	"errors"
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestACancellationTakenBackLeavesAppointmentAndLeadAsTheyWere(t *testing.T) {
	for name, test := range map[string]struct{ reopen, outside, cancelledOutside bool }{
		"lead stays booked": {}, "lead reopened": {reopen: true}, "asked for another time outside": {outside: true},
		"cancelled outside": {outside: true, cancelledOutside: true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			a := d.booked().Appointment
			a.Status = core.AppointmentConfirmed
			d.store.Put(t, &a)
			if test.outside {
				to := d.nextWeek
				if test.cancelledOutside {
					to = 0
				}
				d.changeOutside(a.Lead, test.cancelledOutside, to)
			}
			lead := d.storedLead(a.Lead)
			c := must(d.Cancel(ctx, "Huber", a.Meta.ID, "Auto verkauft", test.reopen))(t)
			writes := d.writes()
			if err := d.Reinstate(ctx, "Maier", c); err != nil {
				t.Fatal(err)
			}
			if *writes != 1 {
				t.Errorf("%d changes instead of one", *writes)
			}
			now := d.storedAppointment(a.Meta.ID)
			if now.Status != core.AppointmentConfirmed || now.CancelReason != "" {
				t.Errorf("%s %q", now.Status, now.CancelReason)
			}
			if h := now.History; len(h) != 3 || h[1].What != "cancelled" || h[2].What != "reinstated" || h[2].By != "Maier" {
				t.Errorf("%+v", h)
			}
			l := d.storedLead(a.Lead)
			if l.Status != lead.Status || l.Appointment != a.Meta.ID || l.Request.WantedAt != lead.Request.WantedAt || (l.External == nil) != (lead.External == nil) {
				t.Errorf("%+v, was %+v", l, lead)
			}
			must(d.Cancel(ctx, "Huber", a.Meta.ID, "nun doch", false))(t)
		})
	}
}

func TestACancellationIsNotTakenBackOverALaterChange(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*desk, core.Appointment)
		entity core.Entity
		reason core.Reason
	}{
		"appointment": {func(d *desk, a core.Appointment) {
			a = d.storedAppointment(a.Meta.ID)
			a.Notes = "neu"
			d.store.Put(d, &a)
		}, core.EntityAppointment, booking.ReasonCancelChanged},
		"appointment deleted": {func(d *desk, a core.Appointment) {
			a = d.storedAppointment(a.Meta.ID)
			ref := core.Ref{Entity: core.EntityAppointment, ID: a.Meta.ID, Rev: a.Meta.Rev}
			must(d.store.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Delete: []core.Ref{ref}}))(d)
		}, core.EntityAppointment, booking.ReasonUndoGone},
		"lead reopened": {func(d *desk, a core.Appointment) {
			if err := d.step("Huber", booking.Reopening(), a.Lead); err != nil {
				d.Fatal(err)
			}
		}, core.EntityLead, booking.ReasonCancelChanged},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			a := d.booked().Appointment
			c := must(d.Cancel(ctx, "Huber", a.Meta.ID, "Auto verkauft", false))(t)
			test.change(d, a)
			before := d.values()
			err := d.Reinstate(ctx, "Huber", c)
			var refused *booking.UndoRefused
			if !errors.As(err, &refused) || !core.IsKind(err, core.Conflict) || refused.Ref.Entity != test.entity || refused.Reason != test.reason {
				t.Errorf("%v", err)
			}
			d.same(before)
		})
	}
}
