package store

import (
	"context"
	"encoding/binary"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

func messageEntity() *entity {
	const e = core.EntityMessage
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Message) },
		group: func(r core.Record) string { return string(r.(*core.Message).State) },
		indexes: []index{
			indexOf(e, "due", func(m *core.Message, k *keyer) { k.number(instant(m.Due)) }),
			indexOf(e, "wake", func(m *core.Message, k *keyer) {
				if m.State == core.MessageQueued || m.State == core.MessageRetry {
					k.number(instant(m.Due))
				}
			}),
			indexOf(e, "queued", func(m *core.Message, k *keyer) { k.number(instant(m.Meta.CreatedAt)) }),
			indexOf(e, "status", func(m *core.Message, k *keyer) { k.exact(string(m.State)) }),
			indexOf(e, "kind", func(m *core.Message, k *keyer) { k.exact(string(m.Kind)); k.exact(string(m.Channel)) }),
			indexOf(e, "name", func(m *core.Message, k *keyer) { k.order(m.Name) }),
			indexOf(e, "key", func(m *core.Message, k *keyer) { k.exact(m.Key()) }),
			// What a customer should hear once can stand in the queue only once.
			indexOf(e, "open", func(m *core.Message, k *keyer) {
				if m.State.Open() {
					k.exact(m.Key())
				}
			}).only(core.FieldSlot),
			indexOf(e, "appointment", func(m *core.Message, k *keyer) { k.reference(m.Appointment) }),
			indexOf(e, "customer", func(m *core.Message, k *keyer) { k.reference(m.Customer) }),
			indexOf(e, "lead", func(m *core.Message, k *keyer) { k.reference(m.Lead) }),
			indexOf(e, "word", messageWords),
		},
		sorts: map[core.Sort]string{
			core.SortUsual: "due", core.SortDue: "due", core.SortQueued: "queued", core.SortName: "name", core.SortStatus: "status",
		},
		search: []string{"name", "word"},
	}
}

func messageWords(m *core.Message, k *keyer) {
	k.words(m.Name, 1)
	k.words(m.Subject, 0)
	for _, to := range m.To {
		k.exact(strings.ToLower(to))
		if m.Channel == core.ChannelSMS {
			k.exact(dialled(to))
		}
	}
	k.exact(strings.ToLower(m.Label()))
	if m.Appointment != 0 {
		k.exact(strings.ToLower(core.AppointmentLabel(m.Appointment)))
	}
	if m.Lead != 0 {
		k.exact(strings.ToLower(core.LeadLabel(m.Lead)))
	}
}

// instant orders times to the second; the unset time comes first.
func instant(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return signed(t.Unix())
}

// Message reads one message.
func (s *Store) Message(ctx context.Context, id core.ID) (core.Message, error) {
	return one[core.Message](ctx, s, core.EntityMessage, id)
}

// MessagesDue lists what is to be sent not after until, by due time.
func (s *Store) MessagesDue(ctx context.Context, until time.Time, limit int) ([]core.Message, error) {
	var list []core.Message
	err := s.read(ctx, "read outbox", func(tx *bolt.Tx) error {
		e := s.schema[core.EntityMessage]
		c := tx.Bucket(e.index("wake").bucket).Cursor()
		end := instant(until)
		for key, _ := c.First(); key != nil && binary.BigEndian.Uint64(key) <= end && (limit <= 0 || len(list) < limit); key, _ = c.Next() {
			var m core.Message
			if err := e.get(tx, keyID(key), &m); err != nil {
				return err
			}
			list = append(list, m)
		}
		return nil
	})
	return list, err
}

// MessagesIn lists the messages in a state by due time.
func (s *Store) MessagesIn(ctx context.Context, state core.MessageState, limit int) ([]core.Message, error) {
	ids, err := s.IDs(ctx, core.Query{Entity: core.EntityMessage, Status: []string{string(state)}, Limit: limit})
	list := make([]core.Message, 0, len(ids))
	for _, id := range ids {
		m, problem := s.Message(ctx, id)
		switch {
		case core.IsKind(problem, core.NotFound):
			continue
		case problem != nil:
			return list, problem
		}
		list = append(list, m)
	}
	return list, err
}

// MessagesByKey lists the messages with a key, newest first.
func (s *Store) MessagesByKey(ctx context.Context, key string) ([]core.Message, error) {
	if key == "" {
		return nil, ctx.Err()
	}
	return s.newestMessages(ctx, "key", exactPrefix(key))
}

// MessagesOfAppointment lists the messages about an appointment, newest first.
func (s *Store) MessagesOfAppointment(ctx context.Context, appointment core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, "appointment", idKey(appointment))
}

// MessagesOfCustomer lists the messages to a customer, newest first.
func (s *Store) MessagesOfCustomer(ctx context.Context, customer core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, "customer", idKey(customer))
}

// MessagesOfLead lists the messages about a lead, newest first.
func (s *Store) MessagesOfLead(ctx context.Context, lead core.ID) ([]core.Message, error) {
	return s.newestMessages(ctx, "lead", idKey(lead))
}

// newestMessages reads backwards what an index holds under prefix: the newest have the highest ids.
func (s *Store) newestMessages(ctx context.Context, field string, prefix []byte) ([]core.Message, error) {
	var list []core.Message
	err := s.read(ctx, "read outbox", func(tx *bolt.Tx) error {
		e := s.schema[core.EntityMessage]
		c := tx.Bucket(e.index(field).bucket).Cursor()
		after := append(append([]byte{}, prefix...), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
		key, _ := c.Seek(after)
		if key == nil {
			key, _ = c.Last()
		} else {
			key, _ = c.Prev()
		}
		for ; hasPrefix(key, prefix) && len(list) < maxBesides; key, _ = c.Prev() {
			var m core.Message
			if err := e.get(tx, keyID(key), &m); err != nil {
				return err
			}
			list = append(list, m)
		}
		return nil
	})
	return list, err
}

// CountMessages tells how many messages have one of the states, all messages without any.
func (s *Store) CountMessages(ctx context.Context, states ...core.MessageState) (int, error) {
	groups := make([]string, len(states))
	for i, state := range states {
		groups[i] = string(state)
	}
	return s.countGroups(ctx, core.EntityMessage, groups)
}
