package smsreminder_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smsreminder"
)

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
	const none = "none" // a number alone is no words
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
		"kannel delivered":  {"kannel", 200, "1", "/?id=m17x9", message.Delivered, none},
		"kannel buffered":   {"kannel", 200, "8", "/?id=m17x9", message.Accepted, none},
		"kannel no report":  {"kannel", 404, "", "/?id=m17x9", message.Uncertain, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGateway(t, says(c.status, c.body))
			m := sms("x")
			m.GatewayID = "77"
			s := sender(t, c.profile, map[string]string{"url": g.URL, "user": "u", "password": "p", "api_key": "k", "status_url": g.URL + "/"})
			r := s.Status(t.Context(), m)
			if r.Outcome != c.outcome || c.words == none && r.Words != "" || c.words != "" && c.words != none && r.Words != c.words {
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
