package desk

import (
	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Meanwhile is the line over an editor that says who else stored its record while it is open here.
type Meanwhile struct {
	Row   *fyne.Container
	desk  *Desk
	shown core.Ref // the revision spoken of
}

// NewMeanwhile makes the line, hidden until there is something to say.
func (d *Desk) NewMeanwhile() *Meanwhile {
	m := &Meanwhile{Row: kit.Below(), desk: d}
	m.Row.Hide()
	return m
}

// Hear takes in an event about records; own is the record as it was read or stored here.
func (m *Meanwhile) Hear(e core.Event, own core.Record) {
	for _, r := range e.Refs {
		head := own.Head()
		if r.Entity != own.Entity() || r.ID != head.ID || r.Rev <= max(head.Rev, m.shown.Rev) {
			continue
		}
		m.shown = r
		who := e.Actor
		if who == "" {
			who = i18n.T("desk.meanwhile.import")
		}
		at := core.WallTimeOf(m.desk.Clock.Now().In(m.desk.Zone()))
		m.Row.Objects = []fyne.CanvasObject{kit.FindingRow(theme.Hint, i18n.T("desk.meanwhile.changed", "who", who, "time", i18n.Clock(at)))}
		m.Row.Show()
	}
}

// Clear takes the line away, once the record was read or stored again.
func (m *Meanwhile) Clear() {
	m.shown = core.Ref{}
	m.Row.Hide()
}
