package kit

import (
	"time"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// DateField is a day. It reads whatever ParseDate reads, and shows the day with its weekday when the field is left. Up and
// Down move by a day, PgUp and PgDn by a week; Alt+Down or a click on its sign opens a calendar on the value. Text that is no
// day marks the field and leaves the value unset.
type DateField struct {
	Entry
	OnChanged func(core.Date) // the user set another day; 0: none

	today func() core.Date
	value core.Date
	empty bool
	month *calendar // nil: not open
}

var openCalendar = keys.Alt(fyne.KeyDown)

// NewDateField makes an empty field; clock tells today (in loc, the dealership's zone, nil for UTC).
func NewDateField(clock core.Clock, loc *time.Location) *DateField {
	if loc == nil {
		loc = time.UTC
	}
	d := &DateField{today: func() core.Date { return core.DateOf(clock.Now().In(loc)) }, empty: true}
	d.selectAll = true
	d.Width = 142
	d.init(d)
	d.Icon = theme.Tinted(theme.IconDay, theme.ColorMuted)
	d.Entry.OnChanged = func(string) { d.read(false) }
	return d
}

// SetRequired tells whether the field may stay empty.
func (d *DateField) SetRequired(required bool) {
	d.empty = !required
	d.Marks.SetRequired(required)
}

// Set shows a day without telling OnChanged; 0 empties the field.
func (d *DateField) Set(day core.Date) {
	d.value = day
	d.SetError("")
	d.SetText(i18n.Weekday(day))
}

// Value is the day in the field, 0 if it is empty or no day.
func (d *DateField) Value() core.Date { return d.value }

// FocusLost reads what was typed and shows it in full.
func (d *DateField) FocusLost() {
	d.read(true)
	d.Entry.FocusLost()
}

// TypedKey moves by days, or edits.
func (d *DateField) TypedKey(ev *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1, fyne.KeyPageUp: 7, fyne.KeyPageDown: -7}
	if by, ok := steps[ev.Name]; ok {
		if !d.Disabled() {
			d.step(by)
		}
		return
	}
	if isEnter(ev) {
		d.read(true)
	}
	d.Entry.TypedKey(ev)
}

// TypedShortcut opens the calendar, or edits.
func (d *DateField) TypedShortcut(s fyne.Shortcut) {
	if keys.Of(s) == openCalendar {
		d.open()
		return
	}
	d.Entry.TypedShortcut(s)
}

// Tapped opens the calendar where its sign is.
func (d *DateField) Tapped(ev *fyne.PointEvent) {
	if ev.Position.X < theme.Size(base.SizeNameInlineIcon)+2*theme.Size(base.SizeNameInnerPadding) {
		d.open()
		return
	}
	d.Entry.Tapped(ev)
}

func (d *DateField) step(by int) {
	day := d.value
	if day == 0 {
		day, by = d.today(), 0
	}
	d.change(day.Add(by))
	d.SetText(i18n.Weekday(d.value))
	d.SelectAll()
}

// read takes over what is typed; final also rewrites it and says what is wrong.
func (d *DateField) read(final bool) {
	day, ok := ParseDate(d.Text, d.today())
	switch {
	case ok && (day != 0 || d.empty || !final):
		d.SetError("")
		d.change(day)
		if final {
			d.SetText(i18n.Weekday(day))
		}
	case ok:
		d.change(0)
		d.SetError(i18n.T("kit.date.required"))
	default:
		d.change(0)
		if final {
			d.SetError(i18n.T("kit.date.invalid"))
		}
	}
}

func (d *DateField) change(day core.Date) {
	if day == d.value {
		return
	}
	d.value = day
	d.SetError("")
	if d.OnChanged != nil {
		d.OnChanged(day)
	}
}
