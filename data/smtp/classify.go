package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/offline"

	gosmtp "github.com/emersion/go-smtp"
)

// The reasons for an attempt that failed before the server judged the message.
const (
	ReasonPlain         core.Reason = "sender.smtp.plain"          // unencrypted, and nobody confirmed it
	ReasonEmpty         core.Reason = "sender.smtp.empty"          // nothing rendered or nobody left to reach
	ReasonHost          core.Reason = "sender.smtp.host"           // no such server
	ReasonUnreachable   core.Reason = "sender.smtp.unreachable"    // refused or gone
	ReasonSilent        core.Reason = "sender.smtp.silent"         // no answer in time
	ReasonNoSTARTTLS    core.Reason = "sender.smtp.no_starttls"    // the server does not encrypt
	ReasonTLS           core.Reason = "sender.smtp.tls"            // no TLS there, or none in common
	ReasonAuthority     core.Reason = "sender.smtp.authority"      // certificate of an unknown authority
	ReasonHostname      core.Reason = "sender.smtp.hostname"       // certificate for another host
	ReasonExpired       core.Reason = "sender.smtp.expired"        // certificate out of date
	ReasonCA            core.Reason = "sender.smtp.ca"             // the CA file cannot be read
	ReasonNoLogin       core.Reason = "sender.smtp.no_login"       // no login offered, or none in common
	ReasonLogin         core.Reason = "sender.smtp.login"          // user or password refused
	ReasonLoginRequired core.Reason = "sender.smtp.login_required" // the server wants a login
	ReasonWantsTLS      core.Reason = "sender.smtp.wants_tls"      // the server takes nothing unencrypted
	ReasonTurnedAway    core.Reason = "sender.smtp.turned_away"    // the server serves nobody, or not us
	ReasonSender        core.Reason = "sender.smtp.sender"         // the sender address of the settings is refused
	ReasonUTF8Sender    core.Reason = "sender.smtp.utf8_sender"    // umlauts before the @, which the server does not take
	ReasonUncertain     core.Reason = "sender.smtp.uncertain"      // everything was sent, no answer came
	ReasonInterrupted   core.Reason = "sender.interrupted"         // stopped before anything was taken
	ReasonOffline       core.Reason = "sender.offline"             // no network
)

func channel(why core.Reason, words string) message.Result {
	return message.Result{Outcome: message.Channel, Reason: string(why), Words: words}
}

func reasonOf(err error) core.Reason {
	var why core.Reason
	errors.As(err, &why)
	return why
}

// words is the server's answer as it gave it, in one line.
func words(e *gosmtp.SMTPError) string {
	enhanced := ""
	if e.EnhancedCode != gosmtp.EnhancedCodeNotSet && e.EnhancedCode != gosmtp.NoEnhancedCode {
		enhanced = fmt.Sprintf("%d.%d.%d ", e.EnhancedCode[0], e.EnhancedCode[1], e.EnhancedCode[2])
	}
	return oneLine(strconv.Itoa(e.Code) + " " + enhanced + e.Message)
}

// oneLine makes an answer fit to be shown: control characters become blanks, and nobody reads past 500 bytes.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "") + "…"
	}
	return s
}

// ended is the result when ctx ended before the server took anything; nil while it has not.
func ended(ctx context.Context, err error) *message.Result {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return &message.Result{Outcome: message.Channel, Reason: string(ReasonInterrupted), Words: ctx.Err().Error()}
	case ctx.Err() != nil:
		return &message.Result{Outcome: message.Channel, Reason: string(ReasonSilent), Words: oneLine(err.Error())}
	}
	return nil
}

// unreachable sorts a failure of connecting, of TLS, or of the dialogue before a message is named.
func unreachable(ctx context.Context, err error) *message.Result {
	if r := ended(ctx, err); r != nil {
		return r
	}
	if offline.Is(err) {
		return &message.Result{Outcome: message.NoNetwork, Reason: string(ReasonOffline), Words: oneLine(err.Error())}
	}
	var (
		answer  *gosmtp.SMTPError
		name    *net.DNSError
		certain *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		alert   tls.AlertError
		timeout net.Error
	)
	r := channel(ReasonUnreachable, oneLine(err.Error()))
	switch {
	case errors.As(err, &answer):
		r = channel(ReasonTurnedAway, words(answer))
	case errors.As(err, &name):
		r.Reason = string(ReasonHost)
	case errors.As(err, &certain):
		r.Reason = string(certificateReason(certain))
	case errors.As(err, &record), errors.As(err, &alert), strings.Contains(err.Error(), "tls: "):
		r.Reason = string(ReasonTLS)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		r.Reason = string(ReasonSilent)
	}
	return &r
}

func certificateReason(err error) core.Reason {
	var (
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &host):
		return ReasonHostname
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return ReasonExpired
	}
	return ReasonAuthority
}

// failed sorts the answer to a command within a transaction: 4xx is tried again, 5xx is this message's or recipient's end;
// 421 and 530 are about the connection, not about the message.
func (t *transaction) failed(err error) message.Result {
	var answer *gosmtp.SMTPError
	if errors.As(err, &answer) {
		r := message.Result{Outcome: message.Permanent, Words: words(answer)}
		switch {
		case answer.Code == 530 || answer.Code == 535:
			r = channel(ReasonLoginRequired, words(answer))
			if strings.Contains(strings.ToUpper(answer.Message), "STARTTLS") {
				r.Reason = string(ReasonWantsTLS)
			}
		case answer.Code == 421:
			r = channel(ReasonTurnedAway, words(answer))
		case answer.Code < 500:
			r.Outcome, r.RetryAfter = message.Temporary, greylisted(r.Words)
		}
		return r
	}
	if r := ended(t.ctx, err); r != nil {
		return *r
	}
	r := message.Result{Outcome: message.Temporary, Words: oneLine(err.Error()), Reason: string(ReasonUnreachable)}
	switch {
	case offline.Is(err):
		r.Outcome, r.Reason = message.NoNetwork, string(ReasonOffline)
	case errors.Is(err, os.ErrDeadlineExceeded):
		r.Reason = string(ReasonSilent)
	case errors.Is(err, io.EOF):
		r.Words = "the server closed the connection"
	}
	return r
}

// refusedSender sorts the answer to MAIL. A refused sender is every message's trouble when it is the one of the settings.
func (t *transaction) refusedSender(err error) message.Result {
	r := t.failed(err)
	var answer *gosmtp.SMTPError
	if r.Outcome == message.Permanent && errors.As(err, &answer) && answer.Code != 552 && answer.Code != 554 && t.ours {
		return channel(ReasonSender, r.Words)
	}
	return r
}

var wait = regexp.MustCompile(`(\d{1,5}) ?(second|sec|s\b|minute|min|m\b)`)

// greylisted is how long a server that turns strangers away at first asks to wait, at least five minutes; 0 for any other
// answer.
func greylisted(words string) time.Duration {
	low := strings.ToLower(words)
	if !strings.HasPrefix(low, "4") || !strings.Contains(low, "greylist") && !strings.Contains(low, "graylist") {
		return 0
	}
	asked := time.Duration(0)
	if found := wait.FindStringSubmatch(low); found != nil {
		n, _ := strconv.Atoi(found[1])
		asked = time.Duration(n) * time.Second
		if found[2][0] == 'm' {
			asked = time.Duration(n) * time.Minute
		}
	}
	return min(max(asked, 5*time.Minute), 12*time.Hour)
}
