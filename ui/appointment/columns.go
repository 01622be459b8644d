package appointment

import (
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/schedule"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// statusSigns are the statuses that are worth a sign.
var statusSigns = map[core.AppointmentStatus]theme.Severity{
	core.AppointmentConfirmed: theme.Success, core.AppointmentArrived: theme.Hint,
	core.AppointmentNoShow: theme.Warning, core.AppointmentCancelled: theme.Failure,
}

func (v *List) buildList() {
	v.list = kit.NewDataList[visit](kit.Slice[visit]{}, v.columns()...)
	v.list.Striped = true
	v.list.Key = visit.key
	v.list.OnActivated = func(visit) { v.open() }
	v.list.OnFind = func(r rune) {
		v.desk.Focus(v.search)
		v.search.TypedRune(r)
	}
	v.list.OnKey = func(ev *fyne.KeyEvent) bool {
		by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[ev.Name]
		if by != 0 {
			v.show(v.day.Add(by))
		}
		return by != 0
	}
	v.list.OnMenu = func(row visit, at fyne.Position) {
		items := []*fyne.MenuItem{fyne.NewMenuItem(i18n.T("appointment.list.open"), v.open)}
		if row.Status.Open() {
			items = append(items, fyne.NewMenuItem(i18n.T("appointment.list.cancel"), v.cancel))
		}
		kit.ShowMenu(v.list, at, items...)
	}
	v.desk.RestoreWidths("appointments.columns", v.list)
}

func (v *List) columns() []kit.Column[visit] {
	plain := func(id, key string, width float32, text func(visit) string) kit.Column[visit] {
		return kit.Column[visit]{ID: id, Title: i18n.T(key), Width: width, Text: text, Style: rowStyle}
	}
	grow := func(c kit.Column[visit]) kit.Column[visit] { c.Grow = true; return c }
	holds := func(c kit.Column[visit], texts ...string) kit.Column[visit] { c.Holds = texts; return c }
	status := plain("status", "field.status", 0, func(r visit) string { return i18n.T("status.appointment." + string(r.Status)) })
	status.Holds, status.Signed = desk.VisitStates(), true
	status.Style = func(r visit) kit.CellStyle { s := rowStyle(r); s.Sign = statusSigns[r.Status]; return s }
	minutes := plain("minutes", "appointment.column.minutes", 72, func(r visit) string { return i18n.Minutes(r.WorkMinutes()) })
	minutes.Right, minutes.Holds = true, []string{i18n.Minutes(11*60 + 30)}
	name := grow(plain("contact", "field.contact", 150, func(r visit) string { return contactName(&r.Contact) }))
	name.Style = func(r visit) kit.CellStyle { s := rowStyle(r); s.Bold = s.Color == ""; return s }
	return []kit.Column[visit]{
		holds(plain("time", "appointment.column.time", 0, v.timeText), v.longTimes()...),
		plain("kind", "appointment.column.kind", 74, func(r visit) string { return i18n.T("appointment.kind." + string(r.kind)) }),
		status, name,
		holds(plain("phone", "field.phone", 0, func(r visit) string { return r.Contact.BestPhone().Typed }), kit.LongPhone),
		holds(plain("plate", "field.plate", 0, func(r visit) string { return r.car.Plate }), kit.LongPlate),
		grow(plain("vehicle", "field.vehicle", 100, func(r visit) string { return strings.TrimSpace(r.car.Make + " " + r.car.Model) })),
		grow(plain("work", "appointment.column.work", 130, func(r visit) string { return r.Work() })),
		plain("adviser", "field.adviser", 72, func(r visit) string { return r.Adviser }),
		minutes,
	}
}

// longDay is a day whose text is as long as any.
const longDay core.Date = 20261130

// longTimes are the longest texts that timeText gives now.
func (v *List) longTimes() []string {
	if v.text != "" {
		return []string{i18n.Date(longDay) + " " + i18n.Clock(longDay.At(8*60))}
	}
	return []string{i18n.Clock(longDay.At(8 * 60)), i18n.T("appointment.until", "time", i18n.DateShort(longDay))}
}

// rowStyle makes quiet what the adviser has nothing more to do with.
func rowStyle(r visit) kit.CellStyle {
	if !r.Status.Open() || r.kind == schedule.Stays {
		return kit.CellStyle{Color: theme.ColorMuted}
	}
	return kit.CellStyle{}
}

// timeText is the time of day, in a search with the day.
func (v *List) timeText(r visit) string {
	switch {
	case v.text != "":
		return i18n.Date(r.at().Date()) + " " + i18n.Clock(r.at())
	case r.kind == schedule.Stays:
		return i18n.T("appointment.until", "time", i18n.DateShort(r.PickUp.At.Date()))
	}
	return i18n.Clock(r.at())
}

func contactName(c *core.Contact) string {
	if name := c.SortName(); name != "" {
		return name
	}
	return i18n.T("appointment.contact.none")
}
