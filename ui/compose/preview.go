package compose

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// preview is the message as it will go out, with what is to be said about it.
type preview struct {
	editor  *Editor
	content *fyne.Container
	body    *fyne.Container
	notices *fyne.Container
	facts   *fyne.Container
	subject *mail.Rendered
	text    *mail.Rendered
	meter   *kit.Text
	files   *fyne.Container
}

func newPreview(e *Editor) *preview {
	p := &preview{editor: e, notices: kit.Findings(), facts: container.NewStack(), subject: mail.NewRendered(), text: mail.NewRendered(), meter: kit.NewMuted(""), files: kit.Below()}
	p.body = kit.Below(p.notices, p.facts, kit.Panel(kit.Below(p.subject, p.text)), p.meter, p.files)
	title := kit.NewText(i18n.T("compose.preview")).Sized(theme.SizeSection).Bold()
	p.content = kit.Panel(kit.Border(title, nil, nil, nil, container.NewVScroll(kit.Pad(p.body, theme.GapFrame, theme.GapFrame))))
	return p
}

// refresh shows the draft as it stands.
func (p *preview) refresh() {
	e := p.editor
	d, r := &e.draft, e.rendering()
	p.facts.Objects = []fyne.CanvasObject{p.head(d)}
	p.subject.Hide()
	if e.email() {
		p.subject.Fill(core.FieldSubject, r.Subject, r.Gaps)
		p.subject.Show()
	}
	p.text.Fill(core.FieldText, strings.TrimRight(r.Text, "\n"), r.Gaps)
	p.meter.Hide()
	if e.bySMS() {
		p.meter.Set(mail.Meter(r.Segments))
		p.meter.Show()
	}
	p.files.Objects = nil
	for _, a := range e.attached() {
		p.files.Add(kit.Beside(kit.NewIcon(theme.Tinted(theme.IconFile, theme.ColorMuted)), kit.NewText(a.Name), kit.NewMuted(about(d, a))))
	}
	p.notices.Objects = p.rows(r)
	p.notices.Hide()
	if len(p.notices.Objects) > 0 {
		p.notices.Show()
	}
	p.content.Refresh()
}

// head is whom the message goes to, and from whom it comes.
func (p *preview) head(d *message.Draft) fyne.CanvasObject {
	to := kit.Border(nil, nil, kit.NewMuted(i18n.T("compose.to.email")), nil, kit.NewText(i18n.OrDash(strings.Join(d.To, ", "))).AtLeast(0))
	if from := p.from(); from != "" {
		return kit.Below(to, kit.Border(nil, nil, kit.NewMuted(i18n.T("compose.from")), nil, kit.NewText(from).AtLeast(0)))
	}
	return to
}

// from is the sender of an e-mail; an SMS has the number of the service.
func (p *preview) from() string {
	if !p.editor.email() {
		return ""
	}
	return p.editor.desk.Settings().Mail.From
}

// rows are what stands in the way, what is missing, and what will happen.
func (p *preview) rows(r message.Rendering) []fyne.CanvasObject {
	e := p.editor
	var rows []fyne.CanvasObject
	if err := e.draft.Hindrance; err != nil && !aboutAddress(err) {
		rows = append(rows, kit.FindingRow(theme.Failure, i18n.Error(core.WithoutField(err)), p.way(err)...))
	}
	if len(r.Gaps) > 0 {
		var names []string
		for _, g := range r.Gaps {
			names = append(names, mail.Gap(g))
		}
		rows = append(rows, kit.FindingRow(theme.Warning, i18n.T("compose.gaps", "gaps", strings.Join(names, ", "))))
	}
	if e.bySMS() {
		replace := kit.NewButton(i18n.T("compose.replace", "text", r.Segments.Replacement), func() { e.replace(r.Segments) })
		if r.Segments.Replacement == "" {
			replace = kit.NewButton(i18n.T("compose.remove_character"), func() { e.replace(r.Segments) })
		}
		if row := mail.Forced(r.Segments, replace, e.button("compose.plain")); row != nil {
			rows = append(rows, row)
		}
	}
	if hint := p.happens(); hint != "" {
		rows = append(rows, kit.FindingRow(theme.Hint, hint))
	}
	return rows
}

// happens says what will happen to the message.
func (p *preview) happens() string {
	e := p.editor
	set := e.desk.Settings()
	switch {
	case !e.email():
		return i18n.T("compose.happens.sms")
	case e.draft.BySMS:
		return i18n.T("compose.happens.by_sms", "mobile", i18n.OrDash(e.draft.Mobile))
	case set.Mail.Module.Valid():
		return i18n.T("compose.happens."+i18n.Number(int(set.Mail.Module)), "server", i18n.OrDash(set.Mail.SMTP.Host))
	}
	return ""
}

// way leads to the setting by which a hindrance can be resolved.
func (p *preview) way(err error) []*kit.Button {
	var refused *core.Error
	if !errors.As(err, &refused) {
		return nil
	}
	settings := map[core.Field]string{core.FieldModule: "mail.module", core.FieldSMSConfirmation: "activation", "": "activation"}
	key, ok := settings[refused.Field]
	if !ok {
		return nil
	}
	return []*kit.Button{kit.NewButton(i18n.T("compose.to_settings"), func() { p.editor.desk.Go.OpenSettings(key) })}
}

// aboutAddress tells whether a hindrance is the recipient's field to show.
func aboutAddress(err error) bool {
	for _, why := range []core.Reason{message.ReasonNoEmail, message.ReasonNoMobile, message.ReasonLandline, message.ReasonNumber, message.ReasonSMSOneNumber, core.ReasonEmail} {
		if errors.Is(err, why) {
			return true
		}
	}
	return false
}

// about says what an attachment is.
func about(d *message.Draft, a core.Attachment) string {
	if strings.HasPrefix(a.Type, "text/calendar") {
		return i18n.T("compose.calendar", "time", i18n.When(d.DropOff))
	}
	return i18n.Bytes(len(a.Content))
}
