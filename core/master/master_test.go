package master_test

import (
	"context"
	"errors"
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
	"terminwerk/core/match"
)

var ctx = context.Background()

func desk(t *testing.T) (*master.Service, *coretest.Store) {
	s := coretest.New()
	return master.New(s, s, coretest.Model()), s
}

func karin() *core.Customer {
	return &core.Customer{Contact: core.Contact{
		FirstName: " Karin ", LastName: "Freitag", Postcode: "5020", Town: "Salzburg", Mobile: core.Phone{Typed: "0664 1234567"},
	}}
}

func golf(owner core.ID) *core.Vehicle {
	return &core.Vehicle{Data: core.VehicleData{VIN: "wvwzzz1kzaw123456", Plate: "S 123 AB"}, Owner: owner}
}

func wantReason(t *testing.T, err error, f core.Field, why core.Reason) {
	t.Helper()
	faults := core.FieldErrors(err)
	if len(faults) != 1 || faults[0].Field != f || !errors.Is(faults[0].Err, why) {
		t.Errorf("got %v, want %s for %q", err, why, f)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewCustomerIsTidiedAndNumbered(t *testing.T) {
	m, _ := desk(t)
	c := karin()
	must(t, m.SaveCustomer(ctx, "Huber", c, 0, false))
	if c.Number != "500000" || c.Contact.FirstName != "Karin" || c.Contact.Mobile.E164 != "+436641234567" || c.Status != core.StatusProspect {
		t.Errorf("%+v", c)
	}
}

func TestWhoWasSaidNotToBeTheLeadsPersonIsNotAskedAboutAgain(t *testing.T) {
	m, s := desk(t)
	existing, again := karin(), karin()
	must(t, m.SaveCustomer(ctx, "Huber", existing, 0, false))
	const lead = core.ID(7)
	_, err := s.Apply(ctx, core.Change{
		Op: core.NewOp(), Actor: "Huber", What: "not_duplicate",
		Put: []core.Record{&core.NotDuplicate{Customer: existing.Meta.ID, Lead: lead}},
	})
	must(t, err)
	var found *master.DuplicatesError
	if err := m.SaveCustomer(ctx, "Huber", again, lead+1, false); !errors.As(err, &found) {
		t.Errorf("for another lead: %v", err)
	}
	must(t, m.SaveCustomer(ctx, "Huber", again, lead, false))
}

func TestASecondRecordOfOnePersonIsAskedAbout(t *testing.T) {
	m, s := desk(t)
	must(t, m.SaveCustomer(ctx, "Huber", karin(), 0, false))
	again := karin()
	var found *master.DuplicatesError
	if err := m.SaveCustomer(ctx, "Huber", again, 0, false); !errors.As(err, &found) || len(found.Candidates) != 1 || found.Candidates[0].Class < match.Likely {
		t.Fatalf("%v", err)
	}
	if n, _ := s.Count(ctx, core.EntityCustomer); n != 1 {
		t.Fatalf("%d customers", n)
	}
	must(t, m.SaveCustomer(ctx, "Huber", again, 0, true))
	again.Notes = "zweimal"
	must(t, m.SaveCustomer(ctx, "Huber", again, 0, false))
}

func TestANumberIsTakenOnceAndKept(t *testing.T) {
	m, _ := desk(t)
	c := karin()
	c.Number = "K1"
	must(t, m.SaveCustomer(ctx, "Huber", c, 0, false))
	d := &core.Customer{Number: "k1", Contact: core.Contact{LastName: "Novak"}}
	wantReason(t, m.SaveCustomer(ctx, "Huber", d, 0, false), core.FieldCustomerNumber, core.ReasonTaken)
	c.Number = "K2"
	wantReason(t, m.SaveCustomer(ctx, "Huber", c, 0, false), core.FieldCustomerNumber, master.ReasonNumberFixed)
}

// outcome is the error of a call that gives more.
func outcome[T any](_ T, err error) error { return err }

func TestTheCashSaleCustomerIsNoPerson(t *testing.T) {
	m, s := desk(t)
	must(t, m.SaveCustomer(ctx, "Huber", karin(), 0, false))
	s.ChangeSettings(t, func(set *core.Settings) { set.Basis.CashCustomer = "1" })
	cash := karin()
	cash.Number = "1"
	must(t, m.SaveCustomer(ctx, "Huber", cash, 0, false))

	var found *master.DuplicatesError
	if err := m.SaveCustomer(ctx, "Huber", karin(), 0, false); !errors.As(err, &found) || len(found.Candidates) != 1 || found.Candidates[0].Customer.Number == "1" {
		t.Errorf("the cash-sale customer is proposed: %v", err)
	}
	_, err := m.SaveVehicle(ctx, "Huber", golf(cash.Meta.ID), false)
	wantReason(t, err, core.FieldOwner, master.ReasonCashOwner)
	wantReason(t, outcome(m.DeleteCustomer(ctx, "Huber", cash.Meta.ID)), "", master.ReasonCashDelete)
}

func TestAVINAtAnotherOwnerIsAskedAboutOnce(t *testing.T) {
	m, s := desk(t)
	a, b := karin(), &core.Customer{Contact: core.Contact{LastName: "Novak"}}
	s.Put(t, a, b)
	_, err := m.SaveVehicle(ctx, "Huber", golf(a.Meta.ID), false)
	must(t, err)
	_, err = m.SaveVehicle(ctx, "Huber", golf(a.Meta.ID), true)
	wantReason(t, err, core.FieldVIN, master.ReasonSameVehicle)

	v := golf(b.Meta.ID)
	var twins *master.TwinsError
	if _, err = m.SaveVehicle(ctx, "Huber", v, false); !errors.As(err, &twins) || len(twins.Vehicles) != 1 {
		t.Fatalf("%v", err)
	}
	_, err = m.SaveVehicle(ctx, "Huber", v, true)
	must(t, err)
	v.Data.Mileage = 1000
	_, err = m.SaveVehicle(ctx, "Huber", v, false)
	must(t, err)
	_, err = m.SaveVehicle(ctx, "Huber", golf(99), false)
	wantReason(t, err, core.FieldOwner, master.ReasonNoSuchPerson)
}

func TestOddValuesOfAVehicleAreNotedAndSaved(t *testing.T) {
	m, s := desk(t)
	c := karin()
	s.Put(t, c)
	v := golf(c.Meta.ID)
	v.Data.VIN, v.Data.Plate, v.Data.Mileage = "WVWZZZ1KZAWI23456", "S 123 AB", 90_000
	notes, err := m.SaveVehicle(ctx, "Huber", v, false)
	must(t, err)
	if len(notes) != 1 || notes[0].Key != "master.note.vin_letter" || notes[0].Args[1] != "WVWZZZ1KZAW123456" {
		t.Errorf("%+v", notes)
	}
	v.Data.VIN, v.Data.Mileage = "", 80_000
	notes, err = m.SaveVehicle(ctx, "Huber", v, false)
	must(t, err)
	if len(notes) != 1 || notes[0].Key != "master.note.mileage" {
		t.Errorf("%+v", notes)
	}
}

func visit(c, v core.ID, status core.AppointmentStatus, day core.Date) *core.Appointment {
	return &core.Appointment{
		Status: status, Customer: c, Vehicle: v, Contact: core.Contact{LastName: "Freitag"}, CancelReason: "krank",
		DropOff: core.Part{At: day.At(8 * 60)}, PickUp: core.Part{At: day.At(16 * 60)},
	}
}

func TestDeletingNamesWhatStandsAgainstIt(t *testing.T) {
	m, s := desk(t)
	c, other := karin(), &core.Customer{Contact: core.Contact{LastName: "Novak"}}
	s.Put(t, c, other)
	v, driven := golf(c.Meta.ID), &core.Vehicle{Data: core.VehicleData{Plate: "L 1 XY"}, Owner: other.Meta.ID, Driver: c.Meta.ID}
	today := core.DateOf(coretest.Now)
	a := visit(c.Meta.ID, 1, core.AppointmentPlanned, today)
	s.Put(t, v, driven, a, visit(c.Meta.ID, 1, core.AppointmentPlanned, today.Add(-30)), visit(c.Meta.ID, 1, core.AppointmentCancelled, today.Add(3)))
	s.Put(t, &core.NotDuplicate{Customer: c.Meta.ID, Other: other.Meta.ID})

	wantReason(t, outcome(m.DeleteVehicle(ctx, "Huber", v.Meta.ID)), "", master.ReasonAppointments)
	err := outcome(m.DeleteCustomer(ctx, "Huber", c.Meta.ID))
	wantReason(t, err, "", master.ReasonAppointments)
	if faults := core.FieldErrors(err); faults[0].Ref.ID != a.Meta.ID {
		t.Errorf("names %v", faults[0].Ref)
	}
	a.Status = core.AppointmentDone
	s.Put(t, a)
	wantReason(t, outcome(m.DeleteCustomer(ctx, "Huber", c.Meta.ID)), "", master.ReasonVehicles)
	must(t, outcome(m.DeleteVehicle(ctx, "Huber", v.Meta.ID)))
	must(t, outcome(m.DeleteCustomer(ctx, "Huber", c.Meta.ID)))
	if left, _ := s.Vehicle(ctx, driven.Meta.ID); left.Driver != 0 {
		t.Error("the deleted customer still drives")
	}
	if n, _ := s.Count(ctx, core.EntityNotDuplicate); n != 0 {
		t.Error("the decision is left")
	}
}

func TestAnUnknownCashSaleCustomerIsNoted(t *testing.T) {
	m, s := desk(t)
	set, err := s.Settings(ctx)
	must(t, err)
	set.Basis.CashCustomer, set.Basis.Advisers = " 77 ", []string{" Huber", "", "Huber"}
	must(t, m.SaveSettings(ctx, "Huber", &set))
	if set.Basis.CashCustomer != "77" || len(set.Basis.Advisers) != 1 {
		t.Errorf("%+v", set.Basis)
	}
	notes, err := m.SettingsNotes(ctx, &set)
	if err != nil || len(notes) != 1 || notes[0].Key != "master.note.cash_unknown" {
		t.Errorf("%+v %v", notes, err)
	}
}

func TestMailAndSMSSettingsAreReadAndWrittenAsText(t *testing.T) {
	s := core.DefaultSettings()
	for key, value := range map[string]string{
		"mail.module": "2", "mail.from": "Autohaus Muster <service@example.at>", "mail.smtp.host": "mail.example.at",
		"mail.smtp.port": "587", "mail.smtp.security": "starttls", "mail.smtp.user": "service", "sms.profile": "kannel",
		"sms.url": "http://127.0.0.1:13013", "reminders": "3d 10:00 email, 1d 16:00 sms", "activation.dealership": "4711",
	} {
		if err := master.Set(&s, key, value); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if got, err := master.Get(s, key); got != value || err != nil {
			t.Errorf("%s: %q, %v", key, got, err)
		}
	}
	for key, wrong := range map[string]string{
		"mail.module": "4", "mail.from": "nobody", "mail.smtp.port": "70000", "mail.smtp.security": "maybe",
		"reminders": "tomorrow", "sms.A B": "x", "activation.dealership": "-1",
	} {
		if err := master.Set(&s, key, wrong); !core.IsKind(err, core.Invalid) {
			t.Errorf("%s=%s: %v", key, wrong, err)
		}
	}
	if err := master.Set(&s, "mail.module", "0"); !errors.Is(err, core.ReasonModule) {
		t.Errorf("module 0: %v", err)
	}
	if err := master.Set(&s, "reminders", "1d 16:00 sms, 1d 17:00 sms"); !core.IsKind(err, core.Invalid) {
		t.Errorf("two reminders on one day by one way: %v", err)
	}
}
