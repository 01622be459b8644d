package match

import (
	"strings"

	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
)

// Compare gives the rows of the split view in reading order; rows empty on both sides are left out. A house number or
// legal form that one side has inside the street or the company is shown in its own row.
func Compare(left, right *core.Contact) []Comparison {
	l, r := apart(left), apart(right)
	var rows []Comparison
	for _, f := range core.ContactFields() {
		row := Comparison{Field: f, Left: l.Get(f), Right: r.Get(f)}
		switch {
		case row.Left == "" && row.Right == "":
			continue
		case row.Right == "":
			row.Relation = OnlyLeft
		case row.Left == "":
			row.Relation = OnlyRight
		default:
			row.Relation = relation(f, &l, &r)
		}
		rows = append(rows, row)
	}
	return rows
}

// apart gives the contact with house number and legal form in their own fields.
func apart(c *core.Contact) core.Contact {
	out := *c
	if out.HouseNumber == "" {
		out.Street, out.HouseNumber = address.SplitHouse(out.Street)
	}
	if out.LegalForm == "" {
		_, out.LegalForm = name.Company(out.Company)
	}
	return out
}

// relation compares a field that both have.
func relation(f core.Field, l, r *core.Contact) Relation {
	x, y := l.Get(f), r.Get(f)
	switch f {
	case core.FieldFirstName:
		return nameRelation(x, y, func() bool { return name.Similar(x, "x", y, "x") })
	case core.FieldLastName:
		return nameRelation(x, y, func() bool { return name.SimilarLast(x, y) })
	case core.FieldCompany:
		if name.CompanyKey(x) == name.CompanyKey(y) {
			return Equal
		}
		return either(name.SimilarCompany(x, y), Similar)
	case core.FieldStreet:
		return keyRelation(address.StreetKey(x), address.StreetKey(y))
	case core.FieldHouseNumber:
		return either(address.HouseKey(x) == address.HouseKey(y) && address.HouseKey(x) != "" || name.Fold(x) == name.Fold(y), Equal)
	case core.FieldPostcode:
		a, b := address.PostcodeKey(x), address.PostcodeKey(y)
		if a == b {
			return Equal
		}
		return either(len(a) == len(b) && name.EditDistance(a, b) == 1, Similar)
	case core.FieldTown:
		if a, b := name.Fold(x), name.Fold(y); a == b || address.TownKey(a) != address.TownKey(b) {
			return keyRelation(a, b)
		}
		return Similar
	case core.FieldPhone, core.FieldPhoneWork, core.FieldMobile:
		return phoneRelation(f, l, r)
	case core.FieldEmail:
		return emailRelation(l, r)
	}
	return either(name.Fold(x) == name.Fold(y), Equal)
}

func either(holds bool, r Relation) Relation {
	if holds {
		return r
	}
	return Different
}

func nameRelation(x, y string, similar func() bool) Relation {
	if name.Fold(x) == name.Fold(y) {
		return Equal
	}
	r := compareWords(limited(name.Tokens(x)), limited(name.Tokens(y)))
	if r == Equal || r == Different && similar() {
		return Similar
	}
	return max(r, Similar)
}

func keyRelation(x, y string) Relation {
	r := compareWord(x, y)
	if r == Different && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)) {
		return Similar
	}
	return r
}

// phoneRelation: a number that the other side has in another field is similar.
func phoneRelation(f core.Field, l, r *core.Contact) Relation {
	x, y := numberOf(f, l), numberOf(f, r)
	if x == y && x != "" || l.Get(f) == r.Get(f) {
		return Equal
	}
	if x == "" || y == "" {
		return Different
	}
	for _, other := range []core.Field{core.FieldPhone, core.FieldPhoneWork, core.FieldMobile} {
		if numberOf(other, r) == x || numberOf(other, l) == y {
			return Similar
		}
	}
	return either(samePhone(x, y) || name.EditDistance(x, y) == 1, Similar)
}

func emailRelation(l, r *core.Contact) Relation {
	if strings.EqualFold(l.Email, r.Email) {
		return Equal
	}
	a, b := ProfileOf(l, 0).mail, ProfileOf(r, 0).mail
	return either(a.sameOwner(&b) || nearMail(&a, &b), Similar)
}
