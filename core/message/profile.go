package message

import (
	"context"

	"terminwerk/core"
)

// Profile is an SMS reminder service as the settings show it. Texts are by language, "de" and "en".
type Profile struct {
	Name   string // value of core.SMS.Profile
	Title  map[string]string
	About  map[string]string // what the adviser needs for it
	Values []ProfileValue
	Email  bool   // takes e-mails too; without it module 3 sends them as SMS
	Status bool   // can be asked what became of a message
	JSON   []byte // the whole profile, indented, for CustomProfile to be edited
}

// ProfileValue is one value that the adviser enters. A secret one is kept by Secrets under SecretSMS + Name, any other by
// core.SMS.Values under Name.
type ProfileValue struct {
	Name     string
	Label    map[string]string
	Hint     map[string]string
	Default  string
	Required bool
	Secret   bool
}

// CustomProfile is the name of the profile that core.SMS.Custom holds.
const CustomProfile = "custom"

// Services describes the SMS reminder services to the settings. Errors are Invalid, joined, and name the field by its
// place in the profile ("sms.answers.0.outcome") or as the settings key of a value ("sms.url").
type Services interface {
	Profiles(s core.Settings) []Profile
	CheckProfile(raw []byte) error
	// DryRun shows the request that would be made for m, secrets masked, and makes none.
	DryRun(ctx context.Context, s core.Settings, m *core.Message) (string, error)
}
