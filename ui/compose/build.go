package compose

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Sizes of the editor: the lines of the text field, and the form's share of the window.
const (
	textLines = 17
	formShare = 0.52
)

func (e *Editor) buildFields() {
	e.channel = kit.NewSelect(options(mail.Channel, core.ChannelEmail, core.ChannelSMS)...)
	e.channel.OnPicked = e.changeChannel
	e.kind = kit.NewSelect[core.MessageKind]()
	e.kind.OnPicked = e.changeKind
	e.language = kit.NewSelect(options(func(l string) string { return i18n.T("desk.language." + l) }, i18n.German, i18n.English)...)
	e.language.OnPicked = e.changeLanguage
	e.to = kit.NewEntry("")
	e.to.OnChanged = func(text string) { e.draft.To = addresses(text, e.email()); e.judgeTo(e.tried); e.touch() }
	e.to.OnFocus = func(gained bool) {
		if !gained {
			e.judgeTo(true)
		}
	}
	e.subject = kit.NewEntry("")
	e.subject.OnChanged = func(text string) { e.draft.Subject = text; e.subject.SetError(""); e.touch() }
	e.text = kit.NewNotes("", textLines).Growing(kit.AllRoom)
	e.text.OnChanged = func(text string) { e.draft.Text = text; e.text.SetError(""); e.touch() }
	e.files = kit.Below()
}

func options[T comparable](text func(T) string, values ...T) []kit.Option[T] {
	list := make([]kit.Option[T], len(values))
	for i, v := range values {
		list[i] = kit.Option[T]{Value: v, Text: text(v)}
	}
	return list
}

// addresses are those in a field; a number is one address, whatever stands in it.
func addresses(text string, email bool) []string {
	if !email {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return []string{text}
	}
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \t", r) })
}

// build puts the parts together; it is done again when the message takes another way.
func (e *Editor) build() {
	e.form = kit.NewForm(2)
	e.form.Add(i18n.T("compose.channel"), e.channel)
	if !e.draft.Literal {
		e.form.Add(i18n.T("compose.language"), e.language)
	}
	e.form.AddWide(i18n.T("compose.template"), e.kind)
	e.form.AddWide(i18n.T("compose.to."+string(e.draft.Channel)), e.to)
	if e.email() {
		e.form.AddWide(i18n.Field(core.FieldSubject), e.subject)
	}
	e.form.AddWide(i18n.Field(core.FieldText), e.text)
	e.send = e.button("compose.send").As(kit.Important)
	buttons := []fyne.CanvasObject{}
	if !e.draft.Literal {
		buttons = append(buttons, e.button("compose.insert"))
	}
	if e.email() {
		e.form.AddWide(i18n.T("compose.attachments"), e.files)
		buttons = append(buttons, e.button("compose.attach"))
	}
	inset := kit.Border(nil, nil, nil, kit.Wide(container.NewWithoutLayout(), theme.GapWide), e.form)
	e.scroll = container.NewScroll(inset)
	e.split = e.desk.SplitAt("compose.split", formShare, container.NewHSplit(kit.Panel(e.scroll), e.preview.content))
	leave := kit.NewButton(i18n.T("compose.leave.discard"), e.desk.Go.Back).WithKey(keys.Plain(fyne.KeyEscape))
	bar := kit.Flow(append(buttons, kit.Gap(), leave, e.send)...)
	inner := kit.PadScreen(kit.Border(nil, kit.Pad(bar, theme.Gap, 0), nil, nil, e.split.Split))
	if stack, ok := e.content.(*fyne.Container); ok {
		stack.Objects = []fyne.CanvasObject{inner}
		stack.Refresh()
		return
	}
	e.content = container.NewStack(inner)
}

// load shows the draft in all fields.
func (e *Editor) load() {
	e.channel.Select(e.draft.Channel)
	e.loadKinds()
	e.language.Select(e.draft.Language)
	e.to.SetText(strings.Join(e.draft.To, ", "))
	e.subject.SetText(e.draft.Subject)
	e.text.SetText(e.draft.Text)
	e.loadFiles()
	e.preview.refresh()
}

// askInsert offers the placeholders; the chosen one is put where the cursor stands.
func (e *Editor) askInsert() { mail.AskPlaceholder(e.desk, e.draft.Values, e.insert) }

func (e *Editor) insert(token string) {
	mail.Insert(e.text, token)
	e.draft.Text = e.text.Text
	e.touch()
	e.desk.Focus(e.text)
}
