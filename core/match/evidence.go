package match

import (
	"cmp"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
)

// rarity says how frequent the last name asked for is in the stock.
type rarity uint8

const (
	rarityUnknown rarity = iota
	rare
	usual
	common
)

// evidence is what a comparison found out.
type evidence struct {
	holds    [levelCount]bool
	phone    core.Field // of the left side's number that agrees
	personal bool       // a key agrees that belongs to one person: telephone, e-mail, birthday, car
}

func (e *evidence) is(any ...level) bool {
	return slices.ContainsFunc(any, func(l level) bool { return e.holds[l] })
}

func (e *evidence) when(holds bool, l level) {
	if holds {
		e.holds[l] = true
	}
}

// score is the sum of the weights, in log-odds.
func (e *evidence) score() float64 {
	sum := prior
	for l, holds := range e.holds {
		if holds {
			sum += levels[l].weight
		}
	}
	return sum
}

// contradicted tells whether the name speaks against it; of a company another person may write.
func (e *evidence) contradicted() bool {
	if e.is(companyEqual) {
		return false
	}
	return e.is(lastDiffers, firstDiffers, companyDiffers) || e.is(sexDiffers) && !e.is(firstEqual)
}

// reasons lists the evidence per field, strongest first.
func (e *evidence) reasons() []Reason {
	var list []Reason
	for l, holds := range e.holds {
		found := levels[l]
		if !holds || found.field == "" {
			continue
		}
		if found.field == core.FieldPhone && e.phone != "" {
			found.field = e.phone
		}
		if i := slices.IndexFunc(list, func(r Reason) bool { return r.Field == found.field }); i >= 0 {
			list[i].Weight += found.weight
		} else {
			list = append(list, Reason{found.field, found.relation, found.weight})
		}
	}
	slices.SortStableFunc(list, func(a, b Reason) int {
		switch x, y := max(a.Weight, -a.Weight), max(b.Weight, -b.Weight); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// weigh compares two profiles; the result does not depend on their order.
func weigh(a, b *profile, often rarity) evidence {
	var e evidence
	e.names(a, b, often)
	e.when(a.sex != 0 && b.sex != 0 && a.sex != b.sex, sexDiffers)
	e.companies(a, b)
	e.places(a, b)
	e.phones(a, b)
	e.emails(a, b)
	switch {
	case meet(a.vins, b.vins):
		e.holds[vinEqual] = true
	case meet(a.tails, b.tails):
		e.holds[vinEnd] = true
	}
	e.when(meet(a.plates, b.plates), plateEqual)
	if a.birthday != 0 && b.birthday != 0 {
		e.when(a.birthday == b.birthday, birthdayEqual)
		e.when(a.birthday != b.birthday, birthdayDiffers)
	}
	e.join(a, b)
	return e
}

// names compares straight and, when that fails, with first and last name exchanged.
func (e *evidence) names(a, b *profile, often rarity) {
	last, first := compareLast(a.last, b.last, often), compareFirst(a.first, b.first)
	if last == lastDiffers && len(a.first) > 0 && len(b.first) > 0 {
		l, f := compareLast(a.last, b.first, often), compareFirst(a.first, b.last)
		if l != lastDiffers && f != firstDiffers {
			last, first = l, f
			e.holds[swapped] = true
		}
	}
	e.when(last != levelCount, last)
	e.when(first != levelCount, first)
}

// compareLast gives levelCount when one side is missing.
func compareLast(a, b []string, often rarity) level {
	switch compareWords(a, b) {
	case Missing:
		return levelCount
	case Equal:
		if !slices.Equal(a, b) {
			return lastPart
		}
		switch often {
		case rare:
			return lastRare
		case common:
			return lastCommon
		}
		return lastEqual
	case Similar:
		return lastSimilar
	case SoundsLike:
		return lastSounds
	}
	return lastDiffers
}

func compareFirst(a, b []string) level {
	switch compareWords(a, b) {
	case Missing:
		return levelCount
	case Equal:
		if !slices.Equal(a, b) {
			return firstPart
		}
		return firstEqual
	case Similar:
		return firstSimilar
	case SoundsLike:
		return firstSounds
	}
	if len(a[0]) == 1 || len(b[0]) == 1 {
		if a[0][0] == b[0][0] {
			return firstInitial
		}
		return firstDiffers
	}
	if name.Similar(strings.Join(a, " "), "x", strings.Join(b, " "), "x") {
		return firstSimilar
	}
	return firstDiffers
}

// compareWords gives the closest relation of any two words.
func compareWords(a, b []string) Relation {
	if len(a) == 0 || len(b) == 0 {
		return Missing
	}
	best := Different
	for _, x := range a {
		for _, y := range b {
			best = min(best, compareWord(x, y))
		}
	}
	return best
}

// compareWord compares folded words: one slip from four letters on, two from eight on, or the same sound.
func compareWord(x, y string) Relation {
	if x == y {
		return Equal
	}
	shorter, longer := min(len(x), len(y)), max(len(x), len(y))
	if shorter < 3 || longer-shorter > 4 {
		return Different
	}
	d := name.EditDistance(x, y)
	if shorter >= 4 && d <= 1 || shorter >= 8 && d <= 2 {
		return Similar
	}
	if 2*d > longer {
		return Different
	}
	if code := name.Phonetic(x); len(code) >= 2 && code == name.Phonetic(y) {
		return SoundsLike
	}
	return Different
}

func (e *evidence) companies(a, b *profile) {
	switch {
	case a.company == "" || b.company == "":
	case a.company == b.company:
		e.holds[companyEqual] = true
	case similarCompany(a.companyWord, b.companyWord):
		e.holds[companySimilar] = true
	default:
		e.holds[companyDiffers] = true
	}
}

// similarCompany: written together the names are nearly equal, or one holds all words of the other.
func similarCompany(a, b []string) bool {
	return compareWord(strings.Join(a, ""), strings.Join(b, "")) <= Similar || within(a, b) || within(b, a)
}

func within(part, whole []string) bool {
	for _, x := range part {
		if !slices.ContainsFunc(whole, func(y string) bool { return compareWord(x, y) <= Similar }) {
			return false
		}
	}
	return len(strings.Join(part, "")) >= 4
}

func (e *evidence) places(a, b *profile) {
	e.compare(a.street, b.street, streetEqual, streetSimilar, streetDiffers)
	if a.house != "" && b.house != "" {
		e.when(a.house == b.house, houseEqual)
		e.when(a.house != b.house, houseDiffers)
	}
	e.compareZip(a.zip, b.zip)
	e.compare(a.town, b.town, townEqual, townSimilar, townDiffers)
}

func (e *evidence) compare(x, y string, equal, similar, differs level) {
	if x == "" || y == "" {
		return
	}
	switch compareWord(x, y) {
	case Equal:
		e.holds[equal] = true
	case Similar, SoundsLike:
		e.holds[similar] = true
	default:
		begins := strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
		e.when(begins, similar)
		e.when(!begins, differs)
	}
}

// compareZip forgives one slip.
func (e *evidence) compareZip(x, y string) {
	switch {
	case x == "" || y == "":
	case x == y:
		e.holds[zipEqual] = true
	case len(x) == len(y) && name.EditDistance(x, y) == 1:
		e.holds[zipSimilar] = true
	default:
		e.holds[zipDiffers] = true
	}
}

func (e *evidence) phones(a, b *profile) {
	if len(a.phones) == 0 || len(b.phones) == 0 {
		return
	}
	equal, similar := 0, false
	for i, x := range a.phones {
		if slices.Contains(a.phones[:i], x) {
			continue
		}
		if slices.ContainsFunc(b.phones, func(y string) bool { return samePhone(x, y) }) {
			equal++
			e.phone = a.phoneField[i]
			continue
		}
		if !similar && slices.ContainsFunc(b.phones, func(y string) bool { return name.EditDistance(x, y) == 1 }) {
			similar = true
			e.phone = cmp.Or(e.phone, a.phoneField[i])
		}
	}
	switch {
	case equal > 1:
		e.holds[phoneTwice] = true
	case equal == 1:
		e.holds[phoneEqual] = true
	case similar:
		e.holds[phoneSimilar] = true
	default:
		e.holds[phoneDiffers] = true
	}
}

// samePhone also forgives a different country code or trunk prefix.
func samePhone(x, y string) bool {
	return x == y || len(x) >= 8 && len(y) >= 8 && phoneTail(x) == phoneTail(y)
}

func (e *evidence) emails(a, b *profile) {
	switch {
	case a.email == "" || b.email == "":
	case a.email == b.email && a.mailbox == "":
		e.holds[emailShared] = true
	case a.email == b.email:
		e.holds[emailEqual] = true
	case len(a.email) >= 8 && len(b.email) >= 8 && name.EditDistance(a.email, b.email) <= 2:
		e.holds[emailSimilar] = true
	case a.mailbox != "" && a.mailbox == b.mailbox:
		e.holds[emailMailbox] = true
	default:
		e.holds[emailDiffers] = true
	}
}

// join finds the levels that join several fields.
func (e *evidence) join(a, b *profile) {
	last := e.is(lastRare, lastEqual, lastCommon, lastPart, lastSimilar, lastSounds)
	first := e.is(firstEqual, firstPart, firstSimilar, firstSounds, firstInitial)
	company := e.is(companyEqual, companySimilar)
	house := e.is(streetEqual, streetSimilar) && e.is(houseEqual) && !(e.is(zipDiffers) && e.is(townDiffers))
	car := e.is(vinEqual, vinEnd, plateEqual)
	key := e.is(phoneEqual, phoneTwice, emailEqual, emailShared)
	e.personal = car || e.is(phoneEqual, phoneTwice, emailEqual, birthdayEqual)

	tie := tieOf(key, car, house)
	relative := last && e.is(firstDiffers)
	e.when(relative && tie == byKey, householdKey)
	e.when(relative && tie == byCar, householdCar)
	e.when(relative && tie == byHouse, householdAddress)

	stranger := !first && !company && e.is(lastDiffers)
	e.when(stranger && tie == byKey, strangerKey)
	e.when(stranger && tie == byCar, usedCar)
	e.when(stranger && tie == byHouse, strangerAddress)

	known := car || house || key || e.is(phoneSimilar, emailSimilar, birthdayEqual)
	away := e.is(zipDiffers, zipSimilar) && e.is(townDiffers)
	e.when(last && first && house && !e.personal && e.is(phoneDiffers, emailDiffers, birthdayDiffers), seniorJunior)
	e.when(last && first && away && !known, namesake)
	e.when(!known, noKey)
	e.when(company && away, branch)
	e.when(company && e.is(lastDiffers), colleague)
}

// tie is the strongest of what joins people of different names.
type tie uint8

const (
	noTie tie = iota
	byHouse
	byCar
	byKey
)

func tieOf(key, car, house bool) tie {
	switch {
	case key:
		return byKey
	case car:
		return byCar
	case house:
		return byHouse
	}
	return noTie
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
