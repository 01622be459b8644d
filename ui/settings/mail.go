package settings

import (
	"context"
	"net"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// newModule is the choice of the three ways of an e-mail, each with what it does. A stored value that is none of them shows
// nothing chosen and the sentence that names the three.
func (v *Screen) newModule(s spec) *field {
	value := ""
	wrong := kit.Below()
	var options []kit.Option[core.MailModule]
	for _, m := range []core.MailModule{core.ModuleMAPI, core.ModuleSMTP, core.ModuleSMS} {
		number := strconv.Itoa(int(m))
		options = append(options, kit.Option[core.MailModule]{Value: m, Text: number + " – " + mail.Module(m), Hint: i18n.T("settings.module." + number)})
	}
	radio := kit.NewRadio(options...)
	blame := func(why string) {
		wrong.Objects = nil
		if why != "" {
			wrong.Add(kit.FindingRow(theme.Failure, why))
		}
		wrong.Refresh()
	}
	f := &field{spec: s, object: kit.Below(radio, wrong), focus: radio.First(), get: func() string { return value }}
	f.set = func(to string) {
		value = to
		n, err := strconv.Atoi(to)
		radio.Select(core.MailModule(n))
		switch f.focus = radio.First(); {
		case n == 0 && err == nil:
			blame(i18n.T(string(message.ReasonModuleNotSet)))
		case err != nil || !core.MailModule(n).Valid():
			blame(i18n.T(string(core.ReasonModule)))
		default:
			blame("")
		}
	}
	f.mark = func(why string) {
		if why != "" {
			blame(why)
		}
	}
	radio.OnPicked = func(m core.MailModule) { f.set(strconv.Itoa(int(m))); v.edited() }
	return f
}

func securities(*Screen) []kit.Option[string] {
	return named("settings.security.", "", string(core.SecurityTLS), string(core.SecuritySTARTTLS), string(core.SecurityNone))
}

func logins(*Screen) []kit.Option[string] {
	return named("settings.login.", "", "plain", "login", "xoauth2")
}

// sectionOAuth is there only while that login is chosen.
const sectionOAuth = "oauth"

func (v *Screen) showOAuth() {
	if v.oauth == nil {
		return
	}
	v.oauth.Hide()
	if v.fieldOf(keyLogin).get() == "xoauth2" {
		v.oauth.Show()
	}
	v.relayout(pageMail)
}

func named(prefix string, values ...string) []kit.Option[string] {
	var options []kit.Option[string]
	for _, value := range values {
		options = append(options, kit.Option[string]{Value: value, Text: i18n.T(prefix + value)})
	}
	return options
}

// newSecret is a value that is kept outside the database. It is never shown: the field says only whether there is one.
func (v *Screen) newSecret(s spec) *field {
	e := kit.NewEntry("")
	e.Password = true
	e.OnChanged = func(string) { v.edited() }
	f := &field{spec: s, object: e, focus: e, get: func() string { return e.Text }, mark: e.SetError}
	f.set = func(string) {
		e.SetText("")
		e.SetPlaceHolder("")
		v.lookForSecret(s.key, e)
	}
	return f
}

func (v *Screen) lookForSecret(name string, e *kit.Entry) {
	task.Load(v.desk.Tasks, v.key("secret."+name), func(ctx context.Context) (string, error) { return v.post.Secrets.Secret(ctx, name) }, func(value string, err error) {
		switch {
		case err == nil && value != "":
			e.SetPlaceHolder(i18n.T("settings.secret.kept"))
		case core.IsKind(err, core.NotFound), err == nil:
			e.SetPlaceHolder(i18n.T("settings.secret.none"))
		default:
			e.SetPlaceHolder(i18n.T("settings.secret.unavailable"))
		}
	})
}

// typedSecrets are the secrets that were typed, by name.
func (v *Screen) typedSecrets() map[string]string {
	typed := map[string]string{}
	for _, f := range v.fields {
		if f.spec.control == secretText && f.get() != "" {
			typed[f.spec.key] = f.get()
		}
	}
	return typed
}

// keepSecrets stores what was typed; one that nothing on this machine can keep is asked for a passphrase, or held until the
// program ends.
func (v *Screen) keepSecrets(typed map[string]string, then func()) {
	if len(typed) == 0 {
		then()
		return
	}
	task.Load(v.desk.Tasks, v.key("secrets"), func(ctx context.Context) (message.SecretPlace, error) {
		vault, ok := v.post.Secrets.(message.Vault)
		if !ok {
			return message.PlaceKeyring, v.setSecrets(ctx, typed)
		}
		if place := vault.Place(ctx); place == message.PlaceLocked || place == message.PlaceMemory {
			return place, nil
		}
		return message.PlaceKeyring, v.setSecrets(ctx, typed)
	}, func(place message.SecretPlace, err error) {
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case place == message.PlaceLocked || place == message.PlaceMemory:
			v.askPassphrase(place, typed, then)
		default:
			then()
		}
	})
}

func (v *Screen) setSecrets(ctx context.Context, typed map[string]string) error {
	for name, value := range typed {
		if err := v.post.Secrets.SetSecret(ctx, name, value); err != nil {
			return err
		}
	}
	return nil
}

// askPassphrase asks how secrets are kept where the operating system has no keyring.
func (v *Screen) askPassphrase(place message.SecretPlace, typed map[string]string, then func()) {
	vault := v.post.Secrets.(message.Vault)
	entry := kit.NewEntry("")
	entry.Password = true
	dialog := &kit.Dialog{Title: i18n.T("settings.passphrase.title"), Severity: theme.Hint, Width: 540, First: entry}
	open := func() {
		passphrase := entry.Text
		dialog.Busy(i18n.T("settings.passphrase.opening"))
		v.desk.Tasks.Run(v.key("secrets"), func(ctx context.Context, _ task.Progress) error {
			if err := vault.Unlock(ctx, passphrase); err != nil {
				return err
			}
			return v.setSecrets(ctx, typed)
		}, func(err error) {
			dialog.Busy("")
			if err != nil {
				entry.SetError(i18n.Error(core.WithoutField(err)))
				return
			}
			v.desk.Dialogs.Close(dialog)
			then()
		})
	}
	forNow := func() {
		for name, value := range typed {
			vault.Remember(name, value)
		}
		then()
	}
	dialog.Content = kit.Below(kit.NewParagraph(i18n.T("settings.passphrase."+string(place))), kit.NewForm(1).Add(i18n.T("settings.passphrase.field"), entry))
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("settings.passphrase.keep"), Kind: kit.Important, Stay: true, Run: open},
		{Text: i18n.T("settings.passphrase.now"), Key: keys.Ctrl(fyne.KeyD), Run: forNow},
		{Text: i18n.T("settings.back"), Cancel: true},
	}
	v.desk.Dialogs.Show(dialog)
}

// loopback tells whether a host is this machine.
func loopback(host string) bool {
	return strings.EqualFold(host, "localhost") || net.ParseIP(strings.Trim(host, "[]")).IsLoopback()
}

// confirmPlain asks twice before messages and the password may leave this machine without encryption.
func (v *Screen) confirmPlain(next *core.Settings, then func()) {
	m := &next.Mail
	if m.SMTP.Security != core.SecurityNone || m.SMTP.Host == "" || loopback(m.SMTP.Host) || strings.EqualFold(m.SMTP.PlainHost, m.SMTP.Host) {
		then()
		return
	}
	back := kit.DialogButton{Text: i18n.T("settings.back"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true}
	v.desk.Dialogs.Warn(i18n.T("settings.plain.title"), i18n.T("settings.plain.text", "host", m.SMTP.Host),
		kit.DialogButton{Text: i18n.T("settings.plain.yes"), Kind: kit.Danger, Run: func() {
			v.desk.Dialogs.Warn(i18n.T("settings.plain.again_title"), i18n.T("settings.plain.again", "host", m.SMTP.Host),
				kit.DialogButton{Text: i18n.T("settings.plain.again_yes"), Kind: kit.Danger, Run: func() {
					m.SMTP.PlainHost = m.SMTP.Host
					then()
				}}, back)
		}}, back)
}

// askQueued asks what becomes of the e-mails that still wait for the former module.
func (v *Screen) askQueued(former core.MailModule) {
	if v.post.Outbox == nil || former == v.stored.Mail.Module {
		return
	}
	task.Load(v.desk.Tasks, v.key("queued"), v.post.Outbox.QueuedBy, func(counts map[core.MailModule]int, err error) {
		n := counts[former]
		if err != nil || n == 0 {
			return
		}
		actor := v.desk.Actor()
		do := func(work func(context.Context, string, core.MailModule) (int, error), told string) func() {
			return func() {
				task.Load(v.desk.Tasks, v.key("queued"), func(ctx context.Context) (int, error) { return work(ctx, actor, former) }, func(n int, err error) {
					v.desk.Dialogs.Error(err)
					if err == nil {
						v.desk.Toasts.Show(i18n.N(told, n))
					}
				})
			}
		}
		v.desk.Dialogs.Queue(&kit.Dialog{
			Title: i18n.N("settings.queued.title", n), Severity: theme.Warning, Width: 460,
			Content: kit.NewParagraph(i18n.T("settings.queued.text", "former", mail.Module(former), "present", mail.Module(v.stored.Mail.Module))),
			Buttons: []kit.DialogButton{
				{Text: i18n.T("settings.queued.reroute"), Kind: kit.Important, Run: do(v.post.Outbox.Reroute, "settings.queued.rerouted")},
				{Text: i18n.T("settings.queued.cancel"), Key: keys.Ctrl(fyne.KeyDelete), Run: do(v.post.Outbox.CancelModule, "settings.queued.cancelled")},
				{Text: i18n.T("settings.queued.leave"), Cancel: true},
			},
		})
	})
}

// test sends a test message by the settings as they are stored; what was typed is stored first.
func (v *Screen) test() {
	run := func() {
		to := v.stored.Basis.Email
		if v.page() == pageSMS {
			to = ""
		}
		mail.AskTest(v.desk, v.post.Outbox, to, nil)
	}
	if v.changed() {
		v.store(run)
		return
	}
	run()
}
