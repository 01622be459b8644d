package message_test

import (
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
)

func (d *desk) redraft(from message.Draft, kind core.MessageKind, by core.Channel) message.Draft {
	d.t.Helper()
	got, err := d.Redraft(ctx, from, kind, by)
	if err != nil {
		d.t.Fatal(err)
	}
	return got
}

func TestAMessageTakesTheOtherWayWithItsRecipientAndTemplate(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	mail := d.draft(core.MessageConfirmation, core.ChannelEmail, a)
	mail.Attachments = append(mail.Attachments, core.Attachment{Name: "plan.pdf", Content: []byte("%PDF")})
	if err := d.Speak(ctx, &mail, "en"); err != nil {
		t.Fatal(err)
	}
	sms := d.redraft(mail, mail.Kind, core.ChannelSMS)
	if sms.To[0] != "+436641234567" || sms.Subject != "" || !strings.HasPrefix(sms.Text, "Appointment") && !strings.Contains(sms.Text, "<") || sms.Language != "en" || sms.Op != mail.Op {
		t.Errorf("as SMS: %+v", sms)
	}
	back := d.redraft(sms, sms.Kind, core.ChannelEmail)
	if back.To[0] != "anna@post.example" || back.Text != mail.Text || len(back.Attachments) != 2 {
		t.Errorf("and back: %+v", back)
	}
}

func TestAnOldMessageSentOnTheOtherWayStillReplacesItself(t *testing.T) {
	d := newDesk(t)
	old := d.queue(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	again, err := d.Rework(ctx, old.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	sms := d.redraft(again, again.Kind, core.ChannelSMS)
	if sms.Literal || sms.Hindrance != nil || sms.Replaces != old.Meta.ID {
		t.Fatalf("%+v", sms)
	}
	if _, err := d.Enqueue(ctx, "Huber", sms, message.Answers{}); err != nil {
		t.Fatal(err)
	}
	d.state(old, core.MessageCancelled)
	d.pass()
	if len(d.post.arrived) != 1 || d.post.arrived[0].Channel != core.ChannelSMS {
		t.Errorf("went out: %+v", d.post.arrived)
	}
}

func TestAMessageToACustomerWithATemplateSpeaksOfTheNextVisit(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	past := d.visit(202611020800)
	past.Customer = a.Customer
	d.store.Put(t, past)
	free, err := d.DraftTo(ctx, core.ChannelEmail, a.Customer)
	if err != nil {
		t.Fatal(err)
	}
	about := d.redraft(free, core.MessageReminder, core.ChannelEmail)
	if about.Appointment != a.Meta.ID || about.Kind != core.MessageReminder || len(about.Render().Gaps) != 0 {
		t.Errorf("%+v with %+v", about, about.Render().Gaps)
	}
	a.Status = core.AppointmentDone
	d.store.Put(t, a)
	none := d.redraft(free, core.MessageReminder, core.ChannelEmail)
	if none.Appointment != 0 || none.Kind != core.MessageOrdinary || none.Text == "" || len(none.Render().Gaps) == 0 {
		t.Errorf("without a visit: %+v with %+v", none, none.Render().Gaps)
	}
}

func TestATextThatIsKeptKeepsItsSubjectForTheWayBack(t *testing.T) {
	d := newDesk(t)
	mail := d.draft(core.MessageConfirmation, core.ChannelEmail, d.visit(monday))
	mail.Subject, mail.Text = "Von Hand", "Bis <DATE>, <CUSTOMER>!"
	sms := d.redraft(mail, mail.Kind, core.ChannelSMS)
	sms.KeepText(&mail)
	if r := sms.Render(); r.Text != "Bis 30.11.2026, Anna Müller!" || r.Subject != "" {
		t.Errorf("%+v", r)
	}
	back := d.redraft(sms, sms.Kind, core.ChannelEmail)
	back.KeepText(&sms)
	if back.Subject != "Von Hand" || back.Text != mail.Text {
		t.Errorf("%+v", back)
	}
}

func TestCustomersAreWrittenToInTheDealershipsLanguageWhateverTheInterfaces(t *testing.T) {
	d := newDesk(t)
	a := d.visit(monday)
	set, err := d.store.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ view, dealership, own, want string }{
		{"en", "", "", "de"}, {"de", "en", "", "en"}, {"en", "en", "de", "de"},
	} {
		set.View.Language, set.Basis.MessageLanguage = c.view, c.dealership
		customer, err := d.store.Customer(ctx, a.Customer)
		if err != nil {
			t.Fatal(err)
		}
		customer.Language = c.own
		d.store.Put(t, &set, &customer)
		if got := d.draft(core.MessageConfirmation, core.ChannelEmail, a); got.Language != c.want {
			t.Errorf("%+v: written in %q", c, got.Language)
		}
	}
}
