package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/mail"
	"strconv"
	"strings"
	"sync"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"terminwerk/core"
)

// side is the other side: a mail server and an SMS gateway that take everything, slowly and with pauses before and after,
// and count by subject or text.
type side struct {
	asked bool // the gateway tells what became of an SMS
	mail  *gosmtp.Server
	web   *http.Server
	mails net.Listener
	sms   net.Listener

	mu      sync.Mutex
	counts  map[string]int
	known   map[string]bool // ids of SMS
	waiting chan struct{}
}

func newSide(asked bool) *side {
	s := &side{asked: asked, counts: map[string]int{}, known: map[string]bool{}}
	s.mail = gosmtp.NewServer(s)
	s.mail.ErrorLog = silent{}
	s.web = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	return s
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func (s *side) listen() (err error) {
	if s.mails, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	if s.sms, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	go func() { _ = s.mail.Serve(s.mails) }()
	go func() { _ = s.web.Serve(s.sms) }()
	return nil
}

func (s *side) close() { _ = errors.Join(s.mail.Close(), s.web.Close()) }

func (s *side) settings(set *core.Settings) {
	set.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@muster.example", SMTP: core.SMTP{
		Host: "127.0.0.1", Port: s.mails.Addr().(*net.TCPAddr).Port, Security: core.SecurityNone,
	}}
	set.SMS = core.SMS{Profile: "kannel", Values: map[string]string{"url": "http://" + s.sms.Addr().String(), "user": "dealer"}}
	if s.asked {
		set.SMS.Profile = "android"
	}
}

// next gives a channel that is closed with the next message.
func (s *side) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = make(chan struct{})
	return s.waiting
}

func (s *side) arrived(text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[key(text)]
}

// key is the number in a subject or text with the word before it.
func key(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(2, len(words))], " ")
}

// take counts a message, with a pause before and after, so that a kill meets both.
func (s *side) take(text, id string) {
	pause := func() { time.Sleep(time.Duration(rand.IntN(8000)) * time.Microsecond) }
	pause()
	s.mu.Lock()
	s.counts[key(text)]++
	s.known[id] = true
	if s.waiting != nil {
		close(s.waiting)
		s.waiting = nil
	}
	s.mu.Unlock()
	pause()
}

// NewSession makes side a go-smtp backend.
func (s *side) NewSession(*gosmtp.Conn) (gosmtp.Session, error) { return session{s}, nil }

type session struct{ side *side }

func (session) Mail(string, *gosmtp.MailOptions) error { return nil }
func (session) Rcpt(string, *gosmtp.RcptOptions) error { return nil }
func (session) Reset()                                 {}
func (session) Logout() error                          { return nil }

func (v session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err == nil {
		v.side.take(subject, "")
	}
	return err
}

// ServeHTTP is the gateway: Android SMS Gateway when it can be asked, else Kannel.
func (s *side) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case !s.asked:
		s.take(r.FormValue("text"), "")
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "0: Accepted for delivery")
	case r.Method == http.MethodGet:
		id := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		s.mu.Lock()
		known := s.known[id]
		s.mu.Unlock()
		if !known {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, `{"id":`+strconv.Quote(id)+`,"state":"Delivered"}`)
	default:
		var body struct {
			ID   string
			Text struct{ Text string } `json:"textMessage"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.take(body.Text.Text, body.ID)
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, `{"id":`+strconv.Quote(body.ID)+`,"state":"Pending"}`)
	}
}
