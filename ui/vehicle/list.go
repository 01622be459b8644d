package vehicle

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/reconcile"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// List is the screen of the vehicle master.
type List struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	content fyne.CanvasObject
	finder  *desk.Finder[row]
	review  *reconcile.Button
	detail  *detail
}

// NewList makes the screen.
func NewList(d *desk.Desk, s Service) *List {
	v := &List{desk: d, service: s, scope: d.NewScope("vehicle")}
	v.register()
	v.finder = newFinder(d, s, string(v.scope), "vehicle", 0)
	v.finder.OnSelected = func(r row) { v.detail.show(r) }
	v.finder.OnNone = func() { v.detail.clear() }
	v.finder.List.OnActivated = func(r row) { d.Go.EditVehicle(r.Meta.ID) }
	v.finder.List.OnMenu = v.menu
	v.finder.SetEmpty(v.empty)
	v.review = reconcile.NewButton(d, s, core.EntityVehicle, string(v.scope), func(ctx context.Context, id core.ID) string {
		car, err := s.Vehicle(ctx, id)
		if err != nil {
			return ""
		}
		return car.Data.Label()
	})
	v.review.WithKey(keys.Ctrl(fyne.KeyG))
	v.detail = newDetail(v)
	bar := kit.Beside(kit.Wide(v.finder.Search, 290), kit.Gap(), v.review.Button,
		kit.NewButton(i18n.T("vehicle.create"), v.New).WithKey(keys.Ctrl(fyne.KeyN)))
	v.review.OnShown = bar.Refresh
	split := container.NewHSplit(kit.Border(kit.Pad(bar, 0, 0), nil, nil, nil, v.finder.List), v.detail.content)
	split.SetOffset(0.68)
	v.content = kit.PadScreen(split)
	return v
}

// register names what can be done here; Enter, Ctrl+N and Ctrl+F come from the list and the window.
func (v *List) register() {
	chosen := func() bool { _, ok := v.finder.Selected(); return ok }
	commands := []keys.Command{
		{ID: "vehicle.open", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: v.open, Enabled: chosen},
		{ID: "vehicle.appointment", Shortcut: keys.Ctrl(fyne.KeyT), Run: v.newAppointment, Enabled: chosen},
		{ID: "vehicle.owner", Shortcut: keys.Ctrl(fyne.KeyH), Run: v.openOwner, Enabled: chosen},
		{ID: "vehicle.delete", Shortcut: keys.Plain(fyne.KeyDelete), Run: v.delete, Enabled: chosen},
		{ID: "vehicle.review", Shortcut: keys.Ctrl(fyne.KeyG), Run: func() { v.review.Open() }},
		{ID: "vehicle.sort", Shortcut: keys.CtrlShift(fyne.KeyS), Run: func() { v.finder.NextSort() }},
		{ID: "vehicle.to_list", Shortcut: keys.Ctrl(fyne.KeyL), Run: func() { v.finder.List.Focus() }},
	}
	for i := range commands {
		commands[i].TextKey, commands[i].Scope = commands[i].ID, v.scope
	}
	v.desk.Keys.MustAdd(commands...)
}

// Title names the screen.
func (v *List) Title() string { return i18n.T("vehicle.title") }

// Content is the list with the details.
func (v *List) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *List) Scope() keys.Scope { return v.scope }

// Shown loads the list and puts the focus on it.
func (v *List) Shown() {
	v.finder.Reload()
	v.review.Load()
	v.finder.List.Focus()
}

// Leave loses nothing: the screen holds no input.
func (v *List) Leave(then func()) { then() }

// Changed shows what was written; selection and scroll position stay.
func (v *List) Changed(e core.Event) {
	v.finder.Changed(e, core.EntityCustomer, core.EntityAppointment)
	v.review.Changed(e)
}

// Close ends the screen.
func (v *List) Close() {
	v.finder.Close()
	v.review.Close()
	v.desk.Tasks.Cancel(v.detail.key)
}

// FocusSearch puts the cursor into the search field.
func (v *List) FocusSearch() { v.finder.FocusSearch() }

// New enters a new vehicle, which is selected afterwards.
func (v *List) New() {
	content := core.Vehicle{}
	content.Data.PlateCountry = v.desk.Settings().Basis.Country
	v.desk.Go.NewVehicle(content, func(saved *core.Vehicle) {
		if saved != nil {
			v.finder.Select(saved.Meta.ID)
		}
	})
}

func (v *List) open() {
	if r, ok := v.finder.Selected(); ok {
		v.desk.Go.EditVehicle(r.Meta.ID)
	}
}

func (v *List) openOwner() {
	if r, ok := v.finder.Selected(); ok && r.Owner != 0 {
		v.desk.Go.EditCustomer(r.Owner)
	}
}

func (v *List) newAppointment() {
	r, ok := v.finder.Selected()
	if !ok {
		return
	}
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, string(v.scope)+".draft", func(ctx context.Context) (*booking.Draft, error) {
		return v.service.DraftFor(ctx, 0, r.Meta.ID, 0, actor)
	}, func(draft *booking.Draft, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.desk.Go.EditDraft(draft, nil)
	})
}

// empty says why nothing is listed and what to do next.
func (v *List) empty(searching bool) fyne.CanvasObject {
	if searching {
		return kit.EmptyState(i18n.T("vehicle.not_found"), kit.NewButton(i18n.T("vehicle.show_all"), v.finder.ClearSearch))
	}
	return kit.EmptyState(i18n.T("vehicle.empty"), kit.NewButton(i18n.T("vehicle.create"), v.New).WithKey(keys.Ctrl(fyne.KeyN)))
}

func (v *List) menu(_ row, at fyne.Position) {
	var items []*fyne.MenuItem
	for _, id := range []string{"vehicle.open", "vehicle.appointment", "vehicle.owner", "vehicle.delete"} {
		items = append(items, v.desk.Keys.Item(id))
	}
	kit.ShowMenu(v.finder.List, at, items...)
}

// delete removes the selected vehicle if no appointment needs it, and offers the way back.
func (v *List) delete() {
	r, ok := v.finder.Selected()
	if !ok {
		return
	}
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, string(v.scope)+".delete", func(ctx context.Context) (master.DeletedVehicle, error) {
		return v.service.DeleteVehicle(ctx, actor, r.Meta.ID)
	}, func(deleted master.DeletedVehicle, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.desk.Toasts.ShowUndo(i18n.T("vehicle.deleted", "vehicle", r.Data.Label()), func() { v.restore(deleted, actor) })
		v.finder.List.Focus()
	})
}

// restore puts a deleted vehicle back.
func (v *List) restore(deleted master.DeletedVehicle, actor string) {
	var id core.ID
	v.desk.Tasks.Run(string(v.scope)+".restore", func(ctx context.Context, _ task.Progress) (err error) {
		id, err = v.service.RestoreVehicle(ctx, actor, deleted)
		return err
	}, func(err error) {
		v.desk.Dialogs.Error(err)
		if err == nil {
			v.finder.Select(id)
		}
	})
}

var _ desk.View = (*List)(nil)
