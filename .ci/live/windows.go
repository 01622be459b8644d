package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/mapi"
)

// wine is the Windows side: .ci/live-messages has made the prefix and built desk.exe, the mail clients and the recorder.
type wine struct {
	t             *trial
	binary, drive string
}

// run runs a Windows program and gives its output.
func (w wine) run(args ...string) string {
	ctx, cancel := context.WithTimeout(w.t.ctx, 2*time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, w.binary, args...)
	program.WaitDelay = 3 * time.Second // Wine's own services, begun by the first program, keep its output open
	out, err := program.Output()
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		w.t.give(fmt.Sprintf("%v: %v %s", args, err, out))
	}
	return string(out)
}

func (w wine) path(parts ...string) string {
	return filepath.Join(append([]string{w.drive, "live"}, parts...)...)
}

// install makes a mail client the one that Windows knows; an empty name takes it away.
func (w wine) install(dll string) {
	if dll == "" {
		w.run("reg", "delete", `HKLM\Software\Clients\Mail`, "/f")
		return
	}
	w.run("reg", "add", `HKLM\Software\Clients\Mail`, "/ve", "/d", "Recorder", "/f")
	w.run("reg", "add", `HKLM\Software\Clients\Mail\Recorder`, "/v", "DLLPath", "/d", `C:\live\`+dll, "/f")
}

// answers sets what the mail client will answer.
func (w wine) answers(code int) {
	w.t.must(os.WriteFile(w.path("answer.txt"), fmt.Append(nil, code), 0o600))
	_ = os.Remove(w.path("calls.txt"))
}

// send lets the Windows build hand a message over.
func (w wine) send(m *core.Message) message.Result {
	raw, err := json.Marshal(m)
	w.t.must(err)
	w.t.must(os.WriteFile(w.path("message.json"), raw, 0o600))
	var r message.Result
	out := w.run(`C:\live\desk.exe`, "send", `C:\live\message.json`, `C:\live\Briefe Größl`)
	w.t.must(json.Unmarshal([]byte(out), &r))
	return r
}

// calls are the calls that the mail client has seen, as fields.
func (w wine) calls() []map[string][]string {
	raw, err := os.ReadFile(w.path("calls.txt"))
	if err != nil {
		return nil
	}
	var calls []map[string][]string
	for line := range strings.Lines(string(raw)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "call" {
			calls = append(calls, map[string][]string{})
		}
		if len(calls) > 0 {
			calls[len(calls)-1][name] = append(calls[len(calls)-1][name], value)
		}
	}
	return calls
}

// wide and narrow read what the client noted as hexadecimal bytes: UTF-16, or Windows-1252 as far as Latin-1 goes.
func wide(s string) string {
	raw, err := hex.DecodeString(s)
	if err != nil {
		return "not hexadecimal: " + s
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i]) | uint16(raw[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}

func narrow(s string) string {
	raw, err := hex.DecodeString(s)
	if err != nil {
		return "not hexadecimal: " + s
	}
	runes := make([]rune, len(raw))
	for i, b := range raw {
		if runes[i] = rune(b); b == 0x80 {
			runes[i] = '€'
		} else if b == 0x96 {
			runes[i] = '–'
		}
	}
	return string(runes)
}

// tryWindows hands messages to mail clients that record, and secrets to the places that Windows has for them.
func tryWindows(t *trial) {
	w := wine{t: t, binary: os.Getenv("LIVE_WINE"), drive: os.Getenv("LIVE_DRIVE")}
	if w.binary == "" || w.drive == "" {
		t.give("counterpart missing: Wine; .ci/live-messages prepares it")
	}
	m := t.sample("windows-1", core.ModuleMAPI)

	w.install("client.dll")
	w.answers(0)
	r := w.send(m)
	t.check(r.Outcome == message.HandedOver && r.Reason == "", "the mail client takes the message", r)
	w.compare(m, wide)
	w.answers(1)
	r = w.send(m)
	t.check(r.Outcome == message.Aborted && r.Reason == string(mapi.ReasonAborted), "a closed window leaves the message open", r)
	w.answers(3)
	r = w.send(m)
	t.check(r.Outcome == message.Channel && r.Reason == string(mapi.ReasonLogin), "a login that fails pauses the way", r)
	w.answers(21)
	r = w.send(m)
	t.check(r.Outcome == message.Permanent, "an ambiguous recipient is this message's fault", r)

	w.install("old.dll")
	w.answers(0)
	r = w.send(m)
	t.check(r.Outcome == message.HandedOver && r.Reason == string(mapi.ReasonLost) && r.Words == "Łź",
		"an old mail client takes what its letters allow, and the lost ones are named", r)
	w.compareOld(m)

	for _, c := range []struct{ what, dll string }{{"a mail client that fails", "client.dll"}, {"no mail client at all", ""}} {
		w.install(c.dll)
		w.answers(2)
		_ = os.Remove(w.path("draft.eml"))
		w.run("reg", "add", `HKCR\.eml`, "/ve", "/d", "Draft", "/f")
		w.run("reg", "add", `HKCR\Draft\shell\open\command`, "/ve", "/d", `"C:\live\recorder.exe" "%1"`, "/f")
		r = w.send(m)
		t.check(r.Outcome == message.HandedOver && r.Reason == string(mapi.ReasonDraft), c.what+" leads to a draft file", r)
		var draft []byte
		t.until(20*time.Second, "the draft does not reach its program", func() bool {
			draft, _ = os.ReadFile(w.path("draft.eml"))
			return len(draft) > 0
		})
		t.check(bytes.Equal(draft, append([]byte("X-Unsent: 1\r\n"), m.Rendered...)), "which is the message as composed, marked as unsent")
	}
	w.run("reg", "delete", `HKCR\.eml`, "/f")
	short := t.sample("windows-2", core.ModuleMAPI)
	short.Attachments = nil
	_ = os.Remove(w.path("address.txt"))
	w.run("reg", "add", `HKCR\mailto`, "/v", "URL Protocol", "/d", "", "/f")
	w.run("reg", "add", `HKCR\mailto\shell\open\command`, "/ve", "/d", `"C:\live\recorder.exe" "%1"`, "/f")
	r = w.send(short)
	t.check(r.Outcome == message.HandedOver && r.Reason == "", "without any of them the message goes as an address", r)
	t.until(20*time.Second, "the address does not arrive", func() bool { _, err := os.Stat(w.path("address.txt")); return err == nil })
	address, err := os.ReadFile(w.path("address.txt"))
	t.must(err)
	t.check(strings.HasPrefix(string(address), "mailto:lukasz@example.de?subject=Terminbest%C3%A4tigung") && strings.Contains(string(address), "%0D%0A"),
		"whole and escaped", string(address))

	t.same("secrets", strings.TrimSpace(w.run(`C:\live\desk.exe`, "keep", `C:\live\Geheimes`)), "keyring account")
	t.same("secrets in the next process", strings.TrimSpace(w.run(`C:\live\desk.exe`, "read", `C:\live\Geheimes`)), "keyring account")
	kept, err := os.ReadFile(w.path("Geheimes", "secrets.dpapi"))
	t.check(err == nil && !bytes.Contains(kept, []byte("Geheim")), "the file shows nothing of them", err)
}

func (w wine) compare(m *core.Message, text func(string) string) {
	t := w.t
	calls := w.calls()
	if len(calls) != 1 {
		t.check(false, "one call arrives", calls)
		return
	}
	c := calls[0]
	t.same("function", c["call"], []string{"MAPISendMailW"})
	t.same("flags (logon, dialog, Unicode)", c["flags"], []string{fmt.Sprint(0x1 | 0x8 | 0x40000)})
	t.same("subject", text(c["subject"][0]), m.Subject)
	t.same("text", strings.ReplaceAll(text(c["text"][0]), "\r\n", "\n"), m.Text)
	if len(c["address"]) != 1 || len(c["path"]) != 2 {
		t.check(false, "one recipient and two attachments", c)
		return
	}
	t.same("recipient", c["class"][0]+" "+text(c["name"][0])+" "+text(c["address"][0]), "1 "+m.Name+" SMTP:"+m.To[0])
	for i, a := range m.Attachments {
		t.same("attachment name", text(c["file"][i]), a.Name)
		w.attachment(a, text(c["path"][i]))
	}
}

// attachment reads what lies at a path of Windows.
func (w wine) attachment(a core.Attachment, path string) {
	content, err := os.ReadFile(filepath.Join(w.drive, strings.ReplaceAll(strings.TrimPrefix(path, `C:\`), `\`, "/")))
	w.t.check(err == nil && bytes.Equal(content, a.Content), "attachment "+a.Name, err)
}

// compareOld judges what a client without Unicode has received.
func (w wine) compareOld(m *core.Message) {
	calls := w.calls()
	if len(calls) != 1 {
		w.t.check(false, "one call arrives", calls)
		return
	}
	c := calls[0]
	w.t.same("function", c["call"], []string{"MAPISendMail"})
	w.t.same("subject in the old letters", narrow(c["subject"][0]), strings.ReplaceAll(m.Subject, "Ł", "?"))
	if len(c["path"]) != 2 {
		w.t.check(false, "two attachments", c)
		return
	}
	w.t.same("attachment name in the old letters", narrow(c["file"][1]), "Preisliste € _ód_.pdf")
	for i, a := range m.Attachments {
		w.attachment(a, narrow(c["path"][i]))
	}
}
