package desk

import (
	"context"
	"strings"

	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// FileQuestion asks for a file by its path; Browse lets the user look for it instead. Take, unless it is nil, is
// done with it away from the window: its error stands at the path, which can be corrected. Then follows a success.
type FileQuestion struct {
	Title  string
	Text   string // what kind of file; may be empty
	Run    string // the text of the button
	Task   string // key of the work
	Browse func(chosen func(path string))
	Take   func(ctx context.Context, path string) error
	Then   func(path string)
}

// AskFile shows the question.
func (d *Desk) AskFile(q FileQuestion) {
	path := kit.NewEntry("")
	question := &kit.Dialog{Title: q.Title, Width: 560, First: path}
	run := func() {
		file := strings.Trim(path.Text, ` "'`) // a file manager's "copy as path" puts it in quotation marks
		if file == "" {
			path.SetError(i18n.T("error.required"))
			return
		}
		if q.Take == nil {
			d.Dialogs.Close(question)
			q.Then(file)
			return
		}
		d.Tasks.Run(q.Task, func(ctx context.Context, _ task.Progress) error { return q.Take(ctx, file) }, func(err error) {
			if err != nil {
				path.SetError(i18n.Error(err))
				return
			}
			d.Dialogs.Close(question)
			q.Then(file)
		})
	}
	browse := kit.NewButton(i18n.T("desk.file.browse"), func() { q.Browse(path.SetText) })
	question.Content = kit.NewForm(1).Add(i18n.T("desk.file.path"), kit.Border(nil, nil, nil, browse, path))
	if q.Text != "" {
		question.Content = kit.Below(kit.NewParagraph(q.Text), question.Content)
	}
	question.Buttons = []kit.DialogButton{
		{Text: q.Run, Kind: kit.Important, Stay: true, Run: run},
		{Text: i18n.T("desk.file.back"), Cancel: true},
	}
	d.Dialogs.Show(question)
}
