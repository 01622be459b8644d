package appointment

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// hit is a customer with one of the vehicles, or without one.
type hit struct {
	customer core.Customer
	vehicle  core.Vehicle // id 0: none
}

// start is the dialog of a booking by telephone: one field for plate, name, number or telephone, and the hits below. The
// cursor stays in the field; Up and Down choose, Enter takes.
type start struct {
	desk    *desk.Desk
	service Service
	at      core.WallTime
	dialog  *kit.Dialog
	entry   *kit.Entry
	list    *kit.DataList[hit]
	asked   string // text of the hits shown
}

const (
	startPause  = 120 * time.Millisecond
	startWidth  = 900
	startHeight = 400
	startTask   = "phone booking"
)

// Start asks who is on the telephone and opens the editor of a new appointment; at is the time it is for, 0 for the next
// opening.
func Start(d *desk.Desk, s Service, at core.WallTime) {
	v := &start{desk: d, service: s, at: at}
	v.entry = kit.NewEntry(i18n.T("appointment.start.search"))
	v.entry.Icon = theme.Tinted(theme.IconSearch, theme.ColorMuted)
	v.entry.OnChanged = func(string) {
		d.Tasks.Cancel(startTask)
		d.Tasks.Debounce(startTask+".pause", startPause, func() { v.search(nil) })
	}
	v.entry.OnKey = v.key
	v.list = kit.NewDataList[hit](kit.Slice[hit]{}, hitColumns()...)
	v.list.Striped = true
	v.list.OnActivated = func(hit) { v.take() }
	v.list.SetEmpty(kit.EmptyState(i18n.T("appointment.start.hint"), nil))
	title := i18n.T("appointment.start.title")
	if at != 0 {
		title = i18n.T("appointment.start.title_at", "time", i18n.When(at))
	}
	v.dialog = &kit.Dialog{
		Title: title, Content: kit.Border(kit.Pad(v.entry, 0, 0), nil, nil, nil, v.list), First: v.entry, Width: startWidth, Height: startHeight,
		Buttons: []kit.DialogButton{
			{Text: i18n.T("appointment.start.take"), Kind: kit.Important, Stay: true, Run: v.take},
			{Text: i18n.T("appointment.start.new_customer"), Key: keys.Ctrl(fyne.KeyN), Run: v.newCustomer},
			{Text: i18n.T("appointment.start.cancel"), Cancel: true},
		},
		OnClosed: func() { d.Tasks.Cancel(startTask); d.Tasks.Cancel(startTask + ".pause") },
	}
	d.Dialogs.Show(v.dialog)
}

func hitColumns() []kit.Column[hit] {
	column := func(id, key string, width float32, text func(hit) string) kit.Column[hit] {
		return kit.Column[hit]{ID: id, Title: i18n.T(key), Width: width, Text: text, Fixed: true}
	}
	name := column("name", "field.customer", 190, func(h hit) string { return h.customer.Contact.SortName() })
	name.Grow = true
	name.Style = func(h hit) kit.CellStyle {
		if h.customer.Blocked {
			return kit.CellStyle{Sign: theme.Warning}
		}
		return kit.CellStyle{Bold: true}
	}
	car := column("vehicle", "field.vehicle", 150, func(h hit) string { return h.vehicle.Data.Title() })
	car.Grow = true
	plate := column("plate", "field.plate", 0, func(h hit) string { return h.vehicle.Data.Plate })
	number := column("number", "appointment.column.number", 0, func(h hit) string { return h.customer.Number })
	phone := column("phone", "field.phone", 0, func(h hit) string { return h.customer.Contact.BestPhone().Typed })
	plate.Holds, number.Holds, phone.Holds = []string{kit.LongPlate}, []string{kit.LongNumber}, []string{kit.LongPhone}
	return []kit.Column[hit]{
		plate, car, number, name, column("town", "field.city", 120, func(h hit) string { return h.customer.Contact.Town }), phone,
	}
}

// key lets Up, Down, PgUp and PgDn choose while the cursor stays in the field.
func (v *start) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		v.list.TypedKey(ev)
		return true
	}
	return false
}

// search looks for what is typed and calls then once the hits are shown; then may be nil.
func (v *start) search(then func()) {
	text := strings.TrimSpace(v.entry.Text)
	task.Load(v.desk.Tasks, startTask, func(ctx context.Context) ([]hit, error) {
		return hits(ctx, v.service, text)
	}, func(found []hit, err error) {
		if err != nil {
			v.entry.SetError(i18n.Error(err))
			return
		}
		v.asked = text
		hint := "appointment.start.nothing"
		if text == "" {
			hint = "appointment.start.hint"
		}
		v.list.SetEmpty(kit.EmptyState(i18n.T(hint), nil))
		v.list.SetSource(kit.Slice[hit](found))
		v.list.Select(-1)
		v.list.Select(0)
		if then != nil {
			then()
		}
	})
}

// hits are the vehicles and customers that text finds, each customer with every vehicle of his.
func hits(ctx context.Context, s Service, text string) ([]hit, error) {
	const most = 25
	if text == "" {
		return nil, nil
	}
	var found []hit
	cars, err := s.IDs(ctx, core.Query{Entity: core.EntityVehicle, Text: text, Limit: most})
	if err != nil {
		return nil, err
	}
	for _, id := range cars {
		h, err := carHit(ctx, s, id)
		if err != nil {
			return nil, err
		}
		found = append(found, h)
	}
	people, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Text: text, Limit: most})
	if err != nil {
		return nil, err
	}
	for _, id := range people {
		more, err := customerHits(ctx, s, id)
		if err != nil {
			return nil, err
		}
		for _, h := range more {
			same := func(have hit) bool { return have.vehicle.Meta.ID == h.vehicle.Meta.ID && have.customer.Meta.ID == id }
			if !slices.ContainsFunc(found, same) {
				found = append(found, h)
			}
		}
	}
	return found, nil
}

func carHit(ctx context.Context, s Service, id core.ID) (hit, error) {
	v, err := s.Vehicle(ctx, id)
	if err != nil || v.Owner == 0 {
		return hit{vehicle: v}, err
	}
	c, err := s.Customer(ctx, v.Owner)
	if core.IsKind(err, core.NotFound) {
		err = nil
	}
	return hit{customer: c, vehicle: v}, err
}

func customerHits(ctx context.Context, s Service, id core.ID) ([]hit, error) {
	c, err := s.Customer(ctx, id)
	if err != nil {
		return nil, err
	}
	cars, err := s.VehiclesOf(ctx, id)
	if err != nil || len(cars) == 0 {
		return []hit{{customer: c}}, err
	}
	var found []hit
	for _, v := range cars {
		found = append(found, hit{c, v})
	}
	return found, nil
}

// take opens the editor for the selected hit; hits for what was typed last are waited for.
func (v *start) take() {
	if strings.TrimSpace(v.entry.Text) != v.asked {
		v.desk.Tasks.Cancel(startTask + ".pause")
		v.search(v.take)
		return
	}
	h, ok := v.list.Selected()
	if !ok {
		v.desk.Focus(v.entry)
		return
	}
	v.desk.Dialogs.Close(v.dialog)
	v.draft(h.customer.Meta.ID, h.vehicle.Meta.ID, "")
}

// newCustomer opens the customer dialog with what was typed; the booking goes on with the customer saved there.
func (v *start) newCustomer() {
	text := strings.TrimSpace(v.entry.Text)
	var content core.Customer
	plate := ""
	if strings.ContainsFunc(text, unicode.IsDigit) {
		plate = text
	} else {
		content.Contact.LastName = text
	}
	v.desk.Go.NewCustomer(content, 0, func(c *core.Customer) {
		if c != nil {
			v.draft(c.Meta.ID, 0, plate)
		}
	})
}

// draft opens the editor; plate is what a new customer's vehicle is known by so far.
func (v *start) draft(customer, vehicle core.ID, plate string) {
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, startTask+".draft", func(ctx context.Context) (*booking.Draft, error) {
		return v.service.DraftFor(ctx, customer, vehicle, v.at, actor)
	}, func(d *booking.Draft, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		if vehicle == 0 {
			d.Appointment.Transit.Plate = plate
		}
		v.desk.Go.EditDraft(d, nil)
	})
}
