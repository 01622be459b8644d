// Package reconcile is the dialog in which somebody decides on the fields that were changed both here and in the dealer's
// main system since the last import. Until then the value of this program stands.
package reconcile

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Service is what the dialog needs from core.
type Service interface {
	ImportReviews(ctx context.Context) ([]core.ImportState, error)
	Decide(ctx context.Context, actor string, target core.Ref, field core.Field, takeTheirs bool) error
}

// Button opens the dialog for the records of one entity. It shows how many fields wait, and hides when none does.
type Button struct {
	*kit.Button
	OnShown func() // the button came or went, so the row it stands in has to be laid out anew
	desk    *desk.Desk
	service Service
	entity  core.Entity
	key     string
	label   func(context.Context, core.ID) string
	fields  []conflict
}

// conflict is one field to decide on.
type conflict struct {
	target   core.Ref
	label    string
	field    core.FieldConflict
	decision decision
}

type decision uint8

const (
	open decision = iota
	ours
	theirs
)

// NewButton makes the button of a screen; key is the screen's own, for work under way, and label names a record.
func NewButton(d *desk.Desk, s Service, entity core.Entity, key string, label func(context.Context, core.ID) string) *Button {
	b := &Button{desk: d, service: s, entity: entity, key: key, label: label}
	b.Button = kit.NewButton("", b.Open)
	b.Hide()
	return b
}

// Load asks how many fields wait.
func (b *Button) Load() {
	task.Load(b.desk.Tasks, b.key+".reviews", b.read, func(fields []conflict, err error) {
		b.fields = fields
		if err != nil || len(fields) == 0 {
			b.Hide()
		} else {
			b.SetText(i18n.T("desk.review.button", "count", i18n.Number(len(fields))))
			b.Show()
		}
		if b.OnShown != nil {
			b.OnShown()
		}
	})
}

// Changed asks again after an import or a decision.
func (b *Button) Changed(e core.Event) {
	if desk.Touches(e, core.EntityImportState) {
		b.Load()
	}
}

// Close ends the work under way.
func (b *Button) Close() { b.desk.Tasks.Cancel(b.key + ".reviews") }

func (b *Button) read(ctx context.Context) ([]conflict, error) {
	states, err := b.service.ImportReviews(ctx)
	if err != nil {
		return nil, err
	}
	var list []conflict
	for _, s := range states {
		if s.Target.Entity != b.entity {
			continue
		}
		label := b.label(ctx, s.Target.ID)
		for _, c := range s.Review {
			list = append(list, conflict{target: s.Target, label: label, field: c})
		}
	}
	return list, nil
}

// Open shows the dialog, if anything waits.
func (b *Button) Open() {
	if len(b.fields) == 0 {
		b.desk.Toasts.Show(i18n.T("desk.review.none"))
		return
	}
	rows := slices.Clone(b.fields)
	list := kit.NewDataList[conflict](kit.Slice[conflict](rows), b.columns()...)
	list.Select(0)
	decide := func(d decision) {
		if i := list.Index(); i >= 0 {
			rows[i].decision = d
			list.Refresh()
			if i+1 < len(rows) {
				list.Select(i + 1)
			}
		}
	}
	list.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyLeft:
			decide(ours)
		case fyne.KeyRight:
			decide(theirs)
		default:
			return false
		}
		return true
	}
	dialog := &kit.Dialog{Title: i18n.T("desk.review.title"), First: list, Width: 960, Height: 460}
	dialog.Content = kit.Border(kit.Pad(kit.Below(
		kit.NewMuted(i18n.T("desk.review.text")).AtLeast(0), kit.NewMuted(i18n.T("desk.review.keys")).AtLeast(0)), theme.GapTight, 0), nil, nil, nil, list)
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("desk.review.ours"), Key: keys.Plain(fyne.KeyLeft), Stay: true, Run: func() { decide(ours) }},
		{Text: i18n.T("desk.review.theirs"), Key: keys.Plain(fyne.KeyRight), Stay: true, Run: func() { decide(theirs) }},
		{Text: i18n.T("desk.review.save"), Kind: kit.Important, Key: keys.Ctrl(fyne.KeyReturn), Run: func() { b.save(rows) }},
		{Text: i18n.T("desk.review.later"), Cancel: true},
	}
	b.desk.Dialogs.Show(dialog)
}

func (b *Button) columns() []kit.Column[conflict] {
	column := func(id string, width float32, text func(conflict) string) kit.Column[conflict] {
		return kit.Column[conflict]{ID: id, Title: i18n.T("desk.review.column." + id), Width: width, Grow: true, Fixed: true, Text: text}
	}
	value := func(c conflict, text string) string { return i18n.OrDash(i18n.FieldText(c.field.Field, text)) }
	ourValue := column("ours", 150, func(c conflict) string { return value(c, c.field.Ours) })
	ourValue.Style = func(c conflict) kit.CellStyle { return taken(c.decision == ours) }
	theirValue := column("theirs", 150, func(c conflict) string { return value(c, c.field.Theirs) })
	theirValue.Style = func(c conflict) kit.CellStyle { return taken(c.decision == theirs) }
	answer := column("decision", 110, func(c conflict) string {
		return i18n.T([]string{"desk.review.open", "desk.review.is_ours", "desk.review.is_theirs"}[c.decision])
	})
	return []kit.Column[conflict]{
		column("record", 170, func(c conflict) string { return c.label }),
		column("field", 110, func(c conflict) string { return i18n.Field(c.field.Field) }),
		column("base", 130, func(c conflict) string { return value(c, c.field.Base) }),
		ourValue, theirValue, answer,
	}
}

func taken(yes bool) kit.CellStyle {
	if yes {
		return kit.CellStyle{Bold: true, Sign: theme.Success}
	}
	return kit.CellStyle{}
}

// save writes the decisions; fields left open wait on.
func (b *Button) save(rows []conflict) {
	actor, done := b.desk.Actor(), 0
	b.desk.Tasks.Run(b.key+".decide", func(ctx context.Context, _ task.Progress) error {
		for _, c := range rows {
			if c.decision == open {
				continue
			}
			if err := b.service.Decide(ctx, actor, c.target, c.field.Field, c.decision == theirs); err != nil {
				return err
			}
			done++
		}
		return nil
	}, func(err error) {
		b.desk.Dialogs.Error(err)
		if err == nil && done > 0 {
			b.desk.Toasts.Show(i18n.N("desk.review.saved", done))
		}
		b.Load()
	})
}
