package appointment

import (
	"strconv"

	"fyne.io/fyne/v2"

	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

// actionKeys are Alt+1 to Alt+9, for the actions of the info panel from top to bottom.
const actionKeys = 9

// register names what the keys do in the editor.
func (e *Editor) register() {
	commands := []keys.Command{
		{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { e.store(false, nil) }, Aliases: []keys.Shortcut{keys.Ctrl(fyne.KeyReturn)}},
		{ID: "customer", Shortcut: keys.Alt(fyne.KeyK), Run: func() { e.pickCustomer() }},
		{ID: "vehicle", Shortcut: keys.Alt(fyne.KeyF), Run: func() { e.pickVehicle() }},
		{ID: "contact", Shortcut: keys.Ctrl(fyne.KeyE), Run: func() { e.contact.toggle() }},
		{ID: "step.add", Shortcut: keys.Plain(fyne.KeyInsert), Run: func() { e.steps.add() }},
		{ID: "step.remove", Shortcut: keys.Ctrl(fyne.KeyD), Run: func() { e.steps.remove() }},
		{ID: "step.up", Shortcut: keys.Ctrl(fyne.KeyUp), Run: func() { e.steps.move(-1) }},
		{ID: "step.down", Shortcut: keys.Ctrl(fyne.KeyDown), Run: func() { e.steps.move(1) }},
		{ID: "panel", Shortcut: keys.Plain(fyne.KeyF6), Run: func() { e.panel.focus() }},
		{ID: "message", Shortcut: keys.Ctrl(fyne.KeyM), Run: func() { e.write() }, Enabled: e.stored},
		{ID: "undo", Run: func() { e.confirmUndo() }},
		{ID: "cancel", Run: func() { e.cancelVisit() }},
		{ID: "close", Shortcut: keys.Plain(fyne.KeyEscape), Run: func() { e.desk.Go.Back() }},
	}
	for n := range actionKeys {
		commands = append(commands, keys.Command{
			ID: "action" + strconv.Itoa(n+1), TextKey: "appointment.command.action", Shortcut: actionKey(n),
			Run: func() { e.panel.run(n) },
		})
	}
	e.commands = map[string]keys.Command{}
	for _, c := range commands {
		name := c.ID
		if c.TextKey == "" {
			c.TextKey = "appointment.command." + name
		}
		c.ID, c.Scope = "appointment."+name, e.scope
		e.commands[name] = c
		if name != "close" { // Esc is the shell's
			e.desk.Keys.MustAdd(c)
		}
	}
}

// actionKey is the key of the n-th action of the info panel, from 0.
func actionKey(n int) keys.Shortcut {
	return keys.Alt(fyne.KeyName(strconv.Itoa(n + 1)))
}

// button makes the button of one of the editor's commands; beside what it is about, a shorter text will do.
func (e *Editor) button(name string) *kit.Button {
	c := e.commands[name]
	text := i18n.T(c.TextKey)
	if short := "appointment.button." + name; i18n.Has(short) {
		return kit.NewButton(i18n.T(short), c.Run).WithKey(c.Shortcut).WithTip(text)
	}
	return kit.NewButton(text, c.Run).WithKey(c.Shortcut)
}
