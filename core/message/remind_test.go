package message_test

import (
	"testing"
	"time"

	"terminwerk/core"
)

// remindingDesk reminds by SMS one day before at 16:00 and by e-mail three days before at 10:00.
func remindingDesk(t *testing.T) *desk {
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) {
		s.Reminders = []core.ReminderRule{
			{Days: 3, At: 10 * 60, Channel: core.ChannelEmail}, {Days: 1, At: 16 * 60, Channel: core.ChannelSMS},
		}
	})
	return d
}

func vienna(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour-1, minute, 0, 0, time.UTC)
}

func (d *desk) reminders() []core.Message {
	d.t.Helper()
	var all []core.Message
	ids, err := d.store.IDs(ctx, core.Query{Entity: core.EntityMessage, Kind: []string{string(core.MessageReminder)}, Sort: core.SortQueued})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, id := range ids {
		m, err := d.store.Message(ctx, id)
		if err != nil {
			d.t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func TestRemindersGoOutAtTheirTimeAndOnce(t *testing.T) {
	d := remindingDesk(t)
	d.visit(202611270800) // Friday
	steps := []struct {
		at   time.Time
		sent int
	}{
		{vienna(24, 9, 59), 0},
		{vienna(24, 10, 0), 1},
		{vienna(24, 10, 5), 1},
		{vienna(26, 15, 59), 1},
		{vienna(26, 16, 0), 2},
		{vienna(26, 16, 5), 2},
		{vienna(27, 7, 30), 2},
	}
	for _, step := range steps {
		d.store.SetNow(step.at)
		d.restart()
		if r := d.pass(); len(r.Late) != 0 || len(d.post.arrived) != step.sent {
			t.Fatalf("%v: %d sent, %d late", step.at, len(d.post.arrived), len(r.Late))
		}
	}
	if all := d.reminders(); len(all) != 2 || all[0].Channel != core.ChannelEmail || !all[1].Expires.Equal(vienna(27, 7, 0)) {
		t.Errorf("%+v", all)
	}
}

func TestNobodyIsRemindedOfWhatDoesNotTakePlaceOrWasJustBooked(t *testing.T) {
	d := remindingDesk(t)
	cancelled, off, done, moved, fresh := d.visit(202611270800), d.visit(202611270800), d.visit(202611270800), d.visit(202611270800), d.visit(202611270800)
	cancelled.Status, cancelled.CancelReason = core.AppointmentCancelled, "krank"
	off.NoReminder, done.Status = true, core.AppointmentDone
	d.store.Put(t, cancelled, off, done)
	d.store.SetNow(vienna(24, 11, 0))
	d.move(moved, 202612010800)
	fresh.History[0].At = vienna(24, 10, 30) // the rule's time had passed when it was booked
	d.store.Put(t, fresh)
	d.pass()
	if all := d.reminders(); len(all) != 0 {
		t.Errorf("%d reminders, the first for %s", len(all), core.AppointmentLabel(all[0].Appointment))
	}
}

func TestAMovedVisitIsRemindedOfItsNewTime(t *testing.T) {
	d := remindingDesk(t)
	a := d.visit(202611270800)
	d.post.down = true
	d.store.SetNow(vienna(24, 10, 0))
	d.pass()
	old := d.reminders()[0]
	d.later(time.Minute)
	d.move(a, 202611300800)
	d.pass()
	d.state(old, core.MessageCancelled)
	d.post.down = false
	d.store.SetNow(vienna(27, 10, 0))
	d.Resume()
	d.pass()
	if all := d.reminders(); len(all) != 2 || all[1].State != core.MessageSent || all[1].DropOff != 202611300800 {
		t.Errorf("%+v", all)
	}
}

func TestAReminderThatFellDueWhileTheProgramWasClosedIsAskedAbout(t *testing.T) {
	d := remindingDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Reminders = s.Reminders[1:] })
	a, b := d.visit(202611271400), d.visit(202611271500)
	d.store.SetNow(vienna(27, 8, 0))
	r := d.pass()
	if len(r.Late) != 2 || len(d.post.arrived) != 0 || !r.Late[0].Due.Equal(vienna(26, 16, 0)) {
		t.Fatalf("%+v, %d arrived", r.Late, len(d.post.arrived))
	}
	if err := d.SendLate(ctx, "Huber", r.Late[:1]); err != nil {
		t.Fatal(err)
	}
	if err := d.SkipLate(ctx, "Huber", r.Late[1:]); err != nil {
		t.Fatal(err)
	}
	r = d.pass()
	if len(r.Late) != 0 || len(d.post.arrived) != 1 || d.post.arrived[0].Appointment != a.Meta.ID {
		t.Fatalf("%+v, %d arrived", r.Late, len(d.post.arrived))
	}
	if left, err := d.LateReminders(ctx); len(left) != 0 || err != nil {
		t.Error(left, err)
	}
	if all, _ := d.store.MessagesOfAppointment(ctx, b.Meta.ID); len(all) != 1 || all[0].State != core.MessageCancelled {
		t.Errorf("%+v", all)
	}
}

func TestAReminderThatCannotLeaveInTimeExpires(t *testing.T) {
	d := remindingDesk(t)
	d.visit(202611270800)
	d.store.SetNow(vienna(26, 16, 0))
	d.post.down = true
	d.pass()
	d.store.SetNow(vienna(27, 7, 0))
	d.post.down = false
	d.Resume()
	d.pass()
	for _, m := range d.reminders() {
		if m.Channel == core.ChannelSMS {
			d.state(m, core.MessageExpired)
		}
	}
	if len(d.post.arrived) != 0 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestAnSMSReminderForMondayComesOnSaturday(t *testing.T) {
	d := remindingDesk(t)
	d.visit(202611300800) // Monday
	d.store.SetNow(vienna(28, 15, 55))
	if r := d.pass(); !r.Next.Equal(vienna(28, 16, 0)) {
		t.Errorf("next at %v", r.Next)
	}
	d.store.SetNow(vienna(28, 16, 0))
	d.pass()
	if len(d.post.arrived) != 1 || d.post.arrived[0].Channel != core.ChannelSMS {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestAReminderWithAGapStandsInTheOutboxUnsent(t *testing.T) {
	d := remindingDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Basis.Phone = "" })
	d.visit(202611270800)
	d.store.SetNow(vienna(24, 10, 0))
	d.pass()
	d.pass()
	if all := d.reminders(); len(all) != 1 || all[0].State != core.MessageFailed || all[0].Words != "<PHONE>" || len(d.post.arrived) != 0 {
		t.Errorf("%+v", all)
	}
}
