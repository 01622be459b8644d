package booking_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/match"
)

func TestAKnownNumberTakesTheCustomerOver(t *testing.T) {
	d := newDesk(t)
	r := must(d.Resolve(ctx, d.lead(fromKarin).Meta.ID))(t)
	if r.Customer.Kind != booking.CustomerExisting || r.Customer.Customer.Meta.ID != d.karin.Meta.ID {
		t.Fatalf("%+v", r.Customer)
	}
	if len(r.Customer.Notes) != 0 || r.Customer.Preselected != -1 {
		t.Errorf("notes %v, preselected %d", r.Customer.Notes, r.Customer.Preselected)
	}
}

func TestAnUnknownNumberIsSaidAndTheSearchGoesOn(t *testing.T) {
	d := newDesk(t)
	r := must(d.Resolve(ctx, d.lead(func(r *core.Request) { r.CustomerNumber = "77" }).Meta.ID))(t)
	if !hasNote(r.Customer.Notes, "booking.customer.unknown_number") {
		t.Errorf("notes %v", r.Customer.Notes)
	}
	if r.Customer.Kind != booking.CustomerCandidates || r.Customer.Candidates[0].Customer.Meta.ID != d.karin.Meta.ID {
		t.Errorf("%+v", r.Customer)
	}
}

func TestABlockedCustomerIsTakenOverWithAWarning(t *testing.T) {
	d := newDesk(t)
	d.karin.Blocked, d.karin.BlockReason = true, "Offene Rechnung"
	d.store.Put(t, d.karin)
	l := d.lead(fromKarin)
	r := must(d.Resolve(ctx, l.Meta.ID))(t)
	if r.Customer.Kind != booking.CustomerExisting || !hasNote(r.Customer.Notes, "advice.customer.blocked") {
		t.Errorf("%+v", r.Customer)
	}
	review := must(d.Review(ctx, d.draft(l, booking.Choice{Way: booking.WayExisting})))(t)
	if !has(review.Unasked, "customer.blocked") {
		t.Errorf("panel: %v", ruleOf(review.Findings))
	}
}

func TestANumberWithANameNothingLikeTheLeadsIsTakenOverWithAWarning(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) { r.CustomerNumber = "10002" })
	r := must(d.Resolve(ctx, l.Meta.ID))(t)
	if r.Customer.Customer.Meta.ID != d.hans.Meta.ID || !hasNote(r.Customer.Notes, "advice.customer.name_unlike") {
		t.Errorf("%+v", r.Customer)
	}
	review := must(d.Review(ctx, d.draft(l, booking.Choice{Way: booking.WayExisting})))(t)
	if !has(review.Unasked, "customer.name_unlike") {
		t.Errorf("panel: %v", ruleOf(review.Findings))
	}
}

func TestOnlyTheCertainCandidateWithoutARivalIsPreselected(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) { r.Contact = d.karin.Contact })
	r := must(d.Resolve(ctx, l.Meta.ID))(t)
	if r.Customer.Kind != booking.CustomerCandidates || r.Customer.Preselected != 0 || r.Customer.Candidates[0].Class != match.Certain {
		t.Errorf("everything agrees: %+v", r.Customer)
	}
	vague := d.lead(func(r *core.Request) { r.Contact = core.Contact{LastName: "Freitag", Postcode: "5020"} })
	if c := must(d.Candidates(ctx, vague.Meta.ID))(t); c.Preselected != -1 {
		t.Errorf("a name and a postcode: %+v", c)
	}
	sister := d.karin.Contact
	sister.FirstName = "Ute"
	d.store.Put(t, &core.Customer{Number: "10009", Contact: sister})
	either := d.lead(func(r *core.Request) { r.Contact = d.karin.Contact; r.Contact.FirstName, r.Contact.Email = "", "" })
	if c := must(d.Candidates(ctx, either.Meta.ID))(t); len(c.Candidates) != 2 || c.Preselected != -1 {
		t.Errorf("either of two sisters: %+v", c)
	}
}

func TestNobodyIsProposedForAStranger(t *testing.T) {
	d := newDesk(t)
	r := must(d.Resolve(ctx, d.lead(func(r *core.Request) {
		r.Contact = core.Contact{FirstName: "Zoltan", LastName: "Ypsilanti", Postcode: "1010", Email: "z@ypsilanti.example"}
	}).Meta.ID))(t)
	if r.Customer.Kind != booking.CustomerNone || len(r.Customer.Candidates) != 0 {
		t.Errorf("%+v", r.Customer)
	}
}

func TestTheCashSaleCustomerIsNeverProposedOrFound(t *testing.T) {
	d := newDesk(t)
	d.cash.Contact = d.karin.Contact
	d.store.Put(t, d.cash)
	l := d.lead(nil)
	decision := must(d.Candidates(ctx, l.Meta.ID))(t)
	hits := must(d.Search(ctx, l.Meta.ID, "Freitag"))(t)
	for _, c := range append(decision.Candidates, hits...) {
		if c.Customer.Meta.ID == d.cash.Meta.ID {
			t.Error("the cash-sale customer is proposed")
		}
	}
	if len(hits) != 1 {
		t.Errorf("%d hits of the search", len(hits))
	}
}

func TestTheSearchOfTheMasterFindsWhoWasNotProposedMostProbableFirst(t *testing.T) {
	d := newDesk(t)
	d.store.Put(t, &core.Customer{Number: "10003", Contact: core.Contact{FirstName: "Ute", LastName: "Freitag", Postcode: "8010", Town: "Graz"}})
	hits := must(d.Search(ctx, d.lead(nil).Meta.ID, "frei"))(t)
	if len(hits) != 2 || hits[0].Customer.Meta.ID != d.karin.Meta.ID {
		t.Errorf("%+v", hits)
	}
	if hits := must(d.Search(ctx, 0, " "))(t); hits != nil {
		t.Errorf("nothing typed finds %v", hits)
	}
}

func TestNoDuplicateIsRememberedForTheLeadAndCanBeTakenBack(t *testing.T) {
	d := newDesk(t)
	l := d.lead(nil)
	proposed := func() bool {
		for _, c := range must(d.Candidates(ctx, l.Meta.ID))(t).Candidates {
			if c.Customer.Meta.ID == d.karin.Meta.ID {
				return true
			}
		}
		return false
	}
	for range 2 {
		if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.karin.Meta.ID); err != nil {
			t.Fatal(err)
		}
	}
	if proposed() {
		t.Error("still proposed")
	}
	if r := must(d.Resolve(ctx, l.Meta.ID))(t); len(r.Rejected) != 1 || r.Rejected[0].Meta.ID != d.karin.Meta.ID {
		t.Errorf("rejected: %v", r.Rejected)
	}
	other := d.lead(nil)
	if c := must(d.Candidates(ctx, other.Meta.ID))(t); c.Kind != booking.CustomerCandidates {
		t.Error("the decision spread to another lead")
	}
	for range 2 {
		if err := d.TakeBackNotDuplicate(ctx, "Huber", l.Meta.ID, d.karin.Meta.ID); err != nil {
			t.Fatal(err)
		}
	}
	if !proposed() {
		t.Error("not proposed again")
	}
}

func TestTheCashSaleWayIsClosedWithItsReason(t *testing.T) {
	for name, test := range map[string]struct {
		why  string
		edit func(*desk)
	}{
		"open":    {"", func(*desk) {}},
		"unset":   {"booking.cash.unset", func(d *desk) { d.setCash("") }},
		"missing": {"booking.cash.missing", func(d *desk) { d.setCash("4711") }},
		"blocked": {"booking.cash.blocked", func(d *desk) {
			d.cash.Blocked, d.cash.BlockReason = true, "Inventur"
			d.store.Put(d, d.cash)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			test.edit(d)
			l := d.lead(nil)
			cash := must(d.CashSale(ctx))(t)
			if cash.Why != test.why || (cash.Customer != nil) != (test.why == "") {
				t.Errorf("%+v", cash)
			}
			_, err := d.Draft(ctx, l.Meta.ID, booking.Choice{Way: booking.WayCash}, "Huber")
			if (err == nil) != (test.why == "") {
				t.Errorf("draft: %v", err)
			}
		})
	}
}

func (d *desk) setCash(number string) {
	d.store.ChangeSettings(d, func(set *core.Settings) { set.Basis.CashCustomer = number })
}

func TestNoRuleAboutPersonsAppliesToTheCashSaleCustomer(t *testing.T) {
	d := newDesk(t)
	l := d.lead(func(r *core.Request) { r.CustomerNumber = "99999" })
	r := must(d.Resolve(ctx, l.Meta.ID))(t)
	if r.Customer.Kind != booking.CustomerExisting || len(r.Customer.Notes) != 0 {
		t.Errorf("%+v", r.Customer)
	}
	d.save(d.draft(d.lead(withVIN(freeVIN)), booking.Choice{Way: booking.WayCash}))
	draft := d.draft(l, booking.Choice{Way: booking.WayExisting})
	if !draft.Appointment.CashSale || draft.Way != booking.WayCash {
		t.Errorf("way %q, cash sale %v", draft.Way, draft.Appointment.CashSale)
	}
	for _, f := range must(d.Review(ctx, draft))(t).Findings {
		if f.Rule == "customer.name_unlike" || f.Rule == "customer.has_appointment" {
			t.Errorf("finding %s", f.Rule)
		}
	}
}
