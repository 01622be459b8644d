package master

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"terminwerk/core"
)

// setting is one value of the settings as text.
type setting struct {
	key string
	get func(*core.Settings) string
	set func(*core.Settings, string) error
}

// settings are all that the command line can read and write, in the order of the form.
var settings = append([]setting{
	text("basis.dealership", func(s *core.Settings) *string { return &s.Basis.Dealership }),
	text("basis.street", func(s *core.Settings) *string { return &s.Basis.Street }),
	text("basis.postcode", func(s *core.Settings) *string { return &s.Basis.Postcode }),
	text("basis.town", func(s *core.Settings) *string { return &s.Basis.Town }),
	text("basis.phone", func(s *core.Settings) *string { return &s.Basis.Phone }),
	text("basis.email", func(s *core.Settings) *string { return &s.Basis.Email }),
	text("basis.country", func(s *core.Settings) *string { return &s.Basis.Country }),
	text("basis.region", func(s *core.Settings) *string { return &s.Basis.Region }),
	text("basis.timezone", func(s *core.Settings) *string { return &s.Basis.TimeZone }),
	messageLanguage(),
	text("basis.cash_customer", func(s *core.Settings) *string { return &s.Basis.CashCustomer }),
	text("basis.customer_number_prefix", func(s *core.Settings) *string { return &s.Basis.CustomerNumber.Prefix }),
	{"basis.customer_number_start", numberStart, setNumberStart},
	text("basis.drop_folder", func(s *core.Settings) *string { return &s.Basis.DropFolder }),
	list("basis.advisers", func(s *core.Settings) *[]string { return &s.Basis.Advisers }),
	list("basis.mechanics", func(s *core.Settings) *[]string { return &s.Basis.Mechanics }),
	hours("basis.hours.mon", time.Monday), hours("basis.hours.tue", time.Tuesday), hours("basis.hours.wed", time.Wednesday),
	hours("basis.hours.thu", time.Thursday), hours("basis.hours.fri", time.Friday), hours("basis.hours.sat", time.Saturday),
	hours("basis.hours.sun", time.Sunday),
	{"basis.closed_days", closedDays, setClosedDays},
	number("basis.drop_off_minutes", func(s *core.Settings) *int { return &s.Basis.DropOffMinutes }),
	number("basis.pick_up_minutes", func(s *core.Settings) *int { return &s.Basis.PickUpMinutes }),
	choice("view.language", func(s *core.Settings) *string { return &s.View.Language }, "de", "en"),
	choice("view.theme", func(s *core.Settings) *string { return &s.View.Theme }, "", "light", "dark"),
	number("view.scale", func(s *core.Settings) *int { return &s.View.Scale }),
}, messageSettings...)

// Keys lists the names of all settings in the order of the form.
func Keys() []string {
	keys := make([]string, len(settings))
	for i, k := range settings {
		keys[i] = k.key
	}
	return keys
}

// Get is a setting as text: lists separated by commas, opening hours as "07:30-12:00,13:00-17:00", closed days as
// "2026-12-24 Heiliger Abend, 2026-12-31". An unknown key is Invalid.
func Get(s core.Settings, key string) (string, error) {
	k, err := settingOf(key)
	if err != nil {
		return "", err
	}
	return k.get(&s), nil
}

// Set changes a setting from the text Get writes. An unknown key, or a value that the settings as a whole would not
// accept, is Invalid and changes nothing; Field is the key.
func Set(s *core.Settings, key, value string) error {
	k, err := settingOf(key)
	if err != nil {
		return err
	}
	next := *s
	if err := k.set(&next, strings.TrimSpace(value)); err != nil {
		return &core.Error{Kind: core.Invalid, Op: "set", Field: core.Field(key), Err: err}
	}
	tidy(&next)
	if faults := core.FieldErrors(next.Validate()); len(faults) > len(core.FieldErrors(s.Validate())) {
		return &core.Error{Kind: core.Invalid, Op: "set", Field: core.Field(key), Err: faults[0].Err}
	}
	*s = next
	return nil
}

func settingOf(key string) (*setting, error) {
	for i := range settings {
		if settings[i].key == key {
			return &settings[i], nil
		}
	}
	if value, ok := smsValue(key); ok {
		return value, nil
	}
	return nil, core.Refuse(core.Field(key), ReasonSettingKey)
}

func text(key string, at func(*core.Settings) *string) setting {
	return setting{key, func(s *core.Settings) string { return *at(s) }, func(s *core.Settings, value string) error {
		*at(s) = value
		return nil
	}}
}

func choice(key string, at func(*core.Settings) *string, allowed ...string) setting {
	return setting{key, func(s *core.Settings) string { return *at(s) }, func(s *core.Settings, value string) error {
		for _, a := range allowed {
			if value == a {
				*at(s) = value
				return nil
			}
		}
		return core.ReasonChoice
	}}
}

func messageLanguage() setting {
	s := choice("basis.message_language", func(s *core.Settings) *string { return &s.Basis.MessageLanguage }, "de", "en")
	s.get = func(s *core.Settings) string { return s.Basis.Language() }
	return s
}

func list(key string, at func(*core.Settings) *[]string) setting {
	return setting{key, func(s *core.Settings) string { return strings.Join(*at(s), ", ") }, func(s *core.Settings, value string) error {
		*at(s) = names(strings.Split(value, ","))
		return nil
	}}
}

func number(key string, at func(*core.Settings) *int) setting {
	return setting{key, func(s *core.Settings) string { return strconv.Itoa(*at(s)) }, func(s *core.Settings, value string) error {
		n, err := strconv.Atoi(value)
		if err != nil {
			return core.ReasonNumber
		}
		*at(s) = n
		return nil
	}}
}

func numberStart(s *core.Settings) string {
	return strconv.FormatUint(s.Basis.CustomerNumber.Start, 10)
}

func setNumberStart(s *core.Settings, value string) error {
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil {
		return core.ReasonNumber
	}
	s.Basis.CustomerNumber.Start = n
	return nil
}

func hours(key string, day time.Weekday) setting {
	return setting{key, func(s *core.Settings) string {
		spans := make([]string, len(s.Basis.Hours[day]))
		for i, span := range s.Basis.Hours[day] {
			spans[i] = span.From.String() + "-" + span.To.String()
		}
		return strings.Join(spans, ",")
	}, func(s *core.Settings, value string) error {
		spans, err := parseHours(value)
		if err == nil {
			s.Basis.Hours[day] = spans
		}
		return err
	}}
}

var dash = regexp.MustCompile(`\s*[-–]\s*`)

// parseHours reads spans separated by commas or blanks; empty text is a closed day.
func parseHours(value string) ([]core.Span, error) {
	var spans []core.Span
	separates := func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }
	for _, part := range strings.FieldsFunc(dash.ReplaceAllString(value, "-"), separates) {
		from, to, ok := strings.Cut(part, "-")
		start, err1 := core.ParseTimeOfDay(clock(from))
		end, err2 := core.ParseTimeOfDay(clock(to))
		if !ok || err1 != nil || err2 != nil {
			return nil, ReasonHours
		}
		spans = append(spans, core.Span{From: start, To: end})
	}
	return spans, nil
}

// clock completes a time written without a colon: 8, 0800, 1730.
func clock(text string) string {
	switch n := len(text); {
	case strings.Contains(text, ":") || n == 0 || n > 4:
		return text
	case n <= 2:
		return text + ":00"
	default:
		return text[:n-2] + ":" + text[n-2:]
	}
}

func closedDays(s *core.Settings) string {
	days := make([]string, len(s.Basis.ClosedDays))
	for i, d := range s.Basis.ClosedDays {
		days[i] = strings.TrimSpace(d.Date.String() + " " + strings.ReplaceAll(d.Text, ",", ";"))
	}
	return strings.Join(days, ", ")
}

func setClosedDays(s *core.Settings, value string) error {
	var days []core.ClosedDay
	for _, part := range strings.Split(value, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		date, text, _ := strings.Cut(part, " ")
		day, err := core.ParseDate(date)
		if err != nil {
			return core.ReasonDate
		}
		days = append(days, core.ClosedDay{Date: day, Text: strings.TrimSpace(text)})
	}
	s.Basis.ClosedDays = days
	return nil
}
