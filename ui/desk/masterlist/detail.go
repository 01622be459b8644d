package masterlist

import (
	"context"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

// Detail is everything about the selected record, with its actions at the bottom.
type Detail struct {
	*desk.Detail
	tasks   *task.Runner
	key     string // of the work under way
	actions fyne.CanvasObject
}

func newDetail(tasks *task.Runner, key, none string, buttons ...fyne.CanvasObject) *Detail {
	return &Detail{desk.NewDetail(none), tasks, key, kit.Flow(buttons...)}
}

func (d *Detail) stop() { d.tasks.Cancel(d.key) }

func (d *Detail) clear() {
	d.stop()
	d.Clear()
}

func (d *Detail) begin(id core.ID) {
	d.Show(id, "")
	d.Offer(d.actions)
}

// LoadDetail reads what belongs to the record shown and hands it over, unless another one is shown by then.
func LoadDetail[S any](d *Detail, read func(context.Context) (S, error), show func(S)) {
	id := d.Shown()
	task.Load(d.tasks, d.key, read, func(s S, err error) {
		if err == nil && d.Shown() == id {
			show(s)
		}
	})
}
