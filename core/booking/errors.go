package booking

import (
	"strconv"

	"terminwerk/core"
	"terminwerk/core/advice"
)

// The reasons this package gives, as text keys.
const (
	ReasonClosed        core.Reason = "booking.error.closed"           // the lead is rejected or cancelled: reopen it first
	ReasonBooked        core.Reason = "booking.error.booked"           // the lead has an appointment
	ReasonNoCustomer    core.Reason = "booking.error.customer"         // no customer was chosen
	ReasonCashMaster    core.Reason = "booking.error.cash_master"      // the cash-sale customer is never changed from a lead
	ReasonCashOwner     core.Reason = "booking.error.cash_owner"       // a vehicle of the master needs a person as its owner
	ReasonVisitOver     core.Reason = "booking.error.visit_over"       // the appointment is done or cancelled
	ReasonDeferPast     core.Reason = "booking.error.defer_past"       // put aside until a day that is over
	ReasonUndoChanged   core.Reason = "booking.undo.changed"           // the record was changed after the booking
	ReasonUndoGone      core.Reason = "booking.undo.gone"              // the record does not exist any more
	ReasonUndoUsed      core.Reason = "booking.undo.used"              // a record created on the way is used elsewhere
	ReasonCancelChanged core.Reason = "booking.undo.cancelled_changed" // appointment or lead was changed after the cancellation
	ReasonUndoNoRecord  core.Reason = "booking.undo.no_record"         // nothing is known about how it was booked
)

// FindingsError is a refused save: the info panel's errors, in its order.
type FindingsError struct{ Findings []advice.Finding }

// Error names the rules for logs.
func (e *FindingsError) Error() string { return "errors in the appointment: " + rules(e.Findings) }

// WarningsError asks before saving: the warnings that were not answered yet.
type WarningsError struct{ Findings []advice.Finding }

// Error names the rules for logs.
func (e *WarningsError) Error() string { return "warnings not answered: " + rules(e.Findings) }

func rules(list []advice.Finding) string {
	text := ""
	for i, f := range list {
		if i > 0 {
			text += ", "
		}
		text += f.Rule
	}
	return text
}

// AlreadyBooked tells that the lead has an appointment, which is to be opened instead; it is a Conflict.
type AlreadyBooked struct{ Lead, Appointment core.ID }

// Error names both numbers.
func (e *AlreadyBooked) Error() string {
	return "lead " + strconv.FormatUint(uint64(e.Lead), 10) + " already has appointment " + strconv.FormatUint(uint64(e.Appointment), 10)
}

// Unwrap makes it a Conflict about the lead.
func (e *AlreadyBooked) Unwrap() error {
	return &core.Error{Kind: core.Conflict, Op: "book", Field: core.FieldStatus, Ref: core.Ref{Entity: core.EntityLead, ID: e.Lead}, Err: ReasonBooked}
}

// UndoRefused says which record stands in the way of "Terminanlage rückgängig" and why.
type UndoRefused struct {
	Ref    core.Ref
	Reason core.Reason
}

// Error names the record and the reason.
func (e *UndoRefused) Error() string {
	return "undo refused by " + e.Ref.String() + ": " + string(e.Reason)
}

// Unwrap makes it a Conflict about the record.
func (e *UndoRefused) Unwrap() error {
	return &core.Error{Kind: core.Conflict, Op: "undo", Ref: e.Ref, Err: e.Reason}
}
