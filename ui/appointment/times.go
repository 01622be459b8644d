package appointment

import (
	"time"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// times are drop-off and pick-up. The pick-up follows the work until it is set by hand; after that it moves to another
// day together with the drop-off, by as many days, and by as many minutes where it would otherwise lie before it.
type times struct {
	editor          *Editor
	dropOff, pickUp *part
	dropDay         core.Date // as before the adviser began to type a day
	pickDay         core.Date
	dropAt, pickAt  core.WallTime // as before the adviser began to type a time
}

// part is day, time and minutes of the drop-off or the pick-up.
type part struct {
	line    *kit.Line
	day     *kit.DateField
	clock   *kit.TimeField
	minutes *kit.MinutesField
	value   func() *core.Part
	note    *kit.Text // how long the car stays, or why the day is closed
}

func newTimes(e *Editor) *times {
	t := &times{editor: e}
	t.dropOff = t.newPart(func() *core.Part { return &e.draft.Appointment.DropOff }, core.FieldDropOff, core.FieldDropOffMinutes)
	t.pickUp = t.newPart(func() *core.Part { return &e.draft.Appointment.PickUp }, core.FieldPickUp, core.FieldPickUpMinutes)
	t.dropOff.day.OnChanged = func(day core.Date) { t.moveDay(day) }
	onFocus(t.dropOff.day, t.settle)
	t.dropOff.clock.OnChanged = func(core.TimeOfDay, bool) { t.moveClock() }
	onFocus(t.dropOff.clock, t.settle)
	t.pickUp.clock.OnChanged = func(core.TimeOfDay, bool) {
		e.draft.Follows = false
		t.pickUp.read()
		t.settle()
		e.touch()
	}
	t.pickUp.day.OnChanged = func(core.Date) {
		e.draft.Follows = false
		t.pickUp.read()
		t.settle()
		e.touch()
	}
	return t
}

func (t *times) newPart(value func() *core.Part, at, minutes core.Field) *part {
	e := t.editor
	p := &part{
		day: kit.NewDateField(e.desk.Clock, e.desk.Zone()), clock: kit.NewTimeField(), minutes: kit.NewMinutesField(),
		value: value, note: kit.NewMuted("").AtLeast(0),
	}
	p.day.SetRequired(true)
	p.clock.SetRequired(true)
	p.minutes.OnChanged = func(m int) { value().Minutes = m; e.touch() }
	row := kit.Beside(p.day, p.clock, kit.NewMuted(i18n.T("appointment.takes")), p.minutes)
	p.line = kit.NewLine(kit.Border(nil, nil, row, nil, middle(kit.Pad(p.note, 0, theme.Gap))))
	e.spots[at] = spot{focus: p.day, mark: p.line.SetError}
	e.spots[minutes] = spot{focus: p.minutes, mark: p.line.SetError}
	return p
}

// read takes over day and time; without both of them the part has no time.
func (p *part) read() {
	p.value().At = 0
	if clock, set := p.clock.Value(); set {
		p.value().At = p.day.Value().At(clock)
	}
}

func (p *part) load() {
	at := p.value().At
	p.day.Set(at.Date())
	if at == 0 {
		p.clock.Clear()
	} else {
		p.clock.Set(at.Time())
	}
	p.minutes.Set(p.value().Minutes)
}

func (t *times) load() {
	t.dropOff.load()
	t.pickUp.load()
	t.settle()
}

// settle remembers the days from which the next move is counted.
func (t *times) settle() {
	t.dropDay, t.pickDay = t.dropOff.day.Value(), t.pickUp.day.Value()
	t.dropAt, t.pickAt = t.dropOff.value().At, t.pickUp.value().At
	t.showStay()
}

func (t *times) moveDay(day core.Date) {
	t.dropOff.read()
	if day != 0 && t.dropDay != 0 && t.pickDay != 0 {
		t.pickUp.day.Set(t.pickDay.Add(daysBetween(t.dropDay, day)))
		t.pickUp.read()
	}
	t.showStay()
	t.editor.touch()
}

// moveClock takes over the time of the drop-off. A pick-up that was told to somebody stays, unless it would lie before it.
func (t *times) moveClock() {
	t.dropOff.read()
	if to := t.dropOff.value().At; !t.editor.draft.Follows && to.Valid() && t.dropAt.Valid() && t.pickAt.Valid() {
		pick := t.pickAt
		if pick < t.dropOff.value().End() {
			pick = pick.Add(to.Sub(t.dropAt))
		}
		t.pickUp.value().At = pick
		t.pickUp.load()
	}
	t.editor.touch()
}

// set moves drop-off or pick-up to a time; the pick-up follows the drop-off by the same distance.
func (t *times) set(field core.Field, at core.WallTime) {
	a := &t.editor.draft.Appointment
	switch field {
	case core.FieldPickUp:
		a.PickUp.At = at
	default:
		if a.DropOff.At.Valid() && a.PickUp.At.Valid() {
			a.PickUp.At = a.PickUp.At.Add(at.Sub(a.DropOff.At))
		}
		a.DropOff.At = at
	}
	t.load()
	t.editor.touch()
}

// follow shows the pick-up where the work has moved it.
func (t *times) follow() {
	basis := t.editor.desk.Settings().Basis
	if t.editor.draft.FollowWork(&basis) {
		t.pickUp.load()
		t.settle()
	}
}

// showStay says beside the pick-up how long the car stays when that is more than a day.
func (t *times) showStay() {
	text := ""
	if from, to := t.dropOff.day.Value(), t.pickUp.day.Value(); from != 0 && to > from {
		text = i18n.N("appointment.stay", daysBetween(from, to))
	}
	t.pickUp.note.Set(text)
}

func daysBetween(from, to core.Date) int {
	instant := func(d core.Date) time.Time { return d.At(0).In(time.UTC) }
	return int(instant(to).Sub(instant(from)).Hours() / 24)
}
