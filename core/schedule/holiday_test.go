package schedule

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	austria "github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/de"

	"terminwerk/core"
)

func basis(country, region string) *core.Basis {
	s := core.DefaultSettings()
	s.Basis.Country, s.Basis.Region = country, region
	return &s.Basis
}

// year lists the holidays of a year as "mm-dd key".
func year(b *core.Basis, y int) []string {
	var all []string
	for d := core.NewDate(y, time.January, 1); d <= core.NewDate(y, time.December, 31); d = d.Add(1) {
		if key := Holiday(b, d); key != "" {
			all = append(all, d.String()[5:]+" "+strings.TrimPrefix(key, "schedule.holiday."))
		}
	}
	return all
}

func dates(b *core.Basis, y int) string {
	var all []string
	for _, line := range year(b, y) {
		all = append(all, line[:5])
	}
	return strings.Join(all, " ")
}

func TestAustrianHolidaysAreNamed(t *testing.T) {
	want := []string{
		"01-01 new_year", "01-06 epiphany", "04-06 easter_monday", "05-01 labour_day", "05-14 ascension",
		"05-25 whit_monday", "06-04 corpus_christi", "08-15 assumption", "10-26 national_at", "11-01 all_saints",
		"12-08 immaculate", "12-25 christmas", "12-26 stephen",
	}
	if diff := cmp.Diff(want, year(basis("AT", ""), 2026)); diff != "" {
		t.Error(diff)
	}
}

func TestHolidaysByCountryAndRegion(t *testing.T) {
	tests := []struct {
		country, region string
		year            int
		want            string
	}{
		{"AT", "", 2027, "01-01 01-06 03-29 05-01 05-06 05-17 05-27 08-15 10-26 11-01 12-08 12-25 12-26"},
		{"AT", "S", 2028, "01-01 01-06 04-17 05-01 05-25 06-05 06-15 08-15 10-26 11-01 12-08 12-25 12-26"},
		{"DE", "", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"},
		{"DE", "BY", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 08-15 10-03 11-01 12-25 12-26"},
		{"DE", "BY-EV", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26"},
		{"DE", "BY-A", 2027, "01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 08-08 08-15 10-03 11-01 12-25 12-26"},
		{"DE", "BB", 2027, "01-01 03-26 03-28 03-29 05-01 05-06 05-16 05-17 10-03 10-31 12-25 12-26"},
		{"DE", "MV", 2026, "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"},
		{"DE", "BE", 2028, "01-01 03-08 04-14 04-17 05-01 05-25 06-05 06-17 10-03 12-25 12-26"},
		{"DE", "SN", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 11-18 12-25 12-26"},
		{"DE", "SN", 2027, "01-01 03-26 03-29 05-01 05-06 05-17 10-03 10-31 11-17 12-25 12-26"},
		{"DE", "SN", 2028, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 11-22 12-25 12-26"},
		{"DE", "TH", 2028, "01-01 04-14 04-17 05-01 05-25 06-05 09-20 10-03 10-31 12-25 12-26"},
		{"DE", "SL", 2027, "01-01 03-26 03-29 05-01 05-06 05-17 05-27 08-15 10-03 11-01 12-25 12-26"},
		{"CH", "", 2026, "01-01 05-14 08-01 12-25"},
		{"CH", "ZH", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26"},
		{"CH", "BE", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 08-01 12-25 12-26"},
		{"CH", "LU", 2027, "01-01 01-02 03-26 03-29 05-06 05-17 05-27 08-01 08-15 11-01 12-08 12-25 12-26"},
		{"CH", "TI", 2026, "01-01 01-06 03-19 04-06 05-01 05-14 05-25 06-04 06-29 08-01 08-15 11-01 12-08 12-25 12-26"},
		{"CH", "GE", 2026, "01-01 04-03 04-06 05-14 05-25 08-01 09-10 12-25 12-31"},
		{"CH", "VD", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 08-01 09-21 12-25"},
		{"CH", "GL", 2026, "01-01 01-02 04-03 04-06 04-09 05-14 05-25 08-01 11-01 12-25 12-26"},
		{"CH", "GL", 2027, "01-01 01-02 03-26 03-29 04-01 05-06 05-17 08-01 11-01 12-25 12-26"},
		{"CH", "AR", 2026, "01-01 04-03 04-06 05-14 05-25 08-01 12-25"},
		{"CH", "AR", 2027, "01-01 03-26 03-29 05-06 05-17 08-01 12-25 12-26"},
		{"CH", "AR", 2028, "01-01 04-14 04-17 05-25 06-05 08-01 12-25"},
		{"CH", "NE", 2027, "01-01 03-01 03-26 05-01 05-06 08-01 12-25"},
		{"CH", "NE", 2028, "01-01 03-01 04-14 05-01 05-25 08-01 12-25"},
		{"CH", "JU", 2028, "01-01 01-02 04-14 04-17 05-01 05-25 06-05 06-15 06-23 08-01 08-15 11-01 12-25"},
		{"CH", "VS", 2026, "01-01 01-02 03-19 04-06 05-14 05-25 06-04 08-01 08-15 11-01 12-08 12-25 12-26"},
		{"CH", "AG", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 08-01 12-25 12-26"},
		{"CH", "AG-K", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 06-04 08-01 08-15 11-01 12-08 12-25 12-26"},
		{"LI", "", 2026, "01-01 01-02 01-06 02-02 03-19 04-03 04-05 04-06 05-01 05-14 05-24 05-25 06-04 08-15 09-08 11-01 12-08 12-25 12-26"},
		{"IT", "", 2026, "01-01 01-06 04-05 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26"},
		{"IT", "BZ", 2028, "01-01 01-06 04-16 04-17 04-25 05-01 06-02 06-05 08-15 10-04 11-01 12-08 12-25 12-26"},
		{"it", "it-bz", 2025, "01-01 01-06 04-20 04-21 04-25 05-01 06-02 06-09 08-15 11-01 12-08 12-25 12-26"},
		{"NL", "", 2026, ""},
	}
	for _, tt := range tests {
		if got := dates(basis(tt.country, tt.region), tt.year); got != tt.want {
			t.Errorf("%s %s %d\n got %s\nwant %s", tt.country, tt.region, tt.year, got, tt.want)
		}
	}
}

// TestHolidaysAgreeWithThePublishedTables compares with the tables of the calendar library, but for what they lack:
// Mecklenburg-Vorpommern's Women's Day, Berlin's 17 June 2028, Mariä Himmelfahrt in Bavaria, Brandenburg's two Sundays.
func TestHolidaysAgreeWithThePublishedTables(t *testing.T) {
	tables := map[string][]*cal.Holiday{
		"AT": austria.Holidays, "DE-BW": de.HolidaysBW, "DE-BY-EV": de.HolidaysBY, "DE-HB": de.HolidaysHB,
		"DE-HH": de.HolidaysHH, "DE-HE": de.HolidaysHE, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW,
		"DE-RP": de.HolidaysRP, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST,
		"DE-SH": de.HolidaysSH, "DE-TH": de.HolidaysTH,
	}
	for place, table := range tables {
		country, region, _ := strings.Cut(place, "-")
		b := basis(country, region)
		for y := 2026; y <= 2028; y++ {
			want := map[string]bool{}
			for _, h := range table {
				on, _ := h.Calc(y)
				want[core.DateOf(on).String()[5:]] = true
			}
			got := map[string]bool{}
			for _, d := range strings.Fields(dates(b, y)) {
				got[d] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %d: %s", place, y, diff)
			}
		}
	}
}

func TestEveryRegionOfTheTableCanBeChosen(t *testing.T) {
	for _, h := range holidays {
		for _, w := range h.where {
			country, codes, _ := strings.Cut(w, ":")
			for code := range strings.FieldsSeq(codes) {
				if !contains(Regions(country), code) {
					t.Errorf("%s: unknown region %s of %s", h.key, code, country)
				}
			}
		}
	}
	if Regions("AT") != nil {
		t.Error("Austria's holidays are the same everywhere")
	}
}

func contains(all []string, s string) bool {
	for _, x := range all {
		if x == s {
			return true
		}
	}
	return false
}
