package message_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

func TestAConfirmationGoesOutOnceWithCalendarEntry(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	offer, err := d.Offer(ctx, a.Meta.ID)
	if err != nil || len(offer.Drafts) != 2 {
		t.Fatal(offer, err)
	}
	for _, draft := range offer.Drafts {
		if r := draft.Render(); len(r.Gaps) > 0 || !strings.Contains(r.Text, "30.11.2026") {
			t.Errorf("%s %+v %q", draft.Channel, r.Gaps, r.Text)
		}
		for range 2 { // a double click
			if _, err := d.Enqueue(ctx, "Huber", draft, message.Answers{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	d.pass()
	d.pass()
	if len(d.post.arrived) != 2 {
		t.Fatalf("%d messages arrived", len(d.post.arrived))
	}
	mail := d.post.arrived[0]
	if mail.Channel != core.ChannelEmail || mail.To[0] != "anna@post.example" || !strings.HasPrefix(mail.Text, "Sehr geehrte Frau Müller,") ||
		mail.State != core.MessageSending || !strings.Contains(string(mail.Rendered), mail.MessageID) {
		t.Errorf("%+v", mail)
	}
	entry := string(mail.Attachments[0].Content)
	for _, line := range []string{"METHOD:REQUEST", "DTSTART:20261130T070000Z", "SEQUENCE:0", "UID:termin-1-", "ATTENDEE"} {
		if !strings.Contains(entry, line) {
			t.Errorf("%s is missing in\n%s", line, entry)
		}
	}
	if sms := d.post.arrived[1]; sms.To[0] != "+436641234567" || message.Count(sms.Text).Parts != 1 {
		t.Errorf("%+v", sms)
	}
	offer, err = d.Offer(ctx, a.Meta.ID)
	if err != nil || len(offer.Drafts) != 0 {
		t.Errorf("told twice: %+v %v", offer, err)
	}
	var before *message.SentBeforeError
	if _, err := d.Enqueue(ctx, "Huber", d.draft(core.MessageConfirmation, core.ChannelEmail, a), message.Answers{}); !errors.As(err, &before) {
		t.Errorf("the same again: %v", err)
	}
}

func TestAMovedAppointmentReplacesWhatIsQueued(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	first := d.queue(core.MessageConfirmation, core.ChannelEmail, a)
	d.move(a, monday.Add(24*60))
	offer, err := d.Offer(ctx, a.Meta.ID)
	if err != nil || offer.Withdrawn != 1 || len(offer.Drafts) != 2 || offer.Drafts[0].Kind != core.MessageConfirmation {
		t.Fatalf("%+v %v", offer, err)
	}
	d.state(first, core.MessageCancelled)
	second, err := d.Enqueue(ctx, "Huber", offer.Drafts[0], message.Answers{})
	if err != nil {
		t.Fatal(err)
	}
	d.pass()
	d.state(second, core.MessageSent)
	d.move(a, monday.Add(48*60))
	offer, err = d.Offer(ctx, a.Meta.ID)
	if err != nil || len(offer.Drafts) == 0 || offer.Drafts[0].Kind != core.MessageChange {
		t.Fatalf("%+v %v", offer, err)
	}
	if entry := string(offer.Drafts[0].Attachments[0].Content); !strings.Contains(entry, "SEQUENCE:2") {
		t.Error(entry)
	}
	change := d.queue(core.MessageChange, core.ChannelEmail, a)
	again := d.queue(core.MessageChange, core.ChannelEmail, a)
	d.state(change, core.MessageCancelled)
	d.pass()
	d.state(again, core.MessageSent)
	if len(d.post.arrived) != 2 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestNothingStaleGoesOutEvenIfNobodyWithdrewIt(t *testing.T) {
	d := newDesk(t)
	a, b := d.visit(monday), d.visit(monday.Add(60))
	moved, cancelled := d.queue(core.MessageConfirmation, core.ChannelSMS, a), d.queue(core.MessageConfirmation, core.ChannelSMS, b)
	d.move(a, monday.Add(120))
	b.Status, b.CancelReason = core.AppointmentCancelled, "krank"
	d.store.Put(t, b)
	d.pass()
	d.state(moved, core.MessageCancelled)
	d.state(cancelled, core.MessageCancelled)
	if len(d.post.arrived) != 0 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
	offer, err := d.Offer(ctx, b.Meta.ID)
	if err != nil || len(offer.Drafts) != 2 || offer.Drafts[0].Kind != core.MessageCancellation ||
		!strings.Contains(string(offer.Drafts[0].Attachments[0].Content), "METHOD:CANCEL") {
		t.Errorf("%+v %v", offer, err)
	}
}

func TestAnAppointmentThatMovesWhileItsMessageIsTakenUpIsNotConfirmedForTheOldTime(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	d.queue(core.MessageConfirmation, core.ChannelEmail, a)
	second := d.queue(core.MessageConfirmation, core.ChannelSMS, a)
	d.post.during = func(*core.Message) {
		d.post.during = nil
		d.move(a, monday.Add(60))
	}
	d.pass()
	d.pass()
	d.state(second, core.MessageCancelled)
	if len(d.post.arrived) != 1 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestAGreylistedRecipientHoldsUpNobodyElse(t *testing.T) {
	d := newDesk(t)
	first := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	second := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday.Add(24*60)))
	d.post.answers = []message.Result{{Outcome: message.Temporary, Words: "450 greylisted", RetryAfter: 10 * time.Minute}}
	d.pass()
	if got := d.state(first, core.MessageRetry); got.Due.Sub(d.store.Now()) < 9*time.Minute {
		t.Errorf("tried again at %v", got.Due)
	}
	d.state(second, core.MessageSent)
	if p := d.Pauses(); len(p) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestModuleOneWaitsForAPerson(t *testing.T) {
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Mail.Module = core.ModuleMAPI })
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	if r := d.pass(); len(r.Waiting) != 1 || len(d.post.arrived) != 0 {
		t.Fatalf("%+v, %d arrived", r, len(d.post.arrived))
	}
	d.post.answers = []message.Result{{Outcome: message.Aborted}}
	got, err := d.HandOver(ctx, "Huber", m.Meta.ID)
	if err != nil || got.State != core.MessageWaiting {
		t.Fatal(got.State, err)
	}
	got, err = d.HandOver(ctx, "Huber", m.Meta.ID)
	if err != nil || got.State != core.MessageHandedOver || got.Story[len(got.Story)-1].By != "Huber" {
		t.Fatal(got.State, err)
	}
	if _, err = d.HandOver(ctx, "Huber", m.Meta.ID); !errors.Is(err, message.ReasonNotWaiting) {
		t.Error(err)
	}
}

func TestAChangedModuleAsksAboutWhatIsQueued(t *testing.T) {
	d := newDesk(t)
	d.post.down = true
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	sms := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday))
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Mail.Module = core.ModuleMAPI })
	if counts, err := d.QueuedBy(ctx); err != nil || counts[core.ModuleSMTP] != 1 || len(counts) != 1 {
		t.Fatal(counts, err)
	}
	if n, err := d.Reroute(ctx, "Huber", core.ModuleSMTP); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if got := d.state(m, core.MessageWaiting); got.Module != core.ModuleMAPI || got.MessageID != m.MessageID {
		t.Errorf("%+v", got)
	}
	d.state(sms, core.MessageQueued)
	if n, err := d.CancelModule(ctx, "Huber", core.ModuleMAPI); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	d.state(m, core.MessageCancelled)
}

func TestAStoredModuleThatThereIsNotSendsNothing(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Mail.Module = 0 })
	if _, err := d.Enqueue(ctx, "Huber", mustDraft(t, d, a), message.Answers{}); !errors.Is(err, message.ReasonModuleNotSet) {
		t.Error(err)
	}
}

func mustDraft(t *testing.T, d *desk, a *core.Appointment) message.Draft {
	t.Helper()
	draft, err := d.Draft(ctx, core.MessageConfirmation, core.ChannelEmail, a.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

func TestConsentNumbersAndActivationAreRespected(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	sms := d.draft(core.MessageConfirmation, core.ChannelSMS, a)
	for to, want := range map[string]error{
		"0662 123456": message.ReasonLandline, "hallo": message.ReasonNumber, "": message.ReasonNoMobile,
	} {
		wrong := sms
		wrong.To = []string{to}
		if _, err := d.Enqueue(ctx, "Huber", wrong, message.Answers{}); !errors.Is(err, want) {
			t.Errorf("%q: %v", to, err)
		}
	}
	advertising := sms
	advertising.Advertising = true
	if _, err := d.Enqueue(ctx, "Huber", advertising, message.Answers{}); !errors.Is(err, message.ReasonAdvertising) {
		t.Error(err)
	}
	m := d.queue(core.MessageConfirmation, core.ChannelSMS, a)
	c, _ := d.store.Customer(ctx, a.Customer)
	c.Consents.SMS = core.ConsentNo
	d.store.Put(t, &c)
	d.pass()
	d.state(m, core.MessageCancelled)
	if draft, err := d.Draft(ctx, core.MessageConfirmation, core.ChannelSMS, a.Meta.ID); err != nil || !errors.Is(draft.Hindrance, message.ReasonConsent) {
		t.Error(draft.Hindrance, err)
	}
	locked := message.New(d.store, d.store, message.Ports{Modules: d.post, Composer: d.post, Wordings: wordings(t)})
	if _, err := locked.Enqueue(ctx, "Huber", sms, message.Answers{}); !errors.Is(err, message.ReasonNoActivation) {
		t.Error(err)
	}
}

func TestFinishedMessagesAreDeletedByStateAndAge(t *testing.T) {
	d := newDesk(t)
	old, ahead := d.visit(monday), d.visit(202612240800)
	d.queue(core.MessageConfirmation, core.ChannelEmail, old)
	d.queue(core.MessageConfirmation, core.ChannelSMS, old)
	d.queue(core.MessageConfirmation, core.ChannelEmail, ahead)
	d.pass()
	d.later(14 * 24 * time.Hour)
	choice := message.Deletion{States: []core.MessageState{core.MessageSent, core.MessageAccepted}, Before: d.store.Now().Add(-24 * time.Hour)}
	if n, kept, err := d.CountDeletable(ctx, choice); n != 2 || kept != 1 || err != nil {
		t.Fatal(n, kept, err)
	}
	if n, err := d.Delete(ctx, "Huber", choice); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if n, _ := d.store.CountMessages(ctx); n != 1 {
		t.Errorf("%d left", n)
	}
	if _, err := d.Delete(ctx, "Huber", message.Deletion{States: []core.MessageState{core.MessageQueued}}); !errors.Is(err, message.ReasonDeleteUnsent) {
		t.Error(err)
	}
}

// TestARunningClockAsksToo holds with a clock that moves with every look, as the real one does.

func TestACancellationTakenBackIsNotSentOrIsPutRight(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	d.queue(core.MessageConfirmation, core.ChannelEmail, a)
	d.pass()
	set := func(status core.AppointmentStatus, reason, what string) {
		a.Status, a.CancelReason = status, reason
		a.History = append(a.History, core.Happening{At: d.store.Now(), What: what})
		d.store.Put(t, a)
	}
	offered := func() []core.MessageKind {
		t.Helper()
		offer, err := d.Offer(ctx, a.Meta.ID)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []core.MessageKind
		for _, draft := range offer.Drafts {
			if draft.Channel == core.ChannelEmail {
				kinds = append(kinds, draft.Kind)
			}
		}
		return kinds
	}
	set(core.AppointmentCancelled, "krank", "cancelled")
	open := d.draft(core.MessageCancellation, core.ChannelEmail, a)
	queued := d.queue(core.MessageCancellation, core.ChannelEmail, a)
	set(core.AppointmentPlanned, "", "reinstated")
	if kinds := offered(); len(kinds) != 0 {
		t.Errorf("the customer knows of nothing else, offered %v", kinds)
	}
	d.state(queued, core.MessageCancelled)
	if _, err := d.Enqueue(ctx, "Huber", open, message.Answers{}); !errors.Is(err, message.ReasonStale) {
		t.Errorf("left open and sent afterwards: %v", err)
	}

	set(core.AppointmentCancelled, "krank", "cancelled")
	d.queue(core.MessageCancellation, core.ChannelEmail, a)
	d.pass()
	set(core.AppointmentPlanned, "", "reinstated")
	if kinds := offered(); len(kinds) != 1 || kinds[0] != core.MessageConfirmation {
		t.Fatalf("told of the cancellation, offered %v", kinds)
	}
	again := d.draft(core.MessageConfirmation, core.ChannelEmail, a)
	if entry := string(again.Attachments[0].Content); !strings.Contains(entry, "SEQUENCE:4") {
		t.Error(entry)
	}
	if _, err := d.Enqueue(ctx, "Huber", again, message.Answers{Repeat: true}); err != nil {
		t.Fatal(err)
	}
	d.pass()
	if kinds := offered(); len(kinds) != 0 {
		t.Errorf("told twice: %v", kinds)
	}
	set(core.AppointmentCancelled, "krank", "cancelled")
	if kinds := offered(); len(kinds) != 1 || kinds[0] != core.MessageCancellation {
		t.Errorf("cancelled for good, offered %v", kinds)
	}
}

func TestWhatDidNotArriveIsPutAwayAndThatCanBeTakenBack(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	m := d.queue(core.MessageConfirmation, core.ChannelSMS, a)
	d.pass()
	if _, err := d.Step(ctx, "Huber", message.PuttingAway(), m.Meta.ID); !errors.Is(err, message.ReasonNotOpen) {
		t.Errorf("one that may still arrive was put away: %v", err)
	}
	d.post.statuses[m.Meta.ID] = message.Result{Outcome: message.Lost, Words: "absent subscriber"}
	d.later(2 * time.Minute)
	d.pass()
	d.state(m, core.MessageUndelivered)
	if _, err := d.Step(ctx, "Huber", message.PuttingAway(), m.Meta.ID); err != nil {
		t.Fatal(err)
	}
	story := d.state(m, core.MessageSettled).Story
	if last := story[len(story)-1]; last.By != "Huber" {
		t.Errorf("nobody put it away: %+v", last)
	}
	offer, err := d.Offer(ctx, a.Meta.ID)
	if err != nil || len(offer.Drafts) != 1 || offer.Drafts[0].Channel != core.ChannelEmail {
		t.Errorf("the customer was told by telephone, offered %+v %v", offer.Drafts, err)
	}
	if _, err := d.Step(ctx, "Huber", message.TakingBack(), m.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.state(m, core.MessageUndelivered)
	if _, err := d.Step(ctx, "Huber", message.TakingBack(), m.Meta.ID); !errors.Is(err, message.ReasonNotAnswered) {
		t.Errorf("taken back twice: %v", err)
	}
	if _, err := d.Step(ctx, "Huber", message.Cancelling(), m.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.state(m, core.MessageSettled)
	if _, err := d.Step(ctx, "Huber", message.Retrying(), m.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.pass()
	again := d.state(m, core.MessageAccepted)
	if len(d.post.arrived) != 2 || d.post.arrived[0].Reference() == again.Reference() {
		t.Errorf("sent again under the id that the service knows as done")
	}
}
