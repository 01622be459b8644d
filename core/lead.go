package core

import (
	"errors"
	"strconv"
	"time"
)

// LeadStatus is where a lead stands at the desk.
type LeadStatus string

// The statuses. Rejected and cancelled leads are read-only until they are reopened.
const (
	LeadNew        LeadStatus = "new"
	LeadInProgress LeadStatus = "in_progress"
	LeadBooked     LeadStatus = "booked"
	LeadRejected   LeadStatus = "rejected"
	LeadCancelled  LeadStatus = "cancelled" // by the customer
	LeadDeferred   LeadStatus = "deferred"
)

// LeadStatuses lists the statuses in the order of the desk.
func LeadStatuses() []LeadStatus {
	return []LeadStatus{LeadNew, LeadInProgress, LeadDeferred, LeadBooked, LeadRejected, LeadCancelled}
}

// Open tells whether the lead still waits for an appointment.
func (s LeadStatus) Open() bool { return s == LeadNew || s == LeadInProgress || s == LeadDeferred }

// Request is what arrived from outside: everything the customer asked for, as the source wrote it. An appointment keeps
// the one it was made of, unchanged for ever.
type Request struct {
	Source          string       `cbor:"1,keyasint"`
	ExternalID      string       `cbor:"2,keyasint"`
	ReceivedAt      time.Time    `cbor:"3,keyasint"`
	WantedAt        WallTime     `cbor:"4,keyasint,omitempty"`
	CustomerNumber  string       `cbor:"5,keyasint,omitempty"`
	Contact         Contact      `cbor:"6,keyasint"`
	Vehicle         VehicleData  `cbor:"7,keyasint"`
	Work            string       `cbor:"8,keyasint,omitempty"`
	Comments        string       `cbor:"9,keyasint,omitempty"`
	SMSConfirmation bool         `cbor:"10,keyasint,omitempty"`
	AsText          []FieldValue `cbor:"11,keyasint,omitempty"` // values that could not be read, kept as they came
	Hints           []ImportHint `cbor:"12,keyasint,omitempty"`
}

// ImportHint says what the importer noticed about a field that it nevertheless kept.
type ImportHint struct {
	Field Field  `cbor:"1,keyasint"`
	Why   Reason `cbor:"2,keyasint"`
	Value string `cbor:"3,keyasint,omitempty"` // what Why speaks of
}

// The fields of a lead beyond contact and vehicle.
const (
	FieldLeadID          Field = "lead_id"
	FieldReceivedAt      Field = "received_at"
	FieldWantedAt        Field = "wanted_at"
	FieldWork            Field = "work"
	FieldComments        Field = "comments"
	FieldSMSConfirmation Field = "sms_confirmation"
	FieldSource          Field = "source"
)

// External is a change or cancellation that arrived from outside after the lead was booked; the appointment shows it
// until it is dealt with.
type External struct {
	Cancelled bool          `cbor:"1,keyasint,omitempty"`
	At        time.Time     `cbor:"2,keyasint"`
	Changes   []FieldChange `cbor:"3,keyasint,omitempty"`
	Request   Request       `cbor:"4,keyasint"` // the newest state outside
}

// Lead is a booking request from outside and what became of it.
type Lead struct {
	Meta         Meta       `cbor:"1,keyasint"`
	Status       LeadStatus `cbor:"2,keyasint"`
	Request      Request    `cbor:"3,keyasint"`
	RejectReason string     `cbor:"4,keyasint,omitempty"`
	DeferUntil   Date       `cbor:"5,keyasint,omitempty"`
	Appointment  ID         `cbor:"6,keyasint,omitempty"`
	External     *External  `cbor:"7,keyasint,omitempty"`
	Fingerprint  []byte     `cbor:"8,keyasint,omitempty"` // of the last import, so that the same file twice changes nothing
}

// Label is the lead's number as people say it, "L-204".
func (l *Lead) Label() string { return LeadLabel(l.Meta.ID) }

// LeadLabel is the label of the lead with this id.
func LeadLabel(id ID) string { return "L-" + strconv.FormatUint(uint64(id), 10) }

// Entity is EntityLead.
func (l *Lead) Entity() Entity { return EntityLead }

// Head gives the record's Meta.
func (l *Lead) Head() *Meta { return &l.Meta }

// Refs is the appointment made of the lead.
func (l *Lead) Refs() []*ID { return []*ID{&l.Appointment} }

// FieldValues lists what the source wrote, as text in reading order.
func (r *Request) FieldValues() []FieldValue {
	values := append(r.Contact.FieldValues(), r.Vehicle.FieldValues()...)
	return append(values, FieldValue{FieldCustomerNumber, r.CustomerNumber}, FieldValue{FieldWantedAt, r.WantedAt.String()},
		FieldValue{FieldWork, r.Work}, FieldValue{FieldComments, r.Comments}, FieldValue{FieldSMSConfirmation, yes(r.SMSConfirmation)})
}

// FieldValues lists the request's values and the lead's status.
func (l *Lead) FieldValues() []FieldValue {
	return append(l.Request.FieldValues(), FieldValue{FieldStatus, string(l.Status)},
		FieldValue{FieldRejectReason, l.RejectReason}, FieldValue{FieldDeferUntil, l.DeferUntil.String()})
}

// The fields of a lead's handling.
const (
	FieldRejectReason Field = "reject_reason"
	FieldDeferUntil   Field = "defer_until"
)

// Validate reports what would make the lead useless; a bad value is never a reason to refuse a lead.
func (l *Lead) Validate() error {
	var all []error
	if l.Request.Source == "" {
		all = append(all, Refuse(FieldSource, ReasonRequired))
	}
	if l.Request.ExternalID == "" {
		all = append(all, Refuse(FieldLeadID, ReasonRequired))
	}
	if l.Status == LeadRejected && l.RejectReason == "" {
		all = append(all, Refuse(FieldRejectReason, ReasonRequired))
	}
	return errors.Join(all...)
}
