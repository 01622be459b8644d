package booking

import (
	"context"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/match"
)

// decideCustomer answers who the customer is: the lead's number where it exists, else the candidates of the search.
func (s *Service) decideCustomer(ctx context.Context, l *core.Lead, set *core.Settings) (CustomerDecision, error) {
	d := CustomerDecision{Preselected: -1}
	if number := strings.TrimSpace(l.Request.CustomerNumber); number != "" {
		c, err := optional(s.store.CustomerByNumber(ctx, number))
		if err != nil {
			return d, err
		}
		if c != nil {
			d.Kind, d.Customer = CustomerExisting, c
			d.Notes = oddities(l, c, set)
			return d, nil
		}
		d.Notes = []Note{{Key: "booking.customer.unknown_number", Args: []any{"number", number}}}
	}
	q := s.query(l, set)
	var err error
	if q.Exclude, err = s.excluded(ctx, l.Meta.ID, set); err != nil {
		return d, err
	}
	err = s.store.ReadStock(ctx, func(stock core.Stock) (err error) {
		d.Candidates, err = s.model.Find(ctx, stock, q)
		return err
	})
	if err != nil {
		return d, err
	}
	d.Kind = CustomerNone
	if len(d.Candidates) > 0 {
		d.Kind = CustomerCandidates
		if best := &d.Candidates[0]; best.Class == match.Certain && best.Rival == 0 {
			d.Preselected = 0
		}
	}
	return d, nil
}

// presumed is the customer against whom the vehicle is judged: the decided one, else the best candidate.
func (d *CustomerDecision) presumed() *core.Customer {
	switch {
	case d.Customer != nil:
		return d.Customer
	case len(d.Candidates) > 0:
		return &d.Candidates[0].Customer
	}
	return nil
}

// query is what the lead says about its customer, in the form in which the master is stored.
func (s *Service) query(l *core.Lead, set *core.Settings) match.Query {
	return match.Query{Contact: leadContact(l, set), Vehicle: leadVehicle(l, set)}
}

func leadContact(l *core.Lead, set *core.Settings) core.Contact {
	c := l.Request.Contact
	c.Normalize(set.Basis.Country)
	return c
}

func leadVehicle(l *core.Lead, set *core.Settings) core.VehicleData {
	v := l.Request.Vehicle
	v.Normalize(set.Basis.Country)
	return v
}

// excluded are the customers never proposed for a lead: the cash-sale customer, blocked or not, and those of which
// somebody said "kein Duplikat".
func (s *Service) excluded(ctx context.Context, lead core.ID, set *core.Settings) ([]core.ID, error) {
	var ids []core.ID
	cash, err := s.cashCustomer(ctx, set)
	if err != nil {
		return nil, err
	}
	if cash != nil {
		ids = append(ids, cash.Meta.ID)
	}
	decisions, err := s.store.NotDuplicatesOfLead(ctx, lead)
	for _, n := range decisions {
		ids = append(ids, n.Customer)
	}
	return ids, err
}

// oddities are the panel's warnings about a customer taken over by number, so that the dry run and the editor never
// disagree.
func oddities(l *core.Lead, c *core.Customer, set *core.Settings) []Note {
	in := advice.Input{Customer: c, Lead: l, Settings: *set}
	in.Appointment.Customer, in.Appointment.CashSale = c.Meta.ID, isCash(set, c)
	return notes(advice.Evaluate(in), func(f *advice.Finding) bool {
		return f.Severity == advice.Warning && strings.HasPrefix(f.Rule, "customer.")
	})
}

// notes turns the findings asked for into notes.
func notes(findings []advice.Finding, wanted func(*advice.Finding) bool) []Note {
	var all []Note
	for i := range findings {
		if f := &findings[i]; wanted(f) {
			all = append(all, Note{Key: "advice." + f.Rule, Args: f.Args})
		}
	}
	return all
}
