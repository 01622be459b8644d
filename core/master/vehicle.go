package master

import (
	"context"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// SaveVehicle normalises, checks and stores a vehicle. The notes say what is odd about VIN, plate and mileage. Errors:
// Invalid (also for the cash-sale customer as owner, and for a second vehicle of one owner with the same VIN), Conflict,
// and *TwinsError when vehicles of other owners have the VIN and accepted is false; an unchanged VIN and owner are not
// asked about again.
func (s *Service) SaveVehicle(ctx context.Context, actor string, v *core.Vehicle, accepted bool) ([]Note, error) {
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	v.Data.Normalize(settings.Basis.Country)
	if err := v.Validate(); err != nil {
		return nil, err
	}
	if err := s.checkPersons(ctx, v, settings); err != nil {
		return nil, err
	}
	var old *core.Vehicle
	if !isNew(v) {
		stored, err := s.store.Vehicle(ctx, v.Meta.ID)
		if err != nil {
			return nil, err
		}
		old = &stored
	}
	if old == nil || vin.Key(old.Data.VIN) != vin.Key(v.Data.VIN) || old.Owner != v.Owner {
		if err := s.checkTwins(ctx, v, accepted); err != nil {
			return nil, err
		}
	}
	notes, err := s.oddities(ctx, v, old, settings.Basis.Country)
	if err != nil {
		return nil, err
	}
	what := "vehicle.saved"
	if old == nil {
		what = "vehicle.created"
	}
	return notes, s.apply(ctx, actor, core.Change{What: what, Put: []core.Record{v}})
}

func (s *Service) checkPersons(ctx context.Context, v *core.Vehicle, settings core.Settings) error {
	for _, p := range []struct {
		id    core.ID
		field core.Field
	}{{v.Owner, core.FieldOwner}, {v.Driver, core.FieldDriver}} {
		if p.id == 0 {
			continue
		}
		c, err := s.store.Customer(ctx, p.id)
		switch {
		case core.IsKind(err, core.NotFound):
			return core.Refuse(p.field, ReasonNoSuchPerson)
		case err != nil:
			return err
		case isCash(&c, settings):
			return core.Refuse(p.field, ReasonCashOwner)
		}
	}
	return nil
}

func (s *Service) checkTwins(ctx context.Context, v *core.Vehicle, accepted bool) error {
	if vin.Key(v.Data.VIN) == "" {
		return nil
	}
	same, err := s.store.VehiclesByVIN(ctx, v.Data.VIN)
	if err != nil {
		return err
	}
	var twins []core.Vehicle
	for _, other := range same {
		switch {
		case other.Meta.ID == v.Meta.ID:
		case other.Owner == v.Owner:
			return &core.Error{Kind: core.Invalid, Op: "save vehicle", Field: core.FieldVIN, Ref: refTo(&other), Err: ReasonSameVehicle}
		default:
			twins = append(twins, other)
		}
	}
	if len(twins) > 0 && !accepted {
		return &TwinsError{Vehicles: twins}
	}
	return nil
}

// vinNotes are the texts for what the VIN check remarks.
var vinNotes = map[vin.Hint]string{
	vin.ShorterThan17: "master.note.vin_short", vin.ForbiddenLetter: "master.note.vin_letter", vin.CheckDigit: "master.note.vin_check_digit",
	vin.TooLong: "master.note.vin_long", vin.BadCharacter: "master.note.vin_character", vin.Placeholder: "master.note.vin_placeholder",
}

// oddities looks at what is allowed but seldom meant.
func (s *Service) oddities(ctx context.Context, v, old *core.Vehicle, country string) ([]Note, error) {
	var notes []Note
	report := vin.Check(v.Data.VIN)
	for _, hint := range report.Hints {
		if key := vinNotes[hint]; key != "" {
			notes = append(notes, Note{Key: key, Field: core.FieldVIN, Args: []any{"suggestion", report.Suggestion}})
		}
	}
	home := v.Data.PlateCountry
	if home == "" {
		home = country
	}
	if v.Data.Plate != "" && !plate.Check(v.Data.Plate, home).Plausible {
		notes = append(notes, Note{Key: "master.note.plate", Field: core.FieldPlate, Args: []any{"country", home}})
	}
	if old != nil && v.Data.Mileage != 0 && v.Data.Mileage < old.Data.Mileage {
		notes = append(notes, Note{Key: "master.note.mileage", Field: core.FieldMileage, Args: []any{"before", old.Data.Mileage}})
	}
	if v.Data.Plate == "" {
		return notes, nil
	}
	same, err := s.store.VehiclesByPlate(ctx, v.Data.Plate)
	for _, other := range same {
		if other.Meta.ID != v.Meta.ID && vin.Key(other.Data.VIN) != vin.Key(v.Data.VIN) {
			notes = append(notes, Note{Key: "master.note.plate_twice", Field: core.FieldPlate, Args: []any{"vehicle", other.Data.Label()}})
			break
		}
	}
	return notes, err
}
