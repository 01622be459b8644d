package main

import (
	"fmt"
	"io"
	"log"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/ui/desk"
	"terminwerk/ui/uitest"
)

// What a hand feels: the time of a key, and that of going to another screen.
const (
	keyTarget    = 16 * time.Millisecond
	switchTarget = 50 * time.Millisecond
	keyRounds    = 60 // of fewer, the 95 % would be about the slowest
)

// feel measures what happens between a key and its picture: the handler with the layout it causes, and what the key changed drawn
// by Fyne's software painter, less an empty picture of the same size. The whole window is given too: the painter takes for an
// empty one alone longer than a key may take. Reading the database is part of the handler here; in the real window that is done
// beside it. Keys that need leads, appointments or messages are pressed in the demonstration alone.
func (g *gauge) feel() error {
	log.SetOutput(io.Discard) // Fyne complains about the desktop that is not there
	var whole, empty []time.Duration
	for _, s := range uitest.Strokes() {
		names := map[string]string{"": "demonstration"}
		if s.Master {
			names[g.database()] = thousands(g.customers) + " customers"
		}
		for _, db := range slices.Sorted(maps.Keys(names)) {
			all, err := feelKey(s, db)
			if err != nil {
				return err
			}
			var handled, changed, more []time.Duration
			for _, f := range all {
				handled, changed, more = append(handled, f.Handled), append(changed, f.Changed-f.ChangedEmpty), append(more, f.More())
				whole, empty = append(whole, f.Whole), append(empty, f.WholeEmpty)
			}
			g.table.add("key: "+s.Name+", "+names[db], took(more), within(quantile(more, 95), keyTarget, "16 ms"))
			g.table.add("  its handler and layout", took(handled), "")
			g.table.add("  what it changed, drawn by software", took(changed), "")
		}
	}
	g.table.add("the whole window drawn by software", took(whole), "")
	g.table.add("  an empty window of that size", took(empty), "")
	return g.feelSwitches()
}

// feelKey presses a key many times in a window over a database, the demonstration if it has no name.
func feelKey(s uitest.Stroke, db string) ([]uitest.Felt, error) {
	p, err := uitest.Start(uitest.Options{DB: db})
	if err != nil {
		return nil, err
	}
	p.App.Keys().Handle(&fyne.KeyEvent{Name: fyne.KeyEscape}) // the assistant of a first start
	s.Open(p)
	watch := uitest.NewWatch(p)
	all := make([]uitest.Felt, keyRounds)
	seen := 0
	for n := range all {
		all[n] = watch.Feel(func() { s.Key(p, n) })
		if all[n].Changed > 0 {
			seen++
		}
	}
	if seen < keyRounds/2 {
		return nil, fmt.Errorf("%s changed something %d of %d times only", s.Name, seen, keyRounds)
	}
	return all, p.Close()
}

// feelSwitches goes from every screen to every other.
func (g *gauge) feelSwitches() error {
	p, err := uitest.Start(uitest.Options{DB: g.database()})
	if err != nil {
		return err
	}
	p.App.Keys().Handle(&fyne.KeyEvent{Name: fyne.KeyEscape})
	const rounds = 3
	for _, to := range desk.Screens() {
		var handled []time.Duration
		for range rounds {
			for _, from := range desk.Screens() {
				if from == to {
					continue
				}
				p.App.Show(from)
				p.Window.Canvas().Capture()
				began := time.Now()
				p.App.Show(to)
				handled = append(handled, time.Since(began))
			}
		}
		g.table.add("another screen: "+string(to)+", "+g.big(), took(handled), within(quantile(handled, 95), switchTarget, "50 ms"))
	}
	return p.Close()
}

func took(times []time.Duration) string {
	return fmt.Sprintf("%s (95 %%: %s)", ms(quantile(times, 50)), ms(quantile(times, 95)))
}

// quantile is the value that so many percent do not exceed.
func quantile(times []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}
