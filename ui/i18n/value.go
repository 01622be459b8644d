package i18n

import (
	"fmt"
	"strconv"
	"strings"

	"terminwerk/core"
)

// textKey is a value that is itself the key of a text, such as the name of a holiday.
type textKey interface{ TextKey() string }

// Value writes a placeholder's value in the chosen language: times, days and months as When, Weekday and Month do, a field
// by its label, changes as "field: old › new", a text key as its text, everything else as fmt does.
func Value(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case core.WallTime:
		return When(v)
	case core.Date:
		return Weekday(v)
	case core.Month:
		return Month(v)
	case core.Field:
		return Field(v)
	case core.Reason:
		return T(string(v))
	case []core.FieldChange:
		return changes(v)
	case textKey:
		return T(v.TextKey())
	}
	return fmt.Sprint(value)
}

func changes(all []core.FieldChange) string {
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = Field(c.Field) + ": " + Sides(c)
	}
	return strings.Join(lines, "; ")
}

// Sides writes the value before and after a change: "Müller › Gruber", "–" for none.
func Sides(c core.FieldChange) string {
	return OrDash(FieldText(c.Field, c.Old)) + " › " + OrDash(FieldText(c.Field, c.New))
}

// FieldText writes a field's value, given in the form of core.FieldValue, for people: days, months and times in the
// user's form, statuses, salutations and ticks in words. A value that is none of the field is written as it is.
func FieldText(f core.Field, value string) string {
	switch f {
	case core.FieldBirthday, core.FieldFirstRegistration:
		if day, err := core.ParseDate(value); err == nil {
			return Date(day)
		}
	case core.FieldInspectionDue:
		if month, err := core.ParseMonth(value); err == nil {
			return Month(month)
		}
	case core.FieldDropOff, core.FieldPickUp, core.FieldWantedAt:
		if at, err := core.ParseWallTime(value); err == nil {
			return When(at)
		}
	case core.FieldMileage:
		if km, err := strconv.Atoi(value); err == nil {
			return Mileage(km)
		}
	case core.FieldBlocked:
		if value != "" {
			return T("desk.yes")
		}
	}
	for _, words := range valueWords[f] {
		if key := words + value; value != "" && Has(key) {
			return T(key)
		}
	}
	return value
}

// valueWords are the beginnings of the keys under which the values of a field are named.
var valueWords = map[core.Field][]string{
	core.FieldSalutation: {"status.salutation."},
	core.FieldStatus:     {"status.customer.", "status.appointment."},
	core.FieldLanguage:   {"desk.language."},

	core.FieldConsentEmail: {"status.consent."}, core.FieldConsentSMS: {"status.consent."},
	core.FieldConsentEmailAdvertising: {"status.consent."}, core.FieldConsentSMSAdvertising: {"status.consent."},
}

// Happened is what a line of the change log tells of, in words; what is core.AuditEntry.What.
func Happened(what string) string {
	if key := "history." + what; Has(key) {
		return T(key)
	}
	return T("history.other")
}

// OrDash is text, or a dash for none.
func OrDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// Pick is the text of the chosen language among texts by language, the German one where there is no other.
func Pick(texts map[string]string) string {
	if text := texts[Lang()]; text != "" {
		return text
	}
	return texts[German]
}

// Join puts what there is of the parts on one line.
func Join(parts ...string) string {
	there := make([]string, 0, len(parts))
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, " · ")
}
