package smsreminder

import (
	"encoding/json"
	"slices"

	"terminwerk/core"
	"terminwerk/core/message"
)

// Book is the profiles that ship, and beside them the one that the settings hold.
type Book []*Profile

// Find gives the profile that the settings choose. The error is Invalid.
func (b Book) Find(s core.SMS) (*Profile, error) {
	if s.Profile == message.CustomProfile && len(s.Custom) > 0 {
		return Parse(s.Custom)
	}
	at := slices.IndexFunc(b, func(p *Profile) bool { return p.Name == s.Profile })
	switch {
	case s.Profile == "":
		return nil, core.Refuse(FieldProfile, ReasonNoProfile)
	case at < 0:
		return nil, core.Refuse(FieldProfile, core.ReasonChoice)
	}
	return b[at], nil
}

// Profiles lists every profile as the settings show it; the edited one stands for the shipped custom one, as far as it can
// be read.
func (b Book) Profiles(s core.Settings) []message.Profile {
	var all []message.Profile
	for _, p := range b {
		raw, err := json.MarshalIndent(p, "", "  ")
		if err != nil {
			continue
		}
		if p.Name == message.CustomProfile && len(s.SMS.Custom) > 0 {
			raw = s.SMS.Custom
			if edited, err := Parse(raw); err == nil {
				p = edited
			}
		}
		shown := message.Profile{
			Name: p.Name, Title: p.Title, About: p.About, Email: p.Email != nil, Status: p.Status != nil, JSON: slices.Clone(raw),
		}
		for _, v := range p.Values {
			shown.Values = append(shown.Values, message.ProfileValue{
				Name: v.Name, Label: v.Label, Hint: v.Hint, Default: v.Default, Required: v.Required, Secret: v.Secret,
			})
		}
		all = append(all, shown)
	}
	return all
}

// CheckProfile reports everything that is wrong with an edited profile.
func (b Book) CheckProfile(raw []byte) error {
	p, err := Parse(raw)
	if err == nil && p.Name != message.CustomProfile {
		return core.Refuse("name", core.ReasonChoice)
	}
	return err
}
