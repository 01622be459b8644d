package settings

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// templatePage edits the texts of messages: one kind in one language at a time, everything else stays as it was typed.
type templatePage struct {
	screen   *Screen
	edited   core.Settings // only its Templates are of interest
	kind     *kit.Combo[core.MessageKind]
	language *kit.Combo[string]
	subject  *kit.Entry
	email    *kit.Notes
	sms      *kit.Notes
	meter    *kit.Text
	state    *kit.Text
	reset    *kit.Button
	last     *kit.Entry // where a placeholder goes
	content  fyne.CanvasObject
}

func (v *Screen) newWordings(s spec) *field {
	const emailLines, smsLines = 10, 3
	p := &templatePage{screen: v, subject: kit.NewEntry(""), email: kit.NewNotes("", emailLines).Growing(kit.AllRoom), sms: kit.NewNotes("", smsLines), meter: kit.NewMuted(""), state: kit.NewMuted("")}
	var kinds []kit.Option[core.MessageKind]
	for _, k := range message.Kinds() {
		kinds = append(kinds, kit.Option[core.MessageKind]{Value: k, Text: mail.Kind(k)})
	}
	p.kind = kit.NewSelect(kinds...)
	p.kind.Select(core.MessageConfirmation)
	p.kind.OnPicked = func(core.MessageKind) { p.show() }
	p.language = kit.NewSelect(messageLanguages(v)...)
	p.language.Select(v.stored.Basis.Language())
	p.language.OnPicked = func(string) { p.show() }
	for _, e := range []*kit.Entry{p.subject, &p.email.Entry, &p.sms.Entry} {
		e.OnChanged = func(string) { p.typed() }
		e.OnFocus = func(gained bool) {
			if gained {
				p.last = e
			}
		}
	}
	p.last = &p.email.Entry
	p.reset = kit.NewCommandButton(v.desk.Keys, "settings.reset_template")
	form := kit.NewForm(2)
	form.Add(i18n.T("compose.template"), p.kind)
	form.Add(i18n.T("compose.language"), p.language)
	form.AddWide(i18n.Field(core.FieldSubject), p.subject)
	form.AddWide(i18n.T("settings.template.email"), p.email)
	form.AddWide(i18n.T("settings.template.sms"), p.sms)
	form.AddWide("", p.meter)
	p.content = kit.Below(p.state, form, kit.Flow(kit.NewCommandButton(v.desk.Keys, "settings.insert"), kit.NewCommandButton(v.desk.Keys, "settings.preview"), p.reset))
	v.templates = p
	return &field{spec: s, object: p.content, focus: p.kind, get: func() string { return templatesText(p.edited.Templates) }, set: p.set, mark: func(string) {}}
}

func (p *templatePage) set(text string) {
	p.edited.Templates = nil
	if err := json.Unmarshal([]byte(text), &p.edited.Templates); err != nil {
		p.edited.Templates = nil // the store has checked it
	}
	p.show()
}

func (p *templatePage) which() (core.MessageKind, string) {
	kind, _ := p.kind.Selected()
	language, _ := p.language.Selected()
	return kind, language
}

// show fills the fields with the chosen text.
func (p *templatePage) show() {
	kind, language := p.which()
	t, edited := p.screen.post.Outbox.Wordings().Template(&p.edited, kind, language)
	p.subject.SetText(t.Subject)
	p.email.SetText(t.Email)
	p.sms.SetText(t.SMS)
	p.tell(edited)
}

func (p *templatePage) tell(edited bool) {
	text, reason := i18n.T("settings.template.shipped"), i18n.T("settings.template.is_shipped")
	if edited {
		text, reason = i18n.T("settings.template.edited"), ""
	}
	p.state.Set(text)
	p.reset.SetReason(reason)
	p.meter.Set(mail.Meter(message.Count(p.sms.Text)) + " " + i18n.T("settings.template.plus"))
}

// typed takes over what the fields hold.
func (p *templatePage) typed() {
	kind, language := p.which()
	w := p.screen.post.Outbox.Wordings()
	w.SetTemplate(&p.edited, core.Template{Kind: kind, Language: language, Subject: p.subject.Text, Email: p.email.Text, SMS: p.sms.Text})
	_, edited := w.Template(&p.edited, kind, language)
	p.tell(edited)
	p.screen.edited()
}

// toShipped shows the shipped text again; undo brings back what was typed.
func (p *templatePage) toShipped() {
	kind, language := p.which()
	before := slices.Clone(p.edited.Templates)
	p.screen.post.Outbox.Wordings().ResetTemplate(&p.edited, kind, language)
	p.show()
	p.screen.edited()
	p.screen.desk.Toasts.ShowUndo(i18n.T("settings.template.reset"), func() {
		p.edited.Templates = before
		p.show()
		p.screen.edited()
	})
}

func (p *templatePage) insert() {
	mail.AskPlaceholder(p.screen.desk, nil, func(token string) {
		p.screen.desk.Focus(p.last)
		mail.Insert(p.last, token)
	})
}
