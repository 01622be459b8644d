package master_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/master"
)

var importedFields = []core.Field{core.FieldFirstName, core.FieldLastName, core.FieldTown, core.FieldEmail}

func values() *rapid.Generator[[]core.FieldValue] {
	return rapid.Custom(func(t *rapid.T) []core.FieldValue {
		var list []core.FieldValue
		for _, f := range importedFields {
			list = append(list, core.FieldValue{Field: f, Value: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, string(f))})
		}
		return list
	})
}

func get(list []core.FieldValue, f core.Field) (string, bool) {
	for _, v := range list {
		if v.Field == f {
			return v.Value, true
		}
	}
	return "", false
}

func applied(ours, take []core.FieldValue) []core.FieldValue {
	var out []core.FieldValue
	for _, v := range ours {
		if value, ok := get(take, v.Field); ok {
			v.Value = value
		}
		out = append(out, v)
	}
	return out
}

func TestWhatChangedOnOneSideWinsAndWhatChangedOnBothIsListed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, ours, theirs := values().Draw(t, "base"), values().Draw(t, "ours"), values().Draw(t, "theirs")
		state := &core.ImportState{Values: base}
		take, conflicts := master.MergeImport(state, ours, theirs, coretest.Now)
		result := applied(ours, take)
		listed := map[core.Field]core.FieldConflict{}
		for _, c := range conflicts {
			listed[c.Field] = c
		}
		for _, f := range importedFields {
			was, _ := get(base, f)
			here, _ := get(ours, f)
			there, _ := get(theirs, f)
			got, _ := get(result, f)
			c, open := listed[f]
			both := here != was && there != was && here != there
			want := here
			if here == was {
				want = there
			}
			if got != want || open != both || open && (c.Base != was || c.Ours != here || c.Theirs != there) {
				t.Fatalf("%s: was %q, here %q, there %q: got %q, conflict %v", f, was, here, there, got, open)
			}
		}

		state = &core.ImportState{Values: theirs, Review: conflicts}
		again, still := master.MergeImport(state, result, theirs, coretest.Now.Add(time.Hour))
		if len(again) != 0 || cmp.Diff(conflicts, still) != "" {
			t.Fatalf("the same import again takes %v and lists %v", again, still)
		}
	})
}

func TestAConflictResolvesItselfWhenOneSideGoesBack(t *testing.T) {
	open := []core.FieldConflict{{Field: core.FieldTown, Base: "Salzburg", Ours: "Hallein", Theirs: "Wals", At: coretest.Now}}
	state := &core.ImportState{Values: []core.FieldValue{{Field: core.FieldTown, Value: "Wals"}}, Review: open}
	town := func(s string) []core.FieldValue { return []core.FieldValue{{Field: core.FieldTown, Value: s}} }
	for what, c := range map[string]struct {
		ours, theirs string
		take, open   int
	}{
		"unchanged":      {"Hallein", "Wals", 0, 1},
		"ours went back": {"Salzburg", "Wals", 1, 0},
		"theirs did":     {"Hallein", "Salzburg", 0, 0},
		"both agree":     {"Wals", "Wals", 0, 0},
		"theirs moved":   {"Hallein", "Linz", 0, 1},
	} {
		take, conflicts := master.MergeImport(state, town(c.ours), town(c.theirs), coretest.Now)
		if len(take) != c.take || len(conflicts) != c.open {
			t.Errorf("%s: take %v, conflicts %v", what, take, conflicts)
		}
	}
	if _, conflicts := master.MergeImport(state, town("Hallein"), nil, coretest.Now); len(conflicts) != 1 {
		t.Errorf("a field the import does not speak of loses its conflict: %v", conflicts)
	}
}

func TestDecidingTakesTheirsOrKeepsOurs(t *testing.T) {
	for _, takeTheirs := range []bool{true, false} {
		m, s := desk(t)
		c := karin()
		s.Put(t, c)
		target := core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID}
		s.Put(t, &core.ImportState{
			Target: target, Values: []core.FieldValue{{Field: core.FieldMobile, Value: "0664 7654321"}},
			Review: []core.FieldConflict{{Field: core.FieldMobile, Ours: "0664 1234567", Theirs: "0664 7654321", At: coretest.Now}},
		})
		must(t, m.Decide(ctx, "Huber", target, core.FieldMobile, takeTheirs))
		now, err := s.Customer(ctx, c.Meta.ID)
		must(t, err)
		want := "+436641234567"
		if takeTheirs {
			want = "+436647654321"
		}
		if now.Contact.Mobile.E164 != want {
			t.Errorf("%v: %+v", takeTheirs, now.Contact.Mobile)
		}
		state, err := s.ImportState(ctx, target)
		must(t, err)
		take, conflicts := master.MergeImport(&state, now.Contact.FieldValues(), []core.FieldValue{{Field: core.FieldMobile, Value: "0664 7654321"}}, coretest.Now)
		if len(take) != 0 || len(conflicts) != 0 {
			t.Errorf("%v: the next import takes %v and asks %v", takeTheirs, take, conflicts)
		}
		wantReason(t, m.Decide(ctx, "Huber", target, core.FieldMobile, true), core.FieldMobile, master.ReasonDecided)
	}
}

func TestEverySettingSurvivesAsText(t *testing.T) {
	s := core.DefaultSettings()
	for key, value := range map[string]string{
		"basis.dealership": "Autohaus Huber", "basis.hours.sat": "08:00-12:00", "basis.hours.mon": "07:30-12:00,13:00-17:00", "basis.hours.sun": "",
		"basis.advisers": "Huber, Maier", "basis.closed_days": "2026-12-24 Heiliger Abend, 2026-12-31", "basis.customer_number_start": "700000",
		"basis.cash_customer": "1", "basis.country": "DE", "basis.timezone": "Europe/Berlin", "view.theme": "dark", "view.scale": "120",
	} {
		must(t, master.Set(&s, key, value))
		if got, err := master.Get(s, key); err != nil || got != value {
			t.Errorf("%s: %q, %v", key, got, err)
		}
	}
	must(t, master.Set(&s, "basis.hours.fri", "730 – 12  13-17:00"))
	if got, err := master.Get(s, "basis.hours.fri"); err != nil || got != "07:30-12:00,13:00-17:00" {
		t.Errorf("as people type it: %q, %v", got, err)
	}
	for _, key := range master.Keys() {
		value, err := master.Get(s, key)
		must(t, err)
		before := s
		must(t, master.Set(&s, key, value))
		if diff := cmp.Diff(before, s); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func TestABadSettingIsRefusedAndChangesNothing(t *testing.T) {
	for key, value := range map[string]string{
		"basis.hours.mon": "8-12-14", "basis.hours.wed": "07:30-12:00 quatsch", "basis.hours.thu": "07:30-12:00x", "basis.hours.tue": "13:00-12:00", "basis.timezone": "Mars/Olympus", "basis.country": "Austria",
		"basis.drop_off_minutes": "viel", "view.language": "fr", "view.scale": "1000", "view.theme": "pink", "basis.closed_days": "24.12.", "basis.nothing": "x",
	} {
		s := core.DefaultSettings()
		err := master.Set(&s, key, value)
		if faults := core.FieldErrors(err); len(faults) != 1 || string(faults[0].Field) != key {
			t.Errorf("%s=%s: %v", key, value, err)
		}
		if diff := cmp.Diff(core.DefaultSettings(), s); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}
