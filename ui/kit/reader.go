package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Reader scrolls content that is longer than its place and is only read, with the arrow keys, PgUp, PgDn, Home and End;
// Fyne's own scroll knows the mouse wheel alone. It is a tab stop. Letters are given to OnFind.
type Reader struct {
	widget.BaseWidget
	OnFind func(r rune) // a letter was typed; usually goes to a search field

	scroll  *container.Scroll
	focused bool
}

// NewReader makes a reader of content.
func NewReader(content fyne.CanvasObject) *Reader {
	r := &Reader{scroll: container.NewVScroll(Pad(content, theme.GapTight, theme.Gap))}
	r.ExtendBaseWidget(r)
	return r
}

// AtLeast sets the least size, in device-independent pixels.
func (r *Reader) AtLeast(width, height float32) *Reader {
	r.scroll.SetMinSize(fyne.NewSize(width, height))
	return r
}

// Top goes back to the beginning, after the content was replaced.
func (r *Reader) Top() {
	r.scroll.Refresh()
	r.scroll.ScrollToTop()
}

// FocusGained shows the focus.
func (r *Reader) FocusGained() {
	r.focused = true
	r.Refresh()
}

// FocusLost takes the focus mark away.
func (r *Reader) FocusLost() {
	r.focused = false
	r.Refresh()
}

// TypedRune gives letters to OnFind.
func (r *Reader) TypedRune(typed rune) {
	if r.OnFind != nil && typed != ' ' {
		r.OnFind(typed)
	}
}

// KeyDown tells the window's registry that the key is pressed, not held.
func (r *Reader) KeyDown(ev *fyne.KeyEvent) { keys.Down(r, ev) }

// KeyUp does nothing.
func (r *Reader) KeyUp(*fyne.KeyEvent) {}

// TypedKey scrolls, or hands the key on.
func (r *Reader) TypedKey(ev *fyne.KeyEvent) {
	if !r.Scroll(ev) {
		keys.Handle(r, ev)
	}
}

// Scroll does what a key does in the reader and tells whether it was one of its keys; for a field whose arrow keys scroll
// what lies beside it.
func (r *Reader) Scroll(ev *fyne.KeyEvent) bool {
	page := max(r.scroll.Size().Height-theme.RowHeight, theme.RowHeight)
	by, scrolls := map[fyne.KeyName]float32{
		fyne.KeyUp: -theme.RowHeight, fyne.KeyDown: theme.RowHeight, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeySpace: page,
		fyne.KeyHome: -r.scroll.Content.MinSize().Height, fyne.KeyEnd: r.scroll.Content.MinSize().Height,
	}[ev.Name]
	if scrolls {
		r.scroll.ScrollToOffset(r.scroll.Offset.AddXY(0, by))
	}
	return scrolls
}

// TypedShortcut hands keys with modifiers to the window's registry.
func (r *Reader) TypedShortcut(s fyne.Shortcut) { keys.HandleShortcut(r, s) }

// KeyHints are the keys of the reader.
func (r *Reader) KeyHints() []keys.Hint {
	return []keys.Hint{
		hint("kit.keys.scroll", fyne.KeyUp, fyne.KeyDown), hint("kit.keys.page", fyne.KeyPageUp, fyne.KeyPageDown),
		hint("kit.keys.ends", fyne.KeyHome, fyne.KeyEnd),
	}
}

func (r *Reader) inside() []fyne.CanvasObject { return []fyne.CanvasObject{r.scroll.Content} }

// CreateRenderer makes the drawing of the reader; Fyne calls it.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	d := &readerRenderer{r: r, ring: newOutline()}
	d.Refresh()
	return d
}

type readerRenderer struct {
	r    *Reader
	ring outline
}

func (d *readerRenderer) MinSize() fyne.Size { return d.r.scroll.MinSize() }

func (d *readerRenderer) Layout(size fyne.Size) {
	d.r.scroll.Resize(size)
	d.ring.focusRing(d.r.focused, size)
}

func (d *readerRenderer) Refresh() {
	d.Layout(d.r.Size())
	canvas.Refresh(d.r)
}

func (d *readerRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{d.r.scroll}, d.ring.objects()...)
}

func (d *readerRenderer) Destroy() {}
