package name

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFoldGivesOneFormToEverySpelling(t *testing.T) {
	for want, spellings := range map[string][]string{
		"muller":        {"Müller", "Mueller", "Muller", "MÜLLER", "MUELLER", "mu\u0308ller", " Müller. "},
		"strass":        {"Straß", "STRASS", "Straẞ"},
		"jager":         {"Jäger", "Jaeger"},
		"gobel":         {"Göbel", "Goebel", "Gøbel", "Gœbel"},
		"bauer":         {"Bauer", "BAUER"},
		"neuer quell":   {"Neuer Quell", "neuer-quell"},
		"erdogan":       {"Erdoğan", "ERDOĞAN", "Erdogan"},
		"isik":          {"Işık", "IŞIK", "isik"},
		"istanbul":      {"İstanbul"},
		"lukasz":        {"Łukasz", "ŁUKASZ"},
		"kovacs":        {"Kovács", "KOVÁCS"},
		"horvat":        {"Horvat", "Hörvat"},
		"soso":          {"Šőšő", "SOSO"},
		"cetkovic":      {"Ćetković", "Četkovič"},
		"dordevic":      {"Đorđević"},
		"obrien":        {"O'Brien", "O’Brien", "O`Brien", "OBrien", "O´Brien"},
		"nguyen":        {"Nguyễn"},
		"muller co":     {"Müller & Co.", "Mueller+Co"},
		"meier schmidt": {"Meier-Schmidt", "Meier–Schmidt", "Meier  /  Schmidt", "Meier\u00a0Schmidt"},
		"zoll":          {"Zo\u00adll", "Zo\u200bll"},
		"":              {"", " - ", "'", "\u200b"},
	} {
		for _, s := range spellings {
			if got := Fold(s); got != want {
				t.Errorf("Fold(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func TestFoldKeepsDifferentNamesApart(t *testing.T) {
	for _, p := range [][2]string{{"Bauer", "Baur"}, {"Maier", "Meier"}, {"Koch", "Kuch"}, {"Huber", "Hubert"}} {
		if Fold(p[0]) == Fold(p[1]) {
			t.Errorf("%s and %s fold to %q", p[0], p[1], Fold(p[0]))
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkFold(t, rapid.String().Draw(t, "s"))
		checkFold(t, rapid.StringOfN(rapid.RuneFrom([]rune("aeouäöüqß'- ÆŒ")), 0, 30, -1).Draw(t, "vowels"))
	})
}

func TestFoldOfABeginningIsABeginningOfTheFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("aeouäöüqßrlM'- Æğ")), 0, 30, -1).Draw(t, "s"))
		n := rapid.IntRange(0, len(r)).Draw(t, "n")
		if p, f := Fold(string(r[:n])), Fold(string(r)); !strings.HasPrefix(f, p) {
			t.Fatalf("%q is no beginning of %q", p, f)
		}
	})
}

type fataler interface{ Fatalf(string, ...any) }

func checkFold(t fataler, s string) {
	f := Fold(s)
	if again := Fold(f); again != f {
		t.Fatalf("Fold(%q) = %q, folded again %q", s, f, again)
	}
	if strings.TrimSpace(f) != f || strings.Contains(f, "  ") {
		t.Fatalf("Fold(%q) = %q holds loose blanks", s, f)
	}
}

func TestFoldAppendsToTheBuffer(t *testing.T) {
	if got := string(AppendFold([]byte("u"), "Eber t")); got != "ueber t" {
		t.Errorf("got %q", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Müller", "Ærøskøbing", "\xff\xfe", "u\u0308e", "ǅ", "ﬁ", "Ⅷ", strings.Repeat("ä", 1000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkFold(t, s)
		for _, c := range Phonetic(s) {
			if c < '0' || c > '8' {
				t.Fatalf("Phonetic(%q) = %q", s, Phonetic(s))
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	var room [64]byte
	b.ReportAllocs()
	for b.Loop() {
		AppendFold(room[:0], "Müller-Lüdenscheidt, Karl Heinz")
	}
}
