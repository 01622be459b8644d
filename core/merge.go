package core

// Merge remembers how one customer of the master was merged into another, with everything needed to take it back.
type Merge struct {
	Meta     Meta           `cbor:"1,keyasint"`
	Kept     ID             `cbor:"2,keyasint"`
	Gone     Customer       `cbor:"3,keyasint"`           // as it was, under the id it had
	Changes  []FieldChange  `cbor:"4,keyasint,omitempty"` // of the kept customer, without its notes
	Note     string         `cbor:"5,keyasint,omitempty"` // what was added to the kept customer's notes
	Vehicles []MovedRoles   `cbor:"6,keyasint,omitempty"`
	Absorbed []Absorbed     `cbor:"7,keyasint,omitempty"`
	Moved    []Ref          `cbor:"8,keyasint,omitempty"` // appointments and messages that were the other's
	Said     []MovedSaid    `cbor:"9,keyasint,omitempty"`
	Unsaid   []NotDuplicate `cbor:"10,keyasint,omitempty"` // decisions that went with it
	Guests   []ID           `cbor:"12,keyasint,omitempty"` // earlier appointments of the kept customer with the other's vehicles
	Import   *ImportState   `cbor:"11,keyasint,omitempty"` // of the customer that went, kept up by later imports
}

// MovedRoles is who owned and drove a vehicle before a merge, and who right after it.
type MovedRoles struct {
	Vehicle   ID `cbor:"1,keyasint"`
	Owner     ID `cbor:"2,keyasint,omitempty"`
	Driver    ID `cbor:"3,keyasint,omitempty"`
	NewOwner  ID `cbor:"4,keyasint,omitempty"`
	NewDriver ID `cbor:"5,keyasint,omitempty"`
}

// MovedSaid is a "kein Duplikat" decision before a merge.
type MovedSaid struct {
	Decision ID `cbor:"1,keyasint"`
	Customer ID `cbor:"2,keyasint,omitempty"`
	Other    ID `cbor:"3,keyasint,omitempty"`
}

// Absorbed is a second record of a vehicle that both customers had: it went, and its appointments point to Into.
type Absorbed struct {
	Vehicle      Vehicle       `cbor:"1,keyasint"`
	Import       *ImportState  `cbor:"2,keyasint,omitempty"`
	Into         ID            `cbor:"3,keyasint"`
	Appointments []ID          `cbor:"4,keyasint,omitempty"`
	Changes      []FieldChange `cbor:"5,keyasint,omitempty"` // of Into, without its notes
	Note         string        `cbor:"6,keyasint,omitempty"` // what was added to the notes of Into
}

// Entity is EntityMerge.
func (m *Merge) Entity() Entity { return EntityMerge }

// Head gives the record's Meta.
func (m *Merge) Head() *Meta { return &m.Meta }

// Refs is the kept customer: everything else is as it was before.
func (m *Merge) Refs() []*ID { return []*ID{&m.Kept} }
