package message_test

import (
	"errors"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
)

func TestShippedTemplatesHoldOnlyKnownPlaceholdersAndAnSMSOfOnePart(t *testing.T) {
	values := message.Values{}
	for _, p := range message.Placeholders() {
		values[p.Name] = "Muster 30.11.2026"
	}
	for _, language := range []string{"de", "en"} {
		for _, kind := range message.Kinds() {
			tpl, edited := wordings(t).Template(&core.Settings{}, kind, language)
			if edited || tpl.Language != language || tpl.Subject == "" {
				t.Errorf("%s %s: %+v", language, kind, tpl)
			}
			for field, text := range map[core.Field]string{core.FieldSubject: tpl.Subject, core.FieldText: tpl.Email, "sms": tpl.SMS} {
				got, gaps := message.Resolve(field, text, values)
				if len(gaps) > 0 || got == "" {
					t.Errorf("%s %s %s: %v", language, kind, field, gaps)
				}
				if s := message.Count(got); field == "sms" && (s.UCS2 || s.Parts != 1) {
					t.Errorf("%s %s: %+v", language, kind, s)
				}
			}
		}
	}
}

func TestAnEditedTemplateIsUsedUntilItIsReset(t *testing.T) {
	w, set := wordings(t), core.DefaultSettings()
	tpl, _ := w.Template(&set, core.MessageReminder, "de")
	mine := tpl
	mine.SMS = "Bis morgen, <CUSTOMER>!"
	w.SetTemplate(&set, mine)
	if got, edited := w.Template(&set, core.MessageReminder, "de"); !edited || got != mine {
		t.Errorf("%+v", got)
	}
	if got, edited := w.Template(&set, core.MessageReminder, "en"); edited || got.Language != "en" {
		t.Errorf("%+v", got)
	}
	w.ResetTemplate(&set, core.MessageReminder, "de")
	if got, edited := w.Template(&set, core.MessageReminder, "de"); edited || got != tpl || len(set.Templates) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestGapsAreNamedAndTextFromOutsideIsNeverAPlaceholder(t *testing.T) {
	text, gaps := message.Resolve(core.FieldText, "Hallo <CUSTOMER>, <PHONE> <NOSUCH> <b> a<b", message.Values{"CUSTOMER": "<PHONE> & Co", "PHONE": ""})
	if text != "Hallo <PHONE> & Co,  <NOSUCH> <b> a<b" || len(gaps) != 2 || gaps[0].Unknown || !gaps[1].Unknown || gaps[1].Placeholder != "<NOSUCH>" {
		t.Errorf("%q %+v", text, gaps)
	}
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Basis.Phone = "" })
	a := d.visit(monday)
	a.Contact.LastName = "<PHONE>"
	d.store.Put(t, a)
	draft := d.draft(core.MessageConfirmation, core.ChannelEmail, a)
	var missing *message.GapsError
	if _, err := d.Enqueue(ctx, "Huber", draft, message.Answers{}); !errors.As(err, &missing) || missing.Gaps[0].Placeholder != "<PHONE>" || len(missing.Gaps) != 1 {
		t.Fatal(err)
	}
	m, err := d.Enqueue(ctx, "Huber", draft, message.Answers{Gaps: true})
	if err != nil || !strings.HasPrefix(m.Text, "Sehr geehrte Frau <PHONE>,") {
		t.Errorf("%v %q", err, m.Text)
	}
}

func TestNothingFromALeadAddsALineToTheSubject(t *testing.T) {
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) {
		d.Wordings().SetTemplate(s, core.Template{Kind: core.MessageRejection, Language: "de", Subject: "Anfrage <WORK>", Email: "Hallo <WORK>", SMS: "x"})
	})
	l := &core.Lead{Status: core.LeadRejected, RejectReason: "voll", Request: core.Request{
		Source: "adf", ExternalID: "1", Work: "Reifen\r\nBcc: all@post.example\x00", Contact: core.Contact{LastName: "Huber", Email: "h@post.example"},
	}}
	d.store.Put(t, l)
	drafts, err := d.OfferRejection(ctx, l.Meta.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatal(drafts, err)
	}
	m, err := d.Enqueue(ctx, "Huber", drafts[0], message.Answers{})
	if err != nil || m.Subject != "Anfrage Reifen Bcc: all@post.example" || m.Lead != l.Meta.ID {
		t.Errorf("%v %q", err, m.Subject)
	}
	if again, err := d.OfferRejection(ctx, l.Meta.ID); err != nil || len(again) != 0 {
		t.Errorf("offered twice: %v %v", again, err)
	}
}
