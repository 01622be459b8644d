package message

import (
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
	set.View.Language = language
	fresh, err := s.again(ctx, &set, d)
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

// again drafts the same message in the language of set, whatever the customer's is.
func (s *Service) again(ctx context.Context, set *core.Settings, d *Draft) (Draft, error) {
	switch {
	case d.Appointment != 0:
		a, err := s.store.Appointment(ctx, d.Appointment)
		if err != nil {
			return Draft{}, err
		}
		a.CashSale = true // nobody's language counts
		return s.draftFor(ctx, set, &a, d.Kind, d.Channel)
	case d.Lead != 0:
		l, err := s.store.Lead(ctx, d.Lead)
		if err != nil {
			return Draft{}, err
		}
		return s.draftRejection(ctx, set, &l, d.Channel), nil
	case d.Customer != 0:
		c, err := s.store.Customer(ctx, d.Customer)
		if err != nil {
			return Draft{}, err
		}
		return s.begin(set, d.Kind, d.Channel, &subjectOf{contact: c.Contact, settings: set}, nil), nil
	}
	return s.begin(set, d.Kind, d.Channel, &subjectOf{settings: set}, nil), nil
}
