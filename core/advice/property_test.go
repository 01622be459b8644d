package advice

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
)

// muddle draws a booking in which several things are wrong at once.
func muddle(t *rapid.T) Input {
	all := situations()
	in := faultless()
	for range rapid.IntRange(0, 5).Draw(t, "troubles") {
		rapid.SampledFrom(all).Draw(t, "trouble").safely(&in)
	}
	return in
}

// safely applies the change where the situation is possible beside the others: one without a vehicle cannot change its VIN.
func (s situation) safely(in *Input) {
	defer func() { _ = recover() }()
	s.change(in)
}

// String names a drawn situation.
func (s situation) String() string { return s.name }

func keys(findings []Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Key)
	}
	return all
}

func TestFindingsAreRepeatableSortedAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := muddle(t)
		got := Evaluate(in)
		if diff := cmp.Diff(got, Evaluate(in)); diff != "" {
			t.Fatal(diff)
		}
		if !slices.IsSortedFunc(got, func(x, y Finding) int { return int(y.Severity) - int(x.Severity) }) {
			t.Fatalf("errors are not first: %v", describe(got))
		}
		seen := map[string]bool{}
		for _, f := range got {
			if seen[f.Key] || !strings.HasPrefix(f.Key, f.Rule) || len(f.Args)%2 != 0 {
				t.Fatalf("%+v", f)
			}
			seen[f.Key] = true
		}
	})
}

func TestKeysStayWhenNothingRelevantChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := muddle(t)
		before := keys(Evaluate(in))
		in.Appointment.Notes = rapid.StringMatching(`[a-z ]{0,40}`).Draw(t, "notes")
		in.Appointment.CourtesyCar = rapid.SampledFrom([]string{"", "Polo"}).Draw(t, "courtesy car")
		in.Appointment.Meta.Rev += 3
		in.Now = in.Now.Add(rapid.IntRange(0, 60).Draw(t, "minutes later"))
		slices.Reverse(in.Settings.Basis.WorkTemplates)
		if diff := cmp.Diff(before, keys(Evaluate(in))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPartsOfNoMinutesNeverCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := faultless()
		in.Appointment.DropOff.Minutes, in.Appointment.PickUp.Minutes = 0, 0
		in.Appointment.Steps = nil
		for i := range rapid.IntRange(1, 5).Draw(t, "others") {
			o := openVisit(core.ID(30+i), "2026-11-30T07:30")
			o.DropOff.At = o.DropOff.At.Add(rapid.IntRange(0, 600).Draw(t, "minutes"))
			o.DropOff.Minutes = rapid.IntRange(0, 120).Draw(t, "length")
			in.Others = append(in.Others, o)
		}
		for _, f := range Evaluate(in) {
			if strings.HasPrefix(f.Rule, "overlap.") {
				t.Fatal(fmt.Sprint(f))
			}
		}
	})
}
