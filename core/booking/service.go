package booking

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Service is Terminanlage over a store. It keeps no state of its own and may be used from any goroutine; a Draft may not.
type Service struct {
	store core.Store
	clock core.Clock
	model *match.Model
}

// New builds the service; clock tells the present instant, model finds the customers of a lead and may be nil where no lead
// is resolved.
func New(store core.Store, clock core.Clock, model *match.Model) *Service {
	return &Service{store: store, clock: clock, model: model}
}

// CashSale tells whether the way out "Barverkaufskunde" is open.
func (s *Service) CashSale(ctx context.Context) (CashSale, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return CashSale{}, err
	}
	return s.cashSale(ctx, &set)
}

func (s *Service) cashSale(ctx context.Context, set *core.Settings) (CashSale, error) {
	if strings.TrimSpace(set.Basis.CashCustomer) == "" {
		return CashSale{Why: "booking.cash.unset"}, nil
	}
	cash, err := s.cashCustomer(ctx, set)
	switch {
	case err != nil:
		return CashSale{}, err
	case cash == nil:
		return CashSale{Why: "booking.cash.missing"}, nil
	case cash.Blocked:
		return CashSale{Why: "booking.cash.blocked"}, nil
	}
	return CashSale{Customer: cash}, nil
}

// cashCustomer is the cash-sale customer, blocked or not; nil when the setting names nobody.
func (s *Service) cashCustomer(ctx context.Context, set *core.Settings) (*core.Customer, error) {
	number := strings.TrimSpace(set.Basis.CashCustomer)
	if number == "" {
		return nil, nil
	}
	return optional(s.store.CustomerByNumber(ctx, number))
}

// isCash tells whether c is the cash-sale customer.
func isCash(set *core.Settings, c *core.Customer) bool {
	number := strings.TrimSpace(set.Basis.CashCustomer)
	return c != nil && number != "" && strings.EqualFold(strings.TrimSpace(c.Number), number)
}

// optional turns the NotFound of a reader into nil.
func optional[T any](record T, err error) (*T, error) {
	switch {
	case err == nil:
		return &record, nil
	case core.IsKind(err, core.NotFound):
		return nil, nil
	}
	return nil, err
}

// now is the present minute on the dealership's clock.
func (s *Service) now(set *core.Settings) core.WallTime {
	return core.WallTimeOf(s.clock.Now().In(set.Basis.Location()))
}

// stamp is the present instant as records keep it.
func (s *Service) stamp() time.Time { return s.clock.Now().UTC().Truncate(time.Second) }

func newOp() string { return rand.Text() }

// write applies a small change that needs no draft.
func (s *Service) write(ctx context.Context, actor, what string, put ...core.Record) error {
	_, err := s.store.Apply(ctx, core.Change{Op: newOp(), Actor: actor, What: what, Put: put})
	return err
}

func refTo(r core.Record) core.Ref {
	return core.Ref{Entity: r.Entity(), ID: r.Head().ID, Rev: r.Head().Rev}
}
