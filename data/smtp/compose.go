package smtp

import (
	"bytes"
	"io"
	"mime"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"terminwerk/core"

	"github.com/go-gomail/gomail"
	"golang.org/x/net/idna"
)

// The limits of one e-mail. A longer name is left out, everything else is refused; most servers take 25 MB, and base64
// adds a third.
const (
	maxSubject     = 500 // runes
	maxAttachments = 18 << 20
	maxName        = 100 // runes, of a recipient
)

// FieldAttachment is a file of an e-mail.
const FieldAttachment core.Field = "attachment"

// The reasons of Compose beside those of core.
const (
	ReasonMessageID core.Reason = "sender.compose.message_id"
	ReasonTooLarge  core.Reason = "sender.compose.too_large"
	ReasonType      core.Reason = "sender.compose.type"
)

// Composer renders e-mails; it implements core/message.Composer. The zero value is not usable: it needs a Clock.
type Composer struct{ Clock core.Clock }

// Compose renders m as RFC 5322 bytes with the Message-ID that m carries, everything in memory. A calendar with a method is
// also an alternative to the text, which is where mail programs look for an invitation.
func (c Composer) Compose(m *core.Message) ([]byte, error) {
	if err := checkValues(m); err != nil {
		return nil, err
	}
	from, err := senderOf(m)
	if err != nil {
		return nil, err
	}
	var to []string
	g := gomail.NewMessage()
	for i, one := range m.To {
		a, err := parseAddress(core.FieldRecipient, one)
		if err != nil {
			return nil, err
		}
		if a.Name == "" && len(m.To) == 1 && i == 0 {
			a.Name = headerName(m.Name)
		}
		to = append(to, g.FormatAddress(a.Address, a.Name))
	}
	// SetHeader would encode the addresses themselves; these are complete.
	g.SetHeaders(map[string][]string{"Message-ID": {m.MessageID}, "Subject": {m.Subject}})
	if m.Kind == core.MessageReminder {
		g.SetHeader("Auto-Submitted", "auto-generated")
	}
	if from != nil {
		g.SetAddressHeader("From", from.Address, from.Name)
	}
	g.SetDateHeader("Date", c.Clock.Now())
	setRaw(g, "To", to)
	g.SetBody("text/plain", m.Text)
	for _, a := range m.Attachments {
		attach(g, a)
	}
	var out bytes.Buffer
	if _, err := g.WriteTo(&out); err != nil {
		return nil, &core.Error{Op: "compose e-mail", Err: err}
	}
	// Without it the server would see another end than the one that was kept.
	if !bytes.HasSuffix(out.Bytes(), []byte("\r\n")) {
		out.WriteString("\r\n")
	}
	return out.Bytes(), nil
}

// senderOf is the message's sender. A mail program has its own, so that nil is allowed for module 1.
func senderOf(m *core.Message) (*mail.Address, error) {
	if m.From == "" && m.Module == core.ModuleMAPI {
		return nil, nil
	}
	return parseAddress(core.FieldMailFrom, m.From)
}

// checkValues refuses what could break out of a header, or out of the bounds of an e-mail.
func checkValues(m *core.Message) error {
	id := strings.TrimSuffix(strings.TrimPrefix(m.MessageID, "<"), ">")
	if len(id)+2 != len(m.MessageID) || strings.Count(id, "@") != 1 || strings.ContainsFunc(id, notInID) {
		return core.Refuse("message_id", ReasonMessageID)
	}
	switch {
	case len(m.To) == 0:
		return core.Refuse(core.FieldRecipient, core.ReasonRequired)
	case broken(m.Subject):
		return core.Refuse(core.FieldSubject, core.ReasonControl)
	case utf8.RuneCountInString(m.Subject) > maxSubject:
		return core.Refuse(core.FieldSubject, core.ReasonTooLong)
	case strings.TrimSpace(m.Text) == "":
		return core.Refuse(core.FieldText, core.ReasonRequired)
	case strings.Contains(m.Text, "\x00") || !utf8.ValidString(m.Text):
		return core.Refuse(core.FieldText, core.ReasonControl)
	}
	size := 0
	for _, a := range m.Attachments {
		size += len(a.Content)
		if broken(a.Name) {
			return core.Refuse(FieldAttachment, core.ReasonControl)
		}
		if kind, _, err := mime.ParseMediaType(a.Type); a.Type != "" && (err != nil || broken(a.Type) || !strings.Contains(kind, "/")) {
			return core.Refuse(FieldAttachment, ReasonType)
		}
	}
	if size > maxAttachments {
		return core.Refuse(FieldAttachment, ReasonTooLarge)
	}
	return nil
}

// notInID tells what cannot stand in a Message-ID.
func notInID(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>()[]\\,;:\"", r) }

// broken tells whether a value of a header holds control characters or is no text.
func broken(s string) bool { return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) }

// parseAddress reads an address alone or as "Name <address>". A domain with umlauts becomes its ASCII form.
func parseAddress(f core.Field, s string) (*mail.Address, error) {
	if broken(s) {
		return nil, core.Refuse(f, core.ReasonControl)
	}
	a, err := mail.ParseAddress(s)
	if err != nil || !core.ValidEmail(a.Address) || broken(a.Address) || broken(a.Name) {
		return nil, core.Refuse(f, core.ReasonEmail)
	}
	at := strings.LastIndexByte(a.Address, '@')
	local, domain := a.Address[:at], a.Address[at+1:]
	// A quoted local part loses its quotes when parsed; what needed them does not go into an envelope.
	if strings.ContainsAny(local, `<>()[]\,;:"@ `) || local == "" {
		return nil, core.Refuse(f, core.ReasonEmail)
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil {
		return nil, core.Refuse(f, core.ReasonEmail)
	}
	a.Address = local + "@" + ascii
	return a, nil
}

// headerName is a person's name as far as a header can hold it.
func headerName(name string) string {
	name = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(name, ""), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}), " ")
	if utf8.RuneCountInString(name) > maxName {
		return ""
	}
	return name
}

// setRaw sets a header without encoding it again: gomail keeps the slice that SetHeader is given and encodes it in place.
func setRaw(g *gomail.Message, field string, values []string) {
	slot := make([]string, len(values))
	g.SetHeader(field, slot...)
	copy(g.GetHeader(field), values)
}

func attach(g *gomail.Message, a core.Attachment) {
	kind, params, err := mime.ParseMediaType(a.Type)
	if err != nil {
		kind, params = "application/octet-stream", map[string]string{}
	}
	if method := params["method"]; kind == "text/calendar" && method != "" {
		// gomail adds the charset.
		g.AddAlternative(mime.FormatMediaType(kind, map[string]string{"method": method}), string(a.Content))
	}
	name := a.FileName()
	if _, multi := strings.CutPrefix(kind, "multipart/"); multi || strings.HasPrefix(kind, "message/") {
		kind, params = "application/octet-stream", map[string]string{}
	}
	delete(params, "name")
	typed := mime.FormatMediaType(kind, params)
	if typed == "" {
		typed = "application/octet-stream"
	}
	// The name stands twice: as RFC 2231 asks for, and in the encoded form that old mail programs look for.
	typed += `; name="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(mime.QEncoding.Encode("utf-8", name)) + `"`
	g.Attach("attachment", gomail.Rename(name), gomail.SetHeader(map[string][]string{
		"Content-Type":        {typed},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": name})},
	}), gomail.SetCopyFunc(func(w io.Writer) error {
		_, err := w.Write(a.Content)
		return err
	}))
}
