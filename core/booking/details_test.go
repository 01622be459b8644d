package booking_test

import (
	"slices"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/core/coretest"
)

func TestWhatTheEditorReliedUponMustNotHaveMoved(t *testing.T) {
	for name, move := range map[string]func(*desk){
		"customer": func(d *desk) { d.karin.Notes = "VIP"; d.store.Put(d, d.karin) },
		"vehicle":  func(d *desk) { d.golf.Notes = "Anhängerkupplung"; d.store.Put(d, d.golf) },
	} {
		d := newDesk(t)
		draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
		move(d)
		if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOwnerWhoMovedUnderAChangeOfOwnerIsAConflict(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	draft.ChangeOwner = true
	third := &core.Customer{Number: "10003", Contact: core.Contact{LastName: "Zapf"}}
	d.store.Put(t, third)
	d.audi.Owner = third.Meta.ID
	d.store.Put(t, d.audi)
	must(d.Review(ctx, draft))(t)
	if _, err := d.Save(ctx, draft, "Huber", true); !core.IsKind(err, core.Conflict) {
		t.Errorf("%v", err)
	}
}

func TestADriverWhoBecomesTheOwnerIsNoDriverAnyMore(t *testing.T) {
	d := newDesk(t)
	d.audi.Driver = d.karin.Meta.ID
	d.store.Put(t, d.audi)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	draft.ChangeOwner = true
	saved := d.save(draft)
	if v := must(d.store.Vehicle(ctx, d.audi.Meta.ID))(t); v.Owner != d.karin.Meta.ID || v.Driver != 0 {
		t.Errorf("%+v", v)
	}
	if err := d.Undo(ctx, "Huber", saved.Appointment.Meta.ID); err != nil {
		t.Fatal(err)
	}
	if v := must(d.store.Vehicle(ctx, d.audi.Meta.ID))(t); v.Owner != d.hans.Meta.ID || v.Driver != d.karin.Meta.ID {
		t.Errorf("%+v", v)
	}
}

func TestADecisionStaysTheLeadsWhereThereAreNoTwoPersons(t *testing.T) {
	for name, choice := range map[string]func(*desk) booking.Choice{
		"the walk-in is nobody": func(*desk) booking.Choice { return booking.Choice{Way: booking.WayCash} },
		"it is the same one after all": func(d *desk) booking.Choice {
			return booking.Choice{Way: booking.WayMerge, Customer: d.hans.Meta.ID}
		},
	} {
		d := newDesk(t)
		l := d.lead(withVehicle)
		if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.hans.Meta.ID); err != nil {
			t.Fatal(err)
		}
		d.save(d.draft(l, choice(d)))
		if all := must(d.store.NotDuplicatesOfLead(ctx, l.Meta.ID))(t); len(all) != 1 || all[0].Other != 0 {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

func TestWhatWasTypedIsStoredTidy(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	draft.Appointment.Contact.Mobile = core.Phone{Typed: "  0664  111 22 33 "}
	draft.Appointment.Transit = core.VehicleData{Plate: "S 1 ALT"}
	a := d.save(draft).Appointment
	if a.Contact.Mobile != (core.Phone{Typed: "0664 111 22 33", E164: "+436641112233"}) || !a.Transit.Empty() {
		t.Errorf("%+v %+v", a.Contact.Mobile, a.Transit)
	}
}

func TestUndoLeavesNoDecisionAboutACustomerWhoIsGone(t *testing.T) {
	d := newDesk(t)
	saved := d.save(d.draft(d.lead(withVehicle), booking.Choice{Way: booking.WayNew}))
	d.store.Put(t, &core.NotDuplicate{Customer: saved.Customer.Meta.ID, Other: d.hans.Meta.ID})
	if err := d.Undo(ctx, "Huber", saved.Appointment.Meta.ID); err != nil {
		t.Fatal(err)
	}
	if all := must(d.store.NotDuplicatesOfCustomer(ctx, d.hans.Meta.ID))(t); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

func TestANewCustomerWhoWasNotBookedAfterAllSurvivesTheUndo(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(hansVIN))
	fresh := must(d.FillCustomer(ctx, l.Meta.ID))(t)
	d.store.Put(t, &fresh)
	draft := d.draft(l, booking.Choice{Way: booking.WayNew, Customer: fresh.Meta.ID, Created: true})
	draft.ChangeOwner = true
	if err := d.SetCustomer(ctx, draft, d.karin.Meta.ID); err != nil {
		t.Fatal(err)
	}
	id := d.save(draft).Appointment.Meta.ID
	if v := must(d.store.Vehicle(ctx, d.audi.Meta.ID))(t); v.Owner != d.hans.Meta.ID {
		t.Error("the change of owner was meant for the former customer")
	}
	if err := d.Undo(ctx, "Huber", id); err != nil {
		t.Fatal(err)
	}
	d.storedCustomer(fresh.Meta.ID)
	d.storedCustomer(d.karin.Meta.ID)
}

func TestFixedStartsOfWorkStepsMoveWithTheVisit(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	draft.Appointment.Steps = []core.WorkStep{{Text: "Service", Minutes: 60, Start: d.wanted.Add(60)}, {Text: "Waschen", Minutes: 15}}
	a := d.save(draft).Appointment
	steps := must(d.Reschedule(ctx, "Huber", a.Meta.ID, d.nextWeek, "", true))(t).Steps
	if steps[0].Start != d.nextWeek.Add(60) || steps[1].Start != 0 {
		t.Errorf("%+v", steps)
	}
}

func TestMovingTheVisitInTheEditorToTheTimeAskedForDealsWithIt(t *testing.T) {
	d := newDesk(t)
	a := d.booked().Appointment
	d.changeOutside(a.Lead, false, d.nextWeek)
	draft := must(d.Edit(ctx, a.Meta.ID))(t)
	draft.Appointment.PickUp.At = d.nextWeek.Add(300)
	draft.Appointment.DropOff.At = d.nextWeek
	if r := must(d.Review(ctx, draft))(t); has(r.Findings, "lead.moved") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	d.save(draft)
	if l := d.storedLead(a.Lead); l.External != nil {
		t.Errorf("%+v", l.External)
	}
}

func TestCancellingLeavesALeadAloneThatHasAnotherAppointment(t *testing.T) {
	d := newDesk(t)
	a, other := d.booked().Appointment, d.booked().Appointment
	l := d.storedLead(a.Lead)
	l.Appointment = other.Meta.ID
	d.store.Put(t, &l)
	if _, err := d.Cancel(ctx, "Huber", a.Meta.ID, "doppelt", true); err != nil {
		t.Fatal(err)
	}
	if l := d.storedLead(a.Lead); l.Status != core.LeadBooked || l.Appointment != other.Meta.ID {
		t.Errorf("%+v", l)
	}
}

func TestOffersRankTheSurestFirst(t *testing.T) {
	d := newDesk(t)
	car := func(vin, plate string) *core.Vehicle {
		return &core.Vehicle{Data: core.VehicleData{VIN: vin, Plate: plate}, Owner: d.hans.Meta.ID}
	}
	a, b, c := car("WDB1110011A777001", "S 500 W"), car("WDB2220011A777001", "S 600 W"), car("WDB3330011A888001", "S 500 W")
	d.store.Put(t, a, b, c)
	first := func(vin, plate string) core.ID {
		offers := d.vehicleOf(func(r *core.Request) { r.Vehicle = core.VehicleData{VIN: vin, Plate: plate} }).Offers
		if len(offers) == 0 {
			t.Fatalf("%s %s: nothing offered", vin, plate)
		}
		return offers[0].Vehicle.Meta.ID
	}
	if got := first("A777001", "HA 77 XY"); got != d.audi.Meta.ID {
		t.Errorf("a unique plate before two VIN ends: %d", got)
	}
	if got := first("A777001", "S 600 W"); got != b.Meta.ID {
		t.Errorf("VIN end and plate together: %d", got)
	}
	if got := first("A888001", "S 500 W"); got != c.Meta.ID {
		t.Errorf("unique VIN end, shared plate: %d", got)
	}
}

func TestAPlateOfAnotherCountryIsAnotherPlate(t *testing.T) {
	d := newDesk(t)
	d.audi.Data.PlateCountry = "AT"
	d.store.Put(t, d.audi)
	for country, same := range map[string]bool{"": true, "AT": true, "DE": false} {
		v := d.vehicleOf(func(r *core.Request) {
			r.Contact = core.Contact{LastName: "Ypsilanti"}
			r.Vehicle = core.VehicleData{Plate: "HA 77 XY", PlateCountry: country}
		})
		byPlate := slices.ContainsFunc(v.Offers, func(o advice.VehicleOffer) bool { return o.By == core.FieldPlate })
		if byPlate != same {
			t.Errorf("%q: %+v", country, v.Offers)
		}
	}
}

func TestARecordWithTheWholeVINIsATwinAndNotOfferedASecondTime(t *testing.T) {
	d := newDesk(t)
	draft := must(d.DraftFor(ctx, d.karin.Meta.ID, 0, d.nextWeek, "Huber"))(t)
	draft.Appointment.Transit = core.VehicleData{VIN: hansVIN, Plate: "HA 77 XY"}
	r := must(d.Review(ctx, draft))(t)
	if !has(r.Findings, "vehicle.twin") || has(r.Findings, "vehicle.offer_plate") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}

func TestTheCashSaleCustomerHasNoCarsOfItsOwnAndIsNobodysDouble(t *testing.T) {
	d := newDesk(t)
	d.cash.Contact = d.karin.Contact
	d.store.Put(t, d.cash)
	d.audi.Owner = d.cash.Meta.ID
	d.store.Put(t, d.audi)
	if draft := must(d.DraftFor(ctx, d.cash.Meta.ID, 0, 0, "Huber"))(t); len(draft.Offers) != 0 {
		t.Errorf("%+v", draft.Offers)
	}
	if v := d.vehicleOf(withVIN(hansVIN)); hasNote(v.Warnings, "advice.vehicle.owner_same_person") {
		t.Errorf("%+v", v.Warnings)
	}
}

func TestANamelessWalkInNeverGetsTheCashSaleCustomersName(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) { r.Contact = core.Contact{Mobile: core.Phone{Typed: "0664 1"}} })
	draft := d.draft(l, booking.Choice{Way: booking.WayCash})
	if r := must(d.Review(ctx, draft))(t); draft.Appointment.Contact.Company != "" || !has(r.Findings, "contact.unnamed") {
		t.Errorf("%+v", draft.Appointment.Contact)
	}
}

func TestTheNextOpeningIsAFullQuarterOfAnHour(t *testing.T) {
	d := newDesk(t)
	d.store.SetNow(coretest.Now.Add(7 * time.Minute))
	if at := must(d.DraftFor(ctx, 0, d.golf.Meta.ID, 0, "Huber"))(t).Appointment.DropOff.At; at != d.opens.Add(15) {
		t.Errorf("%v", at)
	}
}
