package address

import (
	"testing"

	"terminwerk/core/name"
)

func TestATownIsOneHoweverItIsCalled(t *testing.T) {
	for town, want := range map[string]string{
		"Frankfurt am Main": "frankfurt", "FRANKFURT/M.": "frankfurt", "60311 Frankfurt a. M.": "frankfurt", "Frankfurt": "frankfurt",
		"St. Pölten": "sankt polten", "Sankt Poelten": "sankt polten", "Skt.Pölten": "sankt polten",
		"Rothenburg o.d.T.": "rothenburg", "Rothenburg ob der Tauber": "rothenburg",
		"Wien": "wien", "1190 Wien": "wien", "Wien 19.": "wien", "Wien-Döbling": "wien dobling",
		"St. Johann im Pongau": "sankt johann", "Bad Ischl": "bad ischl", "Au in der Hallertau": "au", "Am See": "am see", "8020": "8020", "": "", "–": "",
	} {
		if got := TownKey(name.Fold(town)); got != want {
			t.Errorf("%s: %q, want %q", town, got, want)
		}
	}
}
