package intake

import (
	"context"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/core/vin"
)

// fleet is the vehicles of one customer while a change is put together.
type fleet struct {
	vehicles []*core.Vehicle
	states   map[*core.Vehicle]*core.ImportState
	written  map[core.Record]bool
}

func (c *changing) fleet(ctx context.Context, owner *core.Customer) (*fleet, error) {
	key := strings.ToLower(owner.Number)
	if f := c.fleets[key]; f != nil {
		return f, nil
	}
	f := &fleet{states: map[*core.Vehicle]*core.ImportState{}, written: map[core.Record]bool{}}
	if !owner.Meta.ID.IsPending() {
		list, err := c.m.im.Store.VehiclesOf(ctx, owner.Meta.ID)
		if err != nil {
			return nil, err
		}
		for i := range list {
			if list[i].Owner == owner.Meta.ID {
				f.vehicles = append(f.vehicles, &list[i])
			}
		}
	}
	c.fleets[key] = f
	return f, nil
}

// find recognises a vehicle by its VIN, else by its plate where one side knows no VIN, else by make and model where
// nothing else is known.
func (f *fleet) find(data *core.VehicleData) *core.Vehicle {
	vinKey, plateKey := vehicleKey(data)
	var byPlate, byModel *core.Vehicle
	for _, v := range f.vehicles {
		otherVIN, otherPlate := vehicleKey(&v.Data)
		switch {
		case vinKey != "" && otherVIN == vinKey:
			return v
		case vinKey != "" && otherVIN != "":
		case plateKey != "" && otherPlate == plateKey:
			byPlate = v
		case vinKey+plateKey+otherVIN+otherPlate == "" && name.Fold(v.Data.Title()) == name.Fold(data.Title()):
			byModel = v
		}
	}
	if byPlate != nil {
		return byPlate
	}
	return byModel
}

func (c *changing) vehiclesOf(ctx context.Context, owner *core.Customer, r *masterRow, p *planned) error {
	for i := range r.vehicles {
		if err := c.vehicle(ctx, owner, &r.vehicles[i], 0, p); err != nil {
			return err
		}
	}
	return nil
}

// vehicleOfFile applies one row of a file of vehicles.
func (c *changing) vehicleOfFile(ctx context.Context, r *masterRow) (planned, error) {
	v := &r.vehicles[0]
	owner, err := c.m.im.Store.CustomerByNumber(ctx, v.owner)
	if core.IsKind(err, core.NotFound) {
		return planned{outcome: refused, why: ReasonNoOwner, field: core.FieldOwner}, nil
	}
	if err != nil {
		return planned{}, err
	}
	var p planned
	var driver core.ID
	if v.driver != "" {
		d, err := c.m.im.Store.CustomerByNumber(ctx, v.driver)
		switch {
		case err == nil:
			driver = d.Meta.ID
		case core.IsKind(err, core.NotFound):
			p.notes = append(p.notes, core.ImportHint{Field: core.FieldDriver, Why: ReasonNoDriver})
		default:
			return planned{}, err
		}
	}
	err = c.vehicle(ctx, &owner, v, driver, &p)
	return p, err
}

// vehicle applies one vehicle and adds what happened to the row's plan.
func (c *changing) vehicle(ctx context.Context, owner *core.Customer, r *vehicleRow, driver core.ID, p *planned) error {
	f, err := c.fleet(ctx, owner)
	if err != nil {
		return err
	}
	ours := f.find(&r.data)
	if ours == nil {
		return c.newVehicle(ctx, owner, r, driver, f, p)
	}
	state := f.states[ours]
	if state == nil {
		s, _, err := c.state(ctx, core.Ref{Entity: core.EntityVehicle, ID: ours.Meta.ID})
		if err != nil {
			return err
		}
		state = &s
		f.states[ours] = state
	}
	m := merge(state, ours.FieldValues(), theirsOf(r, driver), c.m.im.Clock.Now())
	p.review += m.review
	if len(m.take) > 0 {
		if why, field := fault(takeVehicle(ours, m.take)); why != "" {
			p.outcome, p.why, p.field = refused, why, field
			return nil
		}
		c.write(f, ours)
	}
	if m.state {
		c.write(f, state)
	}
	if len(m.take) > 0 || m.review > 0 {
		p.outcome = max(p.outcome, updated)
	}
	return nil
}

// theirsOf gives the driver as our record's id, and leaves one out whose number is not known.
func theirsOf(r *vehicleRow, driver core.ID) []core.FieldValue {
	theirs := make([]core.FieldValue, 0, len(r.theirs))
	for _, v := range r.theirs {
		if v.Field == core.FieldDriver && r.driver != "" {
			if driver == 0 {
				continue
			}
			v.Value = strconv.FormatUint(uint64(driver), 10)
		}
		theirs = append(theirs, v)
	}
	return theirs
}

func (c *changing) write(f *fleet, r core.Record) {
	if !f.written[r] {
		f.written[r] = true
		c.put = append(c.put, r)
	}
}

func (c *changing) newVehicle(ctx context.Context, owner *core.Customer, r *vehicleRow, driver core.ID, f *fleet, p *planned) error {
	same, err := c.elsewhere(ctx, owner, &r.data)
	if err != nil {
		return err
	}
	if same {
		p.notes = append(p.notes, core.ImportHint{Field: core.FieldVIN, Why: ReasonSameVIN, Value: r.data.VIN})
	}
	v := &core.Vehicle{Meta: core.Meta{ID: c.pending()}, Data: r.data, Owner: owner.Meta.ID, Driver: driver, Notes: r.notes}
	state := &core.ImportState{
		Target: core.Ref{Entity: core.EntityVehicle, ID: v.Meta.ID}, Source: sourceOfState, Values: theirsOf(r, driver),
	}
	f.vehicles = append(f.vehicles, v)
	f.states[v] = state
	c.write(f, v)
	c.write(f, state)
	if c.m.what == core.EntityVehicle {
		p.outcome = created
	} else {
		p.outcome = max(p.outcome, updated)
	}
	return nil
}

// elsewhere tells whether another owner has a vehicle with the same VIN, and remembers the VIN for the rest of the change.
func (c *changing) elsewhere(ctx context.Context, owner *core.Customer, data *core.VehicleData) (bool, error) {
	key := vin.Key(data.VIN)
	if key == "" {
		return false, nil
	}
	if c.vins == nil {
		c.vins = map[string]string{}
	}
	if first, ok := c.vins[key]; ok {
		return first != owner.Number, nil
	}
	c.vins[key] = owner.Number
	others, err := c.m.im.Store.VehiclesByVIN(ctx, data.VIN)
	return len(others) > 0, err
}
