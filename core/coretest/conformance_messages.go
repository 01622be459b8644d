package coretest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
)

func letter(channel core.Channel, to string, appointment core.ID, due time.Time) *core.Message {
	return &core.Message{
		State: core.MessageQueued, Kind: core.MessageConfirmation, Channel: channel, Module: core.ModuleSMS, Appointment: appointment,
		Name: "Anna Müller", To: []string{to}, Text: "Termin", Due: due, MessageID: "<abc@example.at>",
	}
}

func conformMessagesAreFoundByTimeStateAndWhatTheyAreAbout(t *testing.T, s core.Store) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 24, hour, 0, 0, 0, time.UTC) }
	mail, sms := letter(core.ChannelEmail, "anna@example.at", 7, at(9)), letter(core.ChannelSMS, "+436641234567", 7, at(8))
	mail.Customer, mail.Subject, mail.Attachments = 4, "Ihr Servicetermin", []core.Attachment{{Name: "termin.ics", Content: []byte{1, 0}}}
	sms.Kind, sms.State, sms.Name = core.MessageReminder, core.MessageRetry, "Adler"
	late, sent := letter(core.ChannelEmail, "b@example.at", 8, at(20)), letter(core.ChannelEmail, "c@example.at", 9, at(7))
	sent.State, late.Lead = core.MessageSent, 3
	put(t, s, mail, sms, late, sent)
	got, err := s.Message(ctx, mail.Meta.ID)
	if diff := cmp.Diff(*mail, got); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	list := func(want []core.ID) func([]core.Message, error) {
		return func(got []core.Message, err error) {
			t.Helper()
			if diff := cmp.Diff(want, ids(pointers(got)...)); diff != "" || err != nil {
				t.Error(err, diff)
			}
		}
	}
	list(ids(sms, mail))(s.MessagesDue(ctx, at(9), 0))
	list(ids(sms))(s.MessagesDue(ctx, at(23), 1))
	list(nil)(s.MessagesDue(ctx, at(7), 0))
	list(ids(mail, late))(s.MessagesIn(ctx, core.MessageQueued, 0))
	list(ids(sms, mail))(s.MessagesOfAppointment(ctx, 7))
	list(ids(mail))(s.MessagesOfCustomer(ctx, 4))
	list(ids(late))(s.MessagesOfLead(ctx, 3))
	list(nil)(s.MessagesOfLead(ctx, 0))
	list(ids(mail))(s.MessagesByKey(ctx, mail.Key()))
	list(nil)(s.MessagesByKey(ctx, ""))
	for want, states := range map[int][]core.MessageState{4: nil, 2: {core.MessageQueued}, 3: {core.MessageQueued, core.MessageSent}} {
		if n, err := s.CountMessages(ctx, states...); n != want || err != nil {
			t.Errorf("%v: %d %v", states, n, err)
		}
	}
	for _, want := range []struct {
		q    core.Query
		list []core.ID
	}{
		{core.Query{}, ids(sent, sms, mail, late)},
		{core.Query{Sort: core.SortName}, ids(sms, mail, late, sent)},
		{core.Query{Sort: core.SortStatus, Limit: 2}, ids(mail, late)},
		{core.Query{Status: []string{"retry", "sent"}, Desc: true}, ids(sms, sent)},
		{core.Query{Kind: []string{"reminder"}}, ids(sms)},
		{core.Query{Kind: []string{"email"}, Status: []string{"queued"}}, ids(mail, late)},
		{core.Query{Text: "+4366412"}, ids(sms)},
		{core.Query{Text: "serv anna@ex"}, ids(mail)},
		{core.Query{Text: "T-7"}, ids(sms, mail)},
		{core.Query{Text: "n-1"}, ids(mail)},
		{core.Query{Since: mail.Meta.CreatedAt.Add(time.Second)}, nil},
		{core.Query{Since: mail.Meta.CreatedAt, Text: "l-3"}, ids(late)},
	} {
		want.q.Entity = core.EntityMessage
		got, err := s.IDs(ctx, want.q)
		if diff := cmp.Diff(want.list, got, equalEmpty); diff != "" || err != nil {
			t.Errorf("%+v: %v %s", want.q, err, diff)
		}
	}
}

func conformWhatIsHeardOnceStandsInTheQueueOnce(t *testing.T, s core.Store) {
	first, second := letter(core.ChannelSMS, "+436641234567", 7, Now), letter(core.ChannelSMS, "+436641234567", 7, Now)
	put(t, s, first)
	_, err := s.Apply(ctx, core.Change{Op: newOp(), What: "x", Put: []core.Record{second}})
	if faults := core.FieldErrors(err); len(faults) != 1 || faults[0].Field != core.FieldSlot || faults[0].Ref.ID != first.Meta.ID {
		t.Fatalf("got %v", err)
	}
	first.State = core.MessageCancelled
	put(t, s, first, second)
	if n, err := s.CountMessages(ctx, core.MessageQueued); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	other := letter(core.ChannelEmail, "a@example.at", 7, Now)
	plain, again := letter(core.ChannelSMS, "+436641234567", 0, Now), letter(core.ChannelSMS, "+436641234567", 0, Now)
	put(t, s, other, plain, again)
}
