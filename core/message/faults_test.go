package message_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

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
	if _, err := d.Step(ctx, "Huber", message.Retrying(), m.Meta.ID); err != nil {
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
		{Address: "a@post.example", Outcome: message.Sent},
		{Address: "b@post.example", Outcome: message.Permanent, Words: "550 unbekannt"},
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
	if _, err := d.Step(ctx, "Huber", message.Settling(true), m.Meta.ID); err != nil {
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
		{message.Uncertain, core.MessageAccepted},
		{message.Delivered, core.MessageDelivered},
		{message.Accepted, core.MessageDelivered},
		{message.Lost, core.MessageDelivered},
	} {
		d.post.statuses[m.Meta.ID] = message.Result{Outcome: step.says}
		d.later(2 * time.Minute)
		d.pass()
		d.state(m, step.want)
	}
}

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

func TestAWayThatNothingWaitsForAnyMoreIsNotPaused(t *testing.T) {
	d := newDesk(t)
	m := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	d.post.answers = []message.Result{{Outcome: message.Channel, Words: "535 login"}}
	if r := d.pass(); len(r.Pauses) != 1 {
		t.Fatalf("%+v", r.Pauses)
	}
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Mail.Module = core.ModuleMAPI })
	if n, err := d.Reroute(ctx, "Huber", core.ModuleSMTP); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if r := d.pass(); len(r.Pauses) != 0 {
		t.Errorf("the former way is still shown as paused: %+v", r.Pauses)
	}
	d.state(m, core.MessageWaiting)
}
