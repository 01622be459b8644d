package leads

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Intake takes a record of the quarantine in again after it was corrected; Invalid says what is still wrong, and then
// nothing has changed.
type Intake interface {
	TakeAgain(ctx context.Context, actor string, q core.Quarantined) (core.ImportResult, error)
}

// Mend is the dialog in which one record of the quarantine is corrected: every value as it came, what is wrong beside it.
type Mend struct {
	desk   *desk.Desk
	intake Intake
	scope  keys.Scope
	done   func()

	record core.Quarantined
	drafts *desk.Autosave
	ended  bool
	busy   bool

	content fyne.CanvasObject
	why     *fyne.Container
	form    *kit.Form
	text    *kit.Notes // instead of the form, of a record that could not be taken apart
	sheet   *desk.Sheet
}

// fieldRaw stands for the text of a record that could not be taken apart.
const fieldRaw core.Field = "raw"

// NewMend makes the dialog of a record that can be corrected. done is called once, when it has come to its end.
func NewMend(d *desk.Desk, in Intake, q core.Quarantined, done func()) *Mend {
	return newMend(d, in, q, "", done)
}

func newMend(d *desk.Desk, in Intake, q core.Quarantined, draft string, done func()) *Mend {
	m := &Mend{desk: d, intake: in, scope: d.NewScope("leads.mend"), done: done, record: q, why: kit.Below(), form: kit.NewForm(2), sheet: desk.NewSheet()}
	m.drafts = d.NewAutosave(draft, core.EntityQuarantine, m.unsaved)
	m.sheet.OnChanged = func(core.Field) { m.drafts.Touch() }
	take := keys.Command{ID: "leads.mend_take", TextKey: "leads.mend_take", Scope: m.scope, Shortcut: keys.Ctrl(fyne.KeyReturn), Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyS)}, Run: func() { m.take(nil) }}
	d.Keys.MustAdd(take)
	foot := kit.Below(kit.Rule(), kit.Beside(kit.NewButton(take.Text(), take.Run).WithKey(take.Shortcut).As(kit.Important)))
	m.content = kit.PadScreen(kit.Border(m.why, foot, nil, nil, kit.Pad(m.build(), theme.GapTight, 0)))
	m.sheet.Fill(m.values())
	m.refused(core.Refuse(q.Field, q.Why))
	return m
}

// build makes the fields, with the text as received below them, or one large field for that text.
func (m *Mend) build() fyne.CanvasObject {
	if len(m.record.Cells) == 0 {
		m.text = m.sheet.Notes(0, fieldRaw, kit.NewNotes("", 6))
		return m.text
	}
	for i, c := range m.record.Cells {
		f := m.field(i)
		if long(c) {
			m.form.AddWide(label(c), m.sheet.Notes(0, f, kit.NewNotes("", 2)))
		} else {
			m.form.Add(label(c), m.sheet.Entry(0, f, kit.NewEntry("")))
		}
	}
	raw := kit.NewValue(m.record.Raw)
	raw.Anywhere()
	fields := kit.ScrollForm(m.form)
	split := container.NewVSplit(fields, kit.TitledPanel(i18n.T("leads.quarantine_raw"), container.NewVScroll(raw)))
	split.SetOffset(0.75)
	return split
}

// field is the name of a cell in the sheet; one without a meaning, or with that of another, has its place for a name.
func (m *Mend) field(i int) core.Field {
	f := m.record.Cells[i].Field
	for _, c := range m.record.Cells[:i] {
		if c.Field == f {
			f = ""
		}
	}
	if f == "" {
		return core.Field("#" + strconv.Itoa(i+1))
	}
	return f
}

func long(c core.Cell) bool {
	return c.Field == core.FieldNotes || c.Field == core.FieldComments || c.Field == core.FieldWork || strings.Contains(c.Value, "\n")
}

func label(c core.Cell) string {
	switch {
	case c.Field != "":
		return i18n.Field(c.Field)
	case c.Name != "":
		return c.Name
	}
	return i18n.T("leads.mend_beyond")
}

// values are the record's own, under the names of the sheet.
func (m *Mend) values() []core.FieldValue {
	if m.text != nil {
		return []core.FieldValue{{Field: fieldRaw, Value: m.record.Raw}}
	}
	list := make([]core.FieldValue, len(m.record.Cells))
	for i, c := range m.record.Cells {
		list[i] = core.FieldValue{Field: m.field(i), Value: c.Value}
	}
	return list
}

// collect is the record as the dialog shows it now.
func (m *Mend) collect() core.Quarantined {
	q := m.record
	if m.text != nil {
		q.Raw = m.text.Text
		return q
	}
	q.Cells = make([]core.Cell, len(m.record.Cells))
	for i, v := range m.sheet.Values() {
		q.Cells[i] = m.record.Cells[i]
		q.Cells[i].Value = v.Value
	}
	return q
}

// take takes the record in as it is now and goes on with then, by default out of the dialog.
func (m *Mend) take(then func()) {
	if m.busy || m.ended {
		return
	}
	q, actor := m.collect(), m.desk.Actor()
	m.busy = true
	task.Load(m.desk.Tasks, string(m.scope)+".take", func(ctx context.Context) (core.ImportResult, error) {
		return m.intake.TakeAgain(ctx, actor, q)
	}, func(r core.ImportResult, err error) {
		m.busy = false
		if err != nil {
			m.refused(err)
			return
		}
		m.desk.Toasts.Show(i18n.T(outcome(r)))
		if then == nil {
			then = m.end
		}
		m.drafts.Drop()
		then()
	})
}

func outcome(r core.ImportResult) string {
	switch {
	case r.New > 0:
		return "leads.mended.new"
	case r.Updated > 0:
		return "leads.mended.updated"
	case r.Cancelled > 0:
		return "leads.mended.cancelled"
	}
	return "leads.mended.unchanged"
}

// refused shows what is wrong: where it came from and why at the top, and at the field if there is one.
func (m *Mend) refused(err error) {
	faults := core.FieldErrors(err)
	if len(faults) == 0 {
		m.desk.Dialogs.Error(err)
		return
	}
	for _, v := range m.sheet.Values() {
		m.sheet.Clear(v.Field)
	}
	m.why.Objects = []fyne.CanvasObject{kit.FindingRow(theme.Failure, i18n.Error(err))}
	m.why.Refresh()
	place, _ := m.sheet.Refuse(err)
	if place == nil {
		m.desk.Focus(m.first())
		return
	}
	m.desk.Focus(place.Control)
}

// first is where the cursor goes when no field is to blame.
func (m *Mend) first() fyne.Focusable {
	if m.text != nil {
		return m.text
	}
	return m.form.First()
}

// Title names file and line.
func (m *Mend) Title() string {
	if m.record.Line == 0 {
		return i18n.T("leads.mend_title", "file", m.record.File)
	}
	return i18n.T("leads.mend_title_line", "file", m.record.File, "line", m.record.Line)
}

// Content is the dialog.
func (m *Mend) Content() fyne.CanvasObject { return m.content }

// Scope is where the dialog's keys work.
func (m *Mend) Scope() keys.Scope { return m.scope }

// Shown puts the focus into the field at fault, else into the first one.
func (m *Mend) Shown() {
	if !m.form.FocusError() {
		m.desk.Focus(m.first())
	}
}

// Leave asks when something typed would be lost.
func (m *Mend) Leave(then func()) {
	switch {
	case m.busy:
	case !m.sheet.Dirty():
		then()
	default:
		m.desk.AskUnsaved(m.Title(), func() { m.take(then) }, then)
	}
}

// Changed is of no concern: taking in says when somebody else dealt with the record.
func (m *Mend) Changed(core.Event) {}

// Close ends the dialog.
func (m *Mend) Close() {
	m.drafts.Drop()
	m.end()
}

func (m *Mend) end() {
	if m.ended {
		return
	}
	m.ended = true
	m.done()
}

// mending is what the dialog holds beyond the store.
type mending struct {
	Record core.Quarantined
	Values []core.FieldValue
}

func (m *Mend) unsaved() (title string, content any, dirty bool) {
	return m.Title(), mending{m.record, m.sheet.Values()}, m.sheet.Dirty()
}

// RestoreMend makes the dialog as it was when the program ended.
func RestoreMend(d *desk.Desk, in Intake, draft core.Draft, done func()) (*Mend, error) {
	var held mending
	if err := json.Unmarshal(draft.Content, &held); err != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "read draft", Err: err}
	}
	m := newMend(d, in, held.Record, draft.Key, done)
	m.sheet.Retype(held.Values)
	return m, nil
}

var _ desk.View = (*Mend)(nil)
