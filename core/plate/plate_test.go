package plate

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalizeKeepsUmlauts(t *testing.T) {
	for in, want := range map[string]string{
		"hn-iu 9512": "HNIU9512", "lö·ab 12": "LÖAB12", "lo\u0308-ab 12": "LÖAB12", "W 123.456": "W123456", "": "", " - ": "",
		"M–X\u00a01\u200b2": "MX12",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDisplayIsWrittenAsInTheCountry(t *testing.T) {
	for _, c := range []struct{ typed, country, want string }{
		{"hn iu 9512", "DE", "HN-IU 9512"},
		{"HN-IU9512", "de", "HN-IU 9512"},
		{"EA-S7319", "DE", "EA-S 7319"},
		{"MX12", "DE", "M-X 12"},
		{"EDJES507", "DE", "EDJ-ES 507"},
		{"HNIU9512", "DE", "HNIU 9512"},
		{"TE-OS 196E", "DE", "TE-OS 196E"},
		{"lö-ab 12 h", "DE", "LÖ-AB 12H"},
		{"HN-06123", "DE", "HN-06123"},
		{"sl123ab", "AT", "SL-123AB"},
		{"W 12345 A", "AT", "W-12345A"},
		{"w-abc 1", "AT", "W-ABC1"},
		{"W 123.456", "AT", "W-123456"},
		{"zh123456", "CH", "ZH 123456"},
		{"zh-123 456", "CH", "ZH 123456"},
		{"fl12345", "LI", "FL 12345"},
		{" b 12  abc ", "NL", "B 12 ABC"},
		{"folgt", "DE", "FOLGT"},
		{"", "DE", ""},
		{"1-ABC-234", "AT", "1-ABC-234"},
	} {
		if got := Display(c.typed, c.country); got != c.want {
			t.Errorf("Display(%q, %s) = %q, want %q", c.typed, c.country, got, c.want)
		}
	}
}

func TestCheckSaysWhatLooksLikeThePlateOfACountry(t *testing.T) {
	for _, c := range []struct {
		typed, country string
		plausible      bool
	}{
		{"HN-IU 9512", "DE", true},
		{"M-1234", "DE", true},
		{"HN-IU 0512", "DE", false},
		{"ABC-DE 12345", "DE", false},
		{"SL-123AB", "DE", false},
		{"SL-123AB", "AT", true},
		{"W-12345A", "AT", true},
		{"G-ABC 1", "AT", true},
		{"BP-12345", "AT", true},
		{"LÖ-AB 12", "AT", false},
		{"W-1", "AT", false},
		{"ZH 1", "CH", true},
		{"ZH 1234567", "CH", false},
		{"XX 123", "CH", false},
		{"ZH 012", "CH", false},
		{"FL 12345", "LI", true},
		{"FL 123456", "LI", false},
		{"anything", "FR", true},
		{"", "DE", true},
		{"???", "DE", false},
	} {
		if got := Check(c.typed, c.country); got.Plausible != c.plausible {
			t.Errorf("Check(%q, %s) = %+v", c.typed, c.country, got)
		}
	}
	if r := Check("SL-123AB", "DE"); r.Guess != "AT" {
		t.Errorf("an Austrian plate in Germany: %+v", r)
	}
}

func TestGuessNamesACountryOnlyWhenItIsSure(t *testing.T) {
	for typed, want := range map[string]string{
		"HN-IU 9512": "DE", "SL-123AB": "AT", "W-12345A": "AT", "ZH 123456": "CH", "ZH 1234": "CH", "FL 1234": "LI", "LÖ-AB 12": "DE",
		"GABC1": "", "HNIU9512": "", "": "", "1-ABC-234": "",
	} {
		if got := Guess(typed); got != want {
			t.Errorf("Guess(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestAnyTextIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-ZÄÖÜ0-9 -]{0,12}`)).Draw(t, "s")
		country := rapid.SampledFrom([]string{"DE", "AT", "CH", "LI", "", "FR"}).Draw(t, "country")
		n := Normalize(s)
		if Normalize(n) != n {
			t.Fatalf("Normalize(%q) = %q, again %q", s, n, Normalize(n))
		}
		if r := Check(s, country); country != "" && r.Plausible && Normalize(r.Display) != n {
			t.Fatalf("Display(%q) = %q, another plate", s, r.Display)
		}
		Guess(s)
	})
}

func TestEndsBeginWithEveryPartButTheFirst(t *testing.T) {
	for number, want := range map[string][]string{
		"B-AB 123": {"AB123", "123"}, "SL-123AB": {"123AB"}, "BAB123": {"123"}, "ZH 123 456": {"123456", "456"},
		" W – 12345 X ": {"12345X", "X"}, "SCHNECKE1": {"1"}, "KA": nil, "": nil,
	} {
		if got := Ends(number); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", number, got, want)
		}
	}
}
