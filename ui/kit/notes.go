package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/ui/keys"
)

// Notes is text of several lines. Enter makes a new line, Tab leaves the field, Ctrl+Enter goes to the window's registry.
type Notes struct {
	Entry
	growing bool
}

// NewNotes makes an empty field that shows the given number of lines.
func NewNotes(placeholder string, lines int) *Notes {
	n := &Notes{}
	n.init(n)
	n.MultiLine = true
	n.Wrapping = fyne.TextWrapWord
	n.PlaceHolder = placeholder
	n.SetMinRowsVisible(lines)
	return n
}

// Growing lets the field take the height that its form or column has left over; several share it.
func (n *Notes) Growing() *Notes {
	n.growing = true
	return n
}

// grows tells whether o holds a field that takes what height is left, outside of anything that scrolls.
func grows(o fyne.CanvasObject) bool {
	if !o.Visible() {
		return false
	}
	switch o := o.(type) {
	case *Notes:
		return o.growing
	case *container.Scroll, *container.Split:
		return false
	}
	return slices.ContainsFunc(children(o), grows)
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
