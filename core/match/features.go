package match

import (
	"math"
	"slices"
)

// A feature is one number a tree may ask for. Those of the pair come from the evidence, those of the context from the
// other candidates of the same search.
const (
	fScore    = iota // sum of the weights, log-odds
	fLast            // -2 differs, 0 missing, 1 sounds alike, 2 similar or in the mail address, 3 a part, 4 equal
	fLastNear        // -1 nothing in common to 1 equal, 0 missing
	fFirst           // -2 differs, 0 missing, 1 initial or in the mail address, 2 similar or nickname, 3 a part, 4 equal
	fFirstNear
	fMailFirst
	fMailDigits
	fFamilyMail
	fSwapped
	fSex
	fCompany // -1 differs, 0 missing, 1 bears the name, 2 by the domain, 3 similar, 4 equal
	fCompanyNear
	fStreet // -1 differs, 0 missing, 1 similar, 2 equal
	fStreetNear
	fHouse
	fZip // -1 differs, 0 missing, 1 similar, 2 equal
	fTown
	fTownNear
	fZipNear // -1 another region to 1 equal, 0 missing
	fMobile
	fLandline
	fPhones // -1 differ, 0 missing, 1 same line, 2 similar, 3 one equal, 4 two equal
	fEmail  // -1 differs, 0 missing, 1 same company, 2 same name at another provider, 3 similar, 4 shared, 5 equal
	fVIN    // -1 differs from all cars known, 0 missing, .5 but for one slip, 1 the end, 2 whole
	fPlate  // -1 differs from all cars known, 0 missing, .5 but for one slip, 1 equal
	fBirthday
	fCountry
	fArea
	fDistrict
	fSides     // whose company: 0 none, 1 the lead's, 2 the customer's, 3 both
	fKeys      // how many of telephone, e-mail, birthday, car and house agree
	fAgainst   // how many of the features above are below 0, names apart
	fDoubt     // 1 when the name contradicts or is not known, or the mailbox is the same only by its provider's other name
	fHasMobile // 1 when the customer's record has one, 0 when neither side has, -1 when only the query has another one
	fHasLandline
	fHasEmail
	fHasStreet
	fHasTown // town or postcode
	fHasCar  // 0, or -1 when only the query has one

	fRareLast    // rarity of the last name, 0 when it is not equal
	fRareFirst   // rarity of the first name, 0 when it is not equal
	fRareName    // the two together, 0 unless both names are equal
	fRareCompany // rarity of the words of the company's name, 0 when it is not equal or similar
	fSameName    // 1 over the number of customers of exactly this name
	fStock       // logarithm of the number of customers, base 10

	fGap       // score above the best other person, at most ±gapBound
	fOthers    // how many others come near
	fRivalLast // the rival's features, as above
	fRivalFirst
	fRivalStreet
	fRivalPhones
	fRivalEmail
	fRivalCar // 0, 1 the end of the VIN, 2 the VIN or the plate
	fRivalCompany
	fRivalKeys
	fRivalScore
	fNamesakes // how many others of the same name live in the same house
	fTwin      // the rival is evidently the same person stored twice

	featureCount
)

// gapBound is the distance in log-odds beyond which a rival changes nothing.
const gapBound = 12

// rising tells whether a higher value of a feature never speaks against somebody (1), never for them (-1), or either (0): so
// that whoever agrees in one more field is never less probable. What is known of the others may count either way.
var rising = [featureCount]int8{
	fScore: 1, fLast: 1, fLastNear: 1, fFirst: 1, fFirstNear: 1, fMailFirst: 1, fMailDigits: 1, fSwapped: -1, fSex: 1, fCompany: 1,
	fCompanyNear: 1, fStreet: 1, fStreetNear: 1, fHouse: 1, fZip: 1, fTown: 1, fTownNear: 1, fZipNear: 1, fMobile: 1, fLandline: 1, fPhones: 1,
	fEmail: 1, fCountry: 1, fArea: 1, fDistrict: 1, fKeys: 1, fAgainst: -1, fDoubt: -1, fVIN: 1, fPlate: 1, fBirthday: 1, fRareLast: 1, fRareFirst: 1, fRareName: 1, fRareCompany: 1, fSameName: 1,
}

type features [featureCount]float32

// grade picks the value of the first level that holds.
func (e *evidence) grade(table []graded) float32 {
	for _, g := range table {
		if e.holds[g.level] {
			return g.value
		}
	}
	return 0
}

type graded struct {
	level level
	value float32
}

var (
	lastGrades    = []graded{{lastEqual, 4}, {lastPart, 3}, {lastSimilar, 2}, {lastMail, 2}, {lastSounds, 1}, {lastDiffers, -2}}
	firstGrades   = []graded{{firstEqual, 4}, {firstPart, 3}, {firstNick, 2}, {firstSimilar, 2}, {firstSounds, 2}, {firstInitial, 1}, {firstMail, 1}, {firstDiffers, -2}}
	companyGrades = []graded{{companyEqual, 4}, {companySimilar, 3}, {companyDomain, 2}, {companyPerson, 1}, {companyDiffers, -1}}
	streetGrades  = []graded{{streetEqual, 2}, {streetSimilar, 1}, {streetDiffers, -1}}
	houseGrades   = []graded{{houseEqual, 1}, {houseDiffers, -1}}
	zipGrades     = []graded{{zipEqual, 2}, {zipSimilar, 1}, {zipDiffers, -1}}
	townGrades    = []graded{{townEqual, 2}, {townSimilar, 1}, {townDiffers, -1}}
	phoneGrades   = []graded{{phoneTwice, 4}, {mobileEqual, 3}, {landlineEqual, 3}, {phoneSimilar, 2}, {phoneLine, 1}, {phoneDiffers, -1}}
	emailGrades   = []graded{{emailEqual, 5}, {emailShared, 4}, {emailSimilar, 3}, {emailMailbox, 2}, {emailDomain, 1}, {emailDiffers, -1}}
	vinGrades     = []graded{{vinEqual, 2}, {vinEnd, 1}}
	plateGrades   = []graded{{plateEqual, 1}}
	birthGrades   = []graded{{birthdayEqual, 1}, {birthdayDiffers, -1}}
	carGrades     = []graded{{vinEqual, 2}, {plateEqual, 2}, {vinEnd, 1}}
	swapGrades    = []graded{{swapped, 1}}
)

// fill writes the features of the pair.
func (e *evidence) fill(f *features) {
	f[fLast], f[fFirst] = e.grade(lastGrades), e.grade(firstGrades)
	f[fLastNear], f[fFirstNear] = e.last.centred(), e.first.centred()
	f[fMailFirst], f[fMailDigits] = float32(e.mailFirst), float32(e.mailDigits)
	f[fFamilyMail] = float32(e.family)
	f[fSwapped], f[fSex] = e.grade(swapGrades), float32(e.sex)
	f[fCompany], f[fCompanyNear] = e.grade(companyGrades), e.company.centred()
	f[fStreet], f[fStreetNear] = e.grade(streetGrades), e.street.centred()
	f[fHouse], f[fZip] = e.grade(houseGrades), e.grade(zipGrades)
	f[fTown], f[fTownNear], f[fZipNear] = e.grade(townGrades), e.town.centred(), e.zip.centred()
	f[fMobile], f[fLandline], f[fPhones] = float32(e.mobiles), float32(e.landlines), e.grade(phoneGrades)
	f[fEmail], f[fVIN], f[fPlate] = e.grade(emailGrades), e.grade(vinGrades), e.grade(plateGrades)
	if f[fVIN] == 0 {
		f[fVIN] = e.vin
	}
	if f[fPlate] == 0 {
		f[fPlate] = e.plate
	}
	f[fBirthday], f[fSides] = e.grade(birthGrades), float32(e.sides)
	f[fCountry], f[fArea], f[fDistrict] = float32(e.country), float32(e.area), float32(e.district)
}

// sumUp writes the features that follow from the others and from what is there to be compared. What agrees is not counted as
// the query's alone: whoever agrees in one more thing has the customer's record as before.
func (r *rated) sumUp(q *Profile) {
	f, c := &r.features, r.profile
	f[fKeys], f[fAgainst], f[fDoubt] = float32(r.evidence.keys), 0, 0
	for _, x := range [...]int{fSex, fStreet, fHouse, fZip, fTown, fMobile, fLandline, fPhones, fEmail, fVIN, fPlate, fBirthday} {
		if f[x] < 0 {
			f[fAgainst]++
		}
	}
	if r.evidence.doubtful() {
		f[fDoubt] = 1
	}
	f[fHasMobile], f[fHasLandline] = 0, 0
	for _, x := range q.phones {
		if !slices.ContainsFunc(c.phones, func(y number) bool { return samePhone(x.digits, y.digits) }) {
			f[x.kind()] = -1
		}
	}
	for _, y := range c.phones {
		f[y.kind()] = 1
	}
	f[fHasEmail] = whose(q.mail.address != "", c.mail.address != "")
	f[fHasStreet] = whose(q.street != "", c.street != "")
	f[fHasTown] = whose(q.zip != "" || q.town != "", c.zip != "" || c.town != "")
	f[fHasCar] = min(0, whose(len(q.tails)+len(q.plates) > 0, f[fVIN] != 0 || f[fPlate] != 0))
}

func (n *number) kind() int {
	if n.mobile {
		return fHasMobile
	}
	return fHasLandline
}

// whose is 1 for what the record has, -1 for what only the query has.
func whose(query, record bool) float32 {
	switch {
	case record:
		return 1
	case query:
		return -1
	}
	return 0
}

func (n nearness) centred() float32 {
	if n == unknown {
		return 0
	}
	return float32(2*n - 1)
}

// context writes the features that come from the other candidates; rival is nil without one.
func (f *features) context(score float64, rival *rated, others int, twin bool) {
	f[fGap] = gapBound
	f[fOthers] = float32(others)
	if rival == nil {
		return
	}
	f[fGap] = float32(math.Max(-gapBound, math.Min(gapBound, score-rival.score)))
	f[fRivalLast], f[fRivalFirst] = rival.features[fLast], rival.features[fFirst]
	f[fRivalStreet] = rival.features[fStreet] + rival.features[fHouse]
	f[fRivalPhones], f[fRivalEmail] = rival.features[fPhones], rival.features[fEmail]
	f[fRivalCar] = rival.evidence.grade(carGrades)
	f[fRivalCompany], f[fRivalKeys] = rival.features[fCompany], float32(rival.evidence.keys)
	f[fRivalScore] = float32(rival.score)
	if twin {
		f[fTwin] = 1
	}
}
