package appointment_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/appointment"
	"terminwerk/ui/desk/desktest"
)

// bench is a desk with a customer, his car, somebody else's car and a lead.
type bench struct {
	*desktest.Bench
	customer core.Customer
	other    core.Customer
	car      core.Vehicle
	foreign  core.Vehicle
	lead     core.Lead
	saved    []booking.Saved
	editor   *appointment.Editor
	draft    *booking.Draft
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t)}
	b.SetSettings(func(s *core.Settings) {
		s.Basis.Advisers, s.Basis.Mechanics = []string{"Huber", "Maier"}, []string{"Novak", "Steiner"}
	})
	b.customer = core.Customer{Number: "10234", Contact: core.Contact{
		Salutation: core.SalutationMs, FirstName: "Anna", LastName: "Müller", Street: "Bahnhofstraße", HouseNumber: "12",
		Postcode: "5020", Town: "Salzburg", Country: "AT", Phone: core.Phone{Typed: "0662 123456"}, Email: "anna.mueller@example.at",
	}}
	b.other = core.Customer{Number: "11877", Contact: core.Contact{
		Company: "Huber Bau und Gerüstverleih Gesellschaft mbH", Postcode: "5400", Town: "Hallein", Country: "AT",
	}}
	b.Put(&b.customer, &b.other)
	b.car = core.Vehicle{Owner: b.customer.Meta.ID, Data: core.VehicleData{
		VIN: "WVWZZZ1KZ6W000003", Plate: "SL-123AB", PlateCountry: "AT", Make: "VW", Model: "Golf", Variant: "Variant 2.0 TDI",
	}}
	b.foreign = core.Vehicle{Owner: b.other.Meta.ID, Data: core.VehicleData{
		VIN: "TMBJG7NE0J0012345", Plate: "HA-77XY", PlateCountry: "AT", Make: "Škoda", Model: "Octavia",
	}}
	b.Put(&b.car, &b.foreign)
	b.lead = core.Lead{Status: core.LeadNew, Request: core.Request{
		Source: "online", ExternalID: "A-17", ReceivedAt: desktest.Now, WantedAt: 202611300800, CustomerNumber: "10234",
		Contact: core.Contact{
			Salutation: core.SalutationMs, FirstName: "Anna", LastName: "Müller", Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020",
			Town: "Salzburg", Mobile: core.Phone{Typed: "0664 1234567"}, Email: "anna.mueller@example.at",
		},
		Vehicle: core.VehicleData{VIN: "WVWZZZ1KZ6W000003", Plate: "SL-123AB", Make: "VW", Model: "Golf"},
		Work:    "Service und Reifenwechsel", Comments: "Bitte auch die Scheibenwischer prüfen, sie schmieren. Wagen wird um 16 Uhr gebraucht.",
		AsText: []core.FieldValue{{Field: core.FieldMileage, Value: "ca. 60tkm"}},
	}}
	b.Put(&b.lead)
	return b
}

// book opens the editor on the draft of the bench's lead.
func (b *bench) book() {
	b.Helper()
	d, err := b.Booking.Draft(b.Context(), b.lead.Meta.ID, booking.Choice{Way: booking.WayExisting}, "Huber")
	if err != nil {
		b.Fatal(err)
	}
	b.edit(d)
}

func (b *bench) edit(d *booking.Draft) {
	b.draft = d
	b.editor = appointment.NewEditor(b.Desk, b.Services(), d, func(s booking.Saved) { b.saved = append(b.saved, s) })
	b.Open(b.editor)
}

// reopen opens the editor on the stored appointment.
func (b *bench) reopen(id core.ID) {
	b.Helper()
	d, err := b.Booking.Edit(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	b.edit(d)
}

// stored is the only appointment in the store.
func (b *bench) stored() core.Appointment {
	b.Helper()
	ids, err := b.Store.IDs(b.Context(), core.Query{Entity: core.EntityAppointment})
	if err != nil || len(ids) != 1 {
		b.Fatal("want one appointment, have", ids, err)
	}
	a, err := b.Store.Appointment(b.Context(), ids[0])
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// saveFirst books the lead and closes its editor.
func (b *bench) saveFirst() core.Appointment {
	b.Helper()
	b.book()
	b.Ctrl(fyne.KeyS)
	if b.Desk.Dialogs.IsOpen() {
		b.Press(fyne.KeyReturn)
	}
	a := b.stored()
	b.close()
	return a
}

func (b *bench) close() {
	b.Desk.Keys.Remove(b.editor.Scope())
	b.editor.Close()
}

// dialog is the title of the dialog in front, empty if there is none.
func (b *bench) dialog() string {
	if top := b.Desk.Dialogs.Top(); top != nil {
		return top.Title
	}
	return ""
}

// draftSteps are the steps of the draft in the editor.
func (b *bench) draftSteps() []core.WorkStep { return b.draft.Appointment.Steps }

// focusText moves with Tab until a button with this text has the focus.
func (b *bench) focusText(text string) {
	b.Helper()
	for range 150 {
		if f, ok := b.Window.Canvas().Focused().(interface{ Label() string }); ok && f.Label() == text {
			return
		}
		b.Press(fyne.KeyTab)
	}
	b.Fatalf("no button %q can be reached with Tab", text)
}

// pressAction presses a button of the info panel.
func (b *bench) pressAction(text string) {
	b.Helper()
	b.focusText(text)
	b.Press(fyne.KeyReturn)
}
