package master

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/vin"
)

// vehicles gives Drop's roles to Keep. A vehicle that both own becomes one: the appointments of the second record point to
// the first, which takes over what it lacks.
func (p *merging) vehicles(ctx context.Context) error {
	kept, err := p.store.VehiclesOf(ctx, p.Keep.Meta.ID)
	if err != nil {
		return err
	}
	theirs, err := p.store.VehiclesOf(ctx, p.Drop.Meta.ID)
	if err != nil {
		return err
	}
	into := map[core.ID]*core.Vehicle{} // those written, by id
	for i := range theirs {
		v := &theirs[i]
		if twin := p.twin(kept, v); twin != nil {
			if into[twin.Meta.ID] == nil {
				p.move(twin)
				into[twin.Meta.ID] = twin
			}
			if err := p.absorb(ctx, v, into[twin.Meta.ID]); err != nil {
				return err
			}
			continue
		}
		if into[v.Meta.ID] == nil {
			p.move(v)
			into[v.Meta.ID] = v
		}
	}
	for i := range p.merge.Vehicles {
		was := &p.merge.Vehicles[i]
		was.NewOwner, was.NewDriver = into[was.Vehicle].Owner, into[was.Vehicle].Driver
	}
	return nil
}

// twin is Keep's record of a vehicle that Drop owns too.
func (p *merging) twin(kept []core.Vehicle, v *core.Vehicle) *core.Vehicle {
	key := vin.Key(v.Data.VIN)
	if key == "" || v.Owner != p.Drop.Meta.ID {
		return nil
	}
	for i := range kept {
		if kept[i].Owner == p.Keep.Meta.ID && vin.Key(kept[i].Data.VIN) == key {
			return &kept[i]
		}
	}
	return nil
}

// move puts Keep where Drop owned or drove.
func (p *merging) move(v *core.Vehicle) {
	p.merge.Vehicles = append(p.merge.Vehicles, core.MovedRoles{Vehicle: v.Meta.ID, Owner: v.Owner, Driver: v.Driver})
	replace(&v.Owner, p.Drop.Meta.ID, p.Keep.Meta.ID)
	replace(&v.Driver, p.Drop.Meta.ID, p.Keep.Meta.ID)
	if v.Driver == v.Owner {
		v.Driver = 0
	}
	p.change.Put = append(p.change.Put, v)
}

func replace(id *core.ID, old, now core.ID) {
	if *id == old {
		*id = now
	}
}

func (p *merging) absorb(ctx context.Context, v, into *core.Vehicle) error {
	a := core.Absorbed{Vehicle: *v, Into: into.Meta.ID}
	var err error
	if a.Import, err = p.deleteImportState(ctx, &p.change, v); err != nil {
		return err
	}
	visits, err := p.store.AppointmentsOfVehicle(ctx, v.Meta.ID)
	if err != nil {
		return err
	}
	for i := range visits {
		a.Appointments = append(a.Appointments, visits[i].Meta.ID)
	}
	if into.Driver == 0 && v.Driver != 0 && v.Driver != p.Keep.Meta.ID && v.Driver != p.Drop.Meta.ID {
		into.Driver = v.Driver
	}
	before := into.Data.FieldValues()
	lost := joinVehicles(&into.Data, &v.Data)
	if v.Notes != "" && v.Notes != into.Notes {
		lost = append(lost, core.FieldValue{Field: core.FieldNotes, Value: v.Notes})
	}
	a.Changes = core.Differences(before, into.Data.FieldValues())
	if len(lost) > 0 {
		a.Note = p.Explain(v, lost)
		into.Notes = withNote(into.Notes, a.Note)
	}
	p.merge.Absorbed = append(p.merge.Absorbed, a)
	p.change.Delete = append(p.change.Delete, refTo(v))
	return nil
}

// joinVehicles fills what into lacks, keeps the higher mileage, and returns what stands nowhere then.
func joinVehicles(into, v *core.VehicleData) (lost []core.FieldValue) {
	mileage := max(into.Mileage, v.Mileage)
	for _, theirs := range v.FieldValues() {
		switch ours := into.Get(theirs.Field); {
		case theirs.Value == "" || theirs.Value == ours || theirs.Field == core.FieldMileage:
		case ours != "" || into.Set(theirs.Field, theirs.Value) != nil:
			lost = append(lost, theirs)
		}
	}
	into.Mileage = mileage
	return lost
}

// visits moves the appointments, and those of an absorbed vehicle to the record that stays.
func (p *merging) visits(ctx context.Context) error {
	list, err := p.store.AppointmentsOfCustomer(ctx, p.Drop.Meta.ID)
	if err != nil {
		return err
	}
	for i := range list {
		p.merge.Moved = append(p.merge.Moved, refTo(&list[i]))
		list[i].Customer = p.Keep.Meta.ID
	}
	for _, a := range p.merge.Absorbed {
		for _, id := range a.Appointments {
			at := slices.IndexFunc(list, func(v core.Appointment) bool { return v.Meta.ID == id })
			if at < 0 {
				visit, err := p.store.Appointment(ctx, id)
				if err != nil {
					return err
				}
				at, list = len(list), append(list, visit)
			}
			list[at].Vehicle = a.Into
		}
	}
	for i := range list {
		p.change.Put = append(p.change.Put, &list[i])
	}
	return p.guests(ctx)
}

// guests notes which appointments Keep already had with Drop's vehicles: they do not stand against taking the merge back.
func (p *merging) guests(ctx context.Context) error {
	list, err := p.store.AppointmentsOfCustomer(ctx, p.Keep.Meta.ID)
	for _, a := range list {
		if slices.ContainsFunc(p.merge.Vehicles, func(v core.MovedRoles) bool { return v.Vehicle == a.Vehicle }) {
			p.merge.Guests = append(p.merge.Guests, a.Meta.ID)
		}
	}
	return err
}

func (p *merging) messages(ctx context.Context) error {
	list, err := p.store.MessagesOfCustomer(ctx, p.Drop.Meta.ID)
	for i := range list {
		if list[i].State == core.MessageSending {
			return refused("merge customers", &list[i], ReasonMergeSending)
		}
		p.merge.Moved = append(p.merge.Moved, refTo(&list[i]))
		list[i].Customer = p.Keep.Meta.ID
		p.change.Put = append(p.change.Put, &list[i])
	}
	return err
}

// decisions moves what was said about Drop unless the same is said about Keep; that the two are different people is
// forgotten.
func (p *merging) decisions(ctx context.Context) error {
	keep, drop := p.Keep.Meta.ID, p.Drop.Meta.ID
	said, err := p.store.NotDuplicatesOfCustomer(ctx, keep)
	if err != nil {
		return err
	}
	list, err := p.store.NotDuplicatesOfCustomer(ctx, drop)
	if err != nil {
		return err
	}
	for i := range list {
		n := &list[i]
		before := core.MovedSaid{Decision: n.Meta.ID, Customer: n.Customer, Other: n.Other}
		moved := *n
		replace(&moved.Customer, drop, keep)
		replace(&moved.Other, drop, keep)
		if moved.Customer == moved.Other || slices.ContainsFunc(said, func(o core.NotDuplicate) bool { return sameDecision(o, moved) }) {
			p.merge.Unsaid = append(p.merge.Unsaid, *n)
			p.change.Delete = append(p.change.Delete, refTo(n))
			continue
		}
		p.merge.Said = append(p.merge.Said, before)
		said = append(said, moved)
		p.change.Put = append(p.change.Put, &moved)
	}
	return nil
}

func sameDecision(a, b core.NotDuplicate) bool {
	if a.Lead != b.Lead {
		return false
	}
	return a.Customer == b.Customer && a.Other == b.Other || a.Lead == 0 && a.Customer == b.Other && a.Other == b.Customer
}

// fieldsChanged finds a field that no longer has the value a merge gave it; empty when all still have.
func fieldsChanged(changes []core.FieldChange, now []core.FieldValue) core.Field {
	for _, c := range changes {
		if valueOf(now, c.Field) != strings.TrimSpace(c.New) {
			return c.Field
		}
	}
	return ""
}
