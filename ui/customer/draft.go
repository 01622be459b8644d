package customer

import (
	"encoding/json"

	"terminwerk/core"
	"terminwerk/ui/desk"
)

// unsaved is what the dialog holds beyond the store.
type unsaved struct {
	Record core.Customer // the one that the input is about
	Lead   core.ID
	Values []core.FieldValue
}

func (e *Editor) unsaved() (title string, content any, dirty bool) {
	return e.Title(), unsaved{e.record, e.lead, e.sheet.Values()}, e.sheet.Dirty()
}

// Restore makes the dialog as it was when the program ended: with the record as it had been read, so that what others saved
// since is shown beside the input when it is saved. done gets the lead too, 0 for none.
func Restore(d *desk.Desk, s Service, draft core.Draft, done func(lead core.ID, saved *core.Customer)) (*Editor, error) {
	var held unsaved
	if err := json.Unmarshal(draft.Content, &held); err != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "read draft", Err: err}
	}
	e := newEditor(d, s, held.Record, held.Lead, draft.Key, func(saved *core.Customer) { done(held.Lead, saved) })
	e.sheet.Retype(held.Values)
	return e, nil
}
