package smtp_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

const secret = "Geheim-Wört€r"

var clock = core.ClockFunc(func() time.Time { return time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC) })

// mail is a rendered e-mail to the given addresses.
func mail(t *testing.T, to ...string) *core.Message {
	t.Helper()
	m := &core.Message{
		Kind: core.MessageConfirmation, Channel: core.ChannelEmail, Module: core.ModuleSMTP, MessageID: "<17.x1@autohaus.example>",
		From: `"Autohaus Größl" <service@autohaus.example>`, To: to, Subject: "Ihr Termin", Text: "Bis Montag!\n.\n..Ende",
	}
	var err error
	if m.Rendered, err = (smtp.Composer{Clock: clock}).Compose(m); err != nil {
		t.Fatal(err)
	}
	return m
}

func plain(s *server) smtp.Config {
	return smtp.Config{
		SMTP: core.SMTP{Host: "127.0.0.1", Port: s.port, Security: core.SecurityNone}, From: "service@autohaus.example",
		Command: 2 * time.Second, Submission: 2 * time.Second,
	}
}

func want(t *testing.T, r message.Result, outcome message.Outcome, reason core.Reason) {
	t.Helper()
	if r.Outcome != outcome || r.Reason != string(reason) {
		t.Errorf("%s %q %q, want %s %q\n%s", r.Outcome, r.Reason, r.Words, outcome, reason, strings.Join(r.Transcript, "\n"))
	}
}

func TestMessageArrivesByteForByte(t *testing.T) {
	s := (&server{Offers: []string{"SIZE 100000"}}).start(t)
	m := mail(t, "a@example.com", "b@example.com")
	r := smtp.New(plain(s)).Send(t.Context(), m)
	want(t, r, message.Sent, "")
	if r.Words != "250 2.0.0 Ok: queued as 4711" {
		t.Errorf("words %q", r.Words)
	}
	if got := s.taken(); len(got) != 1 || got[0] != string(m.Rendered) {
		t.Errorf("the server has\n%q, sent was\n%q", got, m.Rendered)
	}
	if from := s.told("MAIL"); len(from) != 1 || !strings.HasPrefix(from[0], "MAIL FROM:<service@autohaus.example> SIZE=") {
		t.Errorf("%q", from)
	}
	if len(s.told("QUIT")) != 1 {
		t.Error("the connection was not ended")
	}
}

func TestAnswersBecomeOutcomes(t *testing.T) {
	at := func(verb, answer string) func(string) string {
		return func(line string) string {
			if verb == "" && line == "" || verb != "" && strings.HasPrefix(line, verb) {
				return answer
			}
			return ""
		}
	}
	for name, c := range map[string]struct {
		answer  func(string) string
		dot     string
		outcome message.Outcome
		reason  core.Reason
	}{
		"greeting 554":          {at("", "554 go away"), "", message.Channel, smtp.ReasonTurnedAway},
		"greeting 421":          {at("", "421 too many connections"), "", message.Channel, smtp.ReasonTurnedAway},
		"greeting missing":      {at("", "hang"), "", message.Channel, smtp.ReasonSilent},
		"greeting dropped":      {at("", "drop"), "", message.Channel, smtp.ReasonUnreachable},
		"EHLO dropped":          {at("EHLO", "drop"), "", message.Channel, smtp.ReasonUnreachable},
		"sender 451":            {at("MAIL", "451 4.3.0 later"), "", message.Temporary, ""},
		"sender too big":        {at("MAIL", "552 5.3.4 too big"), "", message.Permanent, ""},
		"sender not ours":       {at("MAIL", "550 5.7.1 not your address"), "", message.Channel, smtp.ReasonSender},
		"login required":        {at("MAIL", "530 5.7.0 authentication required"), "", message.Channel, smtp.ReasonLoginRequired},
		"encryption required":   {at("MAIL", "530 5.7.0 Must issue a STARTTLS command first"), "", message.Channel, smtp.ReasonWantsTLS},
		"recipient 550":         {at("RCPT", "550 5.1.1 no such user"), "", message.Permanent, ""},
		"recipient 450":         {at("RCPT", "450 4.2.1 busy"), "", message.Temporary, ""},
		"recipient 421":         {at("RCPT", "421 4.7.0 slow down"), "", message.Channel, smtp.ReasonTurnedAway},
		"recipient silent":      {at("RCPT", "hang"), "", message.Temporary, smtp.ReasonSilent},
		"recipient dropped":     {at("RCPT", "drop"), "", message.Temporary, smtp.ReasonUnreachable},
		"data 452":              {at("DATA", "452 4.3.1 disk full"), "", message.Temporary, ""},
		"data 554":              {at("DATA", "554 5.7.1 no"), "", message.Permanent, ""},
		"after the dot 451":     {nil, "451 4.3.0 later", message.Temporary, ""},
		"after the dot 554":     {nil, "554 5.7.1 spam", message.Permanent, ""},
		"after the dot dropped": {nil, "drop", message.Uncertain, smtp.ReasonUncertain},
		"after the dot silent":  {nil, "hang", message.Uncertain, smtp.ReasonUncertain},
		"after the dot garbage": {nil, "what?", message.Uncertain, smtp.ReasonUncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := (&server{Answer: c.answer, Dot: c.dot}).start(t)
			config := plain(s)
			config.Command, config.Submission = 400*time.Millisecond, 400*time.Millisecond
			r := smtp.New(config).Send(t.Context(), mail(t, "a@example.com"))
			want(t, r, c.outcome, c.reason)
			if r.Words == "" {
				t.Error("no words")
			}
			if len(s.told("DATA")) > 1 || len(s.taken()) > 1 {
				t.Error("tried twice")
			}
		})
	}
}

func TestRefusedSenderOfAnOldMessageStopsOnlyThatMessage(t *testing.T) {
	s := (&server{Answer: func(line string) string {
		if strings.HasPrefix(line, "MAIL") {
			return "550 5.7.1 not your address"
		}
		return ""
	}}).start(t)
	config := plain(s)
	config.From = "Neu <new@autohaus.example>"
	want(t, smtp.New(config).Send(t.Context(), mail(t, "a@example.com")), message.Permanent, "")
}

func TestEveryRecipientHasItsOwnAnswer(t *testing.T) {
	s := (&server{Answer: func(line string) string {
		switch {
		case strings.Contains(line, "gone@"):
			return "550 5.1.1 unknown"
		case strings.Contains(line, "grey@"):
			return "450 4.2.0 Recipient address rejected: Greylisted for 600 seconds"
		}
		return ""
	}}).start(t)
	m := mail(t, "had@example.com", "ok@example.com", "gone@example.com", "grey@example.com", "no@example.com")
	m.Done, m.Refused = []string{"had@example.com"}, []string{"no@example.com"}
	r := smtp.New(plain(s)).Send(t.Context(), m)
	want(t, r, message.Temporary, "")
	if r.RetryAfter != 10*time.Minute {
		t.Errorf("tried again after %v", r.RetryAfter)
	}
	got := map[string]message.Outcome{}
	for _, a := range r.Recipients {
		got[a.Address] = a.Outcome
	}
	if len(got) != 3 || got["ok@example.com"] != message.Sent || got["gone@example.com"] != message.Permanent || got["grey@example.com"] != message.Temporary {
		t.Errorf("%v", r.Recipients)
	}
	if told := s.told("RCPT"); len(told) != 3 || len(s.taken()) != 1 {
		t.Errorf("%q, %d messages", told, len(s.taken()))
	}

	m.Done, m.Refused = append(m.Done, "ok@example.com"), append(m.Refused, "gone@example.com")
	s = (&server{}).start(t)
	want(t, smtp.New(plain(s)).Send(t.Context(), m), message.Sent, "")
	if told := s.told("RCPT"); !slices.Equal(told, []string{"RCPT TO:<grey@example.com>"}) {
		t.Errorf("the second attempt goes to %q", told)
	}
}

func TestGreylistingWaitsAtLeastFiveMinutes(t *testing.T) {
	s := (&server{Answer: func(line string) string {
		if strings.HasPrefix(line, "RCPT") {
			return "450 4.2.0 <a@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example"
		}
		return ""
	}}).start(t)
	r := smtp.New(plain(s)).Send(t.Context(), mail(t, "a@example.com"))
	want(t, r, message.Temporary, "")
	if r.RetryAfter != 5*time.Minute {
		t.Errorf("tried again after %v", r.RetryAfter)
	}
}

func TestEncryptedWaysAndLogins(t *testing.T) {
	cert, ca := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	plainLogin := "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00kfz@autohaus.example\x00"+secret))
	for name, c := range map[string]struct {
		security core.Security
		auth     string
		offers   string
		login    []string // what the server must have been told
	}{
		"tls, plain":        {core.SecurityTLS, "", "AUTH LOGIN PLAIN", []string{plainLogin}},
		"starttls, plain":   {core.SecuritySTARTTLS, "plain", "AUTH PLAIN LOGIN", []string{plainLogin}},
		"starttls, login":   {core.SecuritySTARTTLS, "", "AUTH LOGIN CRAM-MD5", []string{"AUTH LOGIN"}},
		"starttls, xoauth2": {core.SecuritySTARTTLS, "xoauth2", "AUTH XOAUTH2 PLAIN", []string{"AUTH XOAUTH2 " + base64.StdEncoding.EncodeToString([]byte("user=kfz@autohaus.example\x01auth=Bearer "+secret+"\x01\x01"))}},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			s := (&server{
				Offers: []string{"STARTTLS"}, Secure: []string{c.offers}, Implicit: c.security == core.SecurityTLS, TLS: cert,
				Answer: func(line string) string {
					word, err := base64.StdEncoding.DecodeString(line)
					switch {
					case line == "AUTH LOGIN":
						asked = 1
						return "334 VXNlciBOYW1lAA=="
					case asked == 1 && err == nil && string(word) == "kfz@autohaus.example":
						asked = 2
						return "334 UGFzc3dvcmQA"
					case asked == 2 && err == nil && string(word) == secret, line == plainLogin, strings.HasPrefix(line, "AUTH XOAUTH2 "):
						asked = 0
						return "235 2.7.0 welcome"
					case asked > 0:
						return "535 5.7.8 wrong"
					}
					return ""
				},
			}).start(t)
			config := plain(s)
			config.Security, config.CA, config.Auth = c.security, ca, c.auth
			config.User, config.Password = "kfz@autohaus.example", secret
			r := smtp.New(config).Send(t.Context(), mail(t, "a@example.com"))
			want(t, r, message.Sent, "")
			if told := s.told("AUTH"); !slices.Equal(told, c.login) {
				t.Errorf("%q, want %q", told, c.login)
			}
			all := strings.Join(r.Transcript, "\n")
			for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), strings.TrimPrefix(c.login[0], "AUTH ")} {
				if strings.Contains(all, form) && form != "LOGIN" {
					t.Errorf("the transcript shows %q:\n%s", form, all)
				}
			}
			for _, part := range []string{"S: 220 test ESMTP", "C: AUTH ", "•••", "S: 235 2.7.0 welcome", "C: MAIL FROM:", "bytes)", "queued as 4711"} {
				if strings.Count(all, part) == 0 {
					t.Errorf("the transcript lacks %q:\n%s", part, all)
				}
			}
			if strings.Count(all, "220 test ESMTP") != 1 || strings.Contains(all, "Bis Montag") {
				t.Errorf("the transcript says too much:\n%s", all)
			}
		})
	}
}

func TestChannelFaultsBeforeAnythingIsSent(t *testing.T) {
	good, ca := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	other, otherCA := certificate(t, "mail.example.com", time.Now().Add(time.Hour))
	old, oldCA := certificate(t, "127.0.0.1", time.Now().Add(-time.Hour))
	starttls := []string{"STARTTLS"}
	for name, c := range map[string]struct {
		server   *server
		security core.Security
		ca       string
		reason   core.Reason
	}{
		"unknown authority":    {&server{Offers: starttls, TLS: good}, core.SecuritySTARTTLS, "", smtp.ReasonAuthority},
		"another host's":       {&server{Offers: starttls, TLS: other}, core.SecuritySTARTTLS, otherCA, smtp.ReasonHostname},
		"out of date":          {&server{Implicit: true, TLS: old}, core.SecurityTLS, oldCA, smtp.ReasonExpired},
		"no STARTTLS":          {&server{Offers: []string{"SIZE 100"}}, core.SecuritySTARTTLS, "", smtp.ReasonNoSTARTTLS},
		"STARTTLS refused":     {&server{Offers: starttls, Answer: func(l string) string { return map[string]string{"STARTTLS": "454 4.7.0 not now"}[l] }}, core.SecuritySTARTTLS, "", smtp.ReasonNoSTARTTLS},
		"injected before TLS":  {&server{Offers: starttls, TLS: good, Between: "250 ok\r\n"}, core.SecuritySTARTTLS, ca, smtp.ReasonTLS},
		"no TLS there":         {&server{}, core.SecurityTLS, ca, smtp.ReasonTLS},
		"CA file missing":      {&server{Offers: starttls, TLS: good}, core.SecuritySTARTTLS, "/nowhere/ca.pem", smtp.ReasonCA},
		"old TLS only":         {&server{Implicit: true, TLS: oldVersion(good)}, core.SecurityTLS, ca, smtp.ReasonTLS},
		"no login offered":     {&server{Offers: starttls, Secure: []string{"SIZE 1"}, TLS: good}, core.SecuritySTARTTLS, ca, smtp.ReasonNoLogin},
		"no login in common":   {&server{Offers: starttls, Secure: []string{"AUTH GSSAPI"}, TLS: good}, core.SecuritySTARTTLS, ca, smtp.ReasonNoLogin},
		"wrong password":       {&server{Offers: starttls, Secure: []string{"AUTH PLAIN"}, TLS: good, Answer: refuseLogin}, core.SecuritySTARTTLS, ca, smtp.ReasonLogin},
		"login silent":         {&server{Offers: starttls, Secure: []string{"AUTH PLAIN"}, TLS: good, Answer: hangLogin}, core.SecuritySTARTTLS, ca, smtp.ReasonSilent},
		"silent before TLS":    {&server{Answer: func(string) string { return "hang" }}, core.SecuritySTARTTLS, ca, smtp.ReasonSilent},
		"TLS to a silent port": {&server{Answer: func(string) string { return "hang" }}, core.SecurityTLS, ca, smtp.ReasonSilent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.server.start(t)
			config := plain(s)
			config.Command = time.Second
			config.Security, config.CA, config.User, config.Password = c.security, c.ca, "kfz", secret
			r := smtp.New(config).Send(t.Context(), mail(t, "a@example.com"))
			want(t, r, message.Channel, c.reason)
			if len(s.told("MAIL")) > 0 {
				t.Error("a message was named all the same")
			}
			if c.reason != smtp.ReasonLogin && c.reason != smtp.ReasonSilent && len(s.told("AUTH")) > 0 {
				t.Error("the password left")
			}
			if all := r.Words + strings.Join(r.Transcript, "\n"); strings.Contains(all, secret) ||
				strings.Contains(all, base64.StdEncoding.EncodeToString([]byte("\x00kfz\x00"+secret))) {
				t.Errorf("the password is shown:\n%s", all)
			}
		})
	}
}

func refuseLogin(line string) string {
	if secret, ok := strings.CutPrefix(line, "AUTH PLAIN "); ok {
		return "535 5.7.8 bad credentials " + secret // a server that repeats what it was told
	}
	return ""
}

func hangLogin(line string) string {
	if strings.HasPrefix(line, "AUTH") {
		return "hang"
	}
	return ""
}
