package core

import "time"

// NotDuplicate remembers that two records are not the same person. Other is a lead until that lead ends up with a
// customer, from then on that customer.
type NotDuplicate struct {
	Meta     Meta `cbor:"1,keyasint"`
	Customer ID   `cbor:"2,keyasint"`
	Lead     ID   `cbor:"3,keyasint,omitempty"`
	Other    ID   `cbor:"4,keyasint,omitempty"` // customer
}

// Entity is EntityNotDuplicate.
func (n *NotDuplicate) Entity() Entity { return EntityNotDuplicate }

// Head gives the record's Meta.
func (n *NotDuplicate) Head() *Meta { return &n.Meta }

// Refs are the customer, the lead and the other customer.
func (n *NotDuplicate) Refs() []*ID { return []*ID{&n.Customer, &n.Lead, &n.Other} }

// ImportState is what the dealer's main system last said about a customer or vehicle, field by field, and the fields that
// were changed on both sides and wait for somebody to decide.
type ImportState struct {
	Meta   Meta            `cbor:"1,keyasint"`
	Target Ref             `cbor:"2,keyasint"`
	Source string          `cbor:"3,keyasint,omitempty"`
	Values []FieldValue    `cbor:"4,keyasint,omitempty"`
	Review []FieldConflict `cbor:"5,keyasint,omitempty"`
}

// FieldConflict is a field changed here and there since the last import: ours was kept. By is the number of a customer
// that was merged into the record and that the import spoke of.
type FieldConflict struct {
	Field  Field     `cbor:"1,keyasint"`
	Base   string    `cbor:"2,keyasint,omitempty"`
	Ours   string    `cbor:"3,keyasint,omitempty"`
	Theirs string    `cbor:"4,keyasint,omitempty"`
	At     time.Time `cbor:"5,keyasint"`
	By     string    `cbor:"6,keyasint,omitempty"`
}

// Entity is EntityImportState.
func (s *ImportState) Entity() Entity { return EntityImportState }

// Head gives the record's Meta.
func (s *ImportState) Head() *Meta { return &s.Meta }

// Refs is the customer or vehicle spoken of.
func (s *ImportState) Refs() []*ID { return []*ID{&s.Target.ID} }

// Quarantined is a record of an imported file that could not be read at all.
type Quarantined struct {
	Meta   Meta   `cbor:"1,keyasint"`
	File   string `cbor:"2,keyasint"` // base name
	What   Entity `cbor:"3,keyasint"`
	Line   int    `cbor:"4,keyasint,omitempty"` // from 1; 0 where the format has no lines
	Field  Field  `cbor:"5,keyasint,omitempty"`
	Why    Reason `cbor:"6,keyasint"`
	Raw    string `cbor:"7,keyasint,omitempty"`  // at most 4,000 characters of the record
	Digest []byte `cbor:"8,keyasint,omitempty"`  // of the whole record, so that it is listed once
	Cells  []Cell `cbor:"9,keyasint,omitempty"`  // the record taken apart, as it came; empty where it cannot be
	Cut    bool   `cbor:"10,keyasint,omitempty"` // Raw is not the whole record
}

// Cell is one value of a record. Name is what the file calls it, empty for a value behind the last column; Field is what it
// means, empty where that is not known.
type Cell struct {
	Name  string `cbor:"1,keyasint,omitempty"`
	Field Field  `cbor:"2,keyasint,omitempty"`
	Value string `cbor:"3,keyasint,omitempty"`
}

// Mendable tells whether the record can be corrected here and taken in again; otherwise that has to be done in its file.
func (q *Quarantined) Mendable() bool {
	return len(q.Cells) > 0 || q.What == EntityLead && q.Raw != "" && !q.Cut
}

// Entity is EntityQuarantine.
func (q *Quarantined) Entity() Entity { return EntityQuarantine }

// Head gives the record's Meta.
func (q *Quarantined) Head() *Meta { return &q.Meta }

// Refs is empty.
func (q *Quarantined) Refs() []*ID { return nil }
