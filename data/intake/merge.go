package intake

import (
	"slices"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/master"
)

// merged is what three-way merging of one record came to; the rule is master.MergeImport.
type merged struct {
	take   []core.FieldValue // to be written into our record
	state  bool              // the state has changed
	review int               // fields newly changed on both sides
}

// merge brings a record together with what the main system says now; state becomes what it says.
func merge(state *core.ImportState, ours, theirs []core.FieldValue, now time.Time) merged {
	take, conflicts := master.MergeImport(state, ours, theirs, now.UTC().Truncate(time.Second))
	m := merged{take: take, state: !slices.Equal(conflicts, state.Review)}
	for _, c := range conflicts {
		if !slices.Contains(state.Review, c) {
			m.review++
		}
	}
	state.Review = conflicts
	state.Values = slices.Clone(state.Values)
	for _, t := range theirs {
		at := slices.IndexFunc(state.Values, func(v core.FieldValue) bool { return v.Field == t.Field })
		switch {
		case at < 0:
			state.Values = append(state.Values, t)
		case state.Values[at].Value != t.Value:
			state.Values[at] = t
		default:
			continue
		}
		m.state = true
	}
	return m
}

// takeCustomer writes merged values into a customer. A block that comes without its reason gets a dash.
func takeCustomer(c *core.Customer, take []core.FieldValue) error {
	for _, v := range take {
		if err := c.Set(v.Field, v.Value); err != nil {
			return err
		}
	}
	if c.Blocked && strings.TrimSpace(c.BlockReason) == "" {
		c.BlockReason = "–"
	}
	return c.Validate()
}

func takeVehicle(v *core.Vehicle, take []core.FieldValue) error {
	for _, t := range take {
		if err := v.Set(t.Field, t.Value); err != nil {
			return err
		}
	}
	return v.Validate()
}

func valueOf(values []core.FieldValue, f core.Field) string {
	for _, v := range values {
		if v.Field == f {
			return v.Value
		}
	}
	return ""
}
