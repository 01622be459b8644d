package match

import (
	"context"

	"terminwerk/core"
)

// Example is one candidate of one search as the training of a model sees it.
type Example struct {
	ID        core.ID
	Levels    []uint8 // the levels that hold
	RareLast  float32
	RareFirst float32
	Features  []float32 // nil for one who is not judged against the others
	Score     float64
}

// Examples searches like Find and gives everybody who was compared, best first.
func (m *Model) Examples(ctx context.Context, src Source, q Query) ([]Example, error) {
	s := m.begin(src, q)
	defer s.end()
	list, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ranked(ctx, list); err != nil {
		return nil, err
	}
	s.contexts(list)
	out := make([]Example, len(list))
	for i, r := range list {
		x := &out[i]
		x.ID, x.Score = r.Customer.Meta.ID, r.score
		x.RareLast, x.RareFirst = r.features[fRareLast], r.features[fRareFirst]
		for l, holds := range r.evidence.holds {
			if holds {
				x.Levels = append(x.Levels, uint8(l))
			}
		}
		if i < maxSerious {
			x.Features = append(x.Features, r.features[:]...)
		}
	}
	return out, nil
}

// LevelNames lists the levels in the order of Example.Levels, each with +1 when it may only speak for somebody, -1 when only
// against, and 0 when either.
func LevelNames() (names []string, sign []int8) {
	for _, x := range explained {
		names = append(names, x.name)
		switch {
		case x.field == "":
			sign = append(sign, 0)
		case x.relation == Different:
			sign = append(sign, -1)
		default:
			sign = append(sign, 1)
		}
	}
	sign[swapped] = 0
	return names, sign
}

// FeatureNames lists the features in the order of Example.Features, each with +1 when a higher value may only speak for
// somebody, -1 when only against, and 0 when either.
func FeatureNames() (names []string, sign []int8) { return featureNames[:], rising[:] }

var featureNames = [featureCount]string{
	fScore: "score", fLast: "last", fLastNear: "last_near", fFirst: "first", fFirstNear: "first_near", fMailFirst: "mail_first",
	fMailDigits: "mail_digits", fFamilyMail: "family_mail", fSwapped: "swapped", fSex: "sex", fCompany: "company", fCompanyNear: "company_near",
	fStreet: "street", fStreetNear: "street_near", fHouse: "house", fZip: "zip", fTown: "town", fTownNear: "town_near", fZipNear: "zip_near",
	fMobile: "mobile", fLandline: "landline", fPhones: "phones", fEmail: "email", fVIN: "vin", fPlate: "plate",
	fBirthday: "birthday", fCountry: "country", fArea: "area", fDistrict: "district", fSides: "sides", fKeys: "keys", fAgainst: "against", fDoubt: "doubt",
	fHasMobile: "has_mobile", fHasLandline: "has_landline", fHasEmail: "has_email", fHasStreet: "has_street", fHasTown: "has_town", fHasCar: "has_car",
	fNamesakes: "namesakes", fRareLast: "rare_last", fRareFirst: "rare_first", fRareName: "rare_name", fRareCompany: "rare_company", fSameName: "same_name",
	fStock: "stock", fGap: "gap", fOthers: "others", fRivalLast: "rival_last", fRivalFirst: "rival_first",
	fRivalStreet: "rival_street", fRivalPhones: "rival_phones", fRivalEmail: "rival_email", fRivalCar: "rival_car",
	fRivalCompany: "rival_company", fRivalKeys: "rival_keys", fRivalScore: "rival_score", fTwin: "twin",
}
