package message_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/message"
)

var ctx = context.Background()

// post is the world outside: it takes messages, answers as it is told to, and remembers what arrived.
type post struct {
	answers  []message.Result // for the next attempts; then everything is taken
	arrived  []core.Message
	statuses map[core.ID]message.Result
	refuse   error
	during   func(m *core.Message)
	down     bool
	bySMS    bool
}

func (p *post) For(context.Context, core.Settings, *core.Message) (message.Sender, error) {
	return p, p.refuse
}

func (p *post) MailBySMS(core.Settings) bool { return p.bySMS }

func (p *post) Up() bool { return !p.down }

func (p *post) Send(_ context.Context, m *core.Message) message.Result {
	p.arrived = append(p.arrived, *m)
	if p.during != nil {
		p.during(m)
	}
	if len(p.answers) > 0 {
		r := p.answers[0]
		p.answers = p.answers[1:]
		return r
	}
	return message.Result{Outcome: map[core.MailModule]message.Outcome{
		core.ModuleMAPI: message.HandedOver, core.ModuleSMTP: message.Sent, core.ModuleSMS: message.Accepted,
	}[m.Module]}
}

func (p *post) Status(_ context.Context, m *core.Message) message.Result {
	if r, ok := p.statuses[m.Meta.ID]; ok {
		return r
	}
	return message.Result{Outcome: message.Uncertain}
}

func (p *post) Compose(m *core.Message) ([]byte, error) {
	return []byte(m.MessageID + "\n" + m.Subject + "\n" + m.Text), nil
}

func (p *post) AllowSMS(context.Context) error { return nil }

type desk struct {
	*message.Service
	t     *testing.T
	store *coretest.Store
	post  *post
}

func wordings(t testing.TB) message.Wordings {
	t.Helper()
	w, err := message.ReadWordings(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// newDesk is an Austrian dealership with module 2 on Monday, 23 November 2026, 08:00.
func newDesk(t *testing.T) *desk {
	d := &desk{t: t, store: coretest.New(), post: &post{statuses: map[core.ID]message.Result{}}}
	d.store.ChangeSettings(t, func(s *core.Settings) {
		s.Mail.Module, s.Mail.From = core.ModuleSMTP, "Autohaus Muster <service@muster.example>"
		s.Basis.Dealership, s.Basis.Phone = "Autohaus Muster", "+43 662 123456"
	})
	d.restart()
	return d
}

// restart is the program after it was ended or killed.
func (d *desk) restart() {
	d.Service = message.New(d.store, d.store, message.Ports{
		Modules: d.post, Composer: d.post, Wordings: wordings(d.t), Gate: d.post, Network: d.post,
	})
}

func (d *desk) visit(at core.WallTime) *core.Appointment {
	d.t.Helper()
	c := &core.Customer{Contact: core.Contact{
		Salutation: core.SalutationMs, FirstName: "Anna", LastName: "Müller", Email: "anna@post.example",
		Mobile: core.Phone{Typed: "0664 1234567"},
	}, Status: core.StatusCustomer}
	d.store.Put(d.t, c)
	a := &core.Appointment{
		Status: core.AppointmentPlanned, Customer: c.Meta.ID, Contact: c.Contact, Transit: core.VehicleData{Make: "VW", Model: "Golf"},
		DropOff: core.Part{At: at, Minutes: 15}, PickUp: core.Part{At: at.Add(8 * 60), Minutes: 10}, Adviser: "Huber",
		EmailConfirmation: true, SMSConfirmation: true,
		History: []core.Happening{{At: d.store.Now(), What: "booked", To: at}},
	}
	d.store.Put(d.t, a)
	return a
}

func (d *desk) draft(kind core.MessageKind, by core.Channel, a *core.Appointment) message.Draft {
	d.t.Helper()
	draft, err := d.Draft(ctx, kind, by, a.Meta.ID)
	if err != nil || draft.Hindrance != nil {
		d.t.Fatal(err, draft.Hindrance)
	}
	return draft
}

func (d *desk) queue(kind core.MessageKind, by core.Channel, a *core.Appointment) core.Message {
	d.t.Helper()
	m, err := d.Enqueue(ctx, "Huber", d.draft(kind, by, a), message.Answers{})
	if err != nil {
		d.t.Fatal(err)
	}
	return m
}

func (d *desk) pass() message.Report {
	d.t.Helper()
	r, err := d.Pass(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) state(m core.Message, want core.MessageState) core.Message {
	d.t.Helper()
	got, err := d.store.Message(ctx, m.Meta.ID)
	if err != nil || got.State != want {
		d.t.Fatalf("%s: state %q, want %q; %v %+v", m.Label(), got.State, want, err, got.Story)
	}
	return got
}

func (d *desk) later(by time.Duration) { d.store.SetNow(d.store.Now().Add(by)) }

func (d *desk) move(a *core.Appointment, to core.WallTime) {
	d.t.Helper()
	a.History = append(a.History, core.Happening{At: d.store.Now(), What: "rescheduled", From: a.DropOff.At, To: to})
	a.DropOff.At, a.PickUp.At = to, to.Add(8*60)
	d.store.Put(d.t, a)
}

const monday = core.WallTime(202611300800)

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

func TestTemporaryFaultsAreTriedAgainForTwoDays(t *testing.T) {
	d := newDesk(t)
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(202612070800))
	for range 100 {
		d.post.answers = append(d.post.answers, message.Result{Outcome: message.Temporary, Words: "450 später"})
	}
	var waits []time.Duration
	for range 40 {
		d.pass()
		got, _ := d.store.Message(ctx, m.Meta.ID)
		if got.State != core.MessageRetry {
			break
		}
		waits = append(waits, got.Due.Sub(d.store.Now()))
		if r := d.pass(); !r.Next.Equal(got.Due) {
			t.Fatalf("wakes at %v, due %v", r.Next, got.Due)
		}
		d.store.SetNow(got.Due)
	}
	for i, minutes := range []int{1, 5, 15, 30, 60, 120, 240, 240} {
		if want := time.Duration(minutes) * time.Minute; waits[i] < want*79/100 || waits[i] > want*121/100 {
			t.Errorf("wait %d: %v, want about %v", i+1, waits[i], want)
		}
	}
	got := d.state(m, core.MessageFailed)
	if life := got.Story[len(got.Story)-1].At.Sub(got.FirstTry); life < 48*time.Hour || life > 54*time.Hour || got.Words != "450 später" {
		t.Errorf("given up after %v: %+v", life, got.Words)
	}
	d.post.answers = nil
	if _, err := d.Retry(ctx, "Huber", m.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.pass()
	d.state(m, core.MessageSent)
}

func TestAFaultOfTheWayPausesItAndCostsNoAttempt(t *testing.T) {
	d := newDesk(t)
	one, two := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday)), d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	sms := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday))
	d.post.answers = []message.Result{{Outcome: message.Channel, Words: "535 login"}}
	told := 0
	defer d.Listen(func() { told++ })()
	r := d.pass()
	if len(r.Pauses) != 1 || r.Pauses[0].Module != core.ModuleSMTP || r.Pauses[0].Words != "535 login" || told == 0 {
		t.Fatalf("%+v told %d", r.Pauses, told)
	}
	if got := d.state(one, core.MessageQueued); got.Attempts != 0 {
		t.Errorf("%d attempts", got.Attempts)
	}
	d.state(two, core.MessageQueued)
	d.state(sms, core.MessageAccepted)
	d.pass()
	if len(d.post.arrived) != 2 {
		t.Fatalf("%d arrived during the pause", len(d.post.arrived))
	}
	d.Resume()
	d.pass()
	d.state(one, core.MessageSent)
	d.state(two, core.MessageSent)
	if p := d.Pauses(); len(p) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestWithoutNetworkNothingIsTriedAndItGoesOutOnReturn(t *testing.T) {
	d := newDesk(t)
	d.post.down = true
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	r := d.pass()
	if got := d.state(m, core.MessageQueued); got.Meta.Rev != 1 || len(d.post.arrived) != 0 || !r.Pauses[0].NoNetwork {
		t.Fatalf("%+v %+v", got, r.Pauses)
	}
	d.restart()
	d.post.down = false
	d.pass()
	d.state(m, core.MessageSent)
	if len(d.post.arrived) != 1 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestSMSKeepTheNightAndTheSunday(t *testing.T) {
	d := newDesk(t)
	d.store.SetNow(time.Date(2026, 11, 28, 19, 30, 0, 0, time.UTC)) // Saturday, 20:30 in Vienna
	sms, mail := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(202612070800)), d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(202612070800))
	d.pass()
	d.state(mail, core.MessageSent)
	monday8 := time.Date(2026, 11, 30, 7, 0, 0, 0, time.UTC)
	if got := d.state(sms, core.MessageQueued); !got.Due.Equal(monday8) {
		t.Fatal(got.Due)
	}
	d.store.SetNow(monday8.Add(-time.Second))
	d.pass()
	d.state(sms, core.MessageQueued)
	d.store.SetNow(monday8)
	d.pass()
	d.state(sms, core.MessageAccepted)
}

func TestOnlyRecipientsThatDidNotGetItAreTriedAgain(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	draft.To = []string{"a@post.example", "b@post.example", "c@post.example"}
	m, err := d.Enqueue(ctx, "Huber", draft, message.Answers{})
	if err != nil {
		t.Fatal(err)
	}
	d.post.answers = []message.Result{{Outcome: message.Temporary, Recipients: []message.Recipient{
		{Address: "a@post.example", Outcome: message.Sent}, {Address: "b@post.example", Outcome: message.Permanent, Words: "550 unbekannt"},
		{Address: "c@post.example", Outcome: message.Temporary, Words: "450 später"},
	}}}
	d.pass()
	got := d.state(m, core.MessageRetry)
	if left := got.Unserved(); !slices.Equal(left, []string{"c@post.example"}) || !strings.Contains(got.Words, "b@post.example: 550 unbekannt") {
		t.Fatalf("%v %q", left, got.Words)
	}
	d.later(2 * time.Minute)
	d.pass()
	got = d.state(m, core.MessageFailed) // b was refused for good
	if left := d.post.arrived[1].Unserved(); !slices.Equal(left, []string{"c@post.example"}) {
		t.Errorf("second attempt to %v", left)
	}
	if len(got.Refused) != 1 {
		t.Errorf("%+v", got.Refused)
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

func TestAnInterruptedEmailIsRepeatedOnceUnderTheSameID(t *testing.T) {
	d := newDesk(t)
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	kill := func() {
		d.t.Helper()
		got, _ := d.store.Message(ctx, m.Meta.ID)
		got.State = core.MessageSending
		d.store.Put(t, &got)
		d.restart()
	}
	kill()
	d.pass()
	d.state(m, core.MessageSent)
	if d.post.arrived[0].MessageID != m.MessageID || string(d.post.arrived[0].Rendered) != string(m.Rendered) {
		t.Error("not the same bytes")
	}
	kill()
	d.pass()
	got := d.state(m, core.MessageUncertain)
	if len(d.post.arrived) != 1 || got.Repeats != 1 {
		t.Errorf("%d arrived, %d repeats", len(d.post.arrived), got.Repeats)
	}
	if _, err := d.Settle(ctx, "Huber", m.Meta.ID, true); err != nil {
		t.Fatal(err)
	}
	d.state(m, core.MessageSent)
}

func TestAnInterruptedSMSIsAskedAboutAndNeverRepeatedBlindly(t *testing.T) {
	d := newDesk(t)
	taken, unknown, silent := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday)),
		d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday)), d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday))
	for _, m := range []core.Message{taken, unknown, silent} {
		m.State, m.Tried = core.MessageSending, d.store.Now()
		d.store.Put(t, &m)
	}
	d.post.statuses[taken.Meta.ID] = message.Result{Outcome: message.Delivered}
	d.post.statuses[unknown.Meta.ID] = message.Result{Outcome: message.NotKnown}
	d.restart()
	d.pass()
	d.state(taken, core.MessageDelivered)
	d.state(unknown, core.MessageUncertain) // it may still be on its way
	d.later(3 * time.Minute)
	d.pass()
	d.state(unknown, core.MessageRetry)
	d.pass()
	d.state(unknown, core.MessageAccepted)
	d.state(silent, core.MessageUncertain)
	if len(d.post.arrived) != 1 || d.post.arrived[0].Meta.ID != unknown.Meta.ID {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestStatusNeverGoesBack(t *testing.T) {
	d := newDesk(t)
	m := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday))
	d.pass()
	for _, step := range []struct {
		says message.Outcome
		want core.MessageState
	}{
		{message.Uncertain, core.MessageAccepted}, {message.Delivered, core.MessageDelivered}, {message.Accepted, core.MessageDelivered},
		{message.Lost, core.MessageDelivered},
	} {
		d.post.statuses[m.Meta.ID] = message.Result{Outcome: step.says}
		d.later(2 * time.Minute)
		d.pass()
		d.state(m, step.want)
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
func TestARunningClockAsksToo(t *testing.T) {
	d := newDesk(t)
	m := d.queue(core.MessageConfirmation, core.ChannelSMS, d.visit(monday))
	running := core.ClockFunc(func() time.Time {
		d.later(time.Millisecond)
		return d.store.Now()
	})
	d.Service = message.New(d.store, running, message.Ports{Modules: d.post, Composer: d.post, Wordings: wordings(t), Gate: d.post})
	d.post.statuses[m.Meta.ID] = message.Result{Outcome: message.Delivered}
	d.pass()
	d.pass()
	d.state(m, core.MessageDelivered)
}
