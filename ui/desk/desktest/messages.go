package desktest

import (
	"context"
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

// Postman is a sender module that takes every message, or answers with Outcome and Words.
type Postman struct {
	Outcome message.Outcome
	Words   string
	Sent    []core.Message
	During  func()       // what happens while a message is on its way; nil: nothing
	Refuse  func() error // why nothing can be sent at all, such as a missing password; nil: nothing
}

// For gives the postman for every message.
func (p *Postman) For(context.Context, core.Settings, *core.Message) (message.Sender, error) {
	if p.Refuse != nil {
		return p, p.Refuse()
	}
	return p, nil
}

// Send keeps the message and answers.
func (p *Postman) Send(_ context.Context, m *core.Message) message.Result {
	p.Sent = append(p.Sent, *m)
	if p.During != nil {
		p.During()
	}
	outcome := p.Outcome
	switch {
	case outcome != "":
	case m.Module == core.ModuleMAPI:
		outcome = message.HandedOver
	case m.Channel == core.ChannelSMS:
		outcome = message.Accepted
	default:
		outcome = message.Sent
	}
	return message.Result{Outcome: outcome, Words: p.Words, Transcript: []string{"S: 220 ready", "C: AUTH PLAIN ***", "S: 250 ok"}}
}

// Outbox is the real outbox over the bench's store; p answers for all modules. SMS are activated unless NoSMS says why not.
func (b *Bench) Outbox(p *Postman) *message.Service {
	b.Helper()
	return NewOutbox(b, b.Store, b.Desk.Clock, message.Ports{Modules: p, Gate: gate{b}})
}

// NewOutbox is the real outbox over a store, with the texts that ship and the composer of the product.
func NewOutbox(t testing.TB, store core.Store, clock core.Clock, p message.Ports) *message.Service {
	t.Helper()
	wordings, err := message.ReadWordings(assets.Messages)
	if err != nil {
		t.Fatal(err)
	}
	p.Composer, p.Wordings = smtp.Composer{Clock: clock}, wordings
	return message.New(store, clock, p)
}

type gate struct{ b *Bench }

// AllowSMS is what the bench was told.
func (g gate) AllowSMS(context.Context) error { return g.b.NoSMS }

// Visit stores an appointment of a new customer, Anna Müller, on the day after tomorrow at 8:00.
func (b *Bench) Visit(change func(*core.Appointment)) core.Appointment {
	b.Helper()
	contact := core.Contact{Salutation: core.SalutationMs, FirstName: "Anna", LastName: "Müller", Country: "AT", Email: "anna.mueller@post.example"}
	contact.Mobile.Typed = "0664 1234567"
	customer := core.Customer{Contact: contact, Status: core.StatusCustomer}
	customer.Normalize("AT")
	b.Put(&customer)
	day := b.Desk.Today().Add(2)
	a := core.Appointment{
		Customer: customer.Meta.ID, Contact: customer.Contact, Transit: core.VehicleData{Plate: "SL-123AB", Make: "VW", Model: "Golf"},
		Status: core.AppointmentPlanned, Adviser: "Huber", DropOff: core.Part{At: day.At(8 * 60), Minutes: 15}, PickUp: core.Part{At: day.At(16 * 60), Minutes: 10},
		Steps: []core.WorkStep{{Text: "Service", Minutes: 60}}, EmailConfirmation: true,
	}
	if change != nil {
		change(&a)
	}
	b.Put(&a)
	return a
}
