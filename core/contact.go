package core

import (
	"errors"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"terminwerk/core/phone"
)

// Salutation is how somebody is addressed; the zero value is "keine Angabe".
type Salutation string

// The salutations.
const (
	SalutationNone    Salutation = ""
	SalutationMr      Salutation = "mr"
	SalutationMs      Salutation = "ms"
	SalutationCompany Salutation = "company"
	SalutationFamily  Salutation = "family"
)

// Phone is a telephone number as it was typed beside its international form; E164 is empty when the typed text cannot
// be understood as a number.
type Phone struct {
	Typed string `cbor:"1,keyasint,omitempty"`
	E164  string `cbor:"2,keyasint,omitempty"`
}

// Contact is who somebody is and how to reach them. A lead brings one, a customer has one, and every appointment keeps
// its own, which lists, print and messages read.
type Contact struct {
	Salutation   Salutation `cbor:"1,keyasint,omitempty"`
	TitleBefore  string     `cbor:"2,keyasint,omitempty"`
	TitleAfter   string     `cbor:"3,keyasint,omitempty"`
	FirstName    string     `cbor:"4,keyasint,omitempty"`
	LastName     string     `cbor:"5,keyasint,omitempty"`
	Company      string     `cbor:"6,keyasint,omitempty"`
	LegalForm    string     `cbor:"7,keyasint,omitempty"`
	Street       string     `cbor:"8,keyasint,omitempty"`
	HouseNumber  string     `cbor:"9,keyasint,omitempty"`
	AddressExtra string     `cbor:"10,keyasint,omitempty"`
	Country      string     `cbor:"11,keyasint,omitempty"` // ISO 3166-1 alpha-2
	Postcode     string     `cbor:"12,keyasint,omitempty"`
	Town         string     `cbor:"13,keyasint,omitempty"`
	Phone        Phone      `cbor:"14,keyasint,omitempty"`
	PhoneWork    Phone      `cbor:"15,keyasint,omitempty"`
	Mobile       Phone      `cbor:"16,keyasint,omitempty"`
	Email        string     `cbor:"17,keyasint,omitempty"`
}

// The fields of a Contact.
const (
	FieldSalutation   Field = "salutation"
	FieldTitleBefore  Field = "title"
	FieldTitleAfter   Field = "title_after"
	FieldFirstName    Field = "first_name"
	FieldLastName     Field = "last_name"
	FieldCompany      Field = "company"
	FieldLegalForm    Field = "legal_form"
	FieldStreet       Field = "street"
	FieldHouseNumber  Field = "house_no"
	FieldAddressExtra Field = "address_extra"
	FieldCountry      Field = "country"
	FieldPostcode     Field = "zip"
	FieldTown         Field = "city"
	FieldPhone        Field = "phone"
	FieldPhoneWork    Field = "phone_work"
	FieldMobile       Field = "mobile"
	FieldEmail        Field = "email"
)

// MaxText is the longest value of a one-line field, in characters.
const MaxText = 200

var contactFields = []Field{
	FieldSalutation, FieldTitleBefore, FieldFirstName, FieldLastName, FieldTitleAfter, FieldCompany, FieldLegalForm,
	FieldStreet, FieldHouseNumber, FieldAddressExtra, FieldCountry, FieldPostcode, FieldTown,
	FieldPhone, FieldPhoneWork, FieldMobile, FieldEmail,
}

// ContactFields lists the fields of a Contact in reading order.
func ContactFields() []Field { return append([]Field(nil), contactFields...) }

func (c *Contact) text(f Field) *string {
	switch f {
	case FieldSalutation:
		return (*string)(&c.Salutation)
	case FieldTitleBefore:
		return &c.TitleBefore
	case FieldTitleAfter:
		return &c.TitleAfter
	case FieldFirstName:
		return &c.FirstName
	case FieldLastName:
		return &c.LastName
	case FieldCompany:
		return &c.Company
	case FieldLegalForm:
		return &c.LegalForm
	case FieldStreet:
		return &c.Street
	case FieldHouseNumber:
		return &c.HouseNumber
	case FieldAddressExtra:
		return &c.AddressExtra
	case FieldCountry:
		return &c.Country
	case FieldPostcode:
		return &c.Postcode
	case FieldTown:
		return &c.Town
	case FieldEmail:
		return &c.Email
	}
	if p := c.PhoneAt(f); p != nil {
		return &p.Typed
	}
	return nil
}

// PhoneAt is the place of a field's telephone number; nil for a field that is none.
func (c *Contact) PhoneAt(f Field) *Phone {
	switch f {
	case FieldPhone:
		return &c.Phone
	case FieldPhoneWork:
		return &c.PhoneWork
	case FieldMobile:
		return &c.Mobile
	}
	return nil
}

// Get is the value of field f as text; telephone numbers as typed; empty for a field that a Contact does not have.
func (c *Contact) Get(f Field) string {
	if p := c.text(f); p != nil {
		return *p
	}
	return ""
}

// Set stores a field from text and tells whether a Contact has that field. A telephone number loses its international
// form until Normalize is called.
func (c *Contact) Set(f Field, value string) bool {
	p := c.text(f)
	if p == nil {
		return false
	}
	*p = value
	if n := c.PhoneAt(f); n != nil {
		n.E164 = ""
	}
	return true
}

// Copy takes field f over from other, telephone numbers with both forms.
func (c *Contact) Copy(f Field, other *Contact) {
	if p, q := c.PhoneAt(f), other.PhoneAt(f); p != nil && q != nil {
		*p = *q
		return
	}
	c.Set(f, other.Get(f))
}

// FieldValues lists all fields as text in reading order.
func (c *Contact) FieldValues() []FieldValue {
	values := make([]FieldValue, len(contactFields))
	for i, f := range contactFields {
		values[i] = FieldValue{f, c.Get(f)}
	}
	return values
}

// Normalize trims every field, folds runs of blanks, writes the e-mail's domain and the country in their usual case and
// derives the international form of each telephone number; country is the default for numbers without a prefix.
func (c *Contact) Normalize(country string) {
	for _, f := range contactFields {
		*c.text(f) = strings.Join(strings.Fields(c.Get(f)), " ")
	}
	c.Country = strings.ToUpper(c.Country)
	if at := strings.LastIndexByte(c.Email, '@'); at >= 0 {
		c.Email = c.Email[:at] + strings.ToLower(c.Email[at:])
	}
	home := c.Country
	if home == "" {
		home = country
	}
	for _, p := range []*Phone{&c.Phone, &c.PhoneWork, &c.Mobile} {
		p.E164 = phone.Parse(p.Typed, home).E164
	}
}

// Validate reports every field that is too long, holds control characters, or is an e-mail address that no mail server
// would take.
func (c *Contact) Validate() error {
	var all []error
	for _, f := range contactFields {
		if why := textFault(c.Get(f), MaxText); why != "" {
			all = append(all, Refuse(f, why))
		}
	}
	if c.Email != "" && !ValidEmail(c.Email) {
		all = append(all, Refuse(FieldEmail, ReasonEmail))
	}
	return errors.Join(all...)
}

// Named tells whether a last name, first name or company is there.
func (c *Contact) Named() bool { return c.LastName != "" || c.FirstName != "" || c.Company != "" }

// SortName is "last, first" for a person and the company's name otherwise; a company's contact person follows in brackets.
func (c *Contact) SortName() string {
	person := c.LastName
	if c.FirstName != "" {
		if person != "" {
			person += ", "
		}
		person += c.FirstName
	}
	switch {
	case c.Company == "":
		return person
	case person == "":
		return c.Company
	}
	return c.Company + " (" + person + ")"
}

// DisplayName is the name as one would write it on an envelope, with titles; the company's name for a company.
func (c *Contact) DisplayName() string {
	person := joinWords(c.TitleBefore, c.FirstName, c.LastName)
	if person != "" && c.TitleAfter != "" {
		person += ", " + c.TitleAfter
	}
	switch {
	case c.Company == "":
		return person
	case person == "":
		return c.Company
	}
	return c.Company + ", " + person
}

// StreetLine is street and house number.
func (c *Contact) StreetLine() string { return joinWords(c.Street, c.HouseNumber) }

// TownLine is postcode and town.
func (c *Contact) TownLine() string { return joinWords(c.Postcode, c.Town) }

// BestPhone is the number to call first: mobile, then private, then work.
func (c *Contact) BestPhone() Phone {
	for _, p := range []Phone{c.Mobile, c.Phone, c.PhoneWork} {
		if p.Typed != "" {
			return p
		}
	}
	return Phone{}
}

// ValidEmail tells whether s is one bare address that can stand in a mail header.
func ValidEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || strings.ContainsAny(s, "\r\n\x00 ") {
		return false
	}
	domain := s[strings.LastIndexByte(s, '@')+1:]
	return strings.Contains(domain, ".") && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".")
}

func textFault(s string, limit int) Reason {
	if utf8.RuneCountInString(s) > limit {
		return ReasonTooLong
	}
	if !utf8.ValidString(s) || strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) }) >= 0 {
		return ReasonControl
	}
	return ""
}

func notesFault(s string) Reason {
	const limit = 20_000
	return textFault(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s), limit)
}

func joinWords(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
