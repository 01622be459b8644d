package message

import (
	"cmp"
	"context"
	"slices"
	"time"

	"terminwerk/core"
)

// Late is a reminder that fell due while the program was closed (or before its rule was made). Nothing of it goes out
// before somebody has said so: a late reminder may be worse than none.
type Late struct {
	Appointment core.Appointment
	Rule        core.ReminderRule
	Due         time.Time
}

// lateAfter is how much later than due a reminder goes out by itself.
const lateAfter = 2 * time.Hour

// remind queues the reminders that have fallen due.
func (p *pass) remind(ctx context.Context) error {
	due, err := p.s.dueReminders(ctx, &p.set, p.wake)
	if err != nil {
		return err
	}
	for i := range due {
		l := &due[i]
		if p.s.clock.Now().Sub(l.Due) > lateAfter {
			p.report.Late = append(p.report.Late, *l)
			continue
		}
		m, err := p.s.remindOf(ctx, "", &p.set, l)
		switch {
		case err != nil:
			return err
		case m != nil:
			p.report.Changed = append(p.report.Changed, *m)
		}
	}
	return nil
}

// LateReminders lists the reminders that wait for a decision, by due time.
func (s *Service) LateReminders(ctx context.Context) ([]Late, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	due, err := s.dueReminders(ctx, &set, func(time.Time) {})
	return slices.DeleteFunc(due, func(l Late) bool { return s.clock.Now().Sub(l.Due) <= lateAfter }), err
}

// SendLate queues late reminders all the same; one that no longer holds is left out.
func (s *Service) SendLate(ctx context.Context, actor string, list []Late) error {
	return s.decideLate(ctx, list, func(set *core.Settings, l *Late) error {
		_, err := s.remindOf(ctx, actor, set, l)
		return err
	})
}

// SkipLate notes that late reminders are not to go out; they stand as cancelled in the outbox.
func (s *Service) SkipLate(ctx context.Context, actor string, list []Late) error {
	return s.decideLate(ctx, list, func(set *core.Settings, l *Late) error {
		m, err := s.reminder(ctx, set, l)
		if err != nil || m == nil {
			return err
		}
		note(m, core.Attempt{At: s.stamp(), State: core.MessageCancelled, By: actor, Reason: "message.why.skipped"})
		return s.apply(ctx, actor, "message.changed", nil, m)
	})
}

func (s *Service) decideLate(ctx context.Context, list []Late, decide func(*core.Settings, *Late) error) error {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	due, err := s.dueReminders(ctx, &set, func(time.Time) {})
	if err != nil {
		return err
	}
	for i := range due {
		chosen := slices.ContainsFunc(list, func(l Late) bool {
			return l.Appointment.Meta.ID == due[i].Appointment.Meta.ID && l.Rule.Slot() == due[i].Rule.Slot() && l.Rule.Channel == due[i].Rule.Channel
		})
		if !chosen {
			continue
		}
		if err := decide(&set, &due[i]); err != nil {
			return err
		}
	}
	return nil
}

// dueReminders lists the reminders whose time has come and that nobody has sent or refused, by due time; wake hears when
// the others fall due.
func (s *Service) dueReminders(ctx context.Context, set *core.Settings, wake func(time.Time)) ([]Late, error) {
	if len(set.Reminders) == 0 {
		return nil, nil
	}
	now, furthest := s.clock.Now(), 0
	for _, r := range set.Reminders {
		furthest = max(furthest, r.Days)
	}
	const slack = 10 // days by which Sundays and holidays may bring a reminder forward
	today := core.WallTimeOf(now.In(set.Basis.Location()))
	ahead, err := s.store.AppointmentsBetween(ctx, today, today.Date().Add(furthest+slack).At(0))
	if err != nil {
		return nil, err
	}
	var due []Late
	for i := range ahead {
		a := &ahead[i]
		if !remindable(a) {
			continue
		}
		for _, rule := range set.Reminders {
			at := reminderDue(&set.Basis, rule, a.DropOff.At)
			switch {
			case !now.Before(a.DropOff.At.In(set.Basis.Location()).Add(-time.Hour)), at.Before(toldAt(a)):
				continue
			case at.After(now):
				wake(at)
				continue
			}
			done, err := s.reminded(ctx, a, rule)
			if err != nil {
				return nil, err
			}
			if !done {
				due = append(due, Late{Appointment: *a, Rule: rule, Due: at})
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Late) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Appointment.DropOff.At, b.Appointment.DropOff.At))
	})
	return due, nil
}

func remindable(a *core.Appointment) bool {
	return !a.NoReminder && (a.Status == core.AppointmentPlanned || a.Status == core.AppointmentConfirmed)
}

// toldAt is when the visit was last booked or moved: who has just spoken with us is not reminded of what that was.
func toldAt(a *core.Appointment) time.Time {
	for _, h := range slices.Backward(a.History) {
		if h.What == "booked" || h.What == "rescheduled" {
			return h.At
		}
	}
	return a.Meta.CreatedAt
}

// reminderDue is when a reminder goes out. One by SMS that would fall on a Sunday, a holiday or the night is brought forward,
// because the next allowed hour may be too late.
func reminderDue(b *core.Basis, r core.ReminderRule, dropOff core.WallTime) time.Time {
	day, at := dropOff.Date().Add(-r.Days), r.At
	if r.Channel == core.ChannelSMS {
		for !smsDay(b, day) {
			day = day.Add(-1)
		}
		at = min(max(at, smsFrom), smsTo-1)
	}
	return day.At(at).In(b.Location()).UTC()
}

func reminderSlot(a *core.Appointment, r core.ReminderRule) string {
	return r.Slot() + "@" + a.DropOff.At.String()
}

// reminded tells whether a rule's reminder was written or refused for the appointment's present time. One that the
// program itself withdrew, because the visit had moved away and came back, does not count.
func (s *Service) reminded(ctx context.Context, a *core.Appointment, r core.ReminderRule) (bool, error) {
	m := core.Message{Appointment: a.Meta.ID, Kind: core.MessageReminder, Channel: r.Channel, Slot: reminderSlot(a, r)}
	list, err := s.store.MessagesByKey(ctx, m.Key())
	return slices.ContainsFunc(list, func(m core.Message) bool {
		last := len(m.Story) - 1
		return m.State != core.MessageCancelled || last < 0 || m.Story[last].By != ""
	}), err
}

// remindOf queues one reminder; nil when the customer cannot or does not want to be reminded this way. A text with gaps is
// not sent: it stands as failed in the outbox, to be completed there.
func (s *Service) remindOf(ctx context.Context, actor string, set *core.Settings, l *Late) (*core.Message, error) {
	m, err := s.reminder(ctx, set, l)
	if err != nil || m == nil {
		return nil, err
	}
	expect := []core.Ref{{Entity: core.EntityAppointment, ID: l.Appointment.Meta.ID, Rev: l.Appointment.Meta.Rev}}
	err = s.apply(ctx, actor, "message.queued", expect, m)
	if core.IsKind(err, core.Conflict) || len(core.FieldErrors(err)) > 0 {
		return nil, nil // the visit changed this very moment: the next pass looks again
	}
	return m, err
}

func (s *Service) reminder(ctx context.Context, set *core.Settings, l *Late) (*core.Message, error) {
	d, err := s.draftFor(ctx, set, &l.Appointment, core.MessageReminder, l.Rule.Channel, "")
	if err != nil || d.Hindrance != nil {
		return nil, err
	}
	d.Slot = reminderSlot(&l.Appointment, l.Rule)
	r := d.Render()
	m := s.message(set, &d, r)
	line := core.Attempt{At: s.stamp(), State: m.State}
	if len(r.Gaps) > 0 {
		line.State, line.Reason, line.Words = core.MessageFailed, "message.why.gaps", r.Gaps[0].Placeholder
	}
	note(m, line)
	return m, s.compose(m)
}
