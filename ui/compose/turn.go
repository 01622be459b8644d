package compose

import (
	"context"
	"slices"

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

// redraft begins the message anew; what of the former text is lost can be had back. keep takes over that text.
func (e *Editor) redraft(keep bool, make func(ctx context.Context) (message.Draft, error)) {
	before, opened := e.draft, e.opened
	lost := !keep && (e.dirty() || before.Literal)
	if !slices.Equal(before.To, opened.To) {
		e.typedTo[before.Channel] = before.To
	}
	task.Load(e.desk.Tasks, e.key("draft"), make, func(d message.Draft, err error) {
		if err != nil {
			e.desk.Dialogs.Error(err)
			e.load()
			return
		}
		fresh := d
		if typed := e.typedTo[d.Channel]; len(typed) > 0 {
			d.To = typed
		}
		if keep {
			d.KeepText(&before)
		}
		e.take(d, fresh)
		if lost {
			e.desk.Toasts.ShowUndo(i18n.T("compose.replaced"), func() { e.take(before, opened) })
		}
	})
}

// take shows another draft, of which opened is what nobody typed.
func (e *Editor) take(d, opened message.Draft) {
	e.draft, e.opened = d, opened
	e.tried = false
	e.to.SetError("")
	e.subject.SetError("")
	e.text.SetError("")
	e.build()
	e.load()
	e.drafts.Touch()
	e.desk.TitleChanged()
}

// changeChannel lets the message take the other way. Its text comes from the template, as it is written for that way; a text
// that was typed is asked about, and one without a template stays.
func (e *Editor) changeChannel(by core.Channel) {
	turn := func(keep bool) func() {
		d := e.draft
		return func() {
			e.redraft(keep, func(ctx context.Context) (message.Draft, error) { return e.needs.Service.Redraft(ctx, d, d.Kind, by) })
		}
	}
	switch {
	case by == e.draft.Channel:
	case e.draft.Kind == core.MessageOrdinary:
		turn(true)()
	case e.draft.Text != e.opened.Text:
		e.desk.Dialogs.Show(&kit.Dialog{
			Title: i18n.T("compose.turn.title"), Severity: theme.Hint, Content: kit.NewParagraph(i18n.T("compose.turn.text", "channel", mail.Channel(by))),
			Buttons: []kit.DialogButton{
				{Text: i18n.T("compose.turn.keep"), Kind: kit.Important, Run: turn(true)},
				{Text: i18n.T("compose.turn.template"), Key: keys.Ctrl(fyne.KeyT), Run: turn(false)},
				{Text: i18n.T("compose.back"), Cancel: true, Run: func() { e.channel.Select(e.draft.Channel); e.channel.SelectAll() }},
			},
		})
	default:
		turn(false)()
	}
}

// asBefore stands in the choice of templates for the text of a message that was queued once.
const asBefore core.MessageKind = ""

// loadKinds offers the templates that make sense for what the message is about.
func (e *Editor) loadKinds() {
	kinds := []core.MessageKind{core.MessageOrdinary}
	for _, k := range message.Kinds() {
		if ofLead := e.draft.Lead != 0 && e.draft.Appointment == 0; (k == core.MessageRejection) == ofLead {
			kinds = append(kinds, k)
		}
	}
	if e.draft.Literal {
		kinds = append([]core.MessageKind{asBefore}, kinds...)
	}
	e.kind.SetOptions(options(func(k core.MessageKind) string {
		switch k {
		case asBefore:
			return i18n.T("compose.template.before")
		case core.MessageOrdinary:
			return i18n.T("compose.template.none")
		}
		return mail.Kind(k)
	}, kinds...))
	if e.draft.Literal {
		e.kind.Select(asBefore)
		return
	}
	e.kind.Select(e.draft.Kind)
}

func (e *Editor) changeKind(k core.MessageKind) {
	if k == asBefore || k == e.draft.Kind && !e.draft.Literal {
		return
	}
	d := e.draft
	e.redraft(false, func(ctx context.Context) (message.Draft, error) {
		return e.needs.Service.Redraft(ctx, d, k, d.Channel)
	})
}

func (e *Editor) changeLanguage(language string) {
	if language == e.draft.Language {
		return
	}
	d := e.draft
	d.Attachments = slices.Clone(d.Attachments)
	e.redraft(false, func(ctx context.Context) (message.Draft, error) { return d, e.needs.Service.Speak(ctx, &d, language) })
}
