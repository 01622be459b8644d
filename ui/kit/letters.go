package kit

import (
	"image"
	"sort"
	"unicode"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	base "fyne.io/fyne/v2/theme"
)

// face is one font of the theme: how wide its letters are, and their pictures as drawn so far.
//
// Fyne shapes a text and computes the outline of each of its letters whenever a text is drawn that was not drawn before, which
// is nearly all that a key costs that turns the page of a list. Here a letter is computed once and copied from then on. All
// measures are Fyne's own, so that texts stand where Fyne would put them.
type face struct {
	source  fyne.Resource
	style   fyne.TextStyle
	font    *sfnt.Font // nil: not readable, Fyne draws everything
	buffer  sfnt.Buffer
	letters map[rune]letter
	pairs   map[[2]rune]float32
	inks    map[inkKey]*image.Alpha
	lines   map[float32]lineHeights
	widths  map[string]float32 // of texts, in thousandths; below 0: not all of it is in the font
}

// letter is a glyph of the font and how far it leads to the next one, in thousandths of the size of the text.
type letter struct {
	glyph   sfnt.GlyphIndex // 0: not in the font
	advance float32
}

// inkKey is a letter at a size in pixels, standing so many of the steps right of a whole pixel.
type inkKey struct {
	glyph sfnt.GlyphIndex
	size  fixed.Int26_6
	step  uint8
}

// lineHeights are the height of a line of text and of what is above the foot of its letters, in device-independent pixels.
type lineHeights struct{ height, base float32 }

const (
	em          = 1000
	inkSteps    = 4     // places between two pixels at which a letter is drawn
	mostInks    = 4096  // about half a megabyte
	mostLetters = 20000 // of pairs too
	mostWidths  = 4096
)

var faces = map[fyne.TextStyle]*face{}

// faceOf is the font for a style in the running theme.
func faceOf(style fyne.TextStyle) *face {
	source := base.Current().Font(style)
	if f := faces[style]; f != nil && f.source == source {
		return f
	}
	f := &face{source: source, style: style}
	f.forget()
	if style == (fyne.TextStyle{Bold: style.Bold, Italic: style.Italic, Monospace: style.Monospace}) && source != nil {
		f.font, _ = sfnt.Parse(source.Content())
	}
	faces[style] = f
	return f
}

// forget empties what is kept.
func (f *face) forget() {
	f.letters, f.pairs = map[rune]letter{}, map[[2]rune]float32{}
	f.inks, f.lines, f.widths = map[inkKey]*image.Alpha{}, map[float32]lineHeights{}, map[string]float32{}
}

// width is how wide a text is, in thousandths of its size. It is false for what cannot be put together letter by letter: one is
// not in the font, or joins the next, turns round or stands on top of another.
func (f *face) width(text string) (float32, bool) {
	if f.font == nil {
		return 0, false
	}
	width, known := f.widths[text]
	if !known {
		width = f.walk(text, nil)
		if len(f.widths) >= mostWidths {
			clear(f.widths)
		}
		f.widths[text] = width
	}
	return width, width >= 0
}

func (f *face) letter(r rune) letter {
	l, known := f.letters[r]
	if known {
		return l
	}
	if unicode.IsGraphic(r) && !unicode.IsMark(r) && unicode.In(r, unicode.Common, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
		l.glyph, _ = f.font.GlyphIndex(&f.buffer, r)
		l.advance = fyne.MeasureText(string(r), em, f.style).Width
	}
	if len(f.letters) >= mostLetters {
		f.forget()
	}
	f.letters[r] = l
	return l
}

// kern is how much farther than its advance leads a letter is followed by the next, in thousandths; usually 0 or less.
func (f *face) kern(left, right rune) float32 {
	pair := [2]rune{left, right}
	k, known := f.pairs[pair]
	if !known {
		k = fyne.MeasureText(string(pair[:]), em, f.style).Width - f.letter(left).advance - f.letter(right).advance
		if len(f.pairs) >= mostLetters {
			f.forget()
		}
		f.pairs[pair] = k
	}
	return k
}

// walk goes through the letters of a text, each with its place in thousandths, and gives the place behind the last; it ends
// with -1 before a letter that is not in the font.
func (f *face) walk(text string, each func(l letter, at float32)) float32 {
	var end float32
	var last rune
	for i, r := range text {
		l := f.letter(r)
		if l.glyph == 0 {
			return -1
		}
		if i > 0 && !f.style.Monospace {
			end += f.kern(last, r)
		}
		if each != nil {
			each(l, end)
		}
		end += l.advance
		last = r
	}
	return end
}

func (f *face) line(size float32) lineHeights {
	h, known := f.lines[size]
	if !known {
		box, foot := fyne.CurrentApp().Driver().RenderedTextSize("M", size, f.style, nil)
		h = lineHeights{box.Height, foot}
		f.lines[size] = h
	}
	return h
}

// ink gives the picture of a letter, of which the point 0, 0 is where the letter stands; nil if nothing is to be seen.
func (f *face) ink(p inkKey) *image.Alpha {
	picture, known := f.inks[p]
	if known {
		return picture
	}
	if len(f.inks) >= mostInks {
		clear(f.inks)
	}
	if outline, err := f.font.LoadGlyph(&f.buffer, p.glyph, p.size, nil); err == nil {
		picture = fill(outline, fixed.Int26_6(p.step)*(64/inkSteps))
	}
	f.inks[p] = picture
	return picture
}

// fill fills an outline that is moved to the right, in 64ths of a pixel.
func fill(outline sfnt.Segments, right fixed.Int26_6) *image.Alpha {
	box := outline.Bounds()
	at := image.Rect((box.Min.X + right).Floor(), box.Min.Y.Floor(), (box.Max.X + right).Ceil(), box.Max.Y.Ceil())
	if at.Empty() {
		return nil
	}
	pen := vector.NewRasterizer(at.Dx(), at.Dy())
	point := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X+right)/64 - float32(at.Min.X), float32(p.Y)/64 - float32(at.Min.Y)
	}
	for _, s := range outline {
		ax, ay := point(s.Args[0])
		bx, by := point(s.Args[1])
		cx, cy := point(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			pen.ClosePath()
			pen.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			pen.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			pen.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			pen.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	pen.ClosePath()
	picture := image.NewAlpha(at)
	pen.Draw(picture, at, image.Opaque, image.Point{})
	return picture
}

// measure is the size of a line of text, in device-independent pixels.
func measure(text string, size float32, style fyne.TextStyle) fyne.Size {
	f := faceOf(style)
	width, own := f.width(text)
	if !own {
		return fyne.MeasureText(text, size, style)
	}
	return fyne.NewSize(width*size/em, f.line(size).height)
}

// ellipsis is text cut so that it fits into width, ending in … if something was cut.
func ellipsis(text string, width, size float32, style fyne.TextStyle) string {
	const slack = 0.5
	if text == "" || measure(text, size, style).Width <= width+slack {
		return text
	}
	runes := []rune(text)
	cut := sort.Search(len(runes), func(n int) bool { return measure(string(runes[:n+1])+"…", size, style).Width > width })
	if cut == 0 {
		return ""
	}
	return string(runes[:cut]) + "…"
}
