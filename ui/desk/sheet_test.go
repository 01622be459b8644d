package desk_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/kit"
)

// sheet is a form with a name on the first page and mileage, month and a tick on the second.
func sheet(t *testing.T) (*desk.Sheet, *kit.Entry, *kit.Entry) {
	test.NewTempApp(t)
	s := desk.NewSheet()
	name := s.Entry(0, core.FieldLastName, kit.NewEntry(""))
	km := s.Number(1, core.FieldMileage, kit.NewEntry(""))
	month := s.Month(1, core.FieldInspectionDue, kit.NewMonthField(func() core.Month { return 202611 }))
	tick := s.Check(1, core.FieldBlocked, kit.NewCheck("", nil))
	w := test.NewTempWindow(t, kit.Below(name, km, month, tick))
	w.Resize(fyne.NewSize(400, 300))
	s.Fill(values("Müller", "128400", "2026-11", "1"))
	return s, name, km
}

func values(name, km, month, tick string) []core.FieldValue {
	return []core.FieldValue{{Field: core.FieldLastName, Value: name}, {Field: core.FieldMileage, Value: km}, {Field: core.FieldInspectionDue, Value: month}, {Field: core.FieldBlocked, Value: tick}}
}

func TestASheetGivesBackWhatItWasFilledWith(t *testing.T) {
	s, _, km := sheet(t)
	if diff := cmp.Diff(values("Müller", "128400", "2026-11", "1"), s.Values()); diff != "" {
		t.Fatal(diff)
	}
	if s.Dirty() || km.Text != "128.400" && km.Text != "128,400" {
		t.Fatalf("dirty %v, shown %q", s.Dirty(), km.Text)
	}
}

func TestTextThatIsNoValueIsDirtyAndHasAPlace(t *testing.T) {
	s, _, km := sheet(t)
	km.SetText("viele")
	place := s.Readable()
	if !s.Dirty() || place == nil || place.Page != 1 || place.Control != desk.Control(km) || km.Err() == "" {
		t.Fatalf("dirty %v, place %+v, %q", s.Dirty(), place, km.Err())
	}
	km.SetText("90 500 km")
	if s.Readable() != nil || s.Get(core.FieldMileage) != "90500" {
		t.Fatalf("read as %q", s.Get(core.FieldMileage))
	}
}

func TestRefusalsStandAtTheirFieldsTheFirstInReadingOrder(t *testing.T) {
	s, name, _ := sheet(t)
	err := joined{core.Refuse(core.FieldMileage, core.ReasonRange), core.Refuse(core.FieldLastName, core.ReasonNoName), core.Refuse(core.FieldOwner, core.ReasonRequired)}
	first, rest := s.Refuse(err)
	if first == nil || first.Page != 0 || name.Err() == "" || len(rest) != 1 || rest[0].Field != core.FieldOwner {
		t.Fatalf("first %+v, rest %v", first, rest)
	}
	s.Set(core.FieldLastName, "Huber")
	if name.Err() != "" {
		t.Fatal("the refusal outlived the value")
	}
}

type joined []error

func (j joined) Error() string   { return "several" }
func (j joined) Unwrap() []error { return j }

func TestTheNewerValueIsProposedOnlyWhereNothingWasTyped(t *testing.T) {
	s, _, _ := sheet(t)
	s.Set(core.FieldLastName, "Mueller")
	got := s.Clashes(values("Maier", "130000", "2026-11", "1"))
	want := []desk.Clash{{Field: core.FieldLastName, Mine: "Mueller", Theirs: "Maier"}, {Field: core.FieldMileage, Mine: "128400", Theirs: "130000", TakeTheirs: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

func TestWhatWasTypedWhileSavingStays(t *testing.T) {
	s, _, _ := sheet(t)
	s.Set(core.FieldLastName, "  Huber ")
	sent := s.Values()
	s.Set(core.FieldMileage, "130000")
	s.Saved(sent, values("Huber", "128400", "2026-11", "1"))
	if s.Get(core.FieldMileage) != "130000" || !s.Dirty() {
		t.Fatalf("mileage %q", s.Get(core.FieldMileage))
	}
}

func TestAnOriginIsShownUntilTheValueChanges(t *testing.T) {
	s, name, _ := sheet(t)
	s.Came("aus dem Lead", core.FieldLastName)
	if name.Origin() == "" {
		t.Fatal("not marked")
	}
	s.Set(core.FieldLastName, "Huber")
	if name.Origin() != "" {
		t.Fatal("still marked")
	}
	s.Set(core.FieldLastName, "Müller")
	if name.Origin() == "" {
		t.Fatal("the same value again is from there")
	}
}
