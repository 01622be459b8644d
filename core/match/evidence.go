package match

import (
	"slices"

	"terminwerk/core"
)

// evidence is what a comparison of two profiles found out: the levels that hold, and how near the texts are.
type evidence struct {
	holds     [levelCount]bool
	phone     core.Field // of the left side's number that agrees
	exchanged bool       // the left side has its names in each other's place
	personal  bool       // a key agrees that belongs to one person: telephone, e-mail, birthday, car
	renamed   bool       // the e-mail is equal but for its provider's other name
	named     bool       // last name, first name or company agree somehow
	keys      int        // how many of telephone, e-mail, birthday, car and house agree

	last, first, street, town, zip, company nearness
	mailFirst                               int8    // the first name in a mail address agrees (1) or contradicts (-1)
	family                                  int8    // a mail address carries another first name than the one beside it (1)
	mailDigits                              int8    // the digits of the mail addresses agree (1) or differ (-1)
	sex                                     int8    // agrees (1) or differs (-1)
	numbers                                 int8    // how many telephone numbers agree
	sides                                   int8    // whose company it is: 1 the left side's, 2 the right side's, 3 both
	mobiles, landlines                      int8    // agree (1), differ (-1), or are not on both sides
	vin, plate                              float32 // of cars that do not agree: as the features of this name
	country, area, district                 int8    // agree (1), differ (-1), or are not known of both
}

// nearness is from 0 for nothing in common to 1 for equal; unknown when one side has nothing.
type nearness float32

const unknown nearness = -1

func (e *evidence) is(any ...level) bool {
	for _, l := range any {
		if e.holds[l] {
			return true
		}
	}
	return false
}

func (e *evidence) when(holds bool, l level) {
	if holds {
		e.holds[l] = true
	}
}

// contradicted tells whether the name speaks against it; of a company another person may write.
func (e *evidence) contradicted() bool {
	if e.is(companyEqual) {
		return false
	}
	return e.is(lastDiffers, firstDiffers, companyDiffers) || e.is(sexDiffers) && !e.is(firstEqual)
}

// doubtful tells whether somebody else may have the keys that agree: the name contradicts or is not known, or the mailbox
// is the same only when googlemail.com is gmail.com.
func (e *evidence) doubtful() bool { return e.contradicted() || !e.named || e.renamed }

// companyAlone tells whether nothing but the company's name agrees, which others bear elsewhere.
func (e *evidence) companyAlone() bool {
	person := e.is(lastEqual, lastPart, lastSimilar) && e.is(firstEqual, firstPart, firstSimilar, firstNick, firstSounds, firstInitial, firstMail)
	near := e.is(zipEqual, zipSimilar, townEqual, townSimilar, phoneSimilar, phoneLine, emailShared, emailSimilar, emailMailbox, emailDomain)
	return e.is(companyEqual, companySimilar) && !person && !near && e.keys == 0
}

// weigh compares two profiles; the levels found do not depend on their order.
func weigh(a, b *Profile) evidence {
	e := evidence{last: unknown, first: unknown, street: unknown, town: unknown, zip: unknown, company: unknown}
	e.names(a, b)
	if a.sex != 0 && b.sex != 0 {
		e.sex = agree(a.sex == b.sex)
		e.when(a.sex != b.sex, sexDiffers)
	}
	e.companies(a, b)
	e.places(a, b)
	e.phones(a, b)
	e.emails(a, b)
	e.regions(a, b)
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
	e.join()
	return e
}

func agree(is bool) int8 {
	if is {
		return 1
	}
	return -1
}

// join finds the levels that join several fields.
func (e *evidence) join() {
	last := e.is(lastEqual, lastPart, lastSimilar, lastSounds, lastMail)
	first := e.is(firstEqual, firstPart, firstNick, firstSimilar, firstSounds, firstInitial, firstMail)
	company := e.is(companyEqual, companySimilar)
	e.named = last || first || company || e.is(companyDomain, companyPerson)
	house := e.sameHouse()
	car := e.is(vinEqual, vinEnd, plateEqual)
	phone := e.is(mobileEqual, landlineEqual, phoneTwice)
	key := phone || e.is(emailEqual, emailShared)
	e.personal = car || phone || e.is(emailEqual, birthdayEqual)
	for _, agrees := range []bool{car, phone, house, e.is(emailEqual), e.is(birthdayEqual)} {
		if agrees {
			e.keys++
		}
	}

	known := car || house || key || e.is(phoneSimilar, emailSimilar, birthdayEqual)
	away := e.is(zipDiffers) && e.is(townDiffers)
	e.when(last && first && away && !known, namesake)
	e.when(company && away, branch)
	e.when(company && e.is(lastDiffers), colleague)
}

func (e *evidence) sameHouse() bool {
	return e.is(streetEqual, streetSimilar) && e.is(houseEqual) && !(e.is(zipDiffers) && e.is(townDiffers))
}

func meet[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}
