package message

import (
	"regexp"
	"strings"
	"unicode"

	"terminwerk/core"
)

// Placeholder is something that templates may hold as <Name>; Label is the key of its description.
type Placeholder struct{ Name, Label string }

// Placeholders lists them in the order of the insert list.
func Placeholders() []Placeholder {
	return []Placeholder{
		{"SALUTATION", "message.placeholder.salutation"},
		{"CUSTOMER", "message.placeholder.customer"},
		{"VEHICLE", "message.placeholder.vehicle"},
		{"LICENSEPLATE", "message.placeholder.licenseplate"},
		{"CONSULTANT", "message.placeholder.consultant"},
		{"DATE", "message.placeholder.date"},
		{"WEEKDAY", "message.placeholder.weekday"},
		{"TIME", "message.placeholder.time"},
		{"DROPOFF", "message.placeholder.dropoff"},
		{"PICKUP", "message.placeholder.pickup"},
		{"WORK", "message.placeholder.work"},
		{"DEALERSHIP", "message.placeholder.dealership"},
		{"ADDRESS", "message.placeholder.address"},
		{"PHONE", "message.placeholder.phone"},
		{"EMAIL", "message.placeholder.email"},
	}
}

// Values are what placeholders stand for, by name without brackets.
type Values map[string]string

// Gap is a placeholder that could not be filled.
type Gap struct {
	Field       core.Field // core.FieldSubject or core.FieldText
	Placeholder string     // with brackets
	Unknown     bool       // there is no such placeholder; otherwise it is known and empty
	At          int        // byte offset of the gap in the resolved text
}

var placeholder = regexp.MustCompile(`<[A-Z][A-Z0-9_]*>`)

// Resolve replaces the placeholders of a text in one pass, so that a value that looks like a placeholder stays as it is.
// An empty one vanishes, an unknown one stays; both are reported.
func Resolve(f core.Field, text string, values Values) (string, []Gap) {
	var b strings.Builder
	var gaps []Gap
	rest := 0
	for _, at := range placeholder.FindAllStringIndex(text, -1) {
		b.WriteString(text[rest:at[0]])
		rest = at[1]
		token := text[at[0]:at[1]]
		value, known := values[strings.Trim(token, "<>")]
		if value == "" {
			gaps = append(gaps, Gap{Field: f, Placeholder: token, Unknown: !known, At: b.Len()})
		}
		if !known {
			value = token
		}
		b.WriteString(value)
	}
	b.WriteString(text[rest:])
	return b.String(), gaps
}

// subjectOf is what a message is about, as placeholders need it.
type subjectOf struct {
	contact  core.Contact
	vehicle  core.VehicleData
	adviser  string
	dropOff  core.WallTime
	pickUp   core.WallTime
	work     string
	settings *core.Settings
}

func (s *subjectOf) values(w *Wording) Values {
	b := &s.settings.Basis
	v := Values{
		"SALUTATION": w.greeting(&s.contact), "CUSTOMER": s.contact.DisplayName(),
		"VEHICLE": s.vehicle.Title(), "LICENSEPLATE": s.vehicle.Plate, "CONSULTANT": s.adviser,
		"DATE": w.date(s.dropOff), "TIME": w.clock(s.dropOff), "DROPOFF": w.moment(s.dropOff), "PICKUP": w.moment(s.pickUp),
		"WEEKDAY": "", "WORK": s.work, "DEALERSHIP": b.Dealership, "PHONE": b.Phone, "EMAIL": b.Email,
		"ADDRESS": joined(", ", b.Street, joined(" ", b.Postcode, b.Town)),
	}
	if s.dropOff != 0 {
		v["WEEKDAY"] = w.Weekdays[s.dropOff.Date().Weekday()]
	}
	if v["VEHICLE"] == "" {
		v["VEHICLE"] = s.vehicle.Plate
	}
	if v["CONSULTANT"] == "" {
		v["CONSULTANT"] = w.Team
	}
	for name, value := range v {
		v[name] = oneLine(value)
	}
	return v
}

// oneLine keeps what came from outside from adding lines or headers to a message.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

func joined(between string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, between)
}
