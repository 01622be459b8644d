// Package duplicate is the split view of Terminanlage: the lead on the left, the customers who may be its person on the
// right, and the ways out: merge, new customer, cash-sale customer, or leaving without a trace.
package duplicate

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/match"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Service is what the view needs from core.
type Service interface {
	Lead(ctx context.Context, id core.ID) (core.Lead, error)
	Resolve(ctx context.Context, lead core.ID) (booking.Resolution, error)
	Search(ctx context.Context, lead core.ID, text string) ([]match.Candidate, error)
	NotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error
	TakeBackNotDuplicate(ctx context.Context, actor string, lead, customer core.ID) error
	FillCustomer(ctx context.Context, lead core.ID) (core.Customer, error)
	AppointmentsOfCustomer(ctx context.Context, customer core.ID) ([]core.Appointment, error)
}

// View is the split view for one lead.
type View struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	chosen  func(booking.Choice)

	resolution booking.Resolution
	found      []match.Candidate // of the free search; nil shows the proposals
	lines      []line
	ticked     map[core.ID]map[core.Field]bool

	content  fyne.CanvasObject
	search   *kit.SearchEntry
	list     *kit.DataList[line]
	last     int // the line selected before, to know the direction
	notes    *fyne.Container
	decision *kit.Text
	split    *desk.Split
	compare  *fyne.Container
	below    *fyne.Container
	merge    *kit.Button
	cash     *kit.Button
	noMatch  *kit.Button
	cashLink *kit.Button
}

// New makes the view of a resolution; chosen gets the adviser's answer, the view stays open until it is closed.
func New(d *desk.Desk, s Service, r booking.Resolution, chosen func(booking.Choice)) *View {
	v := &View{desk: d, service: s, scope: d.NewScope("duplicate"), chosen: chosen, resolution: r, last: -1, ticked: map[core.ID]map[core.Field]bool{}}
	v.register()
	v.build()
	v.fill()
	v.preselect()
	return v
}

func (v *View) build() {
	v.search = kit.NewSearchEntry(v.desk.Tasks, string(v.scope)+".typed", i18n.T("duplicate.search"))
	v.search.OnSearch, v.search.Work = v.searchMaster, string(v.scope)+".search"
	v.search.OnDown = func() { v.list.Focus() }
	v.list = v.newList()
	v.notes, v.compare, v.below = container.NewVBox(), container.NewStack(), container.NewVBox()
	v.decision = kit.NewText("").AtLeast(0)
	right := kit.Border(v.search, nil, nil, nil, v.list)
	top := container.NewHSplit(v.leadPanel(), right)
	top.SetOffset(0.28)
	lower := kit.Border(container.NewVBox(v.notes, kit.Pad(v.decision, 0, theme.GapTight), kit.Pad(compareHead(), 0, 0)), nil, nil, nil,
		container.NewVScroll(container.NewVBox(v.compare, v.below)))
	v.split = v.desk.SplitAt("duplicate.split", 0.38, container.NewVSplit(top, kit.Panel(lower)))
	v.content = kit.PadScreen(kit.Border(nil, v.buttons(), nil, nil, v.split.Split))
}

// leadPanel is the lead in short; the comparison below shows it field by field.
func (v *View) leadPanel() fyne.CanvasObject {
	r := &v.resolution.Lead.Request
	wanted := i18n.When(r.WantedAt)
	facts := kit.Facts(
		kit.Fact{Label: i18n.Field(core.FieldWantedAt), Value: wanted},
		kit.Fact{Label: i18n.Field(core.FieldWork), Value: r.Work},
		kit.Fact{Label: i18n.Field(core.FieldVehicle), Value: r.Vehicle.Label()},
		kit.Fact{Label: i18n.Field(core.FieldVIN), Value: r.Vehicle.VIN},
		kit.Fact{Label: i18n.Field(core.FieldComments), Value: r.Comments},
	)
	return kit.TitledPanel(i18n.T("duplicate.lead", "lead", v.resolution.Lead.Label()), container.NewVScroll(facts))
}

func (v *View) buttons() fyne.CanvasObject {
	command := func(id string) *kit.Button { return kit.NewCommandButton(v.desk.Keys, id) }
	v.merge = command("duplicate.merge").As(kit.Important)
	v.cash = command("duplicate.cash")
	v.noMatch = command("duplicate.not_duplicate")
	v.cashLink = kit.NewButton(i18n.T("duplicate.open_setting"), func() { v.desk.Go.OpenSettings("basis.cash_customer") }).As(kit.Quiet)
	create := kit.NewButton(i18n.T("duplicate.new"), v.New).WithKey(keys.Ctrl(fyne.KeyN))
	search := kit.NewButton(i18n.T("duplicate.search_button"), v.FocusSearch).WithKey(keys.Ctrl(fyne.KeyF))
	return kit.Pad(kit.Flow(v.merge, create, v.cash, v.cashLink, v.noMatch, search), theme.Gap, 0)
}

// Title says whose appointment this is.
func (v *View) Title() string {
	name := v.resolution.Lead.Request.Contact.DisplayName()
	if name == "" {
		name = v.resolution.Lead.Label()
	}
	return i18n.T("duplicate.title", "name", name)
}

// Content is the split view.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Scope is where the view's keys work.
func (v *View) Scope() keys.Scope { return v.scope }

// Shown gives the arrow keys to the candidates.
func (v *View) Shown() { v.desk.Focus(v.list) }

// Leave loses nothing that was stored or typed into a record.
func (v *View) Leave(then func()) { then() }

// Close ends the view.
func (v *View) Close() {
	v.split.Keep()
	v.desk.Tasks.Cancel(string(v.scope) + ".load")
	v.desk.Tasks.Cancel(string(v.scope) + ".search")
}

// FocusSearch puts the cursor into the search of the customer master.
func (v *View) FocusSearch() {
	v.desk.Focus(v.search)
	v.search.SelectAll()
}

// Changed asks again who the customer is when customers, vehicles, decisions or the settings were changed; the selected
// candidate stays selected and the ticks stay.
func (v *View) Changed(e core.Event) {
	for _, r := range append(append([]core.Ref(nil), e.Refs...), e.Deleted...) {
		switch r.Entity {
		case core.EntityCustomer, core.EntityVehicle, core.EntityNotDuplicate, core.EntitySettings:
			v.reload()
			return
		case core.EntityLead:
			if r.ID == v.resolution.Lead.Meta.ID {
				v.reload()
				return
			}
		}
	}
}

func (v *View) reload() {
	id := v.resolution.Lead.Meta.ID
	task.Load(v.desk.Tasks, string(v.scope)+".load", func(ctx context.Context) (booking.Resolution, error) {
		return v.service.Resolve(ctx, id)
	}, func(r booking.Resolution, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.resolution = r
		v.fill()
	})
}

// searchMaster shows customers found by hand in the place of the proposals; no text brings the proposals back.
func (v *View) searchMaster(text string) {
	if text == "" {
		v.desk.Tasks.Cancel(string(v.scope) + ".search")
		v.found = nil
		v.fill()
		return
	}
	lead := v.resolution.Lead.Meta.ID
	task.Load(v.desk.Tasks, string(v.scope)+".search", func(ctx context.Context) ([]match.Candidate, error) {
		return v.service.Search(ctx, lead, text)
	}, func(found []match.Candidate, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.found = append([]match.Candidate{}, found...)
		v.fill()
	})
}
