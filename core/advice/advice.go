// Package advice is the info panel: it looks at an appointment with everything around it and says what is wrong, odd or
// worth knowing, each as a Finding with the action that resolves it. One rule is one function; a rule sees only Input.
package advice

import (
	"strings"

	"terminwerk/core"
)

// Severity orders findings: errors block saving, warnings are asked once, hints only inform.
type Severity uint8

// The severities.
const (
	Hint Severity = iota
	Warning
	Error
)

// String names the severity.
func (s Severity) String() string {
	return [...]string{"hint", "warning", "error"}[min(s, Error)]
}

// ActionID is something the editor can do about a finding.
type ActionID string

// The actions.
const (
	UseOwner       ActionID = "use_owner"      // take the vehicle's owner as the customer; Target is the owner
	ChangeOwner    ActionID = "change_owner"   // make the customer the vehicle's owner; Target is the vehicle
	OtherVehicle   ActionID = "other_vehicle"  // choose another vehicle
	OtherCustomer  ActionID = "other_customer" // choose another customer
	UseVehicle     ActionID = "use_vehicle"    // take the vehicle Target
	CreateVehicle  ActionID = "create_vehicle" // put the transit vehicle into the vehicle master
	TakeIntoMaster ActionID = "take_field"     // put the lead's Fields into the customer master
	OpenRecord     ActionID = "open"           // show Target
	CorrectVIN     ActionID = "correct_vin"    // take Value as the VIN
	Reschedule     ActionID = "reschedule"     // take Value as the drop-off
	CancelVisit    ActionID = "cancel"         // cancel the appointment
	Acknowledge    ActionID = "acknowledge"    // the outside change has been dealt with
	FocusField     ActionID = "focus"          // go to Field
	OpenSettings   ActionID = "settings"       // Field names the setting
	AdjustPickUp   ActionID = "adjust_pick_up" // take Value as the pick-up
)

// Action is one way to resolve a finding; its label is the text "advice.action." with the ID behind it. Value is written
// as core.WallTime.String for times. TakeIntoMaster of an address takes several fields: Field is the first of them and
// Value all of them, see Fields.
type Action struct {
	ID     ActionID
	Target core.Ref
	Field  core.Field
	Value  string
}

// Fields lists the master fields that a TakeIntoMaster takes over, just Field for most.
func (a Action) Fields() []core.Field {
	if a.ID != TakeIntoMaster || a.Value == "" {
		return []core.Field{a.Field}
	}
	var all []core.Field
	for f := range strings.SplitSeq(a.Value, ",") {
		all = append(all, core.Field(f))
	}
	return all
}

// Text is an argument that is itself the key of a text, for instance the name of a holiday.
type Text string

// TextKey is the key.
func (t Text) TextKey() string { return string(t) }

// Finding is one line of the info panel. Rule names the rule that found it ("vehicle.not_owned"); its text is the key
// "advice." + Rule with the placeholders of Args (name, value, name, value, ...). Values are strings and numbers,
// core.WallTime, core.Date, core.Month and core.TimeOfDay, a core.Field, a Text, or []core.FieldChange, and still have to
// be written in the user's language. Key tells findings of one rule apart: a set of keys answers "is this still what the
// adviser was asked about".
type Finding struct {
	Rule     string
	Key      string
	Severity Severity
	Args     []any
	Field    core.Field // where the editor puts the focus
	Step     int        // index of the work step meant by FieldSteps
	Actions  []Action
}

// Input is everything a rule may look at. Nil means that there is none.
type Input struct {
	Appointment   core.Appointment
	Customer      *core.Customer
	Vehicle       *core.Vehicle // of the master
	Owner         *core.Customer
	Driver        *core.Customer
	SamePerson    bool           // owner and customer are probably one person stored twice
	Twins         []VehicleOffer // other vehicles with the same VIN
	Offers        []VehicleOffer // vehicles of the master that the lead's plate or VIN end points to
	Lead          *core.Lead     // as it is now
	Settings      core.Settings
	Now           core.WallTime
	Others        []core.Appointment // every other appointment that touches the days of this one
	OfCustomer    []core.Appointment // other open appointments of the customer
	OfVehicle     []core.Appointment // other open appointments of the vehicle
	Updating      []core.Field       // master fields already ticked
	CreateVehicle bool               // the transit vehicle will be created on save
}

// VehicleOffer is a vehicle of the master that may be the one meant, offered with its owner, never taken silently.
type VehicleOffer struct {
	Vehicle core.Vehicle
	Owner   core.Customer
	By      core.Field // FieldPlate, FieldVIN (last seven characters; all of them for a twin), or FieldCustomer: another car of the customer
}
