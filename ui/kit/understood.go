package kit

import (
	"strings"
	"unicode/utf8"

	"terminwerk/core/phone"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// NewPhoneEntry makes the field of a telephone number. The number stays as it is typed; at the right stands its international
// form and whether it is a mobile one. country gives the ISO code by which a number without one is read.
func NewPhoneEntry(country func() string) *Entry {
	return newUnderstood(func(text string) (theme.Severity, string) {
		n := phone.Parse(text, country())
		shown := phone.Display(n.E164, "")
		switch {
		case n.E164 == "":
			return theme.Warning, i18n.T("kit.phone.unknown")
		case n.Kind == phone.Mobile:
			return theme.Success, i18n.Join(shown, i18n.T("kit.phone.mobile"))
		case n.Extension != "":
			return theme.Success, i18n.Join(shown, i18n.T("kit.phone.extension", "number", n.Extension))
		}
		return theme.Success, shown
	})
}

// NewVINEntry makes the field of a vehicle identification number; at the right stands what is right or odd about it. Nothing
// is forced: old numbers are shorter.
func NewVINEntry() *Entry { return newUnderstood(vinNote) }

// vinHints are the remarks about a VIN in words, with their severity, the most important first.
var vinHints = []struct {
	hint     vin.Hint
	severity theme.Severity
	key      string
}{
	{vin.Placeholder, theme.Hint, "kit.vin.placeholder"},
	{vin.BadCharacter, theme.Warning, "kit.vin.character"},
	{vin.ForbiddenLetter, theme.Warning, "kit.vin.letter"},
	{vin.TooLong, theme.Warning, "kit.vin.long"},
	{vin.CheckDigit, theme.Hint, "kit.vin.check_digit"},
	{vin.ShorterThan17, theme.Neutral, "kit.vin.short"},
}

func vinNote(text string) (theme.Severity, string) {
	r := vin.Check(text)
	count := utf8.RuneCountInString(r.Normalized)
	for _, h := range vinHints {
		if r.Has(h.hint) {
			key := h.key
			if h.hint == vin.ShorterThan17 && r.Kind == vin.TailOnly {
				key = "kit.vin.tail"
			}
			return h.severity, i18n.T(key, "count", count)
		}
	}
	if r.Kind != vin.Full {
		return theme.Neutral, ""
	}
	if brand := vin.Make(r.Normalized); brand != "" {
		return theme.Success, i18n.T("kit.vin.full_make", "make", brand)
	}
	return theme.Success, i18n.T("kit.vin.full")
}

// NewPlateEntry makes the field of a number plate; at the right stands how it is written in the country, or that it is
// unusual there. country gives the ISO code.
func NewPlateEntry(country func() string) *Entry {
	return newUnderstood(func(text string) (theme.Severity, string) {
		home := strings.ToUpper(country())
		r := plate.Check(text, home)
		switch {
		case r.Guess != "":
			return theme.Hint, i18n.T("kit.plate.other", "country", r.Guess)
		case !r.Plausible:
			return theme.Hint, i18n.T("kit.plate.odd", "country", home)
		case r.Display != text:
			return theme.Success, r.Display
		}
		return theme.Success, ""
	})
}

func newUnderstood(read func(text string) (theme.Severity, string)) *Entry {
	e := NewEntry("")
	e.Understand = func(text string) (theme.Severity, string) {
		if text = strings.TrimSpace(text); text == "" {
			return theme.Neutral, ""
		}
		return read(text)
	}
	return e
}
