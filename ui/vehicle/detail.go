package vehicle

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/vin"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// detail is everything about the selected vehicle, with its actions at the bottom.
type detail struct {
	list    *List
	key     string // of the work under way
	content *fyne.Container
	head    *kit.Text
	body    *fyne.Container
	scroll  *container.Scroll
	actions *fyne.Container
	shown   core.ID
}

// surroundings are what belongs to a vehicle beside the record.
type surroundings struct {
	driver string
	twins  []row // other records with the same VIN
	visits []core.Appointment
}

func newDetail(v *List) *detail {
	d := &detail{list: v, key: string(v.scope) + ".detail", head: kit.NewText("").Sized(theme.SizeSection).Bold().AtLeast(0)}
	d.body = kit.Below()
	d.scroll = container.NewVScroll(d.body)
	d.actions = kit.Below(kit.Rule(), kit.Flow(
		kit.NewButton(i18n.T("vehicle.open"), v.open).As(kit.Important).WithKey(keys.Plain(fyne.KeyReturn)),
		kit.NewButton(i18n.T("vehicle.appointment"), v.newAppointment).WithKey(keys.Ctrl(fyne.KeyT)),
		kit.NewButton(i18n.T("vehicle.owner"), v.openOwner).WithKey(keys.Ctrl(fyne.KeyH)),
		kit.NewButton(i18n.T("vehicle.delete"), v.delete).WithKey(keys.Plain(fyne.KeyDelete))))
	d.content = kit.Panel(kit.Border(d.head, d.actions, nil, nil, kit.Pad(d.scroll, theme.GapTight, 0)))
	d.clear()
	return d
}

func (d *detail) clear() {
	d.shown = 0
	d.list.desk.Tasks.Cancel(d.key)
	d.head.Set(i18n.T("vehicle.none_selected"))
	d.actions.Hide()
	d.body.Objects = nil
	d.content.Refresh()
}

// show writes the record at once and adds the rest as soon as it is read.
func (d *detail) show(r row) {
	if d.shown != r.Meta.ID {
		d.scroll.ScrollToTop()
	}
	d.shown = r.Meta.ID
	head := r.Data.Plate
	if head == "" {
		head = r.Data.Label()
	}
	d.head.Set(head)
	d.actions.Show()
	d.write(r, surroundings{})
	task.Load(d.list.desk.Tasks, d.key, func(ctx context.Context) (surroundings, error) {
		return d.read(ctx, r)
	}, func(s surroundings, err error) {
		if err == nil && d.shown == r.Meta.ID {
			d.write(r, s)
		}
	})
}

// fill shows the sections; wrapped text knows its height only once it has its width.
func (d *detail) fill(parts []fyne.CanvasObject) {
	d.body.Objects = parts
	d.body.Layout.Layout(parts, fyne.NewSize(d.scroll.Size().Width, 0))
	d.content.Refresh()
}

func (d *detail) read(ctx context.Context, r row) (s surroundings, err error) {
	s.driver = person(ctx, d.list.service, r.Driver)
	if vin.Key(r.Data.VIN) != "" {
		same, err := d.list.service.VehiclesByVIN(ctx, r.Data.VIN)
		if err != nil {
			return s, err
		}
		for _, v := range same {
			if v.Meta.ID != r.Meta.ID {
				s.twins = append(s.twins, row{v, person(ctx, d.list.service, v.Owner)})
			}
		}
	}
	s.visits, err = d.list.service.AppointmentsOfVehicle(ctx, r.Meta.ID)
	return s, err
}

func (d *detail) write(r row, s surroundings) {
	var parts []fyne.CanvasObject
	var hints []fyne.CanvasObject
	for _, twin := range s.twins {
		hints = append(hints, kit.FindingRow(theme.Hint, i18n.T("vehicle.twin", "vehicle", twin.Data.Label(), "owner", twin.owner)))
	}
	if len(hints) > 0 {
		parts = append(parts, kit.Findings(hints...))
	}
	data := &r.Data
	parts = append(parts, kit.Facts(
		kit.Fact{Label: i18n.Field(core.FieldPlate), Value: strings.TrimSpace(data.Plate + " " + data.PlateCountry)},
		kit.Fact{Label: i18n.T("vehicle.column.vin"), Value: data.VIN},
		kit.Fact{Label: i18n.T("vehicle.column.model"), Value: data.Title()},
		kit.Fact{Label: i18n.Field(core.FieldOwner), Value: r.owner},
		kit.Fact{Label: i18n.Field(core.FieldDriver), Value: s.driver},
		kit.Fact{Label: i18n.Field(core.FieldFirstRegistration), Value: i18n.Date(data.FirstRegistration)},
		kit.Fact{Label: i18n.Field(core.FieldInspectionDue), Value: i18n.Month(data.InspectionDue)},
		kit.Fact{Label: i18n.Field(core.FieldMileage), Value: i18n.Mileage(data.Mileage)},
	))
	if r.Notes != "" {
		parts = append(parts, kit.Section(i18n.Field(core.FieldNotes), kit.NewParagraph(r.Notes)))
	}
	if len(s.visits) > 0 {
		parts = append(parts, kit.Section(i18n.T("vehicle.visits"), kit.Facts(visitFacts(s.visits)...)))
	}
	d.fill(parts)
}

// visitFacts are the latest appointments, the newest first.
func visitFacts(visits []core.Appointment) []kit.Fact {
	const most = 6
	var facts []kit.Fact
	for i := len(visits) - 1; i >= 0 && len(facts) < most; i-- {
		a := &visits[i]
		text := i18n.Join(i18n.T("status.appointment."+string(a.Status)), a.Work())
		facts = append(facts, kit.Fact{Label: i18n.Date(a.DropOff.At.Date()), Value: text})
	}
	return facts
}
