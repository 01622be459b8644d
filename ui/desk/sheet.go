package desk

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// Sheet is the input of one record: its controls under the names of their fields, the values as text in the form of
// core.FieldValue. It knows which values were read from the store, so it can tell what the user changed, mark what was
// refused, and compare with what somebody else stored meanwhile.
type Sheet struct {
	OnChanged func(core.Field) // the user changed a value

	inputs []*input
	stored map[core.Field]string
}

// input is one control of a sheet.
type input struct {
	field   core.Field
	page    int
	control Control
	get     func() string
	set     func(string)
	fault   func() string // why the text in the control is no value; empty: it is one
	came    string        // value that was taken from elsewhere
	from    string        // and from where, in words
}

// Control is what a sheet asks of a field of ui/kit.
type Control interface {
	fyne.CanvasObject
	fyne.Focusable
	SetError(why string)
	Err() string
	SetOrigin(from string)
}

// NewSheet makes a sheet without fields.
func NewSheet() *Sheet { return &Sheet{stored: map[core.Field]string{}} }

func (s *Sheet) add(page int, f core.Field, c Control, get func() string, set func(string)) *input {
	in := &input{field: f, page: page, control: c, get: get, set: set}
	s.inputs = append(s.inputs, in)
	return in
}

// Entry takes in a line of text on the page with this number.
func (s *Sheet) Entry(page int, f core.Field, e *kit.Entry) *kit.Entry {
	in := s.add(page, f, e, func() string { return strings.TrimSpace(e.Text) }, e.SetText)
	e.OnChanged = func(string) { s.changed(in) }
	return e
}

// Notes takes in text of several lines.
func (s *Sheet) Notes(page int, f core.Field, n *kit.Notes) *kit.Notes {
	in := s.add(page, f, n, func() string { return strings.TrimSpace(n.Text) }, n.SetText)
	n.OnChanged = func(string) { s.changed(in) }
	return n
}

// Choice takes in a field that only takes its options.
func (s *Sheet) Choice(page int, f core.Field, c *kit.Combo[string]) *kit.Combo[string] {
	in := s.add(page, f, c, func() string { v, _ := c.Selected(); return v }, c.Select)
	c.OnPicked = func(string) { s.changed(in) }
	return c
}

// Combo takes in a field whose options are proposals.
func (s *Sheet) Combo(page int, f core.Field, c *kit.Combo[string]) *kit.Combo[string] {
	in := s.add(page, f, c, func() string { return strings.TrimSpace(c.Text) }, c.SetText)
	c.OnPicked = func(string) { s.changed(in) }
	c.OnTyped = func(string) { s.changed(in) }
	return c
}

// Date takes in a day.
func (s *Sheet) Date(page int, f core.Field, d *kit.DateField) *kit.DateField {
	in := s.add(page, f, d, func() string { return d.Value().String() }, func(text string) {
		day, _ := core.ParseDate(text)
		d.Set(day)
	})
	in.fault = func() string { return unread(d.Text, d.Value() == 0, "kit.date.invalid") }
	d.OnChanged = func(core.Date) { s.changed(in) }
	return d
}

// Month takes in a month.
func (s *Sheet) Month(page int, f core.Field, m *kit.MonthField) *kit.MonthField {
	in := s.add(page, f, m, func() string { return m.Value().String() }, func(text string) {
		month, _ := core.ParseMonth(text)
		m.Set(month)
	})
	in.fault = func() string { return unread(m.Text, m.Value() == 0, "kit.month.invalid") }
	m.OnChanged = func(core.Month) { s.changed(in) }
	return m
}

// Check takes in a tick, "1" or empty.
func (s *Sheet) Check(page int, f core.Field, c *kit.Check) *kit.Check {
	in := s.add(page, f, c, func() string {
		if c.On() {
			return "1"
		}
		return ""
	}, func(text string) { c.Set(text != "") })
	c.OnChanged = func(bool) { s.changed(in) }
	return c
}

// Number takes in a whole number, shown with separators; "km" and the like behind it are ignored.
func (s *Sheet) Number(page int, f core.Field, e *kit.Entry) *kit.Entry {
	in := s.add(page, f, e, func() string { n, _ := digits(e.Text); return n }, func(text string) {
		if n, err := strconv.Atoi(text); err == nil {
			text = i18n.Number(n)
		}
		e.SetText(text)
	})
	in.fault = func() string {
		if _, ok := digits(e.Text); !ok {
			return i18n.T("error.number")
		}
		return ""
	}
	e.OnChanged = func(string) { s.changed(in) }
	return e
}

// digits are those of a number as people type it; false for text that is none.
func digits(text string) (string, bool) {
	var b strings.Builder
	text = strings.TrimRight(text, " .kKmM")
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune(" .,'\u00a0\u202f", r):
		default:
			return "", false
		}
	}
	const most = 12 // digits; more would not be a number the record can hold
	return b.String(), b.Len() <= most
}

// Custom takes in any other control; get and set translate its value. The caller tells of changes by Touch.
func (s *Sheet) Custom(page int, f core.Field, c Control, get func() string, set func(string)) {
	s.add(page, f, c, get, set)
}

// Touch is what the caller of Custom calls after the user changed the value.
func (s *Sheet) Touch(f core.Field) {
	if in := s.find(f); in != nil {
		s.changed(in)
	}
}

func unread(text string, none bool, key string) string {
	if none && strings.TrimSpace(text) != "" {
		return i18n.T(key)
	}
	return ""
}

func (s *Sheet) changed(in *input) {
	in.control.SetError("")
	in.showOrigin()
	if s.OnChanged != nil {
		s.OnChanged(in.field)
	}
}

func (in *input) showOrigin() {
	from := ""
	if in.from != "" && in.get() == in.came {
		from = in.from
	}
	in.control.SetOrigin(from)
}

func (s *Sheet) find(f core.Field) *input {
	for _, in := range s.inputs {
		if in.field == f {
			return in
		}
	}
	return nil
}

// Fill shows a record's values and takes them for the stored ones. Fields the sheet does not have are ignored.
func (s *Sheet) Fill(values []core.FieldValue) {
	for _, v := range values {
		if in := s.find(v.Field); in != nil {
			in.set(v.Value)
			in.control.SetError("")
			s.stored[v.Field] = in.get()
		}
	}
}

// Saved takes values as stored after sent was saved. A field that the user changed meanwhile keeps what was typed.
func (s *Sheet) Saved(sent, stored []core.FieldValue) {
	was := map[core.Field]string{}
	for _, v := range sent {
		was[v.Field] = v.Value
	}
	for _, v := range stored {
		in := s.find(v.Field)
		if in == nil {
			continue
		}
		s.stored[v.Field] = v.Value
		if in.get() == was[v.Field] {
			in.set(v.Value)
			in.control.SetError("")
			s.stored[v.Field] = in.get()
		}
	}
}

// Came marks those of the fields that have a value now as taken from elsewhere, until the user changes it; the empty text
// takes the marks away.
func (s *Sheet) Came(from string, fields ...core.Field) {
	for _, f := range fields {
		if in := s.find(f); in != nil {
			in.came, in.from = in.get(), from
			if in.came == "" {
				in.from = ""
			}
			in.showOrigin()
		}
	}
}

// Get is the present value of a field, empty for one the sheet does not have.
func (s *Sheet) Get(f core.Field) string {
	if in := s.find(f); in != nil {
		return in.get()
	}
	return ""
}

// Retype puts values in as if the user had typed them, as far as they differ.
func (s *Sheet) Retype(values []core.FieldValue) {
	for _, v := range values {
		if s.Get(v.Field) != v.Value {
			s.Set(v.Field, v.Value)
		}
	}
}

// Set changes a value as if the user had typed it.
func (s *Sheet) Set(f core.Field, value string) {
	if in := s.find(f); in != nil {
		in.set(value)
		s.changed(in)
	}
}

// Values lists the present values in the order of the fields.
func (s *Sheet) Values() []core.FieldValue {
	values := make([]core.FieldValue, len(s.inputs))
	for i, in := range s.inputs {
		values[i] = core.FieldValue{Field: in.field, Value: in.get()}
	}
	return values
}

// Dirty tells whether a value differs from the stored one, or a field holds text that is no value.
func (s *Sheet) Dirty() bool {
	for _, in := range s.inputs {
		if in.get() != s.stored[in.field] || in.fault != nil && in.fault() != "" {
			return true
		}
	}
	return false
}

// Readable marks every field whose text is no value and gives the first one; nil when all can be read.
func (s *Sheet) Readable() *Place {
	var first *Place
	for _, in := range s.inputs {
		if in.fault == nil || in.fault() == "" {
			continue
		}
		in.control.SetError(in.fault())
		if first == nil {
			first = &Place{in.page, in.control}
		}
	}
	return first
}

// Place is where a field stands: the number of its page and the control to focus.
type Place struct {
	Page    int
	Control Control
}

// Refuse puts the refusals in err at their fields. It gives the first one in the order of the sheet, and the refusals of
// fields that the sheet does not have.
func (s *Sheet) Refuse(err error) (first *Place, rest []*core.Error) {
	at := len(s.inputs)
	for _, e := range core.FieldErrors(err) {
		in := s.find(e.Field)
		if in == nil {
			rest = append(rest, e)
			continue
		}
		in.control.SetError(i18n.Error(&core.Error{Kind: core.Invalid, Err: e.Err}))
		for i, other := range s.inputs {
			if other == in && i < at {
				at, first = i, &Place{in.page, in.control}
			}
		}
	}
	return first, rest
}

// Clash is a field whose value here differs from the one somebody else stored meanwhile.
type Clash struct {
	Field        core.Field
	Mine, Theirs string
	TakeTheirs   bool // the user did not touch the field, so the newer value is proposed
}

// Clashes compares the sheet with what is stored now.
func (s *Sheet) Clashes(stored []core.FieldValue) []Clash {
	var list []Clash
	for _, v := range stored {
		in := s.find(v.Field)
		if in == nil || in.get() == v.Value {
			continue
		}
		list = append(list, Clash{v.Field, in.get(), v.Value, in.get() == s.stored[v.Field]})
	}
	return list
}

// Rebase takes values for the stored ones without changing what is typed.
func (s *Sheet) Rebase(stored []core.FieldValue) {
	for _, v := range stored {
		if s.find(v.Field) != nil {
			s.stored[v.Field] = v.Value
		}
	}
}

// Clear takes the refusal off a field, after another field made it good.
func (s *Sheet) Clear(f core.Field) {
	if in := s.find(f); in != nil {
		in.control.SetError("")
	}
}
