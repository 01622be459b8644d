package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// CreateRenderer makes the drawing of the list; Fyne calls it.
func (v *listView) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer{v: v}
	r.head, r.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	r.track, r.handle, r.ring = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newOutline()
	r.clip = newClip(r)
	for range v.cols {
		r.titles = append(r.titles, newLettering())
		r.edges = append(r.edges, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

type listRenderer struct {
	v             *listView
	head, line    *canvas.Rectangle
	track, handle *canvas.Rectangle
	ring          outline
	titles        []*Lettering
	edges         []*canvas.Rectangle
	rows          []*listRow
	clip          *clip
}

// listRow is the drawing of one visible row.
type listRow struct {
	back  *canvas.Rectangle
	cells []*Lettering
	signs []*canvas.Image
}

func (r *listRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, r.v.headHeight()+3*theme.Size(theme.SizeRow))
}

func (r *listRenderer) Layout(size fyne.Size) {
	r.v.clamp()
	r.draw(size)
}

func (r *listRenderer) Refresh() { r.draw(r.v.Size()) }

func (r *listRenderer) draw(size fyne.Size) {
	r.v.layoutColumns(size.Width - r.v.barWidth())
	head := r.v.headHeight()
	paint(r.head, base.ColorNameHeaderBackground, 0)
	r.head.Resize(fyne.NewSize(size.Width, head))
	paint(r.line, base.ColorNameSeparator, 0)
	r.line.Move(fyne.NewPos(0, head-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.drawTitles(head)
	r.drawRows(size)
	r.drawBar(size)
	r.ring.focusRing(r.v.focused, size)
	canvas.Refresh(r.head) // the window is drawn anew; refreshing the list itself would throw away the pictures of all its texts
	if r.v.empty != nil {
		r.v.empty.Move(fyne.NewPos(0, head))
		r.v.empty.Resize(fyne.NewSize(size.Width, max(size.Height-head, 0)))
		r.v.empty.Hide()
		if r.v.count == 0 {
			r.v.empty.Show()
		}
	}
}

func (r *listRenderer) drawTitles(head float32) {
	for i, c := range r.v.cols {
		title, room := c.title, c.w-2*cellPad
		if c.id == r.v.sort && c.id != "" {
			arrow := " ↑"
			if r.v.down {
				arrow = " ↓"
			}
			title = ellipsis(title, room-14, theme.Size(base.SizeNameText), fyne.TextStyle{Bold: true}) + arrow
		}
		t, bold := r.titles[i], c.id == r.v.sort
		write(t, ellipsis(title, room, theme.Size(base.SizeNameText), fyne.TextStyle{Bold: bold}), theme.ColorMuted, base.SizeNameText, bold)
		placeCell(t, c, 0, head-1)
		paint(r.edges[i], base.ColorNameSeparator, 0)
		r.edges[i].Move(fyne.NewPos(c.x+c.w-1, 5))
		r.edges[i].Resize(fyne.NewSize(1, head-10))
	}
}

// cellPad is the free space left and right of a cell's text.
const cellPad = 7

func placeCell(t *Lettering, c listColumn, y, height float32) {
	m := t.MinSize()
	x := c.x + cellPad
	if c.right {
		x = c.x + c.w - cellPad - m.Width
	}
	t.Resize(m)
	t.Move(fyne.NewPos(x, y+(height-m.Height)/2))
}

func (r *listRenderer) drawRows(size fyne.Size) {
	row := theme.Size(theme.SizeRow)
	needed := min(int(math.Ceil(float64((r.v.rowsHeight()+r.v.rest)/row))), max(r.v.count-r.v.top, 0))
	for len(r.rows) < needed {
		r.rows = append(r.rows, r.newRow())
	}
	r.clip.Move(fyne.NewPos(0, r.v.headHeight()))
	r.clip.Resize(fyne.NewSize(size.Width, r.v.rowsHeight()))
	// Every row keeps its drawing while it moves up or down, so that one step of the wheel draws one row anew.
	for n := range r.rows {
		view := r.rows[(r.v.top+n)%len(r.rows)]
		view.show(n < needed)
		if n < needed {
			r.drawRow(view, r.v.top+n, float32(n)*row-r.v.rest, fyne.NewSize(size.Width, row))
		}
	}
	r.clip.changed()
}

func (r *listRenderer) newRow() *listRow {
	view := &listRow{back: canvas.NewRectangle(nil)}
	for range r.v.cols {
		view.cells = append(view.cells, newLettering())
		sign := canvas.NewImageFromResource(nil)
		sign.FillMode = canvas.ImageFillContain
		view.signs = append(view.signs, sign)
	}
	return view
}

func (w *listRow) show(visible bool) {
	if !visible {
		w.back.Hidden = true // else its colour decides
	}
	for i := range w.cells {
		w.cells[i].Hidden = !visible
		w.signs[i].Hidden = true
	}
}

func (r *listRenderer) drawRow(view *listRow, i int, y float32, size fyne.Size) {
	name := fyne.ThemeColorName("")
	switch {
	case i == r.v.selected && r.v.focused:
		name = theme.ColorSelected
	case i == r.v.selected:
		name = theme.ColorSelectedOff
	case r.v.Marked(i):
		name = theme.ColorSelectedOff
	case i == r.v.hovered:
		name = base.ColorNameHover
	case r.v.Striped && i%2 == 1:
		name = theme.ColorStripe
	}
	cover(view.back, name, 0)
	view.back.Move(fyne.NewPos(0, y))
	view.back.Resize(size)
	marked, tick := r.v.Marked(i), r.v.tickColumn()
	for n, c := range r.v.cols {
		text, style, loaded := r.v.model.cell(i, n)
		style.marked = marked && n == tick
		if !loaded {
			text = ""
			if n == 0 {
				text = "…"
			}
		}
		r.drawCell(view, n, c, text, style, y, size.Height)
	}
}

func (r *listRenderer) drawCell(view *listRow, n int, c listColumn, text string, style CellStyle, y, height float32) {
	t := view.cells[n]
	name := style.Color
	if name == "" {
		name = base.ColorNameForeground
	}
	if style.Sign != theme.Neutral || style.marked {
		side := theme.Size(base.SizeNameInlineIcon) - 2
		sign := view.signs[n]
		sign.Hidden = false
		want := style.Sign.Icon()
		if style.marked {
			want = theme.Tinted(theme.IconCheck, base.ColorNamePrimary)
		}
		if sign.Resource == nil || sign.Resource.Name() != want.Name() {
			sign.Resource = want
			sign.Refresh()
		}
		sign.Resize(fyne.NewSquareSize(side))
		sign.Move(fyne.NewPos(c.x+cellPad, y+(height-side)/2))
		if style.Color == "" && style.Sign != theme.Neutral {
			name = style.Sign.Color()
		}
		c.x += side + 4
		c.w -= side + 4
	}
	if style.Over {
		c.w = max(c.w, r.v.Size().Width-c.x)
	}
	t.Hidden = text == ""
	shown := ellipsis(text, c.w-2*cellPad, theme.Size(base.SizeNameText), fyne.TextStyle{Bold: style.Bold})
	write(t, shown, name, base.SizeNameText, style.Bold)
	placeCell(t, c, y, height)
}

func (r *listRenderer) drawBar(size fyne.Size) {
	width := r.v.barWidth()
	r.track.Hidden, r.handle.Hidden = width == 0, width == 0
	y, length := r.v.bar()
	paint(r.track, base.ColorNameScrollBarBackground, 0)
	r.track.Move(fyne.NewPos(size.Width-width, r.v.headHeight()))
	r.track.Resize(fyne.NewSize(width, r.v.rowsHeight()))
	paint(r.handle, base.ColorNameScrollBar, 3)
	r.handle.Move(fyne.NewPos(size.Width-width+2, r.v.headHeight()+y))
	r.handle.Resize(fyne.NewSize(max(width-4, 0), length))
}

func (r *listRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.clip, r.head, r.line}
	for i := range r.titles {
		objects = append(objects, r.titles[i], r.edges[i])
	}
	objects = append(objects, r.track, r.handle)
	if r.v.empty != nil {
		objects = append(objects, r.v.empty)
	}
	return append(objects, r.ring.objects()...)
}

func (r *listRenderer) Destroy() {}
