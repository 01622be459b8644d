package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
	"terminwerk/core/phone"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// draft is a lead as its format gives it: texts by field, whatever they mean, and what no field is known for.
type draft struct {
	line   int
	kind   string // the source where nothing names one
	values map[core.Field]string
	extra  []core.FieldValue
	hints  []core.ImportHint
	known  []string
	raw    string
	head   *header // of a table, with the row that the draft was made of
	row    []string
}

const (
	maxExtra     = 40 // values without a field
	maxExtraText = 4_000
	maxIDText    = 200
)

func (d *draft) set(f core.Field, text string) {
	if d.values == nil {
		d.values = map[core.Field]string{}
	}
	d.values[f] = text
}

// offer sets a field that has no value yet.
func (d *draft) offer(f core.Field, text string) {
	if strings.TrimSpace(text) != "" && strings.TrimSpace(d.values[f]) == "" {
		d.set(f, text)
	}
}

func (d *draft) other(label, text string) {
	if text = strings.TrimSpace(text); text != "" && len(d.extra) < maxExtra {
		text, _ = cut(tidyText(text), maxExtraText)
		label, _ = cut(tidy(label), 60)
		d.extra = append(d.extra, core.FieldValue{Field: core.Field(label), Value: text})
	}
}

// reading makes a Record of a draft.
type reading struct {
	*Record
	d    *draft
	opts *Options
}

func (d *draft) record(opts *Options) Record {
	r := reading{&Record{Line: d.line, Status: New, Known: d.known, raw: d.raw}, d, opts}
	for f := range d.values {
		r.Given = r.Given.with(f)
	}
	r.origin()
	r.person()
	r.place()
	r.reach()
	r.vehicle()
	r.wish()
	r.Request.AsText = append(r.Request.AsText, d.extra...)
	r.Request.Hints = append(r.Request.Hints, d.hints...)
	r.Request.Contact.Normalize(opts.Basis.Country)
	r.phones()
	if r.Request.ExternalID == "" {
		r.Request.ExternalID = d.digest()
	}
	return *r.Record
}

// keep stores a value that cannot be read as text, with the reason.
func (r *reading) keep(f core.Field, text string, why core.Reason) {
	text, _ = cut(tidyText(text), maxExtraText)
	r.Request.AsText = append(r.Request.AsText, core.FieldValue{Field: f, Value: text})
	r.hint(f, why)
}

func (r *reading) hint(f core.Field, why core.Reason) {
	h := core.ImportHint{Field: f, Why: why}
	if !slices.Contains(r.Request.Hints, h) {
		r.Request.Hints = append(r.Request.Hints, h)
	}
}

// line gives the value of a field as one line of at most limit characters.
func (r *reading) line(f core.Field, limit int) string {
	text, long := cut(tidy(r.d.values[f]), limit)
	if long {
		r.keep(f, r.d.values[f], core.ReasonTooLong)
	}
	return text
}

func (r *reading) text(f core.Field) string {
	text, long := cut(tidyText(r.d.values[f]), MaxNotesText)
	if long {
		r.hint(f, core.ReasonTooLong)
	}
	return text
}

// origin reads where the lead comes from, which one it is, and what happened to it.
func (r *reading) origin() {
	q := &r.Request
	if q.Source = r.line(core.FieldSource, maxIDText); q.Source == "" {
		if q.Source = tidy(r.opts.Source); q.Source == "" {
			q.Source = r.d.kind
		}
	}
	q.ExternalID = r.line(core.FieldLeadID, maxIDText)
	if status := tidy(r.d.values[core.FieldStatus]); ownStatus[strings.ToLower(status)] {
		r.Echo = true
	} else if s, ok := statusWords[headerKey(status)]; ok {
		r.Status, r.Resent = s, headerKey(status) == "resend"
	} else {
		r.keep(core.FieldStatus, status, core.ReasonChoice)
	}
	q.ReceivedAt = r.opts.Now.UTC()
	if text := tidy(r.d.values[core.FieldReceivedAt]); text != "" {
		if m, ok := readMoment(text); ok {
			q.ReceivedAt, r.Dated = m.instant(r.opts.Basis.Location()), true
		} else {
			r.keep(core.FieldReceivedAt, text, core.ReasonTime)
		}
	}
	q.CustomerNumber = r.line(core.FieldCustomerNumber, 30)
}

func (r *reading) person() {
	c := &r.Request.Contact
	for _, f := range []core.Field{core.FieldTitleBefore, core.FieldTitleAfter, core.FieldFirstName, core.FieldLastName, core.FieldCompany, core.FieldLegalForm} {
		c.Set(f, r.line(f, core.MaxText))
	}
	text := tidy(r.d.values[core.FieldSalutation])
	s, title, ok := readSalutation(text)
	if !ok {
		r.keep(core.FieldSalutation, text, core.ReasonChoice)
	}
	c.Salutation = s
	if c.TitleBefore == "" {
		c.TitleBefore = title
	}
	r.fullName()
	if c.TitleAfter == "" && !r.Given.Has(core.FieldTitleAfter) {
		c.TitleBefore, c.TitleAfter = splitTitle(c.TitleBefore)
	}
	r.titlesInNames()
}

// fullName splits a name that came in one piece; a legal form in it tells a company.
func (r *reading) fullName() {
	c := &r.Request.Contact
	full := r.line(fieldFullName, core.MaxText)
	if full == "" || c.FirstName != "" || c.LastName != "" {
		return
	}
	if _, form := name.Company(full); form != "" && c.Company == "" {
		c.Company = full
		return
	}
	before, rest, after := name.Titles(full)
	if s, behind, ok := readSalutation(full); ok && behind != "" {
		if c.Salutation == core.SalutationNone {
			c.Salutation = s
		}
		before, rest, after = name.Titles(behind)
	}
	c.FirstName, c.LastName = name.Split(rest)
	r.takeTitles(before, after)
}

func (r *reading) titlesInNames() {
	c := &r.Request.Contact
	if c.FirstName != "" {
		before, rest, _ := name.Titles(c.FirstName)
		c.FirstName = rest
		r.takeTitles(before, nil)
	}
	if c.LastName != "" {
		before, rest, after := name.Titles(c.LastName)
		c.LastName = rest
		r.takeTitles(before, after)
	}
}

func (r *reading) takeTitles(before, after []string) {
	c := &r.Request.Contact
	if len(before) > 0 {
		c.TitleBefore = strings.TrimSpace(c.TitleBefore + " " + strings.Join(before, " "))
	}
	if len(after) > 0 {
		c.TitleAfter = strings.TrimSpace(c.TitleAfter + " " + strings.Join(after, " "))
	}
}

func (r *reading) place() {
	c := &r.Request.Contact
	for _, f := range []core.Field{core.FieldStreet, core.FieldHouseNumber, core.FieldAddressExtra, core.FieldPostcode, core.FieldTown} {
		c.Set(f, r.line(f, core.MaxText))
	}
	if c.HouseNumber == "" && c.Street != "" {
		c.Street, c.HouseNumber = address.SplitHouse(c.Street)
	}
	if text := tidy(r.d.values[core.FieldCountry]); text != "" {
		code, ok := countryCode(text)
		if !ok {
			r.keep(core.FieldCountry, text, core.ReasonChoice)
		}
		c.Country = code
	}
}

func (r *reading) reach() {
	c := &r.Request.Contact
	for _, f := range []core.Field{core.FieldPhone, core.FieldPhoneWork, core.FieldMobile} {
		c.Set(f, r.line(f, phone.MaxInput))
	}
	if text := tidy(r.d.values[core.FieldEmail]); text != "" {
		mail, ok := readEmail(text)
		if _, long := cut(mail, core.MaxText); !ok || long {
			r.keep(core.FieldEmail, text, core.ReasonEmail)
		} else {
			c.Email = mail
		}
	}
}

// phones hints at numbers that cannot be dialled; they stay as typed.
func (r *reading) phones() {
	c := &r.Request.Contact
	for _, p := range []struct {
		f core.Field
		n core.Phone
	}{{core.FieldPhone, c.Phone}, {core.FieldPhoneWork, c.PhoneWork}, {core.FieldMobile, c.Mobile}} {
		if p.n.Typed != "" && p.n.E164 == "" {
			r.hint(p.f, ReasonPhone)
		}
	}
}

func (r *reading) vehicle() {
	v := &r.Request.Vehicle
	for _, f := range []core.Field{core.FieldVIN, core.FieldPlate, core.FieldPlateCountry, core.FieldMake, core.FieldModel, core.FieldVariant} {
		if err := v.Set(f, r.line(f, core.MaxText)); err != nil {
			r.keep(f, r.d.values[f], core.ReasonUnknown)
		}
	}
	if vin.Check(v.VIN).Kind == vin.Empty {
		v.VIN = ""
	}
	r.numbers()
	if v.PlateCountry == "" {
		v.PlateCountry = plateCountry(v.Plate, r.Request.Contact.Country, r.opts.Basis.Country)
	} else if code, ok := countryCode(v.PlateCountry); ok {
		v.PlateCountry = code
	}
	v.Normalize(r.opts.Basis.Country)
}

func (r *reading) numbers() {
	v := &r.Request.Vehicle
	if text := tidy(r.d.values[core.FieldFirstRegistration]); text != "" {
		date, ok := readDate(text)
		if !ok {
			r.keep(core.FieldFirstRegistration, text, core.ReasonDate)
		}
		v.FirstRegistration = date
	}
	if text := tidy(r.d.values[core.FieldMileage]); text != "" {
		km, ok := readMileage(text)
		if !ok {
			r.keep(core.FieldMileage, text, core.ReasonNumber)
		}
		v.Mileage = km
	}
	if text := tidy(r.d.values[core.FieldInspectionDue]); text != "" {
		month, ok := readMonth(text)
		if !ok {
			month = 0
			r.keep(core.FieldInspectionDue, text, core.ReasonDate)
		}
		v.InspectionDue = month
	}
}

// plateCountry is the country a plate is from when it is not the dealership's: the customer's if the plate fits there,
// else the one its spelling speaks for.
func plateCountry(text, customer, home string) string {
	if text == "" {
		return ""
	}
	if customer != "" && customer != home && plate.Check(text, customer).Plausible {
		return customer
	}
	if guess := plate.Guess(text); guess != home {
		return guess
	}
	return ""
}

// wish reads what the customer wants and when.
func (r *reading) wish() {
	q := &r.Request
	q.Work, q.Comments = r.text(core.FieldWork), r.text(core.FieldComments)
	text := tidy(r.d.values[core.FieldSMSConfirmation])
	yes, ok := readYes(text)
	if !ok {
		r.keep(core.FieldSMSConfirmation, text, core.ReasonChoice)
	}
	q.SMSConfirmation = yes
	wanted := tidy(r.d.values[core.FieldWantedAt])
	if wanted == "" {
		wanted = strings.TrimSpace(tidy(r.d.values[fieldDate]) + " " + tidy(r.d.values[fieldTime]))
		if wanted == "" {
			return
		}
		r.Given = r.Given.with(core.FieldWantedAt)
	}
	q.WantedAt = r.wantedAt(wanted)
}

// wantedAt reads the wanted time; of "30.11.2026 vormittags" the day.
func (r *reading) wantedAt(text string) core.WallTime {
	m, ok := readMoment(text)
	switch {
	case ok && m.has:
		return m.wall(r.opts.Basis.Location())
	case ok:
		r.hint(core.FieldWantedAt, ReasonNoTime)
		return r.opening(m.day)
	}
	r.keep(core.FieldWantedAt, text, core.ReasonTime)
	for at := range text {
		if text[at] == ' ' {
			if m, ok = readMoment(text[:at]); ok && !m.has {
				return r.opening(m.day)
			}
		}
	}
	return 0
}

// opening is when the workshop opens on a day, for wishes without a time; 8 o'clock on closed days.
func (r *reading) opening(day core.Date) core.WallTime {
	if spans := r.opts.Basis.Hours[day.Weekday()]; len(spans) > 0 {
		return day.At(spans[0].From)
	}
	return day.At(8 * 60)
}

// digest stands for the id of a lead that has none: the same texts give the same digest.
func (d *draft) digest() string {
	fields := make([]string, 0, len(d.values))
	for f, text := range d.values {
		if text = tidy(text); text != "" && f != core.FieldStatus && f != core.FieldSource {
			fields = append(fields, string(f)+"\x00"+text)
		}
	}
	slices.Sort(fields)
	sum := sha256.New()
	for _, f := range fields {
		_, _ = io.WriteString(sum, f+"\x01")
	}
	return "#" + hex.EncodeToString(sum.Sum(nil)[:10])
}
