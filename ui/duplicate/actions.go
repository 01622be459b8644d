package duplicate

import (
	"context"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/task"
)

// register names the ways out; new customer and search are commands of every screen.
func (v *View) register() {
	has := func() bool { _, ok := v.candidate(); return ok }
	commands := []keys.Command{
		{ID: "duplicate.merge", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.mergeSelected, Enabled: has},
		{ID: "duplicate.cash", Shortcut: keys.Ctrl(fyne.KeyB), Run: v.cashSale, Enabled: func() bool { return v.resolution.CashSale.Why == "" }},
		{ID: "duplicate.not_duplicate", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.notDuplicate, Enabled: has},
		{ID: "duplicate.open_customer", Shortcut: keys.Ctrl(fyne.KeyE), Run: v.openCustomer, Enabled: has},
		{ID: "duplicate.to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.desk.Focus(v.list) }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// mergeSelected puts the selected customer's number and the lead's data into the appointment, and only the ticked fields
// into the customer master.
func (v *View) mergeSelected() {
	c, ok := v.candidate()
	if !ok {
		return
	}
	choice := booking.Choice{Way: booking.WayMerge, Customer: c.Customer.Meta.ID}
	for _, f := range core.ContactFields() {
		if v.ticked[choice.Customer][f] {
			choice.Update = append(choice.Update, f)
		}
	}
	v.chosen(choice)
}

// New opens the customer dialog filled from the lead. Left without saving it comes back here as it was; saved and closed
// it goes on with the new customer, or with the stored one that was recognised there.
func (v *View) New() {
	lead := v.resolution.Lead.Meta.ID
	task.Load(v.desk.Tasks, string(v.scope)+".new", func(ctx context.Context) (core.Customer, error) {
		return v.service.FillCustomer(ctx, lead)
	}, func(content core.Customer, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		opened := v.desk.Clock.Now().Truncate(1e9)
		v.desk.Go.NewCustomer(content, lead, func(saved *core.Customer) {
			if saved == nil {
				return
			}
			if saved.Meta.CreatedAt.Before(opened) {
				v.chosen(booking.Choice{Way: booking.WayMerge, Customer: saved.Meta.ID})
				return
			}
			v.chosen(booking.Choice{Way: booking.WayNew, Customer: saved.Meta.ID, Created: true})
		})
	})
}

func (v *View) cashSale() { v.chosen(booking.Choice{Way: booking.WayCash}) }

func (v *View) openCustomer() {
	if c, ok := v.candidate(); ok {
		v.desk.Go.EditCustomer(c.Customer.Meta.ID)
	}
}

// notDuplicate remembers that the lead is not the selected customer, who leaves the list; it can be taken back.
func (v *View) notDuplicate() {
	c, ok := v.candidate()
	if !ok {
		return
	}
	lead, customer, name := v.resolution.Lead.Meta.ID, c.Customer.Meta.ID, c.Customer.Contact.SortName()
	v.decide(func(ctx context.Context, actor string) error {
		return v.service.NotDuplicate(ctx, actor, lead, customer)
	}, func() {
		v.desk.Toasts.ShowUndo(i18n.T("duplicate.said_not", "name", name), func() { v.takeBack(customer) })
	})
}

func (v *View) takeBack(customer core.ID) {
	lead := v.resolution.Lead.Meta.ID
	v.decide(func(ctx context.Context, actor string) error {
		return v.service.TakeBackNotDuplicate(ctx, actor, lead, customer)
	}, func() { v.desk.Toasts.Show(i18n.T("duplicate.taken_back")) })
}

func (v *View) decide(work func(ctx context.Context, actor string) error, done func()) {
	v.desk.Decide(string(v.scope)+".decide", work, func() {
		done()
		v.reload()
		v.desk.Focus(v.list)
	})
}
