// Package keys is the one place that knows which key does what.
//
// A Registry belongs to a window (Attach). It holds commands by scope: Global ones work everywhere, those of a screen
// while its scope is active (Use). Nothing fires behind an open dialog: a dialog pushes a scope of its own (Push) and only
// that scope's commands work until it is popped; any other overlay, such as a menu, blocks everything.
//
// Fyne delivers only main-menu shortcuts while an entry has the focus, and function keys only to the focused widget. So the
// global commands go into the main menu (Item), and the widgets of ui/kit hand every key they do not need to Handle and
// HandleShortcut. Ctrl+Alt is refused: that is AltGr, which types € and @.
package keys

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/ui/i18n"
)

// Scope is where a command works: Global, the name of a screen, or the name of a dialog.
type Scope string

// Global is the scope of commands that work on every screen.
const Global Scope = ""

// Command is something the user can do by key, menu or button.
type Command struct {
	ID       string        // unique in its scope, such as "lead.book"
	TextKey  string        // key of its name in the catalogue
	Shortcut Shortcut      // the zero Shortcut: no key
	Scope    Scope         // where it works
	Run      func()        // what it does
	Enabled  func() bool   // whether it can be done now; nil: always
	Aliases  []Shortcut    // further keys that do the same and are not shown
	Icon     fyne.Resource // for menus, may be nil
}

// Hint is a key that a control takes itself, for the help; it is no command.
type Hint struct {
	Shortcuts []Shortcut
	TextKey   string
}

// Registry holds the commands of one window. It is used on the user interface's goroutine only.
type Registry struct {
	// OnUnused hears a plain key that nobody took because no widget has the focus, as after a click with the mouse.
	OnUnused func(*fyne.KeyEvent)

	commands []*Command
	active   Scope
	modal    []Scope
	canvas   fyne.Canvas

	enterDown time.Time // when Enter last went down; zero in a window that does not tell
}

// New makes an empty registry.
func New() *Registry { return &Registry{} }

// Add registers a command. It refuses Ctrl+Alt, an id or key that the scope already has, a key that a global command has,
// and a command without id or Run.
func (r *Registry) Add(c Command) error {
	if c.ID == "" || c.Run == nil {
		return fmt.Errorf("keys: command %q needs an id and something to run", c.ID)
	}
	for _, s := range c.shortcuts() {
		const altGr = fyne.KeyModifierControl | fyne.KeyModifierAlt
		if s.Modifier&altGr == altGr {
			return fmt.Errorf("keys: %s: Ctrl+Alt is AltGr and types characters", c.ID)
		}
	}
	for _, other := range r.commands {
		if other.Scope == c.Scope && other.ID == c.ID {
			return fmt.Errorf("keys: %s is registered twice", c.ID)
		}
		if !r.together(other.Scope, c.Scope) {
			continue
		}
		for _, s := range c.shortcuts() {
			if slices.Contains(other.shortcuts(), s) {
				return fmt.Errorf("keys: %s and %s both want %s+%v", other.ID, c.ID, s.Key, s.Modifier)
			}
		}
	}
	r.commands = append(r.commands, &c)
	r.bind(&c)
	return nil
}

// together tells whether commands of both scopes can work at the same time: global ones and those of a screen, but a
// dialog's only among themselves.
func (r *Registry) together(a, b Scope) bool {
	if a == b {
		return true
	}
	return (a == Global || b == Global) && !slices.Contains(r.modal, a) && !slices.Contains(r.modal, b)
}

// MustAdd registers commands whose keys are fixed in the program; a refused one is a programming fault and panics.
func (r *Registry) MustAdd(commands ...Command) {
	for _, c := range commands {
		if err := r.Add(c); err != nil {
			panic(err)
		}
	}
}

// Remove forgets all commands of a scope, when its screen or dialog is gone.
func (r *Registry) Remove(scope Scope) {
	r.commands = slices.DeleteFunc(r.commands, func(c *Command) bool { return c.Scope == scope })
}

// Use makes the commands of a screen's scope active, beside the global ones.
func (r *Registry) Use(scope Scope) { r.active = scope }

// Active is the scope whose commands work now: that of the topmost dialog, else that of the screen.
func (r *Registry) Active() Scope {
	if n := len(r.modal); n > 0 {
		return r.modal[n-1]
	}
	return r.active
}

// Push opens a dialog's scope: until pop is called only its commands work.
func (r *Registry) Push(scope Scope) (pop func()) {
	r.modal = append(r.modal, scope)
	depth := len(r.modal)
	return func() {
		if len(r.modal) >= depth {
			r.modal = r.modal[:depth-1]
		}
	}
}

// Run runs the command with this id if it works now, and tells whether it did.
func (r *Registry) Run(id string) bool {
	return r.fire(func(c *Command) bool { return c.ID == id })
}

// Can tells whether the command with this id would run now.
func (r *Registry) Can(id string) bool {
	c := r.find(func(c *Command) bool { return c.ID == id })
	return c != nil && c.enabled()
}

// Handle runs the command of a plain key and tells whether there was one; a disabled command eats its key.
func (r *Registry) Handle(ev *fyne.KeyEvent) bool { return r.press(Plain(ev.Name)) }

// HandleShortcut runs the command of a key with modifiers and tells whether there was one; a disabled command eats its key.
func (r *Registry) HandleShortcut(s fyne.Shortcut) bool { return r.press(Of(s)) }

// List names the commands that have a key, the active scope's first, then the global ones; for the F1 help.
func (r *Registry) List() []Command {
	var list []Command
	for _, scope := range r.scopes() {
		for _, c := range r.commands {
			if c.Scope == scope && c.Shortcut.Key != "" {
				list = append(list, *c)
			}
		}
	}
	return list
}

// Runnable lists the commands that can be run now, with or without a key, the active scope's first, then the global ones.
func (r *Registry) Runnable() []Command {
	var list []Command
	for _, scope := range r.scopes() {
		for _, c := range r.commands {
			if c.Scope == scope && c.enabled() {
				list = append(list, *c)
			}
		}
	}
	return list
}

// Get is the command with this id, searched in the active scope, the global one, and then among those added last, so that
// a view finds its own commands before it is shown.
func (r *Registry) Get(id string) (Command, bool) {
	for _, scope := range append(r.scopes(), r.active, Global) {
		for _, c := range r.commands {
			if c.Scope == scope && c.ID == id {
				return *c, true
			}
		}
	}
	for _, c := range slices.Backward(r.commands) {
		if c.ID == id {
			return *c, true
		}
	}
	return Command{}, false
}

// Text is the name of the command in the chosen language.
func (c *Command) Text() string { return i18n.T(c.TextKey) }

func (c *Command) enabled() bool { return c.Enabled == nil || c.Enabled() }

func (c *Command) shortcuts() []Shortcut {
	var all []Shortcut
	for _, s := range append([]Shortcut{c.Shortcut}, c.Aliases...) {
		if s.Key != "" {
			all = append(all, s.normal())
		}
	}
	return all
}

// scopes are those whose commands work now, the first one first.
func (r *Registry) scopes() []Scope {
	switch {
	case len(r.modal) > 0:
		return []Scope{r.Active()}
	case r.active == Global:
		return []Scope{Global}
	default:
		return []Scope{r.active, Global}
	}
}

func (r *Registry) find(wanted func(*Command) bool) *Command {
	if r.blocked() {
		return nil
	}
	for _, scope := range r.scopes() {
		for _, c := range r.commands {
			if c.Scope == scope && wanted(c) {
				return c
			}
		}
	}
	return nil
}

func (r *Registry) fire(wanted func(*Command) bool) bool {
	c := r.find(wanted)
	if c == nil || !c.enabled() {
		return false
	}
	c.Run()
	return true
}

func (r *Registry) press(s Shortcut) bool {
	if s.Key == "" {
		return false
	}
	c := r.find(func(c *Command) bool { return slices.Contains(c.shortcuts(), s) })
	if c == nil {
		return false
	}
	if c.enabled() && !(isEnter(s.Key) && r.held()) {
		c.Run()
	}
	return true
}
