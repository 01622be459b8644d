package kit

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Text is one line of text in a colour and size of the theme. It ends in an ellipsis where there is no room.
type Text struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
	size  fyne.ThemeSizeName
	style fyne.TextStyle
	align fyne.TextAlign
	width float32 // least width; negative: as wide as the text
}

// NewText makes body text.
func NewText(text string) *Text {
	t := &Text{text: text, color: base.ColorNameForeground, size: base.SizeNameText, width: -1}
	t.ExtendBaseWidget(t)
	return t
}

// NewMuted makes secondary text in body size.
func NewMuted(text string) *Text { return NewText(text).In(theme.ColorMuted) }

// NewCaption makes small secondary text.
func NewCaption(text string) *Text {
	return NewText(text).In(theme.ColorMuted).Sized(base.SizeNameCaptionText)
}

// NewTitle makes the heading of a screen or dialog.
func NewTitle(text string) *Text { return NewText(text).Sized(base.SizeNameHeadingText).Bold() }

// In sets the colour by its theme name.
func (t *Text) In(name fyne.ThemeColorName) *Text {
	t.color = name
	t.Refresh()
	return t
}

// Sized sets the size by its theme name.
func (t *Text) Sized(name fyne.ThemeSizeName) *Text {
	t.size = name
	t.Refresh()
	return t
}

// Bold makes the text bold.
func (t *Text) Bold() *Text {
	t.style.Bold = true
	t.Refresh()
	return t
}

// Mono makes the letters equally wide. Of Fyne's own fonts only that one draws ≈ and ≠.
func (t *Text) Mono() *Text {
	t.style.Monospace = true
	t.Refresh()
	return t
}

// Aligned sets where the text stands in its width.
func (t *Text) Aligned(align fyne.TextAlign) *Text {
	t.align = align
	t.Refresh()
	return t
}

// AtLeast lets the text shrink to width, in device-independent pixels, instead of asking for its full width.
func (t *Text) AtLeast(width float32) *Text {
	t.width = width
	t.Refresh()
	return t
}

// Set replaces the text.
func (t *Text) Set(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// Get is the whole text.
func (t *Text) Get() string { return t.text }

// CreateRenderer makes the drawing of the text; Fyne calls it.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, line: newLettering()}
	r.Refresh()
	return r
}

type textRenderer struct {
	t    *Text
	line *Lettering
}

func (r *textRenderer) Layout(size fyne.Size) {
	r.line.Resize(size)
	cut(r.line, r.t.text, size.Width)
}

func (r *textRenderer) MinSize() fyne.Size {
	size := measure(r.t.text, theme.Size(r.t.size), r.t.style)
	if r.t.width >= 0 {
		size.Width = min(size.Width, r.t.width)
	}
	return size
}

func (r *textRenderer) Refresh() {
	r.line.turn(r.t.align)
	r.line.set(r.line.text, theme.Color(r.t.color), theme.Size(r.t.size), r.t.style)
	r.Layout(r.t.Size())
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}
