// Package vehicle shows the vehicle master: the list with its search and details, the dialog in which one vehicle is entered
// or changed, and the search that picks a vehicle for somebody else. Nothing here decides what a vehicle may be; core/master
// does.
package vehicle

import (
	"context"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// Service is what the list and the dialog need from core.
type Service interface {
	Finding
	VehiclesByVIN(ctx context.Context, vin string) ([]core.Vehicle, error)
	AppointmentsOfVehicle(ctx context.Context, vehicle core.ID) ([]core.Appointment, error)
	ImportReviews(ctx context.Context) ([]core.ImportState, error)
	Decide(ctx context.Context, actor string, target core.Ref, field core.Field, takeTheirs bool) error
	SaveVehicle(ctx context.Context, actor string, v *core.Vehicle, accepted bool) ([]master.Note, error)
	DeleteVehicle(ctx context.Context, actor string, id core.ID) (master.DeletedVehicle, error)
	RestoreVehicle(ctx context.Context, actor string, d master.DeletedVehicle) (core.ID, error)
	DraftFor(ctx context.Context, customer, vehicle core.ID, at core.WallTime, actor string) (*booking.Draft, error)
}

// Finding is what searching needs.
type Finding interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error)
	VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
}

// row is a vehicle with the name of its owner.
type row struct {
	core.Vehicle
	owner string
}

// newFinder makes the searchable list of vehicles; those of the customer of, if there is one, stand first and out.
func newFinder(d *desk.Desk, s Finding, key, memory string, of core.ID) *desk.Finder[row] {
	return desk.NewFinder(d, desk.FinderOptions[row]{
		Key: key, Memory: memory, Entity: core.EntityVehicle,
		IDs: func(ctx context.Context, q core.Query) ([]core.ID, error) {
			ids, err := s.IDs(ctx, q)
			if err != nil || of == 0 {
				return ids, err
			}
			return ownFirst(ctx, s, of, ids)
		},
		Load: func(ctx context.Context, id core.ID) (row, error) {
			v, err := s.Vehicle(ctx, id)
			if err != nil {
				return row{}, err
			}
			return row{v, person(ctx, s, v.Owner)}, nil
		},
		ID:      func(r row) core.ID { return r.Meta.ID },
		Columns: columns(of), Sort: core.SortPlate, Placeholder: i18n.T("vehicle.search"),
	})
}

// ownFirst moves the vehicles of a customer to the front.
func ownFirst(ctx context.Context, s Finding, of core.ID, ids []core.ID) ([]core.ID, error) {
	cars, err := s.VehiclesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	own := map[core.ID]bool{}
	for i := range cars {
		own[cars[i].Meta.ID] = true
	}
	first, rest := make([]core.ID, 0, len(ids)), make([]core.ID, 0, len(ids))
	for _, id := range ids {
		if own[id] {
			first = append(first, id)
		} else {
			rest = append(rest, id)
		}
	}
	return append(first, rest...), nil
}

func columns(of core.ID) []kit.Column[row] {
	column := func(id string, width float32, grow bool, text func(row) string) kit.Column[row] {
		return kit.Column[row]{ID: id, Title: i18n.T("vehicle.column." + id), Width: width, Grow: grow, Text: text}
	}
	plate := column(string(core.SortPlate), 0, false, func(r row) string { return r.Data.Plate })
	model := column(string(core.SortModel), 110, true, func(r row) string { return r.Data.Title() })
	owner := column("owner", 150, true, func(r row) string { return r.owner })
	due := column("inspection", 0, false, func(r row) string { return i18n.MonthShort(r.Data.InspectionDue) })
	km := column("mileage", 0, false, func(r row) string { return i18n.Mileage(r.Data.Mileage) })
	number := column(string(core.SortVIN), 0, false, func(r row) string { return r.Data.VIN })
	plate.Holds, number.Holds, due.Holds, km.Holds = []string{kit.LongPlate}, []string{kit.LongVIN}, []string{i18n.MonthShort(202612), due.Title}, []string{i18n.Mileage(888_888)}
	owner.Fixed, due.Fixed, km.Fixed, km.Right = true, true, true, true
	out := func(r row) kit.CellStyle { return kit.CellStyle{Bold: of != 0 && (r.Owner == of || r.Driver == of)} }
	plate.Style, model.Style, owner.Style = out, out, out
	return []kit.Column[row]{
		plate, model, number, owner, due, km,
	}
}

// person names a customer: "10234 Müller, Anna"; empty for none.
func person(ctx context.Context, s Finding, id core.ID) string {
	if id == 0 {
		return ""
	}
	c, err := s.Customer(ctx, id)
	switch {
	case err != nil:
		return i18n.T("vehicle.person_gone")
	case c.Blocked:
		return c.Label() + " (" + i18n.T("vehicle.blocked") + ")"
	}
	return c.Label()
}

// Pick lets the user search the master and choose a vehicle, those of customer of first (0 for none); nothing happens when
// the search is left.
func Pick(d *desk.Desk, s Finding, title string, of core.ID, then func(core.Vehicle)) {
	desk.Pick(d, newFinder(d, s, string(d.NewScope("vehicle.pick")), "", of), title, func(r row) { then(r.Vehicle) })
}
