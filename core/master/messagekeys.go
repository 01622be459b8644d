package master

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"terminwerk/core"
)

// messageSettings are those of e-mail, SMS and reminders. The values of an SMS profile have keys of their own, see smsValue.
var messageSettings = []setting{
	{"mail.module", func(s *core.Settings) string { return strconv.Itoa(int(s.Mail.Module)) }, setModule},
	text("mail.from", func(s *core.Settings) *string { return &s.Mail.From }),
	text("mail.smtp.host", func(s *core.Settings) *string { return &s.Mail.SMTP.Host }),
	number("mail.smtp.port", func(s *core.Settings) *int { return &s.Mail.SMTP.Port }),
	choice("mail.smtp.security", func(s *core.Settings) *string { return (*string)(&s.Mail.SMTP.Security) },
		"", string(core.SecurityTLS), string(core.SecuritySTARTTLS), string(core.SecurityNone)),
	choice("mail.smtp.auth", func(s *core.Settings) *string { return &s.Mail.SMTP.Auth }, "", "plain", "login", "xoauth2"),
	text("mail.smtp.user", func(s *core.Settings) *string { return &s.Mail.SMTP.User }),
	text("mail.smtp.ca", func(s *core.Settings) *string { return &s.Mail.SMTP.CA }),
	text("mail.smtp.token_url", func(s *core.Settings) *string { return &s.Mail.SMTP.TokenURL }),
	text("mail.smtp.client_id", func(s *core.Settings) *string { return &s.Mail.SMTP.ClientID }),
	text("mail.smtp.plain_host", func(s *core.Settings) *string { return &s.Mail.SMTP.PlainHost }),
	text("sms.profile", func(s *core.Settings) *string { return &s.SMS.Profile }),
	{"reminders", reminders, setReminders},
	{"activation.dealership", func(s *core.Settings) string {
		if s.Activation.Dealership == 0 {
			return ""
		}
		return strconv.FormatUint(uint64(s.Activation.Dealership), 10)
	}, setDealership},
}

func setModule(s *core.Settings, value string) error {
	n, err := strconv.Atoi(value)
	if m := core.MailModule(n); err == nil && m.Valid() {
		s.Mail.Module = m
		return nil
	}
	return core.ReasonModule
}

func setDealership(s *core.Settings, value string) error {
	if value == "" {
		s.Activation.Dealership = 0
		return nil
	}
	n, err := strconv.ParseUint(value, 10, 32)
	if err != nil {
		return core.ReasonNumber
	}
	s.Activation.Dealership = uint32(n)
	return nil
}

// smsPrefix begins the keys of an SMS profile's own values, "sms.url".
const smsPrefix = "sms."

// smsValue is the setting of one value of the SMS profile. Which values a profile has is known to the profile; one that
// it calls secret never comes here.
func smsValue(key string) (*setting, bool) {
	name, ok := strings.CutPrefix(key, smsPrefix)
	if !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		return nil, false
	}
	return &setting{key, func(s *core.Settings) string { return s.SMS.Values[name] }, func(s *core.Settings, value string) error {
		values := maps.Clone(s.SMS.Values)
		if values == nil {
			values = map[string]string{}
		}
		if values[name] = value; value == "" {
			delete(values, name)
		}
		s.SMS.Values = values
		return nil
	}}, true
}

// SMSKeys lists the keys of the SMS profile's values that are set.
func SMSKeys(s core.Settings) []string {
	var keys []string
	for _, name := range slices.Sorted(maps.Keys(s.SMS.Values)) {
		keys = append(keys, smsPrefix+name)
	}
	return keys
}

// reminders writes rules as "3d 10:00 email, 1d 16:00 sms".
func reminders(s *core.Settings) string {
	rules := make([]string, len(s.Reminders))
	for i, r := range s.Reminders {
		rules[i] = r.Slot() + " " + r.At.String() + " " + string(r.Channel)
	}
	return strings.Join(rules, ", ")
}

func setReminders(s *core.Settings, value string) error {
	var rules []core.ReminderRule
	for _, part := range strings.Split(value, ",") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		if len(words) != 3 {
			return ReasonReminder
		}
		days, err := strconv.Atoi(strings.TrimSuffix(words[0], "d"))
		at, errAt := core.ParseTimeOfDay(words[1])
		if err != nil || errAt != nil {
			return ReasonReminder
		}
		rules = append(rules, core.ReminderRule{Days: days, At: at, Channel: core.Channel(words[2])})
	}
	core.SortReminders(rules)
	s.Reminders = rules
	return nil
}
