package advice

import (
	"terminwerk/core"
	"terminwerk/core/vin"
)

// vinRules are asked in this order; the first that applies speaks, because the others mostly follow from it.
var vinRules = []struct {
	hint     vin.Hint
	severity Severity
	rule     string
}{
	{vin.Placeholder, Hint, "vin.placeholder"},
	{vin.BadCharacter, Warning, "vin.bad_character"},
	{vin.TooLong, Warning, "vin.too_long"},
	{vin.ForbiddenLetter, Warning, "vin.forbidden_letter"},
	{vin.ShorterThan17, Hint, "vin.short"},
	{vin.CheckDigit, Hint, "vin.check_digit"},
}

// vehicleImplausible judges the VIN as typed; a vehicle of the master is corrected in its own record.
func vehicleImplausible(in *Input) []Finding {
	number := in.car().VIN
	report := vin.Check(number)
	for _, r := range vinRules {
		if !report.Has(r.hint) {
			continue
		}
		severity, rule := r.severity, r.rule
		switch {
		case r.hint == vin.ShorterThan17 && report.Kind == vin.TailOnly:
			rule = "vin.tail_only"
		case r.hint == vin.ShorterThan17 && report.Kind == vin.Implausible:
			severity, rule = Warning, "vin.too_short"
		}
		f := found(severity, rule, report.Normalized).at(core.FieldVIN).with("vin", number)
		if report.Suggestion != "" {
			f = f.with("suggestion", report.Suggestion)
		}
		return one(f.offer(vinAction(in, report.Suggestion)))
	}
	return nil
}

func vinAction(in *Input, suggestion string) Action {
	switch {
	case in.Vehicle != nil:
		return open(core.EntityVehicle, in.Vehicle.Meta.ID)
	case suggestion != "":
		return Action{ID: CorrectVIN, Field: core.FieldVIN, Value: suggestion}
	}
	return focus(core.FieldVIN)
}
