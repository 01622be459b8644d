package mapi

import (
	"errors"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

// confirmation is an e-mail as the outbox hands it over.
func confirmation(files ...core.Attachment) *core.Message {
	return &core.Message{
		Channel: core.ChannelEmail, Module: core.ModuleMAPI, To: []string{"lukasz@example.com"}, Name: "Łukasz Öztürk",
		Subject: "Ihr Termin: 89 € & mehr", Text: "Grüß Gott Łukasz,\r\n100 % \"sicher\" für 89 €.", Attachments: files,
		Rendered: []byte("Message-ID: <1@autohaus.example>\r\nTo: lukasz@example.com\r\n\r\nGruss\r\n"),
	}
}

func TestAddressCarriesTheWholeText(t *testing.T) {
	m := confirmation()
	m.To = append(m.To, "-rf@example.com", "a?b&c@example.com", "a@example.com?attach=/etc/passwd")
	l, err := New(Config{Folder: t.TempDir()}).letter(m)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(l.mailto())
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	to, err := url.PathUnescape(u.Opaque)
	if err != nil || to != strings.Join(m.To, ",") || q.Get("subject") != m.Subject || q.Get("body") != m.Text || len(q) != 2 {
		t.Errorf("%q %v %v", to, q, err)
	}
	if strings.Contains(l.mailto(), "+") {
		t.Error("a plus sign, which mail programs do not read as a blank")
	}
}

func TestAttachmentsLieInAPrivateFolderForADay(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mail")
	s := New(Config{Folder: folder})
	l, err := s.letter(confirmation(
		core.Attachment{Name: "../../Preisliste.pdf", Content: []byte("a")}, core.Attachment{Name: "Preisliste.pdf", Content: []byte("b")},
	))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Preisliste.pdf", "Preisliste_.pdf"} {
		content, err := os.ReadFile(l.files[i])
		if err != nil || filepath.Dir(l.files[i]) != l.folder || filepath.Base(l.files[i]) != want || string(content) != string("ab"[i]) {
			t.Errorf("%s: %q, %v", l.files[i], content, err)
		}
		if info, err := os.Stat(l.files[i]); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
			t.Errorf("%v, %v", info, err)
		}
	}
	other := filepath.Join(folder, "notes")
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	Clean(folder, time.Now().Add(23*time.Hour))
	if _, err := os.Stat(l.files[0]); err != nil {
		t.Errorf("removed too early: %v", err)
	}
	Clean(folder, time.Now().Add(25*time.Hour))
	if _, err := os.Stat(l.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("somebody else's folder was removed: %v", err)
	}
}

func TestDraftIsTheMessageMarkedAsUnsent(t *testing.T) {
	l, err := New(Config{Folder: t.TempDir()}).letter(confirmation())
	if err != nil {
		t.Fatal(err)
	}
	var opened string
	r, done := l.draft(func(path string) error { opened = path; return nil })
	f, err := os.Open(opened)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read, err := mail.ReadMessage(f)
	if err != nil || read.Header.Get("X-Unsent") != "1" || read.Header.Get("Message-ID") != "<1@autohaus.example>" || filepath.Ext(opened) != ".eml" {
		t.Errorf("%v %v", read, err)
	}
	if !done || r.Outcome != message.HandedOver || r.Reason != string(ReasonDraft) {
		t.Errorf("%+v", r)
	}
	if _, done := l.draft(func(string) error { return errors.New("no program") }); done {
		t.Error("a draft that nothing opens counts as handed over")
	}
}

func TestLongTextsAreNotCutIntoAnAddress(t *testing.T) {
	m := confirmation(core.Attachment{Name: "a.pdf"})
	s := New(Config{Folder: t.TempDir()})
	l, err := s.letter(m)
	if err != nil {
		t.Fatal(err)
	}
	r, done := l.address(func(string) error { return nil })
	if !done || r.Outcome != message.HandedOver || r.Reason != string(ReasonByHand) || r.Words != l.folder {
		t.Errorf("%+v", r)
	}
	l.text = strings.Repeat("ä", 300)
	if _, done := l.address(func(string) error { return nil }); done {
		t.Error("a long text went by address")
	}
}

func TestWhatNoMailProgramMaySeeIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(m *core.Message){
		"address list":    func(m *core.Message) { m.To[0] = "a@example.com,b@example.com" },
		"subject":         func(m *core.Message) { m.Subject = "a\nb" },
		"nobody":          func(m *core.Message) { m.Done = m.To },
		"not yet written": func(m *core.Message) { m.Rendered = nil },
	} {
		m := confirmation()
		spoil(m)
		if r := New(Config{Folder: t.TempDir()}).Send(t.Context(), m); r.Outcome != message.Permanent || r.Reason == "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
