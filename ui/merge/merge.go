// Package merge is the screen on which two customers of the master become one: for the pairs that the report of duplicates
// found, or for two that the adviser chose. Left is who stays; nothing is changed before the adviser says so, and every
// merge can be taken back.
package merge

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Service is what the screen needs from core.
type Service interface {
	Undoing
	Scan(ctx context.Context, r *duplicates.Report, step func(*duplicates.Report)) error
	Last(ctx context.Context) (duplicates.Report, error)
	Keep(ctx context.Context, r *duplicates.Report) error
	Later(ctx context.Context, p duplicates.Pair) error
	Returned(ctx context.Context, former, now core.ID) error
	Stands(ctx context.Context, p duplicates.Pair) (bool, error)
	Compare(ctx context.Context, p duplicates.Pair) (duplicates.Compared, error)
	Merge(ctx context.Context, actor string, m master.Merging) (core.Merge, error)
	NotSame(ctx context.Context, actor string, a, b core.ID) error
	TakeBackNotSame(ctx context.Context, actor string, a, b core.ID) error
	AppointmentsOfCustomer(ctx context.Context, customer core.ID) ([]core.Appointment, error)
}

// View is the screen. chosen is the pair that the adviser chose; with the zero value it shows the report.
type View struct {
	desk    *desk.Desk
	service Service
	scope   keys.Scope
	chosen  duplicates.Pair

	report  duplicates.Report
	pairs   []*pair
	more    int // pairs of the report that are not shown yet
	at      int // the row selected last
	bound   int // percent
	stopped chan struct{}
	closed  bool

	content  fyne.CanvasObject
	split    *desk.Split // nil for one pair
	status   *kit.Text
	progress *kit.Progress
	search   *kit.Button
	list     *kit.DataList[*pair]
	sides    fyne.CanvasObject // the heading of compare
	compare  *fyne.Container
	merge    *kit.Button
	buttons  []*kit.Button // that need a pair
}

// pair is two customers on the screen, with what the adviser decided so far.
type pair struct {
	duplicates.Compared
	ids     duplicates.Pair
	taken   map[core.Field]bool
	ticked  bool // the adviser has changed a tick
	visits  [2]string
	swapped bool
	said    bool // once said to be two people; only for two chosen by hand
}

// kept is who stays, gone who goes.
func (p *pair) kept() *core.Customer {
	if p.swapped {
		return &p.Second
	}
	return &p.First
}

func (p *pair) gone() *core.Customer {
	if p.swapped {
		return &p.First
	}
	return &p.Second
}

// New makes the screen of the report.
func New(d *desk.Desk, s Service) *View { return newView(d, s, duplicates.Pair{}) }

// NewPair makes the screen for two customers chosen by hand; first is proposed to stay.
func NewPair(d *desk.Desk, s Service, first, second core.ID) *View {
	return newView(d, s, duplicates.Pair{First: first, Second: second})
}

func newView(d *desk.Desk, s Service, chosen duplicates.Pair) *View {
	v := &View{desk: d, service: s, scope: d.NewScope("merge"), chosen: chosen}
	v.register()
	v.build()
	return v
}

// single tells whether the screen is about one pair chosen by hand.
func (v *View) single() bool { return v.chosen.First != 0 }

func (v *View) build() {
	v.status = kit.NewText("").AtLeast(0)
	v.progress = kit.NewProgress(v.stop)
	v.progress.Hide()
	v.list = v.newList()
	v.compare = container.NewVBox()
	v.sides = kit.Pad(kit.DiffHead(i18n.T("merge.stays"), i18n.T("merge.goes")), 0, 0)
	lower := kit.Panel(kit.Border(v.sides, nil, nil, nil, container.NewVScroll(v.compare)))
	command := func(id string) *kit.Button { return kit.NewCommandButton(v.desk.Keys, id) }
	v.merge = command("merge.merge").As(kit.Important)
	v.buttons = []*kit.Button{v.merge, command("merge.swap"), command("merge.not_same"), command("merge.open")}
	row := make([]fyne.CanvasObject, len(v.buttons))
	for i, b := range v.buttons {
		row[i] = b
	}
	foot := kit.Pad(kit.Flow(row...), theme.Gap, 0)
	if v.single() {
		v.content = kit.PadScreen(kit.Border(nil, foot, nil, nil, lower))
		return
	}
	later := command("merge.later")
	v.buttons = append(v.buttons, later)
	foot = kit.Pad(kit.Flow(append(row, later)...), theme.Gap, 0)
	v.search = command("merge.search")
	top := kit.Pad(kit.Border(nil, v.progress, nil, kit.Beside(v.newBound(), v.search), v.status), 0, 0)
	v.split = v.desk.SplitAt("merge.split", 0.42, container.NewVSplit(v.list, lower))
	v.content = kit.PadScreen(kit.Border(top, foot, nil, nil, v.split.Split))
}

// Title names the screen.
func (v *View) Title() string {
	if v.single() {
		return i18n.T("merge.title_pair")
	}
	return i18n.T("merge.title")
}

// Content is the list of pairs over the comparison.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Scope is where the screen's keys work.
func (v *View) Scope() keys.Scope { return v.scope }

// Shown reads the pairs and gives the arrow keys to them.
func (v *View) Shown() {
	v.reload()
	if !v.single() {
		v.list.Focus()
	}
}

// Leave loses nothing: what was decided is stored, and a scan under way keeps its place.
func (v *View) Leave(then func()) { then() }

// Close ends the screen; a scan under way keeps its place.
func (v *View) Close() {
	v.closed = true
	v.stop()
	v.split.Keep()
	for _, work := range []string{".scan", ".load", ".decide"} {
		v.desk.Tasks.Cancel(string(v.scope) + work)
	}
}

// Changed reads the pairs again when customers, their vehicles or decisions were written.
func (v *View) Changed(e core.Event) {
	for _, r := range append(append([]core.Ref(nil), e.Refs...), e.Deleted...) {
		switch r.Entity {
		case core.EntityCustomer, core.EntityVehicle, core.EntityNotDuplicate:
			v.reload()
			return
		}
	}
}

// mostShown is how many pairs are on the screen at once; the others follow when these are decided.
const mostShown = 300

// loaded is what is read for the screen.
type loaded struct {
	report duplicates.Report
	pairs  []*pair
	more   int // pairs of the report behind those
}

func (v *View) reload() {
	task.Load(v.desk.Tasks, string(v.scope)+".load", v.read, func(l loaded, err error) {
		if err != nil {
			if v.single() && core.IsKind(err, core.NotFound) {
				v.desk.Go.Close(v)
				return
			}
			v.desk.Dialogs.Error(err)
			return
		}
		v.show(l)
	})
}

func (v *View) read(ctx context.Context) (l loaded, err error) {
	if v.single() {
		p, err := v.readPair(ctx, v.chosen)
		if err != nil {
			return l, err
		}
		stands, err := v.service.Stands(ctx, v.chosen)
		p.said = !stands
		return loaded{pairs: []*pair{p}}, err
	}
	if l.report, err = v.service.Last(ctx); err != nil {
		return l, err
	}
	found := v.listed(l.report)
	for i, ids := range found {
		if len(l.pairs) == mostShown {
			l.more = len(found) - i
			break
		}
		stands, err := v.service.Stands(ctx, ids)
		if err != nil {
			return l, err
		}
		if !stands {
			continue
		}
		p, err := v.readPair(ctx, ids)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return l, err
		}
		keep, _ := master.KeepFirst(&p.First, &p.Second)
		p.swapped = keep == &p.Second
		p.propose()
		l.pairs = append(l.pairs, p)
	}
	return l, nil
}

func (v *View) readPair(ctx context.Context, ids duplicates.Pair) (*pair, error) {
	compared, err := v.service.Compare(ctx, ids)
	if err != nil {
		return nil, err
	}
	p := &pair{Compared: compared, ids: ids}
	for i, id := range []core.ID{ids.First, ids.Second} {
		visits, err := v.service.AppointmentsOfCustomer(ctx, id)
		if err != nil {
			return nil, err
		}
		p.visits[i] = v.visits(visits)
	}
	p.propose()
	return p, nil
}

// visits is how many there were and when the next or the last one is.
func (v *View) visits(list []core.Appointment) string {
	last, next := core.VisitsAround(list, v.desk.Now())
	if next == nil {
		next = last
	}
	if next == nil {
		return ""
	}
	return i18n.Join(i18n.Number(len(list)), i18n.When(next.DropOff.At))
}

// propose fills what is empty on the side that stays.
func (p *pair) propose() {
	p.taken, p.ticked = map[core.Field]bool{}, false
	for _, f := range master.MergeProposal(p.kept(), p.gone()) {
		p.taken[f] = true
	}
}

// show puts what was read on the screen; selection, sides and ticks of the pairs that stay are kept.
func (v *View) show(l loaded) {
	before := map[duplicates.Pair]*pair{}
	for _, p := range v.pairs {
		before[p.ids] = p
	}
	for _, p := range l.pairs {
		if old := before[p.ids]; old != nil {
			p.swapped = old.swapped
			if p.propose(); old.ticked {
				p.taken, p.ticked = old.taken, true
			}
		}
	}
	v.report, v.pairs, v.more = l.report, l.pairs, l.more
	v.list.SetSource(kit.Slice[*pair](v.pairs))
	if _, ok := v.list.Selected(); !ok && len(v.pairs) > 0 {
		v.list.Select(min(max(v.at, 0), len(v.pairs)-1))
	}
	v.tell()
	v.showPair()
}
