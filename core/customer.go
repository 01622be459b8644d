package core

import (
	"errors"
	"strings"
)

// CustomerStatus tells a prospect from a customer. Booking an appointment does not change it.
type CustomerStatus string

// The statuses; a new record is a prospect.
const (
	StatusProspect CustomerStatus = "prospect"
	StatusCustomer CustomerStatus = "customer"
)

// Customer is one record of the customer master. Number is unique, given once and never reused.
type Customer struct {
	Meta        Meta           `cbor:"1,keyasint"`
	Number      string         `cbor:"2,keyasint"`
	Contact     Contact        `cbor:"3,keyasint"`
	Language    string         `cbor:"4,keyasint,omitempty"` // "de", "en" or empty for the dealership's
	Birthday    Date           `cbor:"5,keyasint,omitempty"`
	Notes       string         `cbor:"6,keyasint,omitempty"`
	Blocked     bool           `cbor:"7,keyasint,omitempty"`
	BlockReason string         `cbor:"8,keyasint,omitempty"`
	Status      CustomerStatus `cbor:"9,keyasint,omitempty"`
	Consents    Consents       `cbor:"10,keyasint,omitzero"`
	Former      []string       `cbor:"11,keyasint,omitempty"` // numbers of customers that were merged into this one
}

// The fields of a Customer beyond its Contact.
const (
	FieldCustomerNumber Field = "customer_number"
	FieldLanguage       Field = "language"
	FieldBirthday       Field = "birthday"
	FieldNotes          Field = "notes"
	FieldBlocked        Field = "blocked"
	FieldBlockReason    Field = "block_reason"
	FieldStatus         Field = "status"
	FieldFormer         Field = "former_numbers"
)

// Label is number and name, "10234 Müller, Anna".
func (c *Customer) Label() string { return joinWords(c.Number, c.Contact.SortName()) }

// Entity is EntityCustomer.
func (c *Customer) Entity() Entity { return EntityCustomer }

// Head gives the record's Meta.
func (c *Customer) Head() *Meta { return &c.Meta }

// Refs is empty: a customer points to no other record.
func (c *Customer) Refs() []*ID { return nil }

// FieldValues lists all values as text.
func (c *Customer) FieldValues() []FieldValue {
	values := append(append([]FieldValue{{FieldCustomerNumber, c.Number}}, c.Contact.FieldValues()...),
		FieldValue{FieldLanguage, c.Language}, FieldValue{FieldBirthday, c.Birthday.String()}, FieldValue{FieldNotes, c.Notes},
		FieldValue{FieldBlocked, yes(c.Blocked)}, FieldValue{FieldBlockReason, c.BlockReason},
		FieldValue{FieldStatus, string(c.Status)}, FieldValue{FieldFormer, strings.Join(c.Former, ", ")})
	for _, f := range ConsentFields() {
		values = append(values, FieldValue{f, string(*c.Consents.At(f))})
	}
	return values
}

// Set stores a field from text in the form FieldValues writes; a value that cannot be read, or a field that a customer does
// not have, is an Invalid error and changes nothing.
func (c *Customer) Set(f Field, value string) error {
	switch f {
	case FieldCustomerNumber:
		c.Number = value
	case FieldLanguage:
		c.Language = value
	case FieldBirthday:
		d, err := ParseDate(value)
		if err != nil {
			return Refuse(f, ReasonDate)
		}
		c.Birthday = d
	case FieldNotes:
		c.Notes = value
	case FieldBlocked:
		c.Blocked = value == yes(true)
	case FieldBlockReason:
		c.BlockReason = value
	case FieldStatus:
		c.Status = CustomerStatus(value)
	case FieldFormer:
		c.Former = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	default:
		if at := c.Consents.At(f); at != nil {
			answer, err := ParseConsent(value)
			if err != nil {
				return Refuse(f, ReasonChoice)
			}
			*at = answer
			return nil
		}
		if !c.Contact.Set(f, value) {
			return Refuse(f, ReasonUnknown)
		}
	}
	return nil
}

// Normalize tidies the contact and the number; see Contact.Normalize.
func (c *Customer) Normalize(country string) {
	c.Number = strings.TrimSpace(c.Number)
	c.Contact.Normalize(country)
	c.Notes = strings.TrimSpace(c.Notes)
	if c.Status == "" {
		c.Status = StatusProspect
	}
	if !c.Blocked {
		c.BlockReason = ""
	}
}

// Validate reports every unacceptable field: a customer needs a name or a company, a blocked one needs the reason.
func (c *Customer) Validate() error {
	all := []error{c.Contact.Validate()}
	refuse := func(f Field, why Reason) {
		if why != "" {
			all = append(all, Refuse(f, why))
		}
	}
	if !c.Contact.Named() {
		refuse(FieldLastName, ReasonNoName)
	}
	refuse(FieldCustomerNumber, textFault(c.Number, 30))
	for _, number := range c.Former {
		refuse(FieldFormer, textFault(number, 30))
	}
	refuse(FieldNotes, notesFault(c.Notes))
	refuse(FieldBlockReason, textFault(c.BlockReason, MaxText))
	if c.Blocked && strings.TrimSpace(c.BlockReason) == "" {
		refuse(FieldBlockReason, ReasonBlockCause)
	}
	if c.Birthday != 0 && !c.Birthday.Valid() {
		refuse(FieldBirthday, ReasonDate)
	}
	if !knownLanguage(c.Language) {
		refuse(FieldLanguage, ReasonChoice)
	}
	if c.Status != "" && c.Status != StatusProspect && c.Status != StatusCustomer {
		refuse(FieldStatus, ReasonChoice)
	}
	for _, f := range ConsentFields() {
		if answer, err := ParseConsent(string(*c.Consents.At(f))); err != nil || answer != *c.Consents.At(f) {
			refuse(f, ReasonChoice)
		}
	}
	return errors.Join(all...)
}

func yes(b bool) string {
	if b {
		return "1"
	}
	return ""
}
