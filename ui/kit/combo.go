package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/ui/theme"
)

// Option is one choice of a Combo. Hint is shown beside the text and is searched too.
type Option[T comparable] struct {
	Value T
	Text  string
	Hint  string
}

// Combo is a field with a list of options below it. Typing filters the options by the beginnings of their words, Down
// opens the list, Enter picks, Esc closes it, Tab picks and moves on. A strict Combo only takes options and falls back to the
// last one picked; otherwise any text may stay.
type Combo[T comparable] struct {
	comboBox
	OnPicked func(value T)     // the user picked an option
	OnTyped  func(text string) // the user typed; for options that are looked up, with Filter off

	options []Option[T]
}

// NewCombo makes a field for free text with options.
func NewCombo[T comparable](options ...Option[T]) *Combo[T] {
	c := &Combo[T]{}
	c.comboBox.setup(c)
	c.picked = func(i int) {
		if c.OnPicked != nil {
			c.OnPicked(c.options[i].Value)
		}
	}
	c.typed = func(text string) {
		if c.OnTyped != nil {
			c.OnTyped(text)
		}
	}
	c.SetOptions(options)
	return c
}

// NewSelect makes a strict Combo: one of the options, or nothing yet.
func NewSelect[T comparable](options ...Option[T]) *Combo[T] {
	c := NewCombo(options...)
	c.strict = true
	return c
}

// SetOptions replaces the options; an open list shows them at once. What is selected or typed stays.
func (c *Combo[T]) SetOptions(options []Option[T]) {
	value, had := c.Selected()
	c.options = options
	c.items = make([]comboItem, len(options))
	for i, o := range options {
		c.items[i] = comboItem{o.Text, o.Hint}
	}
	c.index, c.before = -1, -1
	if had {
		c.index = slices.IndexFunc(options, func(o Option[T]) bool { return o.Value == value })
	}
	c.optionsChanged()
}

// Selected is the value of the picked option; false if the text is no option.
func (c *Combo[T]) Selected() (T, bool) {
	if c.index >= 0 && c.index < len(c.options) {
		return c.options[c.index].Value, true
	}
	var none T
	return none, false
}

// Select picks the option with this value without telling OnPicked; an unknown value empties the field.
func (c *Combo[T]) Select(value T) {
	c.choose(slices.IndexFunc(c.options, func(o Option[T]) bool { return o.Value == value }))
}

// comboItem is an option without its value.
type comboItem struct{ text, hint string }

func (i comboItem) matches(words []string) bool {
	have := strings.Fields(strings.ToLower(i.text + " " + i.hint))
	for _, w := range words {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// comboBox is the part of Combo that does not know the type of its values.
type comboBox struct {
	Entry
	Filter bool // off: the options are shown as they are, whatever is typed

	items  []comboItem
	index  int // picked option, -1: none
	strict bool
	edited bool // typed since something was picked
	before int  // option picked before the user began to type
	list   *comboList
	picked func(int)
	typed  func(string)
}

func (c *comboBox) setup(self fyne.Widget) {
	c.index, c.Filter, c.selectAll = -1, true, true
	c.ActionItem = newComboArrow(c.toggle)
	c.init(self)
	c.Entry.OnChanged = func(text string) {
		if !c.edited {
			c.edited, c.before = true, c.index
		}
		c.index = slices.IndexFunc(c.items, func(i comboItem) bool { return strings.EqualFold(i.text, strings.TrimSpace(text)) })
		c.typed(text)
		c.open()
	}
}

// SetText sets free text without telling anybody; text of an option picks it.
func (c *comboBox) SetText(text string) {
	c.index = slices.IndexFunc(c.items, func(i comboItem) bool { return i.text == text })
	c.edited = false
	c.Entry.SetText(text)
}

// TypedKey opens the list, or edits.
func (c *comboBox) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown, fyne.KeyUp:
		if !c.Disabled() {
			c.open()
		}
	default:
		c.Entry.TypedKey(ev)
	}
}

// TypedShortcut opens the list with Alt+Down, or edits.
func (c *comboBox) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && custom.Modifier == fyne.KeyModifierAlt && custom.KeyName == fyne.KeyDown {
		c.open()
		return
	}
	c.Entry.TypedShortcut(s)
}

// FocusLost settles what was typed.
func (c *comboBox) FocusLost() {
	c.settle()
	c.Entry.FocusLost()
}

// settle makes typed text the option it names; a strict field falls back to the last picked one otherwise.
func (c *comboBox) settle() {
	if !c.edited {
		return
	}
	switch {
	case c.index >= 0:
		c.choose(c.index)
		if c.index != c.before {
			c.picked(c.index)
		}
	case c.strict:
		c.choose(c.before)
	}
	c.edited = false
}

func (c *comboBox) choose(i int) {
	c.index, c.edited = i, false
	text := ""
	if i >= 0 {
		text = c.items[i].text
	}
	c.Entry.SetText(text)
	c.Refresh()
}

// pick takes option i as the user's choice.
func (c *comboBox) pick(i int) {
	c.close()
	c.choose(i)
	c.picked(i)
}

// matching lists the options that fit what is typed; untouched text fits all.
func (c *comboBox) matching() []int {
	words := strings.Fields(strings.ToLower(c.Text))
	var fit []int
	for i, item := range c.items {
		if !c.edited || !c.Filter || item.matches(words) {
			fit = append(fit, i)
		}
	}
	return fit
}

func (c *comboBox) optionsChanged() {
	if c.list != nil {
		c.list.fill()
	}
}

func (c *comboBox) toggle() {
	if c.list != nil {
		c.close()
		return
	}
	Focus(c.self.(fyne.Focusable))
	c.open()
}

// below places the list under the field, or above it where there is more room.
func (c *comboBox) below(window, least fyne.Size) (fyne.Position, fyne.Size) {
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.self)
	size := fyne.NewSize(max(c.Size().Width, min(least.Width, window.Width/2)), least.Height)
	under := window.Height - pos.Y - c.Size().Height - theme.Gap
	if size.Height <= under || under >= pos.Y {
		size.Height = min(size.Height, under)
		pos.Y += c.Size().Height + 1
	} else {
		size.Height = min(size.Height, pos.Y-theme.Gap)
		pos.Y -= size.Height + 1
	}
	pos.X = max(min(pos.X, window.Width-size.Width-2), 0)
	return pos, size
}
