package message

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
)

// Speak writes a draft anew in another language: template, values and calendar entry. What was typed into subject and text
// is replaced; addresses and files stay.
func (s *Service) Speak(ctx context.Context, d *Draft, language string) error {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	fresh, err := s.again(ctx, &set, d, d.Kind, d.Channel, language)
	if err != nil {
		return err
	}
	for i := range d.Attachments {
		at := slices.IndexFunc(fresh.Attachments, func(a core.Attachment) bool { return a.Name == d.Attachments[i].Name })
		if at >= 0 && strings.HasPrefix(d.Attachments[i].Type, "text/calendar") {
			d.Attachments[i] = fresh.Attachments[at]
		}
	}
	d.Language, d.Values, d.Subject, d.Text, d.Literal = language, fresh.Values, fresh.Subject, fresh.Text, false
	return nil
}

// Redraft begins a message anew by a way and with the template of a kind: recipient and text are those of that way. What it
// is about, its language, its place in the outbox and the files that were added stay. A message to a customer with a template
// that speaks of an appointment becomes one about their next appointment, if there is one.
func (s *Service) Redraft(ctx context.Context, d Draft, kind core.MessageKind, by core.Channel) (Draft, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Draft{}, err
	}
	if d.Appointment == 0 && d.Lead == 0 && d.Customer != 0 && kind != core.MessageOrdinary {
		if d.Appointment, err = s.nextVisit(ctx, &set, d.Customer); err != nil {
			return Draft{}, err
		}
	}
	language := d.Language
	if d.Literal {
		language = "" // its text may be in any
	}
	fresh, err := s.again(ctx, &set, &d, kind, by, language)
	if err != nil {
		return Draft{}, err
	}
	fresh.Op, fresh.Slot, fresh.Replaces, fresh.Advertising = d.Op, d.Slot, d.Replaces, d.Advertising
	for _, a := range d.Attachments {
		if !strings.HasPrefix(a.Type, "text/calendar") {
			fresh.Attachments = append(fresh.Attachments, a)
		}
	}
	return fresh, s.Judge(ctx, &fresh)
}

// nextVisit is the open appointment of a customer that comes next; 0 if there is none.
func (s *Service) nextVisit(ctx context.Context, set *core.Settings, customer core.ID) (core.ID, error) {
	list, err := s.store.AppointmentsOfCustomer(ctx, customer)
	now := core.WallTimeOf(s.clock.Now().In(set.Basis.Location()))
	var next *core.Appointment
	for i := range list {
		if a := &list[i]; a.Status.Open() && a.DropOff.At >= now && (next == nil || a.DropOff.At < next.DropOff.At) {
			next = a
		}
	}
	if next == nil {
		return 0, err
	}
	return next.Meta.ID, err
}

// again drafts a message about the same record; an empty language is the customer's.
func (s *Service) again(ctx context.Context, set *core.Settings, d *Draft, kind core.MessageKind, by core.Channel, language string) (Draft, error) {
	switch {
	case d.Appointment != 0:
		a, err := s.store.Appointment(ctx, d.Appointment)
		if err != nil {
			return Draft{}, err
		}
		return s.draftFor(ctx, set, &a, kind, by, language)
	case d.Lead != 0:
		l, err := s.store.Lead(ctx, d.Lead)
		if err != nil {
			return Draft{}, err
		}
		return s.draftOfLead(ctx, set, &l, kind, by, language), nil
	case d.Customer != 0:
		c, err := s.store.Customer(ctx, d.Customer)
		if err != nil {
			return Draft{}, err
		}
		return s.draftTo(ctx, set, &c, kind, by, language), nil
	}
	fresh := s.begin(set, kind, by, &subjectOf{settings: set}, cmp.Or(language, languageOf(set, nil)))
	if fresh.Kind, fresh.Name = core.MessageOrdinary, d.Name; by == d.Channel {
		fresh.To = d.To
	}
	return fresh, nil
}
