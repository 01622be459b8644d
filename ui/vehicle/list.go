package vehicle

import (
	"context"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/masterlist"
	"terminwerk/ui/keys"
)

// List is the screen of the vehicle master.
type List = masterlist.Screen[row, master.DeletedVehicle]

// NewList makes the screen.
func NewList(d *desk.Desk, s Service) *List {
	about := detail{service: s}
	openOwner := func(r row) {
		if r.Owner != 0 {
			d.Go.EditCustomer(r.Owner)
		}
	}
	return masterlist.New(d, masterlist.Master[row, master.DeletedVehicle]{
		Name: "vehicle", Texts: "vehicle.", Entity: core.EntityVehicle, Follows: []core.Entity{core.EntityCustomer, core.EntityAppointment},
		ID:    func(r row) core.ID { return r.Meta.ID },
		Label: func(r row) string { return r.Data.Label() },
		Load: func(ctx context.Context, id core.ID) (row, error) {
			v, err := s.Vehicle(ctx, id)
			return row{Vehicle: v}, err
		},
		Finder: func(key, memory string) *desk.Finder[row] { return newFinder(d, s, key, memory, 0) },
		Show:   about.show, Open: d.Go.EditVehicle, Create: func(done func(core.ID)) { create(d, done) },
		Draft: func(ctx context.Context, r row, actor string) (*booking.Draft, error) {
			return s.DraftFor(ctx, 0, r.Meta.ID, 0, actor)
		},
		Delete: s.DeleteVehicle, Restore: s.RestoreVehicle, Reviews: s,
		More: []masterlist.Command[row]{{Name: "owner", Shortcut: keys.Ctrl(fyne.KeyH), Run: openOwner}},
	})
}

// create enters a new vehicle.
func create(d *desk.Desk, done func(core.ID)) {
	content := core.Vehicle{}
	content.Data.PlateCountry = d.Settings().Basis.Country
	d.Go.NewVehicle(content, func(saved *core.Vehicle) {
		if saved != nil {
			done(saved.Meta.ID)
		}
	})
}
