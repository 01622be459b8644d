package customer

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/masterlist"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// page is a list of records around the customer, read away from the window.
type page[T any] struct {
	editor  *Editor
	list    *kit.DataList[T]
	content fyne.CanvasObject
	load    func()
}

type (
	vehiclePage = page[core.Vehicle]
	visitPage   = page[visit]
	historyPage = page[core.AuditEntry]
)

// visit is an appointment with the name of its vehicle.
type visit struct {
	core.Appointment
	vehicle string
}

// newPage makes an empty page; read gives its rows, and the number of rows is shown on the tab when index is not 0.
func newPage[T any](e *Editor, name string, index int, columns []kit.Column[T], read func(context.Context, core.ID) ([]T, error)) *page[T] {
	p := &page[T]{editor: e}
	p.list = kit.NewDataList[T](kit.Slice[T](nil), columns...)
	p.content = p.list
	p.load = func() {
		task.Load(e.desk.Tasks, string(e.scope)+"."+name, func(ctx context.Context) ([]T, error) {
			return read(ctx, e.record.Meta.ID)
		}, func(rows []T, err error) {
			if err != nil {
				e.desk.Dialogs.Error(err)
				return
			}
			p.list.SetSource(kit.Slice[T](rows))
			if index != 0 {
				e.tabs.SetCount(index, len(rows))
			}
		})
	}
	p.list.SetEmpty(kit.EmptyState(i18n.T("customer."+name+"_empty"), nil))
	return p
}

// holding describes a column of one of the pages whose texts, as long as these, are never shortened.
func holding[T any](id string, text func(T) string, texts ...string) kit.Column[T] {
	c := column(id, 0, false, text)
	c.Holds = append(texts, c.Title)
	return c
}

// column describes a column of one of the pages.
func column[T any](id string, width float32, grow bool, text func(T) string) kit.Column[T] {
	return kit.Column[T]{ID: id, Title: i18n.T("customer.column." + id), Width: width, Grow: grow, Fixed: true, Text: text}
}

func newVehiclePage(e *Editor) *vehiclePage {
	p := newPage(e, "vehicles", pageVehicles, []kit.Column[core.Vehicle]{
		holding("plate", func(v core.Vehicle) string { return v.Data.Plate }, kit.LongPlate),
		column("model", 180, true, func(v core.Vehicle) string { return v.Data.Title() }),
		holding("vin", func(v core.Vehicle) string { return v.Data.VIN }, kit.LongVIN),
		column("role", 90, false, func(v core.Vehicle) string {
			if v.Owner == e.record.Meta.ID {
				return i18n.Field(core.FieldOwner)
			}
			return i18n.Field(core.FieldDriver)
		}),
		holding("inspection", func(v core.Vehicle) string { return i18n.Month(v.Data.InspectionDue) }, i18n.Month(202609)),
		holding("mileage", func(v core.Vehicle) string { return i18n.Mileage(v.Data.Mileage) }, i18n.Mileage(888_888)),
	}, e.service.VehiclesOf)
	p.list.Key = func(v core.Vehicle) string { return desk.RowKey(v.Meta.ID) }
	p.list.OnActivated = func(v core.Vehicle) { e.desk.Go.EditVehicle(v.Meta.ID) }
	p.list.SetEmpty(kit.EmptyState(i18n.T("customer.vehicles_empty"), kit.NewButton(i18n.T("customer.new_vehicle"), e.newVehicle).WithKey(keys.CtrlShift(fyne.KeyN))))
	return p
}

func newVisitPage(e *Editor) *visitPage {
	p := newPage(e, "visits", pageVisits, []kit.Column[visit]{
		holding("visit", func(v visit) string { return v.Label() }, core.AppointmentLabel(88_888)),
		holding("drop_off", func(v visit) string { return i18n.When(v.DropOff.At) }, longWhen()),
		column("vehicle", 160, true, func(v visit) string { return v.vehicle }),
		column("work", 180, true, func(v visit) string { return v.Work() }),
		holding("status", func(v visit) string { return i18n.T("status.appointment." + string(v.Status)) }, desk.VisitStates()...),
	}, e.readVisits)
	p.list.Key = func(v visit) string { return desk.RowKey(v.Meta.ID) }
	p.list.OnActivated = func(v visit) { e.desk.Go.EditAppointment(v.Meta.ID) }
	return p
}

// longWhen is a time whose text is as long as any.
func longWhen() string { return i18n.When(20261130_0800) }

// readVisits gives the customer's appointments, the latest first.
func (e *Editor) readVisits(ctx context.Context, id core.ID) ([]visit, error) {
	list, err := e.service.AppointmentsOfCustomer(ctx, id)
	rows := make([]visit, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		row := visit{Appointment: list[i], vehicle: list[i].Transit.Label()}
		if list[i].Vehicle != 0 {
			if v, err := e.service.Vehicle(ctx, list[i].Vehicle); err == nil {
				row.vehicle = v.Data.Label()
			}
		}
		rows = append(rows, row)
	}
	return rows, err
}

func newHistoryPage(e *Editor) *historyPage {
	zone := e.desk.Zone()
	const lines = 200
	p := newPage(e, "history", 0, []kit.Column[core.AuditEntry]{
		holding("at", func(a core.AuditEntry) string { return i18n.When(core.WallTimeOf(a.At.In(zone))) }, longWhen()),
		column("actor", 100, false, func(a core.AuditEntry) string { return a.Actor }),
		column("what", 150, false, func(a core.AuditEntry) string { return i18n.Happened(a.What) }),
		column("changes", 300, true, func(a core.AuditEntry) string { return i18n.Value(a.Changes) }),
	}, func(ctx context.Context, id core.ID) ([]core.AuditEntry, error) {
		return e.service.CustomerHistory(ctx, id, lines)
	})
	p.list.Key = func(a core.AuditEntry) string { return strconv.FormatUint(a.Seq, 10) }
	p.list.OnActivated = func(a core.AuditEntry) { e.showChanges(a) }
	return p
}

// showChanges shows all changed fields of one entry, which seldom fit into its line.
func (e *Editor) showChanges(a core.AuditEntry) {
	if len(a.Changes) == 0 {
		return
	}
	zone := e.desk.Zone()
	title := i18n.Join(i18n.When(core.WallTimeOf(a.At.In(zone))), i18n.Happened(a.What), a.Actor)
	e.desk.Dialogs.Ask(title, strings.ReplaceAll(i18n.Value(a.Changes), "; ", "\n"))
}

func (e *Editor) newVehicle() {
	v := core.Vehicle{Owner: e.record.Meta.ID}
	v.Data.PlateCountry = e.desk.Settings().Basis.Country
	e.desk.Go.NewVehicle(v, func(saved *core.Vehicle) {
		if saved != nil {
			e.tabs.Select(pageVehicles)
			e.vehicles.list.SelectKey(desk.RowKey(saved.Meta.ID))
		}
	})
}

func (e *Editor) newAppointment() {
	masterlist.StartAppointment(e.desk, string(e.scope), func(ctx context.Context, actor string) (*booking.Draft, error) {
		return e.service.DraftFor(ctx, e.record.Meta.ID, 0, 0, actor)
	})
}
