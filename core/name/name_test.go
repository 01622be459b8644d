package name

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSplitFindsFirstAndLastName(t *testing.T) {
	for full, want := range map[string][2]string{
		"Freitag, Karin":              {"Karin", "Freitag"},
		"Karin Freitag":               {"Karin", "Freitag"},
		"Frau Mag. Karin Freitag":     {"Karin", "Freitag"},
		"Dr. Karin Freitag, MSc":      {"Karin", "Freitag"},
		"Freitag, Mag. Karin":         {"Karin", "Freitag"},
		"Karin von der Au":            {"Karin", "von der Au"},
		"von der Au Karin":            {"Karin", "von der Au"},
		"von der Au, Karin":           {"Karin", "von der Au"},
		"Ludwig van Beethoven":        {"Ludwig", "van Beethoven"},
		"Karl Heinz Huber":            {"Karl Heinz", "Huber"},
		"Anna-Lena Meier-Schmidt":     {"Anna-Lena", "Meier-Schmidt"},
		"Freitag":                     {"", "Freitag"},
		"von Trapp":                   {"", "von Trapp"},
		"Al Bandi":                    {"", "Al Bandi"},
		"Youssef El Amrani":           {"Youssef", "El Amrani"},
		"Dr.Huber":                    {"", "Huber"},
		"Phil Huber":                  {"Phil", "Huber"},
		"Mario Di Stefano":            {"Mario", "Di Stefano"},
		"DI Mario Stefan":             {"Mario", "Stefan"},
		"Huber, MBA":                  {"", "Huber"},
		"":                            {"", ""},
		"  ,  ":                       {"", ""},
		"Univ.-Prof. DDr. Max Muster": {"Max", "Muster"},
	} {
		first, last := Split(full)
		if first != want[0] || last != want[1] {
			t.Errorf("Split(%q) = %q, %q", full, first, last)
		}
	}
}

func TestTitlesStandBeforeAndAfterTheName(t *testing.T) {
	type parts struct {
		Before []string
		Rest   string
		After  []string
	}
	for s, want := range map[string]parts{
		"Mag. Dr. Karin Freitag, MSc":         {[]string{"Mag.", "Dr."}, "Karin Freitag", []string{"MSc"}},
		"Dipl.-Ing. (FH) Max Huber, BA, MBA":  {[]string{"Dipl.-Ing.", "(FH)"}, "Max Huber", []string{"BA", "MBA"}},
		"Dr. med. univ. Eva Klein PhD":        {[]string{"Dr.", "med.", "univ."}, "Eva Klein", []string{"PhD"}},
		"DI Max Huber":                        {[]string{"DI"}, "Max Huber", nil},
		"Di Stefano":                          {nil, "Di Stefano", nil},
		"DI STEFANO MARIO":                    {nil, "DI STEFANO MARIO", nil},
		"Li Ma":                               {nil, "Li Ma", nil},
		"Ing. Franz Huber":                    {[]string{"Ing."}, "Franz Huber", nil},
		"Prof. Dr. Dr. h.c. Paul Lang":        {[]string{"Prof.", "Dr.", "Dr.", "h.c."}, "Paul Lang", nil},
		"Dr.":                                 {nil, "Dr.", nil},
		"Dr.Huber":                            {[]string{"Dr."}, "Huber", nil},
		"KommR Ing. Josef Gruber":             {[]string{"KommR", "Ing."}, "Josef Gruber", nil},
		"Karin Freitag":                       {nil, "Karin Freitag", nil},
		"lic. iur. Beat Meier, Dipl.-Ing. FH": {[]string{"lic.", "iur."}, "Beat Meier", []string{"Dipl.-Ing.", "FH"}},
	} {
		before, rest, after := Titles(s)
		if d := cmp.Diff(want, parts{before, rest, after}); d != "" {
			t.Errorf("Titles(%q): %s", s, d)
		}
	}
}

func TestGenerationStandsBehindAName(t *testing.T) {
	for text, want := range map[string]byte{
		"Theo Ochs sen.": 's', "Ochs jun., MBA": 'j', "Ochs, Junior": 'j', "Huber (sen.)": 0, "Sen": 0, "Ochs": 0, "": 0, "Ochs Sr.  ": 's', "Josef Sailer": 0,
	} {
		if got := Generation(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestTokensAreTheWordsThatMatter(t *testing.T) {
	for s, want := range map[string]string{
		"Dr. Karl-Heinz von der Müller": "karl heinz karlheinz muller",
		"Meier-Schmidt":                 "meier schmidt meierschmidt",
		"Hara,ld":                       "harald",
		"Frau Karin Freitag, MSc":       "karin freitag",
		"O'Brien":                       "obrien",
		"Van":                           "van",
		"Al-Hassan":                     "hassan alhassan",
		"":                              "",
	} {
		if got := strings.Join(Tokens(s), " "); got != want {
			t.Errorf("Tokens(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestSimilarForgivesHowAPersonIsWritten(t *testing.T) {
	for _, p := range [][4]string{
		{"Karin", "Müller", "Karin", "Mueller"},
		{"Karin", "Freitag", "Freitag", "Karin"},
		{"", "Freitag, Karin", "Karin", "Freitag"},
		{"K.", "Freitag", "Karin", "Freitag"},
		{"Hannes", "Huber", "Johann", "Huber"},
		{"Sepp", "Maier", "Josef", "Mayr"},
		{"Karin", "Freitag-Huber", "Karin", "Huber"},
		{"Karl-Heinz", "Meier", "Karlheinz", "Meyer"},
		{"Güntherjosef", "Meier", "Günther Josef", "Meier"},
		{"Karin", "Freitga", "Karin", "Freitag"},
		{"Dr. Karin", "Freitag", "Karin", "Freitag, MSc"},
		{"Karin", "von Freitag", "Karin", "Freitag"},
		{"", "Freitag", "Karin", "Freitag"},
		{"", "", "Karin", "Freitag"},
		{"Łukasz", "Şahin", "Lukasz", "SAHIN"},
	} {
		if !Similar(p[0], p[1], p[2], p[3]) {
			t.Errorf("%q should be one person", p)
		}
	}
}

func TestSimilarTellsPeopleApart(t *testing.T) {
	for _, p := range [][4]string{
		{"Karin", "Freitag", "Josef", "Huber"},
		{"Karin", "Freitag", "Karin", "Huber"},
		{"Anna", "Huber", "Franz", "Huber"},
		{"Karl", "Bauer", "Karl", "Gruber"},
		{"Li", "Wu", "Li", "Xu"},
	} {
		if Similar(p[0], p[1], p[2], p[3]) {
			t.Errorf("%q should be two people", p)
		}
	}
}

func TestSimilarIsSymmetricAndReflexive(t *testing.T) {
	part := rapid.OneOf(rapid.SampledFrom([]string{
		"", "Karin", "Hannes", "Johann", "K.", "Müller", "Mueller", "Meier-Schmidt", "von der Au", "Dr. Huber", "Freitag, Karin", "Maier", "MSc", "Li",
	}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := part.Draw(t, "a"), part.Draw(t, "b"), part.Draw(t, "c"), part.Draw(t, "d")
		if Similar(a, b, c, d) != Similar(c, d, a, b) {
			t.Fatalf("%q %q and %q %q disagree", a, b, c, d)
		}
		if !Similar(a, b, a, b) {
			t.Fatalf("%q %q differs from itself", a, b)
		}
	})
}

func TestCompanySplitsOffTheLegalForm(t *testing.T) {
	for s, want := range map[string][2]string{
		"Müller GmbH":                                 {"Müller", "GmbH"},
		"Huber Ges.m.b.H.":                            {"Huber", "GmbH"},
		"Huber G. m. b. H.":                           {"Huber", "GmbH"},
		"Huber GesmbH & Co KG":                        {"Huber", "GmbH & Co. KG"},
		"Glatzinger & Burger G.m.b.H. & Co. KG":       {"Glatzinger & Burger", "GmbH & Co. KG"},
		"Huber GmbH&Co.KG":                            {"Huber", "GmbH & Co. KG"},
		"Huber GmbH und Co. KG":                       {"Huber", "GmbH & Co. KG"},
		"Huber & Co. KG":                              {"Huber", "KG"},
		"Krippner Medizintechnik e.K.":                {"Krippner Medizintechnik", "e.K."},
		"Gruber e.U.":                                 {"Gruber", "e.U."},
		"Start UG (haftungsbeschränkt)":               {"Start", "UG (haftungsbeschränkt)"},
		"Garage Dupont Sàrl":                          {"Garage Dupont", "Sàrl"},
		"Garage Dupont S.A.":                          {"Garage Dupont", "SA"},
		"Rossi S.r.l.":                                {"Rossi", "Srl"},
		"Rossi S.p.A.":                                {"Rossi", "SpA"},
		"Autohaus Huber GmbH Filiale Wien":            {"Autohaus Huber Filiale Wien", "GmbH"},
		"Raiffeisen eG":                               {"Raiffeisen", "e.G."},
		"Turnverein Linz e.V.":                        {"Turnverein Linz", "e.V."},
		"Bau KGaA":                                    {"Bau", "KGaA"},
		"Bau SE":                                      {"Bau", "SE"},
		"Praxis Huber GbR":                            {"Praxis Huber", "GbR"},
		"Treuhand Anstalt":                            {"Treuhand", "Anstalt"},
		"Meier, Einzelfirma":                          {"Meier", "Einzelfirma"},
		"Tischlerei Berger OG":                        {"Tischlerei Berger", "OG"},
		"Bauer Gesellschaft mit beschränkter Haftung": {"Bauer", "GmbH"},
		"Bäckerei Huber":                              {"Bäckerei Huber", ""},
		"Huber Ges. m. b. H.":                         {"Huber", "GmbH"},
		"Huber mbH":                                   {"Huber", "GmbH"},
		"Huber UG":                                    {"Huber", "UG (haftungsbeschränkt)"},
		"Huber GmbH & Co OG":                          {"Huber", "GmbH & Co. OG"},
		"Huber AG & Co. OG":                           {"Huber", "AG & Co. OG"},
		"Huber eU":                                    {"Huber", "e.U."},
		"Huber e. Kfm.":                               {"Huber", "e.K."},
		"Molkerei Huber eGen":                         {"Molkerei Huber", "e.G."},
		"Hilfe gGmbH":                                 {"Hilfe", "gGmbH"},
		"Hilfe gemeinnützige GmbH":                    {"Hilfe", "gGmbH"},
		"Hilfe gAG":                                   {"Hilfe", "gAG"},
		"Kanzlei Huber PartG mbB":                     {"Kanzlei Huber", "PartG"},
		"Huber Partnerschaftsgesellschaft mbB":        {"Huber", "PartG"},
		"Huber & Maier Ges.b.R.":                      {"Huber & Maier", "GesbR"},
		"Huber eGbR":                                  {"Huber", "GbR"},
		"Huber FlexCo":                                {"Huber", "FlexCo"},
		"Huber Flexible Kapitalgesellschaft":          {"Huber", "FlexCo"},
		"Garage Dupont S. à r. l.":                    {"Garage Dupont", "Sàrl"},
		"Garage Rossi S.a.g.l.":                       {"Garage Rossi", "Sagl"},
		"Garage Rossi Sagl":                           {"Garage Rossi", "Sagl"},
		"GARAGE ROSSI SAGL":                           {"GARAGE ROSSI", "Sagl"},
		"Autohaus Josef Sagl":                         {"Autohaus Josef Sagl", ""},
		"Autohaus Sagl":                               {"Autohaus Sagl", ""},
		"Treuhand Est.":                               {"Treuhand", "Anstalt"},
		"Treuhand Establishment":                      {"Treuhand", "Anstalt"},
		"Alpha reg. Treuunternehmen":                  {"Alpha", "Trust reg."},
		"Alpha Treuunternehmen reg.":                  {"Alpha", "Trust reg."},
		"Rossi S.n.c.":                                {"Rossi", "SNC"},
		"Rossi S.a.s.":                                {"Rossi", "SAS"},
		"Agricola Rossi S.s.":                         {"Agricola Rossi", "SS"},
		"Golf SS":                                     {"Golf SS", ""},
		"Rossi S.a.p.a.":                              {"Rossi", "Sapa"},
		"Obst Soc. coop.":                             {"Obst", "Soc. coop."},
		"Huber GmbH in Liquidation":                   {"Huber", "GmbH"},
		"Huber AG i. L.":                              {"Huber", "AG"},
		"Huber GmbH i.Gr.":                            {"Huber", "GmbH"},
		"Huber & Co.":                                 {"Huber & Co.", ""},
		"Huber & Söhne":                               {"Huber & Söhne", ""},
		"Huber & Söhne OHG":                           {"Huber & Söhne", "OHG"},
		"Verein Alpenblick":                           {"Verein Alpenblick", ""},
		"Stiftung Huber":                              {"Stiftung Huber", ""},
		"GmbH":                                        {"GmbH", ""},
		"":                                            {"", ""},
	} {
		core, form := Company(s)
		if core != want[0] || form != want[1] {
			t.Errorf("Company(%q) = %q, %q", s, core, form)
		}
	}
}

func TestCompanyKeyIsOneForAllSpellings(t *testing.T) {
	for _, s := range []string{"Müller & Söhne GmbH", "Mueller und Soehne Ges.m.b.H.", "Firma MÜLLER + SÖHNE", "Fa. Müller & Söhne GmbH & Co. KG"} {
		if got := CompanyKey(s); got != "muller sohne" {
			t.Errorf("CompanyKey(%q) = %q", s, got)
		}
	}
	if !SimilarCompany("Stanger Kältetechnik GmbH", "Stanger Kaeltetechnik") || SimilarCompany("Huber Bau GmbH", "Gruber Elektro GmbH") {
		t.Error("companies are not told apart by their names")
	}
}

func TestEditDistanceCountsSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"a", "", 1},
		{"", "abc", 3},
		{"kitten", "sitting", 3},
		{"ab", "ba", 1},
		{"ca", "abc", 3},
		{"müller", "muller", 1},
		{"freitag", "freitga", 1},
		{strings.Repeat("a", 200), strings.Repeat("a", 210), 10},
	} {
		if got := EditDistance(c.a, c.b); got != c.want {
			t.Errorf("EditDistance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestEditDistanceOfASCIIIsThatOfOtherLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abc")), 0, 70, -1)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		greek := strings.NewReplacer("a", "α", "b", "β", "c", "γ") // takes the long way
		if got, want := EditDistance(a, b), EditDistance(greek.Replace(a), greek.Replace(b)); got != want {
			t.Fatalf("EditDistance(%q, %q) = %d, want %d", a, b, got, want)
		}
	})
}

func BenchmarkEditDistance(b *testing.B) {
	for range b.N {
		EditDistance("wernigerode", "wintersdorf")
	}
}

func TestEditDistanceIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcä")), 0, 12, -1)
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		d := EditDistance(a, b)
		if d != EditDistance(b, a) || (d == 0) != (a == b) || d > max(len([]rune(a)), len([]rune(b))) {
			t.Fatalf("EditDistance(%q, %q) = %d", a, b, d)
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Dr. Karin von der Au, MSc", ",,,", "GmbH & Co. KG", "Dr.\xff", strings.Repeat("Dr. ", 300), "A-B-C-D", "- -", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		first, last := Split(s)
		if !Similar(first, last, first, last) {
			t.Fatalf("%q %q differs from itself", first, last)
		}
		core, _ := Company(s)
		if core == "" && CompanyKey(s) != "" {
			t.Fatalf("Company(%q) has no core", s)
		}
		if slices.Contains(Tokens(s), "") {
			t.Fatalf("Tokens(%q) = %q", s, Tokens(s))
		}
	})
}

func TestShortFormsThatFoldToOneStandForTheNamesOfBoth(t *testing.T) {
	if got := FullForms(Fold("Joe")); !slices.Contains(got, "joachim") || !slices.Contains(got, "johann") {
		t.Errorf("%q", got)
	}
}
