package uitest_test

import (
	"image"
	"testing"
	"time"

	"terminwerk/ui/desk"
	"terminwerk/ui/uitest"
)

// BenchmarkKey measures what happens between a key and its picture: the handler with the layout, what changed drawn by
// software, and the whole window drawn by software, each beside an empty picture of that size.
func BenchmarkKey(b *testing.B) {
	for _, s := range uitest.Strokes() {
		b.Run(s.Name, func(b *testing.B) {
			p, err := uitest.Start(uitest.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			s.Open(p)
			watch := uitest.NewWatch(p)
			sums := make([]time.Duration, 5)
			b.ResetTimer()
			for n := range b.N {
				f := watch.Feel(func() { s.Key(p, n) })
				for i, d := range []time.Duration{f.Handled, f.Changed, f.ChangedEmpty, f.Whole, f.WholeEmpty} {
					sums[i] += d
				}
			}
			for i, name := range []string{"handler", "changed", "changed-empty", "window", "window-empty"} {
				b.ReportMetric(float64(sums[i].Microseconds())/1000/float64(b.N), name+"-ms/op")
			}
		})
	}
}

// BenchmarkSwitch measures how long another screen takes until it is laid out.
func BenchmarkSwitch(b *testing.B) {
	for _, to := range desk.Screens() {
		b.Run(string(to), func(b *testing.B) {
			p, err := uitest.Start(uitest.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			from := desk.Leads
			if to == from {
				from = desk.Customers
			}
			for range b.N {
				b.StopTimer()
				p.App.Show(from)
				p.Window.Canvas().Capture()
				b.StartTimer()
				p.App.Show(to)
			}
		})
	}
}

// TestAPartDrawnAnewIsWhatTheWindowShowsThere keeps the measurement honest: what is drawn after a key is what has changed.
func TestAPartDrawnAnewIsWhatTheWindowShowsThere(t *testing.T) {
	for n, s := range uitest.Strokes() {
		const some = 4
		if n%some != 0 {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			p, err := uitest.Start(uitest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			s.Open(p)
			before := p.Window.Canvas().Capture()
			s.Key(p, 0)
			after := p.Window.Canvas().Capture()
			parts := uitest.Changed(before, after)
			if len(parts) == 0 {
				t.Fatal("the key changed nothing")
			}
			for _, part := range parts {
				compare(t, after.(*image.NRGBA), p.Repaint(part).(*image.NRGBA), part)
			}
		})
	}
}

// compare allows for the points of round corners, which the painter rounds otherwise when they begin elsewhere.
func compare(t *testing.T, whole, part *image.NRGBA, at image.Rectangle) {
	t.Helper()
	wrong := 0
	for y := range at.Dy() {
		for x := range at.Dx() {
			if whole.NRGBAAt(at.Min.X+x, at.Min.Y+y) != part.NRGBAAt(x, y) {
				wrong++
			}
		}
	}
	const corners = 24
	if wrong > corners {
		t.Errorf("%v: %d points differ", at, wrong)
	}
}
