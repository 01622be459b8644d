package master

import (
	"context"
	"slices"
	"time"

	"terminwerk/core"
)

// MergeImport decides field by field what becomes of a record that is imported again: what changed only there is to be
// taken, what changed only here is kept, what changed on both sides to different values is kept and listed.
//
// state is what was known after the last import, nil for the first one; ours is the record as it is now; theirs holds the
// fields the import speaks of. conflicts is the complete new list for state.Review: a conflict that is still open stays
// with its first time, one that has resolved itself goes. A field without earlier value counts as having been empty.
func MergeImport(state *core.ImportState, ours, theirs []core.FieldValue, now time.Time) (take []core.FieldValue, conflicts []core.FieldConflict) {
	if state == nil {
		state = &core.ImportState{}
	}
	for _, v := range theirs {
		f, here, there := v.Field, valueOf(ours, v.Field), v.Value
		base := valueOf(state.Values, f)
		open := conflictOf(state.Review, f)
		if open != nil {
			base = open.Base
		}
		switch {
		case here == there || there == base:
		case here == base:
			take = append(take, v)
		case open != nil && open.Ours == here && open.Theirs == there:
			conflicts = append(conflicts, *open)
		default:
			conflicts = append(conflicts, core.FieldConflict{Field: f, Base: base, Ours: here, Theirs: there, At: now})
		}
	}
	for _, open := range state.Review {
		if !slices.ContainsFunc(theirs, func(v core.FieldValue) bool { return v.Field == open.Field }) {
			conflicts = append(conflicts, open)
		}
	}
	return take, conflicts
}

func valueOf(values []core.FieldValue, f core.Field) string {
	for _, v := range values {
		if v.Field == f {
			return v.Value
		}
	}
	return ""
}

func conflictOf(list []core.FieldConflict, f core.Field) *core.FieldConflict {
	for i := range list {
		if list[i].Field == f {
			return &list[i]
		}
	}
	return nil
}

// Decide answers one line of the review list: the value of the main system is put into the record, or ours stays and the
// line goes. The next import asks again only when the main system changes the field again. Errors: Invalid when nothing
// waits for a decision any more or the value is not acceptable, NotFound, Conflict.
func (s *Service) Decide(ctx context.Context, actor string, target core.Ref, field core.Field, takeTheirs bool) error {
	state, err := s.store.ImportState(ctx, target)
	if core.IsKind(err, core.NotFound) {
		return core.Refuse(field, ReasonDecided)
	}
	if err != nil {
		return err
	}
	open := conflictOf(state.Review, field)
	if open == nil {
		return core.Refuse(field, ReasonDecided)
	}
	theirs := open.Theirs
	state.Review = slices.DeleteFunc(slices.Clone(state.Review), func(c core.FieldConflict) bool { return c.Field == field })
	if open.By == "" {
		state.Values = withValue(state.Values, core.FieldValue{Field: field, Value: theirs})
	}
	change := core.Change{What: "import.decided", Put: []core.Record{&state}}
	if takeTheirs {
		r, err := s.withField(ctx, target, field, theirs)
		if err != nil {
			return err
		}
		change.Put = append(change.Put, r)
	}
	return s.apply(ctx, actor, change)
}

func withValue(values []core.FieldValue, v core.FieldValue) []core.FieldValue {
	values = slices.DeleteFunc(slices.Clone(values), func(old core.FieldValue) bool { return old.Field == v.Field })
	return append(values, v)
}

// withField is the target with one field changed, normalised and checked.
func (s *Service) withField(ctx context.Context, target core.Ref, f core.Field, value string) (core.Record, error) {
	settings, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if target.Entity == core.EntityVehicle {
		v, err := s.store.Vehicle(ctx, target.ID)
		if err == nil {
			err = v.Set(f, value)
		}
		if err != nil {
			return nil, err
		}
		v.Data.Normalize(settings.Basis.Country)
		return &v, v.Validate()
	}
	c, err := s.store.Customer(ctx, target.ID)
	if err == nil {
		err = c.Set(f, value)
	}
	if err != nil {
		return nil, err
	}
	c.Normalize(settings.Basis.Country)
	return &c, c.Validate()
}
