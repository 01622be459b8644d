package booking_test

import (
	"errors"
	"testing"
	"time"

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

func TestALeadBookedMeanwhileSaysWhichAppointmentItGot(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(karinsVIN))
	one, two := d.draft(l, booking.Choice{Way: booking.WayExisting}), d.draft(l, booking.Choice{Way: booking.WayExisting})
	first := d.save(one)
	_, err := d.Save(ctx, two, "Maier", true)
	var booked *booking.AlreadyBooked
	if !errors.As(err, &booked) || booked.Appointment != first.Appointment.Meta.ID || !core.IsKind(err, core.Conflict) {
		t.Errorf("%v", err)
	}
}

func TestALeadImportedAgainMeanwhileIsAConflictThatLosesNothing(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(karinsVIN))
	draft := d.draft(l, booking.Choice{Way: booking.WayExisting})
	draft.Appointment.Notes = "Kaffee"
	l.Request.Work = "Service und Klima"
	d.store.Put(t, l)
	_, err := d.Save(ctx, draft, "Huber", true)
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.Conflict || e.Ref.Entity != core.EntityLead {
		t.Fatalf("%v", err)
	}
	changes := must(d.Refresh(ctx, draft))(t)
	if diff := cmp.Diff([]core.FieldChange{{Field: core.FieldWork, Old: "Service", New: "Service und Klima"}}, changes); diff != "" {
		t.Error(diff)
	}
	saved := d.save(draft)
	if saved.Appointment.Notes != "Kaffee" || saved.Appointment.Snapshot.Work != "Service und Klima" {
		t.Errorf("%+v", saved.Appointment)
	}
}

func TestACustomerChangedMeanwhileIsAConflict(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting, Update: []core.Field{core.FieldMobile}})
	d.karin.Contact.Mobile.Typed = "0664 2223333"
	d.store.Put(t, d.karin)
	for range 2 {
		if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Conflict) {
			t.Fatalf("%v", err)
		}
		must(d.Review(ctx, draft))(t)
	}
	if err := d.SetCustomer(ctx, draft, d.karin.Meta.ID); err != nil {
		t.Fatal(err)
	}
	d.save(draft)
	if c := d.storedCustomer(d.karin.Meta.ID); c.Contact.Mobile.Typed != "0664 9999999" {
		t.Errorf("%+v", c.Contact.Mobile)
	}
}

func TestAnAppointmentSavedInTwoWindowsIsAConflict(t *testing.T) {
	d := newDesk(t)
	id := d.booked().Appointment.Meta.ID
	one, two := must(d.Edit(ctx, id))(t), must(d.Edit(ctx, id))(t)
	one.Appointment.Notes, two.Appointment.Notes = "eins", "zwei"
	d.save(one)
	if _, err := d.Save(ctx, two, "Maier", true); !core.IsKind(err, core.Conflict) {
		t.Fatalf("%v", err)
	}
	want := []core.FieldChange{{Field: core.FieldNotes, Old: "eins", New: "zwei"}}
	if diff := cmp.Diff(want, must(d.Refresh(ctx, two))(t)); diff != "" {
		t.Error(diff)
	}
	if saved := d.save(two); saved.Appointment.Notes != "zwei" || len(saved.Appointment.History) != 3 {
		t.Errorf("%+v", saved.Appointment)
	}
}

func TestAStoreThatCannotWriteKeepsTheDraftForAnotherTry(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	d.store.FailNext(&core.Error{Kind: core.Unavailable})
	if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Unavailable) {
		t.Fatalf("%v", err)
	}
	d.save(draft)
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

// changeOutside lets the source change the booked lead.
func (d *desk) changeOutside(lead core.ID, cancelled bool, at core.WallTime) {
	d.Helper()
	l := d.storedLead(lead)
	l.External = &core.External{Cancelled: cancelled, At: d.store.Now().Add(time.Hour), Request: l.Request}
	if !cancelled {
		l.External.Request.WantedAt = at
		l.External.Changes = core.Differences(l.Request.FieldValues(), l.External.Request.FieldValues())
	}
	d.store.Put(d, &l)
}

func TestAnOutsideChangeIsShownUntilItIsAcknowledged(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	d.changeOutside(a.Lead, false, d.nextWeek)
	draft := must(d.Edit(ctx, a.Meta.ID))(t)
	if r := must(d.Review(ctx, draft))(t); !has(r.Unasked, "lead.moved") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	draft.Acknowledge = true
	if r := must(d.Review(ctx, draft))(t); has(r.Findings, "lead.moved") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	saved := d.save(draft)
	lead := d.storedLead(a.Lead)
	if lead.External != nil || lead.Request.WantedAt != d.nextWeek || lead.Status != core.LeadBooked {
		t.Errorf("%+v", lead)
	}
	if saved.Appointment.Snapshot.WantedAt != d.wanted {
		t.Errorf("snapshot %v", saved.Appointment.Snapshot.WantedAt)
	}
}
