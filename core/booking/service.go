package booking

import (
	"context"
	"errors"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Service is Terminanlage over a store. It keeps no state of its own and may be used from any goroutine; a Draft may not.
type Service struct {
	store core.Store
	clock core.Clock
}

// New builds the service; clock tells the present instant.
func New(store core.Store, clock core.Clock) *Service { return &Service{store: store, clock: clock} }

// Saved is what a save wrote. Vehicle is nil for a transit vehicle.
type Saved struct {
	Appointment core.Appointment
	Customer    core.Customer
	Vehicle     *core.Vehicle
	Receipt     core.Receipt
}

var errUnfinished = errors.ErrUnsupported

// Resolve answers both questions of Terminanlage for a lead without writing anything.
func (s *Service) Resolve(ctx context.Context, lead core.ID) (Resolution, error) {
	return Resolution{}, errUnfinished
}

// Candidates asks again who the customer is, after "kein Duplikat" or a change in the master.
func (s *Service) Candidates(ctx context.Context, lead core.ID) (CustomerDecision, error) {
	return CustomerDecision{}, errUnfinished
}

// Search is the free search of the customer master, each hit judged against the lead.
func (s *Service) Search(ctx context.Context, lead core.ID, text string) ([]match.Candidate, error) {
	return nil, errUnfinished
}

// NotDuplicate remembers that the lead is not that customer.
func (s *Service) NotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error {
	return errUnfinished
}

// TakeBackNotDuplicate forgets that decision.
func (s *Service) TakeBackNotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error {
	return errUnfinished
}

// CashSale tells whether the way out "Barverkaufskunde" is open.
func (s *Service) CashSale(ctx context.Context) (CashSale, error) { return CashSale{}, errUnfinished }

// Draft opens an appointment for a lead.
func (s *Service) Draft(ctx context.Context, lead core.ID, choice Choice, actor string) (*Draft, error) {
	return nil, errUnfinished
}

// DraftFor opens an appointment without a lead.
func (s *Service) DraftFor(ctx context.Context, customer, vehicle core.ID, at core.WallTime, actor string) (*Draft, error) {
	return nil, errUnfinished
}

// Edit opens a stored appointment.
func (s *Service) Edit(ctx context.Context, appointment core.ID) (*Draft, error) {
	return nil, errUnfinished
}

// Refresh takes the records of the draft as they are now, after a Conflict; the returned changes are what became different.
func (s *Service) Refresh(ctx context.Context, d *Draft) ([]core.FieldChange, error) {
	return nil, errUnfinished
}

// SetCustomer changes the draft's customer by hand; the same id reads the record again.
func (s *Service) SetCustomer(ctx context.Context, d *Draft, customer core.ID) error {
	return errUnfinished
}

// SetVehicle changes the draft's vehicle by hand; 0 is the transit vehicle with the lead's data.
func (s *Service) SetVehicle(ctx context.Context, d *Draft, vehicle core.ID) error {
	return errUnfinished
}

// Review evaluates the info panel.
func (s *Service) Review(ctx context.Context, d *Draft) (Review, error) {
	return Review{}, errUnfinished
}

// Save writes the draft.
func (s *Service) Save(ctx context.Context, d *Draft, actor string, accepted bool) (Saved, error) {
	return Saved{}, errUnfinished
}

// Undo is "Terminanlage rückgängig".
func (s *Service) Undo(ctx context.Context, actor string, appointment core.ID) error {
	return errUnfinished
}

// CanUndo tells why Undo would refuse; nil when it would not.
func (s *Service) CanUndo(ctx context.Context, appointment core.ID) error { return errUnfinished }

// Reschedule moves an appointment.
func (s *Service) Reschedule(ctx context.Context, actor string, appointment core.ID, to core.WallTime, reason string, accepted bool) (core.Appointment, error) {
	return core.Appointment{}, errUnfinished
}

// Cancel cancels an appointment.
func (s *Service) Cancel(ctx context.Context, actor string, appointment core.ID, reason string, reopenLead bool) error {
	return errUnfinished
}

// Reject declines a lead.
func (s *Service) Reject(ctx context.Context, actor string, lead core.ID, reason string) error {
	return errUnfinished
}

// Defer puts a lead aside.
func (s *Service) Defer(ctx context.Context, actor string, lead core.ID, until core.Date) error {
	return errUnfinished
}

// Reopen opens a lead again.
func (s *Service) Reopen(ctx context.Context, actor string, lead core.ID) error { return errUnfinished }

// Take marks a lead as being worked on.
func (s *Service) Take(ctx context.Context, actor string, lead core.ID) error { return errUnfinished }

// FillCustomer is the new customer's content.
func (s *Service) FillCustomer(ctx context.Context, lead core.ID) (core.Customer, error) {
	return core.Customer{}, errUnfinished
}
