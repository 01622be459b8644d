package match

import (
	"cmp"
	"slices"
	"strings"

	"terminwerk/core/name"
)

func (e *evidence) places(a, b *Profile) {
	e.street = e.place(a.street, b.street, streetEqual, streetSimilar, streetDiffers)
	if a.house != "" && b.house != "" {
		e.when(a.house == b.house, houseEqual)
		e.when(a.house != b.house, houseDiffers)
	}
	e.compareZip(a.zip, b.zip)
	e.town = e.place(a.town, b.town, townEqual, townSimilar, townDiffers)
	if e.holds[zipSimilar] && e.holds[townDiffers] { // two towns, not one slip
		e.holds[zipSimilar], e.holds[zipDiffers] = false, true
	}
}

func (e *evidence) place(x, y string, equal, similar, differs level) nearness {
	if x == "" || y == "" {
		return unknown
	}
	r, near := compareBoth(x, y, true)
	switch r {
	case Equal:
		e.holds[equal] = true
	case Similar, SoundsLike:
		e.holds[similar] = true
	default:
		part := strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || strings.HasSuffix(x, " "+y) || strings.HasSuffix(y, " "+x)
		e.when(part, similar)
		e.when(!part, differs)
		if part {
			return .75
		}
	}
	return near
}

// compareZip forgives one slip.
func (e *evidence) compareZip(x, y string) {
	if x != "" && y != "" {
		e.zip = beginning(x, y)
	}
	switch {
	case x == "" || y == "":
	case x == y:
		e.holds[zipEqual] = true
	case min(len(x), len(y)) >= 4 && name.EditDistance(x, y) == 1:
		e.holds[zipSimilar] = true
	default:
		e.holds[zipDiffers] = true
	}
}

// beginning is the share of the digits at the beginning that agree: the region; postcodes of another length are of another
// country.
func beginning(x, y string) nearness {
	n := 0
	for len(x) == len(y) && n < len(x) && x[n] == y[n] {
		n++
	}
	return nearness(n) / nearness(len(x))
}

func (e *evidence) phones(a, b *Profile) {
	if len(a.phones) == 0 || len(b.phones) == 0 {
		return
	}
	line, similar := false, false
	for _, x := range a.phones {
		for _, y := range b.phones {
			switch {
			case samePhone(x.digits, y.digits):
				e.numbers++
				e.phone = x.field
				e.when(x.mobile || y.mobile, mobileEqual)
				e.when(!x.mobile && !y.mobile, landlineEqual)
			case name.EditDistance(x.digits, y.digits) == 1:
				similar = true
				e.phone = cmp.Or(e.phone, x.field)
			case sameLine(x.digits, y.digits):
				line = true
				e.phone = cmp.Or(e.phone, x.field)
			}
		}
	}
	e.mobiles, e.landlines = kindAgrees(a, b, true, e.is(mobileEqual)), kindAgrees(a, b, false, e.is(landlineEqual))
	switch {
	case e.numbers > 1:
		e.holds[phoneTwice] = true
	case e.numbers == 1:
	case similar:
		e.holds[phoneSimilar] = true
	case line:
		e.holds[phoneLine] = true
	default:
		e.holds[phoneDiffers] = true
	}
}

// kindAgrees compares the mobile numbers, or the others, of both sides.
func kindAgrees(a, b *Profile, mobile, equal bool) int8 {
	if equal {
		return 1
	}
	has := func(n number) bool { return n.mobile == mobile }
	if slices.ContainsFunc(a.phones, has) && slices.ContainsFunc(b.phones, has) {
		return -1
	}
	return 0
}

func (e *evidence) emails(a, b *Profile) {
	x, y := &a.mail, &b.mail
	if x.address == "" || y.address == "" {
		return
	}
	if x.digits != "" && y.digits != "" && !x.generic && !y.generic {
		e.mailDigits = agree(x.digits == y.digits)
	}
	switch {
	case x.address == y.address && x.generic:
		e.holds[emailShared] = true
	case x.address == y.address:
		e.holds[emailEqual] = true
		e.renamed = x.written != y.written
	case len(x.address) >= 8 && len(y.address) >= 8 && nearMail(x, y):
		e.holds[emailSimilar] = true
	case x.sameOwner(y):
		e.holds[emailMailbox] = true
	case x.company != "" && x.domain == y.domain:
		e.holds[emailDomain] = true
	default:
		e.holds[emailDiffers] = true
	}
}

// sameOwner tells whether two mailboxes of different providers are called the same, and not only after somebody's name.
func (m *mailbox) sameOwner(other *mailbox) bool {
	return m.personal() != "" && m.key == other.key && !(m.named && other.named)
}

// nearMail allows one slip on either side of the @; other digits are another mailbox, unless they are many.
func nearMail(x, y *mailbox) bool {
	if x.domain == y.domain {
		return (x.digits == y.digits || slipped(x.digits, y.digits)) && name.EditDistance(x.key, y.key) <= 1
	}
	return x.key == y.key && name.EditDistance(x.domain, y.domain) <= 2
}

// slipped tells whether digits are one slip apart and so many that this is hardly chance: of years of birth only two that
// are exchanged.
func slipped(x, y string) bool {
	if min(len(x), len(y)) < 4 || name.EditDistance(x, y) != 1 {
		return false
	}
	year := func(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }
	return !year(x) || !year(y) || x[2:] == y[3:]+y[2:3]
}
