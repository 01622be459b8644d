package master

import (
	"context"
	"slices"

	"terminwerk/core"
)

// CanUnmerge tells why Unmerge would refuse; nil when it would not.
func (s *Service) CanUnmerge(ctx context.Context, merge core.Merge) error {
	_, err := s.unmerging(ctx, merge)
	return err
}

// Unmerge takes a merge back: the customer that went is there again with its number, under a new id, and everything that
// moved and was not moved elsewhere since goes back to it. Later changes of other fields and later appointments of the kept
// customer stay. Errors: Invalid with the reason and the record that stands against it: the kept customer is gone, a value
// that came with the merge was changed since, a later appointment of the kept customer is about one of the other's
// vehicles.
func (s *Service) Unmerge(ctx context.Context, actor string, merge core.Merge) (core.ID, error) {
	u, err := s.unmerging(ctx, merge)
	if err != nil {
		return 0, err
	}
	err = s.apply(ctx, actor, u.change)
	return u.back.Meta.ID, err
}

// unmerging collects what takes a merge back; back is the customer that returns.
type unmerging struct {
	*Service
	core.Merge
	back   core.Customer
	kept   core.Customer
	change core.Change
	visits map[core.ID]*core.Appointment
}

func (s *Service) unmerging(ctx context.Context, merge core.Merge) (*unmerging, error) {
	u := &unmerging{
		Service: s, Merge: merge, back: merge.Gone, visits: map[core.ID]*core.Appointment{},
		change: core.Change{What: "customer.unmerged", Delete: []core.Ref{refTo(&merge)}},
	}
	u.back.Meta = core.Meta{ID: core.Pending(1)}
	for _, step := range []func(context.Context) error{u.customers, u.absorbed, u.vehicles, u.moved, u.later, u.decisions, u.merges, u.imported} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	for _, a := range u.visits {
		u.change.Put = append(u.change.Put, a)
	}
	return u, nil
}

func (u *unmerging) refuse(because core.Record, f core.Field, why core.Reason) error {
	return &core.Error{Kind: core.Invalid, Op: "unmerge customers", Ref: refTo(because), Field: f, Err: why}
}

func (u *unmerging) customers(ctx context.Context) error {
	kept, err := u.store.Customer(ctx, u.Kept)
	if core.IsKind(err, core.NotFound) {
		return u.refuse(&core.Customer{Meta: core.Meta{ID: u.Kept}}, "", ReasonUnmergeGone)
	}
	if err != nil {
		return err
	}
	if f := fieldsChanged(u.Changes, kept.FieldValues()); f != "" {
		return u.refuse(&kept, f, ReasonUnmergeField)
	}
	settings, err := u.store.Settings(ctx)
	if err != nil {
		return err
	}
	for _, c := range u.Changes {
		if err := kept.Set(c.Field, c.Old); err != nil {
			return err
		}
	}
	kept.Notes = withoutNote(kept.Notes, u.Note)
	kept.Former = slices.DeleteFunc(slices.Clone(kept.Former), func(number string) bool {
		return number == u.Gone.Number || slices.Contains(u.Gone.Former, number)
	})
	kept.Normalize(settings.Basis.Country)
	u.kept = kept
	u.change.Put = append(u.change.Put, &u.kept, &u.back)
	return nil
}

// visit is an appointment that is written, read once; nil when it is gone.
func (u *unmerging) visit(ctx context.Context, id core.ID) (*core.Appointment, error) {
	if a := u.visits[id]; a != nil {
		return a, nil
	}
	a, err := u.store.Appointment(ctx, id)
	if core.IsKind(err, core.NotFound) {
		return nil, nil
	}
	if err == nil {
		u.visits[id] = &a
	}
	return &a, err
}

// absorbed brings second records of vehicles back, with their appointments.
func (u *unmerging) absorbed(ctx context.Context) error {
	for i, a := range u.Absorbed {
		v := a.Vehicle
		v.Meta = core.Meta{ID: core.Pending(2 + i)}
		replace(&v.Owner, u.Gone.Meta.ID, u.back.Meta.ID)
		replace(&v.Driver, u.Gone.Meta.ID, u.back.Meta.ID)
		u.change.Put = append(u.change.Put, &v)
		restoreImportState(&u.change, a.Import, v.Meta.ID)
		for _, id := range a.Appointments {
			visit, err := u.visit(ctx, id)
			if err != nil {
				return err
			}
			if visit != nil && visit.Vehicle == a.Into {
				visit.Vehicle = v.Meta.ID
			}
		}
	}
	return nil
}

// vehicles gives the roles back where they are still as the merge left them.
func (u *unmerging) vehicles(ctx context.Context) error {
	for _, was := range u.Vehicles {
		v, err := u.store.Vehicle(ctx, was.Vehicle)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if v.Owner == was.NewOwner {
			v.Owner = u.restored(was.Owner)
		}
		if v.Driver == was.NewDriver {
			v.Driver = u.restored(was.Driver)
		}
		for _, a := range slices.Backward(u.Absorbed) {
			if a.Into == v.Meta.ID {
				giveBack(&v, a)
			}
		}
		u.change.Put = append(u.change.Put, &v)
	}
	return nil
}

func (u *unmerging) restored(id core.ID) core.ID {
	replace(&id, u.Gone.Meta.ID, u.back.Meta.ID)
	return id
}

// giveBack takes out of a vehicle what it took over from its second record and still has.
func giveBack(v *core.Vehicle, a core.Absorbed) {
	for _, c := range a.Changes {
		if v.Data.Get(c.Field) == c.New {
			_ = v.Data.Set(c.Field, c.Old) // it came from Get
		}
	}
	v.Notes = withoutNote(v.Notes, a.Note)
}

// moved gives appointments and messages back that are still the kept customer's.
func (u *unmerging) moved(ctx context.Context) error {
	for _, ref := range u.Moved {
		if ref.Entity == core.EntityAppointment {
			a, err := u.visit(ctx, ref.ID)
			if err != nil {
				return err
			}
			if a != nil {
				replace(&a.Customer, u.Kept, u.back.Meta.ID)
			}
			continue
		}
		m, err := u.store.Message(ctx, ref.ID)
		switch {
		case core.IsKind(err, core.NotFound):
			continue
		case err != nil:
			return err
		case m.State == core.MessageSending:
			return u.refuse(&m, "", ReasonMergeSending)
		}
		replace(&m.Customer, u.Kept, u.back.Meta.ID)
		u.change.Put = append(u.change.Put, &m)
	}
	return nil
}

// later looks for appointments that the kept customer made since with a vehicle that would go back.
func (u *unmerging) later(ctx context.Context) error {
	visits, err := u.store.AppointmentsOfCustomer(ctx, u.Kept)
	if err != nil {
		return err
	}
	for i := range visits {
		goes := slices.ContainsFunc(u.Vehicles, func(v core.MovedRoles) bool {
			return v.Vehicle == visits[i].Vehicle && v.Owner == u.Gone.Meta.ID
		})
		before := slices.Contains(u.Guests, visits[i].Meta.ID) || slices.ContainsFunc(u.Moved, func(r core.Ref) bool {
			return r.Entity == core.EntityAppointment && r.ID == visits[i].Meta.ID
		})
		if goes && !before {
			return u.refuse(&visits[i], "", ReasonUnmergeVisit)
		}
	}
	return nil
}

func (u *unmerging) decisions(ctx context.Context) error {
	now, err := u.store.NotDuplicatesOfCustomer(ctx, u.Kept)
	if err != nil {
		return err
	}
	for i := range now {
		at := slices.IndexFunc(u.Said, func(s core.MovedSaid) bool { return s.Decision == now[i].Meta.ID })
		if at < 0 {
			continue
		}
		now[i].Customer, now[i].Other = u.restored(u.Said[at].Customer), u.restored(u.Said[at].Other)
		u.change.Put = append(u.change.Put, &now[i])
	}
	return u.restoreDecisions(ctx, &u.change, u.Unsaid, u.Gone.Meta.ID, u.back.Meta.ID)
}

// merges lets earlier merges into the customer that returns point to it.
func (u *unmerging) merges(ctx context.Context) error {
	earlier, err := u.store.MergesInto(ctx, u.Gone.Meta.ID)
	for i := range earlier {
		earlier[i].Kept = u.back.Meta.ID
		u.change.Put = append(u.change.Put, &earlier[i])
	}
	return err
}

// imported gives the customer that returns what the main system last said about it, with what waits for a decision.
func (u *unmerging) imported(ctx context.Context) error {
	state, err := u.importStateOf(ctx, &u.kept)
	if err != nil || u.Import == nil {
		return err
	}
	back := *u.Import
	if state != nil {
		var stay []core.FieldConflict
		for _, c := range state.Review {
			if c.By != u.Gone.Number {
				stay = append(stay, c)
				continue
			}
			c.By, c.Ours = "", valueOf(u.back.FieldValues(), c.Field)
			back.Review = append(back.Review, c)
		}
		if len(stay) < len(state.Review) {
			state.Review = stay
			u.change.Put = append(u.change.Put, state)
		}
	}
	restoreImportState(&u.change, &back, u.back.Meta.ID)
	return nil
}
