package compose_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/compose"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/kit"
)

type writing struct {
	*desktest.Bench
	service *message.Service
	visit   core.Appointment
	sent    []core.Message
	dropped int
	editor  *compose.Editor
}

func begin(t *testing.T, by core.Channel, set func(*core.Settings), change func(*core.Appointment)) *writing {
	t.Helper()
	w := &writing{Bench: desktest.New(t)}
	w.SetSettings(func(s *core.Settings) {
		s.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@autohaus.example", SMTP: core.SMTP{Host: "mail.autohaus.example"}}
		s.Basis.Dealership, s.Basis.Phone = "Autohaus Muster", "+43 662 1"
		if set != nil {
			set(s)
		}
	})
	w.service, w.visit = w.Outbox(&desktest.Postman{}), w.Visit(change)
	d, err := w.service.Draft(t.Context(), core.MessageConfirmation, by, w.visit.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.edit(d)
	return w
}

func (w *writing) edit(d message.Draft) {
	w.editor = compose.New(w.Desk, compose.Needs{
		Service: w.service,
		Attach: func(path string) (core.Attachment, error) {
			if path != "plan.pdf" {
				return core.Attachment{}, core.Refuse(core.FieldText, core.ReasonChoice)
			}
			return core.Attachment{Name: path, Type: "application/pdf", Content: []byte("%PDF")}, nil
		},
	}, d, func(m core.Message) { w.sent = append(w.sent, m) }, func(message.Draft) { w.dropped++ })
	w.Open(w.editor)
}

func (w *writing) says(words ...string) {
	w.Helper()
	text := desktest.Text(w.Window)
	for _, word := range words {
		if !strings.Contains(text, word) {
			w.Errorf("%q is not to be seen in: %s", word, text)
		}
	}
}

func TestACompleteConfirmationIsSentByOneKey(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	w.says("Sehr geehrte Frau Müller", "Ihr Servicetermin am 25.11.2026 um 08:00 Uhr", "termin.ics", "mail.autohaus.example")
	w.Press(fyne.KeyReturn)
	if len(w.sent) != 1 || w.sent[0].To[0] != "anna.mueller@post.example" || len(w.sent[0].Attachments) != 1 {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestThePreviewFollowsTheText(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	for range 20 {
		if _, ok := w.Window.Canvas().Focused().(*kit.Notes); ok {
			break
		}
		w.Press(fyne.KeyTab)
	}
	w.Type("Kennzeichen <LICENSEPLATE>! ")
	w.says("Kennzeichen SL-123AB!")
}

func TestGapsAreMarkedAndAskedAbout(t *testing.T) {
	w := begin(t, core.ChannelEmail, func(s *core.Settings) { s.Basis.Phone = "" }, nil)
	w.says("Telefon des Autohauses fehlt")
	w.Ctrl(fyne.KeyReturn)
	w.says("Der Text hat Lücken")
	if len(w.sent) != 0 {
		t.Fatal("sent without the answer")
	}
	w.Press(fyne.KeyEscape)
	w.Ctrl(fyne.KeyReturn)
	w.Click("Trotzdem senden")
	if len(w.sent) != 1 || strings.Contains(w.sent[0].Text, "<PHONE>") {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestABadAddressIsNamedAndNothingIsSent(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, func(a *core.Appointment) { a.Contact.Email = "" })
	w.Type("anna@")
	w.Ctrl(fyne.KeyReturn)
	w.says("„anna@“ ist keine E-Mail-Adresse.")
	if len(w.sent) != 0 {
		t.Error("sent to no address")
	}
}

func TestTheCharacterThatMakesAnSMSLongerIsNamedAndReplaced(t *testing.T) {
	w := begin(t, core.ChannelSMS, func(s *core.Settings) { s.Basis.Dealership = "Autohaus „Łukasz“" }, nil)
	w.says("UCS-2", "Das Zeichen „„“ (U+201E)", "70 statt 160 Zeichen")
	w.Ctrl(fyne.KeyG)
	w.says("GSM-7", `Autohaus "Lukasz"`)
	w.Ctrl(fyne.KeyReturn)
	if len(w.sent) != 1 || w.sent[0].To[0] != "+436641234567" || strings.Contains(w.sent[0].Text, "Ł") {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestAnSMSToALandlineIsRefused(t *testing.T) {
	w := begin(t, core.ChannelSMS, nil, func(a *core.Appointment) { a.Contact.Mobile = core.Phone{} })
	w.Type("0662 123456")
	w.Ctrl(fyne.KeyReturn)
	w.says("Festnetznummer")
	if len(w.sent) != 0 {
		t.Error("sent to a landline")
	}
}

func TestWhatIsNotActivatedIsSaidWithTheWayThere(t *testing.T) {
	b := desktest.New(t)
	b.NoSMS = core.Refuse(core.FieldSMSConfirmation, message.ReasonNoActivation)
	w := &writing{Bench: b}
	w.service = w.Outbox(&desktest.Postman{})
	d, err := w.service.Draft(t.Context(), core.MessageConfirmation, core.ChannelSMS, w.Visit(nil).Meta.ID)
	if err != nil || !errors.Is(d.Hindrance, message.ReasonNoActivation) {
		t.Fatal(d.Hindrance, err)
	}
	w.edit(d)
	w.says("nicht freigeschaltet", "Zur Einstellung")
	w.Click("Zur Einstellung")
	if last := w.Went[len(w.Went)-1]; last != "settings activation" {
		t.Errorf("went to %q", last)
	}
}

func TestAFileIsAttachedAndTakenOutAgain(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	w.CtrlShift(fyne.KeyA)
	w.Type("plan.pdf")
	w.Press(fyne.KeyReturn)
	w.says("plan.pdf", "4 B")
	w.Ctrl(fyne.KeyD)
	w.Ctrl(fyne.KeyReturn)
	if len(w.sent) != 1 || len(w.sent[0].Attachments) != 1 || w.sent[0].Attachments[0].Name != "termin.ics" {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestTheSameThingIsNotSaidTwiceUnasked(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	w.Ctrl(fyne.KeyReturn)
	if _, err := w.service.Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := w.service.Draft(t.Context(), core.MessageConfirmation, core.ChannelEmail, w.visit.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.edit(d)
	w.Ctrl(fyne.KeyReturn)
	w.says("Das weiß der Kunde schon")
	if len(w.sent) != 1 {
		t.Fatal("sent unasked")
	}
	w.Press(fyne.KeyReturn)
	if len(w.sent) != 2 {
		t.Error("not sent although asked to")
	}
}

func TestLeavingAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	left := false
	w.editor.Leave(func() { left = true })
	if !left || w.dropped != 1 {
		t.Fatal("an untouched message may be left at once")
	}
	w = begin(t, core.ChannelEmail, nil, func(a *core.Appointment) { a.Contact.Email = "" })
	w.Type("anna@post.example")
	left = false
	w.editor.Leave(func() { left = true })
	w.says("Die Nachricht ist nicht gesendet")
	if left {
		t.Error("left without asking")
	}
}

func TestTheTextSpeaksTheOtherLanguage(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	d, err := w.service.Draft(t.Context(), core.MessageConfirmation, core.ChannelEmail, w.visit.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.service.Speak(t.Context(), &d, "en"); err != nil {
		t.Fatal(err)
	}
	w.edit(d)
	w.says("Dear Ms Müller")
}
