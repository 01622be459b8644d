package data

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/mapi"
	"terminwerk/data/secret"
	"terminwerk/data/smsreminder"
	"terminwerk/data/smtp"
)

// Modules gives the three sender modules by the settings, and tells the settings what the SMS reminder services are. It
// implements core/message.Modules, Router, Neighbour and Services.
type Modules struct {
	clock   core.Clock
	secrets message.Secrets
	letters *mapi.Sender
	book    smsreminder.Book
	tokens  smtp.Tokens
}

// ModulesConfig is what the modules need from outside.
type ModulesConfig struct {
	Profiles  fs.FS // sms/<name>.json
	Clock     core.Clock
	Secrets   message.Secrets
	Letters   string                  // folder for what a mail program reads; empty: the usual one
	Clipboard func(text string) error // nil: there is none
}

// NewModules reads the profiles of the SMS reminder services.
func NewModules(c ModulesConfig) (*Modules, error) {
	book, err := smsreminder.ReadProfiles(c.Profiles)
	if err != nil {
		return nil, err
	}
	if c.Letters == "" {
		c.Letters = mapi.Folder()
	}
	mapi.Clean(c.Letters, c.Clock.Now())
	return &Modules{
		clock: c.Clock, secrets: c.Secrets, book: book, letters: mapi.New(mapi.Config{Folder: c.Letters, Clipboard: c.Clipboard}),
	}, nil
}

// NewSecrets gives the place for the passwords of a database on this machine; getenv is os.Getenv. Those of a demonstration
// are forgotten at its end, so that it never touches the real ones.
func NewSecrets(getenv func(string) string, database string, demo bool) *secret.Store {
	c := secret.Config{Override: secret.FromEnvironment(getenv)}
	if !demo {
		c.Folder, c.Keyring = filepath.Join(dataFolder(), "terminwerk"), true
	}
	if !SamePath(database, DefaultPath()) {
		c.Scope = database + " "
	}
	return secret.New(c)
}

// For gives the sender of a message. SMS go through the SMS reminder service whatever the settings say of e-mails.
func (x *Modules) For(ctx context.Context, s core.Settings, m *core.Message) (message.Sender, error) {
	if m.Channel == core.ChannelSMS {
		return x.reminder(ctx, s)
	}
	switch {
	case s.Mail.Module == 0:
		return nil, core.Refuse(core.FieldModule, message.ReasonModuleNotSet)
	case !s.Mail.Module.Valid() || !m.Module.Valid():
		return nil, core.Refuse(core.FieldModule, core.ReasonModule)
	}
	switch m.Module {
	case core.ModuleMAPI:
		return x.letters, nil
	case core.ModuleSMTP:
		return x.server(ctx, s)
	}
	return x.reminder(ctx, s)
}

func (x *Modules) server(ctx context.Context, s core.Settings) (message.Sender, error) {
	c := smtp.Config{SMTP: s.Mail.SMTP, From: s.Mail.From}
	if err := smtp.Check(c.SMTP); err != nil {
		return nil, err
	}
	if c.User != "" {
		var err error
		if c.Password, err = x.secrets.Secret(ctx, message.SecretSMTP); err != nil {
			return nil, err
		}
	}
	if c.Auth == "xoauth2" && c.TokenURL != "" {
		c.Access = x.access(c.SMTP, c.Password)
	}
	return smtp.New(c), nil
}

// access fetches access tokens by a refresh token, and keeps the one that a provider gives in its place.
func (x *Modules) access(s core.SMTP, refresh string) func(context.Context, bool) (string, error) {
	return func(ctx context.Context, renew bool) (string, error) {
		word, _ := x.secrets.Secret(ctx, message.SecretClient) // many providers want none; one that does says so
		token, renewed, err := x.tokens.Access(ctx, smtp.Grant{URL: s.TokenURL, Client: s.ClientID, Secret: word, Refresh: refresh}, renew)
		if err == nil && renewed != "" {
			refresh = renewed
			// What cannot be kept is held until the program ends.
			_ = x.secrets.SetSecret(ctx, message.SecretSMTP, renewed)
		}
		return token, err
	}
}

func (x *Modules) reminder(ctx context.Context, s core.Settings) (message.Sender, error) {
	p, err := x.book.Find(s.SMS)
	if err != nil {
		return nil, err
	}
	values := maps.Clone(s.SMS.Values)
	if values == nil {
		values = map[string]string{}
	}
	for _, v := range p.Values {
		if !v.Secret {
			continue
		}
		word, err := x.secrets.Secret(ctx, message.SecretSMS+v.Name)
		if err != nil && (v.Required || !core.IsKind(err, core.NotFound)) {
			return nil, err
		}
		values[v.Name] = word
	}
	return smsreminder.New(smsreminder.Config{Profile: p, Values: values, Clock: x.clock})
}

// MailBySMS tells whether module 3 delivers e-mails as SMS, because its service takes none.
func (x *Modules) MailBySMS(s core.Settings) bool {
	p, err := x.book.Find(s.SMS)
	return err == nil && p.Email == nil
}

// Near tells whether a module reaches its counterpart without a network.
func (x *Modules) Near(s core.Settings, module core.MailModule) bool {
	switch module {
	case core.ModuleSMTP:
		return smtp.Loopback(s.Mail.SMTP.Host)
	case core.ModuleSMS:
		p, err := x.book.Find(s.SMS)
		return err == nil && smsreminder.OnThisMachine(p, s.SMS.Values)
	}
	return true
}

// Profiles lists the SMS reminder services.
func (x *Modules) Profiles(s core.Settings) []message.Profile { return x.book.Profiles(s) }

// CheckProfile reports everything that is wrong with an edited profile.
func (x *Modules) CheckProfile(raw []byte) error { return x.book.CheckProfile(raw) }

// DryRun shows the request that would be made for m. Secrets are not even read.
func (x *Modules) DryRun(_ context.Context, s core.Settings, m *core.Message) (string, error) {
	p, err := x.book.Find(s.SMS)
	if err != nil {
		return "", err
	}
	values := maps.Clone(s.SMS.Values)
	if values == nil {
		values = map[string]string{}
	}
	for _, v := range p.Values {
		if v.Secret {
			values[v.Name] = strings.Repeat("x", 8)
		}
	}
	sender, err := smsreminder.New(smsreminder.Config{Profile: p, Values: values, Clock: x.clock})
	if err != nil {
		return "", err
	}
	return sender.DryRun(m)
}
