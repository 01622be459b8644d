package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smsreminder"
)

const kannelConfig = `group = core
admin-port = %[1]d
admin-interface = 127.0.0.1
admin-password = live
smsbox-port = %[2]d
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
dlr-storage = internal
store-type = file
store-location = %[5]s/store
sms-resend-freq = 3
log-file = %[5]s/bearerbox-core.log
log-level = 0

group = smsc
smsc = fake
smsc-id = network
port = %[3]d
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = %[2]d
sendsms-port = %[4]d
sendsms-interface = 127.0.0.1
global-sender = 43166000
log-file = %[5]s/smsbox-core.log
log-level = 0

group = sendsms-user
username = dealer
password = "sms & wort"
user-allow-ip = 127.0.0.1
max-messages = 6
concatenation = true

group = sms-service
keyword = default
text = "none"
catch-all = true
max-messages = 0
`

// reports takes Kannel's delivery reports and tells them when asked, as a dealer's own receiver would.
type reports struct {
	mu   sync.Mutex
	came map[string][]string
}

func (r *reports) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id, status := q.FormValue("id"), q.FormValue("status")
	if status != "" {
		r.came[id] = append(r.came[id], status)
		return
	}
	for _, decisive := range []string{"1", "2", "16", "8", "4"} {
		for _, s := range r.came[id] {
			if s == decisive {
				fmt.Fprintln(w, s)
				return
			}
		}
	}
	w.WriteHeader(http.StatusNotFound)
}

// gateway is a Kannel with the network behind it.
type gateway struct {
	t                    *trial
	dir, config          string
	smsbox, network, api int
	bearer, box, smsc    *process
}

func (g *gateway) startNetwork() {
	fakesmsc := "/usr/lib/kannel/test/fakesmsc"
	if _, err := os.Stat(fakesmsc); err != nil {
		fakesmsc = g.t.need("fakesmsc")
	}
	g.smsc = g.t.start(g.dir, fakesmsc, "-H", "127.0.0.1", "-r", fmt.Sprint(g.network), "-i", "3600", "-m", "1", "100 200 text start")
}

func (g *gateway) startGateway() {
	g.bearer = g.t.start(g.dir, g.t.need("bearerbox", "/usr/sbin/bearerbox"), "-v", "4", g.config)
	g.t.listening(g.smsbox)
	g.box = g.t.start(g.dir, g.t.need("smsbox", "/usr/sbin/smsbox"), "-v", "4", g.config)
	g.t.listening(g.api)
}

// got is what the network has received so far.
func (g *gateway) got() string {
	raw, err := os.ReadFile(filepath.Join(g.dir, "fakesmsc.log"))
	g.t.must(err)
	return string(raw)
}

// arrives waits until the network has a text for a number.
func (g *gateway) arrives(what string, pattern string) {
	re := regexp.MustCompile(pattern)
	limit := time.Now().Add(40 * time.Second)
	for !re.MatchString(g.got()) && time.Now().Before(limit) {
		time.Sleep(200 * time.Millisecond)
	}
	g.t.check(re.MatchString(g.got()), what+" reaches the network as written", "the network has:\n"+g.got())
}

// tryKannel sends SMS, follows their reports, and takes network and gateway away.
func tryKannel(t *trial) {
	dir := t.folder(".")
	g := &gateway{t: t, dir: dir, smsbox: t.port(), network: t.port(), api: t.port()}
	g.config = t.write(dir, "kannel.conf", fmt.Sprintf(kannelConfig, t.port(), g.smsbox, g.network, g.api, dir))
	g.startGateway()
	g.startNetwork()

	received := &reports{came: map[string][]string{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	t.must(err)
	server := &http.Server{Handler: received}
	go func() { _ = server.Serve(listener) }()
	t.endings = append(t.endings, func() { _ = server.Close() })
	address := "http://" + listener.Addr().String() + "/"

	book, err := smsreminder.ReadProfiles(assets.SMS)
	t.must(err)
	profile, err := smsreminder.Book(book).Find(core.SMS{Profile: "kannel"})
	t.must(err)
	values := map[string]string{
		"url": fmt.Sprintf("http://127.0.0.1:%d", g.api), "user": "dealer", "password": "sms & wort", "report_url": address, "status_url": address,
	}
	build := func(values map[string]string) *smsreminder.Sender {
		s, err := smsreminder.New(smsreminder.Config{Profile: profile, Values: values, Clock: clock, Limit: 20 * time.Second})
		t.must(err)
		return s
	}
	sender := build(values)
	sms := func(id, text string) *core.Message {
		return &core.Message{Channel: core.ChannelSMS, Module: core.ModuleSMS, MessageID: "<" + id + "@autohaus.example>", To: []string{"+436641234567"}, Text: text}
	}
	accepted := func(m *core.Message, how string) {
		r := sender.Send(t.ctx, m)
		t.check(r.Outcome == message.Accepted && strings.Contains(r.Words, how), fmt.Sprintf("%s is accepted (%s)", m.Reference(), how), r)
	}
	delivered := func(m *core.Message) {
		var r message.Result
		limit := time.Now().Add(40 * time.Second)
		for r.Outcome != message.Delivered && time.Now().Before(limit) {
			time.Sleep(200 * time.Millisecond)
			r = sender.Status(t.ctx, m)
		}
		t.check(r.Outcome == message.Delivered, m.Reference()+" is reported as delivered", r)
	}

	seven := sms("k1", "Grüße & Räder für 89 €?")
	accepted(seven, "0: Accepted for delivery")
	g.arrives("seven-bit text with umlauts and €", regexp.QuoteMeta("+436641234567 text Grüße & Räder für 89 €?>"))
	delivered(seven)
	wide := sms("k2", "Termin für Łukasz: 8:00")
	accepted(wide, "0: Accepted for delivery")
	g.arrives("UCS-2 text with Ł", `ucs-2 %00T%00e%00r%00m%00i%00n%00\+%00f%00%FC%00r%00\+%01A%00u%00k`)
	delivered(wide)
	long := sms("k3", strings.Repeat("Bitte denken Sie an den Termin. ", 6))
	accepted(long, "0: Accepted for delivery")
	g.arrives("the second part of a long text", `udh %05%00%03...%02%02 data ermin\.\+Bitte`)
	delivered(long)

	wrong := map[string]string{}
	for name, word := range values {
		wrong[name] = word
	}
	wrong["password"] = "wrong"
	r := build(wrong).Send(t.ctx, seven)
	t.check(r.Outcome == message.Channel && r.Reason == string(smsreminder.ReasonLogin), "a wrong password pauses the service", r)

	g.smsc.stop()
	time.Sleep(2 * time.Second)
	queued := sms("k4", "Das Netz war weg")
	accepted(queued, "3: Queued for later delivery")
	r = sender.Status(t.ctx, queued)
	t.check(r.Outcome == message.Uncertain || r.Outcome == message.Accepted, "no report yet while the network is away", r)
	g.startNetwork()
	g.arrives("the SMS that waited in the gateway", "Das Netz war weg")
	delivered(queued)

	g.box.stop()
	g.bearer.stop()
	r = sender.Send(t.ctx, sms("k5", "Gateway weg"))
	t.check(r.Outcome == message.Channel && r.Reason == string(smsreminder.ReasonUnreachable), "a gateway that is down pauses the service", r)
	g.startGateway()
	g.smsc.stop() // it ends with the gateway
	g.startNetwork()
	again := sms("k5", "Gateway wieder da")
	time.Sleep(3 * time.Second)
	r = sender.Send(t.ctx, again)
	t.check(r.Outcome == message.Accepted, "and takes the same message when it is back", r)
	g.arrives("it", "Gateway wieder da")
	t.check(!strings.Contains(g.got(), "Gateway weg"), "what was not accepted never went out")
	t.same("copies of the first SMS", strings.Count(g.got(), "89 €?"), 1)
}
