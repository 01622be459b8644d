package masterlist

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Detail is everything about the selected record, with its actions at the bottom.
type Detail struct {
	tasks   *task.Runner
	key     string // of the work under way
	none    string // what stands there while nothing is selected
	content *fyne.Container
	head    *kit.Text
	badge   *kit.Badge
	body    *fyne.Container
	scroll  *container.Scroll
	actions *fyne.Container
	shown   core.ID
}

func newDetail(tasks *task.Runner, key, none string, buttons ...fyne.CanvasObject) *Detail {
	d := &Detail{tasks: tasks, key: key, none: none, badge: kit.NewBadge(theme.Neutral, ""), body: kit.Below()}
	d.head = kit.NewText("").Sized(theme.SizeSection).Bold().AtLeast(0)
	d.scroll = container.NewVScroll(d.body)
	d.actions = kit.Below(kit.Rule(), kit.Flow(buttons...))
	top := container.NewBorder(nil, nil, nil, container.NewCenter(d.badge), d.head)
	d.content = kit.Panel(kit.Border(top, d.actions, nil, nil, kit.Pad(d.scroll, theme.GapTight, 0)))
	d.clear()
	return d
}

func (d *Detail) stop() { d.tasks.Cancel(d.key) }

func (d *Detail) clear() {
	d.stop()
	d.shown = 0
	d.head.Set(d.none)
	d.badge.Hide()
	d.actions.Hide()
	d.body.Objects = nil
	d.content.Refresh()
}

func (d *Detail) begin(id core.ID) {
	if d.shown != id {
		d.scroll.ScrollToTop()
	}
	d.shown = id
	d.badge.Hide()
	d.actions.Show()
}

// Head names the record.
func (d *Detail) Head(text string) { d.head.Set(text) }

// Badge says in a word what is special about the record.
func (d *Detail) Badge(s theme.Severity, text string) {
	d.badge.Set(s, text)
	d.badge.Show()
}

// Fill shows the sections; wrapped text knows its height only once it has its width.
func (d *Detail) Fill(parts []fyne.CanvasObject) {
	d.body.Objects = parts
	d.body.Layout.Layout(parts, fyne.NewSize(d.scroll.Size().Width, 0))
	d.content.Refresh()
}

// LoadDetail reads what belongs to the record shown and hands it over, unless another one is shown by then.
func LoadDetail[S any](d *Detail, read func(context.Context) (S, error), show func(S)) {
	id := d.shown
	task.Load(d.tasks, d.key, read, func(s S, err error) {
		if err == nil && d.shown == id {
			show(s)
		}
	})
}
