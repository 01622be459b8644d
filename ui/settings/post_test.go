package settings_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/core/message"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/settings"
)

type office struct {
	*desktest.Bench
	service *message.Service
	secrets map[string]string
	entered string
}

func (o *office) Secret(_ context.Context, name string) (string, error) {
	if value, ok := o.secrets[name]; ok {
		return value, nil
	}
	return "", &core.Error{Kind: core.NotFound, Op: "secret"}
}

func (o *office) SetSecret(_ context.Context, name, value string) error {
	o.secrets[name] = value
	return nil
}

func (o *office) DeleteSecret(_ context.Context, name string) error {
	delete(o.secrets, name)
	return nil
}

func (o *office) Status(context.Context) (activation.Status, error) {
	if o.entered == "" {
		return activation.Status{Why: activation.ReasonNone}, nil
	}
	return activation.Status{Active: true, Warn: true, DaysLeft: 12, License: activation.License{Dealership: 4711, Expires: 20261205}}, nil
}

func (o *office) Enter(ctx context.Context, _, code string) (activation.Status, error) {
	if code != "GUTER-CODE" {
		return activation.Status{}, core.Refuse(core.FieldActivation, activation.ReasonSignature)
	}
	o.entered = code
	return o.Status(ctx)
}

func (o *office) Request(ctx context.Context) (activation.Request, error) {
	s, err := o.Store.Settings(ctx)
	return activation.Request{Dealership: s.Activation.Dealership}, err
}

// at opens the settings at a key, with the pages about messages.
func at(t *testing.T, key string, change func(*core.Settings)) (*office, *settings.Screen) {
	t.Helper()
	o := &office{Bench: desktest.New(t), secrets: map[string]string{}}
	o.SetSettings(func(s *core.Settings) {
		if change != nil {
			change(s)
		}
	})
	o.service = o.Outbox(&desktest.Postman{})
	v := settings.New(o.Desk, o.Services(), settings.Post{
		Outbox: o.service, Visits: o.Store, Services: services{desktest.Profiles(t)}, Secrets: o, Activation: o,
		ReadCode: func(string) (string, error) { return "GUTER-CODE", nil },
		Browse:   func(_ []string, chosen func(string)) { chosen("code.lic") },
	})
	v.Focus(key)
	o.Open(v)
	return o, v
}

// services is the book of profiles with a dry run that only names the recipient.
type services struct{ desktest.Book }

func (services) DryRun(_ context.Context, s core.Settings, m *core.Message) (string, error) {
	return "GET " + s.SMS.Values["url"] + "?to=" + m.To[0] + "&password=***", nil
}

func (o *office) says(words ...string) {
	o.Helper()
	text := desktest.Text(o.Window)
	for _, w := range words {
		if !strings.Contains(text, w) {
			o.Errorf("%q is not to be seen in: %s", w, text)
		}
	}
}

func TestAWrongStoredModuleShowsTheSentenceThatNamesTheThree(t *testing.T) {
	o, _ := at(t, "mail.module", func(s *core.Settings) { s.Mail.Module = 0 })
	o.says("1 = MAPI", "2 = SMTP", "3 = SMS")
	o.Press(fyne.KeyTab, fyne.KeySpace)
	o.Ctrl(fyne.KeyS)
	if got := stored(o.Bench).Mail.Module; got != core.ModuleSMTP {
		t.Errorf("module %d", got)
	}
}

func TestAChangedModuleAsksWhatBecomesOfWhatWaits(t *testing.T) {
	o, _ := at(t, "mail.module", func(s *core.Settings) { s.Mail.From = "service@autohaus.example" })
	d, err := o.service.Draft(t.Context(), core.MessageConfirmation, core.ChannelEmail, o.Visit(nil).Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	m, err := o.service.Enqueue(t.Context(), "Huber", d, message.Answers{Gaps: true})
	if err != nil || m.State != core.MessageWaiting {
		t.Fatal(m.State, err)
	}
	o.Press(fyne.KeyDown)
	o.Ctrl(fyne.KeyS)
	o.says("Eine E-Mail wartet noch", "Mailserver (SMTP)")
	o.Press(fyne.KeyReturn)
	if m, _ = o.Store.Message(t.Context(), m.Meta.ID); m.State != core.MessageQueued || m.Module != core.ModuleSMTP {
		t.Errorf("it is %s by module %d", m.State, m.Module)
	}
}

func TestWithoutEncryptionIsAskedTwice(t *testing.T) {
	o, _ := at(t, "mail.smtp.host", func(s *core.Settings) { s.Mail.SMTP.Security = core.SecurityNone })
	o.Type("mail.autohaus.example")
	o.Ctrl(fyne.KeyS)
	o.says("Ohne Verschlüsselung?")
	o.Click("Unverschlüsselt senden")
	o.says("Wirklich lesbar senden?")
	if stored(o.Bench).Mail.SMTP.Host != "" {
		t.Fatal("stored after one answer")
	}
	o.Click("Ja, ich übernehme die Verantwortung")
	if s := stored(o.Bench).Mail.SMTP; s.Host != "mail.autohaus.example" || s.PlainHost != s.Host {
		t.Errorf("stored %+v", s)
	}
}

func TestThePasswordGoesToTheSecretsAlone(t *testing.T) {
	o, _ := at(t, message.SecretSMTP, nil)
	o.Type("geheim")
	o.Ctrl(fyne.KeyS)
	if o.secrets[message.SecretSMTP] != "geheim" {
		t.Errorf("secrets %v", o.secrets)
	}
	if text := desktest.Text(o.Window); strings.Contains(text, "geheim") {
		t.Error("the password is still on the screen")
	}
}

func TestAProfileAsksForItsValuesAndShowsItsRequest(t *testing.T) {
	o, v := at(t, "sms.profile", func(s *core.Settings) { s.SMS.Profile = "kannel" })
	o.says("Adresse der smsbox", "Benutzer", "Passwort")
	v.Focus("sms.url")
	v.Shown()
	o.Type("http://10.0.0.5:13013")
	o.CtrlShift(fyne.KeyP)
	o.says("GET http://10.0.0.5:13013?to=+436641234567&password=***")
	o.Press(fyne.KeyEscape)
	o.Ctrl(fyne.KeyS)
	if got := stored(o.Bench).SMS.Values["url"]; got != "http://10.0.0.5:13013" {
		t.Errorf("stored %q", got)
	}
}

func TestABrokenProfileOfOnesOwnIsRefused(t *testing.T) {
	o, v := at(t, "sms.custom_profile", func(s *core.Settings) { s.SMS.Profile = "custom" })
	v.Focus("sms.custom_profile")
	v.Shown()
	o.Type("kaputt ")
	o.Ctrl(fyne.KeyS)
	if len(stored(o.Bench).SMS.Custom) != 0 {
		t.Error("a profile that is none was stored")
	}
}

func TestReminderRulesAreAddedAndStored(t *testing.T) {
	o, _ := at(t, "reminders", nil)
	o.says("Noch keine Regel")
	o.Press(fyne.KeyReturn)
	o.Ctrl(fyne.KeyS)
	want := core.ReminderRule{Days: 1, At: 16 * 60, Channel: core.ChannelEmail}
	if got := stored(o.Bench).Reminders; len(got) != 1 || got[0] != want {
		t.Errorf("stored %+v", got)
	}
}

func TestATemplateIsEditedPreviewedAndResetToTheShippedText(t *testing.T) {
	o, _ := at(t, "message_templates", func(s *core.Settings) { s.Basis.Dealership = "Autohaus Muster" })
	o.Visit(nil)
	o.Press(fyne.KeyTab, fyne.KeyTab)
	o.Type("Hallo <CUSTOMER>: ")
	o.says("Dieser Text ist Ihr eigener.")
	o.Ctrl(fyne.KeyP)
	o.says("Hallo Anna Müller: ")
	o.Press(fyne.KeyEscape)
	o.Ctrl(fyne.KeyS)
	if got := stored(o.Bench).Templates; len(got) != 1 || !strings.Contains(got[0].Subject, "Hallo <CUSTOMER>: ") {
		t.Fatalf("stored %+v", got)
	}
	o.Ctrl(fyne.KeyD)
	o.Ctrl(fyne.KeyS)
	if got := stored(o.Bench).Templates; len(got) != 0 {
		t.Errorf("still %+v", got)
	}
}

func TestACodeCountsAtOnceAndAWrongOneSaysWhy(t *testing.T) {
	o, _ := at(t, "activation", func(s *core.Settings) { s.Activation.Dealership = 4711 })
	o.says("SMS sind nicht freigeschaltet", "Anforderungscode")
	o.Type("FALSCH")
	o.Ctrl(fyne.KeyReturn)
	o.says("von keinem Service-Desk ausgestellt")
	o.CtrlShift(fyne.KeyO)
	o.Click("Durchsuchen…")
	o.says("code.lic")
	o.Press(fyne.KeyReturn)
	if o.entered != "GUTER-CODE" {
		t.Fatalf("entered %q", o.entered)
	}
	o.says("nur noch 12 Tage", "4711", "05.12.2026")
}

func TestTheRequestCodeHoldsTheSavedDealerNumber(t *testing.T) {
	o, _ := at(t, "activation", nil)
	o.says(activation.Request{}.String())
	o.Type("4711")
	o.Ctrl(fyne.KeyS)
	o.says(activation.Request{Dealership: 4711}.String())
}

func TestATemplateIsShownForTheNextVisitAndForAnyOther(t *testing.T) {
	o, _ := at(t, "message_templates", nil)
	o.Visit(func(a *core.Appointment) { a.DropOff.At, a.PickUp.At = a.DropOff.At.Add(24*60), a.PickUp.At.Add(24*60) })
	o.Visit(func(a *core.Appointment) {
		a.Contact.LastName = "Zweite"
		a.DropOff.At, a.PickUp.At = a.DropOff.At.Add(3*24*60), a.PickUp.At.Add(3*24*60)
	})
	o.Visit(func(a *core.Appointment) {
		a.Contact.LastName = "Vorbei"
		a.DropOff.At, a.PickUp.At = a.DropOff.At.Add(-3*24*60), a.PickUp.At.Add(-3*24*60)
	})
	o.Ctrl(fyne.KeyP)
	o.says("Sehr geehrte Frau Müller", "26.11.2026", "1 SMS")
	o.Type("Zwei")
	o.Press(fyne.KeyReturn)
	o.says("Sehr geehrte Frau Zweite", "28.11.2026")
}

func TestTheLoginByTokenAsksForItsProvider(t *testing.T) {
	o, _ := at(t, "mail.smtp.auth", nil)
	o.Type("XO")
	o.Press(fyne.KeyReturn)
	o.says("Token-Adresse", "Refresh-Token")
	o.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	o.Type("https://login.example.com/token")
	o.Press(fyne.KeyTab)
	o.Type("terminwerk")
	o.Press(fyne.KeyTab)
	o.Type("geheim")
	o.Ctrl(fyne.KeyS)
	if s := stored(o.Bench).Mail.SMTP; s.Auth != "xoauth2" || s.TokenURL != "https://login.example.com/token" || s.ClientID != "terminwerk" || o.secrets[message.SecretClient] != "geheim" {
		t.Errorf("%+v %v", s, o.secrets)
	}
}
