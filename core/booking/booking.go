// Package booking is Terminanlage: it turns a lead into an appointment by deciding who the customer is and which vehicle
// it is, lets the adviser check the draft, and writes appointment, lead, ticked master fields and new records as one
// Change. Nothing is written before Save, and nothing is linked without the adviser's choice.
//
// The way of a lead is Resolve, then Draft with the adviser's Choice, Review after every change of the draft, Save, and
// perhaps Undo; the telephone's way begins with DraftFor. After a Conflict, Refresh brings the draft up to date and keeps
// what was typed.
package booking

import (
	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/match"
)

// Note is a sentence for the adviser: a text key with its placeholders (name, value, ...).
type Note struct {
	Key  string
	Args []any
}

// CustomerKind is the outcome of the question who the customer is.
type CustomerKind string

// The outcomes: the lead's number exists; candidates are proposed; nobody reaches "möglich".
const (
	CustomerExisting   CustomerKind = "existing"
	CustomerCandidates CustomerKind = "candidates"
	CustomerNone       CustomerKind = "none"
)

// CustomerDecision says who the customer is, as far as the data tells.
type CustomerDecision struct {
	Kind        CustomerKind
	Customer    *core.Customer // of CustomerExisting
	Candidates  []match.Candidate
	Preselected int    // index of the certain candidate, -1 for none
	Notes       []Note // number unknown, blocked, name unlike
}

// VehicleKind is the outcome of the question which vehicle it is.
type VehicleKind string

// The outcomes: in the master and the customer's own; in the master and somebody else's; not in the master; the lead
// names no vehicle at all.
const (
	VehicleOwned   VehicleKind = "owned"
	VehicleForeign VehicleKind = "foreign"
	VehicleTransit VehicleKind = "transit"
	VehicleNone    VehicleKind = "none"
)

// VehicleDecision says which vehicle it is. Offers are vehicles that may be meant and wait for a key press.
type VehicleDecision struct {
	Kind     VehicleKind
	Vehicle  *core.Vehicle
	Owner    *core.Customer
	Offers   []advice.VehicleOffer
	Warnings []Note
}

// CashSale tells whether the way out "Barverkaufskunde" is open; Why is the text key of the reason when it is not.
type CashSale struct {
	Customer *core.Customer
	Why      string
}

// Resolution is the dry run of Terminanlage for one lead. The vehicle is judged against the decided customer, else
// against the best candidate.
type Resolution struct {
	Lead     core.Lead
	Customer CustomerDecision
	Vehicle  VehicleDecision
	CashSale CashSale
	Rejected []core.Customer // decisions "kein Duplikat" of this lead, to be taken back
}

// Way is how the customer was found.
type Way string

// The ways out of the duplicate dialog, and the one without dialog.
const (
	WayExisting Way = "existing" // the lead's customer number
	WayMerge    Way = "merge"
	WayNew      Way = "new"
	WayCash     Way = "cash"
)

// Choice is the adviser's answer in the duplicate dialog.
type Choice struct {
	Way      Way
	Customer core.ID      // of WayMerge; of WayNew the customer just saved, 0 to create it from the lead with the appointment
	Update   []core.Field // ticked: put into the customer master on save (WayExisting, WayMerge)
	Created  bool         // WayNew: the customer was saved on the way and can be taken back with the booking
}

// Draft is an appointment being edited: nothing of it is stored until Save. It is a value of one editor and not safe for
// use by several goroutines.
type Draft struct {
	Appointment   core.Appointment
	Lead          *core.Lead     // the request it is made of, as read when the draft was opened
	Customer      *core.Customer // as read; nil until one is chosen
	Vehicle       *core.Vehicle  // as read; nil for a transit vehicle
	NewCustomer   *core.Customer // created together with the appointment
	Way           Way
	Created       bool         // the customer was saved on the way
	Update        []core.Field // ticked master fields
	CreateVehicle bool         // put the transit vehicle into the vehicle master on save
	VehicleOwner  core.ID      // of the vehicle so created; 0: the customer, who must not be the cash-sale customer
	ChangeOwner   bool         // make the customer the vehicle's owner on save
	Acknowledge   bool         // the outside change counts as dealt with on save
	Op            string       // operation id, so that a repeated save is done once
	Follows       bool         // the pick-up follows the work: until the adviser sets it by hand, see FollowWork
	Offers        []advice.VehicleOffer
}

// Review is the info panel for a draft.
type Review struct {
	Findings []advice.Finding // errors first
	Unasked  []advice.Finding // warnings that saving has to ask about
}
