// Package address compares postal addresses of Germany, Austria, Switzerland,
// Liechtenstein and Italy the way people write them.
//
// [SplitHouse] takes a typed line apart; [StreetKey], [HouseKey],
// [PostcodeKey] and [TownKey] give forms that are equal for different spellings of the same
// place ("Linzer Straße 4/2/14" and "LINZERSTR. 4"). They are keys, never to be shown.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package address

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SplitHouse splits a street line into street and house number with
// everything that follows it, also when they are glued together
// ("Bahnhofstr.5a"). A line without a number gives an empty house. Numbers
// that belong to the street stay there: "Straße des 17. Juni 135", "Quadrat C 4, 12".
func SplitHouse(line string) (street, house string) {
	line = strings.Join(strings.Fields(line), " ")
	for at := 0; at < len(line); {
		start, ok := nextNumber(line, at)
		if !ok {
			return line, ""
		}
		if start > 0 && !belongsToStreet(line[start:]) {
			street = strings.TrimRight(line[:start], " ,")
			return trimHouseWord(street), strings.TrimRight(line[start:], " ,.")
		}
		at = afterNumber(line, start)
	}
	return line, ""
}

// HouseKey returns the comparable form of a house number: lower case without
// blanks, "12 A" gives "12a" and "12-14" the first number "12"; of the
// Viennese "5/2/14" (house, stair, door) it is the house "5". Noise after it is cut
// ("9 a (2x klingeln)" gives "9a"). Empty when there is no digit.
func HouseKey(house string) string {
	if allDigits(house) && house[0] != '0' {
		return house
	}
	start, ok := nextNumber(house, 0)
	if !ok {
		return ""
	}
	end := afterNumber(house, start)
	number := strings.TrimLeft(house[start:end], "0")
	return number + houseLetter(house[end:])
}

// PostcodeKey returns the postcode in upper case without country prefix and
// blanks: "A-5020", "AT 5020" and "5020" give "5020".
func PostcodeKey(zip string) string {
	if allDigits(zip) {
		return zip
	}
	var b strings.Builder
	for _, r := range zip {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	key := b.String()
	for _, prefix := range countryPrefixes {
		if rest, ok := strings.CutPrefix(key, prefix); ok && allDigits(rest) {
			return rest
		}
	}
	return key
}

// countryPrefixes stand before postcodes, longest first.
var countryPrefixes = []string{"FL", "DE", "AT", "CH", "LI", "IT", "A", "D", "I"}

// nextNumber finds where the next run of ASCII digits begins.
func nextNumber(s string, from int) (start int, ok bool) {
	i := strings.IndexAny(s[from:], "0123456789")
	return from + i, i >= 0
}

func afterNumber(s string, start int) int {
	for start < len(s) && s[start] >= '0' && s[start] <= '9' {
		start++
	}
	return start
}

// belongsToStreet tells whether a number is part of the street's name: a date
// or an ordinal ("17. Juni", "3. Querstraße"), or the road in "B 3 Nr. 5".
func belongsToStreet(fromNumber string) bool {
	rest := fromNumber[afterNumber(fromNumber, 0):]
	after, ordinal := strings.CutPrefix(rest, ".")
	word := strings.TrimSpace(after)
	first, _ := utf8.DecodeRuneInString(word)
	if ordinal && unicode.IsLetter(first) {
		return wordLength(word) > 2
	}
	words := strings.Fields(rest)
	return houseWord(words) != "" || len(words) > 0 && rest[0] == ' ' && months[strings.ToLower(words[0])]
}

// months follow a day in the streets of Italy and French Switzerland: "Via 4 Novembre 12".
var months = map[string]bool{
	"gennaio": true, "febbraio": true, "marzo": true, "aprile": true, "maggio": true, "giugno": true, "luglio": true, "agosto": true,
	"settembre": true, "ottobre": true, "novembre": true, "dicembre": true, "mars": true, "juin": true, "juillet": true, "août": true,
}

// houseWord returns the word for "number" when it follows a number.
func houseWord(words []string) string {
	if len(words) > 0 && houseWords[strings.ToLower(strings.TrimRight(words[0], ".:"))] {
		return words[0]
	}
	return ""
}

var houseWords = map[string]bool{"nr": true, "hausnr": true, "hausnummer": true, "no": true, "nummer": true, "hnr": true}

func wordLength(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			break
		}
		n++
	}
	return n
}

// trimHouseWord drops "Nr." between street and number.
func trimHouseWord(street string) string {
	words := strings.Fields(street)
	if n := len(words); n > 1 && (houseWord(words[n-1:]) != "" || italianNumber[strings.ToLower(words[n-1])]) {
		return strings.TrimRight(strings.Join(words[:n-1], " "), " ,")
	}
	return street
}

// italianNumber is "numero civico" before a house number.
var italianNumber = map[string]bool{"n.": true, "n°": true, "nr°": true, "n.°": true, "n.ro": true}

// houseLetter is the one letter that belongs to a house number, if a letter
// stands alone behind it.
func houseLetter(rest string) string {
	rest = strings.TrimLeft(rest, " .")
	if rest == "" || wordLength(rest) != 1 {
		return ""
	}
	r, size := utf8.DecodeRuneInString(rest)
	if after := strings.TrimLeft(rest[size:], " ."); r == 'u' && after != "" && after[0] >= '0' && after[0] <= '9' {
		return "" // "5 u. 7"
	}
	return string(unicode.ToLower(r))
}

func allDigits(s string) bool {
	return s != "" && afterNumber(s, 0) == len(s)
}
