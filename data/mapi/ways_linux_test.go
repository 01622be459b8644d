package mapi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
)

// desk is a machine whose programs are scripts that note how they were called.
type desk struct{ bin, notes string }

func newDesk(t *testing.T, programs map[string]string) desk {
	t.Helper()
	d := desk{t.TempDir(), filepath.Join(t.TempDir(), "notes")}
	for name, body := range programs {
		script := "#!/bin/sh\n{ printf '%s\\0' " + name + " \"$@\"; printf '\\n'; } >>" + d.notes + "\n" + body + "\n"
		if err := os.WriteFile(filepath.Join(d.bin, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", d.bin)
	return d
}

// called lists the calls of a program with their arguments.
func (d desk) called(t *testing.T, program string) [][]string {
	t.Helper()
	raw, err := os.ReadFile(d.notes)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var calls [][]string
	for _, call := range strings.Split(string(raw), "\x00\n") {
		if args := strings.Split(call, "\x00"); args[0] == program {
			calls = append(calls, args[1:])
		}
	}
	return calls
}

// asks answers xdg-mime: which program opens mailto addresses, and which one mail files.
func asks(mailto, eml string) string {
	return `case "$3" in x-scheme-handler/mailto) echo ` + mailto + `;; message/rfc822) echo ` + eml + `;; esac`
}

func TestThunderbirdTakesEverythingInItsOwnWindow(t *testing.T) {
	d := newDesk(t, map[string]string{"xdg-mime": asks("org.mozilla.Thunderbird.desktop", "x.desktop"), "xdg-email": "exit 0", "xdg-open": "exit 0"})
	m := confirmation(core.Attachment{Name: "Termin, Größl.ics", Content: []byte("BEGIN")}, core.Attachment{Name: "Preis €.pdf", Content: []byte("%PDF")})
	m.To = []string{"-x@example.com", "b@example.com"}
	r := New(Config{Folder: t.TempDir()}).Send(t.Context(), m)
	if r.Outcome != message.HandedOver || r.Reason != "" {
		t.Fatalf("%+v", r)
	}
	calls := d.called(t, "xdg-email")
	if len(calls) != 1 || len(calls[0]) != 10 {
		t.Fatalf("%q", calls)
	}
	a := calls[0]
	if a[0] != "--utf8" || a[2] != m.Subject || a[4] != strings.ReplaceAll(m.Text, "\r\n", "\n") || a[9] != "mailto:-x@example.com,b@example.com" {
		t.Errorf("%q", a)
	}
	for i, want := range []string{"BEGIN", "%PDF"} {
		if content, err := os.ReadFile(a[6+2*i]); err != nil || string(content) != want || a[5+2*i] != "--attach" {
			t.Errorf("%q: %q, %v", a[6+2*i], content, err)
		}
	}
}

func TestApostrophesThatXDGEmailDoesNotEscapeGoAsADraft(t *testing.T) {
	d := newDesk(t, map[string]string{"xdg-mime": asks("thunderbird.desktop", "thunderbird.desktop"), "xdg-email": "exit 0", "xdg-open": "exit 0"})
	s := New(Config{Folder: t.TempDir()})
	irish := confirmation()
	irish.To = []string{"o'brien@example.com"}
	for _, m := range []*core.Message{irish, confirmation(core.Attachment{Name: "a',to='evil@example.com,b.pdf"})} {
		if r := s.Send(t.Context(), m); r.Outcome != message.HandedOver || r.Reason != string(ReasonDraft) {
			t.Errorf("%+v", r)
		}
	}
	if calls := d.called(t, "xdg-email"); len(calls) > 0 {
		t.Errorf("%q", calls)
	}
}

func TestOtherMailProgramsGetAttachmentsAsADraft(t *testing.T) {
	d := newDesk(t, map[string]string{"xdg-mime": asks("org.kde.kmail.desktop", "org.kde.kmail.desktop"), "xdg-email": "exit 0", "xdg-open": "exit 0"})
	s := New(Config{Folder: t.TempDir()})
	if r := s.Send(t.Context(), confirmation(core.Attachment{Name: "a.pdf"})); r.Outcome != message.HandedOver || r.Reason != string(ReasonDraft) {
		t.Errorf("%+v", r)
	}
	if calls := d.called(t, "xdg-open"); len(calls) != 1 || !strings.HasSuffix(calls[0][0], ".eml") || len(d.called(t, "xdg-email")) > 0 {
		t.Errorf("%q", calls)
	}
	if r := s.Send(t.Context(), confirmation()); r.Outcome != message.HandedOver || r.Reason != "" || len(d.called(t, "xdg-email")) != 1 {
		t.Errorf("without attachments: %+v", r)
	}
}

func TestWhereNothingTakesDraftsTheAttachmentsAreLeftToThePerson(t *testing.T) {
	d := newDesk(t, map[string]string{"xdg-mime": asks("webmail.desktop", ""), "xdg-email": "exit 0", "xdg-open": "exit 4"})
	r := New(Config{Folder: t.TempDir()}).Send(t.Context(), confirmation(core.Attachment{Name: "a.pdf", Content: []byte("x")}))
	if r.Outcome != message.HandedOver || r.Reason != string(ReasonByHand) {
		t.Fatalf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(r.Words, "a.pdf")); err != nil {
		t.Errorf("the person does not find the attachment: %v", err)
	}
	if calls := d.called(t, "xdg-email"); len(calls) != 1 || strings.Contains(strings.Join(calls[0], " "), "--attach") {
		t.Errorf("%q", calls)
	}
}

func TestWithoutMailProgramTheTextIsInTheClipboard(t *testing.T) {
	newDesk(t, map[string]string{"xdg-email": "exit 3"})
	var copied string
	m := confirmation()
	r := New(Config{Folder: t.TempDir(), Clipboard: func(text string) error { copied = text; return nil }}).Send(t.Context(), m)
	if r.Outcome != message.HandedOver || r.Reason != string(ReasonClipboard) || !strings.Contains(copied, "Łukasz") || !strings.Contains(copied, m.To[0]) {
		t.Errorf("%+v %q", r, copied)
	}
	r = New(Config{Folder: t.TempDir()}).Send(t.Context(), m)
	if r.Outcome != message.Channel || r.Reason != string(ReasonNoProgram) {
		t.Errorf("%+v", r)
	}
}
