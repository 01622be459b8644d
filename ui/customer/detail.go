package customer

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/phone"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// detail is everything about the selected customer that helps on the telephone, with its actions at the bottom.
type detail struct {
	list    *List
	key     string // of the work under way
	content *fyne.Container
	head    *kit.Text
	badge   *kit.Badge
	body    *fyne.Container
	scroll  *container.Scroll
	actions *fyne.Container
	shown   core.ID
}

// surroundings are what belongs to a customer beside the record.
type surroundings struct {
	vehicles   []core.Vehicle
	last, next *core.Appointment
}

func newDetail(v *List) *detail {
	d := &detail{list: v, key: string(v.scope) + ".detail", head: kit.NewText("").Sized(theme.SizeSection).Bold().AtLeast(0), badge: kit.NewBadge(theme.Neutral, "")}
	d.body = kit.Below()
	d.scroll = container.NewVScroll(d.body)
	d.actions = kit.Below(kit.Rule(), kit.Flow(
		kit.NewButton(i18n.T("customer.open"), v.open).As(kit.Important).WithKey(keys.Plain(fyne.KeyReturn)),
		kit.NewButton(i18n.T("customer.appointment"), v.newAppointment).WithKey(keys.Ctrl(fyne.KeyT)),
		kit.NewButton(i18n.T("customer.delete"), v.delete).WithKey(keys.Plain(fyne.KeyDelete))))
	top := container.NewBorder(nil, nil, nil, container.NewCenter(d.badge), d.head)
	d.content = kit.Panel(kit.Border(top, d.actions, nil, nil, kit.Pad(d.scroll, theme.GapTight, 0)))
	d.clear()
	return d
}

func (d *detail) clear() {
	d.shown = 0
	d.list.desk.Tasks.Cancel(d.key)
	d.head.Set(i18n.T("customer.none_selected"))
	d.badge.Hide()
	d.actions.Hide()
	d.body.Objects = nil
	d.content.Refresh()
}

// show writes the record at once and adds vehicles and appointments as soon as they are read.
func (d *detail) show(c core.Customer) {
	if d.shown != c.Meta.ID {
		d.scroll.ScrollToTop()
	}
	d.shown = c.Meta.ID
	d.head.Set(c.Contact.DisplayName())
	severity := theme.Neutral
	if c.Blocked {
		severity = theme.Warning
	}
	d.badge.Set(severity, statusText(c))
	d.badge.Show()
	d.actions.Show()
	d.fill(d.record(c))
	task.Load(d.list.desk.Tasks, d.key, func(ctx context.Context) (surroundings, error) {
		return d.read(ctx, c.Meta.ID)
	}, func(s surroundings, err error) {
		if err == nil && d.shown == c.Meta.ID {
			d.fill(append(d.record(c), d.around(s)...))
		}
	})
}

// fill shows the sections; wrapped text knows its height only once it has its width.
func (d *detail) fill(parts []fyne.CanvasObject) {
	d.body.Objects = parts
	d.body.Layout.Layout(parts, fyne.NewSize(d.scroll.Size().Width, 0))
	d.content.Refresh()
}

func (d *detail) read(ctx context.Context, id core.ID) (s surroundings, err error) {
	if s.vehicles, err = d.list.service.VehiclesOf(ctx, id); err != nil {
		return s, err
	}
	visits, err := d.list.service.AppointmentsOfCustomer(ctx, id)
	s.last, s.next = core.VisitsAround(visits, d.list.desk.Now())
	return s, err
}

func (d *detail) record(c core.Customer) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if c.Blocked {
		parts = append(parts, kit.Findings(kit.FindingRow(theme.Warning, i18n.T("customer.blocked_because", "reason", c.BlockReason))))
	}
	t := &c.Contact
	facts := []kit.Fact{
		{Label: i18n.T("customer.column.number"), Value: c.Number},
		{Label: i18n.T("customer.address"), Value: t.StreetLine()},
		{Value: t.AddressExtra},
		{Value: strings.TrimSpace(t.Country + " " + t.TownLine())},
	}
	for _, f := range []core.Field{core.FieldMobile, core.FieldPhone, core.FieldPhoneWork, core.FieldEmail} {
		facts = append(facts, kit.Fact{Label: i18n.Field(f), Value: t.Get(f)})
	}
	facts = append(facts, kit.Fact{Label: i18n.Field(core.FieldBirthday), Value: i18n.Date(c.Birthday)})
	parts = append(parts, kit.Facts(facts...))
	if c.Notes != "" {
		parts = append(parts, kit.Section(i18n.Field(core.FieldNotes), kit.NewParagraph(c.Notes)))
	}
	return parts
}

func (d *detail) around(s surroundings) []fyne.CanvasObject {
	visit := func(a *core.Appointment) string {
		if a == nil {
			return i18n.OrDash("")
		}
		return i18n.Join(i18n.When(a.DropOff.At), a.Work())
	}
	visits := []kit.Fact{
		{Label: i18n.T("customer.next_visit"), Value: visit(s.next)}, {Label: i18n.T("customer.last_visit"), Value: visit(s.last)},
	}
	cars := make([]kit.Fact, 0, len(s.vehicles))
	for _, v := range s.vehicles {
		plate := v.Data.Plate
		if plate == "" {
			plate = v.Data.VIN
		}
		role := ""
		if v.Owner != d.shown {
			role = i18n.T("customer.as_driver")
		}
		cars = append(cars, kit.Fact{Label: plate, Value: i18n.Join(v.Data.Title(), role)})
	}
	parts := []fyne.CanvasObject{kit.Section(i18n.T("customer.tab.visits"), kit.Facts(visits...))}
	if len(cars) > 0 {
		parts = append(parts, kit.Section(i18n.T("customer.tab.vehicles"), kit.Facts(cars...)))
	}
	return parts
}

// phoneText says what a typed number is: its international form, and whether it takes text messages.
func phoneText(typed, country string) (theme.Severity, string) {
	if strings.TrimSpace(typed) == "" {
		return theme.Neutral, ""
	}
	n := phone.Parse(typed, country)
	shown := phone.Display(n.E164, "")
	switch {
	case n.E164 == "":
		return theme.Warning, i18n.T("customer.phone.unknown")
	case n.Kind == phone.Mobile:
		return theme.Neutral, i18n.Join(shown, i18n.T("customer.phone.mobile"))
	case n.Extension != "":
		return theme.Neutral, i18n.Join(shown, i18n.T("customer.phone.extension", "number", n.Extension))
	}
	return theme.Neutral, shown
}

var _ desk.View = (*List)(nil)
