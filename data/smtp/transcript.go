package smtp

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
)

// hidden stands for a secret.
const hidden = "•••"

// transcript is the dialogue with a server as a person may read it: without secrets and without the message's text.
type transcript struct {
	mu       sync.Mutex
	said     []string
	open     [2][]byte // the unfinished line of each side
	secret   bool      // the client is logging in
	body     int       // bytes of the message so far; -1: not in the message
	replaces *strings.Replacer
}

const (
	ours = iota
	theirs
)

const (
	maxLines = 400
	maxLine  = 1000
)

func newTranscript(user, password string) *transcript {
	t := &transcript{body: -1, replaces: strings.NewReplacer()}
	if password != "" {
		pairs := []string{password, hidden}
		for _, form := range []string{
			password, "\x00" + user + "\x00" + password,
			"user=" + user + "\x01auth=Bearer " + password + "\x01\x01",
		} {
			pairs = append(pairs, base64.StdEncoding.EncodeToString([]byte(form)), hidden)
		}
		t.replaces = strings.NewReplacer(pairs...)
	}
	return t
}

// mask hides the secrets in a text of the server's.
func (t *transcript) mask(s string) string { return t.replaces.Replace(s) }

// lines gives what was said so far.
func (t *transcript) lines() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.said)
}

// heard takes bytes of one side.
func (t *transcript) heard(side int, b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if side == ours && t.body >= 0 {
		t.body += len(b)
		return
	}
	t.open[side] = append(t.open[side], b...)
	for {
		line, rest, ended := bytes.Cut(t.open[side], []byte("\n"))
		if !ended {
			if len(t.open[side]) > maxLine {
				t.open[side] = t.open[side][:maxLine]
			}
			return
		}
		t.line(side, oneLine(string(line)))
		t.open[side] = append([]byte(nil), rest...)
	}
}

func (t *transcript) line(side int, line string) {
	mark := "C: "
	if side == theirs {
		mark = "S: "
		if t.body >= 0 {
			t.say(fmt.Sprintf("C: (%d bytes)", t.body))
			t.body = -1
		}
		if strings.HasPrefix(line, "354") {
			t.body = 0
		}
		if t.secret && !strings.HasPrefix(line, "334") {
			t.secret = false
		}
	} else {
		line = t.hide(line)
	}
	t.say(mark + t.mask(line))
}

// hide blanks what a client says while it logs in, but for the name of the mechanism.
func (t *transcript) hide(line string) string {
	if t.secret {
		return hidden
	}
	words := strings.Fields(line)
	if len(words) < 2 || !strings.EqualFold(words[0], "AUTH") {
		return line
	}
	t.secret = true
	if len(words) > 2 {
		return "AUTH " + words[1] + " " + hidden
	}
	return line
}

func (t *transcript) say(line string) {
	if len(t.said) < maxLines {
		t.said = append(t.said, line)
	}
}

// record listens to a connection; first is read before anything that the server sends, and is not part of the dialogue.
func (t *transcript) record(conn net.Conn, first string) net.Conn {
	return &recorded{Conn: conn, t: t, read: io.MultiReader(strings.NewReader(first), listener{conn, t})}
}

type recorded struct {
	net.Conn
	t    *transcript
	read io.Reader
}

func (r *recorded) Read(b []byte) (int, error) { return r.read.Read(b) }

func (r *recorded) Write(b []byte) (int, error) {
	n, err := r.Conn.Write(b)
	r.t.heard(ours, b[:n])
	return n, err
}

type listener struct {
	io.Reader
	t *transcript
}

func (l listener) Read(b []byte) (int, error) {
	n, err := l.Reader.Read(b)
	l.t.heard(theirs, b[:n])
	return n, err
}
