package data_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data"
	"terminwerk/data/mapi"
	"terminwerk/data/secret"
	"terminwerk/data/smsreminder"
	"terminwerk/data/smtp"
)

func modules(t *testing.T, secrets message.Secrets) *data.Modules {
	t.Helper()
	x, err := data.NewModules(data.ModulesConfig{
		Profiles: assets.SMS, Clock: core.ClockFunc(time.Now), Secrets: secrets, Letters: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// reasonOf is the sentence's key and the field of a refusal.
func reasonOf(err error) string {
	var e *core.Error
	var why core.Reason
	if !errors.As(err, &e) || !errors.As(err, &why) {
		return fmt.Sprint(err)
	}
	return string(e.Field) + " " + string(why)
}

func TestTheSettingChoosesTheModule(t *testing.T) {
	secrets := secret.New(secret.Config{})
	secrets.Remember(message.SecretSMTP, "p")
	secrets.Remember(message.SecretSMS+"token", "t")
	x := modules(t, secrets)
	server := core.SMTP{Host: "mail.example.com", User: "kfz"}
	service := core.SMS{Profile: "custom", Values: map[string]string{"url": "https://sms.example.com"}}
	email := func(m core.MailModule) *core.Message { return &core.Message{Channel: core.ChannelEmail, Module: m} }
	sms := &core.Message{Channel: core.ChannelSMS, Module: core.ModuleSMS}
	for name, c := range map[string]struct {
		module core.MailModule
		smtp   core.SMTP
		sms    core.SMS
		m      *core.Message
		want   string
	}{
		"mail program":            {1, server, service, email(1), "*mapi.Sender"},
		"mail server":             {2, server, service, email(2), "*smtp.Sender"},
		"service":                 {3, server, service, email(3), "*smsreminder.Sender"},
		"queued before a change":  {3, server, service, email(2), "*smtp.Sender"},
		"SMS with module 1":       {1, server, service, sms, "*smsreminder.Sender"},
		"SMS whatever is stored":  {7, server, service, sms, "*smsreminder.Sender"},
		"value 4 from outside":    {4, server, service, email(2), "module " + string(core.ReasonModule)},
		"value -1 from outside":   {-1, server, service, email(1), "module " + string(core.ReasonModule)},
		"message with value 9":    {2, server, service, email(9), "module " + string(core.ReasonModule)},
		"never chosen":            {0, server, service, email(1), "module " + string(message.ReasonModuleNotSet)},
		"no server":               {2, core.SMTP{}, service, email(2), "smtp_host " + string(core.ReasonRequired)},
		"plain beyond loopback":   {2, core.SMTP{Host: "mail.example.com", Security: core.SecurityNone}, service, email(2), "smtp_security " + string(smtp.ReasonPlain)},
		"no service":              {3, server, core.SMS{}, email(3), "sms_profile " + string(smsreminder.ReasonNoProfile)},
		"service without address": {3, server, core.SMS{Profile: "custom"}, sms, "sms.url " + string(core.ReasonRequired)},
		"service without key":     {3, server, core.SMS{Profile: "seven"}, sms, " " + string(secret.ReasonNone)},
	} {
		sender, err := x.For(t.Context(), core.Settings{Mail: core.Mail{Module: c.module, SMTP: c.smtp}, SMS: c.sms}, c.m)
		got := fmt.Sprintf("%T", sender)
		if err != nil {
			got = reasonOf(err)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, err := modules(t, secret.New(secret.Config{})).For(t.Context(), core.Settings{Mail: core.Mail{Module: 2, SMTP: server}}, email(2)); !core.IsKind(err, core.Unavailable) {
		t.Errorf("without password: %v", err)
	}
	var _ message.Sender = (*mapi.Sender)(nil)
}

func TestSecretsReachTheServiceAndNoDryRun(t *testing.T) {
	var key string
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key = r.Header.Get("X-Api-Key")
		fmt.Fprint(w, `{"success":"100"}`)
	}))
	defer service.Close()
	secrets := secret.New(secret.Config{})
	secrets.Remember(message.SecretSMS+"api_key", "topsecret")
	x := modules(t, secrets)
	settings := core.Settings{SMS: core.SMS{Profile: "seven", Values: map[string]string{"url": service.URL}}}
	m := &core.Message{Channel: core.ChannelSMS, Module: core.ModuleSMS, To: []string{"+436641234567"}, Text: "x"}
	shown, err := x.DryRun(context.Background(), settings, m)
	if err != nil || !strings.Contains(shown, "X-Api-Key: •••") || strings.Contains(shown, "topsecret") || key != "" {
		t.Errorf("%v\n%s", err, shown)
	}
	sender, err := x.For(t.Context(), settings, m)
	if err != nil {
		t.Fatal(err)
	}
	if r := sender.Send(t.Context(), m); r.Outcome != message.Accepted || key != "topsecret" {
		t.Errorf("%+v %q", r, key)
	}
	if !x.MailBySMS(settings) || x.MailBySMS(core.Settings{SMS: core.SMS{Profile: "custom"}}) || x.MailBySMS(core.Settings{}) {
		t.Error("which services take e-mails is not told")
	}
	if !x.Near(settings, core.ModuleSMS) || x.Near(core.Settings{SMS: core.SMS{Profile: "seven"}}, core.ModuleSMS) || !x.Near(core.Settings{SMS: core.SMS{Profile: "kannel"}}, core.ModuleSMS) {
		t.Error("which services lie on this machine is not told")
	}
}

func TestARefreshTokenThatTheProviderReplacesIsKept(t *testing.T) {
	asked := ""
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.FormValue("refresh_token")
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"access_token":"a","expires_in":1,"refresh_token":"second"}`)
	}))
	defer provider.Close()
	secrets := secret.New(secret.Config{})
	secrets.Remember(message.SecretSMTP, "first")
	x := modules(t, secrets)
	set := core.Settings{Mail: core.Mail{Module: core.ModuleSMTP, SMTP: core.SMTP{
		Host: "127.0.0.1", Port: 1, Security: core.SecurityNone, Auth: "xoauth2", User: "kfz", TokenURL: provider.URL, ClientID: "c",
	}}}
	m := &core.Message{Channel: core.ChannelEmail, Module: core.ModuleSMTP, From: "a@example.com", To: []string{"b@example.com"}, Rendered: []byte("x")}
	for _, refresh := range []string{"first", "second"} {
		sender, err := x.For(t.Context(), set, m)
		if err != nil {
			t.Fatal(err)
		}
		sender.Send(t.Context(), m)
		if kept, _ := secrets.Secret(t.Context(), message.SecretSMTP); asked != refresh || kept != "second" {
			t.Errorf("asked with %q, kept %q", asked, kept)
		}
	}
}
