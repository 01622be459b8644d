package kit

import (
	"cmp"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Form is a compact grid of labels and fields in one or two columns of pairs. Labels stand in a column of their own; the
// marks of a field are shown under it in words. Tab visits the fields in the order in which they were added.
type Form struct {
	widget.BaseWidget
	pairs   int
	fields  []*formField
	content *fyne.Container
	peers   []*Form // whose labels need the same room; without any: this one alone
}

type formField struct {
	label   *Text
	control fyne.CanvasObject
	message *Text
	wide    bool
}

// NewForm makes an empty form with one or two pairs of label and field side by side.
func NewForm(pairs int) *Form {
	f := &Form{pairs: max(pairs, 1)}
	f.content = container.New(&formLayout{f})
	f.ExtendBaseWidget(f)
	return f
}

// Align gives the labels of forms that stand below one another the same widths, so that their fields begin on one line.
func Align(forms ...*Form) {
	for _, f := range forms {
		f.peers = forms
	}
}

// Add puts a field in the next place; a required one is marked by its own SetRequired.
func (f *Form) Add(label string, control fyne.CanvasObject) *Form {
	return f.add(label, control, false)
}

// AddWide puts a field on a line of its own.
func (f *Form) AddWide(label string, control fyne.CanvasObject) *Form {
	return f.add(label, control, true)
}

func (f *Form) add(label string, control fyne.CanvasObject, wide bool) *Form {
	field := &formField{label: NewMuted(label), control: control, message: NewCaption(""), wide: wide}
	field.message.AtLeast(0).Hide()
	if m, ok := control.(marked); ok {
		m.marks().onMarks(func() { f.mark(field, m.marks()) })
		f.mark(field, m.marks())
	}
	f.fields = append(f.fields, field)
	f.content.Objects = append(f.content.Objects, field.label, control, field.message)
	f.again()
	return f
}

// again lays the form out anew, once it has a size at all: while it is built, every field would do so for all before it.
func (f *Form) again() {
	if !f.content.Size().IsZero() {
		f.content.Refresh()
		f.Refresh()
	}
}

// SetLabel changes the label of a field that was added.
func (f *Form) SetLabel(control fyne.CanvasObject, label string) {
	for _, field := range f.fields {
		if field.control == control {
			field.label.Set(label)
		}
	}
}

// First is the first field that can take the focus; nil if there is none.
func (f *Form) First() fyne.Focusable { return firstFocusable(f) }

// FocusError puts the focus on the first field with a refused value, and tells whether there is one.
func (f *Form) FocusError() bool {
	for _, field := range f.fields {
		m, ok := field.control.(marked)
		target, can := field.control.(fyne.Focusable)
		if ok && can && m.marks().Err() != "" {
			Focus(target)
			return true
		}
	}
	return false
}

func (f *Form) mark(field *formField, m *Marks) {
	text, name := "", theme.ColorMuted
	switch {
	case m.Err() != "":
		text, name = "× "+m.Err(), base.ColorNameError
	case m.Changed() != "":
		text, name = "• "+m.Changed(), theme.ColorChanged
	}
	if field.message.Get() == text {
		return
	}
	field.message.In(name).Set(text)
	if text == "" {
		field.message.Hide()
	} else {
		field.message.Show()
	}
	f.again()
}

func (f *Form) inside() []fyne.CanvasObject { return f.content.Objects }

// CreateRenderer makes the drawing of the form; Fyne calls it.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

// formLayout lays out the fields of a form line by line.
type formLayout struct{ form *Form }

// lines groups the visible fields into lines.
func (l *formLayout) lines() [][]*formField {
	var lines [][]*formField
	var line []*formField
	flush := func() {
		if len(line) > 0 {
			lines = append(lines, line)
			line = nil
		}
	}
	for _, field := range l.form.fields {
		visible := field.control.Visible()
		field.label.Hidden = !visible
		if !visible {
			continue
		}
		if field.wide {
			flush()
			lines = append(lines, []*formField{field})
			continue
		}
		if line = append(line, field); len(line) == l.form.pairs {
			flush()
		}
	}
	flush()
	return lines
}

// labelWidths are the widths of the columns of labels.
func (l *formLayout) labelWidths(lines [][]*formField) []float32 {
	for _, peer := range l.form.peers {
		if peer != l.form {
			lines = append(lines, (&formLayout{peer}).lines()...)
		}
	}
	widths := make([]float32, l.form.pairs)
	for _, line := range lines {
		for pair, field := range line[:min(len(line), l.form.pairs)] {
			widths[pair] = max(widths[pair], field.label.MinSize().Width+theme.GapWide)
		}
	}
	return widths
}

func (field *formField) height() float32 {
	height := max(field.control.MinSize().Height, field.label.MinSize().Height)
	if field.message.Visible() {
		height += field.message.MinSize().Height
	}
	return height
}

func lineHeight(line []*formField) float32 {
	height := float32(0)
	for _, field := range line {
		height = max(height, field.height())
	}
	return height
}

func (l *formLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	controls := make([]float32, l.form.pairs)
	lines := l.lines()
	for i, line := range lines {
		if i > 0 {
			size.Height += theme.GapTight
		}
		size.Height += lineHeight(line)
		for pair, field := range line {
			if !field.wide {
				controls[pair] = max(controls[pair], field.control.MinSize().Width)
			}
		}
	}
	labels := l.labelWidths(lines)
	for pair, width := range labels {
		size.Width += width + controls[pair]
	}
	size.Width += float32(l.form.pairs-1) * 2 * theme.GapWide
	for _, line := range lines {
		if line[0].wide {
			size.Width = max(size.Width, labels[0]+line[0].control.MinSize().Width)
		}
	}
	return size
}

func (l *formLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	gutter := float32(2 * theme.GapWide)
	width := (size.Width - gutter*float32(l.form.pairs-1)) / float32(l.form.pairs)
	y := float32(0)
	lines := l.lines()
	labels := l.labelWidths(lines)
	more := l.more(lines, size.Height)
	for i, line := range lines {
		for pair, field := range line {
			w := width
			if field.wide {
				w = size.Width
			}
			field.place(fyne.NewPos(float32(pair)*(width+gutter), y), labels[pair], w, more[i])
		}
		y += lineHeight(line) + more[i] + theme.GapTight
	}
}

// more is what each line gets of a height that is greater than the form needs.
func (l *formLayout) more(lines [][]*formField, height float32) map[int]float32 {
	more := map[int]float32{}
	for i, line := range lines {
		height -= lineHeight(line) + theme.GapTight
		if len(line) == 1 {
			if most := room(line[0].control); most > 0 {
				more[i] = most
			}
		}
	}
	least := slices.SortedFunc(maps.Keys(more), func(a, b int) int { return cmp.Compare(more[a], more[b]) })
	left := max(height+theme.GapTight, 0)
	for n, i := range least {
		more[i] = min(more[i], left/float32(len(least)-n))
		left -= more[i]
	}
	return more
}

func (field *formField) place(at fyne.Position, label, width, more float32) {
	control := field.control.MinSize().Height + more
	first := min(control, theme.Size(theme.SizeControl))
	text := field.label.MinSize()
	field.label.Move(at.AddXY(0, (first-text.Height)/2))
	field.label.Resize(text)
	field.control.Move(at.AddXY(label, 0))
	field.control.Resize(fyne.NewSize(max(width-label, 0), control))
	field.message.Move(at.AddXY(label+2, control))
	field.message.Resize(fyne.NewSize(max(width-label-2, 0), field.message.MinSize().Height))
}

// Line is a row of a form made of several controls; its message stands below them.
type Line struct {
	widget.BaseWidget
	Marks
	row fyne.CanvasObject
}

// NewLine makes a line of what it consists of.
func NewLine(row fyne.CanvasObject) *Line {
	l := &Line{row: row}
	l.ExtendBaseWidget(l)
	return l
}

func (l *Line) inside() []fyne.CanvasObject { return []fyne.CanvasObject{l.row} }

// CreateRenderer shows the controls; Fyne calls it.
func (l *Line) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.row) }
