// Package mapi is module 1: it opens an e-mail in the mail program of this machine, where a person sends it.
//
// What the mail program is handed is never called sent. Windows speaks MAPI; where that leads nowhere, and on other
// systems, the ways are a draft file, a mailto address, and at last the clipboard.
package mapi

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

// The reasons, also those that tell how a message was handed over.
const (
	ReasonDraft       core.Reason = "sender.mapi.draft"       // opened as a draft file
	ReasonByHand      core.Reason = "sender.mapi.by_hand"     // the attachments have to be added; Words name their folder
	ReasonClipboard   core.Reason = "sender.mapi.clipboard"   // no mail program: the text is in the clipboard
	ReasonLost        core.Reason = "sender.mapi.lost"        // an old mail program could not take the characters in Words
	ReasonAborted     core.Reason = "sender.mapi.aborted"     // the person closed the window
	ReasonLogin       core.Reason = "sender.mapi.login"       // the mail program could not log in
	ReasonRecipient   core.Reason = "sender.mapi.recipient"   // the mail program does not take a recipient
	ReasonAttachment  core.Reason = "sender.mapi.attachment"  // an attachment could not be written or read
	ReasonNoProgram   core.Reason = "sender.mapi.none"        // no mail program, and no clipboard either
	ReasonEmpty       core.Reason = "sender.smtp.empty"       // nothing rendered or nobody left to reach
	ReasonInterrupted core.Reason = "sender.mapi.interrupted" // the window was still open when the program ended
)

// maxMailto is the length of a mailto address that every system passes on whole.
const maxMailto = 1000

// Config says what the sender may use.
type Config struct {
	Folder    string                  // private, for attachments; see Folder
	Clipboard func(text string) error // nil: there is none
}

// Folder is the usual private folder for what the mail program reads.
func Folder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "terminwerk", "mail")
}

// Sender opens the mail program. It may be used from several goroutines.
type Sender struct{ c Config }

// New gives the sender.
func New(c Config) *Sender { return &Sender{c} }

// letter is a message as a mail program wants it.
type letter struct {
	to      []string
	name    string // of the only recipient
	subject string
	text    string
	folder  string // own folder; empty without files
	files   []string
	eml     []byte
}

// way tries to hand a letter over; done is false when the next way should be tried.
type way func(ctx context.Context, l *letter) (r message.Result, done bool)

// Send opens a window of the mail program with the message. It returns when the mail program has it, which with MAPI is
// when the person has closed the window.
func (s *Sender) Send(ctx context.Context, m *core.Message) message.Result {
	l, err := s.letter(m)
	if err != nil {
		var why core.Reason
		errors.As(err, &why)
		return message.Result{Outcome: message.Permanent, Reason: string(why)}
	}
	for _, try := range append(systemWays(s), s.clipboard) {
		if ctx.Err() != nil {
			return message.Result{Outcome: message.Aborted, Reason: string(ReasonAborted)}
		}
		if r, done := try(ctx, l); done {
			return r
		}
	}
	return message.Result{Outcome: message.Channel, Reason: string(ReasonNoProgram)}
}

// letter writes the attachments where the mail program can read them.
func (s *Sender) letter(m *core.Message) (*letter, error) {
	l := &letter{to: m.Unserved(), subject: m.Subject, text: m.Text, eml: append([]byte("X-Unsent: 1\r\n"), m.Rendered...)}
	if len(l.to) == 0 || len(m.Rendered) == 0 {
		return nil, core.Refuse(core.FieldText, ReasonEmpty)
	}
	if len(m.To) == 1 {
		l.name = m.Name
	}
	for _, to := range l.to {
		if !core.ValidEmail(to) {
			return nil, core.Refuse(core.FieldRecipient, core.ReasonEmail)
		}
	}
	if strings.ContainsAny(l.subject, "\r\n\x00") {
		return nil, core.Refuse(core.FieldSubject, core.ReasonControl)
	}
	l.text = strings.ReplaceAll(strings.ReplaceAll(l.text, "\x00", ""), "\r\n", "\n")
	Clean(s.c.Folder, time.Now())
	var err error
	if l.folder, err = s.makeFolder(); err != nil {
		return nil, core.Refuse(core.FieldText, ReasonAttachment)
	}
	for i := range m.Attachments {
		file, err := l.write(m.Attachments[i].FileName(), m.Attachments[i].Content)
		if err != nil {
			return nil, core.Refuse(core.FieldText, ReasonAttachment)
		}
		l.files = append(l.files, file)
	}
	return l, nil
}

// kept is how long a mail program may take to read what it was handed: some return before they have.
const kept = 24 * time.Hour

// prefix begins the names of the folders that Clean removes.
const prefix = "mail-"

func (s *Sender) makeFolder() (string, error) {
	if err := os.MkdirAll(s.c.Folder, 0o700); err != nil {
		return "", err
	}
	return os.MkdirTemp(s.c.Folder, prefix) // mode 0700
}

// write puts a file into the letter's folder; a second one of the same name gets another.
func (l *letter) write(name string, content []byte) (string, error) {
	ending := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	for {
		path := filepath.Join(l.folder, stem+ending)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			stem += "_"
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(content)
		return path, errors.Join(err, f.Close())
	}
}

// Clean removes what mail programs were handed more than a day ago. Nothing else in the folder is touched.
func Clean(folder string, now time.Time) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) || now.Sub(info.ModTime()) < kept {
			continue
		}
		_ = os.RemoveAll(filepath.Join(folder, e.Name())) // the next call tries again
	}
}

// mailto is the message without attachments as an address (RFC 6068).
func (l *letter) mailto() string {
	to := make([]string, len(l.to))
	for i, one := range l.to {
		to[i] = strings.ReplaceAll(url.PathEscape(one), "%40", "@")
	}
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return "mailto:" + strings.Join(to, ",") + "?subject=" + escape(l.subject) + "&body=" + escape(strings.ReplaceAll(l.text, "\n", "\r\n"))
}

// handed is the result of a way that cannot take attachments, or could.
func (l *letter) handed(withFiles bool) message.Result {
	if withFiles || len(l.files) == 0 {
		return message.Result{Outcome: message.HandedOver}
	}
	return message.Result{Outcome: message.HandedOver, Reason: string(ReasonByHand), Words: l.folder}
}

// draft opens the message as a file that mail programs take for a draft (X-Unsent).
func (l *letter) draft(open func(path string) error) (message.Result, bool) {
	path, err := l.write("Entwurf.eml", l.eml)
	if err != nil || open(path) != nil {
		return message.Result{}, false
	}
	return message.Result{Outcome: message.HandedOver, Reason: string(ReasonDraft)}, true
}

// address opens the message as a mailto address if that is short enough to arrive whole.
func (l *letter) address(open func(uri string) error) (message.Result, bool) {
	uri := l.mailto()
	if len(uri) > maxMailto || open(uri) != nil {
		return message.Result{}, false
	}
	return l.handed(false), true
}

// clipboard is the last way: the person pastes the text where it is wanted.
func (s *Sender) clipboard(_ context.Context, l *letter) (message.Result, bool) {
	if s.c.Clipboard == nil || s.c.Clipboard(strings.Join(l.to, ", ")+"\n"+l.subject+"\n\n"+l.text) != nil {
		return message.Result{}, false
	}
	r := message.Result{Outcome: message.HandedOver, Reason: string(ReasonClipboard)}
	if len(l.files) > 0 {
		r.Words = l.folder
	}
	return r, true
}
