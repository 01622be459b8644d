package core

import (
	"fmt"
	"time"
)

// ID identifies a record of one entity; it is given by the store, never reused, and 0 means none.
type ID uint64

const pendingBit ID = 1 << 63

// Pending is a stand-in for the id of a record that the same Change creates; n tells several apart. The store replaces
// it in the record and in every reference to it.
func Pending(n int) ID { return pendingBit | ID(n) }

// IsPending tells whether id is a stand-in.
func (id ID) IsPending() bool { return id&pendingBit != 0 }

// Entity is a kind of record, named as in the file.
type Entity string

// The entities.
const (
	EntityCustomer     Entity = "customer"
	EntityVehicle      Entity = "vehicle"
	EntityLead         Entity = "lead"
	EntityAppointment  Entity = "appointment"
	EntitySettings     Entity = "settings"
	EntityNotDuplicate Entity = "notduplicate"
	EntityImportState  Entity = "import"
	EntityQuarantine   Entity = "quarantine"
	EntityMessage      Entity = "outbox"
	EntityMerge        Entity = "merge"
)

// Ref points to a record; Rev is its revision where that matters.
type Ref struct {
	Entity Entity `cbor:"1,keyasint"`
	ID     ID     `cbor:"2,keyasint"`
	Rev    uint64 `cbor:"3,keyasint,omitempty"`
}

// String writes the reference as entity/id.
func (r Ref) String() string { return fmt.Sprintf("%s/%d", r.Entity, r.ID) }

// Meta is what the store keeps of every record. Rev starts at 1 and rises by one with each change; saving a record with
// another Rev than the stored one is a Conflict. Times are UTC, to the second.
type Meta struct {
	ID        ID        `cbor:"1,keyasint"`
	Rev       uint64    `cbor:"2,keyasint"`
	CreatedAt time.Time `cbor:"3,keyasint"`
	UpdatedAt time.Time `cbor:"4,keyasint"`
	UpdatedBy string    `cbor:"5,keyasint,omitempty"`
}

// Record is a stored thing. Head gives its Meta for the store to fill; Refs gives the places that hold ids of other
// records, so that the store can resolve Pending ids.
type Record interface {
	Entity() Entity
	Head() *Meta
	Refs() []*ID
}

// Field names one value of a record, in the spelling of the CSV columns.
type Field string

// FieldValue is one value of a record as text.
type FieldValue struct {
	Field Field  `cbor:"1,keyasint"`
	Value string `cbor:"2,keyasint,omitempty"`
}

// FieldChange is one value before and after.
type FieldChange struct {
	Field Field  `cbor:"1,keyasint"`
	Old   string `cbor:"2,keyasint,omitempty"`
	New   string `cbor:"3,keyasint,omitempty"`
}

// Fielder is a record whose values can be listed as text, for the audit trail, comparison and export.
type Fielder interface{ FieldValues() []FieldValue }

// Differences lists the fields whose text differs between two lists of the same record's values.
func Differences(before, after []FieldValue) []FieldChange {
	old := make(map[Field]string, len(before))
	for _, v := range before {
		old[v.Field] = v.Value
	}
	var diff []FieldChange
	for _, v := range after {
		if old[v.Field] != v.Value {
			diff = append(diff, FieldChange{v.Field, old[v.Field], v.Value})
		}
		delete(old, v.Field)
	}
	for _, v := range before {
		if value, left := old[v.Field]; left && value != "" {
			diff = append(diff, FieldChange{v.Field, value, ""})
		}
	}
	return diff
}
