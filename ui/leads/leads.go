// Package leads is the screen of the booking requests: the list with its filters, everything about the selected lead
// beside it, and what can be done with it. Enter starts Terminanlage.
package leads

import (
	"context"

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

// Service is what the screen needs from core.
type Service interface {
	IDs(ctx context.Context, q core.Query) ([]core.ID, error)
	Lead(ctx context.Context, id core.ID) (core.Lead, error)
	History(ctx context.Context, target core.Ref, limit int) ([]core.AuditEntry, error)
	Quarantine(ctx context.Context) ([]core.Quarantined, error)
	Apply(ctx context.Context, c core.Change) (core.Receipt, error)
	StepLeads(ctx context.Context, actor string, step booking.LeadStep, leads ...core.ID) (booking.Stepped, error)
	UndoStep(ctx context.Context, actor string, done booking.Stepped) (left int, err error)
}

// Screen is the list of leads.
type Screen struct {
	desk    *desk.Desk
	service Service
	intake  Intake
	scope   keys.Scope

	shownNext func() // what goes on when the screen comes to the front again; nil: nothing

	content    fyne.CanvasObject
	finder     *desk.Finder[core.Lead]
	status     *kit.Combo[string]
	period     *kit.Combo[string]
	quarantine *kit.Button
	bar        fyne.CanvasObject
	detail     *desk.Detail
}

// New makes the screen.
func New(d *desk.Desk, s Service, in Intake) *Screen {
	v := &Screen{desk: d, service: s, intake: in, scope: d.NewScope("leads")}
	v.finder = desk.NewFinder(d, desk.FinderOptions[core.Lead]{
		Key: string(v.scope), Memory: "leads", Entity: core.EntityLead, IDs: v.ids, Load: s.Lead,
		ID: func(l core.Lead) core.ID { return l.Meta.ID }, Columns: columns(v), Sort: core.SortReceived, Desc: true,
		Placeholder: i18n.T("leads.search"),
	})
	v.register()
	v.detail = desk.NewDetail(i18n.T("leads.none_selected"))
	v.finder.OnSelected = func(core.Lead) { v.showDetail() }
	v.finder.OnNone = v.showDetail
	v.finder.AllowMarks(v.showDetail)
	v.finder.List.OnActivated = func(l core.Lead) { v.desk.Go.Book(l.Meta.ID) }
	v.finder.List.OnMenu = v.menu
	v.finder.SetEmpty(v.empty)
	v.build()
	return v
}

func (v *Screen) build() {
	v.status = v.desk.NewFilter("leads.status", filterOpen, statusOptions(), v.filtered)
	v.holdStatuses()
	v.period = v.desk.NewFilter("leads.period", periodAll, periodOptions(), v.finder.Reload)
	v.quarantine = kit.NewButton("", v.openQuarantine)
	v.quarantine.Hide()
	v.bar = kit.Bar(kit.UpTo(v.finder.Search, 280), kit.NewMuted(i18n.T("leads.status")), kit.UpTo(v.status, 170),
		kit.NewMuted(i18n.T("leads.period")), kit.UpTo(v.period, 150), kit.Gap(), v.quarantine, kit.NewCommandButton(v.desk.Keys, "file.import"))
	v.content = kit.PadScreen(kit.Border(kit.Pad(v.bar, theme.GapTight/2, 0), nil, nil, nil, v.finder.Beside(v.finder.List, v.detail.Content, 0.7)))
}

// filtered shows what another filter lets through.
func (v *Screen) filtered() {
	v.holdStatuses()
	v.finder.Reload()
}

// holdStatuses gives the column of the statuses the room that those need which can be seen.
func (v *Screen) holdStatuses() {
	if status, ok := v.status.Selected(); ok {
		v.finder.List.Hold("status", statusTexts(status)...)
	}
}

// ids asks for the list as the filters narrow it.
func (v *Screen) ids(ctx context.Context, q core.Query) ([]core.ID, error) {
	if status, ok := v.status.Selected(); ok {
		q.Status = filterStatuses(status)
	}
	if period, ok := v.period.Selected(); ok {
		q.Since = since(period, v.desk.Clock.Now(), v.desk.Zone())
	}
	return v.service.IDs(ctx, q)
}

// Title names the screen.
func (v *Screen) Title() string { return i18n.T("leads.title") }

// Content is the list with the details.
func (v *Screen) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *Screen) Scope() keys.Scope { return v.scope }

// Shown loads the list and puts the focus on it.
func (v *Screen) Shown() {
	v.load()
	v.finder.List.Focus()
	if then := v.shownNext; then != nil {
		v.shownNext = nil
		then()
	}
}

// Leave loses nothing: the screen holds no input.
func (v *Screen) Leave(then func()) { then() }

// Close ends the screen.
func (v *Screen) Close() { v.finder.Close() }

// Changed loads again when leads were written; selection and scroll position stay.
func (v *Screen) Changed(e core.Event) {
	if desk.Touches(e, core.EntityLead, core.EntityQuarantine) {
		v.load()
	}
}

// FocusSearch puts the cursor into the search field.
func (v *Screen) FocusSearch() { v.finder.FocusSearch() }

// Marked is how many leads are marked.
func (v *Screen) Marked() int { return v.finder.Marked() }

// Select shows a certain lead, in whatever state it is.
func (v *Screen) Select(id core.ID) {
	v.unfilter()
	v.finder.Show(id)
}

// unfilter lets every lead be seen.
func (v *Screen) unfilter() {
	v.status.Select(filterAll)
	v.period.Select(periodAll)
	v.holdStatuses()
}

// load brings the list and the button of the quarantine up to date.
func (v *Screen) load() {
	v.finder.Reload()
	task.Load(v.desk.Tasks, string(v.scope)+".quarantine", v.service.Quarantine, func(list []core.Quarantined, err error) {
		if err != nil || len(list) == 0 {
			v.quarantine.Hide()
			return
		}
		v.quarantine.SetText(i18n.T("leads.quarantine_button", "count", i18n.Number(len(list))))
		v.quarantine.Show()
		v.bar.Refresh()
	})
}

// empty says why nothing is shown and what to do next.
func (v *Screen) empty(searching bool) fyne.CanvasObject {
	status, _ := v.status.Selected()
	if !searching && status == filterOpen {
		return kit.EmptyState(i18n.T("leads.empty"), kit.NewCommandButton(v.desk.Keys, "file.import"))
	}
	return kit.EmptyState(i18n.T("leads.empty_filter"), kit.NewButton(i18n.T("leads.show_all"), func() {
		v.unfilter()
		v.finder.ClearSearch()
	}))
}
