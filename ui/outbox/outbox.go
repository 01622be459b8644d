// Package outbox is the monitor of the messages: what waits, what went out, what did not and why, and what a person has to
// do about it. E-mails of the mail program's module are opened from here one by one.
package outbox

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Store is what the screen reads.
type Store interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Message(ctx context.Context, id core.ID) (core.Message, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	Appointment(ctx context.Context, id core.ID) (core.Appointment, error)
}

// Service is what the screen does with messages.
type Service interface {
	StepMany(ctx context.Context, actor string, step message.Step, ids ...core.ID) (message.Stepped, error)
	HandOver(ctx context.Context, actor string, id core.ID) (core.Message, error)
	Pauses() []message.Pause
	Resume()
	Listen(told func()) (cancel func())
	CountDeletable(ctx context.Context, d message.Deletion) (deleted, kept int, err error)
	Chosen(ctx context.Context, d message.Deletion) ([]core.Message, error)
	Delete(ctx context.Context, actor string, d message.Deletion) (int, error)
	Restore(ctx context.Context, actor string, list []core.Message) error
	LateReminders(ctx context.Context) ([]message.Late, error)
	SendLate(ctx context.Context, actor string, list []message.Late) error
	SkipLate(ctx context.Context, actor string, list []message.Late) error
	Test(ctx context.Context, to, subject, text string) (message.Result, error)
}

// Needs is what the screen is given.
type Needs struct {
	Store   Store
	Service Service
	SendNow func()                                                      // begins a pass of the outbox
	Unlock  func()                                                      // asks for passwords that could not be read
	OnUI    func(func())                                                // brings a call to the user interface's goroutine
	Export  func(ctx context.Context, ids []core.ID, path string) error // writes messages as CSV
}

// Screen is the list of messages with the details of the selected one.
type Screen struct {
	desk    *desk.Desk
	needs   Needs
	scope   keys.Scope
	content fyne.CanvasObject
	finder  *desk.Finder[core.Message]
	state   *kit.Combo[string]
	channel *kit.Combo[string]
	banner  *banner
	detail  *desk.Detail
	unhear  func()
}

// New makes the screen.
func New(d *desk.Desk, n Needs) *Screen {
	v := &Screen{desk: d, needs: n, scope: d.NewScope("outbox")}
	v.finder = desk.NewFinder(d, desk.FinderOptions[core.Message]{
		Key: string(v.scope), Memory: "outbox", Entity: core.EntityMessage, IDs: v.ids, Load: n.Store.Message,
		ID: func(m core.Message) core.ID { return m.Meta.ID }, Columns: v.columns(), Sort: core.SortDue, Desc: true,
		Placeholder: i18n.T("outbox.search"),
	})
	v.register()
	v.detail = desk.NewDetail(i18n.T("outbox.none_selected"))
	v.finder.OnSelected = func(core.Message) { v.showDetail() }
	v.finder.OnNone = v.showDetail
	v.finder.AllowMarks(v.showDetail)
	v.finder.List.OnActivated = func(core.Message) { v.activate() }
	v.finder.List.OnMenu = v.menu
	v.finder.SetEmpty(v.empty)
	v.state = d.NewFilter("outbox.state", filterAll, stateOptions(), v.finder.Reload)
	v.channel = d.NewFilter("outbox.channel", filterAll, channelOptions(), v.finder.Reload)
	v.banner = newBanner(v)
	v.unhear = n.Service.Listen(func() { n.OnUI(v.banner.refresh) })
	v.build()
	return v
}

func (v *Screen) build() {
	bar := kit.Bar(kit.UpTo(v.finder.Search, 220), kit.NewMuted(i18n.T("outbox.state")), kit.UpTo(v.state, 190),
		kit.NewMuted(i18n.T("outbox.channel")), kit.UpTo(v.channel, 110), kit.Gap(),
		kit.NewCommandButton(v.desk.Keys, "outbox.clean"), kit.NewCommandButton(v.desk.Keys, "outbox.export"))
	head := kit.Below(v.banner.content, kit.Pad(bar, theme.GapTight/2, 0))
	v.content = kit.PadScreen(kit.Border(head, nil, nil, nil, v.finder.Beside(v.finder.List, v.detail.Content, 0.66)))
}

// ids asks for the list as the filters narrow it.
func (v *Screen) ids(ctx context.Context, q core.Query) ([]core.ID, error) {
	if state, ok := v.state.Selected(); ok {
		q.Status = filterStates(state)
	}
	if channel, ok := v.channel.Selected(); ok && channel != filterAll {
		q.Kind = []string{channel}
	}
	return v.needs.Store.IDs(ctx, q)
}

// Title names the screen.
func (v *Screen) Title() string { return i18n.T("outbox.title") }

// Content is the list with the details.
func (v *Screen) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *Screen) Scope() keys.Scope { return v.scope }

// Shown loads the list and puts the focus on it.
func (v *Screen) Shown() {
	v.finder.Reload()
	v.banner.refresh()
	v.finder.List.Focus()
}

// Leave loses nothing: the screen holds no input.
func (v *Screen) Leave(then func()) { then() }

// Changed shows what was written; selection and scroll position stay.
func (v *Screen) Changed(e core.Event) {
	v.finder.Changed(e)
	if desk.Touches(e, core.EntityMessage, core.EntityAppointment, core.EntitySettings) {
		v.banner.refresh()
	}
}

// Close ends the screen.
func (v *Screen) Close() {
	v.unhear()
	v.finder.Close()
	v.desk.Tasks.Cancel(v.key("late"))
}

// FocusSearch puts the cursor into the search field.
func (v *Screen) FocusSearch() { v.finder.FocusSearch() }

// New writes a message to a customer.
func (v *Screen) New() {
	v.desk.Go.PickCustomer(i18n.T("outbox.write_to"), func(c core.Customer) {
		v.desk.Go.WriteMessage(core.Ref{Entity: core.EntityCustomer, ID: c.Meta.ID})
	})
}

// Marked is how many messages are marked.
func (v *Screen) Marked() int { return v.finder.Marked() }

// Select shows a certain message, in whatever state it is.
func (v *Screen) Select(id core.ID) {
	v.state.Select(filterAll)
	v.channel.Select(filterAll)
	v.finder.Show(id)
}

// empty says why nothing is listed and what to do next.
func (v *Screen) empty(searching bool) fyne.CanvasObject {
	state, _ := v.state.Selected()
	channel, _ := v.channel.Selected()
	if !searching && state == filterAll && channel == filterAll {
		return kit.EmptyState(i18n.T("outbox.empty"), kit.NewButton(i18n.T("outbox.write"), v.New).WithKey(keys.Ctrl(fyne.KeyN)))
	}
	return kit.EmptyState(i18n.T("outbox.not_found"), kit.NewButton(i18n.T("outbox.show_all"), func() {
		v.state.Select(filterAll)
		v.channel.Select(filterAll)
		v.finder.ClearSearch()
	}))
}

func (v *Screen) key(work string) string { return string(v.scope) + "." + work }

// zone is the dealership's, in which every time is shown.
func (v *Screen) zone() *time.Location { return v.desk.Zone() }
