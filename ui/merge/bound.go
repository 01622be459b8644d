package merge

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"terminwerk/core/duplicates"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// bounds are the probabilities, in percent, from which pairs can be listed.
var bounds = []int{50, 80, 95, 99}

// boundKey is where the chosen one is remembered.
const boundKey = "pairs.bound"

// usualBound is that of a scan to which nobody gave one.
const usualBound = int(duplicates.DefaultMin * 100)

// newBound makes the choice from which probability on pairs are listed, and looked for the next time.
func (v *View) newBound() fyne.CanvasObject {
	options := make([]kit.Option[int], len(bounds))
	for i, percent := range bounds {
		options[i] = kit.Option[int]{Value: percent, Text: i18n.T("merge.from", "probability", i18n.Percent(percent))}
	}
	v.bound = usualBound
	if kept, err := strconv.Atoi(v.desk.Layout.Get(boundKey)); err == nil && slices.Contains(bounds, kept) {
		v.bound = kept
	}
	choice := kit.NewSelect(options...)
	choice.Select(v.bound)
	choice.OnPicked = func(percent int) {
		v.bound = percent
		v.desk.Layout.Set(boundKey, strconv.Itoa(percent))
		v.reload()
	}
	const width = 110
	return kit.Wide(choice, width)
}

func (v *View) least() float64 { return float64(v.bound) / 100 }

// listed are the pairs of a report that are as probable as was asked for.
func (v *View) listed(r duplicates.Report) []duplicates.Pair {
	return slices.DeleteFunc(slices.Clone(r.Pairs), func(p duplicates.Pair) bool { return p.Probability < v.least() })
}

// tooNarrow tells whether a report has left out pairs that are asked for now.
func (v *View) tooNarrow() bool { return !v.report.Begun.IsZero() && v.report.Min > v.least() }
