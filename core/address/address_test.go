package address

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSplitHouseFindsTheNumberHoweverItIsWritten(t *testing.T) {
	for line, want := range map[string][2]string{
		"Bahnhofstr.5a":                  {"Bahnhofstr.", "5a"},
		"Linzer Straße 4/2/14":           {"Linzer Straße", "4/2/14"},
		"Dorf 9 a":                       {"Dorf", "9 a"},
		"Hauptplatz":                     {"Hauptplatz", ""},
		"Hauptstraße, 12-14":             {"Hauptstraße", "12-14"},
		"Hauptstraße Nr. 12":             {"Hauptstraße", "12"},
		"Straße des 17. Juni 135":        {"Straße des 17. Juni", "135"},
		"3. Querstraße 7":                {"3. Querstraße", "7"},
		"Gasse 9 a (2x klingeln)":        {"Gasse", "9 a (2x klingeln)"},
		"  Am   Berg  1 ":                {"Am Berg", "1"},
		"5":                              {"5", ""},
		"":                               {"", ""},
		"Straße des 17. Juni":            {"Straße des 17. Juni", ""},
		"Bundesstraße 3 Nr. 5":           {"Bundesstraße 3", "5"},
		"Via Roma, 12":                   {"Via Roma", "12"},
		"Lindenweg12b":                   {"Lindenweg", "12b"},
		"Rue de l'Église 8bis":           {"Rue de l'Église", "8bis"},
		"Hauptstraße12a":                 {"Hauptstraße", "12a"},
		"Wiener Straße 12 Stg. 2 Top 5":  {"Wiener Straße", "12 Stg. 2 Top 5"},
		"Neugasse 12-14/2/7":             {"Neugasse", "12-14/2/7"},
		"1.-Mai-Straße 3":                {"1.-Mai-Straße", "3"},
		"Via Roma n. 12":                 {"Via Roma", "12"},
		"Via Roma n° 12/A":               {"Via Roma", "12/A"},
		"Via 4 Novembre 12":              {"Via 4 Novembre", "12"},
		"Via 25 Aprile":                  {"Via 25 Aprile", ""},
		"Neugasse 12 N":                  {"Neugasse", "12 N"},
		"Dr.-Karl-Renner-Ring 3, Top 12": {"Dr.-Karl-Renner-Ring", "3, Top 12"},
	} {
		street, house := SplitHouse(line)
		if street != want[0] || house != want[1] {
			t.Errorf("SplitHouse(%q) = %q, %q", line, street, house)
		}
	}
}

func TestStreetKeyIsOneForAllSpellings(t *testing.T) {
	for _, spellings := range [][]string{
		{"Bahnhofstraße", "Bahnhofstrasse", "BAHNHOFSTR.", "Bahnhof-Straße", "Bahnhof Str", "bahnhofstr"},
		{"Sankt-Veiter-Straße", "St. Veiter Str.", "St.Veiter Strasse"},
		{"Doktor-Karl-Renner-Ring", "Dr. Karl Renner-Ring"},
		{"An der Kirche", "a.d. Kirche", "a. d. Kirche"},
		{"Mühlgasse", "Muehlgasse", "Mu\u0308hlgasse", "MÜHLG."},
		{"Österreicher Platz", "Oesterreicher Pl."},
		{"Bürgermeister-Müller-Weg", "Bgm. Mueller Weg"},
		{"Lindenweg", "Lindenw.", "Linden Weg", "Linden W.", "LINDENWEG"},
		{"Lindenallee", "Linden-Allee", "Lindenal."},
		{"Seepromenade", "Seeprom."},
		{"Josef-Huber-Siedlung", "Josef Huber Sdlg."},
		{"Mariahilfer Gürtel", "Mariahilfer Guertel", "Mariahilfer Gtl."},
		{"Via Roma", "V. Roma", "v.Roma"},
		{"Viale Europa", "V.le Europa", "Vle. Europa"},
		{"Piazza Walther", "P.zza Walther", "P.za Walther", "Pzza Walther"},
		{"Corso Italia", "C.so Italia"},
		{"Rue de la Gare", "R. de la Gare"},
		{"Route de Berne", "Rte de Berne", "Rte. de Berne"},
		{"Avenue de la Gare", "Av. de la Gare", "Ave de la Gare"},
		{"Place du Marché", "Pl. du Marché"},
		{"Chemin du Lac", "Ch. du Lac"},
		{"Boulevard de Grancy", "Bd de Grancy", "Bvd. de Grancy"},
	} {
		for _, s := range spellings[1:] {
			if StreetKey(s) != StreetKey(spellings[0]) {
				t.Errorf("%q gives %q, %q gives %q", spellings[0], StreetKey(spellings[0]), s, StreetKey(s))
			}
		}
	}
}

func TestStreetKeyTellsStreetsApart(t *testing.T) {
	for _, p := range [][2]string{{"Bahnhofstraße", "Bahnhofplatz"}, {"Mühlgasse", "Mühlweg"}, {"Hauptstraße", "Hauptgasse"}, {"Via Roma", "Viale Roma"}, {"Treptow", "Treptoweg"}, {"Lindenweg", "Lindengasse"}} {
		if StreetKey(p[0]) == StreetKey(p[1]) {
			t.Errorf("%s and %s share %q", p[0], p[1], StreetKey(p[0]))
		}
	}
}

func TestHouseKeyIsTheHouse(t *testing.T) {
	for house, want := range map[string]string{
		"12 A": "12a", "12a": "12a", "5/2/14": "5", "9 a (2x klingeln)": "9a", "12-14": "12", "007": "7",
		"": "", "Hof": "", "3, Top 12": "3", "8bis": "8", "Nr. 4": "4", "12-14/2/7": "12", "12 Stg. 2 Top 5": "12", "12a/3/14": "12a", "5 u. 7": "5", "5 U": "5u", "4 Stiege 2": "4",
	} {
		if got := HouseKey(house); got != want {
			t.Errorf("HouseKey(%q) = %q, want %q", house, got, want)
		}
	}
}

func TestPostcodes(t *testing.T) {
	for zip, want := range map[string]string{
		"A-5020": "5020", "AT 5020": "5020", " 5020 ": "5020", "D-01067": "01067", "CH-8001": "8001", "FL-9490": "9490",
		"50 20": "5020", "SW1A 1AA": "SW1A1AA", "I-39100": "39100", "": "",
	} {
		if got := PostcodeKey(zip); got != want {
			t.Errorf("PostcodeKey(%q) = %q, want %q", zip, got, want)
		}
	}
}

func TestSplitHouseLosesNothingButSeparators(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("Aaß. ,1290/-")), 0, 30, -1)).Draw(t, "line")
		street, house := SplitHouse(line)
		if !strings.HasPrefix(strings.Join(strings.Fields(line), " "), street) || !strings.Contains(strings.Join(strings.Fields(line), " "), house) {
			t.Fatalf("SplitHouse(%q) = %q, %q", line, street, house)
		}
		StreetKey(line)
		HouseKey(line)
		PostcodeKey(line)
	})
}
