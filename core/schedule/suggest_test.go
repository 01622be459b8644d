package schedule

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
)

func TestStepsSuggestedFromTheRequest(t *testing.T) {
	tests := map[string]string{
		"Service 30tkm":                     "Service/Inspektion 90",
		"Jahresservice und Reifenwechsel":   "Service/Inspektion 90, Räderwechsel 45",
		"RAEDER umstecken":                  "Räderwechsel 45",
		"Winterreifen montieren":            "Räderwechsel 45",
		"Räderwechsel, Reifen einlagern":    "Räderwechsel 45",
		"Klimaservice":                      "Klimaservice 60",
		"Oelwechsel":                        "Ölwechsel 45",
		"bitte Öl nachfüllen":               "Ölwechsel 45",
		"Pickerl":                           "§57a/HU/MFK 60",
		"§ 57a Überprüfung":                 "§57a/HU/MFK 60",
		"HU/AU fällig":                      "§57a/HU/MFK 60",
		"TÜV + Bremsbeläge vorne":           "§57a/HU/MFK 60, Bremsen prüfen/erneuern 90",
		"MFK":                               "§57a/HU/MFK 60",
		"Motor springt nicht an":            "Batterie prüfen/ersetzen 30",
		"Hupe geht nicht":                   "Hupe geht nicht 60",
		"  Das Radio\n\tbleibt  stumm\x00 ": "Das Radio bleibt stumm 60",
		"Fehlersuche: Geräusch vorne links": "Diagnose 60",
		"":                                  "",
		" \n ":                              "",
	}
	b := basis("AT", "")
	for work, want := range tests {
		var got []string
		for _, s := range SuggestSteps(b, work) {
			got = append(got, s.Text+" "+minutes(s.Minutes))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%q: %s", work, diff)
		}
	}
}

func minutes(n int) string {
	return strings.TrimLeft(string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)}), "0")
}

func TestWithoutTemplatesTheRequestItselfIsTheStep(t *testing.T) {
	got := SuggestSteps(&core.Basis{}, "Service")
	if diff := cmp.Diff([]core.WorkStep{{Text: "Service", Minutes: 60}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSuggestedStepsCanAlwaysBeStored(t *testing.T) {
	b := basis("AT", "")
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range SuggestSteps(b, rapid.String().Draw(t, "work")) {
			if s.Minutes <= 0 || s.Text == "" || utf8.RuneCountInString(s.Text) > 200 || !utf8.ValidString(s.Text) {
				t.Fatalf("%+v", s)
			}
		}
	})
}
