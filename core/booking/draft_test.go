package booking_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/coretest"
)

func TestADraftOpensFilledIn(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) {
		withVIN(karinsVIN)(r)
		r.Work, r.Comments, r.SMSConfirmation = "Reifen und Service", " bitte anrufen ", true
	})
	a := d.draft(l, booking.Choice{Way: booking.WayExisting}).Appointment
	if a.DropOff != (core.Part{At: d.wanted, Minutes: 15}) || a.PickUp.Minutes != 10 || a.PickUp.At <= d.wanted {
		t.Errorf("drop-off %v, pick-up %v", a.DropOff, a.PickUp)
	}
	if len(a.Steps) != 2 || a.Steps[0].Minutes == 0 {
		t.Errorf("steps %v", a.Steps)
	}
	if a.Adviser != "Huber" || !a.SMSConfirmation || a.Status != core.AppointmentPlanned || a.Notes != "bitte anrufen" {
		t.Errorf("%+v", a)
	}
	if a.Lead != l.Meta.ID || a.Customer != d.karin.Meta.ID || a.Vehicle != d.golf.Meta.ID {
		t.Errorf("%+v", a)
	}
}

func TestWithoutAWantedTimeTheNextOpeningIsTaken(t *testing.T) {
	d := newDesk(t)
	none := func(r *core.Request) { fromKarin(r); r.WantedAt = 0 }
	if at := d.draft(d.lead(none), booking.Choice{Way: booking.WayExisting}).Appointment.DropOff.At; at != d.opens {
		t.Errorf("open now: %v", at)
	}
	d.store.SetNow(coretest.Now.Add(4*time.Hour + 10*time.Minute))
	if at := d.draft(d.lead(none), booking.Choice{Way: booking.WayExisting}).Appointment.DropOff.At; at != core.Date(20261123).At(13*60) {
		t.Errorf("at lunch: %v", at)
	}
}

func TestAWantedTimeInThePastStaysAndIsSaid(t *testing.T) {
	d := newDesk(t)
	past := core.Date(20261120).At(8 * 60)
	draft := d.draft(d.lead(func(r *core.Request) { fromKarin(r); r.WantedAt = past }), booking.Choice{Way: booking.WayExisting})
	if draft.Appointment.DropOff.At != past {
		t.Errorf("drop-off %v", draft.Appointment.DropOff.At)
	}
	if r := must(d.Review(ctx, draft))(t); !has(r.Unasked, "drop_off.past") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}

func TestTheContactComesFromTheLeadOrTheMaster(t *testing.T) {
	d := newDesk(t)
	l := d.lead(fromKarin)
	fresh := must(d.FillCustomer(ctx, l.Meta.ID))(t)
	fresh.Contact.Town = "Wals"
	d.store.Put(t, &fresh)
	for name, test := range map[string]struct {
		choice booking.Choice
		street string
		town   string
	}{
		"number known":  {booking.Choice{Way: booking.WayExisting}, "Neue Gasse", "Salzburg"},
		"merge":         {booking.Choice{Way: booking.WayMerge, Customer: d.hans.Meta.ID}, "Neue Gasse", "Salzburg"},
		"cash sale":     {booking.Choice{Way: booking.WayCash}, "Neue Gasse", "Salzburg"},
		"new, saved":    {booking.Choice{Way: booking.WayNew, Customer: fresh.Meta.ID, Created: true}, "Neue Gasse", "Wals"},
		"new, together": {booking.Choice{Way: booking.WayNew}, "Neue Gasse", "Salzburg"},
	} {
		a := d.draft(l, test.choice).Appointment
		if a.Contact.Street != test.street || a.Contact.Town != test.town || a.Contact.Mobile.E164 != "+436649999999" {
			t.Errorf("%s: %+v", name, a.Contact)
		}
	}
	if c := must(d.DraftFor(ctx, d.karin.Meta.ID, 0, 0, "Huber"))(t).Appointment.Contact; c.Street != "Linzer Straße" {
		t.Errorf("telephone: %+v", c)
	}
	if c := must(d.DraftFor(ctx, d.cash.Meta.ID, 0, 0, "Huber"))(t).Appointment.Contact; c != (core.Contact{}) {
		t.Errorf("a walk-in is nobody yet: %+v", c)
	}
}

func TestALeadWithNothingButANumberTakesTheNameFromTheMaster(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) {
		fromKarin(r)
		r.Contact = core.Contact{Mobile: core.Phone{Typed: "0664 5550000"}}
	})
	c := d.draft(l, booking.Choice{Way: booking.WayExisting}).Appointment.Contact
	if c.LastName != "Freitag" || c.Mobile.Typed != "0664 5550000" {
		t.Errorf("%+v", c)
	}
}

func TestTheNewCustomersDialogIsFilledFromTheLead(t *testing.T) {
	d := newDesk(t)
	c := must(d.FillCustomer(ctx, d.lead(nil).Meta.ID))(t)
	if c.Contact.LastName != "Freitag" || c.Contact.Country != "AT" || c.Status != core.StatusProspect || c.Meta.ID != 0 || c.Number != "" {
		t.Errorf("%+v", c)
	}
}

func TestALeadWithAnAppointmentOpensItInsteadOfMakingASecondOne(t *testing.T) {
	d := newDesk(t)
	saved := d.booked()
	_, err := d.Draft(ctx, saved.Appointment.Lead, booking.Choice{Way: booking.WayExisting}, "Huber")
	var booked *booking.AlreadyBooked
	if !errors.As(err, &booked) || booked.Appointment != saved.Appointment.Meta.ID {
		t.Errorf("%v", err)
	}
}

func TestRejectedAndCancelledLeadsAreReadOnly(t *testing.T) {
	d := newDesk(t)
	l := d.lead(nil)
	if err := d.step("Huber", booking.Rejecting("Kein Interesse"), l.Meta.ID); err != nil {
		t.Fatal(err)
	}
	_, draft := d.Draft(ctx, l.Meta.ID, booking.Choice{Way: booking.WayNew}, "Huber")
	for what, err := range map[string]error{
		"draft": draft, "no duplicate": d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.karin.Meta.ID),
		"defer": d.step("Huber", booking.Deferring(20261201), l.Meta.ID), "reject": d.step("Huber", booking.Rejecting("x"), l.Meta.ID),
		"take": d.step("Huber", booking.Taking(), l.Meta.ID),
	} {
		if !errors.Is(err, booking.ReasonClosed) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestOnTheTelephoneAVehicleBringsItsOwner(t *testing.T) {
	d := newDesk(t)
	draft := must(d.DraftFor(ctx, 0, d.golf.Meta.ID, d.nextWeek, "Huber"))(t)
	a := draft.Appointment
	if a.Customer != d.karin.Meta.ID || a.Vehicle != d.golf.Meta.ID || a.DropOff.At != d.nextWeek || a.Lead != 0 || a.Snapshot != nil {
		t.Errorf("%+v", a)
	}
	if saved := d.save(draft); saved.Appointment.Label() == "" || saved.Vehicle.Meta.ID != d.golf.Meta.ID {
		t.Errorf("%+v", saved)
	}
}

func TestOnTheTelephoneACustomersVehiclesAreOffered(t *testing.T) {
	d := newDesk(t)
	draft := must(d.DraftFor(ctx, d.karin.Meta.ID, 0, 0, "Huber"))(t)
	if len(draft.Offers) != 1 || draft.Offers[0].Vehicle.Meta.ID != d.golf.Meta.ID || draft.Appointment.Vehicle != 0 {
		t.Errorf("%+v", draft.Offers)
	}
}

func TestTheOwnershipWarningFollowsCustomerAndVehicleLive(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	foreign := func() bool { return has(must(d.Review(ctx, draft))(t).Findings, "vehicle.not_owned") }
	if !foreign() {
		t.Error("at first")
	}
	if err := d.SetCustomer(ctx, draft, d.hans.Meta.ID); err != nil || foreign() {
		t.Errorf("with the owner as customer: %v", err)
	}
	if err := d.SetVehicle(ctx, draft, d.golf.Meta.ID); err != nil || !foreign() {
		t.Errorf("with Karin's car: %v", err)
	}
	if err := d.SetVehicle(ctx, draft, 0); err != nil || foreign() {
		t.Errorf("in transit: %v", err)
	}
	if draft.Appointment.Transit.VIN != hansVIN {
		t.Errorf("the transit vehicle carries the lead's data: %+v", draft.Appointment.Transit)
	}
	if err := d.SetVehicle(ctx, draft, d.golf.Meta.ID); err != nil {
		t.Fatal(err)
	}
	draft.ChangeOwner = true
	if foreign() {
		t.Error("with the change of owner chosen")
	}
}

func TestChangingTheCustomerByHandKeepsWhatWasTypedAndDropsTicks(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(nil), booking.Choice{Way: booking.WayMerge, Customer: d.karin.Meta.ID, Update: []core.Field{core.FieldStreet}})
	draft.Appointment.Contact.FirstName = "Carina"
	if err := d.SetCustomer(ctx, draft, d.hans.Meta.ID); err != nil {
		t.Fatal(err)
	}
	if draft.Appointment.Contact.FirstName != "Carina" || len(draft.Update) != 0 || draft.Appointment.Customer != d.hans.Meta.ID {
		t.Errorf("%+v, ticks %v", draft.Appointment.Contact, draft.Update)
	}
	phone := must(d.DraftFor(ctx, d.karin.Meta.ID, 0, 0, "Huber"))(t)
	if err := d.SetCustomer(ctx, phone, d.hans.Meta.ID); err != nil || phone.Appointment.Contact.LastName != "Oberhuber" {
		t.Errorf("an untouched contact follows: %+v %v", phone.Appointment.Contact, err)
	}
	if err := d.SetCustomer(ctx, phone, 0); err != nil {
		t.Fatal(err)
	}
	if r := must(d.Review(ctx, phone))(t); !has(r.Findings, "customer.missing") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
}

func TestATickOnTheCashSaleCustomerIsRefused(t *testing.T) {
	d := newDesk(t)
	l := d.lead(nil)
	_, err := d.Draft(ctx, l.Meta.ID, booking.Choice{Way: booking.WayCash, Update: []core.Field{core.FieldEmail}}, "Huber")
	if !errors.Is(err, booking.ReasonCashMaster) {
		t.Errorf("%v", err)
	}
	draft := d.draft(l, booking.Choice{Way: booking.WayCash})
	draft.Update = []core.Field{core.FieldEmail}
	draft.Appointment.Transit.Plate = "S 1 A"
	if _, err := d.Save(ctx, draft, "Huber", true); !errors.Is(err, booking.ReasonCashMaster) {
		t.Errorf("%v", err)
	}
}

func TestThePanelFollowsTheMasterWhileTheEditorIsOpen(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(karinsVIN)), booking.Choice{Way: booking.WayExisting})
	d.karin.Blocked, d.karin.BlockReason = true, "Zahlt nicht"
	d.store.Put(t, d.karin)
	if r := must(d.Review(ctx, draft))(t); !has(r.Findings, "customer.blocked") {
		t.Errorf("panel: %v", ruleOf(r.Findings))
	}
	if saved := d.save(draft); saved.Appointment.Meta.ID == 0 {
		t.Error("what the panel showed can be saved")
	}
}

func TestNothingIsWrittenBeforeSaving(t *testing.T) {
	d := newDesk(t)
	l := d.lead(withVIN(hansVIN))
	writes := d.writes()
	must(d.Resolve(ctx, l.Meta.ID))(t)
	must(d.Candidates(ctx, l.Meta.ID))(t)
	must(d.Search(ctx, l.Meta.ID, "frei"))(t)
	must(d.FillCustomer(ctx, l.Meta.ID))(t)
	for _, way := range []booking.Choice{{Way: booking.WayExisting}, {Way: booking.WayMerge, Customer: d.hans.Meta.ID, Update: []core.Field{core.FieldTown}}, {Way: booking.WayNew}, {Way: booking.WayCash}} {
		draft := d.draft(l, way)
		draft.CreateVehicle, draft.ChangeOwner, draft.Acknowledge = true, true, true
		must(d.Review(ctx, draft))(t)
		must(d.Refresh(ctx, draft))(t)
		if err := errors.Join(d.SetCustomer(ctx, draft, d.hans.Meta.ID), d.SetVehicle(ctx, draft, 0), d.SetVehicle(ctx, draft, d.golf.Meta.ID)); err != nil {
			t.Fatal(err)
		}
	}
	if *writes != 0 {
		t.Errorf("%d changes written", *writes)
	}
	if diff := cmp.Diff(*l, d.storedLead(l.Meta.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownAdviserIsNotPutIntoTheAppointment(t *testing.T) {
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Basis.Advisers = []string{"Maier"} })
	if a := d.draft(d.lead(fromKarin), booking.Choice{Way: booking.WayExisting}).Appointment; a.Adviser != "" {
		t.Errorf("adviser %q", a.Adviser)
	}
}
