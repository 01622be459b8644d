package message_test

import (
	"strings"
	"testing"

	"github.com/warthog618/sms"
	"pgregory.net/rapid"

	"terminwerk/core/message"
)

func TestAnSMSIsCountedAsTheNetworkDoes(t *testing.T) {
	for _, c := range []struct {
		text  string
		parts int
		ucs2  bool
	}{
		{"", 0, false},
		{strings.Repeat("ä", 160), 1, false},
		{strings.Repeat("ä", 161), 2, false},
		{strings.Repeat("ä", 306), 2, false},
		{strings.Repeat("ä", 307), 3, false},
		{strings.Repeat("€", 80), 1, false},
		{strings.Repeat("€", 81), 2, false},
		{strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3, false}, // the escape moves into the second part
		{strings.Repeat("Ł", 70), 1, true},
		{strings.Repeat("Ł", 71), 2, true},
		{strings.Repeat("Ł", 135), 3, true},
		{strings.Repeat("🚗", 35), 1, true},
		{strings.Repeat("🚗", 36), 2, true},
		{strings.Repeat("Ł", 66) + "🚗" + strings.Repeat("Ł", 10), 2, true},
	} {
		if got := message.Count(c.text); got.Parts != c.parts || got.UCS2 != c.ucs2 {
			t.Errorf("%.20s… (%d): %+v", c.text, len([]rune(c.text)), got)
		}
	}
}

// TestPartsAgreeWithAnotherEncoder compares with what a library that builds real SMS-SUBMITs makes of the same text.
func TestPartsAgreeWithAnotherEncoder(t *testing.T) {
	alphabet := []rune("abc ÄÖÜäöüß§à€[]{}~^|\\@£Çç–„“Łł🚗\n1")
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([][]rune{alphabet[:12], alphabet[:26], alphabet}).Draw(t, "letters")
		text := string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 400).Draw(t, "text"))
		pdus, err := sms.Encode([]byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got := message.Count(text); got.Parts != len(pdus) {
			t.Fatalf("%q: %d parts, the encoder makes %d", text, got.Parts, len(pdus))
		}
	})
}

func TestTheCharacterThatMakesAnSMSDearIsNamedWithAReplacement(t *testing.T) {
	s := message.Count("Ihr Termin – „Service“")
	if !s.UCS2 || s.Forced != '–' || s.At != len("Ihr Termin ") || s.Replacement != "-" || !s.Replaceable {
		t.Errorf("%+v", s)
	}
	if got := message.Plain("Ihr Termin – „Service“ für François Łukasz 🚗"); got != `Ihr Termin - "Service" für Francois Lukasz 🚗` {
		t.Errorf("%q", got)
	}
	if s := message.Count("🚗"); s.Replaceable {
		t.Errorf("%+v", s)
	}
	if s := message.Count(message.Plain("à la carte: 5 €, ½ l, 20 °C…")); s.UCS2 {
		t.Errorf("%+v", s)
	}
}
