package desktest

import (
	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
)

var _ desk.Navigator = (*Bench)(nil)

// Show writes down the screen.
func (b *Bench) Show(s desk.Screen) { b.went("show %s", s) }

// Book writes down the lead.
func (b *Bench) Book(lead core.ID) { b.went("book %d", lead) }

// NewAppointment writes down the time.
func (b *Bench) NewAppointment(at core.WallTime) { b.went("new appointment %s", at) }

// EditDraft keeps the draft.
func (b *Bench) EditDraft(d *booking.Draft, _ func(booking.Saved)) {
	b.went("draft")
	b.Drafts = append(b.Drafts, d)
}

// EditAppointment writes down the appointment.
func (b *Bench) EditAppointment(id core.ID) { b.went("appointment %d", id) }

// MergeCustomer writes down the customer.
func (b *Bench) MergeCustomer(c core.Customer) { b.went("merge %s", c.Number) }

// UnmergeCustomer writes down the customer.
func (b *Bench) UnmergeCustomer(id core.ID) { b.went("unmerge %d", id) }

// EditCustomer writes down the customer.
func (b *Bench) EditCustomer(id core.ID) { b.went("customer %d", id) }

// NewCustomer answers at once with what the test decided.
func (b *Bench) NewCustomer(content core.Customer, lead core.ID, done func(*core.Customer)) {
	b.went("new customer %q from lead %d", content.Contact.SortName(), lead)
	if b.Customer != nil && done != nil {
		done(b.Customer(content))
	}
}

// EditVehicle writes down the vehicle.
func (b *Bench) EditVehicle(id core.ID) { b.went("vehicle %d", id) }

// NewVehicle answers at once with what the test decided.
func (b *Bench) NewVehicle(content core.Vehicle, done func(*core.Vehicle)) {
	b.went("new vehicle %q", content.Data.Label())
	if b.Vehicle != nil && done != nil {
		done(b.Vehicle(content))
	}
}

// ShowLead writes down the lead.
func (b *Bench) ShowLead(id core.ID) { b.went("lead %d", id) }

// WriteMessage writes down what about.
func (b *Bench) WriteMessage(about core.Ref) { b.went("write about %s", about) }

// OfferMessages writes down the appointment.
func (b *Bench) OfferMessages(appointment core.ID) { b.went("offer messages %d", appointment) }

// ShowMessage writes down the message.
func (b *Bench) ShowMessage(id core.ID) { b.went("message %d", id) }

// OpenSettings writes down the setting.
func (b *Bench) OpenSettings(key string) { b.went("settings %s", key) }

// PickCustomer picks the customer the test decided on.
func (b *Bench) PickCustomer(_ string, then func(core.Customer)) {
	b.went("pick customer")
	if b.Picked.Meta.ID != 0 {
		then(b.Picked)
	}
}

// PickVehicle picks the vehicle the test decided on.
func (b *Bench) PickVehicle(_ string, of core.ID, then func(core.Vehicle)) {
	b.went("pick vehicle of %d", of)
	if b.Found.Meta.ID != 0 {
		then(b.Found)
	}
}

// Push opens the view in the window.
func (b *Bench) Push(v desk.View) {
	b.went("push")
	b.Open(v)
}

// Back writes it down.
func (b *Bench) Back() { b.went("back") }

// Close writes it down.
func (b *Bench) Close(desk.View) { b.went("close") }

// Import writes it down.
func (b *Bench) Import() { b.went("import") }
