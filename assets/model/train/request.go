package main

import (
	"strings"

	"terminwerk/core"
)

// damage does to a booking what haste, dictation, forms and files do.
func (g *generator) damage(k *core.Contact, car *core.VehicleData, p *person, r *rates) {
	g.damageName(k, p, r)
	g.damagePlace(k, r)
	g.damageReach(k, car, r)
	g.spelling(k, r)
	g.arrange(k, r)
}

func (g *generator) damageName(k *core.Contact, p *person, r *rates) {
	last, first := core.FieldLastName, core.FieldFirstName
	k.TitleBefore = ""
	if p.title != "" && g.chance(r.title) {
		k.FirstName = p.title + " " + k.FirstName
	}
	if g.chance(r.wrongSalutation) {
		k.Salutation = map[core.Salutation]core.Salutation{core.SalutationMr: core.SalutationMs, core.SalutationMs: core.SalutationMr}[k.Salutation]
	} else if g.chance(.05) {
		k.Salutation = core.SalutationNone
	}
	if strings.ContainsAny(k.FirstName, " -") && g.chance(r.second) {
		change(k, first, func(s string) string {
			return strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '-' })[0]
		})
	} else if g.chance(.01) {
		k.FirstName += " " + string("ABCDEFGHJKLMPRSTW"[g.roll(17)]) + "."
	}
	if strings.Contains(k.LastName, "-") && g.chance(.4) {
		change(k, last, func(s string) string {
			a, b, _ := strings.Cut(s, "-")
			return pick(g, []string{a, b, b + "-" + a, a + " " + b, a + b})
		})
	}
	if g.chance(r.nick) {
		change(k, first, g.shorten)
	}
	if g.chance(r.initial) {
		change(k, first, func(s string) string { return string([]rune(s)[:1]) + pick(g, []string{"", "."}) })
	}
	g.misspell(k, last, r)
	g.misspell(k, first, r)
	g.misspell(k, core.FieldCompany, r)
	if k.Company != "" && g.chance(.4) {
		change(k, core.FieldCompany, func(s string) string { return strings.TrimSpace(strings.TrimSuffix(s, p.form)) })
	}
	if g.chance(r.lost) {
		change(k, pick(g, []core.Field{first, last}), g.lose)
	}
}

func (g *generator) misspell(k *core.Contact, f core.Field, r *rates) {
	if g.chance(r.heard) {
		change(k, f, g.mishear)
	}
	if g.chance(r.scanned) {
		change(k, f, g.misread)
	}
	if g.chance(r.typoName) {
		change(k, f, g.slip)
	}
}

// lose cuts a text short, runs on, or loses its umlauts on the way through a file.
func (g *generator) lose(s string) string {
	r := []rune(s)
	switch g.roll(3) {
	case 0:
		return string(r[:max(3, len(r)*2/3)])
	case 1:
		return strings.NewReplacer("ä", "?", "ö", "?", "ü", "?", "ß", "?").Replace(s)
	}
	return strings.NewReplacer("ä", "Ã¤", "ö", "Ã¶", "ü", "Ã¼", "ß", "ÃŸ").Replace(s)
}

func (g *generator) damagePlace(k *core.Contact, r *rates) {
	if g.chance(r.noAddress) {
		k.Street, k.HouseNumber, k.Country = "", "", ""
		switch x := g.float(); {
		case x < .75:
			k.Postcode, k.Town = "", ""
		case x < .87:
			k.Town = ""
		}
		return
	}
	k.Street = g.spellStreet(k.Street, r.street)
	if g.chance(r.typoAddress) {
		change(k, core.FieldStreet, g.slip)
	}
	if g.chance(r.typoAddress) {
		change(k, core.FieldTown, g.slip)
	}
	if g.chance(r.place / 2) {
		change(k, core.FieldTown, func(s string) string {
			short, _, _ := strings.Cut(s, " ")
			return pick(g, []string{short, s + " Nord", "Stadt " + s, s})
		})
	}
	if g.chance(r.typoZip) {
		change(k, core.FieldPostcode, g.slipDigits)
	}
	if g.chance(.08) {
		k.Street, k.HouseNumber = k.Street+" "+k.HouseNumber, ""
	}
	if g.chance(.3) {
		k.Country = ""
	}
}

func (g *generator) damageReach(k *core.Contact, car *core.VehicleData, r *rates) {
	if g.chance(r.typoPhone) {
		change(k, core.FieldPhone, g.slipDigits)
		change(k, core.FieldMobile, g.slipDigits)
	}
	if g.chance(r.typoMail) {
		change(k, core.FieldEmail, g.slip)
	}
	if car.VIN != "" && g.chance(r.shortVIN) {
		car.VIN = car.VIN[len(car.VIN)-7:]
	}
	if car.VIN != "" && g.chance(r.typoVIN) {
		car.VIN = g.slip(car.VIN)
	}
	if car.Plate != "" && g.chance(r.typoPlate) {
		car.Plate = g.slip(car.Plate)
	}
	if g.chance(.4) {
		car.Plate = strings.NewReplacer(" ", "", "-", "").Replace(car.Plate)
	}
}

func (g *generator) spelling(k *core.Contact, r *rates) {
	if g.chance(r.translit) {
		translit(k)
	} else if g.chance(r.noUmlaut) {
		dropUmlauts(k)
	}
	switch x := g.float(); {
	case x < r.upper:
		shout(k)
	case x < r.upper+r.lower:
		for _, f := range []core.Field{core.FieldFirstName, core.FieldLastName, core.FieldCompany} {
			change(k, f, strings.ToLower)
		}
	}
	if g.chance(.1) && k.Email != "" {
		k.Email = strings.ToUpper(k.Email[:1]) + k.Email[1:]
	}
}

// arrange puts the names into the wrong fields.
func (g *generator) arrange(k *core.Contact, r *rates) {
	switch {
	case k.FirstName == "" || k.LastName == "":
	case g.chance(r.swap):
		k.FirstName, k.LastName = k.LastName, k.FirstName
	case g.chance(r.joined):
		whole := pick(g, []string{k.FirstName + " " + k.LastName, k.LastName + ", " + k.FirstName})
		if k.FirstName, k.LastName = "", whole; g.chance(.3) {
			k.FirstName, k.LastName = whole, ""
		}
	case g.chance(r.foreignText):
		k.Town, k.Street = k.Street, k.Town
	}
}
