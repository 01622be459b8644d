package i18n

import (
	"fmt"
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
		lines[i] = Field(c.Field) + ": " + side(c.Field, c.Old) + " › " + side(c.Field, c.New)
	}
	return strings.Join(lines, "; ")
}

func side(f core.Field, value string) string {
	if w, err := core.ParseWallTime(value); f == core.FieldWantedAt && err == nil {
		value = When(w)
	}
	if value == "" {
		return "–"
	}
	return value
}
