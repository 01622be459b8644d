package uitest_test

import (
	"testing"
	"time"

	"terminwerk/ui/desk"
	"terminwerk/ui/uitest"
)

// BenchmarkKey measures what happens between a key and its picture: handler with layout, and the whole window drawn by software.
func BenchmarkKey(b *testing.B) {
	for _, s := range uitest.Strokes() {
		b.Run(s.Name, func(b *testing.B) {
			p, err := uitest.Start(uitest.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			s.Open(p)
			p.Window.Canvas().Capture()
			var handled, drawn time.Duration
			b.ResetTimer()
			for n := range b.N {
				began := time.Now()
				s.Key(p, n)
				done := time.Now()
				p.Window.Canvas().Capture()
				handled += done.Sub(began)
				drawn += time.Since(done)
			}
			b.ReportMetric(float64(handled.Microseconds())/1000/float64(b.N), "handler-ms/op")
			b.ReportMetric(float64(drawn.Microseconds())/1000/float64(b.N), "capture-ms/op")
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
