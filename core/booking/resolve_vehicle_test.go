package booking_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func (d *desk) vehicleOf(edit func(*core.Request)) booking.VehicleDecision {
	d.Helper()
	return must(d.Resolve(ctx, d.lead(edit).Meta.ID))(d).Vehicle
}

func TestTheVINOfTheCustomersVehicleIsOwned(t *testing.T) {
	d := newDesk(t)
	v := d.vehicleOf(withVIN("wvw zzz-1kz aw123456"))
	if v.Kind != booking.VehicleOwned || v.Vehicle.Meta.ID != d.golf.Meta.ID || v.Owner.Meta.ID != d.karin.Meta.ID || len(v.Warnings) != 0 {
		t.Errorf("%+v", v)
	}
}

func TestTheVINOfSomebodyElsesVehicleIsTakenWithAWarning(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(hansVIN))
	v := must(d.Resolve(ctx, l.Meta.ID))(t).Vehicle
	if v.Kind != booking.VehicleForeign || v.Owner.Meta.ID != d.hans.Meta.ID || !hasNote(v.Warnings, "advice.vehicle.not_owned") {
		t.Errorf("%+v", v)
	}
	draft := d.draft(l, booking.Choice{Way: booking.WayExisting})
	if draft.Appointment.Vehicle != d.audi.Meta.ID || !draft.Appointment.Transit.Empty() {
		t.Errorf("vehicle %d, transit %+v", draft.Appointment.Vehicle, draft.Appointment.Transit)
	}
	if r := must(d.Review(ctx, draft))(t); !has(r.Unasked, "vehicle.not_owned") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}

func TestTheWarningSaysThatTheCustomerDrivesTheVehicle(t *testing.T) {
	d := newDesk(t)
	d.audi.Driver = d.karin.Meta.ID
	d.store.Put(t, d.audi)
	if v := d.vehicleOf(withVIN(hansVIN)); v.Kind != booking.VehicleForeign || !hasNote(v.Warnings, "advice.vehicle.customer_is_driver") {
		t.Errorf("%+v", v)
	}
}

func TestTheWarningSaysThatOwnerAndCustomerAreProbablyOnePerson(t *testing.T) {
	d := newDesk(t)
	again := &core.Customer{Number: "10009", Contact: d.karin.Contact}
	d.store.Put(t, again)
	d.audi.Owner = again.Meta.ID
	d.store.Put(t, d.audi)
	if v := d.vehicleOf(withVIN(hansVIN)); !hasNote(v.Warnings, "advice.vehicle.owner_same_person") {
		t.Errorf("%+v", v)
	}
	d.store.Put(t, &core.NotDuplicate{Customer: again.Meta.ID, Other: d.karin.Meta.ID})
	if v := d.vehicleOf(withVIN(hansVIN)); !hasNote(v.Warnings, "advice.vehicle.not_owned") {
		t.Errorf("after the decision that they are two: %+v", v)
	}
}

func TestAnUnknownVINIsATransitVehicleWithTheLeadsData(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) {
		r.CustomerNumber = "10001"
		r.Vehicle = core.VehicleData{VIN: freeVIN, Plate: "S 1 ZZ", Make: "Skoda", Model: "Fabia", Mileage: 88_000}
	})
	if v := must(d.Resolve(ctx, l.Meta.ID))(t).Vehicle; v.Kind != booking.VehicleTransit || v.Vehicle != nil || len(v.Offers) != 0 {
		t.Errorf("%+v", v)
	}
	a := d.draft(l, booking.Choice{Way: booking.WayExisting}).Appointment
	if a.Vehicle != 0 || a.Transit.VIN != freeVIN || a.Transit.Mileage != 88_000 || a.Transit.Model != "Fabia" {
		t.Errorf("transit %+v", a.Transit)
	}
}

func TestALeadThatNamesNoVehicleOffersTheCustomersOwn(t *testing.T) {
	d := newDesk(t)
	for _, vin := range []string{"", "KEINE", "unbekannt"} {
		v := d.vehicleOf(withVIN(vin))
		if v.Kind != booking.VehicleNone || len(v.Offers) != 1 || v.Offers[0].By != core.FieldCustomer || v.Offers[0].Vehicle.Meta.ID != d.golf.Meta.ID {
			t.Errorf("%q: %+v", vin, v)
		}
	}
}

func TestTheLastSevenCharactersAreOfferedNeverTaken(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN("A123987"))
	v := must(d.Resolve(ctx, l.Meta.ID))(t).Vehicle
	if v.Kind != booking.VehicleTransit || v.Vehicle != nil || len(v.Offers) != 2 {
		t.Fatalf("%+v", v)
	}
	if o := v.Offers[0]; o.By != core.FieldVIN || o.Vehicle.Meta.ID != d.audi.Meta.ID || o.Owner.Meta.ID != d.hans.Meta.ID {
		t.Errorf("first offer %+v", o)
	}
	if o := v.Offers[1]; o.By != core.FieldCustomer || o.Vehicle.Meta.ID != d.golf.Meta.ID {
		t.Errorf("then the customer's own: %+v", o)
	}
	if !hasNote(v.Warnings, "advice.vin.tail_only") || !hasNote(v.Warnings, "advice.vehicle.offer_vin") {
		t.Errorf("%v", v.Warnings)
	}
	if a := d.draft(l, booking.Choice{Way: booking.WayExisting}).Appointment; a.Vehicle != 0 {
		t.Error("taken silently")
	}
}

func TestAPlateIsOfferedWithItsOwnerNeverTaken(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) { r.CustomerNumber, r.Vehicle = "10001", core.VehicleData{Plate: "ha-77xy"} })
	v := must(d.Resolve(ctx, l.Meta.ID))(t).Vehicle
	if v.Kind != booking.VehicleTransit || len(v.Offers) != 2 || v.Offers[0].By != core.FieldPlate || v.Offers[0].Owner.Meta.ID != d.hans.Meta.ID {
		t.Errorf("%+v", v)
	}
	if a := d.draft(l, booking.Choice{Way: booking.WayExisting}).Appointment; a.Vehicle != 0 || a.Transit.Plate == "" {
		t.Errorf("%+v", a.Transit)
	}
}

func TestAUniqueHitIsOfferedBeforeAnAmbiguousOne(t *testing.T) {
	d := newDesk(t)
	twoPlates := func(vin string) *core.Vehicle {
		return &core.Vehicle{Data: core.VehicleData{VIN: vin, Plate: "S 500 W"}, Owner: d.hans.Meta.ID}
	}
	d.store.Put(t, twoPlates("WDB1110011A000001"), twoPlates("WDB1110011A000002"))
	v := d.vehicleOf(func(r *core.Request) { r.Vehicle = core.VehicleData{VIN: "A123987", Plate: "S 500 W"} })
	if len(v.Offers) < 3 || v.Offers[0].Vehicle.Meta.ID != d.audi.Meta.ID {
		t.Errorf("%+v", v.Offers)
	}
}

func TestAPlateOnAnotherWholeVINIsAnotherCar(t *testing.T) {
	d := newDesk(t)
	v := d.vehicleOf(func(r *core.Request) {
		r.CustomerNumber, r.Vehicle = "10001", core.VehicleData{VIN: freeVIN, Plate: "HA 77 XY"}
	})
	if len(v.Offers) != 0 {
		t.Errorf("%+v", v.Offers)
	}
}

func TestAnImplausibleVINIsSaid(t *testing.T) {
	d := newDesk(t)
	if v := d.vehicleOf(withVIN("WVWZZZ1KZAW1234567890")); v.Kind != booking.VehicleTransit || !hasNote(v.Warnings, "advice.vin.too_long") {
		t.Errorf("%+v", v)
	}
}

func TestALetterMistakenForADigitStillFindsTheVehicle(t *testing.T) {
	d := newDesk(t)
	v := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW100001"}, Owner: d.karin.Meta.ID}
	d.store.Put(t, v)
	if got := d.vehicleOf(withVIN("WVWZZZ1KZAW1OOOO1")); got.Kind != booking.VehicleOwned || got.Vehicle.Meta.ID != v.Meta.ID {
		t.Errorf("%+v", got)
	}
}

func TestOfTwoRecordsWithOneVINTheCustomersOwnWins(t *testing.T) {
	d := newDesk(t)
	twin := &core.Vehicle{Data: core.VehicleData{VIN: karinsVIN}, Owner: d.hans.Meta.ID}
	d.store.Put(t, twin)
	if v := d.vehicleOf(withVIN(karinsVIN)); v.Kind != booking.VehicleOwned || v.Vehicle.Meta.ID != d.golf.Meta.ID {
		t.Errorf("Karin: %+v", v)
	}
	third := &core.Customer{Number: "10003", Contact: core.Contact{FirstName: "Jo", LastName: "Zapf"}}
	d.store.Put(t, third)
	v := d.vehicleOf(func(r *core.Request) {
		r.CustomerNumber, r.Contact, r.Vehicle = "10003", third.Contact, core.VehicleData{VIN: karinsVIN}
	})
	if v.Kind != booking.VehicleForeign || !hasNote(v.Warnings, "advice.vehicle.not_owned") {
		t.Errorf("a third person: %+v", v)
	}
}

func TestWithoutACustomerTheVehicleIsJudgedAgainstTheBestCandidate(t *testing.T) {
	d := newDesk(t)
	v := d.vehicleOf(func(r *core.Request) { r.Vehicle = core.VehicleData{VIN: karinsVIN} })
	if v.Kind != booking.VehicleOwned {
		t.Errorf("%+v", v)
	}
}

func TestWithoutAnyCandidateTheVehicleBelongsToItsOwner(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) {
		r.Contact = core.Contact{FirstName: "Zoltan", LastName: "Ypsilanti"}
		r.Vehicle = core.VehicleData{VIN: hansVIN}
	})
	if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.hans.Meta.ID); err != nil {
		t.Fatal(err)
	}
	v := must(d.Resolve(ctx, l.Meta.ID))(t).Vehicle
	if v.Kind != booking.VehicleForeign || !hasNote(v.Warnings, "booking.vehicle.owned_by") {
		t.Errorf("%+v", v)
	}
}
