package kit

import (
	"image"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/math/fixed"
)

// Lettering is one line of text put together from kept letters. It looks like a canvas.Text, and costs a tenth where texts
// change all the time. What cannot be put together letter by letter, such as Arabic or an emoji, is drawn by Fyne.
type Lettering struct {
	widget.BaseWidget
	text  string
	hue   color.Color
	size  float32
	style fyne.TextStyle
	align fyne.TextAlign

	face    *face
	min     fyne.Size // of the text
	letters *canvas.Raster
	other   *canvas.Text // what Fyne draws; nil until needed
	drawn   drawn
}

// drawn is what the picture of a text was laid out for.
type drawn struct {
	scale float32         // pixels of the screen to one device-independent pixel
	box   image.Rectangle // what the letters cover, in pixels from where the text begins
}

func newLettering() *Lettering {
	l := &Lettering{letters: &canvas.Raster{ScaleMode: canvas.ImageScalePixels}}
	l.letters.Generator, l.letters.Hidden = l.picture, true
	l.ExtendBaseWidget(l)
	return l
}

// Words is the text that an object of the canvas shows, empty if it shows none.
func Words(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *canvas.Text:
		return o.Text
	case *Lettering:
		if o.other == nil || o.other.Hidden {
			return o.text
		}
	}
	return ""
}

// set changes what is shown where it differs; drawing anew is what costs most when a list scrolls.
func (l *Lettering) set(text string, hue color.Color, size float32, style fyne.TextStyle) {
	if l.text == text && l.hue == hue && l.size == size && l.style == style {
		return
	}
	l.text, l.hue, l.size, l.style = text, hue, size, style
	l.redraw()
}

// turn says where in its place the text stands.
func (l *Lettering) turn(align fyne.TextAlign) {
	if l.align != align {
		l.align = align
		l.redraw()
	}
}

// MinSize is the size of the text.
func (l *Lettering) MinSize() fyne.Size { return l.min }

// Refresh draws the text anew if the font or the screen is another one; of everything else set tells.
func (l *Lettering) Refresh() {
	if l.face != faceOf(l.style) || l.drawn.scale != l.scale() {
		l.redraw()
	}
}

func (l *Lettering) redraw() {
	l.face = faceOf(l.style)
	l.min = measure(l.text, l.size, l.style)
	_, own := l.face.width(l.text)
	l.letters.Hidden = !own || strings.TrimSpace(l.text) == ""
	if !own && l.other == nil {
		l.other = canvas.NewText("", nil)
	}
	if l.other != nil {
		l.other.Hidden = own
		l.other.Text, l.other.Color, l.other.TextSize, l.other.TextStyle, l.other.Alignment = l.text, l.hue, l.size, l.style, l.align
		l.other.Resize(l.Size())
		l.other.Refresh()
	}
	l.place()
	l.letters.Refresh()
}

// Resize gives the text its place, in which it is aligned.
func (l *Lettering) Resize(size fyne.Size) {
	if l.Size() != size {
		l.BaseWidget.Resize(size)
		l.place()
	}
}

// place puts the picture of the letters where Fyne would put the text, and no larger than it has to be: what is blended costs
// time, seen or not. It is a whole number of pixels, or it would be drawn blurred.
func (l *Lettering) place() {
	if l.other != nil {
		l.other.Resize(l.Size())
	}
	if l.letters.Hidden {
		return
	}
	scale := l.scale()
	box := image.Rectangle{}
	l.each(scale, func(ink *image.Alpha, at image.Point) { box = box.Union(ink.Rect.Add(at)) })
	box.Min.X = 0
	l.drawn = drawn{scale, box}
	room := l.Size()
	at := fyne.NewPos(0, max(room.Height-l.min.Height, 0)/2)
	switch l.align {
	case fyne.TextAlignTrailing:
		at.X = room.Width - l.min.Width
	case fyne.TextAlignCenter:
		at.X = (room.Width - l.min.Width) / 2
	}
	down := float32(box.Min.Y) / scale
	if scale != 1 {
		down += 0.001 // a text halfway between two pixels is rounded down by Fyne, with whatever is left of it
	}
	l.letters.Move(at.AddXY(0, down))
	l.letters.Resize(fyne.NewSize(float32(box.Dx())/scale, float32(box.Dy())/scale))
}

// scale is how many pixels the screen has for one device-independent pixel.
func (l *Lettering) scale() float32 {
	if c := canvasOf(l); c != nil {
		return c.Scale()
	}
	return 1
}

// each gives the letters for a screen, with the place of an ink's own point 0, 0. They are not kept: most texts are drawn once.
func (l *Lettering) each(scale float32, do func(ink *image.Alpha, at image.Point)) {
	f := l.face
	foot, size := int(math.Ceil(float64(f.line(l.size).base*scale))), fixed.Int26_6(l.size*scale*64)
	f.walk(l.text, func(c letter, at float32) {
		steps := int(math.Round(float64(at * l.size * scale * inkSteps / em)))
		if ink := f.ink(inkKey{glyph: c.glyph, size: size, step: uint8(steps % inkSteps)}); ink != nil {
			do(ink, image.Pt(steps/inkSteps, foot))
		}
	})
}

// picture draws the letters for the screen.
func (l *Lettering) picture(width, height int) image.Image {
	if l.drawn.scale != l.scale() { // the window went to another screen
		l.place()
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	hue := color.RGBA64Model.Convert(l.hue).(color.RGBA64)
	l.each(l.drawn.scale, func(ink *image.Alpha, at image.Point) {
		stamp(picture, ink, at.Sub(image.Pt(0, l.drawn.box.Min.Y)), hue)
	})
	return picture
}

// stamp draws a letter in a colour.
func stamp(picture *image.RGBA, ink *image.Alpha, at image.Point, hue color.RGBA64) {
	box := ink.Rect.Add(at).Intersect(picture.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		from := ink.Pix[ink.PixOffset(box.Min.X-at.X, y-at.Y):]
		to := picture.Pix[picture.PixOffset(box.Min.X, y):]
		for i, covered := range from[:box.Dx()] {
			if covered == 0 {
				continue
			}
			const whole = 0xffff
			cover := uint32(covered) * 0x101
			rest := whole - uint32(hue.A)*cover/whole
			pixel := to[4*i : 4*i+4]
			for n, part := range [4]uint16{hue.R, hue.G, hue.B, hue.A} {
				pixel[n] = uint8((uint32(part)*cover/whole + uint32(pixel[n])*0x101*rest/whole) >> 8)
			}
		}
	}
}

// CreateRenderer makes the drawing of the text; Fyne calls it.
func (l *Lettering) CreateRenderer() fyne.WidgetRenderer { return letteringRenderer{l} }

type letteringRenderer struct{ l *Lettering }

func (r letteringRenderer) Layout(fyne.Size)   {}
func (r letteringRenderer) MinSize() fyne.Size { return r.l.MinSize() }
func (r letteringRenderer) Refresh()           {}
func (r letteringRenderer) Destroy()           {}

func (r letteringRenderer) Objects() []fyne.CanvasObject {
	if r.l.other != nil && !r.l.other.Hidden {
		return []fyne.CanvasObject{r.l.other}
	}
	return []fyne.CanvasObject{r.l.letters}
}
