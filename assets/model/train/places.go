package main

import (
	"fmt"
	"strings"
)

// The places are composed: names that could be, with postcodes of the right shape.

var (
	townHeads = strings.Fields(`Alt Neu Ober Unter Nieder Groß Klein Mittel Bad_ St._ Burg Wald Feld Berg Stein Eich Linden Buchen Birken
		Erl Rosen Sonnen Hirsch Wolfs Fuchs Bären Adler Falken Königs Kaisers Fürsten Grafen Bischofs Mönchs Pfaffen Kirch Kloster Markt Mühl
		Ried Moos Wiesen Acker Garten Wein Korn Haber Holz Glas Eisen Silber Gold Salz Kalk Sand Lehm Weiß Schwarz Rot Grün Blau Hoch Tief
		Lang Kurz Breiten Schmal Krumm Gerade Thal Au Bach Brunn Quell See Teich Ufer Insel Hafen Brück Furt Stadt Dorf Weiler Hof Haus Heim`)
	townTails = strings.Fields(`dorf heim hausen stadt berg burg feld bach au tal brunn ried furt hofen kirchen weiler ingen stetten walde see
		brück münster zell reith schlag stein hain rode leben born beck büttel stedt wedel loh horst roda itz ow witz nitz`)
	townExtras = []string{" am See", " an der Au", " im Tal", " bei Wald", " (Lohr)", "-Nord", " am Berg"}

	streetWords = strings.Fields(`Haupt Bahnhof Dorf Schul Garten Berg Kirch Wald Linden Birken Ring Wiesen Feld Mühl Bach Sonnen Rosen Tulpen Nelken
		Flieder Ahorn Buchen Eichen Erlen Fichten Tannen Kiefern Kastanien Amsel Drossel Finken Lerchen Meisen Schwalben Falken Adler Reiher
		Goethe Schiller Lessing Mozart Beethoven Bach Schubert Haydn Uhland Heine Hölderlin Luther Bismarck Kaiser König Fürsten Post Markt Rathaus
		Industrie Gewerbe Werk Hafen Ufer Brücken Burg Schloss Kloster Kapellen Friedhof Sport Park Quer Süd Nord Ost West Hoch Tal Stein Lang
		Neu Alt Ober Unter Sattler Schmied Gerber Müller Weber Bäcker Fischer Jäger Hirten Schäfer Winzer Acker Heide Moor Sand Lehm Kies`)
	streetTails   = strings.Fields(`straße straße straße straße weg weg weg gasse platz allee ring steig`)
	streetWholes  = strings.Split(`Am Sportplatz|Am Markt|Am Bahnhof|In der Au|Auf der Heide|An der Kirche|Am Mühlbach|Im Feld|Am Berg|Zum See|Im Winkel|Am Anger|Hinter den Höfen|Alte Landstraße|Kleine Gasse|Obere Hauptstraße|Am Stadtpark|Unterer Weg|Am Hang|Auf dem Hügel`, "|")
	streetSpecial = strings.Fields(`Platz Allee Ring Weg Straße Gasse`)
)

// town is a place with its postcode, its registration district and its telephone area.
type town struct {
	name, zip, country, district, area string
	streets                            []string
}

// newTowns composes the towns around a dealer: most in its own country and region, some abroad.
func (g *generator) newTowns() {
	n := 60 + g.roll(140)
	regions := map[string][]string{}
	for range n {
		country := g.country()
		if len(regions[country]) < 6 {
			regions[country] = append(regions[country], g.region(country))
		}
		g.towns = append(g.towns, g.newTown(country, pick(g, regions[country])))
	}
}

func (g *generator) country() string {
	switch x := g.float(); {
	case x < g.shares.home:
		return g.home
	case x < g.shares.home+(1-g.shares.home)*.5:
		return "DE"
	case x < g.shares.home+(1-g.shares.home)*.8:
		return "CH"
	}
	return "AT"
}

// region is the beginning of a postcode with the district and the telephone area that go with it.
func (g *generator) region(country string) string {
	letters := "ABCDEFGHIKLMNOPRSTUVWZ"
	district := ""
	for range 1 + g.roll(3) {
		district += string(letters[g.roll(len(letters))])
	}
	switch country {
	case "DE":
		return fmt.Sprintf("%02d|%s|0%d", 1+g.roll(98), district, 20+g.roll(79))
	case "CH":
		return fmt.Sprintf("%02d|%s|0%d", 10+g.roll(88), pick(g, strings.Fields("ZH BE LU UR SZ ZG FR SO BS SG AG TG TI VD VS NE GE GR")), pick(g, []int{31, 32, 33, 34, 41, 43, 44, 52, 55, 61, 62, 71, 81}))
	}
	if len(district) < 2 {
		district += "L"
	}
	return fmt.Sprintf("%d|%s|0%d", 10+g.roll(89), district[:2], pick(g, []int{22, 26, 27, 31, 33, 34, 42, 47, 51, 52, 55, 62, 72, 73, 75, 76}))
}

func (g *generator) newTown(country, region string) town {
	parts := strings.Split(region, "|")
	t := town{country: country, zip: parts[0], district: parts[1], area: parts[2]}
	digits := map[string]int{"DE": 5}[country]
	if digits == 0 {
		digits = 4
	}
	for len(t.zip) < digits {
		t.zip += fmt.Sprint(g.roll(10))
	}
	t.area += fmt.Sprint(g.roll(10)) + fmt.Sprint(g.roll(10))
	if country == "CH" {
		t.area = t.area[:3]
	}
	t.name = strings.ReplaceAll(pick(g, townHeads), "_", " ") + pick(g, townTails)
	if strings.Contains(t.name, " ") {
		i := strings.IndexByte(t.name, ' ')
		t.name = t.name[:i+1] + strings.ToUpper(t.name[i+1:i+2]) + t.name[i+2:]
	}
	if g.chance(.12) {
		t.name += pick(g, townExtras)
	}
	for range 8 + g.roll(60) {
		t.streets = append(t.streets, g.street(country))
	}
	return t
}

func (g *generator) street(country string) string {
	var s string
	switch x := g.float(); {
	case x < .62:
		s = streetWords[zipf(g, len(streetWords), flatPlace)] + pick(g, streetTails)
	case x < .72:
		s = pick(g, streetWholes)
	case x < .86:
		s = pick(g, append(maleNames, femaleNames...)) + "-" + g.lastName().text + "-" + pick(g, streetSpecial)
	default:
		s = strings.ReplaceAll(pick(g, townHeads), "_", " ") + pick(g, townTails) + "er Straße"
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	if country == "CH" {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "straße", "strasse"), "Straße", "Strasse")
	}
	return s
}

func (g *generator) house() string {
	s := fmt.Sprint(1 + zipf(g, 160, flatPlace))
	switch {
	case g.chance(.09):
		s += string("abcdefg"[g.roll(7)])
	case g.chance(.03):
		s = fmt.Sprintf("%s-%d", s, g.roll(20)+3)
	}
	return s
}
