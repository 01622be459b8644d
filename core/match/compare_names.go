package match

import (
	"slices"
	"strings"

	"terminwerk/core/name"
)

// names compares straight and, when that fails, with first and last name exchanged.
func (e *evidence) names(a, b *Profile) {
	last, first := compareLast(a, b, &e.last), compareFirst(a.first, b.first, &e.first)
	if last == lastDiffers && len(a.first) > 0 && len(b.first) > 0 {
		if l, f, ok := e.exchange(a, b); ok {
			last, first = l, f
		}
	}
	if last == lastDiffers && (len(a.first) == 0) != (len(b.first) == 0) {
		if f := loneFirst(a, b); f != firstDiffers { // "Karin" alone was taken for a last name
			last, first, e.last = levelCount, f, unknown
		}
	}
	e.firstInMail(a, b)
	if e.mailFirst > 0 && (first == firstDiffers || first == firstInitial || first == levelCount) {
		first = firstMail
	}
	if a.generation != 0 && b.generation != 0 && a.generation != b.generation { // father and son
		first = firstDiffers
	}
	e.when(last != levelCount, last)
	e.when(first != levelCount, first)
}

// exchange compares with first and last name of one side in each other's place, of that side with which more agrees.
func (e *evidence) exchange(a, b *Profile) (last, first level, ok bool) {
	var nearLast, nearFirst, nearL, nearF nearness
	last, first = lastOf(a.first, b.last, &nearLast), compareFirst(a.last, b.first, &nearFirst)
	l, f := lastOf(a.last, b.first, &nearL), compareFirst(a.first, b.last, &nearF)
	left, right := last != lastDiffers && first != firstDiffers, l != lastDiffers && f != firstDiffers
	switch {
	case right && (!left || l < last || l == last && f < first):
		last, first, e.last, e.first = l, f, nearL, nearF
	case left:
		e.exchanged, e.last, e.first = true, nearLast, nearFirst
	default:
		return 0, 0, false
	}
	e.holds[swapped] = true
	return last, first, true
}

// loneFirst compares the only name of one side with the first name of the other.
func loneFirst(a, b *Profile) level {
	if len(a.first) == 0 {
		return compareFirst(a.last, b.first, nil)
	}
	return compareFirst(a.first, b.last, nil)
}

// compareLast falls back on the name in a mail address, which is often the one before marriage.
func compareLast(a, b *Profile, near *nearness) level {
	found := lastOf(a.last, b.last, near)
	if found == lastDiffers || found == lastSounds {
		if mailLast(&a.mail, b.last) || mailLast(&b.mail, a.last) || a.mail.last != "" && a.mail.last == b.mail.last {
			return lastMail
		}
	}
	return found
}

func mailLast(m *mailbox, last []string) bool {
	return len(m.last) >= 3 && slices.Contains(last, m.last)
}

// lastOf gives levelCount when one side is missing.
func lastOf(a, b []string, near *nearness) level {
	switch compareNear(a, b, near) {
	case Missing:
		return levelCount
	case Equal:
		if !slices.Equal(a, b) {
			return lastPart
		}
		return lastEqual
	case Similar:
		return lastSimilar
	case SoundsLike:
		return lastSounds
	}
	return lastDiffers
}

func compareFirst(a, b []string, near *nearness) level {
	switch compareNear(a, b, near) {
	case Missing:
		return levelCount
	case Equal:
		if !slices.Equal(a, b) {
			return firstPart
		}
		if len(a) == 1 && len(a[0]) == 1 {
			return firstInitial
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
	for _, x := range a {
		for _, y := range b {
			if name.Nicknames(x, y) {
				return firstNick
			}
		}
	}
	return firstDiffers
}

// firstInMail compares the first name a mail address carries with the other side's.
func (e *evidence) firstInMail(a, b *Profile) {
	if a.mail.address != "" && (a.mail.others || b.mail.others) {
		e.family = 1
	}
	left, right := inMail(&a.mail, b.first), inMail(&b.mail, a.first)
	if e.mailFirst = max(left, right); e.mailFirst <= 0 {
		e.mailFirst = min(left, right)
	}
}

func inMail(m *mailbox, first []string) int8 {
	if m.first == "" || len(first) == 0 || m.others {
		return 0
	}
	if len(m.first) == 1 || len(first[0]) == 1 {
		if startsWith(first, m.first[:1]) {
			return 0
		}
		return -1
	}
	found := compareFirst([]string{m.first}, first, nil)
	switch {
	case found != firstDiffers:
		return 1
	case len(m.first) >= 3 && len(m.first) <= 14:
		return -1
	}
	return 0
}

// compareWords gives the closest relation of any two words.
func compareWords(a, b []string) Relation { return compareNear(a, b, nil) }

// compareNear also gives the nearness of the two closest words, unless near is nil.
func compareNear(a, b []string, near *nearness) Relation {
	if len(a) == 0 || len(b) == 0 {
		if near != nil {
			*near = unknown
		}
		return Missing
	}
	best, nearest := Different, nearness(0)
	for _, x := range a {
		for _, y := range b {
			r, n := compareBoth(x, y, near != nil)
			best, nearest = min(best, r), max(nearest, n)
		}
	}
	if near != nil {
		*near = nearest
	}
	return best
}

// compareWord compares folded words: one slip from four letters on, two from eight on, or the same sound.
func compareWord(x, y string) Relation {
	r, _ := compareBoth(x, y, false)
	return r
}

// compareBoth gives the relation of two words, and also how near they are unless that is not wanted: the share of letters that
// stay when one is turned into the other.
func compareBoth(x, y string, wanted bool) (r Relation, near nearness) {
	if x == y {
		if x == "" {
			return Equal, unknown
		}
		return Equal, 1
	}
	shorter, longer := min(len(x), len(y)), max(len(x), len(y))
	r, related := Different, shorter >= 3 && longer-shorter <= 4
	d := 0
	if related || wanted && 2*shorter >= longer {
		d = name.EditDistance(x, y)
	}
	switch {
	case !related:
	case shorter >= 4 && d <= 1 || shorter >= 8 && d <= 2:
		r = Similar
	case 2*d <= longer && name.SoundAlike(x, y):
		r = SoundsLike
	}
	switch {
	case shorter == 0:
		near = unknown
	case 2*shorter >= longer:
		near = 1 - nearness(d)/nearness(longer)
	case strings.HasPrefix(x, y) || strings.HasPrefix(y, x):
		near = .5
	}
	return r, near
}

// nearnessOf is how near two words are.
func nearnessOf(x, y string) nearness {
	_, near := compareBoth(x, y, true)
	return near
}

func (e *evidence) companies(a, b *Profile) {
	switch {
	case a.company != "" && b.company != "":
		e.sides = 3
		e.company = nearnessOf(strings.Join(a.companyWord, ""), strings.Join(b.companyWord, ""))
		switch {
		case a.company == b.company:
			e.holds[companyEqual] = true
		case similarCompany(a.companyWord, b.companyWord):
			e.holds[companySimilar] = true
		default:
			e.holds[companyDiffers] = true
		}
	case a.company != "":
		e.sides = 1
		e.halfCompany(a, b)
	case b.company != "":
		e.sides = 2
		e.halfCompany(b, a)
	}
}

// halfCompany looks on the side of a person for the company of the other side: in the mail domain, or in the last name.
func (e *evidence) halfCompany(firm, person *Profile) {
	switch {
	case domainOf(person.mail.company, firm.companyWord):
		e.holds[companyDomain] = true
	case slices.ContainsFunc(person.last, func(l string) bool { return len(l) >= 3 && slices.Contains(firm.companyWord, l) }):
		e.holds[companyPerson] = true
	}
}

// domainOf tells whether a domain's label is made of a company's words.
func domainOf(label string, words []string) bool {
	if len(label) < 4 || len(words) == 0 {
		return false
	}
	label = strings.ReplaceAll(name.Fold(label), " ", "")
	joined := strings.Join(words, "")
	n := min(len(label), len(joined))
	return n >= 4 && label[:n] == joined[:n]
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
