package settings

import (
	"encoding/json"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/core/message"
)

// The keys of what the form edits beside the settings of the command line.
const (
	keyModule    = "mail.module"
	keyPort      = "mail.smtp.port"
	keyProfile   = "sms.profile"
	keyGateway   = "sms.custom_profile"
	keyReminders = "reminders"
	keyTemplates = "message_templates"
)

// read gives a setting as the text that the form and the command line show.
func (v *Screen) read(s core.Settings, key string) (string, error) {
	switch key {
	case keyGateway:
		if len(s.SMS.Custom) > 0 {
			return strings.TrimSpace(string(s.SMS.Custom)), nil
		}
		return strings.TrimSpace(string(v.profile(message.CustomProfile).JSON)), nil
	case keyTemplates:
		return templatesText(s.Templates), nil
	}
	return master.Get(s, key)
}

// write stores that text into s; a value that cannot be taken is Invalid.
func (v *Screen) write(s *core.Settings, key, value string) error {
	switch key {
	case keyGateway:
		if err := v.post.Services.CheckProfile([]byte(value)); err != nil {
			return err
		}
		s.SMS.Custom = []byte(value)
		return nil
	case keyTemplates:
		var list []core.Template
		if err := json.Unmarshal([]byte(value), &list); err != nil {
			return &core.Error{Kind: core.Internal, Op: "read templates", Err: err}
		}
		s.Templates = list
		return nil
	}
	return master.Set(s, key, value)
}

// templatesText is a list of templates in one order, so that equal lists are equal texts.
func templatesText(list []core.Template) string {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b core.Template) int {
		return strings.Compare(string(a.Kind)+a.Language, string(b.Kind)+b.Language)
	})
	if len(sorted) == 0 {
		return "[]"
	}
	text, err := json.Marshal(sorted)
	if err != nil {
		return "[]" // texts can always be written
	}
	return string(text)
}
