package booking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/match"
	"terminwerk/core/vin"
)

// decideVehicle answers which vehicle the lead means, for the customer presumed (nil for none), and says in the panel's
// own words what is odd about it. A whole VIN is looked up; anything less only leads to offers.
func (s *Service) decideVehicle(ctx context.Context, l *core.Lead, customer *core.Customer, set *core.Settings) (VehicleDecision, error) {
	d, err := s.findVehicle(ctx, l, customer, set)
	if err != nil {
		return d, err
	}
	in := advice.Input{Customer: customer, Vehicle: d.Vehicle, Offers: d.Offers, Lead: l, Settings: *set}
	a := &in.Appointment
	if customer != nil {
		a.Customer, a.CashSale = customer.Meta.ID, isCash(set, customer)
	}
	if d.Vehicle != nil {
		a.Vehicle = d.Vehicle.Meta.ID
	} else {
		a.Transit = leadVehicle(l, set)
	}
	if err := s.surround(ctx, &in); err != nil {
		return d, err
	}
	if d.Owner = in.Owner; d.Owner != nil && customer == nil {
		d.Warnings = []Note{{"booking.vehicle.owned_by", []any{"owner", d.Owner.Contact.SortName(), "number", d.Owner.Number}}}
	}
	d.Warnings = append(d.Warnings, notes(advice.Evaluate(in), aboutVehicle)...)
	return d, nil
}

// aboutVehicle picks what a dry run says: warnings and whatever the VIN, a twin or an offer gives reason to, but not
// that a transit vehicle is one.
func aboutVehicle(f *advice.Finding) bool {
	if f.Severity == advice.Warning {
		return strings.HasPrefix(f.Rule, "vehicle.") || strings.HasPrefix(f.Rule, "vin.")
	}
	for _, prefix := range []string{"vin.", "vehicle.twin", "vehicle.offer_plate", "vehicle.offer_vin"} {
		if strings.HasPrefix(f.Rule, prefix) {
			return true
		}
	}
	return false
}

func (s *Service) findVehicle(ctx context.Context, l *core.Lead, customer *core.Customer, set *core.Settings) (VehicleDecision, error) {
	data := leadVehicle(l, set)
	if report := vin.Check(data.VIN); wholeVIN(report) {
		found, err := s.store.VehiclesByVIN(ctx, report.Normalized)
		if err != nil {
			return VehicleDecision{}, err
		}
		if len(found) > 0 {
			return ownFirst(found, customer), nil
		}
	}
	d := VehicleDecision{Kind: VehicleTransit}
	if !namesVehicle(&data) {
		d.Kind = VehicleNone
	}
	var err error
	d.Offers, err = s.offers(ctx, &data, customer, set)
	return d, err
}

// wholeVIN tells whether a number can stand for a whole VIN; the last seven characters never do.
func wholeVIN(r vin.Report) bool {
	return r.Kind != vin.Empty && r.Kind != vin.TailOnly && vin.Key(r.Normalized) != ""
}

// namesVehicle tells whether the data says anything about a vehicle; a filler such as "KEINE" in place of the VIN does not.
func namesVehicle(v *core.VehicleData) bool {
	without := *v
	without.VIN = vin.Key(v.VIN)
	return !without.Empty()
}

// ownFirst chooses among the records with one VIN: the customer's own wins, then one he drives, then the one last
// touched.
func ownFirst(found []core.Vehicle, customer *core.Customer) VehicleDecision {
	id := core.ID(0)
	if customer != nil {
		id = customer.Meta.ID
	}
	v := slices.MinFunc(found, func(a, b core.Vehicle) int {
		return cmp.Or(cmp.Compare(bondOf(&a, id), bondOf(&b, id)),
			b.Meta.UpdatedAt.Compare(a.Meta.UpdatedAt), cmp.Compare(b.Meta.ID, a.Meta.ID))
	})
	d := VehicleDecision{Kind: VehicleForeign, Vehicle: &v}
	if bondOf(&v, id) == owns {
		d.Kind = VehicleOwned
	}
	return d
}

// bond is how a customer is tied to a vehicle, the closest first.
type bond int

const (
	owns bond = iota
	drives
	stranger
)

func bondOf(v *core.Vehicle, customer core.ID) bond {
	switch {
	case customer == 0:
	case v.Owner == customer:
		return owns
	case v.Driver == customer:
		return drives
	}
	return stranger
}

// surround fills in what belongs to the vehicle: owner, driver, whether owner and customer are probably one person, and
// other records with the same VIN.
func (s *Service) surround(ctx context.Context, in *advice.Input) error {
	number := in.Appointment.Transit.VIN
	var err error
	if v := in.Vehicle; v != nil {
		number = v.Data.VIN
		if in.Owner, err = optional(s.store.Customer(ctx, v.Owner)); err != nil {
			return err
		}
		if v.Driver != 0 {
			if in.Driver, err = optional(s.store.Customer(ctx, v.Driver)); err != nil {
				return err
			}
		}
		if in.SamePerson, err = s.samePerson(ctx, in.Customer, in.Owner, &in.Settings); err != nil {
			return err
		}
	}
	if !wholeVIN(vin.Check(number)) {
		return nil
	}
	same, err := s.store.VehiclesByVIN(ctx, number)
	if err != nil {
		return err
	}
	var others []hit
	for _, v := range same {
		if in.Vehicle == nil || v.Meta.ID != in.Vehicle.Meta.ID {
			others = append(others, hit{vehicle: v, by: core.FieldVIN})
		}
	}
	in.Twins, err = s.withOwners(ctx, others)
	return err
}

// samePerson tells whether two customers are probably one person stored twice, unless somebody said that they are not.
func (s *Service) samePerson(ctx context.Context, customer, owner *core.Customer, set *core.Settings) (bool, error) {
	if s.model == nil || customer == nil || owner == nil || customer.Meta.ID == owner.Meta.ID || isCash(set, customer) || isCash(set, owner) {
		return false, nil
	}
	decisions, err := s.store.NotDuplicatesOfCustomer(ctx, owner.Meta.ID)
	if err != nil {
		return false, err
	}
	for _, n := range decisions {
		if id := customer.Meta.ID; id != 0 && (n.Customer == id || n.Other == id) {
			return false, nil
		}
	}
	q := match.Query{Contact: customer.Contact, Birthday: customer.Birthday}
	return s.model.Judge(q, *owner, nil).Class >= match.Likely, nil
}
