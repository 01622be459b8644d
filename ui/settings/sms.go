package settings

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

func profiles(v *Screen) []kit.Option[string] {
	options := []kit.Option[string]{{Text: i18n.T("settings.profile.none")}}
	if v.post.Services == nil {
		return options
	}
	for _, p := range v.post.Services.Profiles(v.stored) {
		options = append(options, kit.Option[string]{Value: p.Name, Text: i18n.Pick(p.Title)})
	}
	return options
}

// profile is the one with this name; the zero profile if there is none.
func (v *Screen) profile(name string) message.Profile {
	if v.post.Services != nil {
		for _, p := range v.post.Services.Profiles(v.stored) {
			if p.Name == name {
				return p
			}
		}
	}
	return message.Profile{}
}

// gatewayOf is what the page about SMS shows of the chosen profile.
type gatewayOf struct {
	about  *fyne.Container
	values *fyne.Container
	edit   *fyne.Container
	panel  fyne.CanvasObject // of all three; hidden while no profile is chosen
}

func newGatewayOf() *gatewayOf {
	return &gatewayOf{about: kit.Below(), values: kit.Below(), edit: kit.Below()}
}

// showProfile shows what the chosen profile wants to know.
func (v *Screen) showProfile() {
	if v.gateway == nil {
		return
	}
	g := v.gateway
	at := ""
	v.fields = slices.DeleteFunc(v.fields, func(f *field) bool {
		if f.dynamic && kit.HasFocus(f.focus) {
			at = f.spec.key
		}
		return f.dynamic
	})
	g.about.Objects, g.values.Objects, g.edit.Objects = nil, nil, nil
	name := v.fieldOf(keyProfile).get()
	p := v.profile(name)
	g.panel.Hide()
	if p.Name != "" {
		g.panel.Show()
		g.about.Add(kit.NewParagraph(i18n.Pick(p.About)))
		features := i18n.T("settings.profile.sms_only")
		if p.Email {
			features = i18n.T("settings.profile.email")
		}
		if p.Status {
			features += " " + i18n.T("settings.profile.status")
		}
		g.about.Add(kit.NewParagraph(features))
		form := kit.NewForm(1)
		for _, value := range p.Values {
			f := v.valueField(value)
			v.fields = append(v.fields, f)
			form.Add(i18n.Pick(value.Label), f.object)
			if hint := i18n.Pick(value.Hint); hint != "" {
				form.Add("", kit.NewCaption(hint).AtLeast(0))
			}
		}
		g.values.Add(form)
	}
	if name == message.CustomProfile {
		g.edit.Add(kit.NewParagraph(i18n.T("settings.profile.edit")))
		g.edit.Add(v.fieldOf(keyGateway).object)
	}
	for _, c := range []*fyne.Container{g.about, g.values, g.edit} {
		c.Refresh()
	}
	v.relayout(pageSMS)
	if f := v.fieldOf(at); f != nil {
		v.desk.Focus(f.focus)
	}
}

// valueField is the field of one value of a profile.
func (v *Screen) valueField(value message.ProfileValue) *field {
	if value.Secret {
		f := v.newSecret(spec{key: message.SecretSMS + value.Name, control: secretText})
		f.page, f.dynamic = pageSMS, true
		f.set("")
		v.values[f.spec.key] = ""
		return f
	}
	e := kit.NewEntry(value.Default)
	e.OnChanged = func(string) { v.edited() }
	e.SetRequired(value.Required && value.Default == "")
	key := "sms." + value.Name
	stored, err := v.read(v.stored, key)
	if err == nil {
		v.values[key] = stored
		e.SetText(stored)
	}
	return &field{spec: spec{key: key}, object: e, focus: e, page: pageSMS, dynamic: true, get: func() string { return strings.TrimSpace(e.Text) }, set: e.SetText, mark: e.SetError}
}

// newGateway is the JSON of the profile of one's own.
func (v *Screen) newGateway(s spec) *field {
	const height = 12
	n := kit.NewNotes("", height).Growing(kit.AllRoom)
	n.TextStyle.Monospace = true
	n.OnChanged = func(string) { v.edited() }
	return &field{spec: s, object: n, focus: n, get: func() string { return strings.TrimSpace(n.Text) }, set: n.SetText, mark: n.SetError}
}

// dryRun shows the request that an SMS would make, with the settings as they are typed; nothing is sent.
func (v *Screen) dryRun() {
	next, first := v.typed()
	if first != nil {
		v.show(first)
		return
	}
	m := &core.Message{
		Channel: core.ChannelSMS, Module: core.ModuleSMS, To: []string{"+436641234567"}, Name: i18n.T("settings.dry_run.name"),
		Text: i18n.T("outbox.test.body"), MessageID: "<" + core.NewOp() + "@terminwerk>",
	}
	task.Load(v.desk.Tasks, v.key("dry_run"), func(ctx context.Context) (string, error) { return v.post.Services.DryRun(ctx, next, m) }, func(request string, err error) {
		if err != nil {
			v.refuseProfile(err)
			return
		}
		text := widget.NewLabelWithStyle(request, fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
		text.Wrapping = fyne.TextWrapWord
		const wide, high = 680, 340
		reader := kit.NewReader(text).AtLeast(wide, high)
		v.desk.Dialogs.Show(&kit.Dialog{
			Title: i18n.T("settings.dry_run"), Severity: theme.Hint, First: reader, Content: kit.Below(kit.NewParagraph(i18n.T("settings.dry_run.text")), reader),
			Buttons: []kit.DialogButton{{Text: i18n.T("settings.close"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true}},
		})
	})
}

// refuseProfile puts a refusal at its field if it has one on the page.
func (v *Screen) refuseProfile(err error) {
	for _, e := range core.FieldErrors(err) {
		if f := v.fieldOf(string(e.Field)); f != nil {
			f.mark(i18n.Error(core.WithoutField(e)))
			v.show(f)
			return
		}
	}
	var refused *core.Error
	if errors.As(err, &refused) && refused.Field != "" && !i18n.Has("field."+string(refused.Field)) {
		err = core.WithoutField(err)
	}
	v.desk.Dialogs.Error(err)
}
