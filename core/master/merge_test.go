package master_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
)

// explain writes lost values as the window does, one a line.
func explain(_ core.Record, lost []core.FieldValue) string {
	lines := []string{"Zusammengeführt"}
	for _, v := range lost {
		lines = append(lines, fmt.Sprintf("%s: %s", v.Field, v.Value))
	}
	return strings.Join(lines, "\n")
}

type twoDesk struct {
	*testing.T
	m          *master.Service
	s          *coretest.Store
	keep, drop core.Customer
}

func two(t *testing.T, keep, drop core.Customer) *twoDesk {
	m, s := desk(t)
	d := &twoDesk{t, m, s, keep, drop}
	d.keep.Number, d.drop.Number = "40001", "40002"
	must(t, m.SaveCustomer(ctx, "Huber", &d.keep, 0, true))
	must(t, m.SaveCustomer(ctx, "Huber", &d.drop, 0, true))
	return d
}

func (d *twoDesk) put(records ...core.Record) {
	d.Helper()
	_, err := d.s.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Put: records})
	must(d.T, err)
}

func (d *twoDesk) merge(take ...core.Field) core.Merge {
	d.Helper()
	m, err := d.m.Merge(ctx, "Huber", master.Merging{Keep: d.keep, Drop: d.drop, Take: take, Explain: explain})
	must(d.T, err)
	return m
}

func (d *twoDesk) visit(customer, vehicle core.ID) *core.Appointment {
	a := &core.Appointment{Status: core.AppointmentPlanned, Customer: customer, Vehicle: vehicle, Contact: core.Contact{LastName: "Auer"}}
	if vehicle == 0 {
		a.Transit.Plate = "S-1 A"
	}
	a.DropOff.At, a.PickUp.At = 202612010800, 202612011600
	d.put(a)
	return a
}

func TestNoValueIsLostWhenTwoCustomersBecomeOne(t *testing.T) {
	keep, drop := *karin(), *karin()
	keep.Contact.Email = "karin@example.at"
	drop.Contact.FirstName, drop.Contact.Email, drop.Contact.Town = "Carin", "k.freitag@example.at", "Hallein"
	drop.Contact.Phone.Typed, drop.Notes = "+43 664 1234567", "zahlt bar"
	drop.Blocked, drop.BlockReason = true, "offene Rechnung"
	drop.Status, drop.Consents.SMSAdvertising = core.StatusCustomer, core.ConsentNo
	d := two(t, keep, drop)
	d.merge(append(master.MergeProposal(&d.keep, &d.drop), core.FieldTown)...)

	c, err := d.s.CustomerByNumber(ctx, "40002")
	must(t, err)
	if c.Number != "40001" || c.Contact.Town != "Hallein" || c.Contact.Email != "karin@example.at" || !c.Blocked ||
		c.BlockReason != "offene Rechnung" || c.Status != core.StatusCustomer || c.Consents.SMSAdvertising != core.ConsentNo {
		t.Errorf("%+v", c)
	}
	for _, want := range []string{"first_name: Carin", "email: k.freitag@example.at", "city: Salzburg", "notes: zahlt bar"} {
		if !strings.Contains(c.Notes, want) {
			t.Errorf("%q is not in the notes %q", want, c.Notes)
		}
	}
	if strings.Contains(c.Notes, "1234567") {
		t.Errorf("a number that is still there stands in the notes: %q", c.Notes)
	}
	if list, _ := d.s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: "40002"}); !slices.Equal(list, []core.ID{d.keep.Meta.ID}) {
		t.Errorf("the former number finds %v", list)
	}
}

func TestACarThatBothHadIsOneCarAfterwards(t *testing.T) {
	d := two(t, *karin(), *karin())
	mine, theirs := golf(d.keep.Meta.ID), golf(d.drop.Meta.ID)
	theirs.Data.Mileage, theirs.Data.Plate, theirs.Data.Make = 81000, "HA 77 XY", "VW"
	other := &core.Vehicle{Owner: d.drop.Meta.ID, Driver: d.keep.Meta.ID, Data: core.VehicleData{Plate: "S-2 B"}}
	d.put(mine, theirs, other)
	visit := d.visit(d.drop.Meta.ID, theirs.Meta.ID)
	m := d.merge()
	cars, err := d.s.VehiclesOf(ctx, d.keep.Meta.ID)
	must(t, err)
	if len(cars) != 2 || cars[0].Data.Mileage != 81000 || cars[0].Data.Make != "VW" || !strings.Contains(cars[0].Notes, "HA 77 XY") ||
		cars[1].Owner != d.keep.Meta.ID || cars[1].Driver != 0 {
		t.Errorf("%+v", cars)
	}
	a, err := d.s.Appointment(ctx, visit.Meta.ID)
	if err != nil || a.Customer != d.keep.Meta.ID || a.Vehicle != mine.Meta.ID {
		t.Errorf("%+v, %v", a, err)
	}
	back, err := d.m.Unmerge(ctx, "Huber", m)
	must(t, err)
	if a, err = d.s.Appointment(ctx, visit.Meta.ID); err != nil || a.Customer != back || a.Vehicle == mine.Meta.ID {
		t.Errorf("taken back: %+v, %v", a, err)
	}
	if cars, _ = d.s.VehiclesOf(ctx, back); len(cars) != 2 {
		t.Errorf("taken back: %+v", cars)
	}
}

func TestAMergeIsRefusedWithItsReason(t *testing.T) {
	d := two(t, *karin(), *karin())
	try := func() error {
		_, err := d.m.Merge(ctx, "Huber", master.Merging{Keep: d.keep, Drop: d.drop, Explain: explain})
		return err
	}
	settings, err := d.s.Settings(ctx)
	must(t, err)
	settings.Basis.CashCustomer = "40002"
	d.put(&settings)
	if err := try(); !errors.Is(err, master.ReasonMergeCash) {
		t.Errorf("cash-sale customer: %v", err)
	}
	settings.Basis.CashCustomer = ""
	d.put(&settings)
	sending := &core.Message{State: core.MessageSending, Channel: core.ChannelSMS, Module: core.ModuleSMS, Customer: d.drop.Meta.ID, To: []string{"+436641234567"}, Text: "Morgen"}
	d.put(sending)
	if err := try(); !errors.Is(err, master.ReasonMergeSending) {
		t.Errorf("while a message leaves: %v", err)
	}
	sending.State = core.MessageAccepted
	d.put(sending)
	changed := d.drop
	changed.Notes = "neu"
	d.put(&changed)
	if err := try(); !core.IsKind(err, core.Conflict) {
		t.Errorf("changed meanwhile: %v", err)
	}
	if n, _ := d.s.Count(ctx, core.EntityCustomer); n != 2 {
		t.Errorf("%d customers after refusals", n)
	}
}

func TestAMergeThatSomethingDependsOnStays(t *testing.T) {
	d := two(t, *karin(), *karin())
	d.drop.Contact.Email = "neu@example.at"
	d.put(&d.drop)
	car := golf(d.drop.Meta.ID)
	d.put(car)
	m := d.merge(core.FieldEmail)

	visit := d.visit(d.keep.Meta.ID, car.Meta.ID)
	var because *core.Error
	if _, err := d.m.Unmerge(ctx, "Huber", m); !errors.Is(err, master.ReasonUnmergeVisit) || !errors.As(err, &because) || because.Ref.ID != visit.Meta.ID {
		t.Errorf("with a later appointment: %v", err)
	}
	if _, err := d.s.Apply(ctx, core.Change{Op: core.NewOp(), What: "test", Delete: []core.Ref{{Entity: core.EntityAppointment, ID: visit.Meta.ID, Rev: visit.Meta.Rev}}}); err != nil {
		t.Fatal(err)
	}
	kept, err := d.s.Customer(ctx, d.keep.Meta.ID)
	must(t, err)
	kept.Contact.Email = "anders@example.at"
	d.put(&kept)
	wantReason(t, d.m.CanUnmerge(ctx, m), core.FieldEmail, master.ReasonUnmergeField)
	kept.Contact.Email, kept.Contact.Street = "neu@example.at", "Hauptplatz"
	d.put(&kept)
	back, err := d.m.Unmerge(ctx, "Huber", m)
	must(t, err)
	if kept, _ = d.s.Customer(ctx, d.keep.Meta.ID); kept.Contact.Email != "" || kept.Contact.Street != "Hauptplatz" || kept.Notes != "" {
		t.Errorf("the kept customer afterwards: %+v", kept)
	}
	if c, err := d.s.CustomerByNumber(ctx, "40002"); err != nil || c.Meta.ID != back {
		t.Errorf("number 40002 leads to %+v, %v", c, err)
	}
}

func TestMergesAreTakenBackInTheReverseOrder(t *testing.T) {
	d := two(t, *karin(), *karin())
	third := karin()
	third.Number = "40003"
	must(t, d.m.SaveCustomer(ctx, "Huber", third, 0, true))
	first := d.merge()
	kept, err := d.s.Customer(ctx, d.keep.Meta.ID)
	must(t, err)
	second, err := d.m.Merge(ctx, "Huber", master.Merging{Keep: *third, Drop: kept, Explain: explain})
	must(t, err)
	if c, err := d.s.CustomerByNumber(ctx, "40002"); err != nil || c.Number != "40003" {
		t.Errorf("after two merges the first number leads to %q, %v", c.Number, err)
	}
	if err := d.m.CanUnmerge(ctx, first); !errors.Is(err, master.ReasonUnmergeGone) {
		t.Errorf("the first before the second: %v", err)
	}
	back, err := d.m.Unmerge(ctx, "Huber", second)
	must(t, err)
	list, err := d.s.MergesInto(ctx, back)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if _, err := d.m.Unmerge(ctx, "Huber", list[0]); err != nil {
		t.Error(err)
	}
}

// picture is everything in the store apart from ids and revisions: records are named by number, plate and text.
func picture(s *coretest.Store) string {
	names := map[core.ID]string{}
	var lines []string
	tell := func(parts ...any) { lines = append(lines, fmt.Sprint(parts...)) }
	text := func(v any) string {
		b, _ := json.Marshal(v)
		return string(b)
	}
	customers, _ := s.IDs(ctx, core.Query{Entity: core.EntityCustomer})
	for _, id := range customers {
		c, _ := s.Customer(ctx, id)
		names[id] = c.Number
		tell("customer ", text(c.FieldValues()), c.Contact.Phone.E164, c.Contact.Mobile.E164)
	}
	cars := map[core.ID]string{}
	vehicles, _ := s.IDs(ctx, core.Query{Entity: core.EntityVehicle})
	for _, id := range vehicles {
		v, _ := s.Vehicle(ctx, id)
		cars[id] = v.Data.Plate
		tell("vehicle ", text(v.Data), v.Notes, " of ", names[v.Owner], " driven by ", names[v.Driver])
		if state, err := s.ImportState(ctx, core.Ref{Entity: core.EntityVehicle, ID: id}); err == nil {
			tell("import of ", cars[id], text(state.Values))
		}
	}
	for _, id := range customers {
		visits, _ := s.AppointmentsOfCustomer(ctx, id)
		for _, a := range visits {
			tell("visit ", a.Label(), " of ", names[id], " with ", cars[a.Vehicle])
		}
		messages, _ := s.MessagesOfCustomer(ctx, id)
		for _, m := range messages {
			tell("message ", m.Label(), " to ", names[id])
		}
		said, _ := s.NotDuplicatesOfCustomer(ctx, id)
		for _, n := range said {
			tell("said ", names[n.Customer], " ", names[n.Other], " ", n.Lead)
		}
		if state, err := s.ImportState(ctx, core.Ref{Entity: core.EntityCustomer, ID: id}); err == nil {
			tell("import of ", names[id], text(state.Values))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestAMergeTakenBackLeavesEverythingAsItWas(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := two(t, *karin(), *karin())
		third := karin()
		must(t, d.m.SaveCustomer(ctx, "Huber", third, 0, true))
		people := []core.ID{d.keep.Meta.ID, d.drop.Meta.ID, third.Meta.ID}
		whoever := rapid.SampledFrom(people)
		word := rapid.StringMatching(`[A-Z][a-z]{2,5}`)
		for _, c := range []*core.Customer{&d.keep, &d.drop} {
			for _, f := range []core.Field{core.FieldTown, core.FieldEmail, core.FieldMobile, core.FieldNotes} {
				if rapid.Bool().Draw(r, "has") {
					value := word.Draw(r, "value")
					if f == core.FieldEmail {
						value += "@example.at"
					}
					must(t, c.Set(f, value))
				}
			}
			c.Blocked = rapid.Bool().Draw(r, "blocked")
			c.BlockReason = map[bool]string{true: word.Draw(r, "why")}[c.Blocked]
			must(t, d.m.SaveCustomer(ctx, "Huber", c, 0, true))
		}
		var cars []core.ID
		for i := range rapid.IntRange(0, 5).Draw(r, "cars") {
			v := &core.Vehicle{Meta: core.Meta{ID: core.Pending(1)}, Owner: whoever.Draw(r, "owner"), Driver: rapid.SampledFrom(append([]core.ID{0}, people...)).Draw(r, "driver")}
			v.Data = core.VehicleData{Plate: fmt.Sprintf("S-%d A", i), Mileage: rapid.IntRange(0, 3).Draw(r, "km")}
			if rapid.Bool().Draw(r, "twin") {
				v.Data.VIN = "WVWZZZ1KZAW12345" + rapid.SampledFrom([]string{"6", "7"}).Draw(r, "vin")
			}
			if v.Driver == v.Owner {
				v.Driver = 0
			}
			d.put(v, &core.ImportState{Target: core.Ref{Entity: core.EntityVehicle, ID: v.Meta.ID}, Values: []core.FieldValue{{Field: core.FieldPlate, Value: v.Data.Plate}}})
			cars = append(cars, v.Meta.ID)
		}
		for range rapid.IntRange(0, 4).Draw(r, "visits") {
			vehicle := core.ID(0)
			if len(cars) > 0 {
				vehicle = rapid.SampledFrom(cars).Draw(r, "car")
			}
			d.visit(whoever.Draw(r, "customer"), vehicle)
		}
		for range rapid.IntRange(0, 2).Draw(r, "messages") {
			d.put(&core.Message{State: core.MessageSent, Channel: core.ChannelEmail, Module: core.ModuleSMTP, Customer: whoever.Draw(r, "to"), To: []string{"a@example.at"}, Text: "Morgen"})
		}
		for range rapid.IntRange(0, 4).Draw(r, "said") {
			n := &core.NotDuplicate{Customer: whoever.Draw(r, "one"), Lead: core.ID(rapid.IntRange(0, 2).Draw(r, "lead"))}
			if n.Lead == 0 {
				n.Other = rapid.SampledFrom(people).Filter(func(id core.ID) bool { return id != n.Customer }).Draw(r, "other")
			}
			if n.Lead == 0 || known(d.s, n.Lead) {
				d.put(n)
			}
		}
		if rapid.Bool().Draw(r, "imported") {
			d.put(&core.ImportState{Target: core.Ref{Entity: core.EntityCustomer, ID: d.drop.Meta.ID}, Values: []core.FieldValue{{Field: core.FieldTown, Value: "Wien"}}})
		}
		before := picture(d.s)
		take := rapid.SliceOfDistinct(rapid.SampledFrom(master.MergeFields()), func(f core.Field) core.Field { return f }).Draw(r, "take")
		if slices.Contains(take, core.FieldLastName) {
			take = append(take, core.FieldFirstName, core.FieldCompany)
		}
		m := d.merge(take...)
		if _, err := d.s.Customer(ctx, d.drop.Meta.ID); !core.IsKind(err, core.NotFound) {
			r.Fatalf("the other is still there: %v", err)
		}
		if _, err := d.m.Unmerge(ctx, "Huber", m); err != nil {
			r.Fatal(err)
		}
		if after := picture(d.s); after != before {
			r.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

func known(s *coretest.Store, lead core.ID) bool {
	_, err := s.Lead(ctx, lead)
	return err == nil
}
