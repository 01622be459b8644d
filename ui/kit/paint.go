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

// frame draws the focus ring.
func frame(r *canvas.Rectangle, on bool, radius float32) {
	r.FillColor = color.Transparent
	r.StrokeColor = theme.Color(theme.ColorFocusRing)
	r.StrokeWidth = theme.Size(theme.SizeRing)
	r.CornerRadius = radius
	r.Hidden = !on
	r.Refresh()
}

// write sets text, colour and size of a line. Like paint it leaves alone what is right already: drawing text anew is what costs
// most when a list scrolls.
func write(t *canvas.Text, text string, name fyne.ThemeColorName, size fyne.ThemeSizeName) {
	hue, height := theme.Color(name), theme.Size(size)
	if t.Text != text || t.Color != hue || t.TextSize != height {
		t.Text, t.Color, t.TextSize = text, hue, height
		t.Refresh()
	}
}

// embolden makes a line bold or not; it comes before write.
func embolden(t *canvas.Text, bold bool) {
	if t.TextStyle.Bold != bold {
		t.TextStyle.Bold = bold
		t.Refresh()
	}
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

// zoom is the scale of the running theme: widths given for the normal size are multiplied by it.
func zoom() float32 { return theme.Size(theme.SizeRow) / theme.RowHeight }

// frameOn draws the focus ring inside a filled control, in the colour of its text.
func frameOn(r *canvas.Rectangle, on bool, name fyne.ThemeColorName, radius float32) {
	frame(r, on, radius)
	r.StrokeColor = theme.Color(name)
	r.Refresh()
}

// cut shows text in a line as far as width allows.
func cut(t *canvas.Text, text string, width float32) {
	if shown := ellipsis(text, width, t.TextSize, t.TextStyle); t.Text != shown {
		t.Text = shown
		t.Refresh()
	}
}
