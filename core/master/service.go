// Package master keeps the customer master, the vehicle master and the settings in order.
//
// A record is normalised and checked, looked for among those that exist, and written as one Change. What somebody else
// has to decide comes back as an error that says so: *DuplicatesError and *TwinsError are answered by saving again with
// the consent of the user. MergeImport is the rule by which data of the dealer's main system and data changed here meet.
package master

import (
	"context"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Service changes master data and settings. It holds no state and is safe for use by several goroutines.
type Service struct {
	store core.Store
	clock core.Clock
	model *match.Model
}

// New gives a service on a store; model finds the duplicates of a new customer.
func New(store core.Store, clock core.Clock, model *match.Model) *Service {
	return &Service{store: store, clock: clock, model: model}
}

// Note is a sentence worth knowing that forbids nothing: a text key with its placeholders (name, value, ...).
type Note struct {
	Key   string
	Field core.Field
	Args  []any
}

// The reasons this package gives, as text keys.
const (
	ReasonNumberFixed  core.Reason = "master.error.number_fixed"  // a customer number is given once
	ReasonCashOwner    core.Reason = "master.error.cash_owner"    // the cash-sale customer owns no vehicle
	ReasonCashDelete   core.Reason = "master.error.cash_delete"   // it is the cash-sale customer of the settings
	ReasonAppointments core.Reason = "master.error.appointments"  // an appointment is still ahead
	ReasonVehicles     core.Reason = "master.error.vehicles"      // owner of a vehicle
	ReasonSameVehicle  core.Reason = "master.error.same_vehicle"  // this owner already has a vehicle with the VIN
	ReasonHours        core.Reason = "master.error.hours"         // not of the form 07:30-12:00,13:00-17:00
	ReasonReminder     core.Reason = "master.error.reminder"      // not of the form 1d 16:00 sms
	ReasonSettingKey   core.Reason = "master.error.setting_key"   // no setting of that name
	ReasonDecided      core.Reason = "master.error.decided"       // nothing waits for a decision any more
	ReasonMergeSame    core.Reason = "master.error.merge_same"    // the two are one record
	ReasonMergeCash    core.Reason = "master.error.merge_cash"    // one is the cash-sale customer
	ReasonMergeSending core.Reason = "master.error.merge_sending" // a message is being sent at this moment
	ReasonUnmergeGone  core.Reason = "master.error.unmerge_gone"  // the customer kept is itself gone
	ReasonUnmergeField core.Reason = "master.error.unmerge_field" // a value was changed since
	ReasonUnmergeVisit core.Reason = "master.error.unmerge_visit" // a later appointment needs one of the vehicles
	ReasonNoSuchPerson core.Reason = "master.error.no_such_owner" // owner or driver does not exist
)

// DuplicatesError is a new customer that is probably there already: the candidates are Likely or Certain, best first.
type DuplicatesError struct{ Candidates []match.Candidate }

// Error says how many there are.
func (e *DuplicatesError) Error() string {
	return "save customer: " + strconv.Itoa(len(e.Candidates)) + " probable duplicates"
}

// TwinsError is a VIN that vehicles of other owners already have.
type TwinsError struct{ Vehicles []core.Vehicle }

// Error says how many there are.
func (e *TwinsError) Error() string {
	return "save vehicle: VIN already with " + strconv.Itoa(len(e.Vehicles)) + " other owners"
}

// SaveCustomer normalises, checks and stores a customer, a new one (id 0 or Pending) with the next number of the own range
// unless it brings one. Errors: Invalid for a field that is not acceptable or a number that is taken, Conflict when
// somebody else saved it meanwhile, *DuplicatesError for a new one that is probably there already and not accepted. Of those
// that were said not to be the person of the lead it is made from (0 for none) it does not speak again.
func (s *Service) SaveCustomer(ctx context.Context, actor string, c *core.Customer, lead core.ID, acceptDuplicates bool) error {
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	c.Normalize(settings.Basis.Country)
	if err := c.Validate(); err != nil {
		return err
	}
	if err := s.checkNumber(ctx, c); err != nil {
		return err
	}
	created := isNew(c)
	if created && !acceptDuplicates && !isCash(c, settings) {
		if err := s.checkDuplicates(ctx, c, lead, settings); err != nil {
			return err
		}
	}
	what := "customer.saved"
	if created {
		what = "customer.created"
	}
	return s.apply(ctx, actor, core.Change{What: what, Put: []core.Record{c}})
}

func isNew(r core.Record) bool { return r.Head().ID == 0 || r.Head().ID.IsPending() }

func isCash(c *core.Customer, settings core.Settings) bool {
	return c.Number != "" && strings.EqualFold(c.Number, settings.Basis.CashCustomer)
}

// checkNumber: a number belongs to one customer, and a customer keeps it.
func (s *Service) checkNumber(ctx context.Context, c *core.Customer) error {
	if !isNew(c) {
		old, err := s.store.Customer(ctx, c.Meta.ID)
		if err != nil {
			return err
		}
		if old.Number != c.Number {
			return core.Refuse(core.FieldCustomerNumber, ReasonNumberFixed)
		}
		return nil
	}
	if c.Number == "" {
		return nil
	}
	switch other, err := s.store.CustomerByNumber(ctx, c.Number); {
	case err == nil:
		return &core.Error{
			Kind: core.Invalid, Op: "save customer", Field: core.FieldCustomerNumber, Err: core.ReasonTaken,
			Ref: core.Ref{Entity: core.EntityCustomer, ID: other.Meta.ID},
		}
	case core.IsKind(err, core.NotFound):
		return nil
	default:
		return err
	}
}

func (s *Service) checkDuplicates(ctx context.Context, c *core.Customer, lead core.ID, settings core.Settings) error {
	q := match.Query{Contact: c.Contact, Birthday: c.Birthday}
	if cash, err := s.cashCustomer(ctx, settings); err != nil {
		return err
	} else if cash != nil {
		q.Exclude = append(q.Exclude, cash.Meta.ID)
	}
	if lead != 0 {
		said, err := s.store.NotDuplicatesOfLead(ctx, lead)
		if err != nil {
			return err
		}
		for _, n := range said {
			q.Exclude = append(q.Exclude, n.Customer)
		}
	}
	var candidates []match.Candidate
	err := s.store.ReadStock(ctx, func(stock core.Stock) (err error) {
		candidates, err = s.model.Find(ctx, stock, q)
		return err
	})
	if err != nil {
		return err
	}
	n := 0
	for n < len(candidates) && candidates[n].Class >= match.Likely {
		n++
	}
	if n > 0 {
		return &DuplicatesError{Candidates: candidates[:n]}
	}
	return nil
}

// cashCustomer is the cash-sale customer, nil when none is set or the number does not exist.
func (s *Service) cashCustomer(ctx context.Context, settings core.Settings) (*core.Customer, error) {
	if settings.Basis.CashCustomer == "" {
		return nil, nil
	}
	c, err := s.store.CustomerByNumber(ctx, settings.Basis.CashCustomer)
	if core.IsKind(err, core.NotFound) {
		return nil, nil
	}
	return &c, err
}

func (s *Service) apply(ctx context.Context, actor string, c core.Change) error {
	c.Op, c.Actor = core.NewOp(), actor
	_, err := s.store.Apply(ctx, c)
	return err
}

func refTo(r core.Record) core.Ref {
	return core.Ref{Entity: r.Entity(), ID: r.Head().ID, Rev: r.Head().Rev}
}

// refused is a deletion that another record stands against.
func refused(op string, because core.Record, why core.Reason) error {
	return &core.Error{Kind: core.Invalid, Op: op, Ref: refTo(because), Err: why}
}

// importStateOf is what was imported about a record, nil for nothing.
func (s *Service) importStateOf(ctx context.Context, r core.Record) (*core.ImportState, error) {
	state, err := s.store.ImportState(ctx, core.Ref{Entity: r.Entity(), ID: r.Head().ID})
	if core.IsKind(err, core.NotFound) {
		return nil, nil
	}
	return &state, err
}
