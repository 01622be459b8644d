package booking_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/booking"
)

// values are all records of the desk as they are, without what changes at every write.
func (d *desk) values() map[core.Ref]core.Record {
	d.Helper()
	all := map[core.Ref]core.Record{}
	keep := func(e core.Entity, id core.ID, r core.Record) {
		r.Head().Rev, r.Head().UpdatedAt, r.Head().UpdatedBy = 0, r.Head().CreatedAt, ""
		all[core.Ref{Entity: e, ID: id}] = r
	}
	for _, e := range []core.Entity{core.EntityCustomer, core.EntityVehicle, core.EntityLead, core.EntityAppointment} {
		for _, id := range must(d.store.IDs(ctx, core.Query{Entity: e}))(d) {
			switch e {
			case core.EntityCustomer:
				c := d.storedCustomer(id)
				keep(e, id, &c)
				for _, n := range must(d.store.NotDuplicatesOfCustomer(ctx, id))(d) {
					keep(core.EntityNotDuplicate, n.Meta.ID, &n)
				}
			case core.EntityVehicle:
				v := must(d.store.Vehicle(ctx, id))(d)
				keep(e, id, &v)
			case core.EntityLead:
				l := d.storedLead(id)
				keep(e, id, &l)
			case core.EntityAppointment:
				a := d.storedAppointment(id)
				keep(e, id, &a)
			}
		}
	}
	return all
}

func (d *desk) same(before map[core.Ref]core.Record) {
	d.Helper()
	if diff := cmp.Diff(before, d.values()); diff != "" {
		d.Error(diff)
	}
}

// anyDraft opens a draft for a lead in one of all the ways the editor allows, and says what it drew.
func (d *desk) anyDraft(r *rapid.T) *booking.Draft {
	l := d.lead(func(q *core.Request) {
		q.CustomerNumber = rapid.SampledFrom([]string{"10001", "10002"}).Draw(r, "number")
		q.Vehicle.VIN = rapid.SampledFrom([]string{karinsVIN, hansVIN, freeVIN, "A123987"}).Draw(r, "vin")
		q.Contact.Street = rapid.SampledFrom([]string{"", "Neue Gasse", "Linzer Straße"}).Draw(r, "street")
		q.Contact.HouseNumber = rapid.SampledFrom([]string{"", "9"}).Draw(r, "house")
		q.Contact.Mobile = core.Phone{Typed: rapid.SampledFrom([]string{"", "0664 1", "+49 170 1234567", "0676 555 66 77"}).Draw(r, "mobile")}
		q.Contact.Country = rapid.SampledFrom([]string{"", "DE", "AT"}).Draw(r, "country")
	})
	if rapid.Bool().Draw(r, "not hans") {
		if err := d.NotDuplicate(ctx, "Huber", l.Meta.ID, d.hans.Meta.ID); err != nil {
			r.Fatal(err)
		}
	}
	if rapid.Bool().Draw(r, "taken") {
		if err := d.step("Huber", booking.Taking(), l.Meta.ID); err != nil {
			r.Fatal(err)
		}
	}
	choice := booking.Choice{Way: rapid.SampledFrom([]booking.Way{
		booking.WayExisting, booking.WayMerge, booking.WayNew, booking.WayCash,
	}).Draw(r, "way")}
	switch choice.Way {
	case booking.WayMerge:
		choice.Customer = rapid.SampledFrom([]core.ID{d.karin.Meta.ID, d.hans.Meta.ID}).Draw(r, "customer")
		fallthrough
	case booking.WayExisting:
		choice.Update = rapid.SliceOfDistinct(rapid.SampledFrom(core.ContactFields()), rapid.ID[core.Field]).Draw(r, "ticks")
	}
	draft := d.draft(l, choice)
	cash := choice.Way == booking.WayCash
	draft.ChangeOwner = !cash && rapid.Bool().Draw(r, "change owner")
	if draft.CreateVehicle = rapid.Bool().Draw(r, "create vehicle"); cash {
		draft.VehicleOwner = d.hans.Meta.ID
	}
	return draft
}

func TestUndoRestoresEveryRecordThatASaveTouched(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		draft := d.anyDraft(r)
		before := d.values()
		id := d.save(draft).Appointment.Meta.ID
		if err := d.Undo(ctx, "Huber", id); err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(before, d.values()); diff != "" {
			r.Fatal(diff)
		}
	})
}

func TestSavingTwiceWithOneOperationWritesOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		draft := d.anyDraft(r)
		switch rapid.IntRange(0, 2).Draw(r, "kind") {
		case 1:
			draft = must(d.DraftFor(ctx, 0, d.golf.Meta.ID, d.nextWeek, "Huber"))(t)
		case 2:
			draft = must(d.Edit(ctx, d.save(draft).Appointment.Meta.ID))(t)
			draft.CreateVehicle, draft.VehicleOwner = !draft.Appointment.CashSale, 0
			draft.Appointment.Notes = "geändert"
		}
		writes := d.writes()
		first, second := d.save(draft), d.save(draft)
		if *writes != 1 || !second.Receipt.Known || first.Receipt.Known {
			r.Fatalf("%d writes, second known %v", *writes, second.Receipt.Known)
		}
		if diff := cmp.Diff(first.Appointment, second.Appointment); diff != "" {
			r.Fatal(diff)
		}
		if first.Customer.Meta.ID != second.Customer.Meta.ID || (first.Vehicle == nil) != (second.Vehicle == nil) {
			r.Fatalf("%+v\n%+v", first, second)
		}
	})
}

func TestNothingThatIsEditedLaterChangesTheSnapshot(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		draft := d.anyDraft(r)
		want := d.storedLead(draft.Lead.Meta.ID).Request
		a := d.save(draft).Appointment
		for range rapid.IntRange(1, 5).Draw(r, "edits") {
			switch rapid.IntRange(0, 4).Draw(r, "edit") {
			case 0:
				edit := must(d.Edit(ctx, a.Meta.ID))(t)
				edit.Appointment.Snapshot.Contact.LastName = "jemand"
				edit.Appointment.Contact.LastName = "anderer"
				d.save(edit)
			case 1:
				d.changeOutside(a.Lead, false, d.nextWeek)
			case 2:
				edit := must(d.Edit(ctx, a.Meta.ID))(t)
				edit.Acknowledge = true
				d.save(edit)
			case 3:
				at := d.wanted.Add(60 * rapid.IntRange(1, 90).Draw(r, "hours"))
				must(d.Reschedule(ctx, "Huber", a.Meta.ID, at, "", true))(t)
			case 4:
				c := d.storedCustomer(a.Customer)
				c.Contact.Town = rapid.SampledFrom([]string{"Wals", "Graz", "Wien"}).Draw(r, "town")
				d.store.Put(t, &c)
			}
			if diff := cmp.Diff(&want, d.storedAppointment(a.Meta.ID).Snapshot); diff != "" {
				r.Fatal(diff)
			}
		}
	})
}
