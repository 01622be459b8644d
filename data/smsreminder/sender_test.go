package smsreminder_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smsreminder"
)

var clock = core.ClockFunc(func() time.Time { return time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC) })

const secret = `Schlüssel "&<>'`

// gateway answers every request in the same way and keeps what it was asked.
type gateway struct {
	*httptest.Server
	mu    sync.Mutex
	asked []*http.Request
	body  []string
}

func newGateway(t *testing.T, answer http.HandlerFunc) *gateway {
	t.Helper()
	g := &gateway{}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.mu.Lock()
		g.asked, g.body = append(g.asked, r), append(g.body, string(body))
		g.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func sender(t *testing.T, profile string, values map[string]string) *smsreminder.Sender {
	t.Helper()
	p, err := shipped(t).Find(core.SMS{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	return build(t, p, values)
}

func build(t *testing.T, p *smsreminder.Profile, values map[string]string) *smsreminder.Sender {
	t.Helper()
	s, err := smsreminder.New(smsreminder.Config{Profile: p, Values: values, Clock: clock, Limit: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sms(text string) *core.Message {
	return &core.Message{
		Channel: core.ChannelSMS, Module: core.ModuleSMS, MessageID: "<m17x9@autohaus.example>", To: []string{"+436641234567"}, Text: text,
		Expires: clock.Now().Add(90 * time.Minute),
	}
}

const hostile = "Grüß Gott \"Łukasz\" & <b>, 89 €\\ {to} %20 +49;\nbis Montag"

func TestEveryServiceGetsTheTextAsWritten(t *testing.T) {
	for profile, c := range map[string]struct {
		values  map[string]string
		answer  string
		path    string
		text    func(r *http.Request, body string) (text, to, id string)
		gateway string
		price   string
	}{
		"kannel": {
			map[string]string{"user": "dealer", "password": secret, "report_url": "http://localhost/dlr"},
			"0: Accepted for delivery", "/cgi-bin/sendsms",
			func(r *http.Request, _ string) (string, string, string) {
				q := r.URL.Query()
				if q.Get("password") != secret || q.Get("username") != "dealer" || q.Get("coding") != "2" || q.Get("charset") != "UTF-8" || q.Get("validity") != "90" || q.Has("from") {
					t.Errorf("%v", q)
				}
				report, _ := url.Parse(strings.ReplaceAll(q.Get("dlr-url"), "%d", "1"))
				return q.Get("text"), q.Get("to"), report.Query().Get("id")
			},
			"", "",
		},
		"android": {
			map[string]string{"user": "sms", "password": secret},
			`{"id":"m17x9","state":"Pending","recipients":[{"phoneNumber":"+436641234567","state":"Pending"}]}`, "/messages",
			func(r *http.Request, body string) (string, string, string) {
				if user, password, ok := r.BasicAuth(); !ok || user != "sms" || password != secret {
					t.Errorf("%q %q", user, password)
				}
				var m struct {
					ID          string
					TextMessage struct{ Text string }
					Phones      []string `json:"phoneNumbers"`
					TTL         int      `json:"ttl"`
					Report      bool     `json:"withDeliveryReport"`
				}
				if err := json.Unmarshal([]byte(body), &m); err != nil || m.TTL != 5400 || !m.Report {
					t.Errorf("%v %s", err, body)
				}
				return m.TextMessage.Text, strings.Join(m.Phones, " "), m.ID
			},
			"m17x9", "",
		},
		"seven": {
			map[string]string{"api_key": "k-" + "ey"},
			`{"success":"100","total_price":0.075,"messages":[{"id":"77141999","success":true,"price":0.075,"error":null}]}`, "/sms",
			func(r *http.Request, body string) (string, string, string) {
				form, err := url.ParseQuery(body)
				if err != nil || r.Header.Get("X-Api-Key") != "k-ey" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || form.Get("ttl") != "90" {
					t.Errorf("%v %v %s", err, r.Header, body)
				}
				return form.Get("text"), form.Get("to"), form.Get("foreign_id")
			},
			"77141999", "0.075",
		},
		"custom": {
			map[string]string{"token": "t0ken"},
			`{"id":"x1"}`, "/sms",
			func(r *http.Request, body string) (string, string, string) {
				var m map[string]any
				if err := json.Unmarshal([]byte(body), &m); err != nil || m["unicode"] != true || m["from"] != nil || r.Header.Get("Authorization") != "Bearer t0ken" {
					t.Errorf("%v %s", err, body)
				}
				return m["text"].(string), m["to"].(string), m["id"].(string)
			},
			"x1", "",
		},
	} {
		t.Run(profile, func(t *testing.T) {
			g := newGateway(t, says(http.StatusOK, c.answer))
			values := map[string]string{"url": g.URL + "/"}
			for name, word := range c.values {
				values[name] = word
			}
			m := sms(hostile)
			r := sender(t, profile, values).Send(t.Context(), m)
			if r.Outcome != message.Accepted || r.GatewayID != c.gateway || r.Price != c.price {
				t.Fatalf("%+v", r)
			}
			if len(g.asked) != 1 || g.asked[0].URL.Path != c.path {
				t.Fatalf("%d requests, %v", len(g.asked), g.asked[0].URL)
			}
			if text, to, id := c.text(g.asked[0], g.body[0]); text != hostile || to != "+436641234567" || id != m.Reference() {
				t.Errorf("%q to %q, id %q", text, to, id)
			}
			shown := strings.Join(r.Transcript, "\n")
			dry, err := sender(t, profile, values).DryRun(m)
			if err != nil || len(g.asked) != 1 {
				t.Errorf("%v, %d requests", err, len(g.asked))
			}
			for _, word := range c.values {
				if word == secret || word == "k-ey" || word == "t0ken" {
					for _, form := range []string{word, url.QueryEscape(word), url.PathEscape(word)} {
						if strings.Contains(shown, form) || strings.Contains(dry, form) {
							t.Errorf("the secret is shown:\n%s\n%s", shown, dry)
						}
					}
				}
			}
			if !strings.Contains(dry, "•••") || !strings.Contains(dry, c.path) {
				t.Errorf("dry run:\n%s", dry)
			}
		})
	}
}

func TestPlainTextGoesAsSevenBit(t *testing.T) {
	g := newGateway(t, says(202, "3: Queued for later delivery"))
	r := sender(t, "kannel", map[string]string{"url": g.URL, "user": "u", "password": "p"}).Send(t.Context(), sms("Grüße, 89 € ~"))
	if q := g.asked[0].URL.Query(); r.Outcome != message.Accepted || q.Get("coding") != "0" || q.Has("dlr-url") {
		t.Errorf("%+v %v", r, q)
	}
}

func TestXMLBodyKeepsTheTextInItsElement(t *testing.T) {
	p, err := smsreminder.Parse([]byte(`{"name":"custom","title":{"de":"X"},"values":[{"name":"url","label":{"de":"A"},"address":true}],
		"sms":{"method":"POST","url":"{url}","xml":"<sms to=\"{to_00}\"><text>{text}</text></sms>","answers":[{"match":"ok","outcome":"accepted"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	g := newGateway(t, says(200, "ok"))
	r := build(t, p, map[string]string{"url": g.URL}).Send(t.Context(), sms(hostile))
	var got struct {
		To   string `xml:"to,attr"`
		Text string `xml:"text"`
	}
	if err := xml.Unmarshal([]byte(g.body[0]), &got); err != nil || got.Text != hostile || got.To != "00436641234567" || r.Outcome != message.Accepted {
		t.Errorf("%v %+v %s", err, r, g.body[0])
	}
}

func TestAnswersBecomeOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		profile string
		status  int
		body    string
		outcome message.Outcome
		reason  core.Reason
	}{
		"kannel queued":           {"kannel", 202, "3: Queued for later delivery", message.Accepted, ""},
		"kannel wrong password":   {"kannel", 403, "Authorization failed for sendsms", message.Channel, smsreminder.ReasonLogin},
		"kannel no number":        {"kannel", 400, "Missing receiver number, rejected", message.Permanent, smsreminder.ReasonRefused},
		"kannel overloaded":       {"kannel", 503, "Temporal failure, try again later.", message.Channel, smsreminder.ReasonBusy},
		"kannel another page":     {"kannel", 404, "Unknown request.", message.Channel, smsreminder.ReasonAbsent},
		"kannel unforeseen":       {"kannel", 200, "<html>Willkommen</html>", message.Uncertain, smsreminder.ReasonUncertain},
		"android wrong password":  {"android", 401, `{"message":"Unauthorized"}`, message.Channel, smsreminder.ReasonLogin},
		"android bad number":      {"android", 400, `{"message":"failed to use phone in row 1: invalid phone number"}`, message.Permanent, smsreminder.ReasonRefused},
		"android had it already":  {"android", 409, `{"message":"Message already exists"}`, message.Accepted, ""},
		"android broken":          {"android", 500, `{"message":"Internal server error"}`, message.Uncertain, smsreminder.ReasonUncertain},
		"seven wrong key":         {"seven", 200, `900`, message.Channel, smsreminder.ReasonLogin},
		"seven wrong key as JSON": {"seven", 200, `{"success":"900"}`, message.Channel, smsreminder.ReasonLogin},
		"seven without credit":    {"seven", 200, `{"success":"500","messages":[{"error":"500","error_text":"Insufficient credits"}]}`, message.Channel, smsreminder.ReasonCredit},
		"seven bad sender":        {"seven", 200, `{"success":"201"}`, message.Channel, smsreminder.ReasonSettings},
		"seven bad number":        {"seven", 200, `{"success":"202"}`, message.Permanent, smsreminder.ReasonRefused},
		"seven just said it":      {"seven", 200, `{"success":"402"}`, message.Accepted, ""},
		"seven carrier":           {"seven", 200, `{"success":"600"}`, message.Temporary, ""},
		"seven something new":     {"seven", 200, `{"success":"777"}`, message.Uncertain, smsreminder.ReasonUncertain},
		"custom without credit":   {"custom", 402, `{"error":"no credit"}`, message.Channel, smsreminder.ReasonCredit},
		"custom moved":            {"custom", 301, ``, message.Channel, smsreminder.ReasonAbsent},
		"custom gateway timeout":  {"custom", 504, ``, message.Uncertain, smsreminder.ReasonUncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGateway(t, says(c.status, c.body))
			s := sender(t, c.profile, map[string]string{"url": g.URL, "user": "u", "password": "p", "api_key": "k", "token": "t"})
			r := s.Send(t.Context(), sms("x"))
			if strings.Contains(r.Words, "<") || strings.HasPrefix(c.body, "Missing") && !strings.Contains(r.Words, c.body) {
				t.Errorf("the service's words: %q", r.Words)
			}
			if r.Outcome != c.outcome || r.Reason != string(c.reason) || r.Words == "" {
				t.Errorf("%s %q %q, want %s %q", r.Outcome, r.Reason, r.Words, c.outcome, c.reason)
			}
			if len(g.asked) != 1 {
				t.Errorf("%d requests", len(g.asked))
			}
		})
	}
}

func TestServiceThatAsksToWaitPausesTheWay(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	r := sender(t, "custom", map[string]string{"url": g.URL, "token": "t"}).Send(t.Context(), sms("x"))
	if r.Outcome != message.Channel || r.RetryAfter != 2*time.Minute {
		t.Errorf("%+v", r)
	}
}

func TestOnceOnItsWayAMessageWithoutAnswerIsUncertain(t *testing.T) {
	dropped := newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	stopped := make(chan struct{})
	silent := newGateway(t, func(http.ResponseWriter, *http.Request) { <-stopped })
	defer close(stopped)
	for _, g := range []*gateway{dropped, silent} {
		p, err := shipped(t).Find(core.SMS{Profile: "kannel"})
		if err != nil {
			t.Fatal(err)
		}
		s, err := smsreminder.New(smsreminder.Config{
			Profile: p, Clock: clock, Limit: 300 * time.Millisecond, Values: map[string]string{"url": g.URL, "user": "u", "password": secret},
		})
		if err != nil {
			t.Fatal(err)
		}
		r := s.Send(t.Context(), sms("x"))
		if r.Outcome != message.Uncertain || len(g.asked) != 1 {
			t.Errorf("%+v after %d requests", r, len(g.asked))
		}
		if all := r.Words + strings.Join(r.Transcript, ""); strings.Contains(all, url.QueryEscape(secret)) || strings.Contains(all, secret) {
			t.Errorf("the secret is shown: %s", all)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for {
			silent.mu.Lock()
			n := len(silent.asked)
			silent.mu.Unlock()
			if n > 1 {
				cancel()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	if r := sender(t, "custom", map[string]string{"url": silent.URL, "token": "t"}).Send(ctx, sms("x")); r.Outcome != message.Uncertain {
		t.Errorf("stopped on its way: %+v", r)
	}
}

func TestNothingWasTakenWhereNobodyAnswered(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	r := sender(t, "custom", map[string]string{"url": address, "token": "t"}).Send(t.Context(), sms("x"))
	if r.Outcome != message.Channel || r.Reason != string(smsreminder.ReasonUnreachable) {
		t.Errorf("%+v", r)
	}
	secure := httptest.NewTLSServer(says(200, "{}"))
	defer secure.Close()
	r = sender(t, "custom", map[string]string{"url": secure.URL, "token": "t"}).Send(t.Context(), sms("x"))
	if r.Outcome != message.Channel || r.Reason != string(smsreminder.ReasonTLS) {
		t.Errorf("%+v", r)
	}
}
