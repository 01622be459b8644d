package core

import (
	"context"
	"crypto/rand"
	"time"
)

// Change is everything one user action writes. A Store commits it whole or not at all.
//
// Put creates records whose id is 0 or Pending and replaces the others, provided that the stored revision is Meta.Rev.
// A customer created without a number gets the next one of the own range. Delete removes records at the given revision.
// Expect names records that must still be at the given revision although they are not written.
type Change struct {
	Op     string // unique per user action; the same Op a second time changes nothing and returns the first receipt
	Actor  string // the adviser chosen in the status bar
	What   string // for the audit trail: "lead.booked", "customer.saved", ...
	Put    []Record
	Delete []Ref
	Expect []Ref
}

// Receipt says what a Change became: one reference per record of Put, in that order. Known is set when the operation had
// been done before and nothing was written now.
type Receipt struct {
	Seq   uint64
	Refs  []Ref
	Known bool
}

// Writer applies changes. After success the records of Put carry their new Meta (and number) and every Pending id in them
// is resolved. Errors: Invalid (a record does not validate), Conflict (Ref says which record has moved), NotFound,
// Unavailable (nothing was written, may be tried again), Corrupt (the store no longer writes).
type Writer interface {
	Apply(ctx context.Context, c Change) (Receipt, error)
}

// CustomerReader finds customers. A missing one is NotFound.
type CustomerReader interface {
	Customer(ctx context.Context, id ID) (Customer, error)
	// CustomerByNumber looks for the number a customer has or, after a merge, one of those it took over.
	CustomerByNumber(ctx context.Context, number string) (Customer, error)
}

// Posting is one customer under a key of the duplicate search (core/match), with two hash bytes, of the postcode and of the
// first name, by which those worth reading are picked among many; 0 stands for a value that is missing.
type Posting struct {
	ID         ID
	Zip, First byte
}

// The vocabularies of names that Stock.Near knows.
const (
	NearLast  = 'l'
	NearFirst = 'f'
)

// Expected is what will be read of a Stock.
type Expected struct {
	Keys       []string // of Postings
	Words      []string // of Bearers, with the letter of the vocabulary before each
	Customers  []ID
	VehiclesOf []ID
}

// Stock is the master data as the duplicate search reads it: everything as it was at one moment. It is used by one
// goroutine.
type Stock interface {
	// Expect says what will be read next, so that a slow disk can fetch all of it at once. It changes nothing that is read.
	Expect(Expected)
	// Postings gives the customers under a key by id, at most limit (0: all), and how many there are; the list is valid
	// until the next call.
	Postings(ctx context.Context, key string, limit int) (list []Posting, total int, err error)
	// Near gives the words of a vocabulary that are one edit away from word, of at least three letters.
	Near(ctx context.Context, vocabulary byte, word string) ([]string, error)
	// Bearers counts the customers with a word of a vocabulary in their name.
	Bearers(ctx context.Context, vocabulary byte, word string) (int, error)
	// Groups hands over, in the order of their hashes, the keys of one kind that two or more customers share, beginning
	// with the hash from, until fn returns false; the list is valid until fn returns, and fn may read the stock. A long walk is made in several
	// short readings of the stock, each from behind the last hash.
	Groups(ctx context.Context, kind byte, from uint32, fn func(hash uint32, list []Posting) bool) error
	Count(ctx context.Context, e Entity) (int, error)
	Customer(ctx context.Context, id ID) (Customer, error)
	VehiclesOf(ctx context.Context, customer ID) ([]Vehicle, error)
	VehiclesByVIN(ctx context.Context, vin string) ([]Vehicle, error)
	VehiclesByVINTail(ctx context.Context, tail string) ([]Vehicle, error)
	VehiclesByPlate(ctx context.Context, plate string) ([]Vehicle, error)
}

// StockReader lends a Stock to fn for the time of the call, which must be short: no window and no network is waited for.
type StockReader interface {
	ReadStock(ctx context.Context, fn func(Stock) error) error
}

// VehicleReader finds vehicles. VIN and plate are compared in normalised form (vin.Key, plate.Normalize); the lists hold
// at most 50 vehicles.
type VehicleReader interface {
	Vehicle(ctx context.Context, id ID) (Vehicle, error)
	VehiclesByVIN(ctx context.Context, vin string) ([]Vehicle, error)
	VehiclesByVINTail(ctx context.Context, tail string) ([]Vehicle, error) // vin.Tail, last seven characters
	VehiclesByPlate(ctx context.Context, plate string) ([]Vehicle, error)
	VehiclesOf(ctx context.Context, customer ID) ([]Vehicle, error) // as owner or driver, at most 1,000
}

// LeadReader finds leads.
type LeadReader interface {
	Lead(ctx context.Context, id ID) (Lead, error)
	LeadByExternal(ctx context.Context, source, externalID string) (Lead, error)
}

// AppointmentReader finds appointments. Lists are ordered by drop-off and hold cancelled ones too.
type AppointmentReader interface {
	Appointment(ctx context.Context, id ID) (Appointment, error)
	// AppointmentsBetween gives those whose stay from drop-off to the end of pick-up touches [from, to).
	AppointmentsBetween(ctx context.Context, from, to WallTime) ([]Appointment, error)
	AppointmentsOfCustomer(ctx context.Context, customer ID) ([]Appointment, error)
	AppointmentsOfVehicle(ctx context.Context, vehicle ID) ([]Appointment, error)
}

// SidecarReader finds what is kept beside the main records.
type SidecarReader interface {
	Settings(ctx context.Context) (Settings, error)
	NotDuplicatesOfLead(ctx context.Context, lead ID) ([]NotDuplicate, error)
	NotDuplicatesOfCustomer(ctx context.Context, customer ID) ([]NotDuplicate, error)
	MergesInto(ctx context.Context, kept ID) ([]Merge, error)  // oldest first, at most 1,000
	MergeOf(ctx context.Context, number string) (Merge, error) // by the number of the customer that went
	ImportState(ctx context.Context, target Ref) (ImportState, error)
	ImportReviews(ctx context.Context) ([]ImportState, error) // those with open conflicts, at most 1,000
	Quarantine(ctx context.Context) ([]Quarantined, error)    // newest first, at most 1,000
	History(ctx context.Context, target Ref, limit int) ([]AuditEntry, error)
}

// MessageReader finds messages of the outbox. Lists about a record are newest first and hold at most 1,000.
type MessageReader interface {
	Message(ctx context.Context, id ID) (Message, error)
	// MessagesDue gives what the program has to send by itself (queued and retry) not after until, by due time.
	MessagesDue(ctx context.Context, until time.Time, limit int) ([]Message, error)
	// MessagesIn gives those in a state, by due time; a limit of 0 means all.
	MessagesIn(ctx context.Context, state MessageState, limit int) ([]Message, error)
	// MessagesByKey gives those with Message.Key, newest first, whatever their state.
	MessagesByKey(ctx context.Context, key string) ([]Message, error)
	MessagesOfAppointment(ctx context.Context, appointment ID) ([]Message, error)
	MessagesOfCustomer(ctx context.Context, customer ID) ([]Message, error)
	MessagesOfLead(ctx context.Context, lead ID) ([]Message, error)
	// CountMessages tells how many have one of the states, all without any.
	CountMessages(ctx context.Context, states ...MessageState) (int, error)
}

// Query selects and orders records for a list. Text is matched as prefixes of words (all must match) over what the
// entity's list shows: numbers, names, towns, plates, VINs, telephone numbers, e-mail.
type Query struct {
	Entity Entity
	Text   string
	Status []string  // leads, appointments and messages; empty means all
	Kind   []string  // messages: kinds or channels, each of which is enough; empty means all
	Since  time.Time // leads: received at or after; messages: queued at or after
	Sort   Sort
	Desc   bool
	Limit  int // 0: all without Text, 1,000 with Text; up to 100, a Text of three and more mere letters gives some of the first
}

// Sort is an order a list can have.
type Sort string

// The orders; the zero value is the entity's usual one (leads by arrival, customers by name, vehicles by plate,
// appointments by drop-off, messages by due time).
const (
	SortUsual    Sort = ""
	SortName     Sort = "name"
	SortNumber   Sort = "number"
	SortTown     Sort = "town"
	SortPlate    Sort = "plate"
	SortVIN      Sort = "vin"
	SortModel    Sort = "model"
	SortReceived Sort = "received"
	SortWanted   Sort = "wanted"
	SortDropOff  Sort = "drop_off"
	SortDue      Sort = "due"
	SortQueued   Sort = "queued"
	SortStatus   Sort = "status"
)

// Lister gives the ids of a list in order; the rows are fetched by id as they come into view. One million ids take
// eight megabytes and some 20 ms.
type Lister interface {
	IDs(ctx context.Context, q Query) ([]ID, error)
	Count(ctx context.Context, e Entity) (int, error)
	CountLeads(ctx context.Context, s ...LeadStatus) (int, error)
}

// Preferences remembers small things of the window (sizes, sort orders, the chosen adviser). A missing key is empty.
type Preferences interface {
	Preference(ctx context.Context, key string) (string, error)
	SetPreference(ctx context.Context, key, value string) error
}

// Event tells what a committed Change touched. A bulk load names each kind of record that it wrote once, with the ID 0.
type Event struct {
	Seq     uint64
	What    string
	Actor   string
	Refs    []Ref // written
	Deleted []Ref
}

// Feed delivers events in commit order, on the committing goroutine; a listener must be quick.
type Feed interface {
	Subscribe(listen func(Event)) (cancel func())
}

// AuditEntry is one line of the audit trail for one record.
type AuditEntry struct {
	Seq     uint64        `cbor:"1,keyasint"`
	At      time.Time     `cbor:"2,keyasint"`
	Actor   string        `cbor:"3,keyasint,omitempty"`
	What    string        `cbor:"4,keyasint"`
	Op      string        `cbor:"5,keyasint"`
	Target  Ref           `cbor:"6,keyasint"`
	Changes []FieldChange `cbor:"7,keyasint,omitempty"`
}

// Store is everything at once; services ask for the part they need.
type Store interface {
	Writer
	CustomerReader
	StockReader
	VehicleReader
	LeadReader
	AppointmentReader
	MessageReader
	SidecarReader
	Lister
	Preferences
	Drafts
	Feed
}

// NewOp makes the operation id of one user action.
func NewOp() string { return rand.Text() }
