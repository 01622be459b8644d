package smtp_test

import (
	"context"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

func TestUnencryptedOnlyWhereConfirmed(t *testing.T) {
	for _, c := range []struct {
		host, confirmed string
		ok              bool
	}{
		{"localhost", "", true},
		{"127.0.0.1", "", true},
		{"::1", "", true},
		{"mail.example.com", "", false},
		{"mail.example.com", "other.example.com", false},
		{"mail.example.com", "Mail.Example.com", true},
		{"127.0.0.1.example.com", "", false},
	} {
		err := smtp.Check(core.SMTP{Host: c.host, PlainHost: c.confirmed, Security: core.SecurityNone})
		if (err == nil) != c.ok {
			t.Errorf("%s, confirmed %q: %v", c.host, c.confirmed, err)
		}
		if err := smtp.Check(core.SMTP{Host: c.host, Security: core.SecuritySTARTTLS}); err != nil {
			t.Errorf("%s encrypted: %v", c.host, err)
		}
	}
	r := smtp.New(smtp.Config{SMTP: core.SMTP{Host: "mail.example.com", Security: core.SecurityNone}}).Send(t.Context(), mail(t, "a@example.com"))
	want(t, r, message.Channel, smtp.ReasonPlain)
}

func TestServerThatIsNotThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := &server{port: listener.Addr().(*net.TCPAddr).Port}
	listener.Close()
	want(t, smtp.New(plain(gone)).Send(t.Context(), mail(t, "a@example.com")), message.Channel, smtp.ReasonUnreachable)
}

func TestStoppingReturnsAtOnceAndTellsWhatIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		at      string
		dot     string
		outcome message.Outcome
	}{
		"before the message": {at: "MAIL", outcome: message.Channel},
		"after the dot":      {dot: "hang", outcome: message.Uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := (&server{Dot: c.dot}).start(t)
			s.Answer = func(line string) string {
				if c.at != "" && strings.HasPrefix(line, c.at) {
					cancel()
					return "hang"
				}
				return ""
			}
			config := plain(s)
			config.Command, config.Submission = time.Hour, time.Hour
			if c.dot != "" {
				go func() {
					for len(s.taken()) == 0 {
						time.Sleep(time.Millisecond)
					}
					cancel()
				}()
			}
			if r := smtp.New(config).Send(ctx, mail(t, "a@example.com")); r.Outcome != c.outcome {
				t.Errorf("%s %q, want %s", r.Outcome, r.Words, c.outcome)
			}
		})
	}
}

func TestUmlautsBeforeTheAtNeedAServerThatTakesThem(t *testing.T) {
	m := mail(t, "jörg@größl.example", "a@example.com")
	s := (&server{Offers: []string{"8BITMIME", "SMTPUTF8"}}).start(t)
	want(t, smtp.New(plain(s)).Send(t.Context(), m), message.Sent, "")
	if from := s.told("MAIL")[0]; !strings.Contains(from, " SMTPUTF8") {
		t.Errorf("%q", from)
	}
	if to := s.told("RCPT")[0]; !strings.HasPrefix(to, "RCPT TO:<jörg@xn--gr") || !strings.HasSuffix(to, ".example>") {
		t.Errorf("%q", to)
	}

	s = (&server{Offers: []string{"8BITMIME"}}).start(t)
	r := smtp.New(plain(s)).Send(t.Context(), m)
	want(t, r, message.Sent, "")
	if told := s.told("RCPT"); !slices.Equal(told, []string{"RCPT TO:<a@example.com>"}) || r.Recipients[0].Outcome != message.Permanent {
		t.Errorf("%q, %v", told, r.Recipients)
	}
	if from := s.told("MAIL")[0]; strings.Contains(from, "SMTPUTF8") {
		t.Errorf("%q", from)
	}
}

func TestTooLargeForTheServerIsNotUploaded(t *testing.T) {
	s := (&server{Offers: []string{"SIZE 200"}}).start(t)
	want(t, smtp.New(plain(s)).Send(t.Context(), mail(t, "a@example.com")), message.Permanent, smtp.ReasonTooLarge)
	if len(s.told("MAIL")) > 0 {
		t.Error("the message was announced")
	}
}
