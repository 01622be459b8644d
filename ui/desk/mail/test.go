package mail

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"terminwerk/core/message"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Tester sends a message at once, past the outbox.
type Tester interface {
	Test(ctx context.Context, to, subject, text string) (message.Result, error)
}

// AskTest asks for an address, or a mobile number for an SMS, sends a test message there by the stored settings and shows
// the dialogue with the server, secrets masked. done is called after each test.
func AskTest(d *desk.Desk, s Tester, to string, done func()) {
	const wide, high = 640, 290
	entry := kit.NewEntry(i18n.T("outbox.test.placeholder"))
	entry.SetText(to)
	told := kit.Below()
	tell := func(severity theme.Severity, words string) {
		told.Objects = []fyne.CanvasObject{kit.FindingRow(severity, words)}
		told.Refresh()
	}
	transcript := widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	transcript.Wrapping = fyne.TextWrapWord
	reader := kit.NewReader(kit.Below(told, transcript)).AtLeast(wide, high)
	dialog := &kit.Dialog{Title: i18n.T("outbox.test"), Width: wide, First: entry, OnClosed: func() { d.Tasks.Cancel("mail.test") }}
	send := func() {
		to := strings.TrimSpace(entry.Text)
		if to == "" {
			entry.SetError(i18n.T("error.required"))
			return
		}
		entry.SetError("")
		tell(theme.Hint, i18n.T("outbox.test.running"))
		transcript.SetText("")
		task.Load(d.Tasks, "mail.test", func(ctx context.Context) (message.Result, error) {
			return s.Test(ctx, to, i18n.T("outbox.test.subject"), i18n.T("outbox.test.body"))
		}, func(r message.Result, err error) {
			tell(said(r, err))
			transcript.SetText(strings.Join(r.Transcript, "\n"))
			reader.Top()
			if done != nil {
				done()
			}
		})
	}
	dialog.Content = kit.Below(kit.NewParagraph(i18n.T("outbox.test.text")), kit.NewForm(1).Add(i18n.T("outbox.test.to"), entry), reader)
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("outbox.test.run"), Kind: kit.Important, Stay: true, Run: send},
		{Text: i18n.T("outbox.test.close"), Cancel: true},
	}
	d.Dialogs.Show(dialog)
	entry.SelectAll()
}

// said is the result of a test in words.
func said(r message.Result, err error) (theme.Severity, string) {
	switch {
	case err != nil:
		return theme.Failure, i18n.Error(err)
	case r.Taken():
		return theme.Success, i18n.Join(i18n.T("outbox.test.taken."+string(r.Outcome)), r.Words)
	}
	why := ""
	if r.Reason != "" {
		why = i18n.T(r.Reason)
	}
	if why = i18n.Join(why, r.Words); why == "" {
		why = i18n.T("outbox.test.outcome." + string(r.Outcome))
	}
	return theme.Failure, i18n.T("outbox.test.refused", "why", why)
}
