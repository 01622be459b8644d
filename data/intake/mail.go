package intake

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path/filepath"
	"strings"
	"time"

	"terminwerk/core"
)

const (
	maxMailParts = 200
	maxMailDepth = 8
)

// mailPart is one readable piece of a message.
type mailPart struct {
	kind string // media type
	name string // of an attachment
	text string
	data []byte
}

// says tells whether the part is of that kind, by its type or by the ending of its name.
func (p mailPart) says(kinds ...string) bool {
	for _, k := range kinds {
		if p.kind == k || strings.HasPrefix(k, ".") && strings.EqualFold(filepath.Ext(p.name), k) {
			return true
		}
	}
	return false
}

func looksLikeMail(lower string) bool {
	head, _, _ := strings.Cut(lower, "\n\n")
	head = strings.ReplaceAll(head, "\r", "")
	count := 0
	for _, h := range []string{"from:", "to:", "subject:", "date:", "mime-version:", "content-type:", "received:", "message-id:"} {
		if strings.HasPrefix(head, h) || strings.Contains(head, "\n"+h) {
			count++
		}
	}
	return count >= 2
}

// mail reads the lead in a message: ADF in a body or an attachment, or a JSON or CSV attachment. A calendar part of
// METHOD:CANCEL makes it a cancellation.
func (f *file) mail(data []byte) {
	arrived, parts := readMail(data)
	before := len(f.batch.Records) + len(f.batch.Refused)
	cancels := ""
	for _, p := range parts {
		if (p.says("text/calendar", "application/ics", ".ics") || strings.Contains(p.text[:min(len(p.text), 200)], "BEGIN:VCALENDAR")) &&
			cancelling(p.text) {
			cancels = p.text
		}
	}
	lead := leadPart(parts)
	switch {
	case lead == nil && cancels != "":
		f.calendar(cancels, arrived)
	case lead == nil:
		f.refuse(1, "", ReasonNoLead, beginning(data))
	case lead.says("application/json", ".json"):
		f.json(lead.text)
	case lead.says("text/csv", ".csv"):
		f.csv(lead.data)
	default:
		f.adf(lead.text, arrived)
	}
	if cancels != "" && lead != nil && len(f.batch.Records)+len(f.batch.Refused) > before {
		f.cancelRead(cancels)
	}
}

// cancelRead turns the leads read from the message into cancellations of the same leads.
func (f *file) cancelRead(calendar string) {
	events := calendarEvents(calendar)
	for i := range f.batch.Records {
		f.batch.Records[i].Status = Cancelled
		for _, e := range events {
			f.batch.Records[i].Known = append(f.batch.Records[i].Known, e.ids()...)
		}
	}
}

func leadPart(parts []mailPart) *mailPart {
	for _, hidden := range []bool{false, true} {
		for i, p := range parts {
			lower := strings.ToLower(p.text)
			if strings.Contains(lower, "<prospect") || hidden && strings.Contains(lower, "&lt;prospect") {
				return &parts[i]
			}
		}
	}
	for i, p := range parts {
		if p.says("application/json", ".json", "text/csv", ".csv") {
			return &parts[i]
		}
	}
	return nil
}

// readMail takes a message apart; what is broken in it is left out.
func readMail(data []byte) (arrived string, parts []mailPart) {
	data = bytes.TrimLeft(data, "\r\n \t\ufeff")
	if bytes.HasPrefix(data, []byte("From ")) { // the line of a mailbox file
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return "", []mailPart{{kind: "text/plain", text: decodeUnknown(data), data: data}}
	}
	if date, err := m.Header.Date(); err == nil {
		arrived = date.Format(time.RFC3339)
	}
	r := &mailReader{}
	r.part(func(key string) string { return m.Header.Get(key) }, m.Body, 0)
	return arrived, r.parts
}

type mailReader struct{ parts []mailPart }

func (r *mailReader) part(header func(string) string, body io.Reader, depth int) {
	if depth > maxMailDepth || len(r.parts) >= maxMailParts {
		return
	}
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	if err != nil || kind == "" {
		kind = lenientKind(header("Content-Type"))
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		r.multipart(multipart.NewReader(body, params["boundary"]), depth)
		return
	}
	data := decodeTransfer(header("Content-Transfer-Encoding"), body)
	if kind == "message/rfc822" {
		if m, err := mail.ReadMessage(bytes.NewReader(data)); err == nil {
			r.part(func(key string) string { return m.Header.Get(key) }, m.Body, depth+1)
		}
		return
	}
	_, disposition, _ := mime.ParseMediaType(header("Content-Disposition"))
	name := disposition["filename"]
	if name == "" {
		name = params["name"]
	}
	if word, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = word
	}
	r.parts = append(r.parts, mailPart{kind: kind, name: name, text: decodeNamed(data, params["charset"]), data: data})
}

func (r *mailReader) multipart(parts *multipart.Reader, depth int) {
	for len(r.parts) < maxMailParts {
		p, err := parts.NextRawPart()
		if err != nil {
			return
		}
		r.part(p.Header.Get, p, depth+1)
	}
}

func lenientKind(contentType string) string {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	if kind = strings.TrimSpace(kind); kind != "" {
		return kind
	}
	return "text/plain"
}

// decodeTransfer undoes the transfer encoding as far as it can be read.
func decodeTransfer(encoding string, body io.Reader) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	var out bytes.Buffer
	_, _ = io.Copy(&out, io.LimitReader(body, MaxLeadFile)) // what came before a fault counts
	return out.Bytes()
}

// calendarEvent is an appointment that somebody else's calendar calls off.
type calendarEvent struct {
	uid, adf, stamp, organizer, text string
	line                             int
}

// ids are those under which the lead may be known: an id the portal put there, the UID, and the UID before its @.
func (e calendarEvent) ids() []string {
	var ids []string
	local, _, _ := strings.Cut(e.uid, "@")
	for _, id := range []string{e.adf, e.uid, local} {
		if id, _ = cut(tidy(id), maxIDText); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

func cancelling(text string) bool {
	upper := strings.ToUpper(text)
	return strings.Contains(upper, "METHOD:CANCEL") || strings.Contains(upper, "STATUS:CANCELLED")
}

// calendar reads the cancellations of an iCalendar text.
func (f *file) calendar(text, arrived string) {
	events := calendarEvents(text)
	if len(events) == 0 || !cancelling(text) {
		f.refuse(1, "", ReasonNoLead, beginning([]byte(text)))
		return
	}
	for _, e := range events {
		ids := e.ids()
		d := &draft{line: e.line, kind: "iCalendar", known: ids, raw: e.text}
		d.set(core.FieldStatus, string(Cancelled))
		d.offer(core.FieldSource, e.organizer)
		if len(ids) == 0 {
			f.refuseCells(e.line, core.FieldLeadID, core.ReasonRequired, []byte(e.text), d.apart())
			continue
		}
		d.set(core.FieldLeadID, ids[0])
		d.offer(core.FieldReceivedAt, e.stamp)
		d.offer(core.FieldReceivedAt, arrived)
		f.add(d)
	}
}

func calendarEvents(text string) []calendarEvent {
	var events []calendarEvent
	var now *calendarEvent
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	for i, line := range strings.Split(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		property, params, _ := strings.Cut(name, ";")
		switch property = strings.ToUpper(property); {
		case property == "BEGIN" && strings.EqualFold(value, "VEVENT"):
			now = &calendarEvent{line: i + 1}
		case now == nil:
		case property == "END" && strings.EqualFold(value, "VEVENT"):
			if len(events) < MaxRecords {
				events = append(events, *now)
			}
			now = nil
		default:
			now.property(property, params, strings.TrimSpace(value))
			if len(now.text) < maxRaw {
				now.text += line + "\n"
			}
		}
	}
	return events
}

func (e *calendarEvent) property(name, params, value string) {
	switch name {
	case "UID":
		e.uid = value
	case "X-ADF-ID", "X-LEAD-ID", "X-LEADID", "X-BOOKING-ID":
		e.adf = value
	case "DTSTAMP":
		e.stamp = value
	case "ORGANIZER":
		for param := range strings.SplitSeq(params, ";") {
			if key, cn, _ := strings.Cut(param, "="); strings.EqualFold(key, "CN") {
				e.organizer = strings.Trim(cn, `"`)
			}
		}
	}
}
