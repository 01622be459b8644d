package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/phone"
)

// batch applies up to rowsPerChange rows in one change. A customer occurs in it once; a row that speaks of the same one
// again ends the change and begins the next.
func (m *masterImport) batch(ctx context.Context, rows []masterRow) error {
	for len(rows) > 0 {
		n := 0
		seen := map[string]bool{}
		for n < len(rows) {
			key := strings.ToLower(rows[n].customer.Number)
			if key != "" && seen[key] {
				break
			}
			seen[key] = true
			n++
		}
		done, err := m.change(ctx, rows[:n])
		if err != nil {
			return err
		}
		rows = rows[done:]
	}
	return nil
}

// split tells apart the conflicts about the number by and the others.
func split(review []core.FieldConflict, by string) (mine, others []core.FieldConflict) {
	for _, c := range review {
		if c.By == by {
			mine = append(mine, c)
		} else {
			others = append(others, c)
		}
	}
	return mine, others
}

// errTwice ends a change before a row whose customer occurs in it under another number.
var errTwice = errors.New("the same customer by another number")

// planned is one row's part of a change.
type planned struct {
	outcome outcome
	review  int
	why     core.Reason // with outcome refused
	field   core.Field
	notes   []core.ImportHint
}

// change applies the first of the rows in one change and tells how many they were.
func (m *masterImport) change(ctx context.Context, rows []masterRow) (int, error) {
	var plans []planned
	what := whatCustomers
	if m.what == core.EntityVehicle {
		what = whatVehicles
	}
	err := m.im.apply(ctx, what, func() ([]core.Record, error) {
		c := &changing{m: m, fleets: map[string]*fleet{}, met: map[core.ID]bool{}}
		plans = plans[:0]
		for i := range rows {
			p, err := c.row(ctx, &rows[i])
			if errors.Is(err, errTwice) {
				break
			}
			if err == nil && p.outcome == refused && m.im.again != nil {
				err = core.Refuse(p.field, p.why)
			}
			if err != nil {
				return nil, err
			}
			plans = append(plans, p)
		}
		return c.put, nil
	})
	if err != nil {
		return 0, err
	}
	for i, p := range plans {
		m.count(rows[i], p)
	}
	return len(plans), nil
}

func (m *masterImport) count(r masterRow, p planned) {
	m.result.Review += p.review
	r.notes = append(r.notes, p.notes...)
	switch p.outcome {
	case created:
		m.result.New++
	case updated:
		m.result.Updated++
	case refused:
		r.why, r.field = p.why, p.field
		m.refuse(&r)
		return
	default:
		m.result.Unchanged++
	}
	m.tell(&r)
}

// changing is one change being put together.
type changing struct {
	m      *masterImport
	put    []core.Record
	fleets map[string]*fleet // by customer number
	met    map[core.ID]bool  // customers there are already, spoken of in this change
	vins   map[string]string // VIN key -> owner number of vehicles created in this change
	next   int               // of stand-ins
}

func (c *changing) pending() core.ID {
	c.next++
	return core.Pending(c.next)
}

func (c *changing) row(ctx context.Context, r *masterRow) (planned, error) {
	if r.why != "" {
		return planned{outcome: refused, why: r.why, field: r.field}, nil
	}
	if c.m.what == core.EntityVehicle {
		return c.vehicleOfFile(ctx, r)
	}
	return c.customer(ctx, r)
}

func (c *changing) customer(ctx context.Context, r *masterRow) (planned, error) {
	store := c.m.im.Store
	ours, err := store.CustomerByNumber(ctx, r.customer.Number)
	if core.IsKind(err, core.NotFound) {
		return c.newCustomer(ctx, r)
	}
	if err != nil {
		return planned{}, err
	}
	if c.met[ours.Meta.ID] {
		return planned{}, errTwice
	}
	c.met[ours.Meta.ID] = true
	state, known, err := c.state(ctx, core.Ref{Entity: core.EntityCustomer, ID: ours.Meta.ID})
	if err != nil {
		return planned{}, err
	}
	if !strings.EqualFold(ours.Number, r.customer.Number) {
		return c.former(ctx, &ours, &state, r)
	}
	values := ours.FieldValues()
	mine, others := split(state.Review, "")
	state.Review = mine
	if !known && ownNumber(&c.m.basis, ours.Number) {
		if why, field := differs(values, r.theirs); why != "" {
			return planned{outcome: refused, why: why, field: field}, nil
		}
		return c.ownVehicles(ctx, &ours, r)
	}
	m := merge(&state, values, r.theirs, c.m.im.Clock.Now())
	state.Review = append(state.Review, others...)
	p, err := c.taken(ctx, &ours, m, r)
	if m.state && p.outcome != refused {
		c.put = append(c.put, &state)
	}
	return p, err
}

// taken writes what merging a row came to into the customer.
func (c *changing) taken(ctx context.Context, ours *core.Customer, m merged, r *masterRow) (planned, error) {
	p := planned{review: m.review}
	if len(m.take) > 0 {
		if why, field := fault(takeCustomer(ours, m.take)); why != "" {
			return planned{outcome: refused, why: why, field: field}, nil
		}
		normalizePhones(&ours.Contact, c.m.basis.Country)
		c.put = append(c.put, ours)
	}
	if len(m.take) > 0 || m.review > 0 {
		p.outcome = updated
	}
	return p, c.vehiclesOf(ctx, ours, r, &p)
}

// former applies a row under the number of a customer that was merged into ours. What changed there since its last import
// is taken where ours says the same as it did then, and listed for review otherwise; what did not change says nothing.
func (c *changing) former(ctx context.Context, ours *core.Customer, state *core.ImportState, r *masterRow) (planned, error) {
	past, err := c.m.im.Store.MergeOf(ctx, r.customer.Number)
	if err != nil {
		return planned{}, err
	}
	last := core.ImportState{Target: core.Ref{Entity: core.EntityCustomer, ID: past.Gone.Meta.ID}, Source: sourceOfState, Values: past.Gone.FieldValues()}
	if past.Import != nil {
		last = *past.Import
	}
	mine, others := split(state.Review, past.Gone.Number)
	last.Review = mine
	m := merge(&last, ours.FieldValues(), r.theirs, c.m.im.Clock.Now())
	p, err := c.taken(ctx, ours, m, r)
	if m.state && p.outcome != refused {
		for i := range last.Review {
			last.Review[i].By = past.Gone.Number
		}
		state.Review, last.Review = append(others, last.Review...), nil
		past.Import = &last
		c.put = append(c.put, state, &past)
	}
	if p.outcome == updated {
		p.notes = append(p.notes, core.ImportHint{Field: core.FieldCustomerNumber, Why: ReasonMerged, Value: ours.Number})
	}
	return p, err
}

// fault is the first reason for which a record cannot be stored, empty when it can.
func fault(err error) (core.Reason, core.Field) {
	faults := core.FieldErrors(err)
	if len(faults) == 0 {
		return "", ""
	}
	if why, ok := faults[0].Err.(core.Reason); ok {
		return why, faults[0].Field
	}
	return core.ReasonUnknown, faults[0].Field
}

// differs compares a row with a customer that was created here and bears a number of the own range: only the program's own
// export may speak of it.
func differs(ours, theirs []core.FieldValue) (core.Reason, core.Field) {
	for _, t := range theirs {
		if valueOf(ours, t.Field) != t.Value {
			return ReasonOwnNumber, core.FieldCustomerNumber
		}
	}
	return "", ""
}

func (c *changing) ownVehicles(ctx context.Context, ours *core.Customer, r *masterRow) (planned, error) {
	var p planned
	return p, c.vehiclesOf(ctx, ours, r, &p)
}

func (c *changing) newCustomer(ctx context.Context, r *masterRow) (planned, error) {
	theirs := r.customer
	theirs.Meta = core.Meta{ID: c.pending()}
	normalizePhones(&theirs.Contact, c.m.basis.Country)
	c.put = append(c.put, &theirs, &core.ImportState{
		Target: core.Ref{Entity: core.EntityCustomer, ID: theirs.Meta.ID}, Source: sourceOfState, Values: slices.Clone(r.theirs),
	})
	p := planned{}
	err := c.vehiclesOf(ctx, &theirs, r, &p)
	p.outcome = created
	return p, err
}

// sourceOfState names the main system in import states; there is only one.
const sourceOfState = "main"

// state reads what was last imported of a record; a new state when nothing was.
func (c *changing) state(ctx context.Context, target core.Ref) (s core.ImportState, known bool, err error) {
	if target.ID.IsPending() {
		return core.ImportState{Target: target, Source: sourceOfState}, false, nil
	}
	s, err = c.m.im.Store.ImportState(ctx, target)
	if core.IsKind(err, core.NotFound) {
		return core.ImportState{Target: target, Source: sourceOfState}, false, nil
	}
	return s, err == nil, err
}

// normalizePhones derives the international forms that are missing.
func normalizePhones(c *core.Contact, country string) {
	if c.Country != "" {
		country = c.Country
	}
	for _, p := range []*core.Phone{&c.Phone, &c.PhoneWork, &c.Mobile} {
		if p.E164 == "" && p.Typed != "" {
			p.E164 = phone.Parse(p.Typed, country).E164
		}
	}
}
