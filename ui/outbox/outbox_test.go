package outbox_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/outbox"
)

type monitor struct {
	*desktest.Bench
	service *message.Service
	post    *desktest.Postman
	passes  int
	written []core.ID
}

func open(t *testing.T, module core.MailModule) *monitor {
	t.Helper()
	m := &monitor{Bench: desktest.New(t), post: &desktest.Postman{}}
	m.SetSettings(func(s *core.Settings) {
		s.Mail.Module, s.Mail.From = module, "service@autohaus.example"
		s.Basis.Dealership, s.Basis.Phone = "Autohaus Muster", "+43 662 1"
	})
	m.service = m.Outbox(m.post)
	return m
}

func (m *monitor) show() *outbox.Screen {
	v := outbox.New(m.Desk, outbox.Needs{
		Store: m.Store, Service: m.service, SendNow: func() { m.passes++ }, OnUI: func(f func()) { f() },
		Export: func(_ context.Context, ids []core.ID, _ string) error { m.written = ids; return nil },
	})
	m.Open(v)
	return v
}

// queue puts a confirmation into the outbox.
func (m *monitor) queue() core.Message {
	m.Helper()
	d, err := m.service.Draft(m.Context(), core.MessageConfirmation, core.ChannelEmail, m.Visit(nil).Meta.ID)
	if err != nil {
		m.Fatal(err)
	}
	queued, err := m.service.Enqueue(m.Context(), "Huber", d, message.Answers{})
	if err != nil {
		m.Fatal(err)
	}
	return queued
}

func (m *monitor) pass() {
	m.Helper()
	if _, err := m.service.Pass(m.Context()); err != nil {
		m.Fatal(err)
	}
}

func (m *monitor) state(id core.ID) core.MessageState {
	m.Helper()
	got, err := m.Store.Message(m.Context(), id)
	if err != nil {
		m.Fatal(err)
	}
	return got.State
}

func (m *monitor) says(words ...string) {
	m.Helper()
	text := desktest.Text(m.Window)
	for _, w := range words {
		if !strings.Contains(text, w) {
			m.Errorf("%q is not to be seen in: %s", w, text)
		}
	}
}

func TestAFailedMessageTellsTheServersWordsAndGoesOutAgain(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	m.post.Outcome, m.post.Words = message.Permanent, "550 5.1.1 no such user"
	msg := m.queue()
	m.pass()
	m.show()
	m.says("Fehlgeschlagen", "550 5.1.1 no such user", "Anna Müller", "Ihr Servicetermin am")
	m.Ctrl(fyne.KeyR)
	if got := m.state(msg.Meta.ID); got != core.MessageQueued {
		t.Errorf("it is %s", got)
	}
}

func TestAWaitingMailOpensInTheMailProgramByEnter(t *testing.T) {
	m := open(t, core.ModuleMAPI)
	msg := m.queue()
	m.show()
	m.says("Wartet auf Bearbeiter")
	m.Press(fyne.KeyReturn)
	if got := m.state(msg.Meta.ID); got != core.MessageHandedOver || len(m.post.Sent) != 1 {
		t.Errorf("it is %s, handed over %d times", got, len(m.post.Sent))
	}
}

func TestAMailThatWasClosedInTheMailProgramGoesOnWaiting(t *testing.T) {
	m := open(t, core.ModuleMAPI)
	m.post.Outcome = message.Aborted
	msg := m.queue()
	m.show()
	m.Press(fyne.KeyReturn)
	if got := m.state(msg.Meta.ID); got != core.MessageWaiting {
		t.Errorf("it is %s", got)
	}
	m.says("wartet weiter")
}

func TestCancellingCanBeTakenBack(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	msg := m.queue()
	m.show()
	m.Press(fyne.KeyDelete)
	if got := m.state(msg.Meta.ID); got != core.MessageCancelled {
		t.Fatalf("it is %s", got)
	}
	m.Desk.Toasts.Undo()
	if got := m.state(msg.Meta.ID); got != core.MessageQueued {
		t.Errorf("it is %s", got)
	}
}

func TestAnUncertainMessageIsSettledByAPerson(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	msg := m.queue()
	stuck, err := m.Store.Message(t.Context(), msg.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	stuck.State = core.MessageUncertain
	m.Put(&stuck)
	m.show()
	m.says("Ungewiss", "Ist angekommen")
	m.Ctrl(fyne.KeyG)
	if got := m.state(msg.Meta.ID); got != core.MessageSent {
		t.Errorf("it is %s", got)
	}
}

func TestAPausedWayStandsAboveTheListWithItsTestButton(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	m.post.Outcome, m.post.Words = message.Channel, "535 5.7.8 bad credentials"
	m.queue()
	m.pass()
	m.show()
	m.says("Mailserver (SMTP) ist angehalten", "535 5.7.8 bad credentials", "Jetzt versuchen")
	m.Ctrl(fyne.KeyJ)
	if m.passes != 1 {
		t.Errorf("%d passes were asked for", m.passes)
	}
	m.post.Outcome = ""
	m.CtrlShift(fyne.KeyT)
	m.Type("chef@autohaus.example")
	m.Press(fyne.KeyReturn)
	m.says("C: AUTH PLAIN ***", "Der Mailserver hat die Nachricht angenommen.")
	if len(m.service.Pauses()) != 0 {
		t.Error("a test that worked did not end the pause")
	}
}

func TestCleaningUpCountsFirstKeepsWhatIsAheadAndCanBeTakenBack(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	ahead := m.queue()
	m.pass()
	past := ahead
	past.Meta, past.DropOff, past.State, past.Appointment = core.Meta{}, m.Desk.Today().Add(-60).At(480), core.MessageSent, 0
	m.Put(&past)
	m.show()
	m.Ctrl(fyne.KeyDelete)
	m.says("0 Nachrichten werden gelöscht")
	m.Ctrl(fyne.KeyReturn) // there is nothing to confirm yet
	m.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	m.Type("egal")
	m.Press(fyne.KeyReturn)
	m.says("Eine Nachricht wird gelöscht (E-Mails und SMS).", "Eine weitere bleibt, weil ihr Termin noch bevorsteht.")
	m.Ctrl(fyne.KeyReturn)
	if n, _ := m.Store.CountMessages(t.Context()); n != 1 {
		t.Fatalf("%d messages are left", n)
	}
	m.Desk.Toasts.Undo()
	if n, _ := m.Store.CountMessages(t.Context(), core.MessageSent); n != 2 {
		t.Errorf("%d messages came back", n)
	}
}

func TestTheFilterOfWhatNeedsAPersonHidesTheRest(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	m.queue()
	m.pass()
	m.Desk.Layout.Set("outbox.state", "person")
	m.show()
	m.says("Keine Nachricht passt zu Suche und Filter.")
}

func TestLateRemindersGoOutOnlyAfterTheQuestion(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	a := m.Visit(nil)
	a.Meta.CreatedAt = time.Time{}
	m.SetSettings(func(s *core.Settings) {
		s.Reminders = []core.ReminderRule{{Days: 3, At: 10 * 60, Channel: core.ChannelEmail}}
	})
	late := []message.Late{{Appointment: a, Rule: core.ReminderRule{Days: 3, At: 600, Channel: core.ChannelEmail}, Due: desktest.Now.Add(-20 * time.Hour)}}
	asked := &decider{}
	outbox.AskLate(m.Desk, asked, late)
	m.says("Eine Erinnerung ist verspätet", "Müller, Anna", "Nicht senden")
	if asked.sent+asked.skipped != 0 {
		t.Fatal("decided before anybody answered")
	}
	m.Press(fyne.KeyReturn)
	if asked.sent != 1 || asked.skipped != 0 {
		t.Errorf("sent %d, skipped %d", asked.sent, asked.skipped)
	}
}

type decider struct{ sent, skipped int }

func (d *decider) SendLate(_ context.Context, _ string, list []message.Late) error {
	d.sent += len(list)
	return nil
}

func (d *decider) SkipLate(_ context.Context, _ string, list []message.Late) error {
	d.skipped += len(list)
	return nil
}

func TestTheListedMessagesAreWritten(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	msg := m.queue()
	m.show()
	m.CtrlShift(fyne.KeyE)
	m.Press(fyne.KeyReturn)
	if len(m.written) != 1 || m.written[0] != msg.Meta.ID {
		t.Errorf("wrote %v", m.written)
	}
}

func TestAFailedMessageIsPutAwayAndThatCanBeTakenBack(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	m.post.Outcome, m.post.Words = message.Permanent, "550 5.1.1 no such user"
	msg := m.queue()
	m.pass()
	v := m.show()
	m.Ctrl(fyne.KeyD)
	if got := m.state(msg.Meta.ID); got != core.MessageSettled {
		t.Fatalf("it is %s", got)
	}
	v.Shown()
	m.says("Erledigt · von Hand als erledigt")
	m.Desk.Toasts.Undo()
	if got := m.state(msg.Meta.ID); got != core.MessageFailed {
		t.Errorf("it is %s", got)
	}
}

func TestMarkedMessagesAreCancelledTogetherAndComeBack(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	first, second := m.queue(), m.queue()
	v := m.show()
	m.Ctrl(fyne.KeyA)
	m.says("2 Zeilen markiert", core.MessageLabel(first.Meta.ID))
	m.Press(fyne.KeyDelete)
	if m.state(first.Meta.ID) != core.MessageCancelled || m.state(second.Meta.ID) != core.MessageCancelled || v.Marked() != 0 {
		t.Fatalf("they are %s and %s, %d marked", m.state(first.Meta.ID), m.state(second.Meta.ID), v.Marked())
	}
	m.says("2 Nachrichten sind storniert.")
	m.Desk.Toasts.Undo()
	if m.state(first.Meta.ID) != core.MessageQueued || m.state(second.Meta.ID) != core.MessageQueued {
		t.Error("they did not come back")
	}
	m.Ctrl(fyne.KeyA)
	m.CtrlShift(fyne.KeyE)
	m.says("Geschrieben werden die 2 markierten Nachrichten.")
}

func TestOnlyFinishedOnesOfTheMarkedMessagesAreDeletedAndOnlyAfterTheQuestion(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	m.queue()
	for range 2 {
		past := m.queue()
		past.DropOff, past.State, past.Appointment = m.Desk.Today().Add(-60).At(480), core.MessageSent, 0
		m.Put(&past)
	}
	m.show()
	m.Ctrl(fyne.KeyA)
	m.CtrlShift(fyne.KeyDelete)
	m.says("2 Nachrichten löschen?")
	if n, _ := m.Store.CountMessages(t.Context()); n != 3 {
		t.Fatalf("%d before the answer", n)
	}
	m.Press(fyne.KeyReturn)
	if n, _ := m.Store.CountMessages(t.Context()); n != 1 {
		t.Fatalf("%d left", n)
	}
	m.Desk.Toasts.Undo()
	if n, _ := m.Store.CountMessages(t.Context()); n != 3 {
		t.Errorf("%d after undo", n)
	}
}

func TestAnswersAboutUncertainMessagesCanBeTakenBack(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	msg := m.queue()
	msg.State = core.MessageUncertain
	msg.Story = append(msg.Story, core.Attempt{At: desktest.Now, State: core.MessageUncertain})
	m.Put(&msg)
	m.show()
	m.Ctrl(fyne.KeyG)
	m.Desk.Toasts.Undo()
	if got := m.state(msg.Meta.ID); got != core.MessageUncertain {
		t.Errorf("it is %s", got)
	}
}

func TestADeletionTooLargeToTakeBackSaysSoBefore(t *testing.T) {
	m := open(t, core.ModuleSMTP)
	past := m.queue()
	past.DropOff, past.State, past.Appointment = m.Desk.Today().Add(-60).At(480), core.MessageSent, 0
	var many []core.Record
	for range 1001 {
		one := past
		one.Meta = core.Meta{}
		one.MessageID = "<" + core.NewOp() + "@terminwerk>"
		many = append(many, &one)
	}
	m.Put(many...)
	m.show()
	m.Ctrl(fyne.KeyDelete)
	m.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	m.Type("egal")
	m.Press(fyne.KeyReturn)
	m.says("Endgültig", "1.001")
}

func TestWhatIsLeftToBeDoneWithoutAMailProgramIsToldAtOnce(t *testing.T) {
	m := open(t, core.ModuleMAPI)
	m.queue()
	m.show()
	m.post.Words = "alles liegt in der Zwischenablage"
	m.Press(fyne.KeyReturn)
	m.says("N-1: alles liegt in der Zwischenablage")
}
