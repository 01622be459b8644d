package smtp_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"unicode"

	"terminwerk/core"
	"terminwerk/data/smtp"

	"pgregory.net/rapid"
)

// part is one leaf of a message as a mail program sees it.
type part struct {
	kind, name string
	params     map[string]string
	content    string
}

// read takes a rendered message apart with the standard library alone.
func read(t interface {
	Helper()
	Fatal(...any)
}, raw []byte,
) (netmail.Header, []part) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err, string(raw))
	}
	var parts []part
	var walk func(contentType, encoding, disposition string, body io.Reader)
	walk = func(contentType, encoding, disposition string, body io.Reader) {
		kind, params, err := mime.ParseMediaType(contentType)
		if err != nil {
			t.Fatal(err, contentType)
		}
		if strings.HasPrefix(kind, "multipart/") {
			for r := multipart.NewReader(body, params["boundary"]); ; {
				p, err := r.NextRawPart()
				if err == io.EOF {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				walk(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-Disposition"), p)
			}
		}
		switch encoding {
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		p := part{kind: kind, params: params, content: string(content)}
		if disposition != "" {
			_, d, err := mime.ParseMediaType(disposition)
			if err != nil {
				t.Fatal(err, disposition)
			}
			p.name = d["filename"]
		}
		parts = append(parts, p)
	}
	walk(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), "", m.Body)
	return m.Header, parts
}

func decoded(s string) string {
	s, _ = new(mime.WordDecoder).DecodeHeader(s)
	return s
}

func TestUmlautsEuroAndPolishLettersArriveAsWritten(t *testing.T) {
	const ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Service für Łukasz\r\nEND:VCALENDAR\r\n"
	m := &core.Message{
		Kind: core.MessageReminder, MessageID: "<17.x1@autohaus.example>", From: "Autohaus Größl GmbH <service@autohaus.example>",
		Name: "Łukasz Öztürk, Dr.", To: []string{"lukasz@example.com"},
		Subject: "Terminbestätigung 2.3.2027: Räderwechsel für 89 € – Łukasz",
		Text:    "Grüß Gott Łukasz,\r\nRäder für 89 €.\n.\n" + strings.Repeat("äöü€Ł ", 60),
		Attachments: []core.Attachment{
			{Name: "Termin Größl.ics", Type: "text/calendar; method=REQUEST; charset=utf-8", Content: []byte(ics)},
			{Name: "Preisliste € Łódź.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7\x00\x01\xff")},
		},
	}
	raw, err := smtp.Composer{Clock: clock}.Compose(m)
	if err != nil {
		t.Fatal(err)
	}
	header, parts := read(t, raw)
	if got := decoded(header.Get("Subject")); got != m.Subject {
		t.Errorf("subject %q", got)
	}
	for field, want := range map[string][2]string{
		"From": {"Autohaus Größl GmbH", "service@autohaus.example"}, "To": {m.Name, "lukasz@example.com"},
	} {
		if a, err := netmail.ParseAddress(header.Get(field)); err != nil || a.Name != want[0] || a.Address != want[1] {
			t.Errorf("%s %v, %v", field, a, err)
		}
	}
	if header.Get("Message-ID") != m.MessageID || header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%v", header)
	}
	if len(parts) != 4 {
		t.Fatalf("%d parts", len(parts))
	}
	if text := strings.ReplaceAll(strings.TrimRight(parts[0].content, "\r\n"), "\r\n", "\n"); text != strings.ReplaceAll(m.Text, "\r\n", "\n") {
		t.Errorf("text %q", text)
	}
	if c := parts[1]; c.kind != "text/calendar" || c.params["method"] != "REQUEST" || !strings.EqualFold(c.params["charset"], "utf-8") || strings.TrimSpace(c.content) != strings.TrimSpace(ics) {
		t.Errorf("invitation %+v", c)
	}
	for i, a := range m.Attachments {
		if p := parts[i+2]; p.name != a.Name || decoded(p.params["name"]) != a.Name || p.content != string(a.Content) {
			t.Errorf("attachment %q %q, %d bytes", p.name, p.params["name"], len(p.content))
		}
	}
	for line := range strings.Lines(string(raw)) {
		if len(line) > 1000 || !strings.HasSuffix(line, "\r\n") || strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("line not fit for every server: %q", line)
		}
	}
}

func TestHostileValuesAreRefusedByName(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(m *core.Message)
		field core.Field
	}{
		"subject":                 {func(m *core.Message) { m.Subject = "x\r\nBcc: evil@example.com" }, core.FieldSubject},
		"subject with NUL":        {func(m *core.Message) { m.Subject = "x\x00" }, core.FieldSubject},
		"subject of 600 letters":  {func(m *core.Message) { m.Subject = strings.Repeat("a", 600) }, core.FieldSubject},
		"recipient":               {func(m *core.Message) { m.To[0] = "a@example.com\r\nRCPT TO:<evil@example.com>" }, core.FieldRecipient},
		"recipient with blank":    {func(m *core.Message) { m.To[0] = `"a> SIZE=1 <b"@example.com` }, core.FieldRecipient},
		"two recipients in one":   {func(m *core.Message) { m.To[0] = "a@example.com, evil@example.com" }, core.FieldRecipient},
		"recipient's name":        {func(m *core.Message) { m.To[0] = "\"a\r\nBcc: evil@example.com\" <a@example.com>" }, core.FieldRecipient},
		"encoded recipient name":  {func(m *core.Message) { m.To[0] = "=?utf-8?q?a=0D=0ABcc:_e@example.com?= <a@example.com>" }, core.FieldRecipient},
		"no recipient":            {func(m *core.Message) { m.To = nil }, core.FieldRecipient},
		"sender":                  {func(m *core.Message) { m.From = "a@example.com\nX: y" }, core.FieldMailFrom},
		"no sender":               {func(m *core.Message) { m.From = "" }, core.FieldMailFrom},
		"file name":               {func(m *core.Message) { m.Attachments[0].Name = "a\"\r\nContent-Type: text/html" }, smtp.FieldAttachment},
		"type":                    {func(m *core.Message) { m.Attachments[0].Type = "text/plain\r\nX: y" }, smtp.FieldAttachment},
		"type that is none":       {func(m *core.Message) { m.Attachments[0].Type = "pdf" }, smtp.FieldAttachment},
		"attachments of 20 MB":    {func(m *core.Message) { m.Attachments[0].Content = make([]byte, 20<<20) }, smtp.FieldAttachment},
		"Message-ID":              {func(m *core.Message) { m.MessageID = "<a@b>\r\nX: <y>" }, "message_id"},
		"no Message-ID":           {func(m *core.Message) { m.MessageID = "" }, "message_id"},
		"text that is no text":    {func(m *core.Message) { m.Text = "a\xff" }, core.FieldText},
		"text that is not there":  {func(m *core.Message) { m.Text = " \n" }, core.FieldText},
		"text with a NUL in it":   {func(m *core.Message) { m.Text = "a\x00b" }, core.FieldText},
		"recipient without place": {func(m *core.Message) { m.To[0] = "postmaster" }, core.FieldRecipient},
	} {
		t.Run(name, func(t *testing.T) {
			m := &core.Message{
				MessageID: "<1@autohaus.example>", From: "service@autohaus.example", To: []string{"a@example.com"}, Subject: "s", Text: "t",
				Attachments: []core.Attachment{{Name: "a.pdf", Type: "application/pdf", Content: []byte("x")}},
			}
			c.spoil(m)
			raw, err := smtp.Composer{Clock: clock}.Compose(m)
			if fields := core.FieldErrors(err); raw != nil || len(fields) != 1 || fields[0].Field != c.field {
				t.Errorf("%v\n%s", err, raw)
			}
		})
	}
}

func TestFileNamesBecomeNames(t *testing.T) {
	for typed, want := range map[string]string{
		"../../etc/passwd":                "passwd",
		`C:\Windows\system32\a.exe`:       "a.exe",
		"a;b\"c.pdf":                      "a;b_c.pdf",
		"invoice\u202efdp.exe":            "invoice_fdp.exe",
		"..":                              "attachment",
		"":                                "attachment",
		strings.Repeat("ö", 300) + ".pdf": strings.Repeat("ö", 48) + ".pdf",
	} {
		m := &core.Message{
			MessageID: "<1@autohaus.example>", From: "service@autohaus.example", To: []string{"a@example.com"}, Text: "t",
			Attachments: []core.Attachment{{Name: typed, Content: []byte("x")}},
		}
		raw, err := smtp.Composer{Clock: clock}.Compose(m)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		if _, parts := read(t, raw); len(parts) != 2 || parts[1].name != want {
			t.Errorf("%q became %+v", typed, parts)
		}
	}
}

// headers are the only fields a message may have at its top.
var headers = []string{"Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}

func TestNoTextEverBecomesAHeader(t *testing.T) {
	hostile := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-ZäöüßŁ€,;:<>"@=?\\ .\r\n\x00-]{0,40}`),
		rapid.SampledFrom([]string{"a\r\nBcc: e@example.com", "=?utf-8?q?=0D=0ABcc:?=", "\n.\r\nMAIL FROM:<>", "a\"; filename=\"b"}))
	rapid.Check(t, func(t *rapid.T) {
		m := &core.Message{
			MessageID: "<1@autohaus.example>", From: "service@autohaus.example", Name: hostile.Draw(t, "name"),
			To: []string{rapid.OneOf(hostile, rapid.Just("a@example.com")).Draw(t, "to")}, Subject: hostile.Draw(t, "subject"),
			Text:        hostile.Draw(t, "text"),
			Attachments: []core.Attachment{{Name: hostile.Draw(t, "file"), Type: "application/pdf", Content: []byte("\r\n.\r\n")}},
		}
		raw, err := smtp.Composer{Clock: clock}.Compose(m)
		if err != nil {
			if len(core.FieldErrors(err)) == 0 {
				t.Fatal(err)
			}
			return
		}
		header, parts := read(t, raw)
		for _, name := range slices.Sorted(maps.Keys(header)) {
			if !slices.Contains(headers, name) || len(header[name]) != 1 {
				t.Fatalf("header %s: %q", name, header[name])
			}
		}
		to, err := header.AddressList("To")
		if err != nil || len(to) != 1 {
			t.Fatalf("%v, %v", to, err)
		}
		if len(parts) != 2 || parts[1].content != "\r\n.\r\n" {
			t.Fatalf("%q", parts)
		}
	})
}
