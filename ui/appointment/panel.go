package appointment

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// panel is the info panel: what will be written besides the appointment, then errors, warnings and hints, each with the
// buttons that resolve it. The first nine buttons have the keys Alt+1 to Alt+9.
type panel struct {
	editor  *Editor
	content *fyne.Container
	head    *kit.Text
	rows    *fyne.Container
	scroll  *container.Scroll
	review  booking.Review
	planned []planned // drawn with the review
	drawn   bool      // both are what the rows show
	buttons []panelButton
	numbers map[string]int // of the keys, by the names of the buttons
}

// panelButton is a button with a name that stays the same when the panel is drawn anew.
type panelButton struct {
	name   string
	button *kit.Button
	run    func()
}

var severities = map[advice.Severity]theme.Severity{
	advice.Error: theme.Failure, advice.Warning: theme.Warning, advice.Hint: theme.Hint,
}

func newPanel(e *Editor) *panel {
	p := &panel{editor: e, head: kit.NewMuted(""), rows: kit.Findings()}
	p.scroll = container.NewVScroll(p.rows)
	title := kit.Border(nil, nil, kit.NewText(i18n.T("appointment.section.info")).Sized(theme.SizeSection).Bold(), p.head, nil)
	p.content = kit.Panel(kit.Border(kit.Pad(title, theme.GapTight/2, 0), nil, nil, nil, p.scroll))
	return p
}

// wish is the height at which nothing has to be scrolled.
func (p *panel) wish() float32 {
	least := p.scroll.MinSize().Height
	return p.content.MinSize().Height - least + max(p.rows.MinSize().Height, least)
}

// blocked tells whether an error keeps the appointment from being saved.
func (p *panel) blocked() bool {
	return len(p.review.Findings) > 0 && p.review.Findings[0].Severity == advice.Error
}

// show draws the findings, unless they are there already; the cursor stays on the same button, or goes to Save when that is gone.
func (p *panel) show(r booking.Review) {
	plan := p.plan()
	if p.drawn && reflect.DeepEqual(p.review.Findings, r.Findings) && slices.EqualFunc(p.planned, plan, planned.same) {
		p.review = r
		return
	}
	p.review, p.planned, p.drawn = r, plan, true
	focused := p.focused()
	p.buttons = nil
	var rows []fyne.CanvasObject
	for _, q := range plan {
		rows = append(rows, kit.FindingRow(theme.Success, q.text, p.takeBack(q.name, q.undo)))
	}
	for _, f := range r.Findings {
		rows = append(rows, p.findingRow(f))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.FindingRow(theme.Success, i18n.T("appointment.info.clear")))
	}
	p.number()
	p.head.Set(p.summary())
	kit.Discard(p.rows.Objects...)
	p.rows.Objects = rows
	p.relayout()
	p.keepFocus(focused)
}

// failed says that the appointment could not be evaluated.
func (p *panel) failed(err error) {
	p.buttons, p.drawn = nil, false
	p.rows.Objects = []fyne.CanvasObject{kit.FindingRow(theme.Failure, i18n.Error(err))}
	p.relayout()
}

// relayout gives the findings their width first: how high they are depends on it.
func (p *panel) relayout() {
	p.rows.Refresh()
	p.editor.right.Refresh()
}

// summary counts the findings in words.
func (p *panel) summary() string {
	count := map[advice.Severity]int{}
	for _, f := range p.review.Findings {
		count[f.Severity]++
	}
	text := ""
	for _, s := range []advice.Severity{advice.Error, advice.Warning, advice.Hint} {
		if n := count[s]; n > 0 {
			if text != "" {
				text += ", "
			}
			text += i18n.N("appointment.info."+s.String(), n)
		}
	}
	return text
}

func (p *panel) findingRow(f advice.Finding) fyne.CanvasObject {
	var buttons []*kit.Button
	for _, a := range f.Actions {
		if p.editor.can(a) {
			buttons = append(buttons, p.button(f.Key+"/"+string(a.ID), actionText(a), func() { p.editor.act(a, f) }))
		}
	}
	if textKey(f) == "advice.vehicle.created_on_save" {
		buttons = append(buttons, p.takeBack(f.Key, func(d *booking.Draft) { d.CreateVehicle, d.VehicleOwner = false, 0 }))
	}
	return kit.FindingRow(severities[f.Severity], sentence(f), buttons...)
}

func actionText(a advice.Action) string { return i18n.T("advice.action." + string(a.ID)) }

// number gives the buttons their keys: those that were there before keep theirs, others take what is free.
func (p *panel) number() {
	former := p.numbers
	p.numbers = map[string]int{}
	var taken [actionKeys]bool
	for _, b := range p.buttons {
		if n, known := former[b.name]; known {
			p.numbers[b.name], taken[n] = n, true
		}
	}
	for _, b := range p.buttons {
		n, known := p.numbers[b.name]
		if !known {
			if n = slices.Index(taken[:], false); n < 0 {
				continue
			}
			p.numbers[b.name], taken[n] = n, true
		}
		b.button.WithKey(actionKey(n))
	}
}

// button makes a button of the panel.
func (p *panel) button(name, text string, run func()) *kit.Button {
	b := kit.NewButton(text, run)
	p.buttons = append(p.buttons, panelButton{name, b, run})
	return b
}

// takeBack makes the button that undoes a decision before it is saved.
func (p *panel) takeBack(name string, undo func(*booking.Draft)) *kit.Button {
	return p.button(name+"/back", i18n.T("appointment.info.take_back"), func() {
		undo(p.editor.draft)
		p.editor.touch()
	})
}

// planned is something that saving will write besides the appointment, and how it is taken back before.
type planned struct {
	name, text string
	undo       func(*booking.Draft)
}

func (q planned) same(other planned) bool { return q.name == other.name && q.text == other.text }

func (p *panel) plan() []planned {
	d := p.editor.draft
	var all []planned
	add := func(name, text string, undo func(*booking.Draft)) { all = append(all, planned{name, text, undo}) }
	if d.ChangeOwner && d.Vehicle != nil && d.Customer != nil {
		add("owner", i18n.T("appointment.planned.owner", "vehicle", d.Vehicle.Data.Label(), "customer", d.Customer.Contact.SortName()),
			func(d *booking.Draft) { d.ChangeOwner = false })
	}
	if len(d.Update) > 0 {
		add("update", i18n.T("appointment.planned.update", "fields", fieldNames(d.Update)), func(d *booking.Draft) { d.Update = nil })
	}
	if d.Acknowledge {
		add("acknowledge", i18n.T("appointment.planned.acknowledge"), func(d *booking.Draft) { d.Acknowledge = false })
	}
	return all
}

func fieldNames(fields []core.Field) string {
	text := ""
	for i, f := range fields {
		if i > 0 {
			text += ", "
		}
		text += i18n.Field(f)
	}
	return text
}

// run does what the button with the n-th key does, from 0.
func (p *panel) run(n int) {
	for _, b := range p.buttons {
		if has, known := p.numbers[b.name]; known && has == n {
			b.run()
			return
		}
	}
}

// focus goes to the first button of the panel, or back to the form from there.
func (p *panel) focus() {
	if p.focused() != "" || len(p.buttons) == 0 {
		p.editor.desk.Focus(p.editor.times.dropOff.day)
		return
	}
	p.editor.desk.Focus(p.buttons[0].button)
}

// focused is the name of the button that has the cursor.
func (p *panel) focused() string {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.content)
	if c == nil {
		return ""
	}
	for _, b := range p.buttons {
		if c.Focused() == fyne.Focusable(b.button) {
			return b.name
		}
	}
	return ""
}

func (p *panel) keepFocus(name string) {
	if name == "" {
		return
	}
	for _, b := range p.buttons {
		if b.name == name {
			p.editor.desk.Focus(b.button)
			return
		}
	}
	p.editor.desk.Focus(p.editor.save)
}

// sentence is what a finding says.
func sentence(f advice.Finding) string {
	pairs := make([]any, len(f.Args))
	for i, arg := range f.Args {
		pairs[i] = arg
		if i%2 == 1 {
			pairs[i] = i18n.Value(arg)
		}
	}
	return i18n.T(textKey(f), pairs...)
}

func textKey(f advice.Finding) string { return "advice." + f.Rule }
