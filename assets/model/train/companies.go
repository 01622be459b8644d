package main

import (
	"fmt"
	"strings"
)

var (
	branches = strings.Split(`Bau|Holzbau|Metallbau|Elektro|Sanitär|Heizung|Malerbetrieb|Dachdeckerei|Gerüstbau|Fensterbau|Tischlerei|Gartenbau|Garten- und Landschaftsbau|Reinigung|Gebäudetechnik|Sicherheitstechnik|Kältetechnik|Solar|Logistik|Transporte|Spedition|Taxi|Fahrschule|Bäckerei|Metzgerei|Gastro|Hotel|Catering|Weingut|Apotheke|Pflegedienst|Zahntechnik|Optik|Physiotherapie|Steuerberatung|Consulting|Immobilien|Hausverwaltung|Versicherungsmakler|Architekten|Ingenieurbüro|IT-Service|Werbetechnik|Druckerei|Software|Media|Handel|Textil|Möbel|Maschinenbau|Werkzeugbau|Kunststofftechnik|Landtechnik|Forst|Event|Bestattungen|Friseur|Kosmetik|Floristik`, "|")
	forms    = map[string][]string{
		"DE": strings.Split(`GmbH|GmbH|GmbH|GmbH & Co. KG|GmbH & Co. KG|UG (haftungsbeschränkt)|KG|OHG|GbR|e.K.|AG|e.V.`, "|"),
		"AT": strings.Split(`GmbH|GmbH|Ges.m.b.H.|GmbH & Co KG|KG|OG|e.U.|AG`, "|"),
		"CH": strings.Split(`AG|AG|GmbH|GmbH|KlG|Sàrl|SA|Genossenschaft`, "|"),
	}
	companyBoxes = strings.Fields("info info info office office kontakt mail service buchhaltung")
)

// found makes somebody's company; half of them bear their owner's name.
func (g *generator) found(p *person) {
	branch := pick(g, branches)
	own := g.simpleName()
	if g.chance(.6) {
		own = p.last
	}
	switch x := g.float(); {
	case x < .36:
		p.company = own + " " + branch
	case x < .56:
		p.company = branch + " " + own
	case x < .66:
		p.company = own + " & " + g.simpleName() + " " + branch
	case x < .80:
		p.company = string("ABCDEFGHKLMNPRSTWZ"[g.roll(18)]) + string("ABCDEGHKLMNPRSTVW"[g.roll(17)]) + string("ABCDEFGHKLMNPRSTVWXZ"[g.roll(20)]) + " " + branch
	case x < .92:
		p.company = p.town.streetAdjective() + " " + branch
	default:
		p.company = p.first + " " + p.last
	}
	p.form = pick(g, forms[p.town.country])
	p.role = true
	p.email = g.companyMail(p)
}

// streetAdjective is the adjective of a place: "Neuberger".
func (t *town) streetAdjective() string {
	word, _, _ := strings.Cut(strings.TrimSuffix(t.name, "en"), " ")
	return strings.TrimSuffix(word, "e") + "er"
}

func (g *generator) companyMail(p *person) string {
	domain := strings.NewReplacer(".", "", "-", "", "&", "", "(", "", ")", "").Replace(ascii(p.company + p.form))
	if g.chance(.5) {
		domain = strings.NewReplacer(".", "", "&", "").Replace(ascii(p.company))
		domain = strings.Trim(domain, "-")
	}
	domain = domain[:min(len(domain), 20)]
	local := pick(g, companyBoxes)
	switch x := g.float(); {
	case x < .25:
		local = ascii(p.first)
	case x < .4:
		local = ascii(p.first)[:1] + "." + ascii(p.last)
	case x < .5:
		local = ascii(p.last)
	}
	tld := map[string]string{"DE": "de", "AT": "at", "CH": "ch"}[p.town.country]
	return fmt.Sprintf("%s@%s.%s", local, domain, tld)
}
