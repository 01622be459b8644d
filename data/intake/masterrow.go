package intake

import (
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
	"terminwerk/core/phone"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// masterRow is one row of a file of customers or vehicles, read but not yet compared with what is there.
type masterRow struct {
	line     int
	raw      string
	why      core.Reason // set when the row cannot be used
	field    core.Field
	customer core.Customer     // of a file of customers
	vehicles []vehicleRow      // the customer's, or the one of a file of vehicles
	theirs   []core.FieldValue // what the file says about the customer
	notes    []core.ImportHint
}

// vehicleRow is one vehicle of a row; owner and driver are customer numbers.
type vehicleRow struct {
	data          core.VehicleData
	notes         string
	owner, driver string
	theirs        []core.FieldValue
}

// masterReader makes rows of records of one file; it is used by several goroutines.
type masterReader struct {
	what   core.Entity
	head   header
	places map[core.Field]int
	given  []core.Field // fields of the customer or vehicle that the file speaks of
	basis  core.Basis
	phones bool // derive the international form of telephone numbers here
}

func newMasterReader(what core.Entity, head header, basis core.Basis) *masterReader {
	m := &masterReader{what: what, head: head, places: map[core.Field]int{}, basis: basis}
	for i, f := range head.fields {
		if f != "" {
			m.places[f] = i
		}
	}
	implied := map[core.Field][]core.Field{
		fieldFullName:         {core.FieldFirstName, core.FieldLastName, core.FieldTitleBefore, core.FieldTitleAfter},
		core.FieldTitleBefore: {core.FieldTitleAfter},
		core.FieldStreet:      {core.FieldHouseNumber},
		core.FieldBlocked:     {core.FieldBlockReason},
	}
	for _, c := range Columns(what) {
		if !m.has(c.Field) {
			continue
		}
		for _, f := range append([]core.Field{c.Field}, implied[c.Field]...) {
			if f != fieldFullName && f != FieldVINs && f != FieldPlates && f != core.FieldCustomerNumber &&
				f != core.FieldOwner && !slices.Contains(m.given, f) {
				m.given = append(m.given, f)
			}
		}
	}
	return m
}

func (m *masterReader) has(f core.Field) bool {
	_, ok := m.places[f]
	return ok
}

func (m *masterReader) cell(rec *row, f core.Field) string {
	i, ok := m.places[f]
	if !ok || i >= len(rec.cells) {
		return ""
	}
	return rec.cells[i]
}

// read makes a row of a record; it never fails, an unusable one says why.
func (m *masterReader) read(rec *row) masterRow {
	out := masterRow{line: rec.line, raw: rec.raw, why: rec.why}
	if out.why == "" {
		out.why = excessCells(rec.cells, len(m.head.fields))
	}
	if out.why != "" {
		return out
	}
	r := rowReading{m, rec, &out, nil}
	if m.what == core.EntityVehicle {
		r.vehicle()
	} else {
		r.customer()
	}
	return out
}

// rowReading reads one row; bad are fields whose value cannot be used, which then counts as not given.
type rowReading struct {
	*masterReader
	rec *row
	out *masterRow
	bad []core.Field
}

func (r *rowReading) spoil(f core.Field, why core.Reason) {
	r.bad = append(r.bad, f)
	r.out.notes = append(r.out.notes, core.ImportHint{Field: f, Why: why})
}

func (r *rowReading) line(f core.Field, limit int) string {
	text, long := cut(tidy(r.cell(r.rec, f)), limit)
	if long {
		r.out.notes = append(r.out.notes, core.ImportHint{Field: f, Why: core.ReasonTooLong})
	}
	return text
}

func (r *rowReading) refuse(f core.Field, why core.Reason) { r.out.field, r.out.why = f, why }

func (r *rowReading) customer() {
	c := &r.out.customer
	c.Number, c.Status = tidy(r.cell(r.rec, core.FieldCustomerNumber)), core.StatusCustomer
	if c.Number == "" {
		r.refuse(core.FieldCustomerNumber, ReasonNoNumber)
		return
	}
	r.contact(&c.Contact)
	r.details(c)
	if r.phones {
		c.Normalize(r.basis.Country)
	} else {
		normalizeTexts(&c.Contact)
	}
	if why, field := fault(c.Validate()); why != "" {
		r.refuse(field, why)
		return
	}
	r.out.theirs = r.fieldsOf(c.FieldValues())
	r.vehiclesOfCustomer(c)
}

// normalizeTexts does what Contact.Normalize does to texts; telephone numbers cost much more and are only needed when the
// customer is written.
func normalizeTexts(c *core.Contact) {
	if at := strings.LastIndexByte(c.Email, '@'); at >= 0 {
		c.Email = c.Email[:at] + strings.ToLower(c.Email[at:])
	}
}

// fieldsOf keeps the values of the fields that the file speaks of and that could be read.
func (r *rowReading) fieldsOf(values []core.FieldValue) []core.FieldValue {
	theirs := make([]core.FieldValue, 0, len(r.given))
	for _, v := range values {
		if slices.Contains(r.given, v.Field) && !slices.Contains(r.bad, v.Field) {
			theirs = append(theirs, v)
		}
	}
	return theirs
}

func (r *rowReading) contact(c *core.Contact) {
	for _, f := range core.ContactFields() {
		if r.has(f) {
			limit := core.MaxText
			if f == core.FieldPhone || f == core.FieldPhoneWork || f == core.FieldMobile {
				limit = phone.MaxInput
			}
			c.Set(f, r.line(f, limit))
		}
	}
	r.person(c)
	if c.HouseNumber == "" && c.Street != "" {
		c.Street, c.HouseNumber = address.SplitHouse(c.Street)
	}
	if c.Country != "" {
		code, ok := countryCode(c.Country)
		if !ok {
			r.spoil(core.FieldCountry, core.ReasonChoice)
		}
		c.Country = code
	}
	if c.Email != "" {
		mail, ok := readEmail(c.Email)
		if !ok {
			r.spoil(core.FieldEmail, core.ReasonEmail)
			mail = ""
		}
		c.Email = mail
	}
}

func (r *rowReading) person(c *core.Contact) {
	if text := string(c.Salutation); text != "" {
		s, title, ok := readSalutation(text)
		if !ok {
			r.spoil(core.FieldSalutation, core.ReasonChoice)
		}
		c.Salutation = s
		if c.TitleBefore == "" {
			c.TitleBefore = title
		}
	}
	if full := r.line(fieldFullName, core.MaxText); full != "" && c.FirstName == "" && c.LastName == "" {
		if _, form := name.Company(full); form != "" && c.Company == "" {
			c.Company = full
		} else {
			before, rest, after := name.Titles(full)
			c.FirstName, c.LastName = name.Split(rest)
			c.TitleBefore = strings.TrimSpace(c.TitleBefore + " " + strings.Join(before, " "))
			c.TitleAfter = strings.TrimSpace(c.TitleAfter + " " + strings.Join(after, " "))
		}
	}
	if c.TitleBefore != "" && c.TitleAfter == "" && !r.has(core.FieldTitleAfter) {
		c.TitleBefore, c.TitleAfter = splitTitle(c.TitleBefore)
	}
}

// details reads what a customer has beyond the contact.
func (r *rowReading) details(c *core.Customer) {
	c.Language = strings.ToLower(r.line(core.FieldLanguage, 20))
	if code, ok := languages[headerKey(c.Language)]; ok {
		c.Language = code
	} else {
		c.Language = ""
		r.spoil(core.FieldLanguage, core.ReasonChoice)
	}
	if text := r.line(core.FieldBirthday, 40); text != "" {
		date, ok := readDate(text)
		if !ok {
			r.spoil(core.FieldBirthday, core.ReasonDate)
		}
		c.Birthday = date
	}
	c.Notes, _ = cut(tidyText(r.cell(r.rec, core.FieldNotes)), MaxNotesText)
	if text := r.line(core.FieldBlocked, core.MaxText); text != "" {
		yes, word := readYes(text)
		c.Blocked = yes || !word
		c.BlockReason = r.line(core.FieldBlockReason, core.MaxText)
		switch {
		case !c.Blocked:
			c.BlockReason = ""
		case c.BlockReason == "" && !word:
			c.BlockReason = text
		case c.BlockReason == "":
			c.BlockReason, _ = cut(tidy(r.head.names[r.places[core.FieldBlocked]]), core.MaxText)
		}
	}
	if text := headerKey(r.line(core.FieldStatus, 40)); text == "prospect" || text == "interessent" {
		c.Status = core.StatusProspect
	}
	for _, f := range core.ConsentFields() {
		answer, err := core.ParseConsent(r.line(f, 20))
		if err != nil {
			r.spoil(f, core.ReasonChoice)
		}
		*c.Consents.At(f) = answer
	}
}

var languages = map[string]string{
	"": "", "de": "de", "deutsch": "de", "german": "de", "ger": "de", "d": "de", "en": "en", "englisch": "en", "english": "en", "eng": "en", "e": "en",
}

// vehiclesOfCustomer reads the lists of VINs and plates that stand beside a customer.
func (r *rowReading) vehiclesOfCustomer(c *core.Customer) {
	vins, plates := list(r.cell(r.rec, FieldVINs)), list(r.cell(r.rec, FieldPlates))
	if len(vins) > 0 && len(plates) > 0 && len(vins) != len(plates) {
		r.out.notes = append(r.out.notes, core.ImportHint{Field: core.FieldVIN, Why: ReasonPairs})
	}
	for i := range max(len(vins), len(plates)) {
		v := vehicleRow{owner: c.Number}
		if i < len(vins) {
			v.data.VIN = vins[i]
		}
		if i < len(plates) {
			v.data.Plate = plates[i]
		}
		r.tidyVehicle(&v.data, c.Contact.Country)
		if v.data.Empty() {
			continue
		}
		if r.has(FieldVINs) {
			v.theirs = append(v.theirs, core.FieldValue{Field: core.FieldVIN, Value: v.data.VIN})
		}
		if r.has(FieldPlates) {
			v.theirs = append(v.theirs, core.FieldValue{Field: core.FieldPlate, Value: v.data.Plate})
		}
		r.out.vehicles = append(r.out.vehicles, v)
	}
}

func list(cell string) []string {
	if cell = tidy(cell); cell == "" {
		return nil
	}
	parts := strings.Split(cell, "|")
	for i := range parts {
		parts[i], _ = cut(strings.TrimSpace(parts[i]), core.MaxText)
	}
	return parts[:min(len(parts), maxVehicles)]
}

// maxVehicles is how many vehicles one row can bring.
const maxVehicles = 1_000

func (r *rowReading) tidyVehicle(v *core.VehicleData, country string) {
	if vin.Check(v.VIN).Kind == vin.Empty {
		v.VIN = ""
	}
	if v.PlateCountry == "" {
		v.PlateCountry = plateCountry(v.Plate, country, r.basis.Country)
	}
	v.Normalize(r.basis.Country)
}

// vehicle reads a row of a file of vehicles.
func (r *rowReading) vehicle() {
	v := vehicleRow{owner: tidy(r.cell(r.rec, core.FieldOwner)), driver: tidy(r.cell(r.rec, core.FieldDriver))}
	if v.owner == "" {
		r.refuse(core.FieldOwner, core.ReasonRequired)
		return
	}
	for _, f := range []core.Field{core.FieldVIN, core.FieldPlate, core.FieldMake, core.FieldModel, core.FieldVariant} {
		if err := v.data.Set(f, r.line(f, core.MaxText)); err != nil {
			r.spoil(f, core.ReasonUnknown)
		}
	}
	country := r.line(core.FieldPlateCountry, core.MaxText)
	if code, ok := countryCode(country); ok {
		v.data.PlateCountry = code
	} else if country != "" {
		r.spoil(core.FieldPlateCountry, core.ReasonChoice)
	}
	r.vehicleNumbers(&v.data)
	v.notes, _ = cut(tidyText(r.cell(r.rec, core.FieldNotes)), MaxNotesText)
	r.tidyVehicle(&v.data, "")
	if v.data.Empty() {
		r.refuse(core.FieldVIN, core.ReasonNoVehicle)
		return
	}
	v.theirs = r.fieldsOf(append(v.data.FieldValues(), core.FieldValue{Field: core.FieldDriver, Value: v.driver},
		core.FieldValue{Field: core.FieldNotes, Value: v.notes}))
	r.out.vehicles = []vehicleRow{v}
}

func (r *rowReading) vehicleNumbers(v *core.VehicleData) {
	if text := r.line(core.FieldFirstRegistration, 60); text != "" {
		date, ok := readDate(text)
		if !ok {
			r.spoil(core.FieldFirstRegistration, core.ReasonDate)
		}
		v.FirstRegistration = date
	}
	if text := r.line(core.FieldMileage, 60); text != "" {
		km, ok := readMileage(text)
		if !ok {
			r.spoil(core.FieldMileage, core.ReasonNumber)
		}
		v.Mileage = km
	}
	if text := r.line(core.FieldInspectionDue, 60); text != "" {
		month, ok := readMonth(text)
		if !ok {
			month = 0
			r.spoil(core.FieldInspectionDue, core.ReasonDate)
		}
		v.InspectionDue = month
	}
}

// vehicleKey is what recognises a vehicle among those of its owner: the VIN, or the plate where no VIN is known.
func vehicleKey(v *core.VehicleData) (vinKey, plateKey string) {
	return vin.Key(v.VIN), plate.Normalize(v.Plate)
}
