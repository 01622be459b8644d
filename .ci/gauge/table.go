package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// table is the report.
type table struct{ rows [][3]string }

// add puts a row down; target may be empty.
func (t *table) add(what, measured, target string) {
	t.rows = append(t.rows, [3]string{what, measured, target})
}

func (t *table) print(w io.Writer) {
	rows := append([][3]string{{"what", "measured", "target"}, {"", "", ""}}, t.rows...)
	var width [3]int
	for _, r := range rows {
		for i, cell := range r {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for n, r := range rows {
		for i, cell := range r {
			pad, fill := width[i]-utf8.RuneCountInString(cell), " "
			if n == 1 {
				fill = "-"
			}
			fmt.Fprint(w, "| ", cell, strings.Repeat(fill, pad), " ")
		}
		fmt.Fprintln(w, "|")
	}
}

// within says a limit and whether it was kept.
func within[T cmp.Ordered](got, limit T, said string) string {
	if got <= limit {
		return "≤ " + said + ": kept"
	}
	return "≤ " + said + ": MISSED"
}

func median[T cmp.Ordered](list []T) T {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

func spread(list []time.Duration) string {
	return fmt.Sprintf("%s (%s to %s)", ms(median(list)), ms(slices.Min(list)), ms(slices.Max(list)))
}

func ms(d time.Duration) string {
	if d < 100*time.Millisecond && d > -100*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func mb(bytes int64) string { return fmt.Sprintf("%.0f MB", float64(bytes)/1e6) }

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
