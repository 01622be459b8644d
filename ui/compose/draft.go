package compose

import (
	"encoding/json"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk"
)

func (e *Editor) unsaved() (title string, content any, dirty bool) {
	d := e.draft
	d.Hindrance = nil // found anew when it is read
	return e.Title(), d, e.dirty()
}

// Held reads the message that a draft holds, with its files. Whether it can go out has to be judged anew.
func Held(draft core.Draft) (message.Draft, error) {
	var d message.Draft
	if err := json.Unmarshal(draft.Content, &d); err != nil {
		return message.Draft{}, &core.Error{Kind: core.Corrupt, Op: "read draft", Err: err}
	}
	return d, nil
}

// Restore makes the editor of a message that a draft with this key held, under the operation id of then, so that it is
// queued once; sent and dropped are as with New.
func Restore(d *desk.Desk, n Needs, held message.Draft, key string, sent func(core.Message), dropped func(message.Draft)) *Editor {
	e := newEditor(d, n, held, key, sent, dropped)
	e.opened = message.Draft{} // none of it is queued
	return e
}
