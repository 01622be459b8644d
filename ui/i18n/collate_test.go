package i18n_test

import (
	"slices"
	"testing"

	"terminwerk/ui/i18n"
)

func TestTextsAreOrderedAsInADictionary(t *testing.T) {
	defer i18n.Use(i18n.German)
	for _, lang := range []string{i18n.German, i18n.English, "xx"} {
		i18n.Use(lang)
		got := []string{"Zug", "Platz 10", "Österreich", "oben", "Platz 2", "Ähre", "Azur", "Straße", "Strasse 1"}
		slices.SortStableFunc(got, i18n.Compare)
		want := []string{"Ähre", "Azur", "oben", "Österreich", "Platz 2", "Platz 10", "Straße", "Strasse 1", "Zug"}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
	}
}
