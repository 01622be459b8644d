package compose_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/kit"
)

// pick takes the option with this text in the choice that shows the other one.
func (w *writing) pick(shown, wanted string) {
	w.Helper()
	for range 30 {
		text := ""
		switch c := w.Window.Canvas().Focused().(type) {
		case *kit.Combo[core.Channel]:
			text = c.Text
		case *kit.Combo[core.MessageKind]:
			text = c.Text
		}
		if text == shown {
			w.Type(wanted)
			w.Press(fyne.KeyReturn)
			return
		}
		w.Press(fyne.KeyTab)
	}
	w.Fatalf("no choice shows %q", shown)
}

func (w *writing) typeIntoText(words string) {
	w.Helper()
	for range 30 {
		if _, ok := w.Window.Canvas().Focused().(*kit.Notes); ok {
			w.Type(words)
			return
		}
		w.Press(fyne.KeyTab)
	}
	w.Fatal("no text field")
}

func (w *writing) rework(id core.ID) {
	w.Helper()
	d, err := w.service.Rework(w.Context(), id)
	if err != nil {
		w.Fatal(err)
	}
	w.edit(d)
}

func TestAQueuedMailIsSentAsSMSInstead(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	w.Ctrl(fyne.KeyReturn)
	w.rework(w.sent[0].Meta.ID)
	w.pick("E-Mail", "SMS")
	w.says("+436641234567", "1 SMS")
	w.Ctrl(fyne.KeyReturn)
	if len(w.sent) != 2 || w.sent[1].Channel != core.ChannelSMS || len(w.sent[1].Attachments) != 0 {
		t.Fatalf("sent %+v", w.sent)
	}
	if old, err := w.Store.Message(w.Context(), w.sent[0].Meta.ID); err != nil || old.State != core.MessageCancelled {
		t.Errorf("the e-mail is %s, %v", old.State, err)
	}
}

func TestATypedTextIsAskedAboutBeforeItTakesTheOtherWay(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	w.typeIntoText("Von Hand. ")
	w.pick("E-Mail", "SMS")
	w.says("Der Text ist von Ihnen")
	w.Press(fyne.KeyEscape)
	w.says("Von Hand. Sehr geehrte Frau Müller", "termin.ics")
	w.pick("E-Mail", "SMS")
	w.Press(fyne.KeyReturn)
	w.Ctrl(fyne.KeyReturn)
	if len(w.sent) != 1 || w.sent[0].Channel != core.ChannelSMS || !strings.Contains(w.sent[0].Text, "Von Hand. ") {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestAFreeMessageTakesATemplate(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	d, err := w.service.DraftTo(t.Context(), core.ChannelEmail, w.visit.Customer)
	if err != nil {
		t.Fatal(err)
	}
	w.edit(d)
	w.pick("ohne – freier Text", "Erinnerung")
	w.says("Erinnerung: Servicetermin am 25.11.2026")
	w.Ctrl(fyne.KeyReturn)
	if len(w.sent) != 1 || w.sent[0].Kind != core.MessageReminder || w.sent[0].Appointment != w.visit.Meta.ID {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestTheTextOfAnOldMessageGivesWayToATemplateAndComesBack(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	d := message.Draft{Kind: core.MessageOrdinary, Channel: core.ChannelEmail, Customer: w.visit.Customer, To: []string{"a@post.example"}, Subject: "Ihr Auto", Text: "Es ist fertig.", Literal: true}
	m, err := w.service.Enqueue(t.Context(), "Huber", d, message.Answers{})
	if err != nil {
		t.Fatal(err)
	}
	w.rework(m.Meta.ID)
	w.pick("keiner – der bisherige Text", "Bestätigung")
	w.says("Sehr geehrte Frau Müller")
	w.Desk.Toasts.Undo()
	w.says("Es ist fertig.")
}

func TestThePreviewOfAMessageThatBeganEmptyFollowsTheText(t *testing.T) {
	w := begin(t, core.ChannelEmail, nil, nil)
	d, err := w.service.DraftTo(t.Context(), core.ChannelEmail, w.visit.Customer)
	if err != nil {
		t.Fatal(err)
	}
	w.edit(d)
	desktest.Text(w.Window) // it was seen once without a text
	w.typeIntoText("Fertig!")
	if text := desktest.Text(w.Window); strings.Count(text, "Fertig!") != 2 {
		t.Errorf("the preview does not show it: %s", text)
	}
}
