package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"terminwerk/core"
	"terminwerk/data/smtp"
)

// trial is one part: it counts checks, keeps a folder, and ends what it started.
type trial struct {
	ctx            context.Context
	name, work     string
	checks, failed int
	endings        []func()
}

// errGivenUp ends a part that cannot go on.
var errGivenUp = errors.New("given up")

func (t *trial) attempt(run func(*trial)) {
	defer func() {
		for i := len(t.endings) - 1; i >= 0; i-- {
			t.endings[i]()
		}
		if e := recover(); e != nil && e != errGivenUp {
			panic(e)
		}
	}()
	if t.ctx.Err() != nil {
		t.give("interrupted")
	}
	run(t)
}

// check notes one comparison.
func (t *trial) check(ok bool, what string, detail ...any) {
	t.checks++
	if ok {
		fmt.Printf("%s: ok    %s\n", t.name, what)
		return
	}
	t.failed++
	fmt.Printf("%s: FAIL  %s\n", t.name, what)
	for _, d := range detail {
		fmt.Printf("%s:       %v\n", t.name, d)
	}
}

// same compares one field.
func (t *trial) same(what string, got, want any) {
	t.check(fmt.Sprint(got) == fmt.Sprint(want), what, fmt.Sprintf("arrived %q", fmt.Sprint(got)), fmt.Sprintf("sent    %q", fmt.Sprint(want)))
}

// give ends the part as failed.
func (t *trial) give(why string) {
	t.check(false, why)
	panic(errGivenUp)
}

func (t *trial) must(err error) {
	if err != nil {
		t.give(err.Error())
	}
}

// need insists that a program is there.
func (t *trial) need(names ...string) string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.give("counterpart missing: " + strings.Join(names, " or ") + " (.ci/setup live installs it)")
	return ""
}

// folder is an own folder below the part's.
func (t *trial) folder(name string) string {
	dir := filepath.Join(t.work, t.name, name)
	t.must(os.MkdirAll(dir, 0o755))
	return dir
}

func (t *trial) write(dir, name, text string) string {
	path := filepath.Join(dir, name)
	t.must(os.WriteFile(path, []byte(text), 0o600))
	return path
}

// process is a counterpart that runs.
type process struct {
	cmd *exec.Cmd
	end chan struct{}
}

// start runs a program in a folder until the part ends; its words go to a file there.
func (t *trial) start(dir, program string, args ...string) *process {
	log, err := os.OpenFile(filepath.Join(dir, filepath.Base(program)+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	t.must(err)
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	t.must(cmd.Start())
	p := &process{cmd, make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		log.Close()
		close(p.end)
	}()
	t.endings = append(t.endings, p.stop)
	return p
}

// stop ends a counterpart and what it started.
func (p *process) stop() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-p.end:
	case <-time.After(10 * time.Second):
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.end
	}
}

// port is one that nothing listens on.
func (t *trial) port() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	t.must(err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// listening waits until somebody answers on a port.
func (t *trial) listening(port int) {
	t.until(30*time.Second, fmt.Sprintf("nothing listens on port %d", port), func() bool {
		conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
}

// until waits for something to become true, and gives up after a while.
func (t *trial) until(limit time.Duration, what string, is func() bool) {
	for end := time.Now().Add(limit); !is(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) || t.ctx.Err() != nil {
			t.give(what)
		}
	}
}

// get reads an address, as JSON if into is given.
func (t *trial) get(url string, into any) string {
	r, err := http.Get(url)
	t.must(err)
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	t.must(err)
	if into != nil {
		t.must(json.Unmarshal(body, into))
	}
	return string(body)
}

var clock = core.ClockFunc(func() time.Time { return time.Now().UTC() })

// sample is an e-mail with everything that gets damaged on bad ways.
func (t *trial) sample(id string, module core.MailModule) *core.Message {
	m := &core.Message{
		Kind: core.MessageConfirmation, Channel: core.ChannelEmail, Module: module, MessageID: "<" + id + "@autohaus.example>",
		From: "Autohaus Größl GmbH <service@autohaus.example>", Name: "Łukasz Öztürk", To: []string{"lukasz@example.de"},
		Subject: "Terminbestätigung: Räderwechsel für 89 € – Łukasz",
		Text:    "Grüß Gott Łukasz,\n\nRäder wechseln, 89 €.\n.\n..zwei Punkte\nBis Montag\n",
		Attachments: []core.Attachment{
			{Name: "Termin Größl.ics", Type: "text/calendar; method=REQUEST; charset=utf-8", Content: []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Räder für Łukasz\r\nEND:VCALENDAR\r\n")},
			{Name: "Preisliste € Łódź.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7\n\x00\x01\xfe\xff")},
		},
	}
	var err error
	m.Rendered, err = smtp.Composer{Clock: clock}.Compose(m)
	t.must(err)
	return m
}
