package booking_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestSavingLinksLeadAndAppointmentBothWays(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(karinsVIN))
	writes := d.writes()
	saved := d.save(d.draft(l, booking.Choice{Way: booking.WayExisting}))
	if *writes != 1 {
		t.Errorf("%d changes instead of one", *writes)
	}
	lead := d.storedLead(l.Meta.ID)
	if lead.Status != core.LeadBooked || lead.Appointment != saved.Appointment.Meta.ID || saved.Appointment.Lead != l.Meta.ID {
		t.Errorf("lead %+v", lead)
	}
	stored := d.storedAppointment(saved.Appointment.Meta.ID)
	if diff := cmp.Diff(saved.Appointment, stored); diff != "" {
		t.Error(diff)
	}
	if h := stored.History; len(h) != 1 || h[0].What != "booked" || h[0].By != "Huber" || h[0].To != d.wanted {
		t.Errorf("history %+v", h)
	}
	if diff := cmp.Diff(&l.Request, stored.Snapshot); diff != "" {
		t.Error(diff)
	}
}

func TestMergeKeepsTheMasterWhenNothingIsTicked(t *testing.T) {
	d := newDesk(t)
	before := d.storedCustomer(d.karin.Meta.ID)
	saved := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayMerge, Customer: d.karin.Meta.ID}))
	if diff := cmp.Diff(before, d.storedCustomer(d.karin.Meta.ID)); diff != "" {
		t.Error(diff)
	}
	if saved.Appointment.Contact.Street != "Neue Gasse" || saved.Customer.Contact.Street != "Linzer Straße" {
		t.Errorf("%+v", saved)
	}
}

func withVehicle(r *core.Request) { r.Vehicle = core.VehicleData{VIN: freeVIN, Make: "Skoda"} }

func TestMergeChangesOnlyTheTickedFieldsOfTheMaster(t *testing.T) {
	d := newDesk(t)
	before := d.storedCustomer(d.karin.Meta.ID)
	d.save(d.draft(d.lead(withVehicle), booking.Choice{
		Way: booking.WayMerge, Customer: d.karin.Meta.ID, Update: []core.Field{core.FieldMobile, core.FieldCountry, core.FieldEmail},
	}))
	after := d.storedCustomer(d.karin.Meta.ID)
	want := []core.FieldChange{{Field: core.FieldMobile, Old: "0664 1234567", New: "0664 9999999"}}
	if diff := cmp.Diff(want, core.Differences(before.FieldValues(), after.FieldValues())); diff != "" {
		t.Error(diff)
	}
	if after.Contact.Mobile.E164 != "+436649999999" {
		t.Errorf("mobile %+v", after.Contact.Mobile)
	}
}

func TestANewCustomerIsCreatedTogetherWithTheAppointment(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVehicle)
	draft := d.draft(l, booking.Choice{Way: booking.WayNew})
	draft.CreateVehicle = true
	saved := d.save(draft)
	c := d.storedCustomer(saved.Appointment.Customer)
	if c.Number != "500000" || c.Contact.LastName != "Freitag" || saved.Customer.Number != c.Number {
		t.Errorf("%+v", c)
	}
	if v := must(d.store.Vehicle(ctx, saved.Appointment.Vehicle))(t); v.Owner != c.Meta.ID || v.Data.VIN != freeVIN || !saved.Appointment.Transit.Empty() {
		t.Errorf("%+v", v)
	}
}

func TestTheCashSaleCustomersContactIsTheLeads(t *testing.T) {
	d := newDesk(t)
	before := d.storedCustomer(d.cash.Meta.ID)
	saved := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayCash}))
	a := saved.Appointment
	if !a.CashSale || a.Customer != d.cash.Meta.ID || a.Contact.LastName != "Freitag" {
		t.Errorf("%+v", a)
	}
	if diff := cmp.Diff(before, d.storedCustomer(d.cash.Meta.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestAVehicleForTheCashSaleCustomerAsksForAnOwner(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayCash})
	draft.CreateVehicle = true
	for _, owner := range []core.ID{0, d.cash.Meta.ID} {
		draft.VehicleOwner = owner
		if _, err := d.Save(ctx, draft, "Huber", true); !errors.Is(err, booking.ReasonCashOwner) {
			t.Errorf("owner %d: %v", owner, err)
		}
	}
	draft.VehicleOwner = d.hans.Meta.ID
	if saved := d.save(draft); saved.Vehicle.Owner != d.hans.Meta.ID || saved.Appointment.Customer != d.cash.Meta.ID {
		t.Errorf("%+v", saved.Vehicle)
	}
}

func TestTheTransitVehicleOfAStoredAppointmentCanBeCreatedLater(t *testing.T) {
	d := newDesk(t)
	id := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayMerge, Customer: d.karin.Meta.ID})).Appointment.Meta.ID
	draft := must(d.Edit(ctx, id))(t)
	draft.CreateVehicle = true
	saved := d.save(draft)
	if saved.Appointment.Vehicle == 0 || saved.Vehicle.Owner != d.karin.Meta.ID || saved.Vehicle.Data.Make != "Skoda" {
		t.Errorf("%+v", saved)
	}
}

func TestTheSameVehicleIsNotCreatedTwiceForOneOwner(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	if err := d.SetVehicle(ctx, draft, 0); err != nil {
		t.Fatal(err)
	}
	draft.CreateVehicle = true
	if _, err := d.Save(ctx, draft, "Huber", true); !errors.Is(err, core.ReasonTaken) {
		t.Errorf("%v", err)
	}
}

func TestTheOwnerCanBeChangedOnTheWay(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	draft.ChangeOwner = true
	d.save(draft)
	if v := must(d.store.Vehicle(ctx, d.audi.Meta.ID))(t); v.Owner != d.karin.Meta.ID {
		t.Errorf("owner %d", v.Owner)
	}
	cash := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayCash})
	cash.ChangeOwner = true
	if _, err := d.Save(ctx, cash, "Huber", true); !errors.Is(err, booking.ReasonCashOwner) {
		t.Errorf("%v", err)
	}
}

func TestErrorsBlockSavingAndWarningsAskOnce(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	writes := d.writes()
	draft.Appointment.Steps = []core.WorkStep{{Text: "Reifen"}}
	var faults *booking.FindingsError
	if _, err := d.Save(ctx, draft, "Huber", true); !errors.As(err, &faults) || !has(faults.Findings, "steps.zero_minutes") {
		t.Errorf("%v", err)
	}
	draft.Appointment.Steps[0].Minutes = 30
	var warnings *booking.WarningsError
	if _, err := d.Save(ctx, draft, "Huber", false); !errors.As(err, &warnings) || !has(warnings.Findings, "vehicle.not_owned") {
		t.Errorf("%v", err)
	}
	if *writes != 0 {
		t.Errorf("%d changes written", *writes)
	}
	d.save(draft)
}

func TestAnsweredWarningsAreAskedAgainOnlyWhenNewOnesCome(t *testing.T) {
	d := newDesk(t)
	id := d.save(d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})).Appointment.Meta.ID
	draft := must(d.Edit(ctx, id))(t)
	draft.Appointment.Notes = "Winterreifen liegen im Kofferraum"
	if _, err := d.Save(ctx, draft, "Huber", false); err != nil {
		t.Errorf("the same warnings: %v", err)
	}
	draft = must(d.Edit(ctx, id))(t)
	draft.Appointment.DropOff.At = core.Date(20261129).At(8 * 60)
	var warnings *booking.WarningsError
	if _, err := d.Save(ctx, draft, "Huber", false); !errors.As(err, &warnings) || has(warnings.Findings, "vehicle.not_owned") {
		t.Errorf("a Sunday is new, the owner is not: %v", err)
	}
}

func TestDecisionsOfTheLeadBecomeDecisionsOfItsCustomer(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVehicle)
	if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.hans.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.save(d.draft(l, booking.Choice{Way: booking.WayMerge, Customer: d.karin.Meta.ID}))
	all := must(d.store.NotDuplicatesOfCustomer(ctx, d.karin.Meta.ID))(t)
	if len(all) != 1 || all[0].Customer != d.hans.Meta.ID || all[0].Other != d.karin.Meta.ID || all[0].Lead != 0 {
		t.Errorf("%+v", all)
	}
}

func TestLaterEditsNeverRewriteTheSnapshot(t *testing.T) {
	d := newDesk(t)
	saved := d.booked()
	want := d.storedAppointment(saved.Appointment.Meta.ID).Snapshot
	draft := must(d.Edit(ctx, saved.Appointment.Meta.ID))(t)
	draft.Appointment.Snapshot.Work, draft.Appointment.Lead, draft.Appointment.Booking = "etwas anderes", 0, nil
	draft.Appointment.Contact.LastName = "Montag"
	d.save(draft)
	after := d.storedAppointment(saved.Appointment.Meta.ID)
	if diff := cmp.Diff(want, after.Snapshot); diff != "" {
		t.Error(diff)
	}
	if after.Lead == 0 || after.Booking == nil || after.Contact.LastName != "Montag" {
		t.Errorf("%+v", after)
	}
}

func TestTheLeadsDecisionsFollowItsAppointmentToAnotherCustomer(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVehicle)
	if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.hans.Meta.ID); err != nil {
		t.Fatal(err)
	}
	third := &core.Customer{Number: "10003", Contact: core.Contact{LastName: "Zapf"}}
	d.store.Put(t, third)
	id := d.save(d.draft(l, booking.Choice{Way: booking.WayMerge, Customer: d.karin.Meta.ID})).Appointment.Meta.ID
	for _, to := range []*core.Customer{third, d.cash, d.hans, third} {
		draft := must(d.Edit(ctx, id))(t)
		if err := d.SetCustomer(ctx, draft, to.Meta.ID); err != nil {
			t.Fatal(err)
		}
		d.save(draft)
		ofLead := must(d.store.NotDuplicatesOfLead(ctx, l.Meta.ID))(t)
		if person := to == third; person == (len(ofLead) == 1) {
			t.Errorf("%s: decisions of the lead %+v", to.Number, ofLead)
		}
	}
	if all := must(d.store.NotDuplicatesOfCustomer(ctx, third.Meta.ID))(t); len(all) != 1 || all[0].Customer != d.hans.Meta.ID {
		t.Errorf("%+v", all)
	}
}

func TestAWarningAnsweredForANewCustomerIsNotAskedAgain(t *testing.T) {
	d := newDesk(t)
	id := d.save(d.draft(d.lead(func(r *core.Request) { r.Vehicle.VIN = hansVIN }), booking.Choice{Way: booking.WayNew})).Appointment.Meta.ID
	r := must(d.Review(ctx, must(d.Edit(ctx, id))(t)))(t)
	if !has(r.Findings, "vehicle.not_owned") || has(r.Unasked, "vehicle.not_owned") {
		t.Errorf("found %v, to be asked %v", ruleOf(r.Findings), ruleOf(r.Unasked))
	}
}

func TestAWalkInStaysOneWhenTheSettingNamesAnotherCustomer(t *testing.T) {
	d := newDesk(t)
	id := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayCash})).Appointment.Meta.ID
	d.setCash("10002")
	draft := must(d.Edit(ctx, id))(t)
	draft.Appointment.Notes = "zahlt bar"
	if saved := d.save(draft); !saved.Appointment.CashSale {
		t.Error("the walk-in became a person")
	}
}

func TestAnotherAppointmentOfTheSameAdviserIsSeenOnTheDayOfADistantPickUp(t *testing.T) {
	d := newDesk(t)
	first := must(d.DraftFor(ctx, d.karin.Meta.ID, d.golf.Meta.ID, d.wanted, "Huber"))(t)
	first.Appointment.PickUp.At = d.wanted.Add(100 * 24 * 60)
	second := must(d.DraftFor(ctx, 0, d.audi.Meta.ID, first.Appointment.PickUp.At, "Huber"))(t)
	d.save(second)
	if r := must(d.Review(ctx, first))(t); !has(r.Findings, "overlap.adviser") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}
