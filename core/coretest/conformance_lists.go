package coretest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
)

func visit(customer core.ID, from, to core.WallTime) *core.Appointment {
	return &core.Appointment{
		Status: core.AppointmentPlanned, Customer: customer, Contact: core.Contact{LastName: "Huber"},
		Transit: core.VehicleData{Make: "VW"}, DropOff: core.Part{At: from, Minutes: 15}, PickUp: core.Part{At: to, Minutes: 10},
	}
}

func ids[R core.Record](records ...R) []core.ID {
	var list []core.ID
	for _, r := range records {
		list = append(list, r.Head().ID)
	}
	return list
}

func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func conformAppointmentsAreFoundByTheDaysTheyTouch(t *testing.T, s core.Store) {
	c := person("Anna", "Müller")
	put(t, s, c)
	monday, evening := visit(c.Meta.ID, 202611300800, 202611301630), visit(c.Meta.ID, 202611301700, 202612010700)
	weeks, later := visit(c.Meta.ID, 202611020800, 202612180900), visit(c.Meta.ID, 202612020800, 202612021600)
	put(t, s, later, weeks, evening, monday)
	for _, want := range []struct {
		from, to core.WallTime
		list     []core.ID
	}{
		{202611300000, 202612010000, ids(weeks, monday, evening)},
		{202612010000, 202612020000, ids(weeks, evening)},
		{202612010710, 202612010720, ids(weeks)},
		{202612190000, 202612200000, nil},
		{202611010000, 202611020800, nil},
		{202612020000, 202612030000, ids(weeks, later)},
	} {
		got, err := s.AppointmentsBetween(ctx, want.from, want.to)
		if diff := cmp.Diff(want.list, ids(pointers(got)...)); diff != "" || err != nil {
			t.Errorf("from %v to %v: %v %s", want.from, want.to, err, diff)
		}
	}
	of, err := s.AppointmentsOfCustomer(ctx, c.Meta.ID)
	if diff := cmp.Diff(ids(weeks, monday, evening, later), ids(pointers(of)...)); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func conformVehiclesAreFoundByVINTailPlateAndPerson(t *testing.T, s core.Store) {
	owner, driver := person("Anna", "Müller"), person("Sepp", "Huber")
	put(t, s, owner, driver)
	golf := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB"}, Owner: owner.Meta.ID, Driver: driver.Meta.ID}
	twin := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001"}, Owner: driver.Meta.ID}
	none := &core.Vehicle{Data: core.VehicleData{Make: "VW"}, Owner: driver.Meta.ID}
	put(t, s, golf, twin, none)
	find := func(want []core.ID) func([]core.Vehicle, error) {
		return func(got []core.Vehicle, err error) {
			t.Helper()
			if diff := cmp.Diff(want, ids(pointers(got)...)); diff != "" || err != nil {
				t.Error(err, diff)
			}
		}
	}
	find(ids(golf, twin))(s.VehiclesByVIN(ctx, "wvwzzz1kzaw 000001"))
	find(ids(golf, twin))(s.VehiclesByVINTail(ctx, "W000001"))
	find(ids(golf))(s.VehiclesByPlate(ctx, "sl 123 ab"))
	find(ids(golf, twin, none))(s.VehiclesOf(ctx, driver.Meta.ID))
	find(nil)(s.VehiclesByVIN(ctx, ""))
	find(nil)(s.VehiclesByPlate(ctx, ""))
}

func conformListsAreSortedFilteredAndSearched(t *testing.T, s core.Store) {
	customer := func(first, last, town, mail, mobile string) *core.Customer {
		c := person(first, last)
		c.Contact.Town, c.Contact.Email, c.Contact.Mobile.Typed = town, mail, mobile
		c.Contact.Normalize("AT")
		return c
	}
	muller := customer("Anna", "Müller", "Wien", "anna@example.at", "0664 1234567")
	mueller := customer("Sepp", "Mueller-Huber", "Bad Ischl", "", "+43 664 7654321")
	adler := customer("Ida", "Adler", "Graz", "ida.adler@example.at", "")
	put(t, s, muller, mueller, adler)
	golf := &core.Vehicle{Data: core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB", Make: "VW", Model: "Golf"}, Owner: adler.Meta.ID}
	polo := &core.Vehicle{Data: core.VehicleData{Plate: "B-1A", Make: "VW", Model: "Polo"}, Owner: muller.Meta.ID}
	bare := &core.Vehicle{Data: core.VehicleData{Make: "Opel"}, Owner: muller.Meta.ID}
	put(t, s, golf, polo, bare)
	a := visit(adler.Meta.ID, 202611300800, 202611301630)
	a.Vehicle = golf.Meta.ID
	put(t, s, a)
	for _, want := range []struct {
		q    core.Query
		list []core.ID
	}{
		{core.Query{Entity: core.EntityCustomer}, ids(adler, muller, mueller)},
		{core.Query{Entity: core.EntityCustomer, Desc: true, Limit: 2}, ids(mueller, muller)},
		{core.Query{Entity: core.EntityCustomer, Sort: core.SortTown}, ids(mueller, adler, muller)},
		{core.Query{Entity: core.EntityCustomer, Sort: core.SortNumber}, ids(muller, mueller, adler)},
		{core.Query{Entity: core.EntityCustomer, Text: "mull"}, ids(muller, mueller)},
		{core.Query{Entity: core.EntityCustomer, Text: "hub müll"}, ids(mueller)},
		{core.Query{Entity: core.EntityCustomer, Text: "sepp ischl"}, ids(mueller)},
		{core.Query{Entity: core.EntityCustomer, Text: "500002"}, ids(adler)},
		{core.Query{Entity: core.EntityCustomer, Text: "anna wien graz"}, nil},
		{core.Query{Entity: core.EntityVehicle}, ids(polo, golf, bare)},
		{core.Query{Entity: core.EntityVehicle, Sort: core.SortModel}, ids(bare, golf, polo)},
		{core.Query{Entity: core.EntityVehicle, Text: "sl 123ab"}, ids(golf)},
		{core.Query{Entity: core.EntityVehicle, Text: "123ab"}, ids(golf)},
		{core.Query{Entity: core.EntityVehicle, Text: "123 ab"}, ids(golf)},
		{core.Query{Entity: core.EntityVehicle, Text: "adler"}, ids(golf)},
		{core.Query{Entity: core.EntityVehicle, Text: "golf"}, ids(golf)},
		{core.Query{Entity: core.EntityVehicle, Text: "wvwzzz1k"}, ids(golf)},
		{core.Query{Entity: core.EntityAppointment, Text: "SL-123AB"}, ids(a)},
		{core.Query{Entity: core.EntityAppointment, Text: "T-1"}, ids(a)},
		{core.Query{Entity: core.EntityAppointment, Status: []string{"cancelled"}}, nil},
		{core.Query{Entity: core.EntityAppointment, Status: []string{"cancelled", "planned"}}, ids(a)},
	} {
		got, err := s.IDs(ctx, want.q)
		if diff := cmp.Diff(want.list, got, equalEmpty); diff != "" || err != nil {
			t.Errorf("%+v: %v %s", want.q, err, diff)
		}
	}
}

var equalEmpty = cmp.Comparer(func(a, b []core.ID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
})

func conformLeadsAreCountedByStatusAndFoundByTheirSource(t *testing.T, s core.Store) {
	lead := func(external string, received int, status core.LeadStatus) *core.Lead {
		return &core.Lead{Status: status, Request: core.Request{
			Source: "adf", ExternalID: external, ReceivedAt: time.Date(2026, 11, received, 8, 0, 0, 0, time.UTC),
			Contact: core.Contact{LastName: "Lead " + external},
		}}
	}
	one, two, three := lead("A1", 3, core.LeadNew), lead("A2", 1, core.LeadNew), lead("A3", 2, core.LeadDeferred)
	put(t, s, one, two, three)
	if got, err := s.LeadByExternal(ctx, "adf", "A2"); err != nil || got.Meta.ID != two.Meta.ID {
		t.Error(got, err)
	}
	if _, err := s.LeadByExternal(ctx, "adf", "A"); !core.IsKind(err, core.NotFound) {
		t.Error(err)
	}
	again := lead("A2", 5, core.LeadNew)
	if _, err := s.Apply(ctx, core.Change{Op: newOp(), What: "x", Put: []core.Record{again}}); !core.IsKind(err, core.Invalid) {
		t.Errorf("the same lead twice: %v", err)
	}
	two.Status, two.RejectReason = core.LeadRejected, "doppelt"
	put(t, s, two)
	for want, statuses := range map[int][]core.LeadStatus{3: nil, 1: {core.LeadNew}, 2: {core.LeadNew, core.LeadDeferred}} {
		if n, err := s.CountLeads(ctx, statuses...); n != want || err != nil {
			t.Errorf("%v: %d %v", statuses, n, err)
		}
	}
	since := core.Query{Entity: core.EntityLead, Since: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), Desc: true}
	got, err := s.IDs(ctx, since)
	if diff := cmp.Diff(ids(one, three), got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if got, err := s.IDs(ctx, core.Query{Entity: core.EntityLead, Text: "l-2"}); len(got) != 1 || got[0] != two.Meta.ID || err != nil {
		t.Error(got, err)
	}
}

func conformSidecarsAreFoundByWhatTheyBelongTo(t *testing.T, s core.Store) {
	a, b := person("Anna", "Müller"), person("Anna", "Miller")
	a.Meta.ID = core.Pending(1)
	state := &core.ImportState{
		Target: core.Ref{Entity: core.EntityCustomer, ID: core.Pending(1)}, Source: "dms",
		Values: []core.FieldValue{{Field: core.FieldTown, Value: "Wien"}, {Field: "own_field", Value: "x"}, {Field: core.FieldPhone}},
	}
	put(t, s, a, b, state)
	got, err := s.ImportState(ctx, core.Ref{Entity: core.EntityCustomer, ID: a.Meta.ID})
	if err != nil || len(got.Values) != 3 || got.Source != "dms" || got.Target.ID != a.Meta.ID {
		t.Fatal(got, err)
	}
	if _, err := s.ImportState(ctx, core.Ref{Entity: core.EntityVehicle, ID: a.Meta.ID}); !core.IsKind(err, core.NotFound) {
		t.Error(err)
	}
	got.Review = []core.FieldConflict{{Field: core.FieldTown, Ours: "Graz", Theirs: "Wien", At: Now}}
	put(t, s, &got)
	if list, err := s.ImportReviews(ctx); len(list) != 1 || err != nil || !list[0].Review[0].At.Equal(Now) {
		t.Error(list, err)
	}
	n := &core.NotDuplicate{Customer: a.Meta.ID, Other: b.Meta.ID}
	put(t, s, n)
	for _, c := range []*core.Customer{a, b} {
		if list, err := s.NotDuplicatesOfCustomer(ctx, c.Meta.ID); len(list) != 1 || err != nil {
			t.Error(list, err)
		}
	}
	if list, err := s.NotDuplicatesOfLead(ctx, 0); len(list) != 0 || err != nil {
		t.Error(list, err)
	}
}

func conformMergesAreFoundByBothCustomersAndTheFormerNumberLeadsOn(t *testing.T, s core.Store) {
	kept := person("Anna", "Auer")
	kept.Former = []string{"K-9", "k-8"}
	put(t, s, kept)
	m := &core.Merge{Kept: kept.Meta.ID, Gone: core.Customer{Meta: core.Meta{ID: 99}, Number: "K-9"}}
	put(t, s, m)
	for _, number := range []string{"k-9", "K-8"} {
		if c, err := s.CustomerByNumber(ctx, number); err != nil || c.Meta.ID != kept.Meta.ID {
			t.Errorf("number %s leads to %+v, %v", number, c, err)
		}
	}
	if got, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "k-9"}); err != nil || len(got) != 1 {
		t.Errorf("search for the former number: %v, %v", got, err)
	}
	if list, err := s.MergesInto(ctx, kept.Meta.ID); err != nil || len(list) != 1 || list[0].Gone.Number != "K-9" {
		t.Errorf("%+v, %v", list, err)
	}
	if got, err := s.MergeOf(ctx, "K-9"); err != nil || got.Kept != kept.Meta.ID {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.MergeOf(ctx, "K-7"); !core.IsKind(err, core.NotFound) {
		t.Errorf("unknown number: %v", err)
	}
}
