package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"terminwerk/ui/theme"
)

// paint fills a rectangle with a colour of the theme; the empty name makes it transparent.
func paint(r *canvas.Rectangle, name fyne.ThemeColorName, radius float32) {
	fill := color.Color(color.Transparent)
	if name != "" {
		fill = theme.Color(name)
	}
	if r.FillColor != fill || r.CornerRadius != radius {
		r.FillColor, r.CornerRadius = fill, radius
		r.Refresh()
	}
}

// cover is paint for a rectangle that is not drawn at all without a colour: seen or not, drawing it would take as long.
func cover(r *canvas.Rectangle, name fyne.ThemeColorName, radius float32) {
	if hidden := name == ""; r.Hidden != hidden {
		r.Hidden = hidden
		canvas.Refresh(r)
	}
	if name != "" {
		paint(r, name, radius)
	}
}

// frame draws the focus ring.
func frame(r *canvas.Rectangle, on bool, radius float32) {
	r.FillColor = color.Transparent
	r.StrokeColor = theme.Color(theme.ColorFocusRing)
	r.StrokeWidth = theme.Size(theme.SizeRing)
	r.CornerRadius = radius
	r.Hidden = !on
	r.Refresh()
}

// write sets text, colour, size and weight of a line.
func write(l *Lettering, text string, name fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) {
	l.set(text, theme.Color(name), theme.Size(size), fyne.TextStyle{Bold: bold})
}

// edge resizes a framed rectangle so that its stroke stays inside size at every scale.
func edge(r *canvas.Rectangle, size fyne.Size) {
	if r.StrokeWidth == 0 {
		r.Move(fyne.Position{})
		r.Resize(size)
		return
	}
	r.Move(fyne.NewSquareOffsetPos(r.StrokeWidth / 2))
	r.Resize(fyne.NewSize(max(size.Width-r.StrokeWidth-0.5, 0), max(size.Height-r.StrokeWidth-0.5, 0)))
}

// outline is the frame of something large, of four thin rectangles: a frame in one piece would be computed for every point inside
// it.
type outline [4]*canvas.Rectangle

func newOutline() (o outline) {
	for i := range o {
		o[i] = canvas.NewRectangle(nil)
	}
	return o
}

// draw shows the frame in a colour of the theme, with lines of this width; the empty name hides it.
func (o outline) draw(name fyne.ThemeColorName, width float32, size fyne.Size) {
	for i, r := range o {
		cover(r, name, 0)
		r.Resize([]fyne.Size{{Width: size.Width, Height: width}, {Width: width, Height: size.Height}}[i%2])
		if i >= 2 {
			r.Move(fyne.NewPos(size.Width-r.Size().Width, size.Height-r.Size().Height))
		}
	}
}

// focusRing shows the frame of what has the focus, or hides it.
func (o outline) focusRing(on bool, size fyne.Size) {
	name := fyne.ThemeColorName("")
	if on {
		name = theme.ColorFocusRing
	}
	o.draw(name, theme.Size(theme.SizeRing), size)
}

func (o outline) objects() []fyne.CanvasObject { return []fyne.CanvasObject{o[0], o[1], o[2], o[3]} }

// frameOn draws the focus ring inside a filled control, in the colour of its text.
func frameOn(r *canvas.Rectangle, on bool, name fyne.ThemeColorName, radius float32) {
	frame(r, on, radius)
	r.StrokeColor = theme.Color(name)
	r.Refresh()
}

// cut shows text in a line as far as width allows.
func cut(l *Lettering, text string, width float32) {
	l.set(ellipsis(text, width, l.size, l.style), l.hue, l.size, l.style)
}
