package message

import (
	"context"
	"time"

	"terminwerk/core"
)

// Outcome is what became of one attempt.
type Outcome string

// The outcomes. Temporary is tried again later and counts; a channel fault or a missing network pauses the channel and
// does not. Uncertain means that the other side may have taken the message.
const (
	Sent       Outcome = "sent"        // the mail server took it
	HandedOver Outcome = "handed_over" // the mail program has it
	Accepted   Outcome = "accepted"    // the SMS reminder service took it
	Delivered  Outcome = "delivered"   // status query
	Lost       Outcome = "undelivered" // status query
	Aborted    Outcome = "aborted"     // the person closed the mail program's window
	Temporary  Outcome = "temporary"
	Permanent  Outcome = "permanent" // this message or recipient will never be taken
	Channel    Outcome = "channel"   // login, TLS, configuration, server gone
	NoNetwork  Outcome = "no_network"
	Uncertain  Outcome = "uncertain"
	NotKnown   Outcome = "not_known" // status query: the service never saw the message
)

// Recipient is the answer for one address of a message.
type Recipient struct {
	Address string
	Outcome Outcome
	Words   string
}

// Result is the answer to one attempt. Words are the other side's last ones or, when it said nothing, the program's own,
// free of secrets.
type Result struct {
	Outcome    Outcome
	Words      string
	Reason     string      // i18n key of the sentence for the adviser; empty when Words say it
	Recipients []Recipient // one per address where they differ
	GatewayID  string
	Price      string
	RetryAfter time.Duration // asked for by the other side, of the way when that is at fault, else of the message; 0: the usual back-off
	Transcript []string      // the dialogue with secrets masked
}

// Taken tells whether the other side took the message.
func (r Result) Taken() bool {
	switch r.Outcome {
	case Sent, HandedOver, Accepted, Delivered:
		return true
	}
	return false
}

// Sender is a module that takes messages. Send goes to m.Unserved() alone, keeps to ctx, returns an outcome in every case
// and never tries twice.
type Sender interface {
	Send(ctx context.Context, m *core.Message) Result
}

// Tracker is a Sender that can be asked what became of a message it took, by GatewayID or by our own Reference. A service
// that can tell neither gives Uncertain.
type Tracker interface {
	Status(ctx context.Context, m *core.Message) Result
}

// Modules gives the sender for a message by the present settings. The error is a core.Error that says which setting is
// missing or wrong.
type Modules interface {
	For(ctx context.Context, s core.Settings, m *core.Message) (Sender, error)
}

// Composer renders an e-mail as RFC 5322 bytes when it is queued. The error is Invalid and names the field.
type Composer interface {
	Compose(m *core.Message) ([]byte, error)
}

// Secrets keeps passwords and tokens outside the database. A missing one is NotFound; Unavailable means that nothing on
// this machine can keep secrets or that the keyring is locked, and the adviser is asked at each start.
type Secrets interface {
	Secret(ctx context.Context, name string) (string, error)
	SetSecret(ctx context.Context, name, value string) error
	DeleteSecret(ctx context.Context, name string) error
}

// The names of secrets; those of an SMS profile are SecretSMS + its value's name.
const (
	SecretSMTP   = "smtp.password"      // with xoauth2 a refresh token, or an access token
	SecretClient = "smtp.client_secret" // of xoauth2, if the provider wants one
	SecretSMS    = "sms."
)
