package store_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/store"
)

// typedTexts are what somebody may type into the search over everything, with the worst for an index of words among it.
var typedTexts = strings.Split("a|e|m|s|w|x|y|1|3|7|ü|an|be|di|ma|mi|mu|sc|sh|st|10|18|31|74|w-|w-1|s-1|s 1|b 1|hh 12|k-a 1|zh1|be 12|l-1|t-1|"+
	"wvw|w v w|wvwzzz1k|0664|0664 1|+43|+49 171|5020|1010|müller|mueller|öz|anna m|müller anna|müller anna wien|schmidt peter|"+
	"fischer thomas 8|maria maria|graz st|golf|vw golf variant|bmw 3|gmail|info@|@|gmbh|strasse|dr|o'brien|müller-lüdenscheid|a b|y z|"+
	"mu mi|ma mi mo|a b c|a e i|s a m|w 1 a 2|1 1 1|10 20 30|h u b e r|x y z|max m graz", "|")

// BenchmarkGlobalSearch types each text in turn and asks for seven hits of every kind of record, as the window does. The
// longest of all, the best of three tries each, is what counts: it is logged with its text. STORE_BENCH_CUSTOMERS sets the size of the file,
// STORE_BENCH_FILE takes an existing one instead.
func BenchmarkGlobalSearch(b *testing.B) {
	s := fileOrBench(b)
	kinds := []core.Entity{core.EntityLead, core.EntityAppointment, core.EntityCustomer, core.EntityVehicle, core.EntityMessage}
	type answer struct {
		text string
		time time.Duration
	}
	var all []answer
	for range b.N {
		all = all[:0]
		for _, text := range typedTexts {
			best := time.Hour
			for range 3 {
				start := time.Now()
				for _, e := range kinds {
					if _, err := s.IDs(ctx, core.Query{Entity: e, Text: text, Desc: e == core.EntityLead, Limit: 7}); err != nil {
						b.Fatal(err)
					}
				}
				best = min(best, time.Since(start))
			}
			all = append(all, answer{text, best})
		}
	}
	slices.SortFunc(all, func(x, y answer) int { return int(y.time - x.time) })
	b.ReportMetric(float64(all[0].time.Microseconds())/1000, "worst_ms")
	b.ReportMetric(float64(all[len(all)/2].time.Microseconds())/1000, "median_ms")
	b.Logf("%d texts, the longest: %v", len(all), all[:5])
}

// fileOrBench is the database of STORE_BENCH_FILE, or one made for the benchmark.
func fileOrBench(b *testing.B) *store.Store {
	path := os.Getenv("STORE_BENCH_FILE")
	if path == "" {
		return benchStore(b, customersIn(b))
	}
	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}
