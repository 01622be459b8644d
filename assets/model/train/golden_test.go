package main

import (
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"terminwerk/assets"
	"terminwerk/core/match"
)

var update = flag.Bool("update", false, "write testdata/golden.csv anew")

func shipped(t testing.TB) *match.Model {
	t.Helper()
	m, err := match.ReadModel(assets.MatchModel, assets.MatchPairs)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestDecisionsStayAsTheyWere compares the best candidate of 300 bookings, and its probability within .02, with those
// written down when the shipped model was made.
func TestDecisionsStayAsTheyWere(t *testing.T) {
	const path = "testdata/golden.csv"
	m, d := shipped(t), generate(lesson{7, 2000, 300, false})
	var rows [][]string
	for i := range d.leads {
		list, err := m.Ranked(t.Context(), d.stock, d.leads[i].query, 1)
		if err != nil {
			t.Fatal(err)
		}
		row := []string{d.leads[i].id, "", "0"}
		if len(list) > 0 {
			row[1], row[2] = list[0].Customer.Number, strconv.FormatFloat(list[0].Probability, 'f', 4, 64)
		}
		rows = append(rows, row)
	}
	if *update {
		writeRows(t, path, rows)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := csv.NewReader(f).ReadAll()
	if err != nil || len(want) != len(rows) {
		t.Fatalf("%d rows: %v", len(want), err)
	}
	for i := range rows {
		p, q := number(t, rows[i][2]), number(t, want[i][2])
		if p-q > .02 || q-p > .02 || max(p, q) >= .05 && rows[i][1] != want[i][1] {
			t.Errorf("%v, was %v", rows[i], want[i])
		}
	}
}

func writeRows(t *testing.T, path string, rows [][]string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	p, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestTheRightCustomerIsFirstAndNobodyElseIsCertain holds the shipped model to what it promises, on dealers it has not
// seen.
func TestTheRightCustomerIsFirstAndNobodyElseIsCertain(t *testing.T) {
	for _, x := range []lesson{{8, 3000, 1500, false}, {9, 3000, 1500, true}} {
		r, err := measure(t.Context(), shipped(t), generate(x), 0)
		if err != nil {
			t.Fatal(err)
		}
		if r.r1 < .975 || r.p95.precision < .99 || r.p99.precision < .997 || r.p99.recall < .7 || r.ece > .03 {
			t.Error(r)
		}
	}
}

// TestTheSameSeedMakesTheSameDealer, so that training can be repeated.
func TestTheSameSeedMakesTheSameDealer(t *testing.T) {
	a, b := generate(lesson{5, 300, 100, true}), generate(lesson{5, 300, 100, true})
	for i := range a.leads {
		if a.leads[i].query.Contact != b.leads[i].query.Contact {
			t.Fatalf("%+v\n%+v", a.leads[i].query, b.leads[i].query)
		}
	}
	if len(a.stock.vehicles) != len(b.stock.vehicles) || a.stock.customers[250].Contact != b.stock.customers[250].Contact {
		t.Error("the stocks differ")
	}
}

// TestTreesLearnWhatRises fits a small table whose truth is known.
func TestTreesLearnWhatRises(t *testing.T) {
	var rows [][]float32
	var right []bool
	var weight []float32
	for i := range 4000 {
		a, b := float32(i%20), float32(i%7)
		rows = append(rows, []float32{a, b})
		right, weight = append(right, a > 9 && b < 4), append(weight, 1)
	}
	g := newGenerator(1)
	shape := boosting{trees: 40, depth: 3, rate: .3, minWeight: 1, shrink: 1, sample: .8}
	base, trees := boost(newTable(rows, right, weight), []int8{1, -1}, shape, g.Float64)
	logit := func(a, b float32) float64 {
		sum := base
		for _, tree := range trees {
			at := 0
			for tree[at].feature >= 0 {
				next := tree[at].left
				if []float32{a, b}[tree[at].feature] >= tree[at].at {
					next++
				}
				at = next
			}
			sum += tree[at].value
		}
		return sum
	}
	if logit(15, 1) < 2 || logit(5, 1) > -2 || logit(15, 6) > -2 {
		t.Errorf("%.2f %.2f %.2f", logit(15, 1), logit(5, 1), logit(15, 6))
	}
	for i := range 19 {
		a := float32(i)
		if logit(a+1, 3) < logit(a, 3)-1e-9 || logit(12, a/4) < logit(12, a/4+.25)-1e-9 {
			t.Errorf("at %v a higher value counts against the sign of its feature", a)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	m, d := shipped(b), generate(lesson{3, 20000, 500, false})
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		if _, err := m.Find(b.Context(), d.stock, d.leads[i%len(d.leads)].query); err != nil {
			b.Fatal(err)
		}
	}
}

// TestThePairsReportedAreMostlyOnePerson walks through a stock with fathers and sons of one name that no training saw.
func TestThePairsReportedAreMostlyOnePerson(t *testing.T) {
	found := pairsFrom(shipped(t), lesson{seed: 9, customers: 6000}, .95)
	if found.reported < 50 || found.right*100 < found.reported*90 || found.right*100 < found.all*40 {
		t.Errorf("%d of %d pairs reported are one person, of %d there are", found.right, found.reported, found.all)
	}
}
