package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Entry is a single line of text. Keys that do not edit go to the window's registry; Enter runs OnEnter, else the
// registry's Enter (a dialog's default button), else it moves on to the next field.
type Entry struct {
	widget.Entry
	Marks

	OnChanged func(text string)            // the user changed the text
	OnEnter   func()                       // the user pressed Enter
	OnFocus   func(gained bool)            // the field got or lost the focus
	OnKey     func(ev *fyne.KeyEvent) bool // sees every plain key first; true: taken
	// Understand says what a text means; it is shown at the right of the field where there is room, else as its tip. Nil: nothing.
	Understand func(text string) (theme.Severity, string)
	Width      float32 // least width in device-independent pixels; 0: a few letters
	quiet      bool
	selectAll  bool
	hasFocus   bool
	self       fyne.Widget
}

// NewEntry makes an empty entry; placeholder is shown while it is empty.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.init(e)
	e.PlaceHolder = placeholder
	return e
}

// init makes self, which embeds the entry, the widget that Fyne knows.
func (e *Entry) init(self fyne.Widget) {
	e.self = self
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(self)
	e.Entry.OnChanged = func(text string) {
		if !e.quiet && e.OnChanged != nil {
			e.OnChanged(text)
		}
	}
	e.onMarks(e.Refresh)
}

// SetText replaces the text without telling OnChanged.
func (e *Entry) SetText(text string) {
	if e.Text == text {
		return
	}
	before := e.quiet
	e.quiet = true
	e.Entry.SetText(text)
	e.quiet = before
}

// SelectAll selects the whole text, so that typing replaces it.
func (e *Entry) SelectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// MouseIn shows, as a tip, what the field has no room for.
func (e *Entry) MouseIn(*desktop.MouseEvent) { showTip(e.self, e.tip(), tipBelow(e.self)) }

// MouseMoved does nothing.
func (e *Entry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tip away.
func (e *Entry) MouseOut() { hideTip(e.self) }

// tip is the whole text where it is cut off, and what is said about it.
func (e *Entry) tip() string {
	wide := measure(e.Text, theme.Size(base.SizeNameText), e.TextStyle).Width
	_, aside := e.aside()
	room := e.Size().Width - 2*theme.Gap
	switch {
	case wide > room:
		return e.Text
	case aside != "" && wide+measure(aside, theme.Size(base.SizeNameCaptionText), fyne.TextStyle{}).Width+3*theme.Gap > room:
		return aside
	}
	return e.Changed()
}

// FocusGained shows the focus.
func (e *Entry) FocusGained() {
	e.hasFocus = true
	e.Entry.FocusGained()
	if e.selectAll && e.Text != "" {
		e.SelectAll()
	}
	reveal(e.self)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost takes the focus mark away.
func (e *Entry) FocusLost() {
	e.hasFocus = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey edits, or hands the key on.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	hideTip(e.self)
	if e.OnKey != nil && e.OnKey(ev) || e.menuKey(ev) {
		return
	}
	switch {
	case isEnter(ev):
		e.enter(ev)
	case edits[ev.Name]:
		e.Entry.TypedKey(ev)
	case !types(ev):
		keys.Handle(e.self, ev)
	}
}

// KeyDown tells the window's registry that the key is pressed, not held.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	keys.Down(e.self, ev)
	e.Entry.KeyDown(ev)
}

func (e *Entry) enter(ev *fyne.KeyEvent) {
	if e.OnEnter != nil {
		e.OnEnter()
		return
	}
	if !keys.Handle(e.self, ev) {
		focusNext(e.self)
	}
}

// TypedShortcut edits (copy, paste, undo, by word), or hands the key on to the window's registry.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !edits[custom.KeyName] {
		keys.HandleShortcut(e.self, s)
		return
	}
	before := e.Text
	e.Entry.TypedShortcut(s)
	if _, undo := s.(*fyne.ShortcutUndo); undo && e.Text == before {
		keys.HandleShortcut(e.self, s)
	}
}

// edits are the keys a single line uses itself.
var edits = map[fyne.KeyName]bool{
	fyne.KeyBackspace: true, fyne.KeyDelete: true, fyne.KeyLeft: true, fyne.KeyRight: true, fyne.KeyHome: true, fyne.KeyEnd: true,
}

// types tells whether a key writes a character: those arrive twice, as a key and as the character.
func types(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeySpace || ev.Name == fyne.KeyUnknown || utf8.RuneCountInString(string(ev.Name)) == 1
}

func isEnter(ev *fyne.KeyEvent) bool { return ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter }

// CreateRenderer makes the drawing of the entry; Fyne calls it.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	inner := e.Entry.CreateRenderer()
	r := &entryRenderer{WidgetRenderer: inner, e: e, bar: canvas.NewRectangle(nil), origin: newLettering(), sign: canvas.NewImageFromResource(nil)}
	r.sign.FillMode = canvas.ImageFillContain
	for _, o := range inner.Objects() {
		if frame, ok := o.(*canvas.Rectangle); ok {
			r.box, r.frame = r.frame, frame // the second rectangle is the border
		}
	}
	r.bar.CornerRadius = 1.5
	r.decorate()
	return r
}

// entryRenderer adds to Fyne's entry a frame that shows focus and error, a bar at the left for the marks, and at the right,
// where there is room, where the value came from or what was understood of it.
type entryRenderer struct {
	fyne.WidgetRenderer
	e      *Entry
	box    *canvas.Rectangle // Fyne's background; the frame draws that too
	frame  *canvas.Rectangle
	bar    *canvas.Rectangle
	origin *Lettering
	sign   *canvas.Image
}

func (r *entryRenderer) MinSize() fyne.Size {
	size := r.WidgetRenderer.MinSize()
	return fyne.NewSize(max(size.Width, r.e.Width*theme.Zoom()), max(size.Height, theme.Size(theme.SizeControl)))
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.bar.Move(fyne.NewPos(0, 2))
	r.bar.Resize(fyne.NewSize(3, size.Height-4))
	r.decorate()
}

func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.decorate()
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.bar, r.sign, r.origin)
}

func (r *entryRenderer) decorate() {
	mark := fyne.ThemeColorName("")
	switch {
	case r.e.Err() != "":
		mark = base.ColorNameError
	case r.e.Changed() != "":
		mark = theme.ColorChanged
	case r.e.Origin() != "":
		mark = theme.ColorHint
	case r.e.IsRequired() && r.e.Text == "" && !r.e.Disabled():
		mark = base.ColorNamePrimary
	}
	r.bar.Hidden = mark == ""
	if mark != "" {
		r.bar.FillColor = theme.Color(mark)
	}
	if r.box != nil {
		r.box.Hidden = true
		r.frame.FillColor = r.box.FillColor
		r.frame.StrokeWidth = 1
		switch {
		case r.e.hasFocus:
			r.frame.StrokeWidth = theme.Size(theme.SizeRing)
			r.frame.StrokeColor = theme.Color(theme.ColorFocusRing)
		case r.e.Err() != "":
			r.frame.StrokeColor = theme.Color(base.ColorNameError)
		case r.e.Disabled():
			r.frame.StrokeColor = theme.Color(base.ColorNameSeparator)
		}
		r.frame.Refresh()
	}
	r.bar.Refresh()
	r.showAside()
}

// aside is what stands at the right of the value: where it came from, else what was understood of it.
func (e *Entry) aside() (theme.Severity, string) {
	switch {
	case e.Origin() != "":
		return theme.Neutral, e.Origin()
	case e.Understand != nil && e.Err() == "":
		return e.Understand(e.Text)
	}
	return theme.Neutral, ""
}

func (r *entryRenderer) showAside() {
	severity, text := r.e.aside()
	hue := severity.Color()
	if r.e.Origin() != "" {
		hue = theme.ColorHint
	}
	write(r.origin, text, hue, base.SizeNameCaptionText, false)
	side := theme.Size(base.SizeNameInlineIcon)
	if severity == theme.Neutral || text == "" {
		side = 0
	}
	left := measure(r.e.Text, theme.Size(base.SizeNameText), r.e.TextStyle).Width + 3*theme.Gap
	right := r.e.Size().Width - theme.Gap
	if r.e.ActionItem != nil {
		right -= r.e.ActionItem.MinSize().Width + theme.GapTight
	}
	size := r.origin.MinSize()
	middle := theme.Size(theme.SizeControl) / 2
	r.origin.Hidden = text == "" || left+side+theme.GapTight+size.Width > right
	r.sign.Hidden = side == 0 || left+side > right
	r.origin.Resize(size)
	r.origin.Move(fyne.NewPos(right-size.Width, middle-size.Height/2))
	if !r.origin.Hidden {
		right -= size.Width + theme.GapTight
	}
	if r.sign.Resource = nil; side > 0 {
		r.sign.Resource = severity.Icon()
	}
	r.sign.Resize(fyne.NewSquareSize(side))
	r.sign.Move(fyne.NewPos(right-side, middle-side/2))
	r.origin.Refresh()
	r.sign.Refresh()
}

// canvasOf is the canvas that shows o. Something that was put into the window and not painted yet is not known to the
// driver; it belongs to the program's one window.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	if windows := driver.AllWindows(); len(windows) > 0 {
		return windows[0].Canvas()
	}
	return nil
}

// Focus puts the cursor into a field or onto a list, also right after it was put into the window. What lies behind a dialog
// gets it when the dialog closes.
func Focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	c := canvasOf(object)
	if c == nil {
		return
	}
	c.Focus(o)
	if dialog, ok := c.Overlays().Top().(*layer); ok && dialog.veil && c.Focused() != o {
		o.FocusLost()
	}
}

// HasFocus tells whether a field in the window has the cursor.
func HasFocus(o fyne.Focusable) bool {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return false
	}
	c := canvasOf(object)
	return c != nil && c.Focused() == o
}

func focusNext(from fyne.CanvasObject) {
	if c := canvasOf(from); c != nil {
		c.FocusNext()
	}
}
