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
			map[string]string{"user": "dealer", "password": secret, "report_url": "http://localhost/dlr"}, "0: Accepted for delivery", "/cgi-bin/sendsms",
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
			map[string]string{"user": "sms", "password": secret}, `{"id":"m17x9","state":"Pending","recipients":[{"phoneNumber":"+436641234567","state":"Pending"}]}`, "/messages",
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
			map[string]string{"api_key": "k-" + "ey"}, `{"success":"100","total_price":0.075,"messages":[{"id":"77141999","success":true,"price":0.075,"error":null}]}`, "/sms",
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
			map[string]string{"token": "t0ken"}, `{"id":"x1"}`, "/sms",
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

func TestOnlyNumbersThatTakeSMS(t *testing.T) {
	g := newGateway(t, says(200, "{}"))
	s := sender(t, "custom", map[string]string{"url": g.URL, "token": "t"})
	for number, why := range map[string]core.Reason{
		"+4316600":      message.ReasonLandline,
		"+43662123456":  message.ReasonLandline,
		"":              message.ReasonNoMobile,
		"0664 1234567":  message.ReasonNumber,
		"+43664":        message.ReasonNumber,
		"+4366412345&x": message.ReasonNumber,
	} {
		m := sms("x")
		m.To = []string{number}
		r := s.Send(t.Context(), m)
		if r.Outcome != message.Permanent || r.Reason != string(why) {
			t.Errorf("%q: %s %s", number, r.Outcome, r.Reason)
		}
		if _, err := s.DryRun(m); err == nil {
			t.Errorf("%q: the dry run shows a request", number)
		}
	}
	if len(g.asked) > 0 {
		t.Errorf("%d requests", len(g.asked))
	}
}

func TestUnencryptedOnlyInTheOwnNetwork(t *testing.T) {
	for address, ok := range map[string]bool{
		"http://192.168.1.20:8080": true, "http://10.1.2.3": true, "http://[fd00::1]:8080": true, "http://kannel:13013": true,
		"http://handy.fritz.box": true, "https://api.example.com": true, "http://api.example.com": false, "http://8.8.8.8": false,
		"ftp://192.168.1.20": false, "https://user:pass@api.example.com": false, "nonsense": false,
	} {
		s := sender(t, "custom", map[string]string{"url": address, "token": "t"})
		if _, err := s.DryRun(sms("x")); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := sender(t, "custom", map[string]string{"url": "http://api.example.com", "token": "t", "plain_host": "api.example.com"})
	if _, err := s.DryRun(sms("x")); err != nil {
		t.Errorf("confirmed: %v", err)
	}
}

func TestMissingValuesAreNamedAsSettings(t *testing.T) {
	p, err := shipped(t).Find(core.SMS{Profile: "seven"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = smsreminder.New(smsreminder.Config{Profile: p, Clock: clock})
	if fields := core.FieldErrors(err); len(fields) != 1 || fields[0].Field != "sms.api_key" {
		t.Errorf("%v", err)
	}
}

func TestStatusIsAskedByOurOwnIDOrTheServices(t *testing.T) {
	for name, c := range map[string]struct {
		profile string
		status  int
		body    string
		path    string
		outcome message.Outcome
		words   string
	}{
		"android sent":      {"android", 200, `{"id":"m17x9","state":"Sent"}`, "/messages/m17x9", message.Sent, "Sent"},
		"android delivered": {"android", 200, `{"id":"m17x9","state":"Delivered"}`, "/messages/m17x9", message.Delivered, "Delivered"},
		"android failed":    {"android", 200, `{"id":"m17x9","state":"Failed","recipients":[{"error":"Sending failed: no service"}]}`, "/messages/m17x9", message.Lost, "Failed Sending failed: no service"},
		"android never saw": {"android", 404, `{"message":"not found"}`, "/messages/m17x9", message.NotKnown, ""},
		"android down":      {"android", 503, ``, "/messages/m17x9", message.Channel, ""},
		"seven text":        {"seven", 200, "DELIVERED\n2027-03-01 10:00:00", "/status?msg_id=77", message.Delivered, "DELIVERED"},
		"seven JSON":        {"seven", 200, `[{"id":"77","status":"NOTDELIVERED"}]`, "/status?msg_id=77", message.Lost, "NOTDELIVERED"},
		"seven new word":    {"seven", 200, "WHATEVER", "/status?msg_id=77", message.Uncertain, ""},
		"seven wrong key":   {"seven", 200, "900", "/status?msg_id=77", message.Channel, ""},
		"kannel delivered":  {"kannel", 200, "1", "/?id=m17x9", message.Delivered, "1"},
		"kannel buffered":   {"kannel", 200, "8", "/?id=m17x9", message.Accepted, "8"},
		"kannel no report":  {"kannel", 404, "", "/?id=m17x9", message.Uncertain, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGateway(t, says(c.status, c.body))
			m := sms("x")
			m.GatewayID = "77"
			s := sender(t, c.profile, map[string]string{"url": g.URL, "user": "u", "password": "p", "api_key": "k", "status_url": g.URL + "/"})
			r := s.Status(t.Context(), m)
			if r.Outcome != c.outcome || c.words != "" && r.Words != c.words {
				t.Errorf("%+v", r)
			}
			if len(g.asked) != 1 || strings.TrimPrefix(g.asked[0].URL.String(), "/") != strings.TrimPrefix(c.path, "/") && g.asked[0].URL.String() != strings.Replace(c.path, "/?", "?", 1) {
				t.Errorf("%v", g.asked[0].URL)
			}
		})
	}
	unable := sender(t, "kannel", map[string]string{"user": "u", "password": "p"})
	if r := unable.Status(t.Context(), sms("x")); r.Outcome != message.Uncertain {
		t.Errorf("a gateway that cannot be asked says %+v", r)
	}
	if r := sender(t, "seven", map[string]string{"api_key": "k"}).Status(t.Context(), sms("x")); r.Outcome != message.Uncertain {
		t.Errorf("a message without the service's id: %+v", r)
	}
}

func TestEmailGoesByTheServicesOwnRequestOrAsSMS(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusAccepted) })
	m := &core.Message{
		Channel: core.ChannelEmail, Module: core.ModuleSMS, MessageID: "<m18@autohaus.example>", From: "service@autohaus.example", Name: "Łukasz",
		To: []string{"a@example.com", "b@example.com", "c@example.com"}, Done: []string{"a@example.com"}, Subject: "Termin", Text: hostile,
		Mobile: "+436641234567", Attachments: []core.Attachment{{Name: "Termin Größl.ics", Type: "text/calendar", Content: []byte("BEGIN")}},
	}
	r := sender(t, "custom", map[string]string{"url": g.URL, "token": "t"}).Send(t.Context(), m)
	if r.Outcome != message.Accepted || len(r.Recipients) != 2 || len(g.asked) != 2 {
		t.Fatalf("%+v", r)
	}
	ids := map[string]bool{}
	for i, to := range []string{"b@example.com", "c@example.com"} {
		var got struct {
			ID, To, Name, From, Subject, Text string
			Attachments                       []struct {
				Name, Type string
				Content    []byte
			}
		}
		if err := json.Unmarshal([]byte(g.body[i]), &got); err != nil {
			t.Fatal(err)
		}
		ids[got.ID] = true
		if got.To != to || got.Name != m.Name || got.From != m.From || got.Subject != m.Subject || got.Text != hostile ||
			len(got.Attachments) != 1 || got.Attachments[0].Name != "Termin Größl.ics" || string(got.Attachments[0].Content) != "BEGIN" {
			t.Errorf("%+v", got)
		}
	}
	if len(ids) != 2 {
		t.Errorf("two recipients under one id: %v", ids)
	}

	k := newGateway(t, says(202, "0: Accepted for delivery"))
	r = sender(t, "kannel", map[string]string{"url": k.URL, "user": "u", "password": "p"}).Send(t.Context(), m)
	if r.Outcome != message.Accepted || len(k.asked) != 1 || k.asked[0].URL.Query().Get("to") != m.Mobile || k.asked[0].URL.Query().Get("text") != hostile {
		t.Errorf("%+v", r)
	}
}
