// Package leads is the screen of the booking requests: the list with its filters, everything about the selected lead
// beside it, and what can be done with it. Enter starts Terminanlage.
package leads

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
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
	Reject(ctx context.Context, actor string, lead core.ID, reason string) error
	Defer(ctx context.Context, actor string, lead core.ID, until core.Date) error
	Reopen(ctx context.Context, actor string, lead core.ID) error
	Take(ctx context.Context, actor string, lead core.ID) error
}

// Screen is the list of leads.
type Screen struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope

	content    fyne.CanvasObject
	search     *kit.SearchEntry
	status     *kit.Combo[string]
	period     *kit.Combo[string]
	quarantine *kit.Button
	bar        fyne.CanvasObject
	list       *kit.DataList[core.Lead]
	rows       *desk.Rows[core.Lead]
	detail     *detail
	query      core.Query
	wanted     core.ID // to be selected once the list is loaded
	loaded     bool
}

// New makes the screen.
func New(d *desk.Desk, s Service) *Screen {
	v := &Screen{desk: d, service: s, scope: d.NewScope("leads")}
	v.rows = desk.NewRows(func(id core.ID) (core.Lead, error) { return s.Lead(context.Background(), id) })
	v.query = core.Query{Entity: core.EntityLead, Sort: core.SortReceived, Desc: true}
	v.register()
	v.build()
	return v
}

func (v *Screen) build() {
	v.search = kit.NewSearchEntry(v.desk.Tasks, string(v.scope)+".search", i18n.T("leads.search"))
	v.search.OnSearch = func(text string) { v.query.Text = text; v.load() }
	v.search.OnDown = func() { v.list.Focus() }
	v.status = kit.NewSelect(statusOptions()...)
	v.status.Select(remembered(v.desk.Layout.Get("leads.status"), filterOpen))
	v.status.OnPicked = func(value string) { v.desk.Layout.Set("leads.status", value); v.load() }
	v.period = kit.NewSelect(periodOptions()...)
	v.period.Select(remembered(v.desk.Layout.Get("leads.period"), "all"))
	v.period.OnPicked = func(value string) { v.desk.Layout.Set("leads.period", value); v.load() }
	v.quarantine = kit.NewButton("", v.openQuarantine)
	v.quarantine.Hide()
	v.list = newList(v)
	v.detail = newDetail(v)
	v.bar = kit.Beside(kit.Wide(v.search, 280), kit.NewMuted(i18n.T("leads.status")), kit.Wide(v.status, 170),
		kit.NewMuted(i18n.T("leads.period")), kit.Wide(v.period, 150), kit.Gap(), v.quarantine, kit.NewCommandButton(v.desk.Keys, "file.import"))
	split := container.NewHSplit(v.list, v.detail.content)
	split.SetOffset(0.7)
	v.content = kit.PadScreen(container.NewBorder(kit.Pad(v.bar, theme.GapTight/2, 0), nil, nil, nil, split))
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
	v.list.Focus()
}

// Leave loses nothing: the screen holds no input.
func (v *Screen) Leave(then func()) { then() }

// Close ends the screen.
func (v *Screen) Close() {
	v.desk.KeepWidths("leads.columns", v.list)
	v.desk.Tasks.Cancel(string(v.scope) + ".load")
}

// Changed loads again when leads were written; selection and scroll position stay.
func (v *Screen) Changed(e core.Event) {
	if desk.Touches(e, core.EntityLead, core.EntityQuarantine) {
		v.load()
	}
}

// FocusSearch puts the cursor into the search field.
func (v *Screen) FocusSearch() {
	v.desk.Focus(v.search)
	v.search.SelectAll()
}

// Select shows a certain lead, in whatever state it is.
func (v *Screen) Select(id core.ID) {
	v.wanted = id
	v.status.Select(filterAll)
	v.period.Select("all")
	if v.loaded {
		v.load()
	}
}

// load asks for the ids of the list; the rows are read as they are drawn.
func (v *Screen) load() {
	q := v.query
	if status, ok := v.status.Selected(); ok {
		q.Status = filterStatuses(status)
	}
	if period, ok := v.period.Selected(); ok {
		q.Since = since(period, v.desk.Clock.Now(), v.desk.Zone())
	}
	task.Load(v.desk.Tasks, string(v.scope)+".load", func(ctx context.Context) ([]core.ID, error) {
		return v.service.IDs(ctx, q)
	}, func(ids []core.ID, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		v.show(ids)
	})
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

func (v *Screen) show(ids []core.ID) {
	v.loaded = true
	v.rows.SetIDs(ids)
	v.list.SetEmpty(v.empty())
	v.list.Refresh()
	switch {
	case v.wanted != 0 && v.list.SelectKey(desk.RowKey(v.wanted)):
		v.wanted = 0
	case v.list.Index() < 0 && len(ids) > 0:
		v.list.Select(0)
	}
	v.showDetail()
}

// empty says why nothing is shown and what to do next.
func (v *Screen) empty() fyne.CanvasObject {
	status, _ := v.status.Selected()
	if v.query.Text == "" && status == filterOpen {
		return kit.EmptyState(i18n.T("leads.empty"), kit.NewCommandButton(v.desk.Keys, "file.import"))
	}
	return kit.EmptyState(i18n.T("leads.empty_filter"), kit.NewButton(i18n.T("leads.show_all"), func() {
		v.search.SetText("")
		v.query.Text = ""
		v.status.Select(filterAll)
		v.period.Select("all")
		v.load()
	}))
}

func (v *Screen) showDetail() {
	lead, ok := v.list.Selected()
	if !ok {
		v.detail.clear()
		return
	}
	v.detail.show(lead)
}

func remembered(value, usual string) string {
	if value == "" {
		return usual
	}
	return value
}
