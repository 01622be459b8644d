package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Notes is text of several lines. Enter makes a new line, Tab leaves the field, Ctrl+Enter goes to the window's registry.
type Notes struct {
	Entry
	lines, most int
}

// NewNotes makes an empty field that shows the given number of lines.
func NewNotes(placeholder string, lines int) *Notes {
	n := &Notes{lines: lines, most: lines}
	n.init(n)
	n.MultiLine = true
	n.Wrapping = fyne.TextWrapWord
	n.PlaceHolder = placeholder
	n.SetMinRowsVisible(lines)
	return n
}

// AllRoom lets a growing field take whatever height is left.
const AllRoom = 1000

// Growing lets the field take the height that its form or column has left over, up to so many lines; several share it.
func (n *Notes) Growing(most int) *Notes {
	n.most = most
	return n
}

// room is how much more height than its least a field in o wants of what is left, outside of anything that scrolls.
func room(o fyne.CanvasObject) (most float32) {
	if !o.Visible() {
		return 0
	}
	switch o := o.(type) {
	case *Notes:
		line := fyne.MeasureText("M", theme.Size(base.SizeNameText), o.TextStyle).Height
		return float32(o.most-o.lines) * line
	case *container.Scroll, *container.Split:
		return 0
	}
	for _, child := range children(o) {
		most = max(most, room(child))
	}
	return most
}

// AcceptsTab keeps Tab for moving between fields.
func (n *Notes) AcceptsTab() bool { return false }

// TypedKey edits, or hands the key on.
func (n *Notes) TypedKey(ev *fyne.KeyEvent) {
	if n.OnKey != nil && n.OnKey(ev) || n.menuKey(ev) {
		return
	}
	if edits[ev.Name] || editsLines[ev.Name] {
		n.Entry.Entry.TypedKey(ev)
		return
	}
	if !types(ev) {
		keys.Handle(n, ev)
	}
}

// TypedShortcut edits, or hands the key on to the window's registry.
func (n *Notes) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && editsLines[custom.KeyName] {
		keys.HandleShortcut(n, s)
		return
	}
	n.Entry.TypedShortcut(s)
}

var editsLines = map[fyne.KeyName]bool{
	fyne.KeyReturn: true, fyne.KeyEnter: true, fyne.KeyUp: true, fyne.KeyDown: true, fyne.KeyPageUp: true, fyne.KeyPageDown: true,
}
