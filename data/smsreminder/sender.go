package smsreminder

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/core/phone"
	"terminwerk/data/offline"
)

// hidden stands for a secret.
const hidden = "•••"

// usualLimit is how long a gateway may take to answer.
const usualLimit = time.Minute

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 256 << 10

// Config is a gateway with everything that its profile asks for.
type Config struct {
	Profile *Profile
	Values  map[string]string // secrets among them; the value plain_host allows http to that host
	Clock   core.Clock
	Limit   time.Duration // of one request; 0: one minute
}

// Sender sends through one gateway. It may be used from several goroutines.
type Sender struct {
	c      Config
	values map[string]Value
	client *http.Client
	mask   *strings.Replacer
}

// New gives the sender for a gateway. The error is Invalid and names the settings key of what is missing.
func New(c Config) (*Sender, error) {
	s := &Sender{c: c, values: map[string]Value{}}
	s.c.Values = maps.Clone(c.Values)
	if s.c.Values == nil {
		s.c.Values = map[string]string{}
	}
	if s.c.Limit == 0 {
		s.c.Limit = usualLimit
	}
	var all []error
	var secrets []string
	for _, v := range c.Profile.Values {
		s.values[v.Name] = v
		if s.c.Values[v.Name] == "" {
			s.c.Values[v.Name] = v.Default
		}
		word := s.c.Values[v.Name]
		if v.Required && word == "" {
			all = append(all, core.Refuse(core.Field("sms."+v.Name), core.ReasonRequired))
		}
		if v.Secret && word != "" {
			secrets = append(secrets, word, hidden)
		}
	}
	if len(all) > 0 {
		return nil, errors.Join(all...)
	}
	s.mask = strings.NewReplacer(secrets...)
	s.client = &http.Client{
		// Nothing is followed: a redirect could take text and key elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSHandshakeTimeout: 15 * time.Second,
			DialContext: (&net.Dialer{Timeout: 15 * time.Second}).DialContext,
			// A connection of its own for each request, so that none is ever silently repeated on another one.
			DisableKeepAlives: true, TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{},
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		},
	}
	return s, nil
}

// Send makes one attempt: an SMS to its number, an e-mail to each address, or as SMS where the service takes no e-mails.
func (s *Sender) Send(ctx context.Context, m *core.Message) message.Result {
	if m.Channel == core.ChannelSMS || s.c.Profile.Email == nil {
		return s.sms(ctx, m)
	}
	to := m.Unserved()
	if len(to) == 0 {
		return refused(core.Refuse(core.FieldRecipient, core.ReasonRequired))
	}
	var whole message.Result
	for _, address := range to {
		words := s.emailWords(m, address)
		if at := slices.Index(m.To, address); at > 0 {
			words["id"] += "-" + strconv.Itoa(at)
		}
		r := s.transmit(ctx, s.c.Profile.Email, &filling{words, m.Attachments})
		if len(to) == 1 {
			return r
		}
		transcript := append(whole.Transcript, r.Transcript...)
		whole.Recipients = append(whole.Recipients, message.Recipient{Address: address, Outcome: r.Outcome, Words: r.Words})
		if weight(r.Outcome) >= weight(whole.Outcome) {
			r.Recipients = whole.Recipients
			whole = r
		}
		whole.Transcript = transcript
		if r.Outcome == message.Channel || r.Outcome == message.NoNetwork {
			break
		}
	}
	return whole
}

// weight orders the outcomes of several recipients: the heaviest is that of the whole.
func weight(o message.Outcome) int {
	return map[message.Outcome]int{
		message.Accepted: 1, message.Permanent: 2, message.Temporary: 3, message.Uncertain: 4, message.NoNetwork: 5, message.Channel: 6,
	}[o]
}

func (s *Sender) sms(ctx context.Context, m *core.Message) message.Result {
	number, err := smsNumber(m)
	if err != nil {
		return refused(err)
	}
	return s.transmit(ctx, &s.c.Profile.SMS, &filling{words: s.words(smsWords(m, number, s.c.Clock.Now()))})
}

// smsNumber is the mobile number that a message goes to as SMS.
func smsNumber(m *core.Message) (string, error) {
	number := m.Mobile
	if m.Channel == core.ChannelSMS {
		if len(m.To) > 1 {
			return "", core.Refuse(core.FieldRecipient, ReasonNumbers)
		}
		number = strings.Join(m.To, "")
	}
	n := phone.Parse(number, "")
	switch {
	case n.Typed == "":
		return "", core.Refuse(core.FieldRecipient, message.ReasonNoMobile)
	case n.Kind == phone.Landline:
		return "", core.Refuse(core.FieldRecipient, message.ReasonLandline)
	case n.E164 == "" || !n.Valid || n.Extension != "":
		return "", core.Refuse(core.FieldRecipient, message.ReasonNumber)
	}
	return n.E164, nil
}

func refused(err error) message.Result {
	var why core.Reason
	errors.As(err, &why)
	return message.Result{Outcome: message.Permanent, Reason: string(why)}
}

// words adds the profile's own values.
func (s *Sender) words(words map[string]string) map[string]string {
	for name, word := range s.c.Values {
		if _, own := s.values[name]; own {
			words[name] = word
		}
	}
	return words
}

func (s *Sender) emailWords(m *core.Message, address string) map[string]string {
	words := common(m, s.c.Clock.Now())
	words["to"], words["name"], words["from"], words["subject"] = address, m.Name, m.From, m.Subject
	return s.words(words)
}

// transmit makes one request for a message.
func (s *Sender) transmit(ctx context.Context, r *Request, f *filling) message.Result {
	p, err := prepare(r, f, s.values, s.c.Values["plain_host"])
	if err != nil {
		result := refused(err)
		result.Outcome = message.Channel
		return result
	}
	shown := s.mask.Replace(masked(r, f, s.values, s.c.Values["plain_host"]))
	a, written, err := s.do(ctx, p)
	result := message.Result{}
	if err != nil {
		result = lost(ctx, err, written)
	} else {
		result = judge(r, a, s.c.Clock.Now())
	}
	result.Words = s.mask.Replace(result.Words)
	result.Transcript = append(strings.Split(strings.TrimSpace(shown), "\n"), "", result.Words)
	return result
}

// do makes the request and reads the answer. written tells whether the service may have seen it.
func (s *Sender) do(ctx context.Context, p *prepared) (a *answer, written bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.c.Limit)
	defer cancel()
	var began atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { began.Store(true) }})
	r, err := p.request()
	if err != nil {
		return nil, false, err
	}
	answered, err := s.client.Do(r.WithContext(ctx))
	if err != nil {
		return nil, began.Load(), err
	}
	defer answered.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answered.Body, maxAnswer))
	if err != nil {
		return nil, true, err
	}
	return newAnswer(answered.StatusCode, answered.Header, body), true, nil
}

// lost sorts a request without an answer. Once it was on its way, the service may have taken the message.
func lost(ctx context.Context, err error, written bool) message.Result {
	var (
		name    *net.DNSError
		timeout net.Error
		certain *tls.CertificateVerificationError
	)
	r := message.Result{Outcome: message.Channel, Reason: string(ReasonUnreachable), Words: oneLine(cause(err).Error(), 500)}
	switch {
	case written:
		r.Outcome, r.Reason = message.Uncertain, string(ReasonUncertain)
	case errors.Is(ctx.Err(), context.Canceled):
		r.Reason = string(ReasonInterrupted)
	case offline.Is(err):
		r.Outcome, r.Reason = message.NoNetwork, string(ReasonOffline)
	case errors.As(err, &name):
		r.Reason = string(ReasonHost)
	case errors.As(err, &certain), strings.Contains(err.Error(), "tls: "):
		r.Reason = string(ReasonTLS)
	case errors.As(err, &timeout) && timeout.Timeout():
		r.Reason = string(ReasonSilent)
	}
	return r
}

// cause is the error without the address, which may hold a secret.
func cause(err error) error {
	var wrapped interface{ Unwrap() error }
	if errors.As(err, &wrapped) && strings.Contains(err.Error(), "://") {
		if inner := wrapped.Unwrap(); inner != nil {
			return inner
		}
	}
	return err
}

// Status asks what became of a message. Uncertain means that the service does not say.
func (s *Sender) Status(ctx context.Context, m *core.Message) message.Result {
	r := s.c.Profile.Status
	if r == nil {
		return message.Result{Outcome: message.Uncertain}
	}
	f := &filling{words: s.words(map[string]string{"id": m.Reference(), "gateway_id": m.GatewayID})}
	if !answerable(r, f) {
		return message.Result{Outcome: message.Uncertain}
	}
	p, err := prepare(r, f, s.values, s.c.Values["plain_host"])
	if err != nil {
		result := refused(err)
		result.Outcome = message.Channel
		return result
	}
	a, _, err := s.do(ctx, p)
	if err != nil {
		result := lost(ctx, err, false)
		result.Words = s.mask.Replace(result.Words)
		return result
	}
	result := stateOf(r, a, s.c.Clock.Now())
	result.Words = s.mask.Replace(result.Words)
	return result
}

// answerable tells whether everything that a status query names is known.
func answerable(r *Request, f *filling) bool {
	texts := []string{r.URL}
	for _, text := range r.Query {
		texts = append(texts, text)
	}
	for _, text := range texts {
		if _, complete := f.fill(text, nil); !complete {
			return false
		}
	}
	return true
}

// DryRun shows the request for a message, secrets masked. The error says why the message would not be sent.
func (s *Sender) DryRun(m *core.Message) (string, error) {
	r, f := &s.c.Profile.SMS, &filling{}
	if m.Channel == core.ChannelSMS || s.c.Profile.Email == nil {
		number, err := smsNumber(m)
		if err != nil {
			return "", err
		}
		f.words = s.words(smsWords(m, number, s.c.Clock.Now()))
	} else {
		if len(m.To) == 0 {
			return "", core.Refuse(core.FieldRecipient, core.ReasonRequired)
		}
		r, f = s.c.Profile.Email, &filling{s.emailWords(m, m.To[0]), m.Attachments}
	}
	if _, err := prepare(r, f, s.values, s.c.Values["plain_host"]); err != nil {
		return "", err
	}
	return masked(r, f, s.values, s.c.Values["plain_host"]), nil
}

// masked writes a request with other words in the place of the secrets, so that no form of escaping can show them.
func masked(r *Request, f *filling, values map[string]Value, plainHost string) string {
	const mark = "SECRETxMARK"
	g := &filling{maps.Clone(f.words), f.attachments}
	for name, v := range values {
		if v.Secret && g.words[name] != "" {
			g.words[name] = mark
		}
	}
	p, err := prepare(r, g, values, plainHost)
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(p.show(), mark, hidden)
}
