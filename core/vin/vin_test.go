package vin

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNormalizeDropsWhatPeopleTypeBetween(t *testing.T) {
	for in, want := range map[string]string{
		" wvw zzz-1kz.8w 123456 ": "WVWZZZ1KZ8W123456", "wvwzzz\u200b1kz\u00a08w–123456": "WVWZZZ1KZ8W123456",
		"": "", "- . -": "", "KEIN": "KEIN", "*1": "*1",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheckJudgesWithoutRejecting(t *testing.T) {
	for in, want := range map[string]Report{
		"":                   {},
		" - ":                {},
		"WVWZZZ1KZ8W123456":  {Normalized: "WVWZZZ1KZ8W123456", Kind: Full},
		"WVWZZZ1KZ8WI2345O":  {Normalized: "WVWZZZ1KZ8WI2345O", Kind: Implausible, Suggestion: "WVWZZZ1KZ8W123450", Hints: []Hint{ForbiddenLetter}},
		"8W123456":           {Normalized: "8W123456", Kind: Short, Hints: []Hint{ShorterThan17}},
		"85 123 456 78":      {Normalized: "8512345678", Kind: Short, Hints: []Hint{ShorterThan17}},
		"8-123456":           {Normalized: "8123456", Kind: TailOnly, Hints: []Hint{ShorterThan17}},
		"812345O":            {Normalized: "812345O", Kind: TailOnly, Suggestion: "8123450", Hints: []Hint{ShorterThan17, ForbiddenLetter}},
		"123":                {Normalized: "123", Kind: Implausible, Hints: []Hint{ShorterThan17}},
		"GOLF":               {Normalized: "GOLF", Kind: Implausible, Hints: []Hint{ShorterThan17}},
		"WVWZZZ1KZ8W1234567": {Normalized: "WVWZZZ1KZ8W1234567", Kind: Implausible, Hints: []Hint{TooLong}},
		"WVWZZZ1KZ8W12345*":  {Normalized: "WVWZZZ1KZ8W12345*", Kind: Implausible, Hints: []Hint{BadCharacter}},
		"kein":               {Normalized: "KEIN", Hints: []Hint{Placeholder}},
		"un bekannt":         {Normalized: "UNBEKANNT", Hints: []Hint{Placeholder}},
		"XXXXXXXXXXXXXXXXX":  {Normalized: "XXXXXXXXXXXXXXXXX", Kind: Implausible, Hints: []Hint{Placeholder}},
		"00000000000000000":  {Normalized: "00000000000000000", Kind: Implausible, Hints: []Hint{Placeholder}},
		"1M8GDM9AXKP042788":  {Normalized: "1M8GDM9AXKP042788", Kind: Full},
		"1M8GDM9A1KP042788":  {Normalized: "1M8GDM9A1KP042788", Kind: Full, Hints: []Hint{CheckDigit}},
	} {
		if d := cmp.Diff(want, Check(in)); d != "" {
			t.Errorf("Check(%q): %s", in, d)
		}
	}
}

func TestCheckDigitFollowsThePublishedExamples(t *testing.T) {
	for _, s := range []string{"1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715", "1HGCM82633A004352"} {
		if d, ok := ComputeCheckDigit(s); !ok || d != s[8] {
			t.Errorf("ComputeCheckDigit(%s) = %c, %v", s, d, ok)
		}
	}
	for _, s := range []string{"", "1M8GDM9AXKP04278", "1M8GDM9AXKP04278I", "1M8GDM9AXKP04278é"} {
		if _, ok := ComputeCheckDigit(s); ok {
			t.Errorf("ComputeCheckDigit(%q) has an answer", s)
		}
	}
}

func TestKeysFoldWhatIsMistaken(t *testing.T) {
	for in, want := range map[string][2]string{
		"wvwzzz1kz8wI2345O": {"WVWZZZ1KZ8W123450", "W123450"}, "Q-12345o": {"0123450", "0123450"},
		"123456": {"123456", ""}, "KEIN": {"", ""}, "UNBEKANNT": {"", ""}, "XXXXXXXXXXXXXXXXX": {"", ""}, "": {"", ""},
	} {
		if Key(in) != want[0] || Tail(in) != want[1] {
			t.Errorf("%q: Key %q, Tail %q", in, Key(in), Tail(in))
		}
	}
}

func TestMakeKnowsTheCommonBrands(t *testing.T) {
	for in, want := range map[string]string{
		"WVWZZZ1KZ8W123456": "Volkswagen", "tmb zzz 1kz 8w 123456": "Škoda", "WF0ZZZ1KZ8W123456": "Ford", "WFOZZZ1KZ8W123456": "Ford",
		"JTDZZZ1KZ8W123456": "Toyota", "QQQZZZ1KZ8W123456": "", "WVW": "", "": "", "ÄÖÜZZZZZZZZZZZZ": "",
	} {
		if got := Make(in); got != want {
			t.Errorf("Make(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{"WVWZZZ1KZ8W123456", "*", "KEIN", "\xff", "ÄÖÜ", "ß", strings.Repeat("1", 5000), "8-123456"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Check(s)
		if again := Normalize(r.Normalized); again != r.Normalized {
			t.Fatalf("Normalize(%q) = %q, again %q", s, r.Normalized, again)
		}
		if r.Kind == Full && len(r.Normalized) != Length {
			t.Fatalf("%q is full", s)
		}
		if r.Suggestion != "" && Key(s) != r.Suggestion {
			t.Fatalf("suggestion %q, key %q", r.Suggestion, Key(s))
		}
		if !strings.HasSuffix(Key(s), Tail(s)) || Key(Key(s)) != Key(s) && Key(Key(s)) != "" {
			t.Fatalf("keys of %q: %q, %q", s, Key(s), Tail(s))
		}
		Make(s)
	})
}
