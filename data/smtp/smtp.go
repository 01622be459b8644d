// Package smtp is module 2: it composes e-mails as bytes and hands them to a mail server.
//
// Every attempt opens one connection, tells each recipient's answer apart, and never tries twice. The connection is
// encrypted unless the settings say otherwise, and then only to this machine or to a host that was confirmed by name.
package smtp

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"

	gosmtp "github.com/emersion/go-smtp"
)

// The usual waiting times; RFC 5321 (4.5.3.2.6) asks for ten minutes after the final dot, when the server may be checking
// the message.
const (
	usualCommand    = 30 * time.Second
	usualSubmission = 10 * time.Minute
)

// Config is a mail server and how to reach it.
type Config struct {
	core.SMTP
	From     string // of the settings; a message from another address that is refused is that message's fault
	Password string // or access token for xoauth2
	// Access fetches the access token for xoauth2 in place of Password, a fresh one if renew is set; nil: Password is one.
	Access     func(ctx context.Context, renew bool) (string, error)
	Command    time.Duration // waiting for an answer; 0: 30 seconds
	Submission time.Duration // waiting for the answer to a whole message; 0: 10 minutes
}

// Sender sends through one mail server. It may be used from several goroutines.
type Sender struct{ c Config }

// New gives the sender for a server.
func New(c Config) *Sender {
	if c.Command == 0 {
		c.Command = usualCommand
	}
	if c.Submission == 0 {
		c.Submission = usualSubmission
	}
	if c.Security == "" {
		c.Security = core.SecuritySTARTTLS
	}
	if c.Port == 0 {
		c.Port = usualPort(c.Security)
	}
	return &Sender{c}
}

func usualPort(s core.Security) int {
	switch s {
	case core.SecurityTLS:
		return 465
	case core.SecurityNone:
		return 25
	}
	return 587
}

// Check reports what no attempt could get past: no server, or an unencrypted way to a host that nobody confirmed.
func Check(s core.SMTP) error {
	switch {
	case s.Host == "":
		return core.Refuse("smtp_host", core.ReasonRequired)
	case s.Security == core.SecurityNone && !Loopback(s.Host) && !strings.EqualFold(s.PlainHost, s.Host):
		return core.Refuse("smtp_security", ReasonPlain)
	}
	return checkTokenURL(s)
}

// Loopback tells whether a host is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

// Send makes one attempt for the recipients that m still has to reach.
func (s *Sender) Send(ctx context.Context, m *core.Message) message.Result {
	one := &Sender{s.c}
	if failed := one.licence(ctx, false); failed != nil {
		return *failed
	}
	log := newTranscript(one.c.User, one.c.Password)
	r := one.send(ctx, m, log)
	if one.c.Access != nil && r.Reason == string(ReasonLogin) {
		// A provider may withdraw an access token before its time; nothing was sent with it.
		if failed := one.licence(ctx, true); failed != nil {
			return *failed
		}
		log = newTranscript(one.c.User, one.c.Password)
		r = one.send(ctx, m, log)
	}
	r.Words = log.mask(r.Words)
	for i := range r.Recipients {
		r.Recipients[i].Words = log.mask(r.Recipients[i].Words)
	}
	r.Transcript = log.lines()
	return r
}

func (s *Sender) send(ctx context.Context, m *core.Message, log *transcript) message.Result {
	if err := Check(s.c.SMTP); err != nil {
		return channel(reasonOf(err), "")
	}
	e, err := newEnvelope(m)
	if err != nil {
		return message.Result{Outcome: message.Permanent, Reason: string(reasonOf(err))}
	}
	client, failed := s.open(ctx, log)
	if failed != nil {
		return *failed
	}
	defer client.Close()
	defer context.AfterFunc(ctx, func() { client.Close() })()
	t := transaction{ctx: ctx, client: client, e: e, ours: sameAddress(m.From, s.c.From)}
	r := t.run()
	if r.Outcome != message.Uncertain && ctx.Err() == nil {
		// The message's fate is known; whether the server says goodbye does not matter.
		client.CommandTimeout = min(client.CommandTimeout, 5*time.Second)
		_ = client.Quit()
	}
	return r
}

// sameAddress compares two senders without their names.
func sameAddress(a, b string) bool {
	x, errX := parseAddress(core.FieldMailFrom, a)
	y, errY := parseAddress(core.FieldMailFrom, b)
	return errX == nil && errY == nil && strings.EqualFold(x.Address, y.Address)
}

// envelope is what the server is told beside the message itself.
type envelope struct {
	from  string
	to    []string // addresses alone
	named []string // the same as the message has them
	bytes []byte
}

func newEnvelope(m *core.Message) (envelope, error) {
	from, err := parseAddress(core.FieldMailFrom, m.From)
	if err != nil {
		return envelope{}, err
	}
	e := envelope{from: from.Address, named: m.Unserved(), bytes: m.Rendered}
	if len(m.Rendered) == 0 || len(e.named) == 0 {
		return envelope{}, core.Refuse(core.FieldText, ReasonEmpty)
	}
	for _, one := range e.named {
		to, err := parseAddress(core.FieldRecipient, one)
		if err != nil {
			return envelope{}, err
		}
		e.to = append(e.to, to.Address)
	}
	return e, nil
}

// transaction is one message on an open connection.
type transaction struct {
	ctx    context.Context
	client *gosmtp.Client
	e      envelope
	ours   bool // the sender is the one of the settings
}

func (t *transaction) run() message.Result {
	if limit, ok := t.client.MaxMessageSize(); ok && limit > 0 && len(t.e.bytes) > limit {
		return message.Result{Outcome: message.Permanent, Reason: string(ReasonTooLarge)}
	}
	international, _ := t.client.Extension("SMTPUTF8")
	unicode := !ascii(t.e.from)
	if unicode && !international {
		if t.ours {
			return channel(ReasonUTF8Sender, "")
		}
		return message.Result{Outcome: message.Permanent, Reason: string(ReasonUTF8Sender)}
	}
	answers := make([]message.Recipient, len(t.e.to))
	for i, to := range t.e.to {
		answers[i].Address = t.e.named[i]
		if ascii(to) {
			continue
		}
		if unicode = true; !international {
			answers[i].Outcome, answers[i].Words = message.Permanent, "the server does not offer SMTPUTF8"
		}
	}
	options := &gosmtp.MailOptions{Size: int64(len(t.e.bytes)), UTF8: unicode && international}
	if err := t.client.Mail(t.e.from, options); err != nil {
		return t.refusedSender(err)
	}
	accepted := 0
	for i, to := range t.e.to {
		if answers[i].Outcome != "" {
			continue
		}
		if err := t.client.Rcpt(to, nil); err != nil {
			r := t.failed(err)
			if r.Outcome == message.Channel || r.Outcome == message.NoNetwork || !spoken(err) {
				return r
			}
			answers[i].Outcome, answers[i].Words = r.Outcome, r.Words
			continue
		}
		accepted++
	}
	if accepted == 0 {
		return summed(answers, nil)
	}
	return summed(answers, t.data())
}

// data transmits the message to the recipients that were accepted; its result is theirs.
func (t *transaction) data() *message.Result {
	w, err := t.client.Data()
	if err != nil {
		r := t.failed(err)
		return &r
	}
	if _, err := w.Write(t.e.bytes); err != nil {
		// The dot never left, so that the server has nothing it could take for a message.
		r := t.failed(err)
		return &r
	}
	answer, err := w.CloseWithResponse()
	switch {
	case err == nil:
		return &message.Result{Outcome: message.Sent, Words: oneLine("250 " + answer.StatusText)}
	case spoken(err):
		r := t.failed(err)
		return &r
	}
	return &message.Result{Outcome: message.Uncertain, Words: err.Error(), Reason: string(ReasonUncertain)}
}

// spoken tells whether err is the server's own answer.
func spoken(err error) bool {
	var answer *gosmtp.SMTPError
	return errors.As(err, &answer)
}

func ascii(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }

// summed makes one result of the recipients' answers; data, nil when no recipient was accepted, is what became of the
// others. The whole is tried again while one may still be reached, and is sent when the others never will be.
func summed(answers []message.Recipient, data *message.Result) message.Result {
	var whole message.Result
	if data != nil {
		whole = *data
	}
	for i := range answers {
		a := &answers[i]
		if a.Outcome == "" {
			a.Outcome, a.Words = data.Outcome, data.Words
			continue
		}
		switch {
		case whole.Outcome == "",
			a.Outcome == message.Temporary && (whole.Outcome == message.Sent || whole.Outcome == message.Permanent):
			whole = message.Result{Outcome: a.Outcome, Words: a.Words}
		}
		whole.RetryAfter = max(whole.RetryAfter, greylisted(a.Words))
	}
	if whole.Outcome != message.Channel && whole.Outcome != message.NoNetwork {
		whole.Recipients = answers
	}
	return whole
}
