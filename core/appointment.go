package core

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// AppointmentStatus is where a workshop visit stands.
type AppointmentStatus string

// The statuses.
const (
	AppointmentPlanned   AppointmentStatus = "planned"
	AppointmentConfirmed AppointmentStatus = "confirmed"
	AppointmentArrived   AppointmentStatus = "arrived"
	AppointmentDone      AppointmentStatus = "done"
	AppointmentNoShow    AppointmentStatus = "no_show"
	AppointmentCancelled AppointmentStatus = "cancelled"
)

// AppointmentStatuses lists the statuses an adviser may choose; cancelling has its own action, with a reason.
func AppointmentStatuses() []AppointmentStatus {
	return []AppointmentStatus{
		AppointmentPlanned, AppointmentConfirmed, AppointmentArrived, AppointmentDone, AppointmentNoShow,
	}
}

// Open tells whether the visit is still ahead or going on.
func (s AppointmentStatus) Open() bool {
	return s == AppointmentPlanned || s == AppointmentConfirmed || s == AppointmentArrived
}

// Part is the drop-off or the pick-up: when it starts and how many minutes the adviser needs. A part of 0 minutes never
// collides with another one.
type Part struct {
	At      WallTime `cbor:"1,keyasint,omitempty"`
	Minutes int      `cbor:"2,keyasint,omitempty"`
}

// End is the minute at which the part is over.
func (p Part) End() WallTime { return p.At.Add(p.Minutes) }

// WorkStep is one piece of work: what, how many minutes (a step of 0 minutes cannot be saved) and which mechanic.
type WorkStep struct {
	Text     string   `cbor:"1,keyasint,omitempty"`
	Minutes  int      `cbor:"2,keyasint,omitempty"`
	Mechanic string   `cbor:"3,keyasint,omitempty"`
	Start    WallTime `cbor:"4,keyasint,omitempty"` // 0: right after what comes before it
}

// Happening is one line of an appointment's history.
type Happening struct {
	At     time.Time `cbor:"1,keyasint"`
	By     string    `cbor:"2,keyasint,omitempty"`
	What   string    `cbor:"3,keyasint"` // "booked", "rescheduled", "cancelled", "changed"
	From   WallTime  `cbor:"4,keyasint,omitempty"`
	To     WallTime  `cbor:"5,keyasint,omitempty"`
	Reason string    `cbor:"6,keyasint,omitempty"`
	Op     string    `cbor:"7,keyasint,omitempty"` // operation id of the save
}

// Booking is what Terminanlage wrote beside the appointment, kept so that it can be taken back. Revs are those the
// records had right after it.
type Booking struct {
	AppointmentRev uint64        `cbor:"1,keyasint"`
	LeadRev        uint64        `cbor:"2,keyasint,omitempty"`
	LeadStatus     LeadStatus    `cbor:"3,keyasint,omitempty"` // before
	CustomerRev    uint64        `cbor:"4,keyasint,omitempty"`
	MasterChanges  []FieldChange `cbor:"5,keyasint,omitempty"` // ticked fields of the customer master
	NewCustomer    bool          `cbor:"6,keyasint,omitempty"`
	NewVehicle     ID            `cbor:"7,keyasint,omitempty"`
	NewVehicleRev  uint64        `cbor:"8,keyasint,omitempty"`
	VehicleRev     uint64        `cbor:"9,keyasint,omitempty"`  // of the appointment's vehicle, when its owner was changed
	OwnerBefore    ID            `cbor:"10,keyasint,omitempty"` // of that vehicle
	DriverBefore   ID            `cbor:"11,keyasint,omitempty"`
	NotDuplicates  []ID          `cbor:"12,keyasint,omitempty"` // decisions of the lead that became decisions of the customer
}

// Appointment is a planned workshop visit. Either Vehicle points into the vehicle master or Transit describes a transit
// vehicle. Lead is the request it was made of and Snapshot that request as it was, never rewritten.
type Appointment struct {
	Meta              Meta              `cbor:"1,keyasint"`
	Status            AppointmentStatus `cbor:"2,keyasint"`
	Customer          ID                `cbor:"3,keyasint"`
	CashSale          bool              `cbor:"4,keyasint,omitempty"` // booked on the cash-sale customer
	Contact           Contact           `cbor:"5,keyasint"`
	Vehicle           ID                `cbor:"6,keyasint,omitempty"`
	Transit           VehicleData       `cbor:"7,keyasint"`
	DropOff           Part              `cbor:"8,keyasint"`
	PickUp            Part              `cbor:"9,keyasint"`
	Steps             []WorkStep        `cbor:"10,keyasint,omitempty"`
	Adviser           string            `cbor:"11,keyasint,omitempty"`
	CourtesyCar       string            `cbor:"12,keyasint,omitempty"`
	Notes             string            `cbor:"13,keyasint,omitempty"`
	EmailConfirmation bool              `cbor:"14,keyasint,omitempty"`
	SMSConfirmation   bool              `cbor:"15,keyasint,omitempty"`
	CancelReason      string            `cbor:"16,keyasint,omitempty"`
	Lead              ID                `cbor:"17,keyasint,omitempty"`
	Snapshot          *Request          `cbor:"18,keyasint,omitempty"`
	Answered          []string          `cbor:"19,keyasint,omitempty"` // warnings the adviser saved with
	History           []Happening       `cbor:"20,keyasint,omitempty"`
	Booking           *Booking          `cbor:"21,keyasint,omitempty"`
	NoReminder        bool              `cbor:"22,keyasint,omitempty"` // the customer is not to be reminded of this visit
}

// The fields of an Appointment.
const (
	FieldCustomer       Field = "customer"
	FieldVehicle        Field = "vehicle"
	FieldDropOff        Field = "drop_off"
	FieldDropOffMinutes Field = "drop_off_minutes"
	FieldPickUp         Field = "pick_up"
	FieldPickUpMinutes  Field = "pick_up_minutes"
	FieldSteps          Field = "steps"
	FieldAdviser        Field = "adviser"
	FieldCourtesyCar    Field = "courtesy_car"
	FieldCancelReason   Field = "cancel_reason"
	FieldContact        Field = "contact"
	FieldEmailConfirmed Field = "email_confirmation"
	FieldNoReminder     Field = "no_reminder"
)

// Label is the appointment's number as people say it, "T-17".
func (a *Appointment) Label() string { return AppointmentLabel(a.Meta.ID) }

// AppointmentLabel is the label of the appointment with this id.
func AppointmentLabel(id ID) string { return "T-" + strconv.FormatUint(uint64(id), 10) }

// Entity is EntityAppointment.
func (a *Appointment) Entity() Entity { return EntityAppointment }

// Head gives the record's Meta.
func (a *Appointment) Head() *Meta { return &a.Meta }

// Refs are customer, vehicle, lead and the vehicle created on the way.
func (a *Appointment) Refs() []*ID {
	refs := []*ID{&a.Customer, &a.Vehicle, &a.Lead}
	if a.Booking != nil {
		refs = append(refs, &a.Booking.NewVehicle)
	}
	return refs
}

// Work is what is to be done, the texts of the work steps on one line.
func (a *Appointment) Work() string {
	var texts []string
	for _, s := range a.Steps {
		if s.Text != "" {
			texts = append(texts, s.Text)
		}
	}
	return strings.Join(texts, ", ")
}

// WorkMinutes is the sum of all work steps.
func (a *Appointment) WorkMinutes() int {
	sum := 0
	for _, s := range a.Steps {
		sum += s.Minutes
	}
	return sum
}

// VisitsAround finds among a customer's appointments the last visit before now and the next one from now on, nil for none;
// cancelled ones do not count.
func VisitsAround(list []Appointment, now WallTime) (last, next *Appointment) {
	for i := range list {
		a := &list[i]
		switch {
		case a.Status == AppointmentCancelled:
		case a.DropOff.At < now:
			if last == nil || a.DropOff.At > last.DropOff.At {
				last = a
			}
		case next == nil || a.DropOff.At < next.DropOff.At:
			next = a
		}
	}
	return last, next
}

// FieldValues lists what the adviser can change, as text.
func (a *Appointment) FieldValues() []FieldValue {
	steps := make([]string, len(a.Steps))
	for i, s := range a.Steps {
		steps[i] = joinWords(s.Text, strconv.Itoa(s.Minutes)+" min", s.Mechanic, s.Start.String())
	}
	values := []FieldValue{
		{FieldStatus, string(a.Status)},
		{FieldCustomer, idText(a.Customer)},
		{FieldVehicle, idText(a.Vehicle)},
		{FieldDropOff, a.DropOff.At.String()},
		{FieldDropOffMinutes, strconv.Itoa(a.DropOff.Minutes)},
		{FieldPickUp, a.PickUp.At.String()},
		{FieldPickUpMinutes, strconv.Itoa(a.PickUp.Minutes)},
		{FieldSteps, strings.Join(steps, "; ")},
		{FieldAdviser, a.Adviser},
		{FieldCourtesyCar, a.CourtesyCar},
		{FieldNotes, a.Notes},
		{FieldCancelReason, a.CancelReason},
		{FieldEmailConfirmed, yes(a.EmailConfirmation)},
		{FieldSMSConfirmation, yes(a.SMSConfirmation)},
		{FieldNoReminder, yes(a.NoReminder)},
	}
	return append(append(values, a.Contact.FieldValues()...), a.Transit.FieldValues()...)
}

// Validate reports what can never be stored. Rules that depend on other records or on the calendar are findings of the
// info panel, not faults of the record.
func (a *Appointment) Validate() error {
	all := []error{a.Contact.Validate(), a.Transit.Validate()}
	refuse := func(bad bool, f Field, why Reason) {
		if bad {
			all = append(all, Refuse(f, why))
		}
	}
	refuse(a.Customer == 0, FieldCustomer, ReasonRequired)
	refuse(!a.Contact.Named(), FieldContact, ReasonNoName)
	refuse(a.Vehicle == 0 && a.Transit.Empty(), FieldVehicle, ReasonNoVehicle)
	refuse(!a.DropOff.At.Valid(), FieldDropOff, ReasonTime)
	refuse(!a.PickUp.At.Valid(), FieldPickUp, ReasonTime)
	refuse(a.DropOff.At.Valid() && a.PickUp.At.Valid() && a.PickUp.At < a.DropOff.At, FieldPickUp, ReasonOrder)
	refuse(badMinutes(a.DropOff.Minutes), FieldDropOffMinutes, ReasonRange)
	refuse(badMinutes(a.PickUp.Minutes), FieldPickUpMinutes, ReasonRange)
	for _, s := range a.Steps {
		refuse(s.Minutes == 0, FieldSteps, ReasonZeroStep)
		refuse(badMinutes(s.Minutes), FieldSteps, ReasonRange)
		refuse(textFault(s.Text, 500) != "", FieldSteps, ReasonTooLong)
	}
	refuse(notesFault(a.Notes) != "", FieldNotes, ReasonTooLong)
	refuse(a.Status == AppointmentCancelled && strings.TrimSpace(a.CancelReason) == "", FieldCancelReason, ReasonRequired)
	return errors.Join(all...)
}

func badMinutes(m int) bool {
	const month = 31 * 24 * 60
	return m < 0 || m > month
}
