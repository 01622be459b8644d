// Package compose is the editor of one message: recipient, text with its placeholders, attachments, and beside them the
// message as it will go out. Sending puts it into the outbox.
package compose

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

// Service is what the editor needs of the outbox.
type Service interface {
	Redraft(ctx context.Context, d message.Draft, kind core.MessageKind, by core.Channel) (message.Draft, error)
	Speak(ctx context.Context, d *message.Draft, language string) error
	Enqueue(ctx context.Context, actor string, d message.Draft, ok message.Answers) (core.Message, error)
}

// Needs is what the editor is given.
type Needs struct {
	Service Service
	Attach  func(path string) (core.Attachment, error) // reads a file whole
	Browse  func(chosen func(path string))             // lets the user look for a file
}

// Editor is one message being written.
type Editor struct {
	desk    *desk.Desk
	needs   Needs
	scope   keys.Scope
	draft   message.Draft
	opened  message.Draft
	sent    func(core.Message)
	dropped func(message.Draft)
	drafts  *desk.Autosave

	commands []keys.Command
	content  fyne.CanvasObject
	form     *kit.Form
	channel  *kit.Combo[core.Channel]
	kind     *kit.Combo[core.MessageKind]
	language *kit.Combo[string]
	to       *kit.Entry
	subject  *kit.Entry
	text     *kit.Notes
	files    *fyne.Container
	preview  *preview
	send     *kit.Button
	scroll   *container.Scroll
	split    *desk.Split
	shown    bool
	busy     bool
	tried    bool
	over     bool                      // sent, or thrown away
	typedTo  map[core.Channel][]string // recipients typed by hand, by the way they are for
}

// New makes the editor of a draft. sent is called when the message is in the outbox, before anything else happens; dropped
// when the editor was left without sending. Both may be nil.
func New(d *desk.Desk, n Needs, draft message.Draft, sent func(core.Message), dropped func(message.Draft)) *Editor {
	return newEditor(d, n, draft, "", sent, dropped)
}

func newEditor(d *desk.Desk, n Needs, draft message.Draft, key string, sent func(core.Message), dropped func(message.Draft)) *Editor {
	e := &Editor{desk: d, needs: n, scope: d.NewScope("compose"), draft: draft, opened: draft, sent: sent, dropped: dropped, typedTo: map[core.Channel][]string{}}
	e.drafts = d.NewAutosave(key, core.EntityMessage, e.unsaved)
	e.register()
	e.preview = newPreview(e)
	e.buildFields()
	e.build()
	e.load()
	return e
}

func (e *Editor) register() {
	commands := []keys.Command{
		{ID: "compose.send", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: func() { e.enqueue(message.Answers{}) }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyS)}},
		{ID: "compose.attach", Shortcut: keys.CtrlShift(fyne.KeyA), Run: e.askAttach, Enabled: e.email},
		{ID: "compose.detach", Shortcut: keys.Ctrl(fyne.KeyD), Run: e.detachLast, Enabled: func() bool { return e.email() && len(e.draft.Attachments) > 0 }},
		{ID: "compose.plain", Shortcut: keys.Ctrl(fyne.KeyG), Run: e.plain, Enabled: func() bool { return e.bySMS() && e.rendering().Segments.UCS2 }},
		{ID: "compose.insert", Shortcut: keys.Plain(fyne.KeyInsert), Run: e.askInsert, Enabled: func() bool { return !e.draft.Literal }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, e.scope
	}
	e.commands = commands
	e.desk.Keys.MustAdd(commands...)
}

// button is the button of one of the editor's own commands.
func (e *Editor) button(id string) *kit.Button {
	c := e.commands[slices.IndexFunc(e.commands, func(c keys.Command) bool { return c.ID == id })]
	return kit.NewButton(c.Text(), c.Run).WithKey(c.Shortcut)
}

func (e *Editor) email() bool { return e.draft.Channel == core.ChannelEmail }

// bySMS tells whether the text goes out as an SMS.
func (e *Editor) bySMS() bool { return !e.email() || e.draft.BySMS }

// attached are the files that go with the message; an SMS takes none.
func (e *Editor) attached() []core.Attachment {
	if !e.email() {
		return nil
	}
	return e.draft.Attachments
}

// rendering is the message as it would go out now.
func (e *Editor) rendering() message.Rendering { return e.draft.Render() }

// Title names the message and whom it goes to.
func (e *Editor) Title() string {
	return i18n.T("compose.title", "channel", mail.Channel(e.draft.Channel), "kind", mail.Kind(e.draft.Kind), "name", i18n.OrDash(e.draft.Name))
}

// Content is form and preview.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Scope is where the editor's keys work.
func (e *Editor) Scope() keys.Scope { return e.scope }

// Shown puts the focus where something is missing; a message that is complete only wants Enter.
func (e *Editor) Shown() {
	e.preview.refresh()
	if e.shown {
		return
	}
	e.shown = true
	switch {
	case len(e.draft.To) == 0:
		e.desk.Focus(e.to)
	case strings.TrimSpace(e.draft.Text) == "" && e.email():
		e.desk.Focus(e.subject)
	case strings.TrimSpace(e.draft.Text) == "" || e.draft.Replaces != 0:
		e.desk.Focus(e.text)
	default:
		e.desk.Focus(e.send)
	}
}

// dirty tells whether something was changed since the editor was opened.
func (e *Editor) dirty() bool {
	return e.draft.Subject != e.opened.Subject || e.draft.Text != e.opened.Text || !slices.Equal(e.draft.To, e.opened.To) ||
		!slices.EqualFunc(e.draft.Attachments, e.opened.Attachments, sameFile)
}

func sameFile(a, b core.Attachment) bool { return a.Name == b.Name && len(a.Content) == len(b.Content) }

// Leave asks first when something would be lost.
func (e *Editor) Leave(then func()) {
	switch {
	case e.busy:
	case e.over || !e.dirty():
		e.drop(then)
	default:
		e.desk.Dialogs.Warn(i18n.T("compose.leave.title"), i18n.T("compose.leave.text"),
			kit.DialogButton{Text: i18n.T("compose.send"), Kind: kit.Important, Key: keys.Ctrl(fyne.KeyS), Run: func() { e.enqueue(message.Answers{}) }},
			kit.DialogButton{Text: i18n.T("compose.leave.discard"), Key: keys.Ctrl(fyne.KeyD), Run: func() { e.drop(then) }},
			kit.DialogButton{Text: i18n.T("compose.leave.stay"), Cancel: true})
	}
}

func (e *Editor) drop(then func()) {
	told := !e.over && e.dropped != nil
	e.over = true
	then()
	if told {
		e.dropped(e.draft)
	}
}

// Changed has nothing to show anew but what the settings say about the way.
func (e *Editor) Changed(ev core.Event) {
	if desk.Touches(ev, core.EntitySettings) {
		e.preview.refresh()
	}
}

// Close ends the editor.
func (e *Editor) Close() {
	e.desk.Tasks.Cancel(e.key("draft"))
	e.drafts.Drop()
	e.split.Keep()
}

// touch shows the message as it stands now, and keeps it soon.
func (e *Editor) touch() {
	e.preview.refresh()
	e.drafts.Touch()
}

func (e *Editor) key(work string) string { return string(e.scope) + "." + work }

var _ desk.View = (*Editor)(nil)
