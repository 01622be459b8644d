package coretest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"terminwerk/core"
)

// Message reads one message.
func (s *Store) Message(ctx context.Context, id core.ID) (core.Message, error) {
	return one[core.Message](ctx, s, id)
}

// MessagesDue lists what is to be sent not after until, by due time.
func (s *Store) MessagesDue(ctx context.Context, until time.Time, limit int) ([]core.Message, error) {
	return s.messagesByDue(ctx, limit, func(m *core.Message) bool {
		return (m.State == core.MessageQueued || m.State == core.MessageRetry) && m.Due.Unix() <= until.Unix()
	})
}

// MessagesIn lists the messages in a state by due time.
func (s *Store) MessagesIn(ctx context.Context, state core.MessageState, limit int) ([]core.Message, error) {
	return s.messagesByDue(ctx, limit, func(m *core.Message) bool { return m.State == state })
}

func (s *Store) messagesByDue(ctx context.Context, limit int, want func(*core.Message) bool) ([]core.Message, error) {
	list, err := all(ctx, s, want)
	slices.SortStableFunc(list, func(a, b core.Message) int { return cmp.Compare(a.Due.Unix(), b.Due.Unix()) })
	if limit > 0 {
		list = list[:min(limit, len(list))]
	}
	return list, err
}

// MessagesByKey lists the messages with a key, newest first.
func (s *Store) MessagesByKey(ctx context.Context, key string) ([]core.Message, error) {
	return s.newestMessages(ctx, func(m *core.Message) bool { return key != "" && m.Key() == key })
}

// MessagesOfAppointment lists the messages about an appointment, newest first.
func (s *Store) MessagesOfAppointment(ctx context.Context, appointment core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, func(m *core.Message) bool { return appointment != 0 && m.Appointment == appointment })
}

// MessagesOfCustomer lists the messages to a customer, newest first.
func (s *Store) MessagesOfCustomer(ctx context.Context, customer core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, func(m *core.Message) bool { return customer != 0 && m.Customer == customer })
}

// MessagesOfLead lists the messages about a lead, newest first.
func (s *Store) MessagesOfLead(ctx context.Context, lead core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, func(m *core.Message) bool { return lead != 0 && m.Lead == lead })
}

func (s *Store) newestMessages(ctx context.Context, want func(*core.Message) bool) ([]core.Message, error) {
	list, err := all(ctx, s, want)
	slices.Reverse(list)
	return list, err
}

// CountMessages tells how many messages have one of the states, all messages without any.
func (s *Store) CountMessages(ctx context.Context, states ...core.MessageState) (int, error) {
	list, err := all(ctx, s, func(m *core.Message) bool { return len(states) == 0 || slices.Contains(states, m.State) })
	return len(list), err
}
