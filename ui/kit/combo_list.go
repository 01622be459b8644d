package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// comboRows is how many options are shown at once.
const comboRows = 10

func (c *comboBox) open() {
	if c.list != nil {
		c.list.fill()
		if len(c.list.fit) == 0 && c.Filter {
			c.close()
		}
		return
	}
	window := canvasOf(c.self)
	if window == nil || len(c.matching()) == 0 && c.Filter {
		return
	}
	c.list = newComboList(c)
	c.list.layer = newLayer(c.list, c.below)
	c.list.layer.outside, c.list.layer.wheel = c.leave, c.list.wheel
	c.list.fill()
	window.Overlays().Add(c.list.layer)
	window.Focus(c.list)
}

// leave closes the list and settles what was typed.
func (c *comboBox) leave() {
	c.close()
	c.settle()
}

func (c *comboBox) close() {
	if c.list == nil {
		return
	}
	layer := c.list.layer
	c.list = nil
	if window := canvasOf(c.self); window != nil {
		window.Overlays().Remove(layer)
	}
}

// comboList is the open list. It has the focus of its layer and passes on to the field whatever is typed.
type comboList struct {
	widget.BaseWidget
	box   *comboBox
	layer *layer
	fit   []int
	at    int // highlighted one of fit, -1: none
	top   int
}

func newComboList(box *comboBox) *comboList {
	l := &comboList{box: box}
	l.ExtendBaseWidget(l)
	return l
}

// fill takes over the options that fit and highlights the picked one, or the first one while the user types.
func (l *comboList) fill() {
	l.fit = l.box.matching()
	l.at = -1
	if l.box.edited && len(l.fit) > 0 && (l.box.strict || l.box.index >= 0) {
		l.at = 0
	}
	for i, option := range l.fit {
		if option == l.box.index {
			l.at = i
		}
	}
	l.show()
}

func (l *comboList) show() {
	if l.at >= 0 {
		l.top = min(l.top, l.at)
		l.top = max(l.top, l.at-comboRows+1)
	}
	l.top = max(min(l.top, len(l.fit)-comboRows), 0)
	l.Refresh()
	if l.layer != nil {
		l.layer.Refresh()
	}
}

func (l *comboList) move(by int) {
	if len(l.fit) > 0 {
		l.at = min(max(l.at+by, 0), len(l.fit)-1)
		l.show()
	}
}

// take picks the highlighted option; without one the typed text stays.
func (l *comboList) take() {
	if l.at >= 0 && l.at < len(l.fit) {
		l.box.pick(l.fit[l.at])
		return
	}
	l.box.close()
}

// FocusGained does nothing; the field shows the focus.
func (l *comboList) FocusGained() {}

// FocusLost does nothing.
func (l *comboList) FocusLost() {}

// AcceptsTab lets Tab pick and move on.
func (l *comboList) AcceptsTab() bool { return true }

// TypedRune types into the field.
func (l *comboList) TypedRune(r rune) { l.box.self.(fyne.Focusable).TypedRune(r) }

// KeyDown tells the window's registry that the key is pressed, not held.
func (l *comboList) KeyDown(ev *fyne.KeyEvent) { keys.Down(l.box.self, ev) }

// KeyUp does nothing.
func (l *comboList) KeyUp(*fyne.KeyEvent) {}

// TypedKey moves in the list, picks, or edits the field.
func (l *comboList) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		l.move(1)
	case fyne.KeyUp:
		l.move(-1)
	case fyne.KeyPageDown:
		l.move(comboRows)
	case fyne.KeyPageUp:
		l.move(-comboRows)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.take()
	case fyne.KeyEscape:
		l.box.leave()
	case fyne.KeyTab:
		l.take()
		focusNext(l.box.self)
	default:
		l.box.Entry.Entry.TypedKey(ev)
	}
}

// TypedShortcut edits the field. While somebody types, a key of the window settles what was typed and goes on to the window,
// so that Ctrl+S works at once.
func (l *comboList) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && l.box.edited && !edits[custom.KeyName] {
		l.box.close()
		l.box.settle()
		keys.HandleShortcut(l.box.self, s)
		return
	}
	l.box.Entry.Entry.TypedShortcut(s)
}

// Tapped picks the option under the mouse.
func (l *comboList) Tapped(ev *fyne.PointEvent) {
	if i := l.top + int((ev.Position.Y-comboEdge)/theme.Size(theme.SizeRow)); i >= 0 && i < len(l.fit) {
		l.at = i
		l.take()
	}
}

func (l *comboList) wheel(by float32) {
	step := 1
	if by < 0 {
		step = -1
	}
	l.top = max(min(l.top+step, len(l.fit)-comboRows), 0)
	l.Refresh()
}

// comboEdge is the free space above the first and below the last option.
const comboEdge = 3

// CreateRenderer makes the drawing of the list; Fyne calls it.
func (l *comboList) CreateRenderer() fyne.WidgetRenderer {
	r := &comboListRenderer{l: l, back: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil)}
	for range comboRows {
		r.texts = append(r.texts, newLettering())
		r.hints = append(r.hints, newLettering())
	}
	r.Refresh()
	return r
}

type comboListRenderer struct {
	l            *comboList
	back, mark   *canvas.Rectangle
	texts, hints []*Lettering
}

func (r *comboListRenderer) MinSize() fyne.Size {
	rows := float32(min(max(len(r.l.fit), 1), comboRows))
	width := float32(120)
	for i := range r.texts {
		width = max(width, r.texts[i].MinSize().Width+r.hints[i].MinSize().Width+4*theme.Gap)
	}
	return fyne.NewSize(width, rows*theme.Size(theme.SizeRow)+2*comboEdge)
}

func (r *comboListRenderer) Layout(size fyne.Size) {
	row := theme.Size(theme.SizeRow)
	edge(r.back, size)
	r.mark.Resize(fyne.NewSize(size.Width-2*comboEdge, row))
	r.mark.Move(fyne.NewPos(comboEdge, comboEdge+float32(r.l.at-r.l.top)*row))
	for i := range r.texts {
		y := comboEdge + float32(i)*row
		for _, t := range []*Lettering{r.texts[i], r.hints[i]} {
			t.Resize(t.MinSize())
			t.Move(fyne.NewPos(theme.Gap, y+(row-t.MinSize().Height)/2))
		}
		r.hints[i].Move(fyne.NewPos(size.Width-theme.Gap-r.hints[i].MinSize().Width, r.hints[i].Position().Y))
	}
}

func (r *comboListRenderer) Refresh() {
	paint(r.back, base.ColorNameMenuBackground, theme.Size(base.SizeNamePopupRadius))
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(base.ColorNameInputBorder), 1
	r.back.Refresh()
	paint(r.mark, theme.ColorSelected, 3)
	r.mark.Hidden = r.l.at < r.l.top || r.l.at >= r.l.top+comboRows
	for i := range r.texts {
		var item comboItem
		if n := r.l.top + i; n < len(r.l.fit) {
			item = r.l.box.items[r.l.fit[n]]
		}
		write(r.texts[i], item.text, base.ColorNameForeground, base.SizeNameText, false)
		write(r.hints[i], item.hint, theme.ColorMuted, base.SizeNameText, false)
	}
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *comboListRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.mark}
	for i := range r.texts {
		objects = append(objects, r.texts[i], r.hints[i])
	}
	return objects
}

func (r *comboListRenderer) Destroy() {}

// comboArrow is the mark at the right end of the field; a click opens and closes the list.
type comboArrow struct {
	Icon
	tapped func()
}

func newComboArrow(tapped func()) *comboArrow {
	a := &comboArrow{tapped: tapped}
	a.image = canvas.NewImageFromResource(theme.Tinted(theme.IconDown, theme.ColorMuted))
	a.image.FillMode = canvas.ImageFillContain
	a.ExtendBaseWidget(a)
	return a
}

// MinSize leaves room around the arrow.
func (a *comboArrow) MinSize() fyne.Size { return fyne.NewSize(22, 12) }

// CreateRenderer makes the drawing of the arrow; Fyne calls it.
func (a *comboArrow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Pad(a.image, 7, 5))
}

// Tapped opens or closes the list.
func (a *comboArrow) Tapped(*fyne.PointEvent) { a.tapped() }
