package customer

import (
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/core/match"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// store saves the customer and then goes on; then may be nil. What stands against it is shown where it can be put right.
// accepted is the answer to a hit of the duplicate search.
func (e *Editor) store(accepted bool, then func()) {
	if e.busy || e.ended {
		return
	}
	if place := e.sheet.Readable(); place != nil {
		e.goTo(place)
		return
	}
	if !e.isNew() && !e.sheet.Dirty() {
		if then != nil {
			then()
		}
		return
	}
	c, sent, actor := e.collect(), e.sheet.Values(), e.desk.Actor()
	e.busy = true
	e.desk.Tasks.Run(string(e.scope)+".save", func(ctx context.Context, _ task.Progress) error {
		return e.service.SaveCustomer(ctx, actor, &c, e.lead, accepted)
	}, func(err error) {
		e.busy = false
		if err != nil {
			e.refused(err, then)
			return
		}
		e.take(c, sent)
		if then != nil {
			then()
		}
	})
}

// take makes c the record that the dialog is about.
func (e *Editor) take(c core.Customer, sent []core.FieldValue) {
	created := e.isNew()
	kept := c
	e.record, e.saved = c, &kept
	e.others.Clear()
	e.sheet.Came("", core.ContactFields()...)
	e.sheet.Saved(sent, c.FieldValues())
	if !e.sheet.Dirty() {
		e.drafts.Clear()
	}
	e.follow()
	if created {
		e.build()
	} else {
		e.showBanner()
	}
	e.reload()
	e.desk.TitleChanged()
	e.desk.Toasts.Show(i18n.T("customer.saved", "customer", c.Label()))
}

// refused shows why nothing was saved.
func (e *Editor) refused(err error, then func()) {
	var twins *master.DuplicatesError
	switch {
	case errors.As(err, &twins):
		e.askDuplicates(twins.Candidates, then)
	case core.IsKind(err, core.Conflict):
		e.compare(then)
	case len(core.FieldErrors(err)) > 0:
		place, rest := e.sheet.Refuse(err)
		if place != nil {
			e.goTo(place)
		}
		for _, r := range rest {
			e.desk.Dialogs.Error(r)
		}
	default:
		e.desk.Dialogs.Error(err)
	}
}

// compare shows what somebody else saved meanwhile beside what was typed, and saves what the user makes of it.
func (e *Editor) compare(then func()) {
	stored, err := e.service.Customer(context.Background(), e.record.Meta.ID)
	if err != nil {
		e.desk.Dialogs.Error(err)
		return
	}
	e.desk.Settle(e.sheet, stored.Meta.UpdatedBy, stored.FieldValues(), i18n.FieldText, func() {
		e.record = stored
		e.others.Clear()
		e.follow()
	}, func() { e.store(false, then) })
}

// askDuplicates shows who is probably the same person before a second record is created. For content from a lead one of
// them can be taken instead.
func (e *Editor) askDuplicates(candidates []match.Candidate, then func()) {
	list := kit.NewDataList[match.Candidate](kit.Slice[match.Candidate](candidates), hitColumns()...)
	why := kit.NewValue("")
	list.OnSelected = func(m match.Candidate) {
		why.SetText(i18n.T("customer.hits.because", "reasons", reasons(m, len(m.Reasons))))
	}
	list.Select(0)
	rows := theme.RowHeight * float32(min(len(candidates), 8))
	dialog := &kit.Dialog{Title: i18n.N("customer.hits.title", len(candidates)), Severity: theme.Warning, First: list, Width: 980, Height: 260 + rows}
	use := func(m match.Candidate) {
		e.desk.Dialogs.Close(dialog)
		if e.lead == 0 {
			e.desk.Go.EditCustomer(m.Customer.Meta.ID)
			return
		}
		e.saved = &m.Customer
		e.end()
	}
	list.OnActivated = use
	text, button := "customer.hits.text", "customer.hits.open"
	if e.lead != 0 {
		text, button = "customer.hits.text_lead", "customer.hits.take"
	}
	dialog.Content = kit.Border(kit.Pad(kit.NewMuted(i18n.T(text)).AtLeast(0), theme.GapTight, 0), kit.Pad(why, theme.Gap, 0), nil, nil, list)
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T(button), Key: keys.Plain(fyne.KeyReturn), Stay: true, Run: func() {
			if m, ok := list.Selected(); ok {
				use(m)
			}
		}},
		{Text: i18n.T("customer.hits.create"), Key: keys.Ctrl(fyne.KeyT), Run: func() { e.store(true, then) }},
		{Text: i18n.T("customer.back"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true},
	}
	e.desk.Dialogs.Show(dialog)
}

func hitColumns() []kit.Column[match.Candidate] {
	column := func(id string, width float32, grow bool, text func(match.Candidate) string) kit.Column[match.Candidate] {
		return kit.Column[match.Candidate]{ID: id, Title: i18n.T("customer.hits." + id), Width: width, Grow: grow, Fixed: true, Text: text}
	}
	likely := column("probability", 180, false, func(m match.Candidate) string {
		return i18n.Join(i18n.Probability(m.Probability), i18n.T("match.class."+strconv.Itoa(int(m.Class))))
	})
	likely.Style = func(match.Candidate) kit.CellStyle { return kit.CellStyle{Bold: true} }
	number := column("number", 0, false, func(m match.Candidate) string { return m.Customer.Number })
	number.Holds = []string{kit.LongNumber}
	return []kit.Column[match.Candidate]{
		likely,
		number,
		column("name", 150, true, func(m match.Candidate) string { return m.Customer.Contact.SortName() }),
		column("address", 170, true, func(m match.Candidate) string {
			return i18n.Join(m.Customer.Contact.StreetLine(), m.Customer.Contact.TownLine())
		}),
		column("reasons", 200, true, func(m match.Candidate) string { return reasons(m, 3) }),
	}
}

// reasons are the strongest pieces of evidence in words, for and against.
func reasons(m match.Candidate, most int) string {
	var words []string
	for _, r := range m.Reasons[:min(most, len(m.Reasons))] {
		words = append(words, i18n.Reason(r))
	}
	return i18n.Join(words...)
}
