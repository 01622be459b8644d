package message

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
)

// Answers are the questions about a draft that were answered with yes.
type Answers struct {
	Gaps   bool // placeholders that are empty or unknown
	Repeat bool // the same message has gone out before
}

// GapsError asks about placeholders that could not be filled.
type GapsError struct{ Gaps []Gap }

// Error says how many there are.
func (e *GapsError) Error() string {
	return "queue message: " + strconv.Itoa(len(e.Gaps)) + " placeholders without value"
}

// SentBeforeError asks about a message that says what another one already said.
type SentBeforeError struct{ Message core.Message }

// Error names the earlier message.
func (e *SentBeforeError) Error() string {
	return "queue message: already told by " + e.Message.Label()
}

// Enqueue renders a draft for good and puts it into the outbox, in place of what is still open under its key. Errors:
// Invalid with the field (no address, landline, not activated, no consent, no module) or with ReasonStale, *GapsError, *SentBeforeError,
// Unavailable while the message to be replaced is being sent. A draft is queued once, however often this is called.
func (s *Service) Enqueue(ctx context.Context, actor string, d Draft, ok Answers) (core.Message, error) {
	m, old, err := s.prepare(ctx, &d, ok)
	if err != nil {
		return core.Message{}, err
	}
	m.Story = []core.Attempt{{At: s.stamp(), State: m.State, By: actor}}
	put := []core.Record{}
	for i := range old {
		note(&old[i], core.Attempt{At: s.stamp(), State: core.MessageCancelled, By: actor, Reason: "message.why.replaced"})
		put = append(put, &old[i])
	}
	put = append(put, m)
	if d.Op == "" {
		d.Op = core.NewOp()
	}
	receipt, err := s.store.Apply(ctx, core.Change{Op: d.Op, Actor: actor, What: "message.queued", Put: put})
	if err != nil {
		return core.Message{}, err
	}
	if receipt.Known {
		return s.store.Message(ctx, receipt.Refs[len(receipt.Refs)-1].ID)
	}
	return *m, nil
}

// prepare makes the message of a draft and finds the open ones it replaces.
func (s *Service) prepare(ctx context.Context, d *Draft, ok Answers) (*core.Message, []core.Message, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.customerOf(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	if err := s.hindrance(ctx, &set, d, c); err != nil {
		return nil, nil, err
	}
	r := d.Render()
	if len(r.Gaps) > 0 && !ok.Gaps {
		return nil, nil, &GapsError{r.Gaps}
	}
	m := s.message(&set, d, r)
	old, err := s.replaced(ctx, m, d, ok)
	if err != nil {
		return nil, nil, err
	}
	if err := m.Validate(); err != nil {
		return nil, nil, err
	}
	if why, _, err := s.stale(ctx, m); err != nil || why != "" {
		if err == nil {
			err = refuseMessage(m, ReasonStale)
		}
		return nil, nil, err
	}
	return m, old, s.compose(m)
}

// customerOf is the person whose consent counts; nil for the cash-sale customer, whose answers are nobody's.
func (s *Service) customerOf(ctx context.Context, d *Draft) (*core.Customer, error) {
	if d.Appointment != 0 {
		a, err := optional(s.store.Appointment(ctx, d.Appointment))
		if err != nil || a != nil && a.CashSale {
			return nil, err
		}
	}
	if d.Customer == 0 {
		return nil, nil
	}
	return optional(s.store.Customer(ctx, d.Customer))
}

// compose renders an e-mail of modules 1 and 2 as bytes.
func (s *Service) compose(m *core.Message) (err error) {
	if m.Rendered = nil; m.Channel == core.ChannelEmail && m.Module != core.ModuleSMS {
		m.Rendered, err = s.ports.Composer.Compose(m)
	}
	return err
}

func (s *Service) message(set *core.Settings, d *Draft, r Rendering) *core.Message {
	now := s.stamp()
	m := &core.Message{
		State: core.MessageQueued, Kind: d.Kind, Channel: d.Channel, Module: core.ModuleSMS, Slot: d.Slot, Customer: d.Customer,
		Appointment: d.Appointment, Lead: d.Lead, Name: d.Name, To: unique(d.To), Subject: r.Subject, Text: strings.TrimRight(r.Text, " \n") + "\n",
		Attachments: d.Attachments, Due: now, DropOff: d.DropOff, Advertising: d.Advertising, MessageID: newMessageID(senderAddress(set)),
	}
	if m.Kind == "" {
		m.Kind = core.MessageOrdinary
	}
	if d.Channel == core.ChannelSMS {
		m.Text, m.Attachments = strings.TrimSpace(r.Text), nil
	} else {
		m.Module, m.From = set.Mail.Module, sender(set)
	}
	if m.Module == core.ModuleSMS && d.Channel == core.ChannelEmail {
		m.Mobile = d.Mobile
	}
	if d.DropOff != 0 && m.Kind != core.MessageOrdinary {
		m.Expires = d.DropOff.In(set.Basis.Location()).UTC() // nobody needs to hear of a visit that is over
		if m.Kind == core.MessageReminder {
			m.Expires = m.Expires.Add(-time.Hour)
		}
	}
	if m.Channel == core.ChannelSMS || d.BySMS {
		m.Due = nextSMS(&set.Basis, now)
	}
	if m.Module == core.ModuleMAPI {
		m.State = core.MessageWaiting
	}
	return m
}

// newMessageID is an id that nobody else has; the random part alone serves services that take short ids.
func newMessageID(from string) string {
	domain := "terminwerk.invalid"
	if _, after, ok := strings.Cut(from, "@"); ok {
		domain = after
	}
	return "<" + rand.Text() + "@" + domain + ">"
}

func unique(list []string) []string {
	var out []string
	for _, to := range list {
		if !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// replaced finds the open messages that a new one takes the place of, and refuses to say a thing twice.
func (s *Service) replaced(ctx context.Context, m *core.Message, d *Draft, ok Answers) ([]core.Message, error) {
	var about []core.Message
	var err error
	switch {
	case m.Appointment != 0:
		about, err = s.store.MessagesOfAppointment(ctx, m.Appointment)
	case m.Lead != 0:
		about, err = s.store.MessagesOfLead(ctx, m.Lead)
	case d.Replaces != 0:
		about = make([]core.Message, 1)
		about[0], err = s.store.Message(ctx, d.Replaces)
	}
	if err != nil {
		return nil, err
	}
	var old []core.Message
	for i := range about {
		o := &about[i]
		switch {
		case o.Meta.ID != d.Replaces && !supersedes(m, o):
		case o.State == core.MessageSending:
			return nil, &core.Error{Kind: core.Unavailable, Op: "queue message", Ref: core.Ref{Entity: core.EntityMessage, ID: o.Meta.ID}, Err: ReasonSendingNow}
		case o.State.Open():
			old = append(old, *o)
		case left(o.State) && o.Key() == m.Key() && o.DropOff == m.DropOff && o.Meta.ID != d.Replaces && !ok.Repeat:
			return nil, &SentBeforeError{*o}
		}
	}
	return old, nil
}

// supersedes tells whether o has nothing left to say once m is said.
func supersedes(m, o *core.Message) bool {
	if m.Channel != o.Channel || m.Key() == "" || o.Kind == core.MessageOrdinary || m.Appointment != o.Appointment {
		return false
	}
	switch m.Kind {
	case core.MessageCancellation:
		return o.Kind != core.MessageRejection
	case core.MessageChange, core.MessageConfirmation:
		return o.Kind == core.MessageChange || o.Kind == core.MessageConfirmation
	}
	return o.Key() == m.Key()
}
