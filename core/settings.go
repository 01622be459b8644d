package core

import (
	"cmp"
	"errors"
	"sync"
	"time"

	"terminwerk/core/phone"
)

// Settings is the one record of everything an administrator decides; its id is 1.
type Settings struct {
	Meta       Meta           `cbor:"1,keyasint"`
	Basis      Basis          `cbor:"2,keyasint"`
	View       View           `cbor:"3,keyasint"`
	Mail       Mail           `cbor:"4,keyasint"`
	SMS        SMS            `cbor:"5,keyasint"`
	Reminders  []ReminderRule `cbor:"6,keyasint,omitempty"`
	Templates  []Template     `cbor:"7,keyasint,omitempty"` // edited ones; the others are as they ship
	Activation Activation     `cbor:"8,keyasint"`
}

// Basis describes the dealership.
type Basis struct {
	Dealership      string         `cbor:"1,keyasint,omitempty"`
	Street          string         `cbor:"2,keyasint,omitempty"`
	Postcode        string         `cbor:"3,keyasint,omitempty"`
	Town            string         `cbor:"4,keyasint,omitempty"`
	Phone           string         `cbor:"5,keyasint,omitempty"`
	Email           string         `cbor:"6,keyasint,omitempty"`
	Country         string         `cbor:"7,keyasint"`           // ISO 3166-1 alpha-2
	Region          string         `cbor:"8,keyasint,omitempty"` // state or canton for holidays, e.g. "BY", "ZH"
	TimeZone        string         `cbor:"9,keyasint"`           // IANA name
	Hours           WeekHours      `cbor:"10,keyasint"`
	ClosedDays      []ClosedDay    `cbor:"11,keyasint,omitempty"`
	Advisers        []string       `cbor:"12,keyasint,omitempty"`
	Mechanics       []string       `cbor:"13,keyasint,omitempty"`
	CashCustomer    string         `cbor:"14,keyasint,omitempty"` // customer number
	CustomerNumber  NumberRange    `cbor:"15,keyasint"`
	DropFolder      string         `cbor:"16,keyasint,omitempty"` // watched for lead files
	DropOffMinutes  int            `cbor:"17,keyasint"`
	PickUpMinutes   int            `cbor:"18,keyasint"`
	WorkTemplates   []WorkTemplate `cbor:"19,keyasint,omitempty"`
	MessageLanguage string         `cbor:"20,keyasint,omitempty"` // "de" or "en"; see Language
}

// WorkTemplate is a usual piece of work: a word in a lead's request that suggests it, its text and its minutes.
type WorkTemplate struct {
	Word    string `cbor:"1,keyasint"`
	Text    string `cbor:"2,keyasint"`
	Minutes int    `cbor:"3,keyasint"`
}

// View is how the program shows itself.
type View struct {
	Language string `cbor:"1,keyasint,omitempty"` // "de" or "en"
	Theme    string `cbor:"2,keyasint,omitempty"` // "light", "dark" or empty for the system's
	Scale    int    `cbor:"3,keyasint,omitempty"` // percent, 80 to 200
}

// NumberRange is where the program's own customer numbers come from: Prefix followed by a count from Start on.
type NumberRange struct {
	Prefix string `cbor:"1,keyasint,omitempty"`
	Start  uint64 `cbor:"2,keyasint"`
}

// Span is a part of a day, From before To.
type Span struct {
	From TimeOfDay `cbor:"1,keyasint"`
	To   TimeOfDay `cbor:"2,keyasint"`
}

// WeekHours are the opening hours by time.Weekday (Sunday is 0); a day without spans is closed.
type WeekHours [7][]Span

// ClosedDay is a day on which the workshop is closed beyond the public holidays.
type ClosedDay struct {
	Date Date   `cbor:"1,keyasint"`
	Text string `cbor:"2,keyasint,omitempty"`
}

// DefaultSettings are those of a new file: an Austrian dealership, Monday to Friday with a lunch break, own customer
// numbers from 500000.
func DefaultSettings() Settings {
	s := Settings{Meta: Meta{ID: 1}, View: View{Language: "de", Scale: 100}, Mail: Mail{Module: ModuleMAPI}}
	s.Basis = Basis{
		Country: "AT", TimeZone: "Europe/Vienna", CustomerNumber: NumberRange{Start: 500_000},
		MessageLanguage: "de", DropOffMinutes: 15, PickUpMinutes: 10, WorkTemplates: defaultWorkTemplates(),
	}
	for day := time.Monday; day <= time.Friday; day++ {
		s.Basis.Hours[day] = []Span{{7*60 + 30, 12 * 60}, {13 * 60, 17 * 60}}
	}
	return s
}

// Entity is EntitySettings.
func (s *Settings) Entity() Entity { return EntitySettings }

// Head gives the record's Meta.
func (s *Settings) Head() *Meta { return &s.Meta }

// Refs is empty.
func (s *Settings) Refs() []*ID { return nil }

// Language is how customers are written to who have no language of their own: German unless something else was chosen.
func (b *Basis) Language() string { return cmp.Or(b.MessageLanguage, "de") }

func knownLanguage(l string) bool { return l == "" || l == "de" || l == "en" }

// Location is the dealership's zone; an unknown name falls back to UTC, which Validate does not let happen.
func (b *Basis) Location() *time.Location {
	if known, ok := zones.Load(b.TimeZone); ok {
		return known.(*time.Location)
	}
	loc, err := time.LoadLocation(b.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones.Store(b.TimeZone, loc)
	return loc
}

// zones are the locations that were asked for, by name: lists ask for every row, and reading one opens a file.
var zones sync.Map

// Validate reports every unacceptable value.
func (s *Settings) Validate() error {
	var all []error
	b := &s.Basis
	refuse := func(bad bool, f Field, why Reason) {
		if bad {
			all = append(all, Refuse(f, why))
		}
	}
	_, zone := time.LoadLocation(b.TimeZone)
	refuse(b.TimeZone == "" || zone != nil, "timezone", ReasonChoice)
	refuse(!phone.Knows(b.Country), "country", ReasonCountry)
	refuse(b.Email != "" && !ValidEmail(b.Email), "email", ReasonEmail)
	refuse(badMinutes(b.DropOffMinutes), FieldDropOffMinutes, ReasonRange)
	refuse(badMinutes(b.PickUpMinutes), FieldPickUpMinutes, ReasonRange)
	for _, spans := range b.Hours {
		end := TimeOfDay(0)
		for _, span := range spans {
			refuse(span.From < end || span.To <= span.From || span.To > 24*60, "hours", ReasonOrder)
			end = span.To
		}
	}
	for _, day := range b.ClosedDays {
		refuse(!day.Date.Valid(), "closed_days", ReasonDate)
	}
	refuse(!knownLanguage(b.MessageLanguage), "message_language", ReasonChoice)
	refuse(!knownLanguage(s.View.Language), "language", ReasonChoice)
	refuse(s.View.Scale != 0 && (s.View.Scale < 80 || s.View.Scale > 200), "scale", ReasonRange)
	all = append(all, s.Mail.Validate(), ValidateReminders(s.Reminders))
	return errors.Join(all...)
}
