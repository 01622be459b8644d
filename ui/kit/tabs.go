package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Tab is one page of Tabs. Count above 0 is shown beside the title.
type Tab struct {
	Title   string
	Count   int
	Content fyne.CanvasObject
}

// Tabs shows one of several pages. The bar is one stop for Tab; Left and Right change the page there, Ctrl+Tab and
// Ctrl+Shift+Tab everywhere in the window if the screen binds them to Next and Previous.
type Tabs struct {
	widget.BaseWidget
	OnChanged func(index int)

	tabs  []Tab
	heads []*tabHead
	index int
	bar   *fyne.Container
	body  *fyne.Container
}

// NewTabs makes tabs that show the first page.
func NewTabs(tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs}
	t.ExtendBaseWidget(t)
	t.bar = container.New(&flowLayout{})
	t.body = container.NewStack()
	for i := range tabs {
		h := &tabHead{tabs: t, index: i}
		h.init(h, func() { t.Select(i) })
		t.heads = append(t.heads, h)
		t.bar.Add(h)
		t.body.Add(tabs[i].Content)
	}
	t.show()
	return t
}

// Select shows the page with this index.
func (t *Tabs) Select(index int) {
	if index < 0 || index >= len(t.tabs) || index == t.index {
		return
	}
	hadFocus := t.heads[t.index].focused
	t.index = index
	t.show()
	if hadFocus {
		Focus(t.heads[index])
	}
	if t.OnChanged != nil {
		t.OnChanged(index)
	}
}

// Index is the page shown.
func (t *Tabs) Index() int { return t.index }

// Next shows the following page, after the last one the first.
func (t *Tabs) Next() { t.Select((t.index + 1) % len(t.tabs)) }

// Previous shows the page before, before the first one the last.
func (t *Tabs) Previous() { t.Select((t.index + len(t.tabs) - 1) % len(t.tabs)) }

// SetCount changes the number beside a title; 0 hides it.
func (t *Tabs) SetCount(index, count int) {
	t.tabs[index].Count = count
	t.heads[index].Refresh()
}

func (t *Tabs) show() {
	for i := range t.tabs {
		if i == t.index {
			t.tabs[i].Content.Show()
		} else {
			t.tabs[i].Content.Hide()
		}
		t.heads[i].disabled = i != t.index // one stop for Tab; the mouse still reaches the others
		t.heads[i].Refresh()
	}
}

func (t *Tabs) inside() []fyne.CanvasObject { return []fyne.CanvasObject{t.tabs[t.index].Content} }

// CreateRenderer makes the drawing of the tabs; Fyne calls it.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	line := newLine(base.ColorNameSeparator)
	head := Border(nil, line, nil, nil, t.bar)
	return widget.NewSimpleRenderer(Border(head, nil, nil, nil, t.body))
}

type tabHead struct {
	pressable
	tabs  *Tabs
	index int
}

// Tapped shows the head's page, though all heads but one are skipped by Tab.
func (h *tabHead) Tapped(*fyne.PointEvent) { h.press() }

// TypedKey changes the page, or hands the key on.
func (h *tabHead) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		h.tabs.Previous()
	case fyne.KeyRight:
		h.tabs.Next()
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		focusNext(h)
	default:
		keys.Handle(h, ev)
	}
}

// CreateRenderer makes the drawing of one head; Fyne calls it.
func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{h: h, text: newLettering(), under: canvas.NewRectangle(nil), veil: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type tabRenderer struct {
	h                 *tabHead
	text              *Lettering
	under, veil, ring *canvas.Rectangle
}

func (r *tabRenderer) MinSize() fyne.Size {
	bold := measure(r.text.text, r.text.size, fyne.TextStyle{Bold: true})
	return fyne.NewSize(bold.Width+2*theme.Size(theme.SizeGapWide), theme.Size(theme.SizeControl)+3)
}

func (r *tabRenderer) Layout(size fyne.Size) {
	r.veil.Resize(size)
	edge(r.ring, size)
	r.under.Resize(fyne.NewSize(size.Width, 3))
	r.under.Move(fyne.NewPos(0, size.Height-3))
	min := r.text.MinSize()
	r.text.Resize(min)
	r.text.Move(fyne.NewPos((size.Width-min.Width)/2, (size.Height-min.Height)/2))
}

func (r *tabRenderer) Refresh() {
	current := r.h.index == r.h.tabs.index
	tab := r.h.tabs.tabs[r.h.index]
	title := tab.Title
	if tab.Count > 0 {
		title = fmt.Sprintf("%s  %d", title, tab.Count)
	}
	name := theme.ColorMuted
	if current {
		name = base.ColorNameForeground
	}
	write(r.text, title, name, base.SizeNameText, current)
	paint(r.under, base.ColorNamePrimary, 1)
	r.under.Hidden = !current
	paint(r.veil, base.ColorNameHover, 4)
	r.veil.Hidden = !r.h.hovered
	frame(r.ring, r.h.focused, 4)
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

func (r *tabRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.veil, r.text, r.under, r.ring}
}

func (r *tabRenderer) Destroy() {}
