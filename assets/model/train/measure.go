package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"terminwerk/core/match"
)

// report is what measure found out; the names are those of the README beside this file.
type report struct {
	name                           string
	known, strong, fresh           int
	r1, r1s, r5s, rp99, rp99s, ece float64
	p95, p99                       cut
	f1                             float64 // when everybody from .5 on is proposed
	p50, p99ms                     time.Duration
}

// cut is what happens when everybody from a probability on is proposed.
type cut struct {
	precision, recall float64
	fresh             int // truly new leads proposed
}

type answer struct {
	p                         float64
	right, known, strong, out bool
}

func measure(ctx context.Context, m *match.Model, d *dealer, wrong int) (report, error) {
	r := report{name: d.name}
	found := make([][]match.Candidate, len(d.leads))
	times := make([]time.Duration, len(d.leads))
	failed := make([]error, len(d.leads))
	parallel(len(d.leads), func(i int) {
		start := time.Now()
		found[i], failed[i] = m.Ranked(ctx, d.stock, d.leads[i].query, 5)
		times[i] = time.Since(start)
	})
	if err := errors.Join(failed...); err != nil {
		return r, err
	}
	slices.Sort(times)
	r.p50, r.p99ms = times[len(times)/2], times[len(times)*99/100]
	r.thresholds(r.count(d, found, wrong))
	return r, nil
}

// count counts who is right, and gives the answers; so many wrong ones are printed.
func (r *report) count(d *dealer, found [][]match.Candidate, wrong int) []answer {
	var answers []answer
	misses := map[string]int{}
	for i := range d.leads {
		l, list := &d.leads[i], found[i]
		a := answer{known: len(l.right) > 0, strong: l.strong}
		first, five := false, false
		for k, c := range list {
			if l.is(c.Customer.Meta.ID) {
				five = true
				first = first || k == 0
			}
		}
		if len(list) > 0 {
			a.p, a.right, a.out = list[0].Probability, first, true
			answers = append(answers, a)
		}
		if !a.known {
			r.fresh++
		} else {
			r.known++
			r.r1 += b2f(first)
			if l.strong {
				r.strong++
				r.r1s += b2f(first)
				r.r5s += b2f(five)
			}
		}
		bad := a.known && l.strong && !first || a.out && !a.right && a.p >= .95
		if bad {
			misses[strings.Fields(l.kind)[0]]++
			if wrong > 0 {
				wrong--
				show(d, l, list)
			}
		}
	}
	r.r1, r.r1s, r.r5s = r.r1/float64(r.known), r.r1s/float64(max(1, r.strong)), r.r5s/float64(max(1, r.strong))
	slices.SortStableFunc(answers, func(a, b answer) int { return cmp.Compare(b.p, a.p) })
	printMisses(misses)
	return answers
}

func printMisses(misses map[string]int) {
	keys := make([]string, 0)
	for k := range misses {
		keys = append(keys, fmt.Sprintf("%s %d", k, misses[k]))
	}
	sort.Strings(keys)
	if len(keys) > 0 {
		fmt.Println("  misses:", strings.Join(keys, ", "))
	}
}

func show(d *dealer, l *lead, list []match.Candidate) {
	line := func(c match.Candidate) string {
		x := c.Customer.Contact
		return fmt.Sprintf("%s %s %s|%s|%s %s %s %s|%s|%s|%s", x.Salutation, x.FirstName, x.LastName, x.Company, x.Street, x.HouseNumber, x.Postcode, x.Town, x.Phone.Typed, x.Mobile.Typed, x.Email)
	}
	fmt.Printf("%s %s\n   L %s car %s %s\n", l.id, l.kind, line(match.Candidate{Customer: customerOf(l)}), l.query.Vehicle.VIN, l.query.Vehicle.Plate)
	for _, id := range l.right {
		fmt.Printf("   = %d %s\n", id, line(match.Candidate{Customer: d.stock.customers[id-1]}))
	}
	for i, c := range list {
		if i < 3 {
			mark := " "
			if l.is(c.Customer.Meta.ID) {
				mark = "*"
			}
			fmt.Printf("   %s %.4f %d %s\n", mark, c.Probability, c.Customer.Meta.ID, line(c))
		}
	}
}

func (r *report) thresholds(answers []answer) {
	right, rightStrong := 0, 0
	var bins [20]struct {
		n    int
		p, y float64
	}
	for i, a := range answers {
		if a.right {
			right++
			if a.strong {
				rightStrong++
			}
		}
		if (i+1 == len(answers) || answers[i+1].p != a.p) && float64(right) >= .99*float64(i+1) {
			r.rp99, r.rp99s = float64(right)/float64(r.known), float64(rightStrong)/float64(max(1, r.strong))
		}
		b := &bins[min(19, int(a.p*20))]
		b.n++
		b.p += a.p
		b.y += b2f(a.right)
	}
	for _, b := range bins {
		r.ece += math.Abs(b.p-b.y) / float64(max(1, len(answers)))
	}
	r.p95, r.p99 = r.at(answers, .95), r.at(answers, .99)
	half := r.at(answers, .5)
	r.f1 = 2 * half.precision * half.recall / max(1e-9, half.precision+half.recall)
}

func (r *report) at(answers []answer, p float64) (c cut) {
	n, right := 0, 0
	for _, a := range answers {
		if a.p < p {
			break
		}
		n++
		if a.right {
			right++
		}
		if !a.known {
			c.fresh++
		}
	}
	c.precision, c.recall = float64(right)/float64(max(1, n)), float64(right)/float64(r.known)
	return c
}

// String is one line of the table.
func (r report) String() string {
	return fmt.Sprintf("%-18s R@1 %.4f R@1s %.4f R@5s %.4f R@P99 %.4f/%.4f P95 %.4f/%.4f fm %d P99 %.5f/%.4f fm %d/%d ECE %.4f F1 %.5f p50 %v p99 %v",
		r.name, r.r1, r.r1s, r.r5s, r.rp99, r.rp99s, r.p95.precision, r.p95.recall, r.p95.fresh, r.p99.precision, r.p99.recall, r.p99.fresh, r.fresh, r.ece, r.f1, r.p50.Round(10*time.Microsecond), r.p99ms.Round(10*time.Microsecond))
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
