package appointment

import (
	"context"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// customerLine says who the customer is and changes it.
type customerLine struct {
	editor *Editor
	line   *kit.Line
	text   *kit.Text
	badge  *kit.Badge
	change *kit.Button
}

func newCustomerLine(e *Editor) *customerLine {
	c := &customerLine{editor: e, text: kit.NewText("").Bold().AtLeast(0), badge: kit.NewBadge(theme.Neutral, "")}
	c.change = e.button("customer")
	c.line = kit.NewLine(kit.Border(nil, nil, nil, kit.Beside(c.badge, c.change), middle(c.text)))
	for _, f := range []core.Field{core.FieldCustomer, core.FieldCustomerNumber} {
		e.spots[f] = spot{focus: c.change, mark: c.line.SetError}
	}
	return c
}

func (c *customerLine) refresh() {
	d := c.editor.draft
	customer := d.Customer
	if d.NewCustomer != nil {
		customer = d.NewCustomer
	}
	text, badge, severity := i18n.T("appointment.customer.none"), "", theme.Neutral
	if customer != nil {
		text = i18n.Join(customer.Label(), customer.Contact.Town)
	}
	switch {
	case customer == nil:
	case d.NewCustomer != nil:
		badge, severity = i18n.T("appointment.customer.new"), theme.Hint
	case customer.Blocked:
		badge, severity = i18n.Field(core.FieldBlocked), theme.Warning
	case d.Appointment.CashSale:
		badge = i18n.T("appointment.customer.cash")
	}
	c.text.Set(text)
	c.badge.Set(severity, badge)
	c.badge.Hidden = badge == ""
	c.line.Refresh()
}

func (e *Editor) pickCustomer() {
	e.desk.Go.PickCustomer(i18n.T("appointment.customer.pick"), func(c core.Customer) { e.setCustomer(c.Meta.ID) })
}

// setCustomer takes another customer; the contact follows unless the adviser changed it.
func (e *Editor) setCustomer(id core.ID) {
	e.changeDraft(func() error { return e.service.SetCustomer(context.Background(), e.draft, id) })
}

func (e *Editor) pickVehicle() {
	e.desk.Go.PickVehicle(i18n.T("appointment.vehicle.pick"), e.draft.Appointment.Customer, func(v core.Vehicle) { e.setVehicle(v.Meta.ID) })
}

// setVehicle takes a vehicle of the master, or for 0 a transit vehicle.
func (e *Editor) setVehicle(id core.ID) {
	e.changeDraft(func() error { return e.service.SetVehicle(context.Background(), e.draft, id) })
}

// changeDraft changes the draft as a whole, which reads a record or two, and shows it again.
func (e *Editor) changeDraft(change func() error) {
	if e.saving {
		return
	}
	if err := change(); err != nil {
		e.desk.Dialogs.Error(err)
		return
	}
	e.load()
	e.desk.Tasks.Cancel(e.task("pause"))
	e.review(nil)
}
