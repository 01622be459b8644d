package i18n_test

import (
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/ui/i18n"
)

func TestOnlyACertaintyIsAHundredPercent(t *testing.T) {
	for p, want := range map[float64]string{0: "0 %", 0.874: "87 %", 0.9999: "99 %", 1: "100 %"} {
		if got := i18n.Probability(p); got != want {
			t.Errorf("%v is %q, want %q", p, got, want)
		}
	}
}

func TestStoredValuesAreWrittenForPeople(t *testing.T) {
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		field       core.Field
		value, want string
	}{
		{core.FieldBirthday, "1980-02-01", "01.02.1980"},
		{core.FieldInspectionDue, "2026-11", "November 2026"},
		{core.FieldDropOff, "2026-11-30T08:00", "Mo 30.11.2026 08:00"},
		{core.FieldMileage, "48000", "48.000 km"},
		{core.FieldStatus, string(core.StatusProspect), "Interessent"},
		{core.FieldStatus, string(core.AppointmentConfirmed), "Bestätigt"},
		{core.FieldSalutation, "", ""},
		{core.FieldTown, "Salzburg", "Salzburg"},
	} {
		if got := i18n.FieldText(tt.field, tt.value); got != tt.want {
			t.Errorf("%s %q is %q, want %q", tt.field, tt.value, got, tt.want)
		}
	}
	if got := i18n.Reason(match.Reason{Field: core.FieldLastName, Relation: match.Equal}); got != "Nachname gleich" {
		t.Error(got)
	}
	if got := i18n.Join("Müller,\nAnna", "", "Salzburg"); got != "Müller, Anna · Salzburg" {
		t.Error(got)
	}
}
