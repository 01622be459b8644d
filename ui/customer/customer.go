// Package customer shows the customer master: the list with its search and details, the dialog in which one customer is
// entered or changed, and the search that picks a customer for somebody else. Nothing here decides what a customer may
// be; core/master does.
package customer

import (
	"context"

	base "fyne.io/fyne/v2/theme"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Service is what the list and the dialog need from core.
type Service interface {
	Finding
	VehiclesOf(ctx context.Context, customer core.ID) ([]core.Vehicle, error)
	Vehicle(ctx context.Context, id core.ID) (core.Vehicle, error)
	AppointmentsOfCustomer(ctx context.Context, customer core.ID) ([]core.Appointment, error)
	CustomerHistory(ctx context.Context, id core.ID, limit int) ([]core.AuditEntry, error)
	ImportReviews(ctx context.Context) ([]core.ImportState, error)
	Decide(ctx context.Context, actor string, target core.Ref, field core.Field, takeTheirs bool) error
	SaveCustomer(ctx context.Context, actor string, c *core.Customer, lead core.ID, acceptDuplicates bool) error
	DeleteCustomer(ctx context.Context, actor string, id core.ID) (master.DeletedCustomer, error)
	RestoreCustomer(ctx context.Context, actor string, d master.DeletedCustomer) (core.ID, error)
	DraftFor(ctx context.Context, customer, vehicle core.ID, at core.WallTime, actor string) (*booking.Draft, error)
}

// Finding is what searching needs.
type Finding interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
}

// newFinder makes the searchable list of customers.
func newFinder(d *desk.Desk, s Finding, key, memory string) *desk.Finder[core.Customer] {
	return desk.NewFinder(d, desk.FinderOptions[core.Customer]{
		Key: key, Memory: memory, Entity: core.EntityCustomer, IDs: s.IDs, Load: s.Customer,
		ID:      func(c core.Customer) core.ID { return c.Meta.ID },
		Columns: columns(memory != ""), Sort: core.SortName, Placeholder: i18n.T("customer.search"),
	})
}

// columns are those of the list; the narrow form, for picking, does without the e-mail.
func columns(wide bool) []kit.Column[core.Customer] {
	column := func(id string, width float32, grow bool, text func(core.Customer) string) kit.Column[core.Customer] {
		return kit.Column[core.Customer]{ID: id, Title: i18n.T("customer.column." + id), Width: width, Grow: grow, Text: text, Style: grey}
	}
	fixed := func(c kit.Column[core.Customer]) kit.Column[core.Customer] {
		c.Fixed = true
		return c
	}
	number := column(string(core.SortNumber), 0, false, func(c core.Customer) string { return c.Number })
	number.Holds = []string{kit.LongNumber}
	status := fixed(column("status", 0, false, statusText))
	status.Holds, status.Signed = []string{i18n.T("customer.blocked")}, true
	for _, s := range []core.CustomerStatus{core.StatusProspect, core.StatusCustomer} {
		status.Holds = append(status.Holds, i18n.FieldText(core.FieldStatus, string(s)))
	}
	phone := fixed(column("phone", 0, false, func(c core.Customer) string { return c.Contact.BestPhone().Typed }))
	phone.Holds = []string{kit.LongPhone}
	status.Style = func(c core.Customer) kit.CellStyle {
		if c.Blocked {
			return kit.CellStyle{Color: base.ColorNameDisabled, Sign: theme.Warning}
		}
		return kit.CellStyle{}
	}
	list := []kit.Column[core.Customer]{
		number,
		column(string(core.SortName), 142, true, func(c core.Customer) string { return c.Contact.SortName() }),
		fixed(column("street", 136, true, func(c core.Customer) string { return c.Contact.StreetLine() })),
		column(string(core.SortTown), 154, true, func(c core.Customer) string { return c.Contact.TownLine() }),
		phone,
	}
	if wide {
		email := fixed(column("email", 150, true, func(c core.Customer) string { return c.Contact.Email }))
		email.Extra = true
		list = append(list, email)
	}
	return append(list, status)
}

// grey makes a blocked customer stand back.
func grey(c core.Customer) kit.CellStyle {
	if c.Blocked {
		return kit.CellStyle{Color: base.ColorNameDisabled}
	}
	return kit.CellStyle{}
}

func statusText(c core.Customer) string {
	if c.Blocked {
		return i18n.T("customer.blocked")
	}
	return i18n.FieldText(core.FieldStatus, string(c.Status))
}

// Pick lets the user search the master and choose a customer; nothing happens when the search is left.
func Pick(d *desk.Desk, s Finding, title string, then func(core.Customer)) {
	desk.Pick(d, newFinder(d, s, string(d.NewScope("customer.pick")), ""), title, then)
}
