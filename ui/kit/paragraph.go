package kit

import (
	"math"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Paragraph is text that wraps at its width and can hold line breaks. Like a label of Fyne it keeps free space around itself, but
// it is drawn from kept letters.
type Paragraph struct {
	widget.BaseWidget
	runs     []Run
	size     fyne.ThemeSizeName
	mark     string // before the first line; the others begin below its text
	anywhere bool   // wraps between any two letters
	room     float32
	pieces   []piece
	lines    int
}

// Run is a stretch of a paragraph in one style.
type Run struct {
	Text string
	Bold bool
	Key  bool // a key or something typed: letters equally wide on a ground of their own
}

// piece is what of a run stands in one line, beginning at x.
type piece struct {
	Run
	line int
	x    float32
}

// NewParagraph makes text that wraps at its width and can hold line breaks.
func NewParagraph(text string) *Paragraph { return NewRuns(base.SizeNameText, "", Run{Text: text}) }

// NewRuns makes a paragraph of several styles. A mark, such as the dot or the number of an item, stands before it.
func NewRuns(size fyne.ThemeSizeName, mark string, runs ...Run) *Paragraph {
	p := &Paragraph{runs: runs, size: size, mark: mark}
	p.ExtendBaseWidget(p)
	p.wrap()
	return p
}

// Anywhere lets lines end between any two letters, for what has no words.
func (p *Paragraph) Anywhere() *Paragraph {
	p.anywhere = true
	p.wrap()
	return p
}

// SetText replaces the text.
func (p *Paragraph) SetText(text string) {
	p.runs = []Run{{Text: text}}
	p.Refresh()
}

// Text is the whole text.
func (p *Paragraph) Text() string {
	var text strings.Builder
	for _, r := range p.runs {
		text.WriteString(r.Text)
	}
	return text.String()
}

// Resize wraps the text at the new width.
func (p *Paragraph) Resize(size fyne.Size) {
	if size.Width != p.Size().Width {
		p.BaseWidget.Resize(size)
		p.Refresh()
		return
	}
	p.BaseWidget.Resize(size)
}

// MinSize is the height that the text needs at the width it has.
func (p *Paragraph) MinSize() fyne.Size {
	around := 2 * theme.Size(base.SizeNameInnerPadding)
	return fyne.NewSize(around, float32(p.lines)*p.lineHeight()+around)
}

func (p *Paragraph) lineHeight() float32 {
	return faceOf(fyne.TextStyle{}).line(theme.Size(p.size)).height
}

func (r Run) style() fyne.TextStyle { return fyne.TextStyle{Bold: r.Bold, Monospace: r.Key} }

func (p *Paragraph) wide(r Run) float32 { return measure(r.Text, theme.Size(p.size), r.style()).Width }

// indent is the room before the lines of an item.
func (p *Paragraph) indent() float32 {
	if p.mark == "" {
		return 0
	}
	return p.wide(Run{Text: p.mark + "  ", Bold: true})
}

// wrap puts the words into lines.
func (p *Paragraph) wrap() {
	p.room = p.Size().Width - 2*theme.Size(base.SizeNameInnerPadding) - p.indent()
	if p.room <= 0 {
		p.room = math.MaxFloat32
	}
	w := wrapping{p: p}
	for _, r := range p.runs {
		for i, line := range strings.Split(r.Text, "\n") {
			if i > 0 {
				w.word()
				w.gap.Text = ""
				w.next()
			}
			w.add(line, r)
		}
	}
	w.word()
	p.pieces, p.lines = w.pieces, w.line+1
}

// wrapping is a paragraph being put into lines.
type wrapping struct {
	p       *Paragraph
	pieces  []piece
	line    int
	x       float32
	gap     Run   // the spaces before the word
	letters []Run // of the word, which can change its style
}

// add takes part of a run without line breaks.
func (w *wrapping) add(text string, style Run) {
	for text != "" {
		style.Text = text
		if space := len(text) - len(strings.TrimLeft(text, " \t")); space > 0 {
			w.word()
			style.Text = strings.ReplaceAll(text[:space], "\t", "    ")
			w.gap = style
			text = text[space:]
			continue
		}
		if end := strings.IndexAny(text, " \t"); end > 0 {
			style.Text = text[:end]
		}
		w.letters = append(w.letters, style)
		text = text[len(style.Text):]
	}
}

// word puts the word that is complete into the line, or into the next one.
func (w *wrapping) word() {
	var wide float32
	for _, r := range w.letters {
		wide += w.p.wide(r)
	}
	gap := w.p.wide(w.gap)
	switch {
	case !w.p.anywhere && len(w.letters) > 0 && w.x > 0 && w.x+gap+wide > w.p.room:
		w.next()
	case w.gap.Text != "":
		w.put(w.gap, gap)
	}
	for _, r := range w.letters {
		w.split(r)
	}
	w.gap.Text, w.letters = "", w.letters[:0]
}

// split puts letters into the line, and what has no room into the next ones.
func (w *wrapping) split(r Run) {
	for {
		wide := w.p.wide(r)
		if w.x+wide <= w.p.room {
			w.put(r, wide)
			return
		}
		runes, part := []rune(r.Text), r
		fit := sort.Search(len(runes), func(n int) bool {
			part.Text = string(runes[:n+1])
			return w.x+w.p.wide(part) > w.p.room
		})
		if fit == 0 && w.x == 0 {
			fit = 1
		}
		if fit > 0 {
			part.Text, r.Text = string(runes[:fit]), string(runes[fit:])
			w.put(part, w.p.wide(part))
		}
		if r.Text == "" {
			return
		}
		w.next()
	}
}

func (w *wrapping) put(r Run, wide float32) {
	if n := len(w.pieces) - 1; n >= 0 && w.pieces[n].line == w.line && w.pieces[n].style() == r.style() {
		w.pieces[n].Text += r.Text
	} else {
		w.pieces = append(w.pieces, piece{r, w.line, w.x})
	}
	w.x += wide
}

func (w *wrapping) next() {
	w.line++
	w.x = 0
}

// CreateRenderer makes the drawing of the text; Fyne calls it.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	p       *Paragraph
	pieces  []*Lettering // those of the mark and of the pieces; more are kept for a longer text
	grounds []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *paragraphRenderer) Layout(fyne.Size)             {}
func (r *paragraphRenderer) MinSize() fyne.Size           { return r.p.MinSize() }
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *paragraphRenderer) Destroy()                     {}

func (r *paragraphRenderer) Refresh() {
	r.p.wrap()
	pieces, indent := r.p.pieces, r.p.indent()
	if r.p.mark != "" {
		pieces = append([]piece{{Run: Run{Text: r.p.mark, Bold: true}, x: -indent}}, pieces...)
	}
	r.objects = nil
	for len(r.pieces) < len(pieces) {
		r.pieces, r.grounds = append(r.pieces, newLettering()), append(r.grounds, canvas.NewRectangle(nil))
	}
	for i, piece := range pieces {
		piece.x += indent
		r.show(piece, r.pieces[i], r.grounds[i])
	}
	canvas.Refresh(r.p)
}

// show draws a piece.
func (r *paragraphRenderer) show(piece piece, text *Lettering, ground *canvas.Rectangle) {
	around, size, style := theme.Size(base.SizeNameInnerPadding), theme.Size(r.p.size), piece.style()
	text.set(piece.Text, theme.Color(base.ColorNameForeground), size, style)
	text.Resize(text.MinSize())
	foot := faceOf(fyne.TextStyle{}).line(size).base - faceOf(style).line(size).base
	text.Move(fyne.NewPos(around+piece.x, around+float32(piece.line)*r.p.lineHeight()+foot))
	if piece.Key {
		paint(ground, base.ColorNameInputBackground, 0)
		ground.Move(text.Position())
		ground.Resize(text.Size())
		r.objects = append(r.objects, ground)
	}
	r.objects = append(r.objects, text)
}
