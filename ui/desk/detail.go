package desk

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Detail is everything about the selected record of a list, with its actions at the bottom.
type Detail struct {
	Content fyne.CanvasObject

	none    string // what stands there while nothing is selected
	head    *kit.Text
	badge   *kit.Badge
	body    *fyne.Container
	scroll  *container.Scroll
	actions *fyne.Container
	shown   core.ID
}

// NewDetail makes the panel; none is what it says while nothing is selected.
func NewDetail(none string) *Detail {
	d := &Detail{none: none, badge: kit.NewBadge(theme.Neutral, ""), body: kit.Below(), actions: kit.Below()}
	d.head = kit.NewText("").Sized(theme.SizeSection).Bold().AtLeast(0)
	d.scroll = container.NewVScroll(kit.Pad(d.body, theme.GapFrame, theme.GapFrame))
	top := container.NewBorder(nil, nil, nil, container.NewCenter(d.badge), d.head)
	d.Content = kit.Panel(kit.Border(top, d.actions, nil, nil, kit.Pad(d.scroll, theme.GapTight, 0)))
	d.Clear()
	return d
}

// Shown is the record shown, 0 for none.
func (d *Detail) Shown() core.ID { return d.shown }

// Clear shows that nothing is selected.
func (d *Detail) Clear() {
	d.Show(0, d.none)
	d.Fill(nil)
	d.Offer()
}

// Show begins a record: its name, without a badge until Badge. What Fill and Offer showed of another one stays until they
// are called again.
func (d *Detail) Show(id core.ID, head string) {
	if d.shown != id {
		d.scroll.ScrollToTop()
	}
	d.shown = id
	d.Head(head)
	d.badge.Hide()
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
	kit.Discard(d.body.Objects...)
	d.body.Objects = parts
	d.body.Layout.Layout(parts, fyne.NewSize(max(d.scroll.Size().Width-2*theme.GapFrame, 0), 0))
	d.Content.Refresh()
}

// Offer shows the actions; without any the place is free.
func (d *Detail) Offer(buttons ...fyne.CanvasObject) {
	for _, o := range d.actions.Objects {
		if !slices.Contains(buttons, o) {
			kit.Discard(o)
		}
	}
	d.actions.Objects = nil
	if len(buttons) > 0 {
		d.actions.Objects = append([]fyne.CanvasObject{kit.Rule()}, buttons...)
	}
	d.Content.Refresh()
}

// ShowMarked tells how many rows are marked, names the first of them, and offers what can be done with all at once.
func (d *Detail) ShowMarked(n int, names []string, buttons ...fyne.CanvasObject) {
	const most = 12
	d.Show(0, i18n.N("desk.marked", n))
	var rows []fyne.CanvasObject
	for _, name := range names[:min(len(names), most)] {
		rows = append(rows, kit.NewText(name).AtLeast(0))
	}
	if more := n - len(rows); more > 0 {
		rows = append(rows, kit.NewMuted(i18n.N("desk.marked_more", more)))
	}
	d.Fill([]fyne.CanvasObject{kit.Below(rows...), kit.NewParagraph(i18n.T("desk.marked_keys"))})
	d.Offer(buttons...)
}
