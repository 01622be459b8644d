package phone

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseUnderstandsHowPeopleType(t *testing.T) {
	for _, c := range []struct {
		typed, country, e164, extension, numbersCountry string
		kind                                            Kind
	}{
		{"0043 (0)664 1234567", "AT", "+436641234567", "", "AT", Mobile},
		{"0664/123 45 67", "AT", "+436641234567", "", "AT", Mobile},
		{"0664/123 45 67", "at", "+436641234567", "", "AT", Mobile},
		{"+43 (0) 664 1234567", "DE", "+436641234567", "", "AT", Mobile},
		{"0043 664 1234567", "DE", "+436641234567", "", "AT", Mobile},
		{"  +43-664-1234567  ", "", "+436641234567", "", "AT", Mobile},
		{"(0664) 1234567", "AT", "+436641234567", "", "AT", Mobile},
		{"+43 662 123456 DW 12", "AT", "+43662123456", "12", "AT", Landline},
		{"0662/123456 Durchwahl 12", "AT", "+43662123456", "12", "AT", Landline},
		{"0662/123456 ext. 12", "AT", "+43662123456", "12", "AT", Landline},
		{"0662/123456 Kl. 12", "AT", "+43662123456", "12", "AT", Landline},
		{"0662/123456-12", "AT", "+4366212345612", "", "AT", Landline},
		{"0176 20525964", "DE", "+4917620525964", "", "DE", Mobile},
		{"0170/48043227", "DE", "+4917048043227", "", "DE", Mobile},
		{"089 123456", "DE", "+4989123456", "", "DE", Landline},
		{"+49 (0) 89 / 12 34 56", "AT", "+4989123456", "", "DE", Landline},
		{"079 123 45 67", "CH", "+41791234567", "", "CH", Mobile},
		{"044 668 18 00", "CH", "+41446681800", "", "CH", Landline},
		{"0800 123456", "AT", "+43800123456", "", "AT", Other},
		{"+39 02 12345678", "AT", "+390212345678", "", "IT", Landline},
		{"+423 232 12 34", "LI", "+4232321234", "", "LI", Landline},
		{"0664 1234567 oder 0662 123456", "AT", "+436641234567", "", "AT", Mobile},
		{"+43 (0) 664/123 45 67; 0662 123456", "AT", "+436641234567", "", "AT", Mobile},
		{"00436641234567.0", "AT", "+436641234567", "", "AT", Mobile},
		{"0664/123 45 67 DW 12", "AT", "+436641234567", "12", "AT", Mobile},
	} {
		n := Parse(c.typed, c.country)
		if n.E164 != c.e164 || n.Kind != c.kind || n.Country != c.numbersCountry || n.Extension != c.extension {
			t.Errorf("Parse(%q, %s) = %+v", c.typed, c.country, n)
		}
		if n.Typed != strings.TrimSpace(c.typed) {
			t.Errorf("Parse(%q) keeps %q", c.typed, n.Typed)
		}
	}
}

func TestParseKeepsWhatIsNoNumber(t *testing.T) {
	for _, typed := range []string{"", "keine", "abends anrufen", "12", "+", "0", "\xff\xfe", "DW 12", strings.Repeat("1", 5000), "(0)(0)(0)"} {
		n := Parse(typed, "AT")
		if n.Kind != Unknown || n.E164 != "" || n.Country != "" || n.Typed != typed {
			t.Errorf("Parse(%.20q) = %+v", typed, n)
		}
	}
	if n := Parse("0664 1234567", "nowhere"); n.E164 != "" {
		t.Errorf("unknown country gives %+v", n)
	}
}

func TestDisplayIsForPeople(t *testing.T) {
	for _, c := range []struct{ e164, home, want string }{
		{"+436641234567", "", "+43 664 1234567"},
		{"+436641234567", "DE", "+43 664 1234567"},
		{"+436641234567", "AT", "0664 1234567"},
		{"+41791234567", "AT", "+41 79 123 45 67"},
		{"+41791234567", "ch", "079 123 45 67"},
		{"0664 1234567", "AT", "0664 1234567"},
		{"", "AT", ""},
		{"+", "AT", "+"},
	} {
		if got := Display(c.e164, c.home); got != c.want {
			t.Errorf("Display(%s, %s) = %q, want %q", c.e164, c.home, got, c.want)
		}
	}
}

func TestQuickRangesAgreeWithTheLibrary(t *testing.T) {
	for _, c := range quickCountries {
		for _, r := range c.ranges {
			t.Run(c.region+r.prefix, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) { checkQuick(t, c.region, c.code, r) })
			})
		}
	}
}

// checkQuick compares both ways of reading one number of the range, typed with any separators.
func checkQuick(t *rapid.T, region, code string, r quickRange) {
	length := rapid.IntRange(r.min, r.max).Draw(t, "length") - len(r.prefix)
	national := r.prefix + rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", length)).Draw(t, "digits")
	text := rapid.SampledFrom([]string{"0", "00" + code, "+" + code}).Draw(t, "prefix")
	for _, d := range national {
		text += rapid.SampledFrom([]string{"", "", "", " ", "/", "-", ".", " / ", " - "}).Draw(t, "separator") + string(d)
	}
	quick, ok := parseQuickly(text, region)
	if full := parseFully(text, region); !ok || quick != full {
		t.Fatalf("%q: quick %+v (%v), library %+v", text, quick, ok, full)
	}
}

func TestQuickReadingNeverContradictsTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(\+|00|0)(43|49|41)?0?(6[5-9]|1[5-7]|7[6-9])[0-9 /.-]{4,14}`).Draw(t, "text")
		region := rapid.SampledFrom([]string{"AT", "DE", "CH", "LI", "IT", ""}).Draw(t, "region")
		if quick, ok := parseQuickly(text, region); ok && quick != parseFully(text, region) {
			t.Fatalf("%q in %s: quick %+v, library %+v", text, region, quick, parseFully(text, region))
		}
	})
}

func TestPlainReadingNeverContradictsTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(\+|00|0)(43|49|41)?0?[1-9][0-9 /.-]{1,16}`).Draw(t, "text")
		region := rapid.SampledFrom([]string{"AT", "DE", "CH", "LI", "IT", ""}).Draw(t, "region")
		if plain, ok := parsePlainly(text, region); ok && plain != parseFully(text, region) {
			t.Fatalf("%q in %s: plain %+v, library %+v", text, region, plain, parseFully(text, region))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0043 (0)664 1234567", "0664/1234567 DW 12", "+43(0)", "tel:+1;phone-context=", "\xff", "+٤٣٦٦٤", ";ext=1", "((((", "İ DW 1"} {
		f.Add(s, "AT")
	}
	f.Fuzz(func(t *testing.T, typed, country string) {
		n := Parse(typed, country)
		if (n.E164 == "") != (n.Kind == Unknown) {
			t.Fatalf("Parse(%q, %q) = %+v", typed, country, n)
		}
		if n.E164 != "" && Parse(n.E164, country).E164 != n.E164 {
			t.Fatalf("Parse(%q) = %s, again %+v", typed, n.E164, Parse(n.E164, country))
		}
		Display(typed, country)
		Apart(typed)
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("0664/123 45 67", "AT")
	}
}

func BenchmarkParseLandline(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("0662 / 123456", "AT")
	}
}

func TestMobileNumbersAreToldByTheirRange(t *testing.T) {
	for typed, want := range map[string]bool{
		"+436641234567": true, "+4915112345678": true, "0041 79 123 45 67": true, "+39 333 1234567": true, "+43 (0) 664 / 1234567": true,
		"+43662123456": false, "+498912345": false, "+41441234567": false, "": false, "+390612345": false, "0664 1234567": false,
	} {
		if IsMobile(Apart(typed)) != want {
			t.Errorf("%s: %v", typed, !want)
		}
	}
}

func TestApartNeedsNoCountry(t *testing.T) {
	for typed, want := range map[string][2]string{
		"0043 (0)664 1234567": {"43", "6641234567"}, "+43 664 1234567 DW 12": {"43", "6641234567"}, "0664/1234567": {"", "6641234567"},
		"(0664) 123-45-67": {"", "6641234567"}, "+423 232 12 34": {"423", "2321234"}, "+1 212 5550123": {"1", "2125550123"},
		"": {}, "00": {}, "+4": {"", "4"}, "keine": {},
	} {
		if code, national := Apart(typed); code != want[0] || national != want[1] {
			t.Errorf("%q: %q %q", typed, code, national)
		}
	}
}
