package vehicle

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/vin"
	"terminwerk/ui/desk/masterlist"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// detail writes everything about the selected vehicle.
type detail struct{ service Service }

// surroundings are what belongs to a vehicle beside the record.
type surroundings struct {
	driver string
	twins  []row // other records with the same VIN
	visits []core.Appointment
}

// show writes the record at once and adds the rest as soon as it is read.
func (d detail) show(at *masterlist.Detail, r row) {
	at.Head(cmp.Or(r.Data.Plate, r.Data.Label()))
	at.Fill(about(r, surroundings{}))
	masterlist.LoadDetail(at, func(ctx context.Context) (surroundings, error) { return d.read(ctx, r) },
		func(s surroundings) { at.Fill(about(r, s)) })
}

func (d detail) read(ctx context.Context, r row) (s surroundings, err error) {
	s.driver = person(ctx, d.service, r.Driver)
	if vin.Key(r.Data.VIN) != "" {
		same, err := d.service.VehiclesByVIN(ctx, r.Data.VIN)
		if err != nil {
			return s, err
		}
		for _, v := range same {
			if v.Meta.ID != r.Meta.ID {
				s.twins = append(s.twins, row{v, person(ctx, d.service, v.Owner)})
			}
		}
	}
	s.visits, err = d.service.AppointmentsOfVehicle(ctx, r.Meta.ID)
	return s, err
}

func about(r row, s surroundings) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	var hints []fyne.CanvasObject
	for _, twin := range s.twins {
		hints = append(hints, kit.FindingRow(theme.Hint, i18n.T("vehicle.twin", "vehicle", twin.Data.Label(), "owner", twin.owner)))
	}
	if len(hints) > 0 {
		parts = append(parts, kit.Findings(hints...))
	}
	data := &r.Data
	parts = append(parts, kit.Facts(
		kit.Fact{Label: i18n.Field(core.FieldPlate), Value: strings.TrimSpace(data.Plate + " " + data.PlateCountry)},
		kit.Fact{Label: i18n.T("vehicle.column.vin"), Value: data.VIN},
		kit.Fact{Label: i18n.T("vehicle.column.model"), Value: data.Title()},
		kit.Fact{Label: i18n.Field(core.FieldOwner), Value: r.owner},
		kit.Fact{Label: i18n.Field(core.FieldDriver), Value: s.driver},
		kit.Fact{Label: i18n.Field(core.FieldFirstRegistration), Value: i18n.Date(data.FirstRegistration)},
		kit.Fact{Label: i18n.Field(core.FieldInspectionDue), Value: i18n.Month(data.InspectionDue)},
		kit.Fact{Label: i18n.Field(core.FieldMileage), Value: i18n.Mileage(data.Mileage)},
	))
	if r.Notes != "" {
		parts = append(parts, kit.Section(i18n.Field(core.FieldNotes), kit.NewParagraph(r.Notes)))
	}
	if len(s.visits) > 0 {
		parts = append(parts, kit.Section(i18n.T("vehicle.visits"), kit.Facts(visitFacts(s.visits)...)))
	}
	return parts
}

// visitFacts are the latest appointments, the newest first.
func visitFacts(visits []core.Appointment) []kit.Fact {
	const most = 6
	var facts []kit.Fact
	for i := len(visits) - 1; i >= 0 && len(facts) < most; i-- {
		a := &visits[i]
		text := i18n.Join(i18n.T("status.appointment."+string(a.Status)), a.Work())
		facts = append(facts, kit.Fact{Label: i18n.Date(a.DropOff.At.Date()), Value: text})
	}
	return facts
}
