package kit

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// calendar is the month that drops down from a DateField. Arrows move by a day or a week, PgUp and PgDn by a month, Home goes
// to today; Enter, Tab or a click takes the day, Esc leaves the field as it was. Whatever else is typed goes into the field.
type calendar struct {
	widget.BaseWidget
	field *DateField
	layer *layer
	at    core.Date
}

// The calendar in cells: a title, the names of the weekdays, six weeks.
const (
	calendarDays  = 7
	calendarWeeks = 6
	calendarHead  = 2
	calendarWide  = 32 // device-independent pixels of a day at 100 %
	calendarEdge  = 4
)

func (d *DateField) open() {
	window := canvasOf(d)
	if d.month != nil || d.Disabled() || window == nil {
		return
	}
	at := d.value
	if at == 0 {
		at = d.today()
	}
	d.month = &calendar{field: d, at: at}
	d.month.ExtendBaseWidget(d.month)
	d.month.layer = newLayer(d.month, d.beside)
	d.month.layer.outside = d.close
	d.month.layer.wheel = func(by float32) {
		if by < 0 {
			d.month.turn(-1)
		} else {
			d.month.turn(1)
		}
	}
	window.Overlays().Add(d.month.layer)
	window.Focus(d.month)
}

// beside places the calendar under the field, or above it, or where there is room.
func (d *DateField) beside(window, least fyne.Size) (fyne.Position, fyne.Size) {
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(d)
	under, above := pos.Y+d.Size().Height+1, pos.Y-least.Height-1
	if pos.Y = under; under+least.Height > window.Height && above >= 0 {
		pos.Y = above
	}
	return fyne.NewPos(max(min(pos.X, window.Width-least.Width-2), 0), max(min(pos.Y, window.Height-least.Height-2), 0)), least
}

func (d *DateField) close() {
	if d.month == nil {
		return
	}
	layer := d.month.layer
	d.month = nil
	if window := canvasOf(d); window != nil {
		window.Overlays().Remove(layer)
	}
}

// take makes the marked day the field's.
func (c *calendar) take() {
	c.field.close()
	c.field.change(c.at)
	c.field.SetError("")
	c.field.SetText(i18n.Weekday(c.at))
	c.field.SelectAll()
}

func (c *calendar) move(to core.Date) {
	if to.Valid() {
		c.at = to
		c.Refresh()
	}
}

func (c *calendar) turn(months int) { c.move(addMonths(c.at, months)) }

// first is the Monday with which the first week begins.
func (c *calendar) first() core.Date {
	_, _, day := c.at.Split()
	first := c.at.Add(1 - day)
	return first.Add(-((int(first.Weekday()) + calendarDays - 1) % calendarDays))
}

// FocusGained does nothing; the field shows the focus.
func (c *calendar) FocusGained() {}

// FocusLost does nothing.
func (c *calendar) FocusLost() {}

// AcceptsTab lets Tab take the day and move on.
func (c *calendar) AcceptsTab() bool { return true }

// TypedRune goes on in the field.
func (c *calendar) TypedRune(r rune) {
	if r != ' ' {
		c.field.close()
		c.field.TypedRune(r)
	}
}

// KeyDown tells the window's registry that the key is pressed, not held.
func (c *calendar) KeyDown(ev *fyne.KeyEvent) { keys.Down(c.field, ev) }

// KeyUp does nothing.
func (c *calendar) KeyUp(*fyne.KeyEvent) {}

// TypedKey moves, takes the day or leaves.
func (c *calendar) TypedKey(ev *fyne.KeyEvent) {
	days := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -calendarDays, fyne.KeyDown: calendarDays}
	switch ev.Name {
	case fyne.KeyPageUp:
		c.turn(-1)
	case fyne.KeyPageDown:
		c.turn(1)
	case fyne.KeyHome:
		c.move(c.field.today())
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.take()
	case fyne.KeyTab:
		c.take()
		focusNext(c.field)
	case fyne.KeyEscape:
		c.field.close()
	default:
		if by := days[ev.Name]; by != 0 {
			c.move(c.at.Add(by))
		}
	}
}

// TypedShortcut closes with the key that opens, and is otherwise deaf: nothing happens behind an open calendar.
func (c *calendar) TypedShortcut(s fyne.Shortcut) {
	if keys.Of(s) == openCalendar {
		c.field.close()
	}
}

// Tapped takes the day under the mouse, or turns to the month before or after.
func (c *calendar) Tapped(ev *fyne.PointEvent) {
	cell := calendarCell()
	column, row := int((ev.Position.X-calendarEdge)/cell.Width), int((ev.Position.Y-calendarEdge)/cell.Height)
	switch {
	case row == 0 && column == 0:
		c.turn(-1)
	case row == 0 && column == calendarDays-1:
		c.turn(1)
	case row >= calendarHead && row < calendarHead+calendarWeeks && column >= 0 && column < calendarDays:
		c.move(c.first().Add((row-calendarHead)*calendarDays + column))
		c.take()
	}
}

// Cursor shows that there is something to press.
func (c *calendar) Cursor() desktop.Cursor { return desktop.PointerCursor }

func calendarCell() fyne.Size {
	return fyne.NewSize(calendarWide*theme.Zoom(), theme.Size(theme.SizeRow))
}

// CreateRenderer makes the drawing of the calendar; Fyne calls it.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{c: c, back: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil), title: newLettering()}
	r.turns = [2]*Lettering{newLettering(), newLettering()}
	for range calendarDays * (1 + calendarWeeks) {
		r.cells = append(r.cells, newLettering())
	}
	r.Refresh()
	return r
}

type calendarRenderer struct {
	c                *calendar
	back, mark, ring *canvas.Rectangle // ring: around today
	title            *Lettering
	turns            [2]*Lettering
	cells            []*Lettering // the weekdays, then the days
}

func (r *calendarRenderer) MinSize() fyne.Size {
	cell := calendarCell()
	return fyne.NewSize(calendarDays*cell.Width+2*calendarEdge, (calendarHead+calendarWeeks)*cell.Height+2*calendarEdge)
}

func (r *calendarRenderer) Layout(size fyne.Size) {
	cell := calendarCell()
	at := func(column, row int) fyne.Position {
		return fyne.NewPos(calendarEdge+float32(column)*cell.Width, calendarEdge+float32(row)*cell.Height)
	}
	center := func(l *Lettering, pos fyne.Position, wide float32) {
		least := l.MinSize()
		l.Resize(least)
		l.Move(pos.AddXY((wide-least.Width)/2, (cell.Height-least.Height)/2))
	}
	edge(r.back, size)
	center(r.title, at(0, 0), calendarDays*cell.Width)
	for i, l := range r.turns {
		center(l, at(i*(calendarDays-1), 0), cell.Width)
	}
	for i, l := range r.cells {
		center(l, at(i%calendarDays, i/calendarDays+1), cell.Width)
	}
	first := r.c.first()
	for i := range calendarDays * calendarWeeks {
		pos := at(i%calendarDays, i/calendarDays+calendarHead)
		for day, box := range map[core.Date]*canvas.Rectangle{r.c.at: r.mark, r.c.field.today(): r.ring} {
			if first.Add(i) == day {
				box.Resize(fyne.NewSize(cell.Width-2, cell.Height-2))
				box.Move(pos.AddXY(1, 1))
			}
		}
	}
}

func (r *calendarRenderer) Refresh() {
	const corner = 3
	paint(r.back, base.ColorNameMenuBackground, theme.Size(base.SizeNamePopupRadius))
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(base.ColorNameInputBorder), 1
	r.back.Refresh()
	paint(r.mark, theme.ColorSelected, corner)
	paint(r.ring, "", corner)
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(base.ColorNamePrimary), 1
	today, first := r.c.field.today(), r.c.first()
	r.ring.Hidden = today < first || today >= first.Add(calendarDays*calendarWeeks)
	r.ring.Refresh()
	write(r.title, i18n.Month(r.c.at.Month()), base.ColorNameForeground, base.SizeNameText, true)
	for i, sign := range []string{"‹", "›"} {
		write(r.turns[i], sign, theme.ColorMuted, base.SizeNameText, true)
	}
	for i, l := range r.cells {
		if i < calendarDays {
			write(l, i18n.WeekdayName(time.Weekday((i+1)%calendarDays)), theme.ColorMuted, base.SizeNameCaptionText, false)
			continue
		}
		day, hue := first.Add(i-calendarDays), base.ColorNameForeground
		if day.Month() != r.c.at.Month() {
			hue = theme.ColorMuted
		}
		_, _, number := day.Split()
		write(l, strconv.Itoa(number), hue, base.SizeNameText, day == r.c.at)
	}
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *calendarRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.mark, r.ring, r.title, r.turns[0], r.turns[1]}
	for _, l := range r.cells {
		objects = append(objects, l)
	}
	return objects
}

func (r *calendarRenderer) Destroy() {}
