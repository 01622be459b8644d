package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Radio is a choice of one of a few options that are all seen, each with the sentence of its Hint below it. A click, Space
// and Enter choose the option, the arrow keys the one beside it; Tab passes over all but the chosen one, so that typing on never
// chooses another. Nothing may be chosen yet.
type Radio[T comparable] struct {
	widget.BaseWidget
	OnPicked func(value T) // the user chose an option

	options []Option[T]
	buttons []*radioButton
	column  *fyne.Container
}

// hintIndent puts a hint below the text of its option.
const hintIndent = theme.GapWide + theme.Gap + theme.GapTight

// NewRadio makes a choice without anything chosen.
func NewRadio[T comparable](options ...Option[T]) *Radio[T] {
	r := &Radio[T]{options: options, column: Below()}
	for i, o := range options {
		b := &radioButton{Check: Check{text: o.Text, round: true}, move: func(by int) { r.pick(i + by) }}
		b.passed = func() bool {
			_, chosen := r.Selected()
			return b.disabled || chosen && !b.on
		}
		b.init(b, func() { r.pick(i) })
		b.onMarks(b.Refresh)
		r.buttons = append(r.buttons, b)
		r.column.Add(b)
		if o.Hint != "" {
			r.column.Add(Pad(tight(NewRuns(base.SizeNameCaptionText, "", Run{Text: o.Hint})), 0, hintIndent))
		}
	}
	r.ExtendBaseWidget(r)
	return r
}

// First is the option that takes the focus: the chosen one, else the topmost.
func (r *Radio[T]) First() fyne.Focusable {
	return r.buttons[max(slices.IndexFunc(r.buttons, func(b *radioButton) bool { return b.on }), 0)]
}

// Select chooses without telling OnPicked; a value that is no option leaves nothing chosen.
func (r *Radio[T]) Select(value T) {
	for i, b := range r.buttons {
		b.Set(r.options[i].Value == value)
	}
}

// Selected is the chosen value; ok is false while there is none.
func (r *Radio[T]) Selected() (value T, ok bool) {
	for i, b := range r.buttons {
		if b.on {
			return r.options[i].Value, true
		}
	}
	return value, false
}

func (r *Radio[T]) pick(i int) {
	if i < 0 || i >= len(r.buttons) {
		return
	}
	news := !r.buttons[i].on
	r.Select(r.options[i].Value)
	Focus(r.buttons[i])
	if news && r.OnPicked != nil {
		r.OnPicked(r.options[i].Value)
	}
}

func (r *Radio[T]) inside() []fyne.CanvasObject { return r.column.Objects }

// CreateRenderer makes the drawing of the choice; Fyne calls it.
func (r *Radio[T]) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.column) }

// radioButton is one option: a check drawn round, which the arrow keys leave for the one beside it.
type radioButton struct {
	Check
	move   func(by int)
	passed func() bool
}

// Disabled tells Fyne where Tab shall not stop.
func (b *radioButton) Disabled() bool { return b.passed() }

// TypedKey chooses with Space and moves with the arrow keys.
func (b *radioButton) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		b.move(-1)
	case fyne.KeyDown, fyne.KeyRight:
		b.move(1)
	default:
		b.Check.TypedKey(ev)
	}
}
