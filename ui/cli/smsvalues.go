package cli

import (
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/core/message"
)

// setSMSValue looks after the settings that belong to the chosen SMS profile: a secret one goes where secrets are kept, and
// one that the profile does not have is refused. kept is set when nothing is left to do.
func (c *call) setSMSValue(s *core.Settings, key, value string) (kept bool, err error) {
	name, ok := strings.CutPrefix(key, "sms.")
	if !ok || name == "plain_host" {
		return false, nil
	}
	profiles := c.session.Services.Profiles(*s)
	at := func(name string) int {
		return slices.IndexFunc(profiles, func(p message.Profile) bool { return p.Name == name })
	}
	if name == "profile" {
		if value != "" && at(value) < 0 {
			return false, core.Refuse(core.Field(key), core.ReasonChoice)
		}
		return false, nil
	}
	chosen := at(s.SMS.Profile)
	if chosen < 0 {
		return false, core.Refuse("sms.profile", core.ReasonRequired)
	}
	values := profiles[chosen].Values
	i := slices.IndexFunc(values, func(v message.ProfileValue) bool { return v.Name == name })
	switch {
	case i < 0:
		return false, core.Refuse(core.Field(key), master.ReasonSettingKey)
	case !values[i].Secret:
		return false, nil
	case value == "":
		return true, c.session.Secrets.DeleteSecret(c.ctx, message.SecretSMS+name)
	}
	return true, c.session.Secrets.SetSecret(c.ctx, message.SecretSMS+name, value)
}

func failedIf(err error) int {
	if err != nil {
		return Failed
	}
	return OK
}
