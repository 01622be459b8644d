package ui

import (
	"context"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// secretWanted is a password without which messages of the present settings cannot go out.
type secretWanted struct{ name, label string }

// secretsWanted lists them.
func (a *App) secretsWanted() []secretWanted {
	var list []secretWanted
	set := a.settings
	if set.Mail.Module == core.ModuleSMTP && set.Mail.SMTP.User != "" {
		list = append(list, secretWanted{message.SecretSMTP, i18n.T("shell.secrets.smtp", "user", set.Mail.SMTP.User)})
	}
	if a.services.Messages.Services == nil {
		return list
	}
	for _, p := range a.services.Messages.Services.Profiles(set) {
		for _, v := range p.Values {
			if p.Name == set.SMS.Profile && v.Secret && v.Required {
				list = append(list, secretWanted{message.SecretSMS + v.Name, i18n.Join(i18n.Pick(p.Title), i18n.Pick(v.Label))})
			}
		}
	}
	return list
}

// AskSecrets asks for what opens the passwords that messages need, where this machine cannot do that by itself: the
// passphrase of their file or, without one, the passwords. Asked for by the user it says so when nothing is missing.
func (a *App) AskSecrets(asked bool) {
	vault, can := a.services.Messages.Secrets.(message.Vault)
	wanted := a.secretsWanted()
	if !can || len(wanted) == 0 && !asked {
		return
	}
	type state struct {
		place   message.SecretPlace
		missing []secretWanted
	}
	task.Load(a.desk.Tasks, "shell.secrets", func(ctx context.Context) (s state, _ error) {
		for _, w := range wanted {
			if _, err := vault.Secret(ctx, w.name); err != nil {
				s.missing = append(s.missing, w)
			}
		}
		if len(s.missing) > 0 {
			s.place = vault.Place(ctx)
		}
		return s, ctx.Err()
	}, func(s state, err error) {
		switch {
		case err != nil:
		case len(s.missing) > 0 && s.place == message.PlaceLocked:
			a.askPassphrase(vault)
		case len(s.missing) > 0 && (s.place == message.PlaceMemory || asked):
			a.askPasswords(vault, s.missing)
		case asked:
			a.desk.Toasts.Tell(theme.Hint, i18n.T("shell.secrets.nothing"))
		}
	})
}

// askPassphrase opens the file with the passwords.
func (a *App) askPassphrase(vault message.Vault) {
	entry := kit.NewEntry("")
	entry.Password = true
	dialog := &kit.Dialog{Title: i18n.T("shell.secrets.passphrase_title"), Severity: theme.Hint, Width: 540, First: entry}
	open := func() {
		passphrase := entry.Text
		dialog.Busy(i18n.T("settings.passphrase.opening"))
		a.desk.Tasks.Run("shell.secrets", func(ctx context.Context, _ task.Progress) error { return vault.Unlock(ctx, passphrase) }, func(err error) {
			dialog.Busy("")
			if err != nil {
				entry.SetError(i18n.Error(core.WithoutField(err)))
				return
			}
			a.desk.Dialogs.Close(dialog)
			a.unlocked()
		})
	}
	dialog.Content = kit.Below(kit.NewParagraph(i18n.T("shell.secrets.passphrase_text")), kit.NewForm(1).Add(i18n.T("settings.passphrase.field"), entry))
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("shell.secrets.open"), Kind: kit.Important, Stay: true, Run: open},
		{Text: i18n.T("shell.secrets.later"), Cancel: true},
	}
	a.desk.Dialogs.Queue(dialog)
}

// askPasswords takes the passwords themselves, until the program ends.
func (a *App) askPasswords(vault message.Vault, missing []secretWanted) {
	form, entries := kit.NewForm(1), make([]*kit.Entry, len(missing))
	for i, w := range missing {
		entries[i] = kit.NewEntry("")
		entries[i].Password = true
		form.Add(w.label, entries[i])
	}
	a.desk.Dialogs.Queue(&kit.Dialog{
		Title: i18n.N("shell.secrets.title", len(missing)), Severity: theme.Hint, Width: 560, First: entries[0],
		Content: kit.Below(kit.NewParagraph(i18n.T("shell.secrets.text")), form),
		Buttons: []kit.DialogButton{
			{Text: i18n.T("shell.secrets.use"), Kind: kit.Important, Run: func() {
				for i, w := range missing {
					if entries[i].Text != "" {
						vault.Remember(w.name, entries[i].Text)
					}
				}
				a.unlocked()
			}},
			{Text: i18n.T("shell.secrets.later"), Cancel: true},
		},
	})
}

// unlocked lets what waited for a password be tried at once.
func (a *App) unlocked() {
	a.services.Messages.Outbox.Resume()
	a.dispatch.wake()
}
