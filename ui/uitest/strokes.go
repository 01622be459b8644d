package uitest

import (
	"image"
	"runtime"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/ui/desk"
	"terminwerk/ui/keys"
)

// Stroke is a key whose way to the picture is measured. Open leads to where it is pressed from a freshly started program; Key
// presses it for the n-th time. Master tells that it needs nothing but the stock of customers and vehicles.
type Stroke struct {
	Name   string
	Master bool
	Open   func(p *Program)
	Key    func(p *Program, n int)
}

// Strokes are keys in the lists and forms of the program.
func Strokes() []Stroke {
	show := func(s desk.Screen) func(*Program) { return func(p *Program) { p.App.Show(s) } }
	return []Stroke{
		{"leads, row down", false, show(desk.Leads), turns(fyne.KeyDown, fyne.KeyUp)},
		{"leads, page down", false, show(desk.Leads), turns(fyne.KeyPageDown, fyne.KeyPageUp)},
		{"leads, a letter to find", false, func(p *Program) { p.App.Show(desk.Leads); p.Ctrl(fyne.KeyF) }, letters},
		{"appointments, row down", false, show(desk.Appointments), turns(fyne.KeyDown, fyne.KeyUp)},
		{"appointments, another day", false, show(desk.Appointments), func(p *Program, n int) {
			p.Shortcut(keys.Alt([]fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp}[n%2]))
		}},
		{"customers, row down", true, show(desk.Customers), turns(fyne.KeyDown, fyne.KeyUp)},
		{"customers, page down", true, show(desk.Customers), turns(fyne.KeyPageDown, fyne.KeyPageUp)},
		{"customers, end and home", true, show(desk.Customers), turns(fyne.KeyEnd, fyne.KeyHome)},
		{"customers, a letter to find", true, func(p *Program) { p.App.Show(desk.Customers); p.Ctrl(fyne.KeyF) }, letters},
		{"vehicles, row down", true, show(desk.Vehicles), turns(fyne.KeyDown, fyne.KeyUp)},
		{"outbox, row down", false, show(desk.Outbox), turns(fyne.KeyDown, fyne.KeyUp)},
		{"duplicates, another candidate", false, bookFirst, turns(fyne.KeyDown, fyne.KeyUp)},
		{"customer, a letter in a field", true, openFirst(desk.Customers), letters},
		{"vehicle, a letter in a field", true, openFirst(desk.Vehicles), letters},
		{"appointment, a letter in a field", false, openDraft, letters},
		{"appointment, Tab", false, openDraft, turns(fyne.KeyTab)},
		{"settings, a letter in a field", false, show(desk.Settings), letters},
		{"settings, Tab", false, show(desk.Settings), turns(fyne.KeyTab)},
		{"everything, a letter to find", true, func(p *Program) { p.Ctrl(fyne.KeyK) }, letters},
		{"help, page down", false, func(p *Program) { p.Ctrl(fyne.KeyF1) }, turns(fyne.KeyPageDown, fyne.KeyPageUp)},
	}
}

func turns(names ...fyne.KeyName) func(*Program, int) {
	return func(p *Program, n int) { p.Press(names[n%len(names)]) }
}

// letters types and rubs out what a name may be.
func letters(p *Program, n int) {
	const word = "anna"
	if at := n % (2 * len(word)); at < len(word) {
		p.Type(word[at : at+1])
		return
	}
	p.Press(fyne.KeyBackspace)
}

// openFirst opens the first record of a list and goes to a field of text.
func openFirst(s desk.Screen) func(*Program) {
	return func(p *Program) {
		p.App.Show(s)
		p.Press(fyne.KeyReturn, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	}
}

// openDraft starts an appointment without a lead for the first customer.
func openDraft(p *Program) {
	p.App.Show(desk.Customers)
	p.Ctrl(fyne.KeyT)
}

// bookFirst goes to the candidates for the first lead that has several.
func bookFirst(p *Program) {
	if l, err := p.Store.LeadByExternal(ctx(), "Online-Buchung", "D-06"); err == nil {
		p.App.Book(l.Meta.ID)
	}
}

// Felt is what one key took: its handler with the layout, what changed drawn by software beside empty pictures of that size,
// and the whole window drawn by software beside an empty one.
type Felt struct{ Handled, Changed, ChangedEmpty, Whole, WholeEmpty time.Duration }

// More is how much longer handler and picture of what changed took than the picture of an empty window there.
func (f Felt) More() time.Duration { return f.Handled + max(f.Changed-f.ChangedEmpty, 0) }

// Watch sees what changes in the window from one key to the next.
type Watch struct {
	p    *Program
	last image.Image
}

// NewWatch draws the window for the first time.
func NewWatch(p *Program) *Watch { return &Watch{p, p.Window.Canvas().Capture()} }

// Feel measures what do does to the window. The pictures of the whole window, which nobody makes who only works with it, are
// collected as garbage before the clock runs.
func (w *Watch) Feel(do func()) (f Felt) {
	runtime.GC()
	f.Handled = timed(do)
	var picture image.Image
	f.Whole = timed(func() { picture = w.p.Window.Canvas().Capture() })
	f.WholeEmpty = timed(func() { capture(w.p.Window.Canvas().Size(), nil) })
	runtime.GC()
	for _, part := range Changed(w.last, picture) {
		f.Changed += timed(func() { w.p.Repaint(part) })
		f.ChangedEmpty += timed(func() { capture(fyne.NewSize(float32(part.Dx()), float32(part.Dy())), nil) })
	}
	w.last = picture
	return f
}

func timed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}
