package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// dialogMargin is what always stays free around a dialog, in device-independent pixels.
const dialogMargin = 16

func (g *Dialog) defaultIndex() int {
	for i, b := range g.Buttons {
		if b.Kind == Important || b.Kind == Danger {
			return i
		}
	}
	return 0
}

func (g *Dialog) build(d *Dialogs) fyne.CanvasObject {
	title := strings.TrimSuffix(g.Title, "…") // of the command that opened it
	head := Beside(NewTitle(title))
	if g.Severity != theme.Neutral {
		head = Beside(NewSign(g.Severity), NewTitle(title))
	}
	bar := Beside(Gap())
	g.buttons = nil
	for i, b := range g.Buttons {
		button := NewButton(b.Text, func() { d.press(g, i) }).As(b.Kind).WithKey(b.shownKey())
		if b.Reason != "" {
			button.SetReason(b.Reason)
		}
		bar.Add(button)
		g.buttons = append(g.buttons, button)
	}
	g.def = nil
	if len(g.buttons) > 0 {
		g.def = g.buttons[g.defaultIndex()]
	}
	space := float32(theme.GapWide)
	content := g.Content
	if label, ok := content.(*Paragraph); ok {
		content = tight(label)
	}
	body := Border(head, bar, nil, nil, Pad(content, space, 0))
	back := NewSurface(base.ColorNameOverlayBackground, base.ColorNameSeparator, 0)
	return container.NewStack(back, newTapGuard(), Pad(body, space+4, space+6))
}

// shownKey is the key in the button; one that cancels shows Esc unless Enter presses it as well.
func (b DialogButton) shownKey() keys.Shortcut {
	if b.Cancel && b.Kind != Important && b.Key.Key == "" {
		return keys.Plain(fyne.KeyEscape)
	}
	return b.Key
}

// Busy shows on the default button of an open dialog what is being done, and lets nothing but cancelling be pressed until it
// is called with an empty text.
func (g *Dialog) Busy(doing string) {
	g.busy = doing != ""
	if g.busy {
		g.def.Disable()
	} else {
		doing = g.Buttons[g.defaultIndex()].Text
		g.def.Enable()
	}
	g.def.SetText(doing)
}

// Allow tells whether a button of an open dialog can be pressed.
func (g *Dialog) Allow(button int, yes bool) {
	if yes {
		g.buttons[button].Enable()
	} else {
		g.buttons[button].Disable()
	}
}

// place centres the dialog, at its own size but never larger than the window.
func (g *Dialog) place(window, least fyne.Size) (fyne.Position, fyne.Size) {
	room := window.Subtract(fyne.NewSquareSize(2 * dialogMargin))
	size := fyne.NewSize(min(max(least.Width, g.Width*theme.Zoom()), room.Width), min(max(least.Height, g.Height*theme.Zoom()), room.Height))
	if text, ok := g.Content.(*Paragraph); ok {
		size.Height = min(wrappedHeight(text, size.Width-2*(theme.GapWide+6)+2*theme.Size(base.SizeNameInnerPadding))+least.Height-text.MinSize().Height, room.Height)
	}
	return fyne.NewPos((window.Width-size.Width)/2, (window.Height-size.Height)/3), size
}

// wrappedHeight is the height a paragraph needs at width; it only knows it after it got the width.
func wrappedHeight(text *Paragraph, width float32) float32 {
	text.Resize(fyne.NewSize(width, text.Size().Height))
	return text.MinSize().Height
}

// focusFirst puts the focus on First, else on the first field of the content, else on the default button.
func (g *Dialog) focusFirst(c fyne.Canvas) {
	switch {
	case g.First != nil:
		c.Focus(g.First)
		return
	case firstFocusable(g.Content) != nil:
		c.Focus(firstFocusable(g.Content))
	case g.def != nil && !g.def.Disabled():
		c.Focus(g.def)
	default:
		c.FocusNext()
	}
}

// firstFocusable is the first field inside o that can take the focus.
func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, can := o.(fyne.Disableable); !can || !d.Disabled() {
			return f
		}
		return nil
	}
	for _, child := range children(o) {
		if f := firstFocusable(child); f != nil {
			return f
		}
	}
	return nil
}

// tapGuard keeps clicks on a dialog's free space from reaching the layer behind it.
type tapGuard struct{ widget.BaseWidget }

func newTapGuard() *tapGuard {
	g := &tapGuard{}
	g.ExtendBaseWidget(g)
	return g
}

// Tapped does nothing.
func (g *tapGuard) Tapped(*fyne.PointEvent) {}

// CreateRenderer makes an empty drawing; Fyne calls it.
func (g *tapGuard) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// children are the objects directly inside o.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case parent:
		return o.inside()
	}
	return nil
}

// parent is a widget of this package that holds other objects.
type parent interface{ inside() []fyne.CanvasObject }
