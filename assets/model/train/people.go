package main

import (
	"fmt"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

// surname is a last name with the people it belongs to: 0 for the common ones, otherwise the place in foreign plus one.
type surname struct {
	text  string
	group int
}

// lastName draws a common, a foreign, a composed or a double name.
func (g *generator) lastName() surname {
	switch x := g.float(); {
	case x < .37:
		return surname{text: lastNames[zipf(g, len(lastNames), flatLast)]}
	case x < .37+g.shares.foreign:
		group := g.foreignGroup()
		list := foreign[group].last
		return surname{strings.ReplaceAll(list[zipf(g, len(list), flatLast)], "_", " "), group + 1}
	case x < .975:
		return surname{text: pick(g, nameHeads) + pick(g, nameTails)}
	}
	return surname{text: g.simpleName() + "-" + g.simpleName()}
}

func (g *generator) simpleName() string {
	if g.chance(.5) {
		return lastNames[zipf(g, len(lastNames), flatLast)]
	}
	return pick(g, nameHeads) + pick(g, nameTails)
}

func (g *generator) foreignGroup() int {
	total := 0
	for _, f := range foreign {
		total += f.weight
	}
	x := g.roll(total)
	for i, f := range foreign {
		if x -= f.weight; x < 0 {
			return i
		}
	}
	return 0
}

func (g *generator) firstName(sex byte, group int) string {
	male, female := maleNames, femaleNames
	if group > 0 && g.chance(.85) {
		male, female = foreign[group-1].male, foreign[group-1].female
	}
	list := female
	if sex == 'm' {
		list = male
	}
	first := strings.ReplaceAll(list[zipf(g, len(list), flatFirst)], "_", " ")
	switch x := g.float(); {
	case x < .03:
		first += " " + list[zipf(g, len(list), flatFirst)]
	case x < .045:
		first += "-" + list[zipf(g, len(list), flatFirst)]
	case x < .075:
		first += strings.ToLower(list[zipf(g, len(list), flatFirst)])
	}
	return first
}

// person is somebody as they are; what a record holds of them is another matter.
type person struct {
	sex           byte
	title         string
	first, last   string
	group         int
	company, form string
	role          bool // answers for the company, as its owner
	town          *town
	street, house string
	phone, mobile string
	email         string
	cars          []core.VehicleData
}

func (g *generator) newPerson() *person {
	p := &person{sex: 'f'}
	if g.chance(.58) {
		p.sex = 'm'
	}
	last := g.lastName()
	p.last, p.group = last.text, last.group
	p.first = g.firstName(p.sex, p.group)
	if g.chance(.035) {
		p.title = strings.ReplaceAll(pick(g, titles), "_", " ")
	}
	if g.chance(.012) {
		p.last = pick(g, particles) + " " + p.last
	}
	g.settle(p)
	return p
}

// settle gives somebody an address and a telephone line there.
func (g *generator) settle(p *person) {
	p.town = &g.towns[zipf(g, len(g.towns), flatPlace)]
	p.street, p.house = pick(g, p.town.streets), g.house()
	p.phone = g.landline(p.town)
}

func (g *generator) landline(t *town) string {
	n := t.area
	for range 4 + g.roll(4) {
		n += fmt.Sprint(g.roll(10))
	}
	if t.country == "CH" {
		n = t.area + fmt.Sprintf("%07d", g.roll(1e7))
	}
	return n
}

var mobilePrefixes = map[string][]string{
	"DE": strings.Fields("0151 0152 0157 0159 0160 0162 0163 0170 0171 0172 0173 0174 0175 0176 0177 0178 0179"),
	"AT": strings.Fields("0650 0660 0664 0676 0677 0680 0681 0688 0699"),
	"CH": strings.Fields("075 076 077 078 079"),
}

func (g *generator) newMobile(country string) string {
	n := pick(g, mobilePrefixes[country])
	digits := 7
	if country == "DE" && g.chance(.45) {
		digits = 8
	}
	for range digits {
		n += fmt.Sprint(g.roll(10))
	}
	return n
}

var providers = map[string][]string{
	"DE": strings.Fields("gmail.com gmail.com gmail.com gmx.de gmx.de web.de web.de t-online.de icloud.com hotmail.com gmx.net outlook.de freenet.de yahoo.de googlemail.com arcor.de"),
	"AT": strings.Fields("gmail.com gmail.com gmx.at gmx.at aon.at a1.net chello.at hotmail.com icloud.com outlook.com"),
	"CH": strings.Fields("gmail.com gmail.com bluewin.ch bluewin.ch gmx.ch hotmail.com icloud.com sunrise.ch outlook.com"),
}

var nickWords = strings.Fields("maus bärli tiger sonne haus auto golf motorrad familie fam kontakt schatz stern post privat hallo berg fussball hund")

// newMail is a mailbox of a person's own.
func (g *generator) newMail(p *person) string {
	f, l := ascii(p.first), ascii(p.last)
	f = strings.SplitN(f, "-", 2)[0]
	l = strings.ReplaceAll(l, "-", "")
	digits := ""
	if g.chance(.35) {
		digits = fmt.Sprint(pick(g, []int{g.roll(99) + 1, g.roll(99) + 1, 1930 + g.roll(80), g.roll(9999) + 1}))
	}
	var local string
	switch x := g.float(); {
	case x < .42:
		local = f + "." + l
	case x < .55:
		local = f + l
	case x < .67:
		local = l + "." + f
	case x < .77:
		local = f[:1] + "." + l
	case x < .88:
		local = l
		digits = fmt.Sprint(g.roll(9999))
	case x < .94:
		local = pick(g, nickWords) + l
	default:
		local = pick(g, nickWords) + "." + l
		if g.chance(.5) {
			local = pick(g, nickWords)
			digits = fmt.Sprint(g.roll(9999))
		}
	}
	for {
		mail := ascii(local) + digits + "@" + pick(g, providers[p.town.country])
		if !g.mails[mail] {
			g.mails[mail] = true
			return mail
		}
		digits = fmt.Sprint(1 + g.roll(9999))
	}
}

// ascii writes a name as people do in mail addresses.
func ascii(s string) string {
	s = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "ae", "Ö", "oe", "Ü", "ue", " ", "", "'", "", ".", ".").Replace(s)
	if plain := strings.ToLower(s); isASCII(plain) {
		return plain
	}
	return strings.ReplaceAll(name.Fold(s), " ", "-")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

const vinLetters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"

var makers = strings.Fields("WVW WAU WBA WDD W0L WF0 TMB VSS VF1 VF3 ZFA JTD KMH KNA YV1 NLH TRU WP1 SB1 JN1")

func (g *generator) newCar(t *town) core.VehicleData {
	v := pick(g, makers)
	if g.chance(.45) {
		v += "ZZZ"
	}
	for len(v) < 17 {
		v += string(vinLetters[g.roll(len(vinLetters))])
	}
	return core.VehicleData{VIN: v, Plate: g.newPlate(t)}
}

func (g *generator) newPlate(t *town) string {
	letter := func() string { return string("ABCDEFGHJKLMNPRSTUVWXYZ"[g.roll(23)]) }
	switch t.country {
	case "CH":
		return fmt.Sprintf("%s %d", t.district, 10000+g.roll(390000))
	case "AT":
		return fmt.Sprintf("%s-%d%s%s", t.district, 10000+g.roll(89999), letter(), letter())
	}
	middle := letter()
	if g.chance(.7) {
		middle += letter()
	}
	plate := fmt.Sprintf("%s-%s %d", t.district, middle, 1+g.roll(9998))
	if g.chance(.06) {
		plate += "E"
	}
	return plate
}
