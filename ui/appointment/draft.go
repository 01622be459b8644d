package appointment

import (
	"encoding/json"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
)

func (e *Editor) unsaved() (title string, content any, dirty bool) {
	return e.Title(), copyDraft(e.draft), e.dirty()
}

// Restore makes the editor as it was when the program ended: on the records as they had been read, so that what others saved
// since is met as a conflict, and under the operation id of then, so that nothing is booked twice.
func Restore(d *desk.Desk, s Service, draft core.Draft, saved func(booking.Saved)) (*Editor, error) {
	held := new(booking.Draft)
	if err := json.Unmarshal(draft.Content, held); err != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "read draft", Err: err}
	}
	e := newEditor(d, s, held, draft.Key, saved)
	e.opened = memento{} // none of it is saved
	return e, nil
}
