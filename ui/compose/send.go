package compose

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/core/phone"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// judgeTo marks the recipient if it cannot be one; an empty field is only marked once sending was tried.
func (e *Editor) judgeTo(mark bool) {
	why := e.faultOfTo()
	if !mark || len(e.draft.To) == 0 && !e.tried {
		why = ""
	}
	e.to.SetError(why)
}

func (e *Editor) faultOfTo() string {
	switch {
	case len(e.draft.To) == 0 && e.email():
		return i18n.T(string(message.ReasonNoEmail))
	case len(e.draft.To) == 0:
		return i18n.T(string(message.ReasonNoMobile))
	case e.email():
		for _, to := range e.draft.To {
			if !core.ValidEmail(to) {
				return i18n.T("compose.bad_address", "address", to)
			}
		}
		return ""
	}
	switch n := phone.Parse(e.draft.To[0], e.desk.Settings().Basis.Country); {
	case n.Kind == phone.Landline:
		return i18n.T(string(message.ReasonLandline))
	case n.E164 == "" || !n.Valid:
		return i18n.T(string(message.ReasonNumber))
	}
	return ""
}

// enqueue puts the message into the outbox; ok are the questions that were answered with yes.
func (e *Editor) enqueue(ok message.Answers) {
	if e.busy || e.over {
		return
	}
	e.tried = true
	e.judgeTo(true)
	switch {
	case e.to.Err() != "":
		e.desk.Focus(e.to)
		return
	case strings.TrimSpace(e.draft.Text) == "":
		e.text.SetError(i18n.T("error.required"))
		e.desk.Focus(e.text)
		return
	case e.email() && strings.TrimSpace(e.draft.Subject) == "":
		e.subject.SetError(i18n.T("error.required"))
		e.desk.Focus(e.subject)
		return
	}
	e.busy = true
	e.send.Disable()
	d, actor := e.draft, e.desk.Actor()
	task.Load(e.desk.Tasks, e.key("send"), func(ctx context.Context) (core.Message, error) {
		return e.needs.Service.Enqueue(ctx, actor, d, ok)
	}, func(m core.Message, err error) {
		e.busy = false
		e.send.Enable()
		if err != nil {
			e.refused(err, ok)
			return
		}
		e.over = true
		if e.sent != nil {
			e.sent(m)
		}
	})
}

// refused asks what the outbox wants to know, or says why it does not take the message; nothing that was typed is lost.
func (e *Editor) refused(err error, ok message.Answers) {
	var gaps *message.GapsError
	var before *message.SentBeforeError
	again := func(ok message.Answers) func() { return func() { e.enqueue(ok) } }
	back := kit.DialogButton{Text: i18n.T("compose.back"), Cancel: true}
	switch {
	case errors.As(err, &gaps):
		lines := make([]string, len(gaps.Gaps))
		for i, g := range gaps.Gaps {
			lines[i] = "• " + mail.Gap(g)
		}
		ok.Gaps = true
		e.desk.Dialogs.Warn(i18n.T("compose.ask_gaps.title"), i18n.T("compose.ask_gaps.text", "gaps", strings.Join(lines, "\n")),
			kit.DialogButton{Text: i18n.T("compose.ask_gaps.send"), Run: again(ok)},
			kit.DialogButton{Text: back.Text, Kind: kit.Important, Key: back.Key, Cancel: true})
	case errors.As(err, &before):
		ok.Repeat = true
		e.desk.Dialogs.Warn(i18n.T("compose.ask_repeat.title"), i18n.T("compose.ask_repeat.text", "message", before.Message.Label(),
			"state", mail.State(before.Message.State), "time", i18n.Stamp(before.Message.Meta.UpdatedAt.In(e.desk.Zone()))),
			kit.DialogButton{Text: i18n.T("compose.ask_repeat.send"), Kind: kit.Important, Run: again(ok)}, back)
	case len(core.FieldErrors(err)) > 0:
		e.refuseFields(core.FieldErrors(err), err)
	default:
		e.desk.Dialogs.Error(err)
	}
}

func (e *Editor) refuseFields(faults []*core.Error, err error) {
	for _, f := range faults {
		fields := map[core.Field]*kit.Entry{core.FieldRecipient: e.to, core.FieldSubject: e.subject, core.FieldText: &e.text.Entry}
		if entry := fields[f.Field]; entry != nil && (f.Field != core.FieldRecipient || aboutAddress(f)) {
			entry.SetError(i18n.Error(core.WithoutField(f)))
			e.desk.Focus(entry)
			return
		}
	}
	e.draft.Hindrance = err
	e.preview.refresh()
	e.desk.Dialogs.Error(core.WithoutField(err))
}

// replace puts what GSM-7 knows in the place of the character that makes the SMS longer, wherever it came from.
func (e *Editor) replace(s message.Segments) {
	e.edit(func(text string) string { return strings.ReplaceAll(text, string(s.Forced), s.Replacement) })
}

// plain does so for all of them.
func (e *Editor) plain() {
	e.edit(message.Plain)
	if r := e.rendering(); r.Segments.UCS2 {
		e.desk.Toasts.Tell(theme.Warning, i18n.T("compose.still_ucs2", "character", string(r.Segments.Forced)))
	}
}

// edit changes text and values alike; it can be taken back.
func (e *Editor) edit(change func(string) string) {
	before := e.draft
	e.draft.Text = change(e.draft.Text)
	values := message.Values{}
	for name, v := range e.draft.Values {
		values[name] = change(v)
	}
	e.draft.Values = values
	e.text.SetText(e.draft.Text)
	e.touch()
	e.desk.Focus(e.text)
	e.desk.Toasts.ShowUndo(i18n.T("compose.replaced_characters"), func() {
		e.draft.Text, e.draft.Values = before.Text, before.Values
		e.text.SetText(before.Text)
		e.touch()
	})
}

// loadFiles lists the attachments in the form, each with its button to take it out.
func (e *Editor) loadFiles() {
	e.files.Objects = nil
	for i, a := range e.draft.Attachments {
		e.files.Add(kit.Border(nil, nil, nil, kit.NewButton(i18n.T("compose.detach"), func() { e.detach(i) }),
			kit.Beside(kit.NewText(a.Name), kit.NewMuted(about(&e.draft, a)).AtLeast(0))))
	}
	if len(e.draft.Attachments) == 0 {
		e.files.Add(kit.NewMuted(i18n.T("compose.no_attachments")))
	}
	e.files.Refresh()
	e.form.Refresh()
}

func (e *Editor) detachLast() { e.detach(len(e.draft.Attachments) - 1) }

func (e *Editor) detach(i int) {
	before := e.draft.Attachments
	if i < 0 || i >= len(before) {
		return
	}
	e.draft.Attachments = slices.Delete(slices.Clone(before), i, i+1)
	e.loadFiles()
	e.touch()
	e.desk.Focus(e.text)
	e.desk.Toasts.ShowUndo(i18n.T("compose.detached", "file", before[i].Name), func() {
		e.draft.Attachments = before
		e.loadFiles()
		e.touch()
	})
}

// askAttach asks for a file and reads it.
func (e *Editor) askAttach() {
	var read core.Attachment
	e.desk.AskFile(desk.FileQuestion{
		Title: i18n.T("compose.attach"), Run: i18n.T("compose.attach_run"), Task: e.key("attach"), Browse: e.needs.Browse,
		Take: func(_ context.Context, path string) (err error) {
			read, err = e.needs.Attach(path)
			return core.WithoutField(err)
		},
		Then: func(path string) {
			e.draft.Attachments = append(slices.Clone(e.draft.Attachments), read)
			e.loadFiles()
			e.touch()
			e.desk.Toasts.Show(i18n.T("compose.attached", "file", filepath.Base(path)))
		},
	})
}
