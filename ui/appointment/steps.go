package appointment

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// steps is the table of work steps, edited in place. One step is the current one: the one that has or last had the cursor;
// removing and moving are about it.
type steps struct {
	editor  *Editor
	content *fyne.Container
	table   *fyne.Container
	message *kit.Text
	sum     *kit.Text
	rows    []*stepRow
	buttons []fyne.Focusable
	current int
}

type stepRow struct {
	number   *kit.Text
	text     *kit.Combo[string]
	minutes  *kit.MinutesField
	mechanic *kit.Combo[string]
}

// Widths of the table's columns, in device-independent pixels; the text gets the rest.
var stepWidths = []float32{22, 0, 104, 150}

func newSteps(e *Editor) *steps {
	s := &steps{editor: e, table: container.New(stackedRows{}), sum: kit.NewCaption("").AtLeast(0), message: kit.NewCaption("").In(theme.Failure.Color()).AtLeast(0)}
	s.message.Hide()
	bar := kit.Beside()
	for _, name := range []string{"step.add", "step.remove", "step.up", "step.down"} {
		b := e.button(name)
		if name != "step.add" {
			b.As(kit.Quiet)
		}
		s.buttons = append(s.buttons, b)
		bar.Add(b)
	}
	s.content = kit.Below(s.table, s.message, bar)
	e.spots[core.FieldSteps] = spot{mark: s.mark}
	return s
}

func (s *steps) list() *[]core.WorkStep { return &s.editor.draft.Appointment.Steps }

// load makes the rows anew.
func (s *steps) load() {
	s.rows, s.table.Objects = nil, nil
	head := container.New(&cells{stepWidths}, kit.NewCaption(""), s.sum,
		kit.NewCaption(i18n.Field("minutes")), kit.NewCaption(i18n.Field("mechanic")))
	s.table.Add(head)
	for i := range *s.list() {
		s.addRow(i)
	}
	s.current = max(min(s.current, len(s.rows)-1), 0)
	s.refresh()
	s.table.Refresh()
	s.editor.relayout()
}

func (s *steps) addRow(i int) {
	step := (*s.list())[i]
	r := &stepRow{number: kit.NewMuted("").Aligned(fyne.TextAlignTrailing), minutes: kit.NewMinutesField()}
	r.text = kit.NewCombo(s.templates()...)
	r.text.PlaceHolder = i18n.T("appointment.step.text_hint")
	r.mechanic = kit.NewCombo(nameOptions(s.editor.desk.Settings().Basis.Mechanics)...)
	r.mechanic.PlaceHolder = i18n.T("appointment.step.anyone")
	r.text.SetText(step.Text)
	r.minutes.Set(step.Minutes)
	r.mechanic.SetText(step.Mechanic)
	s.bind(r, i)
	s.rows = append(s.rows, r)
	s.table.Add(container.New(&cells{stepWidths}, r.number, r.text, r.minutes, r.mechanic))
}

func (s *steps) bind(r *stepRow, i int) {
	at := func() *core.WorkStep { return &(*s.list())[i] }
	changed := func() {
		s.refresh()
		s.editor.touch()
	}
	r.text.OnTyped = func(text string) { at().Text = text; changed() }
	r.text.OnPicked = func(text string) {
		at().Text = text
		if minutes := s.usualMinutes(text); minutes > 0 && at().Minutes == 0 {
			at().Minutes = minutes
			r.minutes.Set(minutes)
		}
		changed()
	}
	r.minutes.OnChanged = func(minutes int) { at().Minutes = minutes; changed() }
	r.mechanic.OnTyped = func(name string) { at().Mechanic = name; changed() }
	r.mechanic.OnPicked = func(name string) { at().Mechanic = name; changed() }
	here := func() {
		s.current = i
		s.refresh()
	}
	for _, o := range []fyne.Focusable{r.text, r.minutes, r.mechanic} {
		onFocus(o, here)
	}
}

// refresh shows the sum and which step is the current one.
func (s *steps) refresh() {
	for i, r := range s.rows {
		r.number.Set(i18n.Number(i + 1))
		color := theme.ColorMuted
		if i == s.current && len(s.rows) > 1 {
			color = theme.ColorFocusRing
		}
		r.number.In(color)
	}
	s.sum.Set("")
	if minutes := s.editor.draft.Appointment.WorkMinutes(); minutes > 0 {
		s.sum.Set(i18n.T("appointment.step.sum", "time", i18n.Minutes(minutes)))
	}
}

// templates offers the dealership's usual work, each text once.
func (s *steps) templates() []kit.Option[string] {
	var options []kit.Option[string]
	for _, t := range s.editor.desk.Settings().Basis.WorkTemplates {
		known := slices.ContainsFunc(options, func(o kit.Option[string]) bool { return o.Value == t.Text })
		if !known {
			options = append(options, kit.Option[string]{Value: t.Text, Text: t.Text, Hint: i18n.Minutes(t.Minutes)})
		}
	}
	return options
}

func (s *steps) usualMinutes(text string) int {
	for _, t := range s.editor.desk.Settings().Basis.WorkTemplates {
		if t.Text == text {
			return t.Minutes
		}
	}
	return 0
}

// add puts an empty step below the current one and begins typing there.
func (s *steps) add() {
	list := s.list()
	at := min(s.current+1, len(*list))
	*list = slices.Insert(*list, at, core.WorkStep{})
	s.current = at
	s.load()
	s.focus(at)
	s.editor.touch()
}

func (s *steps) remove() {
	list := s.list()
	if s.current >= len(*list) {
		return
	}
	at, gone := s.current, (*list)[s.current]
	*list = slices.Delete(*list, at, at+1)
	s.load()
	if len(s.rows) > 0 {
		s.focus(s.current)
	}
	s.editor.touch()
	s.editor.desk.Toasts.ShowUndo(i18n.T("appointment.step_removed"), func() {
		*list = slices.Insert(*list, min(at, len(*list)), gone)
		s.load()
		s.focus(min(at, len(s.rows)-1))
		s.editor.touch()
	})
}

// move exchanges the current step with the one above (-1) or below (1).
func (s *steps) move(by int) {
	list := *s.list()
	to := s.current + by
	if to < 0 || to >= len(list) {
		return
	}
	list[s.current], list[to] = list[to], list[s.current]
	s.current = to
	s.load()
	s.focus(to)
	s.editor.touch()
}

// first is where the work is typed; a first step is made when there is none.
func (s *steps) first() fyne.Focusable {
	if len(s.rows) == 0 {
		s.add()
	}
	return s.rows[0].text
}

// focusStep goes to step n of those in which something was typed.
func (s *steps) focusStep(n int) {
	for i, step := range *s.list() {
		if blank(step) {
			continue
		}
		if n == 0 {
			s.focus(i)
			return
		}
		n--
	}
	s.focus(0)
}

// focus goes to row i: to its minutes when only they are missing, else to its text.
func (s *steps) focus(i int) {
	if len(s.rows) == 0 {
		s.add()
		return
	}
	r := s.rows[max(min(i, len(s.rows)-1), 0)]
	if r.text.Text != "" && r.minutes.Value() == 0 {
		s.editor.desk.Focus(r.minutes)
		return
	}
	s.editor.desk.Focus(r.text)
}

func (s *steps) mark(why string) {
	s.message.Hidden = why == ""
	s.message.Set("× " + why)
	for _, r := range s.rows {
		r.minutes.SetError("")
		if why != "" && r.minutes.Value() == 0 && r.text.Text != "" {
			r.minutes.SetError(why)
		}
	}
	s.editor.relayout()
}

// stackedRows puts rows below one another without much space.
type stackedRows struct{}

const rowGap = 2

// MinSize is that of all rows.
func (stackedRows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = fyne.NewSize(max(size.Width, o.MinSize().Width), size.Height+o.MinSize().Height+rowGap)
	}
	return size
}

// Layout places the rows.
func (stackedRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + rowGap
	}
}
