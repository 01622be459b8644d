package main

import (
	"fmt"
	"io"
	"log"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/desk"
	"terminwerk/ui/uitest"
)

// What a hand feels: the time of a key, and that of going to another screen.
const (
	keyTarget    = 16 * time.Millisecond
	switchTarget = 50 * time.Millisecond
	keyRounds    = 60
)

// felt is one key on one screen.
type felt struct {
	name string
	open func(*uitest.Program)
	key  func(p *uitest.Program, n int)
}

func press(names ...fyne.KeyName) func(*uitest.Program, int) {
	return func(p *uitest.Program, n int) { p.Press(names[n%len(names)]) }
}

func letters(p *uitest.Program, n int) {
	if n%20 == 19 {
		p.Press(fyne.KeyHome)
	}
	p.Type(string("abcdefghijklmnop"[n%16]))
}

// keysFelt are the lists and forms of the program.
var keysFelt = []felt{
	{"leads, row down", func(p *uitest.Program) { p.App.Show(desk.Leads) }, press(fyne.KeyDown)},
	{"leads, page down", func(p *uitest.Program) { p.App.Show(desk.Leads) }, press(fyne.KeyPageDown)},
	{"customers, row down", func(p *uitest.Program) { p.App.Show(desk.Customers) }, press(fyne.KeyDown)},
	{"customers, page down", func(p *uitest.Program) { p.App.Show(desk.Customers) }, press(fyne.KeyPageDown)},
	{"customers, end and home", func(p *uitest.Program) { p.App.Show(desk.Customers) }, press(fyne.KeyEnd, fyne.KeyHome)},
	{"vehicles, row down", func(p *uitest.Program) { p.App.Show(desk.Vehicles) }, press(fyne.KeyDown)},
	{"customer, a letter in a field", openFirst(desk.Customers), letters},
	{"vehicle, a letter in a field", openFirst(desk.Vehicles), letters},
	{"settings, a letter in a field", func(p *uitest.Program) { p.App.Show(desk.Settings) }, letters},
	{"appointment, a letter in a field", openDraft, letters},
	{"appointment, Tab", openDraft, press(fyne.KeyTab)},
	{"help, page down", func(p *uitest.Program) { p.Ctrl(fyne.KeyF1) }, press(fyne.KeyPageDown, fyne.KeyDown)},
}

// openFirst opens the first record of a list and goes to a field of text.
func openFirst(s desk.Screen) func(*uitest.Program) {
	return func(p *uitest.Program) {
		p.App.Show(s)
		p.Press(fyne.KeyReturn, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	}
}

// openDraft starts an appointment without a lead for the first customer and goes to the notes.
func openDraft(p *uitest.Program) {
	p.App.Show(desk.Customers)
	p.Ctrl(fyne.KeyT)
}

// feel measures what happens between a key and its picture: the handler with the layout it causes, and apart from it the whole
// window drawn by software, which takes what Fyne's own renderer takes and is given beside an empty window. Reading the
// database is part of the handler here; in the real window that is done beside it.
func (g *gauge) feel() error {
	log.SetOutput(io.Discard) // Fyne complains about the desktop that is not there
	var drawn []time.Duration
	for _, f := range keysFelt {
		p, err := uitest.Start(uitest.Options{DB: g.database()})
		if err != nil {
			return err
		}
		f.open(p)
		p.Window.Canvas().Capture()
		handled, painted := series(keyRounds, func(n int) { f.key(p, n) }, p)
		g.table.add("key: "+f.name, took(handled), within(quantile(handled, 95), keyTarget, "16 ms"))
		drawn = append(drawn, painted...)
		if err := p.Close(); err != nil {
			return err
		}
	}
	g.table.add("drawing the whole window by software", took(drawn), "")
	g.table.add("  an empty window of that size", took(drawEmpty()), "")
	return g.feelSwitches()
}

// drawEmpty draws a window with nothing but one label, as often.
func drawEmpty() (drawn []time.Duration) {
	w := test.NewWindow(widget.NewLabel("empty"))
	defer w.Close()
	w.Resize(fyne.NewSize(1280, 720))
	for range keyRounds {
		began := time.Now()
		w.Canvas().Capture()
		drawn = append(drawn, time.Since(began))
	}
	return drawn
}

func (g *gauge) feelSwitches() error {
	p, err := uitest.Start(uitest.Options{DB: g.database()})
	if err != nil {
		return err
	}
	screens := desk.Screens()
	handled, painted := series(keyRounds, func(n int) { p.App.Show(screens[n%len(screens)]) }, p)
	g.table.add("another screen, "+g.big(), took(handled), within(quantile(handled, 95), switchTarget, "50 ms"))
	g.table.add("  drawing it by software", took(painted), "")
	return p.Close()
}

// series does something many times and draws the window after each.
func series(rounds int, do func(n int), p *uitest.Program) (handled, painted []time.Duration) {
	for n := range rounds {
		began := time.Now()
		do(n)
		done := time.Now()
		p.Window.Canvas().Capture()
		handled = append(handled, done.Sub(began))
		painted = append(painted, time.Since(done))
	}
	return handled, painted
}

func took(times []time.Duration) string {
	return fmt.Sprintf("%s (95 %%: %s)", ms(quantile(times, 50)), ms(quantile(times, 95)))
}

// quantile is the value that so many percent do not exceed.
func quantile(times []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}
