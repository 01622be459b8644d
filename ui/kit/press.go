package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
)

// pressable is what Button, Check and the tabs share: focus, mouse, Enter and Space, disabled state.
type pressable struct {
	widget.BaseWidget
	OnFocus func(gained bool) // it got or lost the focus

	self             fyne.Widget
	press            func()
	focused, hovered bool
	disabled         bool
	tip              func() string // words for the mouse resting on it; nil: none
}

func (p *pressable) init(self fyne.Widget, press func()) {
	p.self, p.press = self, press
	p.ExtendBaseWidget(self)
}

// Tapped presses with the mouse.
func (p *pressable) Tapped(*fyne.PointEvent) {
	hideTip(p.self)
	if p.disabled {
		return
	}
	p.press()
}

// MouseIn shows that the mouse is over it.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hover(true) }

// MouseMoved does nothing.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the hover mark away.
func (p *pressable) MouseOut() { p.hover(false) }

func (p *pressable) hover(on bool) {
	p.hovered = on
	if hideTip(p.self); on && p.tip != nil {
		showTip(p.self, p.tip(), tipBelow(p.self))
	}
	p.self.Refresh()
}

// FocusGained shows the focus.
func (p *pressable) FocusGained() {
	p.focused = true
	p.self.Refresh()
	reveal(p.self)
	if p.OnFocus != nil {
		p.OnFocus(true)
	}
}

// FocusLost takes the focus mark away.
func (p *pressable) FocusLost() {
	p.focused = false
	p.self.Refresh()
	if p.OnFocus != nil {
		p.OnFocus(false)
	}
}

// TypedRune does nothing; Space arrives as a key.
func (p *pressable) TypedRune(rune) {}

// KeyDown tells the window's registry that the key is pressed, not held.
func (p *pressable) KeyDown(ev *fyne.KeyEvent) { keys.Down(p.self, ev) }

// KeyUp does nothing.
func (p *pressable) KeyUp(*fyne.KeyEvent) {}

// TypedKey presses with Enter or Space, or hands the key on.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	hideTip(p.self)
	if isEnter(ev) || ev.Name == fyne.KeySpace {
		if !p.disabled && !(isEnter(ev) && keys.Held(p.self)) {
			p.press()
		}
		return
	}
	keys.Handle(p.self, ev)
}

// TypedShortcut hands keys with modifiers to the window's registry.
func (p *pressable) TypedShortcut(s fyne.Shortcut) { keys.HandleShortcut(p.self, s) }

// Disable makes it unusable and skipped by Tab.
func (p *pressable) Disable() { p.setDisabled(true) }

// Enable makes it usable.
func (p *pressable) Enable() { p.setDisabled(false) }

// Disabled tells whether it is unusable.
func (p *pressable) Disabled() bool { return p.disabled }

func (p *pressable) setDisabled(disabled bool) {
	if p.disabled != disabled {
		p.disabled = disabled
		p.self.Refresh()
	}
}
