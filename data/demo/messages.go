package demo

import (
	"slices"
	"strings"
	"time"

	"terminwerk/core"
)

// sample is a message that the demonstration shows: about the n-th visit behind (negative) or ahead of today that has an
// e-mail address, written so many hours ago.
type sample struct {
	visit   int
	kind    core.MessageKind
	channel core.Channel
	module  core.MailModule
	hours   int
	states  []core.MessageState // its life; the last one is where it stands
	reason  string
	words   string
}

// samples show the states in which a message can stand. None of them makes the program send anything by itself.
var samples = []sample{
	{-1, core.MessageConfirmation, core.ChannelEmail, core.ModuleSMTP, 100, states(core.MessageSent), "", "250 2.0.0 Ok: queued as 4W1xTz2p"},
	{-1, core.MessageReminder, core.ChannelSMS, core.ModuleSMS, 60, states(core.MessageAccepted, core.MessageDelivered), "", "delivered"},
	{-2, core.MessageConfirmation, core.ChannelEmail, core.ModuleSMTP, 130, states(core.MessageRetry, core.MessageSent), "", "250 2.0.0 Ok: queued as 4W1xQc7k"},
	{-2, core.MessageReminder, core.ChannelSMS, core.ModuleSMS, 80, states(core.MessageAccepted, core.MessageUndelivered), "", "absent subscriber"},
	{-3, core.MessageReminder, core.ChannelEmail, core.ModuleSMTP, 90, states(core.MessageExpired), "message.why.expired", ""},
	{1, core.MessageConfirmation, core.ChannelEmail, core.ModuleMAPI, 30, states(core.MessageHandedOver), "", ""},
	{2, core.MessageConfirmation, core.ChannelEmail, core.ModuleSMTP, 26, states(core.MessageFailed), "", "550 5.1.1 <{to}>: Recipient address rejected: User unknown"},
	{3, core.MessageConfirmation, core.ChannelSMS, core.ModuleSMS, 20, states(core.MessageUncertain), "message.why.interrupted", ""},
	{3, core.MessageConfirmation, core.ChannelEmail, core.ModuleMAPI, 3, nil, "", ""},
	{4, core.MessageConfirmation, core.ChannelEmail, core.ModuleMAPI, 2, nil, "", ""},
	{5, core.MessageConfirmation, core.ChannelEmail, core.ModuleSMTP, 25, states(core.MessageCancelled), "message.why.replaced", ""},
}

func states(s ...core.MessageState) []core.MessageState { return s }

// messages writes the samples with the texts that ship.
func (f *filler) messages() error {
	if f.post == nil {
		return nil
	}
	behind, ahead, err := f.addressed()
	if err != nil {
		return err
	}
	var records []core.Record
	for _, s := range samples {
		list, n := ahead, s.visit-1
		if s.visit < 0 {
			list, n = behind, -s.visit-1
		}
		if n >= len(list) {
			continue
		}
		m, err := f.message(&s, list[n])
		if err != nil {
			return err
		}
		records = append(records, m)
	}
	return f.apply("message.queued", records)
}

// addressed are the visits with an e-mail address, the nearest to today first.
func (f *filler) addressed() (behind, ahead []core.Appointment, err error) {
	today := core.DateOf(f.clock.Now().In(f.basis.Location()))
	const span = 400 // days
	all, err := f.store.AppointmentsBetween(f.ctx, today.Add(-span).At(0), today.Add(span).At(0))
	for _, a := range all {
		switch {
		case a.Contact.Email == "":
		case a.DropOff.At.Date() < today:
			behind = append(behind, a)
		case a.DropOff.At.Date() > today && a.Status == core.AppointmentPlanned:
			ahead = append(ahead, a)
		}
	}
	slices.Reverse(behind)
	return behind, ahead, err
}

// message makes one sample's record.
func (f *filler) message(s *sample, about core.Appointment) (*core.Message, error) {
	d, err := f.post.Draft(f.ctx, s.kind, s.channel, about.Meta.ID)
	if err != nil {
		return nil, err
	}
	r := d.Render()
	queued := f.clock.Now().Add(-time.Duration(s.hours) * time.Hour).UTC().Truncate(time.Second)
	m := &core.Message{
		State: core.MessageQueued, Kind: s.kind, Channel: s.channel, Module: s.module, Customer: about.Customer, Appointment: about.Meta.ID,
		Lead: about.Lead, Name: d.Name, To: d.To, Subject: r.Subject, Text: r.Text, Attachments: d.Attachments, Due: queued, DropOff: d.DropOff,
		MessageID: "<" + core.NewOp() + "@autohaus.example>",
	}
	if len(m.To) == 0 {
		m.To = []string{"+43664100000"}
	}
	if s.module == core.ModuleMAPI {
		m.State = core.MessageWaiting
	}
	line := core.Attempt{At: queued, State: m.State, By: about.Adviser}
	m.Story = []core.Attempt{line}
	for i, state := range s.states {
		line = core.Attempt{At: queued.Add(time.Duration(i+1) * 11 * time.Minute), State: state}
		switch {
		case i == len(s.states)-1:
			line.Reason, line.Words = s.reason, strings.ReplaceAll(s.words, "{to}", m.To[0])
		case state == core.MessageRetry:
			line.Words = "451 4.7.1 Greylisting in action, please come back later"
		}
		if state == core.MessageRetry || state == core.MessageFailed {
			m.Attempts++
		}
		m.State, m.Words = state, line.Words
		m.Story = append(m.Story, line)
	}
	return m, nil
}
