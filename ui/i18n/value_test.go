package i18n_test

import (
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/ui/i18n"
)

func TestPlaceholdersAreWrittenInTheChosenLanguage(t *testing.T) {
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	before := i18n.Lang()
	t.Cleanup(func() { i18n.Use(before) })
	tests := []struct {
		value  any
		de, en string
	}{
		{core.WallTime(202611300800), "Mo 30.11.2026 08:00", "Mon 30 Nov 2026 08:00"},
		{core.Date(20261208), "Di 08.12.2026", "Tue 8 Dec 2026"},
		{core.Month(202611), "November 2026", "November 2026"},
		{core.TimeOfDay(8*60 + 15), "08:15", "08:15"},
		{core.FieldLastName, "Nachname", "Last name"},
		{advice.Text("schedule.holiday.ascension"), "Christi Himmelfahrt", "Ascension Day"},
		{"Müller", "Müller", "Müller"},
		{3, "3", "3"},
		{
			[]core.FieldChange{
				{Field: core.FieldWantedAt, Old: "2026-11-30T08:00", New: "2026-12-01T09:00"}, {Field: core.FieldLastName, New: "Gruber"},
			},
			"Wunschtermin: Mo 30.11.2026 08:00 › Di 01.12.2026 09:00; Nachname: – › Gruber",
			"Wanted time: Mon 30 Nov 2026 08:00 › Tue 1 Dec 2026 09:00; Last name: – › Gruber",
		},
	}
	for _, tt := range tests {
		for lang, want := range map[string]string{i18n.German: tt.de, i18n.English: tt.en} {
			i18n.Use(lang)
			if got := i18n.Value(tt.value); got != want {
				t.Errorf("%s: %v is %q, want %q", lang, tt.value, got, want)
			}
		}
	}
}
