package duplicate

import (
	"context"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

func compareHead() fyne.CanvasObject {
	return kit.DiffHead(i18n.T("duplicate.left"), i18n.T("duplicate.right"))
}

// showSelected compares the lead with the selected candidate, or says what to do when nobody is selected.
func (v *View) showSelected() {
	c, ok := v.candidate()
	v.enable(ok)
	kit.Discard(v.compare, v.below)
	if !ok {
		v.compare.Objects = []fyne.CanvasObject{kit.NewFieldDiffs(v.diffs(nil)...).Content}
		v.below.Objects = nil
		v.decision.Set("")
	} else {
		v.compare.Objects = []fyne.CanvasObject{kit.NewFieldDiffs(v.diffs(c)...).Content}
		v.below.Objects = v.background(c)
		v.decision.Set(i18n.Decision(c, v.candidates()))
	}
	v.compare.Refresh()
	v.below.Refresh()
}

// diffs are the rows of the comparison. A differing field that the lead has can be ticked for the customer master.
func (v *View) diffs(c *match.Candidate) []kit.FieldDiff {
	left := &v.resolution.Lead.Request.Contact
	var empty core.Contact
	right := &empty
	if c != nil {
		right = &c.Customer.Contact
	}
	var rows []kit.FieldDiff
	for _, m := range match.Compare(left, right) {
		row := kit.Compared(m)
		if c == nil {
			row.Likeness = kit.BothEmpty
		} else if m.Left != "" && m.Left != m.Right && m.Relation != match.OnlyRight {
			id, field := c.Customer.Meta.ID, m.Field
			row.TickText = i18n.T("duplicate.tick")
			row.Ticked = v.ticked[id][field]
			row.OnTick = func(on bool) { v.tick(id, field, on) }
			if m.Relation == match.Equal && nameField(field) {
				row.Likeness = kit.Similar // the same name in another spelling is worth a look
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// background is what else is known of the candidate: what speaks for and against the person, vehicles and the last and next visit.
func (v *View) background(c *match.Candidate) []fyne.CanvasObject {
	var cars []string
	for _, car := range c.Vehicles {
		cars = append(cars, car.Data.Label())
	}
	why := make([]string, len(c.Reasons))
	for i, r := range c.Reasons {
		why[i] = i18n.Weighed(r)
	}
	facts := []kit.Fact{
		{Label: i18n.T("duplicate.why"), Value: i18n.Join(why...)},
		{Label: i18n.T("duplicate.vehicles"), Value: i18n.Join(cars...)},
	}
	last, next := v.visits(c.Customer.Meta.ID)
	facts = append(facts,
		kit.Fact{Label: i18n.T("duplicate.last_visit"), Value: when(last)},
		kit.Fact{Label: i18n.T("duplicate.next_visit"), Value: when(next)},
		kit.Fact{Label: i18n.Field(core.FieldNotes), Value: c.Customer.Notes},
	)
	return []fyne.CanvasObject{kit.Rule(), kit.Facts(facts...)}
}

func (v *View) visits(customer core.ID) (last, next *core.Appointment) {
	list, err := v.service.AppointmentsOfCustomer(context.Background(), customer)
	if err != nil {
		return nil, nil
	}
	return core.VisitsAround(list, v.desk.Now())
}

func when(a *core.Appointment) string {
	if a == nil {
		return ""
	}
	return i18n.When(a.DropOff.At)
}

// showNotes tells what the resolution noticed, and who was said not to be this person.
func (v *View) showNotes() {
	var rows []fyne.CanvasObject
	for _, n := range v.resolution.Customer.Notes {
		rows = append(rows, kit.FindingRow(theme.Hint, i18n.T(n.Key, n.Args...)))
	}
	for _, c := range v.resolution.Rejected {
		rows = append(rows, kit.FindingRow(theme.Hint, i18n.T("duplicate.rejected", "name", c.Contact.SortName(), "number", c.Number),
			kit.NewButton(i18n.T("duplicate.take_back"), func() { v.takeBack(c.Meta.ID) })))
	}
	v.notes.Objects = nil
	if len(rows) > 0 {
		v.notes.Objects = []fyne.CanvasObject{kit.Findings(rows...)}
	}
	v.notes.Refresh()
}

// showCash closes the way out "Barverkaufskunde" with its reason, and leads to the setting.
func (v *View) showCash() {
	why := v.resolution.CashSale.Why
	if why == "" {
		v.cash.SetReason("")
		v.cashLink.Hide()
		return
	}
	v.cash.SetReason(i18n.T(why))
	v.cashLink.Show()
}

func (v *View) enable(chosen bool) {
	reason := ""
	if !chosen {
		reason = i18n.T("duplicate.choose_first")
	}
	v.merge.SetReason(reason)
	if v.noMatch.Disable(); chosen {
		v.noMatch.Enable()
	}
}

func nameField(f core.Field) bool { return f == core.FieldFirstName || f == core.FieldLastName }
