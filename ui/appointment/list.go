package appointment

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/schedule"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// List is the screen of the appointments: one day with all that comes and goes, or the hits of a search over all days.
type List struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope

	content fyne.CanvasObject
	search  *kit.SearchEntry
	date    *kit.DateField
	days    [7]*kit.Button
	closed  *kit.Text
	sum     *kit.Text
	foot    *fyne.Container
	list    *kit.DataList[visit]
	day     core.Date
	text    string // searched for; empty: the day is shown
	rows    []visit
}

// NewList makes the screen; it begins with today.
func NewList(d *desk.Desk, s Service) *List {
	v := &List{desk: d, service: s, scope: d.NewScope("appointments"), day: d.Today()}
	v.register()
	v.build()
	return v
}

func (v *List) register() {
	selected := func() bool { _, ok := v.list.Selected(); return ok }
	cancellable := func() bool { row, ok := v.list.Selected(); return ok && row.Status.Open() }
	commands := []keys.Command{
		{ID: "open", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.open, Enabled: selected},
		{ID: "cancel", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.cancel, Enabled: cancellable},
		{ID: "day.before", Shortcut: keys.Alt(fyne.KeyLeft), Run: func() { v.show(v.day.Add(-1)) }},
		{ID: "day.after", Shortcut: keys.Alt(fyne.KeyRight), Run: func() { v.show(v.day.Add(1)) }},
		{ID: "week.before", Shortcut: keys.Alt(fyne.KeyPageUp), Run: func() { v.show(v.day.Add(-7)) }},
		{ID: "week.after", Shortcut: keys.Alt(fyne.KeyPageDown), Run: func() { v.show(v.day.Add(7)) }},
		{ID: "today", Shortcut: keys.Alt(fyne.KeyHome), Run: func() { v.show(v.desk.Today()) }},
		{ID: "date", Shortcut: keys.Ctrl(fyne.KeyG), Run: func() { v.desk.Focus(v.date) }},
		{ID: "to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.list.Focus() }},
	}
	for _, c := range commands {
		c.TextKey, c.Scope = "appointment.list."+c.ID, v.scope
		c.ID = "appointments." + c.ID
		v.desk.Keys.MustAdd(c)
	}
}

func (v *List) build() {
	v.search = kit.NewSearchEntry(v.desk.Tasks, v.task("search"), i18n.T("appointment.list.search"))
	v.search.OnSearch, v.search.Work = func(text string) { v.text = text; v.load() }, v.task("load")
	v.search.OnDown = func() { v.list.Focus() }
	v.date = kit.NewDateField(v.desk.Clock, v.desk.Zone())
	v.date.Set(v.day)
	v.date.OnChanged = func(day core.Date) {
		if day != 0 {
			v.day = day
			v.leaveSearch()
			v.load()
		}
	}
	v.date.OnEnter = func() { v.list.Focus() }
	v.closed, v.sum = kit.NewText("").In(theme.Warning.Color()).AtLeast(0), kit.NewMuted("")
	v.buildList()

	button := func(text string, key keys.Shortcut, run func()) *kit.Button {
		return kit.NewButton(text, run).WithKey(key)
	}
	bar := kit.Bar(
		button("‹", keys.Alt(fyne.KeyLeft), func() { v.show(v.day.Add(-1)) }).WithTip(i18n.T("appointment.list.day.before")), v.date,
		button("›", keys.Alt(fyne.KeyRight), func() { v.show(v.day.Add(1)) }).WithTip(i18n.T("appointment.list.day.after")),
		button(i18n.T("appointment.list.today"), keys.Alt(fyne.KeyHome), func() { v.show(v.desk.Today()) }),
		kit.Gap(), kit.UpTo(v.search, searchWidth),
		button(i18n.T("appointment.list.new"), keys.Ctrl(fyne.KeyN), v.New).As(kit.Important))
	week := container.NewGridWithColumns(len(v.days))
	for i := range v.days {
		v.days[i] = kit.NewButton("", func() { v.show(mondayOf(v.day).Add(i)) }).As(kit.Quiet)
		week.Add(v.days[i])
	}
	v.foot = kit.Border(nil, nil, v.sum, nil, v.closed)
	below := container.NewBorder(kit.Pad(container.NewHScroll(week), theme.GapTight, 0), kit.Pad(v.foot, theme.GapTight, 0), nil, nil, v.list) // the days come after the list for Tab
	v.content = kit.PadScreen(kit.Border(bar, nil, nil, nil, below))
}

const searchWidth = 260

func (v *List) task(name string) string { return string(v.scope) + "." + name }

// Title names the screen.
func (v *List) Title() string { return i18n.T("appointment.list.title") }

// Content is the day with its list.
func (v *List) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *List) Scope() keys.Scope { return v.scope }

// Shown loads the day and puts the focus on the list.
func (v *List) Shown() {
	v.load()
	v.list.Focus()
}

// Leave loses nothing: the screen holds no input.
func (v *List) Leave(then func()) { then() }

// Changed loads again when appointments or vehicles were written; selection and scroll position stay.
func (v *List) Changed(e core.Event) {
	if desk.Touches(e, core.EntityAppointment, core.EntityVehicle, core.EntitySettings) {
		v.load()
	}
}

// Close ends the screen.
func (v *List) Close() {
	v.desk.KeepWidths("appointments.columns", v.list)
	v.desk.Tasks.Cancel(v.task("load"))
}

// FocusSearch puts the cursor into the search field.
func (v *List) FocusSearch() {
	v.desk.Focus(v.search)
	v.search.SelectAll()
}

// New starts a booking by telephone, on the day shown if that is still to come.
func (v *List) New() {
	var at core.WallTime
	if b := v.desk.Settings().Basis; v.day > v.desk.Today() {
		if at = schedule.NextOpening(&b, v.day.At(0)); at.Date() != v.day {
			at = 0
		}
	}
	v.desk.Go.NewAppointment(at)
}

// show goes to a day.
func (v *List) show(day core.Date) {
	v.day = day
	v.date.Set(day)
	v.leaveSearch()
	v.load()
	v.list.Focus()
}

// leaveSearch shows a day again, from its first row.
func (v *List) leaveSearch() {
	v.text = ""
	v.search.Clear()
	v.list.Select(-1)
}

func (v *List) open() {
	if row, ok := v.list.Selected(); ok {
		v.desk.Go.EditAppointment(row.Meta.ID)
	}
}

func (v *List) cancel() {
	if row, ok := v.list.Selected(); ok && row.Status.Open() {
		askCancel(v.desk, v.service, row.Appointment, "", v.list.Focus)
	}
}

// load reads the day, or the hits of the search.
func (v *List) load() {
	basis, day, text := v.desk.Settings().Basis, v.day, v.text
	v.list.Hold("time", v.longTimes()...)
	if text != "" {
		task.Load(v.desk.Tasks, v.task("load"), func(ctx context.Context) ([]visit, error) { return found(ctx, v.service, text) },
			func(rows []visit, err error) { v.showFound(rows, err) })
		return
	}
	task.Load(v.desk.Tasks, v.task("load"), func(ctx context.Context) (week, error) { return readWeek(ctx, v.service, &basis, day) },
		func(w week, err error) { v.showDay(w, err) })
}

func (v *List) showFound(rows []visit, err error) {
	if err != nil {
		v.desk.Dialogs.Error(err)
		return
	}
	v.sum.Set(i18n.N("appointment.list.found", len(rows)))
	v.closed.Set("")
	v.fill(rows, i18n.T("appointment.list.nothing"), false)
}

func (v *List) showDay(w week, err error) {
	if err != nil {
		v.desk.Dialogs.Error(err)
		return
	}
	for i, b := range v.days {
		day := w.monday.Add(i)
		text := i18n.WeekdayName(day.Weekday()) + " " + i18n.DateShort(day)
		if n := w.dropOffs[i]; n > 0 {
			text += " · " + i18n.Number(n)
		}
		b.SetText(text)
		b.As(kit.Quiet)
		if day == v.day {
			b.As(kit.Normal)
		}
	}
	v.sum.Set(loadText(w.load))
	v.closed.Set(v.closure())
	v.fill(w.rows, i18n.T("appointment.list.empty"), true)
}

// closure says why the workshop is closed on the day, if it is.
func (v *List) closure() string {
	basis := v.desk.Settings().Basis
	c := schedule.ClosedOn(&basis, v.day)
	switch {
	case !c.Any():
		return ""
	case c.Own && c.Text != "":
		return " · " + i18n.T("appointment.list.closed_for", "reason", c.Text)
	case c.Holiday != "":
		return " · " + i18n.T("appointment.list.closed_for", "reason", i18n.T(c.Holiday))
	}
	return " · " + i18n.T("appointment.list.closed")
}

func (v *List) fill(rows []visit, empty string, offer bool) {
	v.rows = rows
	var action *kit.Button
	if offer {
		action = kit.NewButton(i18n.T("appointment.list.new"), v.New).WithKey(keys.Ctrl(fyne.KeyN))
	}
	v.foot.Refresh()
	v.list.SetEmpty(kit.EmptyState(empty, action))
	v.list.SetSource(kit.Slice[visit](rows))
	if v.list.Index() < 0 && len(rows) > 0 {
		v.list.Select(0)
	}
}

var _ desk.View = (*List)(nil)
