package duplicate

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// line is one row of the list of candidates: a candidate, or the heading of a class of candidates.
type line struct {
	heading   string
	candidate *match.Candidate
}

func (l line) key() string {
	if l.candidate == nil {
		return "-" + l.heading
	}
	return desk.RowKey(l.candidate.Customer.Meta.ID)
}

func (v *View) newList() *kit.DataList[line] {
	l := kit.NewDataList[line](kit.Slice[line](nil), v.columns()...)
	l.Key = line.key
	l.OnSelected = v.selected
	l.OnActivated = func(line) { v.mergeSelected() }
	l.OnFind = func(r rune) {
		v.FocusSearch()
		v.search.TypedRune(r)
	}
	l.SetEmpty(kit.EmptyState(i18n.T("duplicate.nobody"), nil))
	v.desk.RestoreWidths("duplicate.columns", l)
	return l
}

func (v *View) columns() []kit.Column[line] {
	column := func(id string, width float32, grow bool, text func(match.Candidate) string) kit.Column[line] {
		return kit.Column[line]{
			ID: id, Title: i18n.T("duplicate.column." + id), Width: width, Grow: grow, Fixed: true,
			Text: func(l line) string {
				if l.candidate == nil {
					return ""
				}
				return text(*l.candidate)
			},
			Style: lineStyle,
		}
	}
	probability := column("probability", 64, false, func(c match.Candidate) string { return i18n.Probability(c.Probability) })
	probability.Right = true
	name := column("name", 150, true, func(c match.Candidate) string { return c.Customer.Contact.SortName() })
	plain := name.Text
	name.Text = func(l line) string {
		if l.candidate == nil {
			return l.heading
		}
		return plain(l)
	}
	number := column("number", 0, false, func(c match.Candidate) string { return c.Customer.Number })
	probability.Holds, number.Holds = []string{i18n.Probability(0.99)}, []string{kit.LongNumber}
	return []kit.Column[line]{
		probability, number,
		name,
		column("town", 140, false, func(c match.Candidate) string { return c.Customer.Contact.TownLine() }),
		column("reasons", 270, true, func(c match.Candidate) string { return inWords(c, v.candidates()) }),
	}
}

// lineStyle makes headings bold and blocked customers grey with a sign; the words stand in the reasons.
func lineStyle(l line) kit.CellStyle {
	switch {
	case l.candidate == nil:
		return kit.CellStyle{Bold: true, Color: theme.ColorMuted, Over: true}
	case l.candidate.Customer.Blocked:
		return kit.CellStyle{Color: theme.ColorMuted}
	}
	return kit.CellStyle{}
}

// inWords is why somebody is proposed: the strongest reasons, what speaks for the person first.
func inWords(c match.Candidate, all []match.Candidate) string {
	var words []string
	if c.Customer.Blocked {
		words = append(words, i18n.T("duplicate.blocked", "reason", c.Customer.BlockReason))
	}
	if r := match.Among(all, c.Rival); r != nil {
		words = append(words, i18n.T("duplicate.rival", "number", r.Customer.Number))
	}
	if numbers := i18n.Numbers(c.Twins, all); numbers != "" {
		words = append(words, i18n.T("duplicate.twins", "numbers", numbers))
	}
	const most = 5
	for _, r := range c.Reasons {
		if r.Relation == match.Missing || r.Relation == match.OnlyLeft || r.Relation == match.OnlyRight {
			continue
		}
		words = append(words, i18n.Reason(r))
		if len(words) == most {
			break
		}
	}
	return strings.Join(words, ", ")
}

// fill shows the proposals, or what the search found, grouped by class; the selected customer stays selected.
func (v *View) fill() {
	candidates := v.candidates()
	v.lines = v.lines[:0:0]
	class := match.Class(255)
	for i := range candidates {
		c := &candidates[i]
		if c.Class != class {
			class = c.Class
			v.lines = append(v.lines, line{heading: i18n.T("duplicate.class." + strconv.Itoa(int(class)))})
		}
		v.lines = append(v.lines, line{candidate: c})
	}
	v.list.SetEmpty(kit.EmptyState(v.emptyText(), nil))
	v.list.SetSource(kit.Slice[line](v.lines))
	v.showNotes()
	v.showCash()
	v.showSelected()
}

// candidates are the proposals, or what the search found.
func (v *View) candidates() []match.Candidate {
	if v.found != nil {
		return v.found
	}
	return v.resolution.Customer.Candidates
}

func (v *View) emptyText() string {
	if v.found != nil {
		return i18n.T("duplicate.none_found")
	}
	return i18n.T("duplicate.nobody")
}

// preselect selects the certain candidate without a rival; nobody else is ever selected before a key is pressed.
func (v *View) preselect() {
	at := v.resolution.Customer.Preselected
	if v.resolution.Customer.Kind == "" || at < 0 || at >= len(v.resolution.Customer.Candidates) {
		return
	}
	v.list.SelectKey(desk.RowKey(v.resolution.Customer.Candidates[at].Customer.Meta.ID))
}

// selected skips the headings in the direction of the movement.
func (v *View) selected(l line) {
	at := v.list.Index()
	if l.candidate == nil {
		step := 1
		if v.last > at && at > 0 {
			step = -1
		}
		if next := at + step; next >= 0 && next < len(v.lines) {
			v.list.Select(next)
		}
		return
	}
	v.last = at
	v.showSelected()
}

// candidate is the one selected in the list.
func (v *View) candidate() (*match.Candidate, bool) {
	l, ok := v.list.Selected()
	if !ok || l.candidate == nil {
		return nil, false
	}
	return l.candidate, true
}

// tick remembers the adviser's ticks for a customer while the view is open.
func (v *View) tick(customer core.ID, field core.Field, on bool) {
	if v.ticked[customer] == nil {
		v.ticked[customer] = map[core.Field]bool{}
	}
	v.ticked[customer][field] = on
}

var _ fyne.Focusable = (*kit.DataList[line])(nil)
