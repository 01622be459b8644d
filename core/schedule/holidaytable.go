package schedule

import (
	"time"

	"github.com/rickar/cal/v2/aa"
)

// Regions lists the codes of a country's regions whose holidays differ; none where they are the same everywhere.
// BY is Bavaria with Mariä Himmelfahrt (most municipalities), BY-EV without it, BY-A the city of Augsburg; AG is the
// Aargau of the reformed districts, AG-K that of the Catholic ones; BZ is South Tyrol. Their names are the texts
// "schedule.region.<country>.<code>" in lower case.
func Regions(country string) []string { return append([]string(nil), regions[country]...) }

var regions = map[string][]string{
	"DE": {
		"BW", "BY", "BY-EV", "BY-A", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH",
	},
	"CH": {
		"AG", "AG-K", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG", "SH", "SO",
		"SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
	},
	"IT": {"BZ"},
}

// holidays: Austria by § 7 Arbeitsruhegesetz, Germany by the laws of the states, Switzerland by the Federal Office of
// Justice's list of cantonal holidays (legal days and days treated like them, where the whole canton keeps them),
// Liechtenstein by Art. 18 Arbeitsgesetz and the days its trades keep, Italy by Legge 260/1949 and 151/2025. Where two
// fall together the upper row names the day.
var holidays = []holiday{
	{key: "new_year", rule: aa.NewYear, where: []string{"AT", "DE", "CH", "LI", "IT"}},
	{key: "berchtold", rule: fixed(time.January, 2), where: []string{
		"CH: AG AG-K BE FR GL JU LU NW OW SG SH SO TG VD VS ZG", "LI",
	}},
	{key: "berchtold", rule: fixed(time.January, 2), where: []string{"CH: NE"}, when: onMonday},
	{key: "epiphany", rule: aa.Epiphany, where: []string{"AT", "DE: BW BY BY-EV BY-A ST", "CH: SZ TI UR", "LI", "IT"}},
	{key: "candlemas", rule: fixed(time.February, 2), where: []string{"LI"}},
	{key: "republic_ne", rule: fixed(time.March, 1), where: []string{"CH: NE"}},
	{key: "womens_day", rule: between(2019, 0, fixed(time.March, 8)), where: []string{"DE: BE"}},
	{key: "womens_day", rule: between(2023, 0, fixed(time.March, 8)), where: []string{"DE: MV"}},
	{key: "joseph", rule: fixed(time.March, 19), where: []string{"CH: NW SZ TI UR VS", "LI"}},
	{key: "good_friday", rule: aa.GoodFriday, where: []string{
		"DE", "CH: AG AG-K AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG UR VD ZG ZH", "LI",
	}},
	{key: "easter_sunday", rule: aa.Easter, where: []string{"DE: BB", "LI", "IT"}},
	{key: "easter_monday", rule: aa.EasterMonday, where: []string{
		"AT", "DE", "CH: AG AG-K AI AR BE BL BS FR GE GL GR JU LU NW OW SG SH SO SZ TG TI UR VD VS ZG ZH", "LI", "IT",
	}},
	{key: "naefels", rule: naefels, where: []string{"CH: GL"}},
	{key: "liberation_it", rule: fixed(time.April, 25), where: []string{"IT"}},
	{key: "labour_day", rule: aa.WorkersDay, where: []string{"AT", "DE", "CH: BL BS JU NE SH TG TI ZH", "LI", "IT"}},
	{key: "ascension", rule: aa.AscensionDay, where: []string{"AT", "DE", "CH", "LI"}},
	{key: "whit_sunday", rule: aa.Pentecost, where: []string{"DE: BB", "LI"}},
	{key: "whit_monday", rule: aa.PentecostMonday, where: []string{
		"AT", "DE", "CH: AG AG-K AI AR BE BL BS FR GE GL GR JU LU NW OW SG SH SO SZ TG TI UR VD VS ZG ZH", "LI", "IT: BZ",
	}},
	{key: "corpus_christi", rule: aa.CorpusChristi, where: []string{
		"AT", "DE: BW BY BY-EV BY-A HE NW RP SL", "CH: AG-K AI FR JU LU NW OW SO SZ TI UR VS ZG", "LI",
	}},
	{key: "republic_it", rule: fixed(time.June, 2), where: []string{"IT"}},
	{key: "uprising_1953", rule: between(2028, 2028, fixed(time.June, 17)), where: []string{"DE: BE"}},
	{key: "independence_ju", rule: fixed(time.June, 23), where: []string{"CH: JU"}},
	{key: "peter_paul", rule: fixed(time.June, 29), where: []string{"CH: TI"}},
	{key: "national_ch", rule: fixed(time.August, 1), where: []string{"CH"}},
	{key: "peace_augsburg", rule: fixed(time.August, 8), where: []string{"DE: BY-A"}},
	{key: "national_li", rule: fixed(time.August, 15), where: []string{"LI"}},
	{key: "assumption", rule: aa.AssumptionOfMary, where: []string{
		"AT", "DE: BY BY-A SL", "CH: AG-K AI FR JU LU NW OW SO SZ TI UR VS ZG", "IT",
	}},
	{key: "nativity_mary", rule: fixed(time.September, 8), where: []string{"LI"}},
	{key: "fast_ge", rule: after(time.September, 1, time.Sunday, 4), where: []string{"CH: GE"}},
	{key: "fast_monday", rule: after(time.September, 15, time.Sunday, 1), where: []string{"CH: VD"}},
	{key: "childrens_day", rule: between(2019, 0, fixed(time.September, 20)), where: []string{"DE: TH"}},
	{key: "nicholas_flue", rule: fixed(time.September, 25), where: []string{"CH: OW"}},
	{key: "german_unity", rule: fixed(time.October, 3), where: []string{"DE"}},
	{key: "francis", rule: between(2026, 0, fixed(time.October, 4)), where: []string{"IT"}},
	{key: "national_at", rule: fixed(time.October, 26), where: []string{"AT"}},
	{key: "reformation", rule: fixed(time.October, 31), where: []string{"DE: BB HB HH MV NI SN ST SH TH"}},
	{key: "all_saints", rule: aa.AllSaintsDay, where: []string{
		"AT", "DE: BW BY BY-EV BY-A NW RP SL", "CH: AG-K AI FR GL JU LU NW OW SG SO SZ TI UR VS ZG", "LI", "IT",
	}},
	{key: "repentance", rule: after(time.November, 16, time.Wednesday, 0), where: []string{"DE: SN"}},
	{key: "immaculate", rule: aa.ImmaculateConception, where: []string{
		"AT", "CH: AG-K AI FR LU NW OW SZ TI UR VS ZG", "LI", "IT",
	}},
	{key: "christmas", rule: aa.ChristmasDay, where: []string{"AT", "DE", "CH", "LI", "IT"}},
	{key: "second_christmas", rule: aa.ChristmasDay2, where: []string{"DE"}},
	{key: "stephen", rule: aa.ChristmasDay2, where: []string{
		"AT", "CH: AG AG-K BE BL BS FR GL GR LU NW OW SG SH SO SZ TG TI VS ZG ZH", "LI", "IT",
	}},
	{key: "stephen", rule: aa.ChristmasDay2, where: []string{"CH: AI AR UR"}, when: noThirdRestDay},
	{key: "stephen", rule: aa.ChristmasDay2, where: []string{"CH: NE"}, when: onMonday},
	{key: "restoration_ge", rule: fixed(time.December, 31), where: []string{"CH: GE"}},
}
