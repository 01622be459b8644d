package customer

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

// List is the screen of the customer master.
type List = masterlist.Screen[core.Customer, master.DeletedCustomer]

// NewList makes the screen.
func NewList(d *desk.Desk, s Service) *List {
	about := detail{desk: d, service: s}
	return masterlist.New(d, masterlist.Master[core.Customer, master.DeletedCustomer]{
		Name: "customer", Texts: "customer.", Entity: core.EntityCustomer, Follows: []core.Entity{core.EntityVehicle, core.EntityAppointment},
		ID:     func(c core.Customer) core.ID { return c.Meta.ID },
		Label:  func(c core.Customer) string { return c.Label() },
		Load:   s.Customer,
		Finder: func(key, memory string) *desk.Finder[core.Customer] { return newFinder(d, s, key, memory) },
		Show:   about.show, Open: d.Go.EditCustomer, Create: func(done func(core.ID)) { create(d, done) },
		Draft: func(ctx context.Context, c core.Customer, actor string) (*booking.Draft, error) {
			return s.DraftFor(ctx, c.Meta.ID, 0, 0, actor)
		},
		More: []masterlist.Command[core.Customer]{
			{Name: "merge", Shortcut: keys.CtrlShift(fyne.KeyM), Run: func(c core.Customer) { d.Go.MergeCustomer(c) }},
			{Name: "unmerge", Shortcut: keys.CtrlShift(fyne.KeyZ), Run: func(c core.Customer) { d.Go.UnmergeCustomer(c.Meta.ID) }, When: func(c core.Customer) bool { return len(c.Former) > 0 }},
		},
		Bar:    []string{"edit.duplicates"},
		Delete: s.DeleteCustomer, Restore: s.RestoreCustomer, Reviews: s,
	})
}

// create enters a new customer.
func create(d *desk.Desk, done func(core.ID)) {
	content := core.Customer{Status: core.StatusProspect}
	content.Contact.Country = d.Settings().Basis.Country
	d.Go.NewCustomer(content, 0, func(saved *core.Customer) {
		if saved != nil {
			done(saved.Meta.ID)
		}
	})
}
