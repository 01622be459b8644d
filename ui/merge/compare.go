package merge

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/duplicates"
	"terminwerk/core/match"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

func (v *View) newList() *kit.DataList[*pair] {
	column := func(id string, width float32, grow bool, text func(*pair) string) kit.Column[*pair] {
		return kit.Column[*pair]{ID: id, Title: i18n.T("merge.column." + id), Width: width, Grow: grow, Fixed: true, Text: text, Style: style}
	}
	probability := column("probability", 84, false, func(p *pair) string { return i18n.Probability(p.Probability) })
	probability.Right = true
	first := column("first", 0, false, func(p *pair) string { return p.First.Number })
	second := column("second", 0, false, func(p *pair) string { return p.Second.Number })
	probability.Holds, first.Holds, second.Holds = []string{i18n.Probability(0.99)}, []string{kit.LongNumber}, []string{kit.LongNumber}
	l := kit.NewDataList[*pair](kit.Slice[*pair](nil), probability, first,
		column("first_name", 150, true, func(p *pair) string { return p.First.Contact.SortName() }),
		second,
		column("second_name", 150, true, func(p *pair) string { return p.Second.Contact.SortName() }),
		column("town", 120, true, func(p *pair) string { return p.First.Contact.TownLine() }),
		column("reasons", 230, true, inWords))
	l.Key = func(p *pair) string { return key(p.ids) }
	l.OnSelected = func(*pair) {
		v.at = l.Index()
		v.showPair()
	}
	l.OnActivated = func(*pair) { v.mergeNow() }
	v.desk.RestoreWidths("merge.columns", l)
	return l
}

func key(p duplicates.Pair) string {
	return i18n.Number(int(p.First)) + "-" + i18n.Number(int(p.Second))
}

func style(p *pair) kit.CellStyle {
	if p.First.Blocked || p.Second.Blocked {
		return kit.CellStyle{Color: theme.ColorMuted}
	}
	return kit.CellStyle{}
}

// inWords is what speaks for one person, the strongest first, and what against it.
func inWords(p *pair) string {
	var words []string
	const most = 4
	for _, r := range p.Reasons {
		switch r.Relation {
		case match.Missing, match.OnlyLeft, match.OnlyRight:
			continue
		}
		if words = append(words, i18n.Reason(r)); len(words) == most {
			break
		}
	}
	return strings.Join(words, ", ")
}

// current is the pair that is decided on.
func (v *View) current() *pair {
	if v.single() {
		if len(v.pairs) == 1 {
			return v.pairs[0]
		}
		return nil
	}
	p, _ := v.list.Selected()
	return p
}

// showPair compares the two customers of the selected pair, who stays on the left.
func (v *View) showPair() {
	p := v.current()
	for i, b := range v.buttons {
		switch {
		case p != nil:
			b.SetReason("")
		case i == 0:
			b.SetReason(i18n.T("merge.choose_first"))
		default:
			b.Disable()
		}
	}
	v.compare.Objects = nil
	v.sides.Hide()
	if p != nil {
		v.sides.Show()
		why := make([]string, len(p.Reasons))
		for i, r := range p.Reasons {
			why[i] = i18n.Weighed(r)
		}
		v.compare.Objects = []fyne.CanvasObject{
			kit.NewFieldDiffs(append(v.head(p), v.fields(p)...)...).Content, kit.Rule(),
			kit.Facts(kit.Fact{Label: i18n.T("duplicate.why"), Value: i18n.Join(why...)}),
		}
	}
	v.compare.Refresh()
}

// head is what the adviser cannot choose between.
func (v *View) head(p *pair) []kit.FieldDiff {
	left, right := p.kept(), p.gone()
	at := 0
	if p.swapped {
		at = 1
	}
	plain := func(label, l, r string) kit.FieldDiff { return kit.FieldDiff{Label: label, Left: l, Right: r} }
	rows := []kit.FieldDiff{
		plain(i18n.T("merge.number"), left.Number, right.Number),
		plain(i18n.Field(core.FieldStatus), status(left), status(right)),
		plain(i18n.T("merge.vehicles"), cars(p.Cars[at]), cars(p.Cars[1-at])),
		plain(i18n.T("merge.visits"), p.visits[at], p.visits[1-at]),
	}
	rows = append(rows, plain(i18n.Field(core.FieldNotes), oneLine(left.Notes), oneLine(right.Notes)))
	if p.said {
		rows = append(rows, kit.FieldDiff{Label: i18n.T("merge.decision"), Left: i18n.T("merge.was_said_not"), Likeness: kit.Different, Words: i18n.T("merge.merging_forgets")})
	}
	return slices.DeleteFunc(rows, func(d kit.FieldDiff) bool { return d.Left == "" && d.Right == "" })
}

func status(c *core.Customer) string {
	if c.Blocked {
		return i18n.T("customer.blocked_because", "reason", c.BlockReason)
	}
	return i18n.FieldText(core.FieldStatus, string(c.Status))
}

func cars(list []core.Vehicle) string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].Data.Label()
	}
	return i18n.Join(names...)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// fields are the rows with a tick wherever the right side has something else.
func (v *View) fields(p *pair) []kit.FieldDiff {
	left, right := p.kept(), p.gone()
	list := match.Compare(&left.Contact, &right.Contact)
	for _, f := range []core.Field{core.FieldLanguage, core.FieldBirthday} {
		list = append(list, sideBySide(left, right, f))
	}
	rows := make([]kit.FieldDiff, 0, len(list))
	for _, m := range list {
		if m.Relation == match.Missing {
			continue
		}
		row := kit.Compared(m)
		row.Words = side(m.Relation)
		// A house number inside the street is shown apart, but it is taken over with the street.
		if theirs := value(right, m.Field); theirs != "" && theirs != value(left, m.Field) {
			field := m.Field
			row.TickText, row.Ticked = i18n.T("merge.tick"), p.taken[field]
			row.OnTick = func(on bool) { p.taken[field], p.ticked = on, true }
		}
		rows = append(rows, row)
	}
	return rows
}

// side says where a value stands that only one of the two has.
func side(r match.Relation) string {
	switch r {
	case match.OnlyLeft:
		return i18n.T("merge.only_left")
	case match.OnlyRight:
		return i18n.T("merge.only_right")
	}
	return ""
}

func sideBySide(left, right *core.Customer, f core.Field) match.Comparison {
	c := match.Comparison{Field: f, Left: value(left, f), Right: value(right, f), Relation: match.Different}
	switch {
	case c.Left == c.Right && c.Left == "":
		c.Relation = match.Missing
	case c.Left == c.Right:
		c.Relation = match.Equal
	case c.Right == "":
		c.Relation = match.OnlyLeft
	case c.Left == "":
		c.Relation = match.OnlyRight
	}
	return c
}

func value(c *core.Customer, f core.Field) string {
	for _, v := range c.FieldValues() {
		if v.Field == f {
			return v.Value
		}
	}
	return ""
}
