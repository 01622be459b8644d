package customer

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/masterlist"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// detail writes everything about the selected customer that helps on the telephone.
type detail struct {
	desk    *desk.Desk
	service Service
}

// surroundings are what belongs to a customer beside the record.
type surroundings struct {
	vehicles   []core.Vehicle
	last, next *core.Appointment
}

// show writes the record at once and adds vehicles and appointments as soon as they are read.
func (d detail) show(at *masterlist.Detail, c core.Customer) {
	at.Head(c.Contact.DisplayName())
	severity := theme.Neutral
	if c.Blocked {
		severity = theme.Warning
	}
	at.Badge(severity, statusText(c))
	at.Fill(record(c))
	masterlist.LoadDetail(at, func(ctx context.Context) (surroundings, error) { return d.read(ctx, c.Meta.ID) },
		func(s surroundings) { at.Fill(append(record(c), around(c.Meta.ID, s)...)) })
}

func (d detail) read(ctx context.Context, id core.ID) (s surroundings, err error) {
	if s.vehicles, err = d.service.VehiclesOf(ctx, id); err != nil {
		return s, err
	}
	visits, err := d.service.AppointmentsOfCustomer(ctx, id)
	s.last, s.next = core.VisitsAround(visits, d.desk.Now())
	return s, err
}

func record(c core.Customer) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if c.Blocked {
		parts = append(parts, kit.Findings(kit.FindingRow(theme.Warning, i18n.T("customer.blocked_because", "reason", c.BlockReason))))
	}
	t := &c.Contact
	facts := []kit.Fact{
		{Label: i18n.T("customer.column.number"), Value: c.Number},
		{Label: i18n.Field(core.FieldFormer), Value: i18n.Join(c.Former...)},
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

func around(customer core.ID, s surroundings) []fyne.CanvasObject {
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
		if v.Owner != customer {
			role = i18n.T("customer.as_driver")
		}
		cars = append(cars, kit.Fact{Label: plate, Value: i18n.OrDash(i18n.Join(v.Data.Title(), role))})
	}
	parts := []fyne.CanvasObject{kit.Section(i18n.T("customer.tab.visits"), kit.Facts(visits...))}
	if len(cars) > 0 {
		parts = append(parts, kit.Section(i18n.T("customer.tab.vehicles"), kit.Facts(cars...)))
	}
	return parts
}

var _ desk.View = (*List)(nil)
