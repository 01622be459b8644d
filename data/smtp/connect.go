package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// open connects, encrypts and logs in; a failure is a fault of the channel, or a missing network.
func (s *Sender) open(ctx context.Context, log *transcript) (*gosmtp.Client, *message.Result) {
	config, failed := s.tlsConfig()
	if failed != nil {
		return nil, failed
	}
	dial, cancel := context.WithTimeout(ctx, s.c.Command)
	raw, err := (&net.Dialer{}).DialContext(dial, "tcp", net.JoinHostPort(strings.Trim(s.c.Host, "[]"), strconv.Itoa(s.c.Port)))
	cancel()
	if err != nil {
		return nil, unreachable(ctx, err)
	}
	// go-smtp sets a time limit of its own for every command, so that only closing stops it early.
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	client, failed := s.greet(ctx, raw, config, log)
	if failed == nil && !stop() {
		failed = ended(ctx, ctx.Err())
	}
	if failed != nil {
		stop()
		_ = raw.Close() // of no use any more
		return nil, failed
	}
	return client, nil
}

// greet makes a connection ready for a message.
func (s *Sender) greet(ctx context.Context, raw net.Conn, config *tls.Config, log *transcript) (*gosmtp.Client, *message.Result) {
	name := helloName(raw)
	conn := net.Conn(&patient{Conn: raw, limit: s.c.Command})
	greeting := ""
	switch s.c.Security {
	case core.SecurityTLS:
		secured := tls.Client(conn, config)
		if err := s.handshake(ctx, secured); err != nil {
			return nil, unreachable(ctx, err)
		}
		conn = secured
	case core.SecurityNone:
	default:
		secured, hello, failed := s.startTLS(ctx, conn, config, name, log)
		if failed != nil {
			return nil, failed
		}
		conn, greeting = secured, hello
	}
	client := gosmtp.NewClient(log.record(conn, greeting))
	client.CommandTimeout, client.SubmissionTimeout = s.c.Command, s.c.Submission
	if err := client.Hello(name); err != nil {
		return nil, unreachable(ctx, err)
	}
	if failed := s.login(ctx, client); failed != nil {
		return nil, failed
	}
	return client, nil
}

func (s *Sender) handshake(ctx context.Context, conn *tls.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, s.c.Command)
	defer cancel()
	return conn.HandshakeContext(ctx)
}

// startTLS speaks the dialogue up to TLS and insists on it. The client library expects a greeting on every new connection,
// which a server gives only once: hello is the one to show it again.
func (s *Sender) startTLS(ctx context.Context, conn net.Conn, config *tls.Config, name string, log *transcript) (
	secured *tls.Conn, hello string, failed *message.Result,
) {
	if err := conn.SetReadDeadline(time.Now().Add(s.c.Command)); err != nil {
		return nil, "", unreachable(ctx, err)
	}
	text := textproto.NewConn(log.record(conn, ""))
	ask := func(code int, command string) (string, error) {
		if command != "" {
			if err := text.PrintfLine("%s", command); err != nil {
				return "", err
			}
		}
		_, answer, err := text.ReadResponse(code)
		var refused *textproto.Error
		if errors.As(err, &refused) {
			return "", &gosmtp.SMTPError{Code: refused.Code, EnhancedCode: gosmtp.NoEnhancedCode, Message: refused.Msg}
		}
		return answer, err
	}
	hello, err := ask(220, "")
	if err != nil {
		return nil, "", unreachable(ctx, err)
	}
	offers, err := ask(250, "EHLO "+name)
	if err != nil {
		return nil, "", unreachable(ctx, err)
	}
	if !offersSTARTTLS(offers) {
		r := channel(ReasonNoSTARTTLS, "")
		return nil, "", &r
	}
	if _, err := ask(220, "STARTTLS"); err != nil {
		r := *unreachable(ctx, err)
		if r.Reason == string(ReasonTurnedAway) {
			r.Reason = string(ReasonNoSTARTTLS)
		}
		return nil, "", &r
	}
	if text.R.Buffered() > 0 {
		// Whatever came before encryption could be read as if it had come after it (CVE-2011-0411).
		r := channel(ReasonTLS, "the server sent something between STARTTLS and TLS")
		return nil, "", &r
	}
	secured = tls.Client(conn, config)
	if err := s.handshake(ctx, secured); err != nil {
		return nil, "", unreachable(ctx, err)
	}
	first, _, _ := strings.Cut(hello, "\n")
	return secured, "220 " + first + "\r\n", nil
}

func offersSTARTTLS(ehlo string) bool {
	for line := range strings.Lines(ehlo) {
		if strings.EqualFold(strings.TrimSpace(line), "STARTTLS") {
			return true
		}
	}
	return false
}

func (s *Sender) tlsConfig() (*tls.Config, *message.Result) {
	config := &tls.Config{ServerName: strings.Trim(s.c.Host, "[]"), MinVersion: tls.VersionTLS12}
	if s.c.CA == "" || s.c.Security == core.SecurityNone {
		return config, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pem, err := os.ReadFile(s.c.CA)
	if err != nil || !pool.AppendCertsFromPEM(pem) {
		r := channel(ReasonCA, s.c.CA)
		return nil, &r
	}
	config.RootCAs = pool
	return config, nil
}

// login logs in where a user is set. A server that offers no login gets no message either: it would send it as anybody's.
func (s *Sender) login(ctx context.Context, client *gosmtp.Client) *message.Result {
	if s.c.User == "" {
		return nil
	}
	mechanism := s.mechanism(client)
	if mechanism == nil {
		_, offered := client.Extension("AUTH")
		r := channel(ReasonNoLogin, offered)
		return &r
	}
	err := client.Auth(mechanism)
	if err == nil {
		return nil
	}
	if spoken(err) {
		r := *unreachable(ctx, err)
		if r.Outcome == message.Channel {
			r.Reason = string(ReasonLogin)
			if _, byToken := mechanism.(*xoauth2); byToken && s.c.Access == nil {
				r.Reason = string(ReasonToken)
			}
		}
		return &r
	}
	return unreachable(ctx, err)
}

func (s *Sender) mechanism(client *gosmtp.Client) sasl.Client {
	wanted := []string{"plain", "login"}
	if s.c.Auth != "" {
		wanted = []string{s.c.Auth}
	}
	for _, name := range wanted {
		if !client.SupportsAuth(name) {
			continue
		}
		switch name {
		case "plain":
			return sasl.NewPlainClient("", s.c.User, s.c.Password)
		case "login":
			return &login{user: s.c.User, password: s.c.Password}
		case "xoauth2":
			return &xoauth2{s.c.User, s.c.Password}
		}
	}
	return nil
}

// login answers the two questions of the LOGIN mechanism, however a server words them (draft-murchison-sasl-login).
type login struct {
	user, password string
	asked          int
}

func (l *login) Start() (string, []byte, error) { return "LOGIN", nil, nil }

func (l *login) Next([]byte) ([]byte, error) {
	l.asked++
	switch l.asked {
	case 1:
		return []byte(l.user), nil
	case 2:
		return []byte(l.password), nil
	}
	return nil, sasl.ErrUnexpectedServerChallenge
}

// xoauth2 presents an access token as Google and Microsoft take it
// (https://developers.google.com/workspace/gmail/imap/xoauth2-protocol).
type xoauth2 struct{ user, token string }

func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next acknowledges the server's account of what is wrong with the token; its refusal follows.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }

// helloName is this machine as an address literal (RFC 5321, 4.1.3): a workstation has no name that a server could look up.
func helloName(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.LocalAddr().String())
	ip := net.ParseIP(host)
	switch {
	case err != nil || ip == nil:
		return "localhost"
	case ip.To4() == nil:
		return "[IPv6:" + ip.String() + "]"
	}
	return "[" + ip.String() + "]"
}

// patient gives every write a time limit: go-smtp has none for the body of a message.
type patient struct {
	net.Conn
	limit time.Duration
}

func (p *patient) Write(b []byte) (int, error) {
	if err := p.SetWriteDeadline(time.Now().Add(p.limit)); err != nil {
		return 0, err
	}
	return p.Conn.Write(b)
}
