package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/ui/keys"
)

// documented is a control that takes keys of its own and says which.
type documented interface{ KeyHints() []keys.Hint }

// Keyed is something to be pressed that is no tab stop, because a key of its own leads there: ReachedBy names it.
type Keyed interface{ ReachedBy() string }

// HintsOf lists the keys that the visible controls inside o take themselves, each once; for the F1 help.
func HintsOf(o fyne.CanvasObject) []keys.Hint {
	var found []keys.Hint
	collectHints(o, &found)
	return found
}

func collectHints(o fyne.CanvasObject, found *[]keys.Hint) {
	if o == nil || !o.Visible() {
		return
	}
	if d, ok := o.(documented); ok {
		for _, h := range d.KeyHints() {
			if !slices.ContainsFunc(*found, func(other keys.Hint) bool { return other.TextKey == h.TextKey }) {
				*found = append(*found, h)
			}
		}
	}
	for _, child := range children(o) {
		collectHints(child, found)
	}
}

func hint(textKey string, names ...fyne.KeyName) keys.Hint {
	h := keys.Hint{TextKey: textKey}
	for _, n := range names {
		h.Shortcuts = append(h.Shortcuts, keys.Plain(n))
	}
	return h
}

// KeyHints are the keys of a field with a list of options.
func (c *comboBox) KeyHints() []keys.Hint {
	return []keys.Hint{hint("kit.keys.combo", fyne.KeyDown), hint("kit.keys.combo_pick", fyne.KeyReturn)}
}

// KeyHints are the keys of a day.
func (d *DateField) KeyHints() []keys.Hint {
	return []keys.Hint{
		hint("kit.keys.day", fyne.KeyUp, fyne.KeyDown), hint("kit.keys.week", fyne.KeyPageUp, fyne.KeyPageDown),
		{TextKey: "kit.keys.calendar", Shortcuts: []keys.Shortcut{openCalendar}},
	}
}

// KeyHints are the keys of a month.
func (f *MonthField) KeyHints() []keys.Hint {
	return []keys.Hint{hint("kit.keys.month", fyne.KeyUp, fyne.KeyDown), hint("kit.keys.year", fyne.KeyPageUp, fyne.KeyPageDown)}
}

// KeyHints are the keys of a time of day.
func (f *TimeField) KeyHints() []keys.Hint {
	return []keys.Hint{hint("kit.keys.time", fyne.KeyUp, fyne.KeyDown)}
}

// KeyHints are the keys of a length of time.
func (f *MinutesField) KeyHints() []keys.Hint {
	return []keys.Hint{hint("kit.keys.minutes", fyne.KeyUp, fyne.KeyDown)}
}

// KeyHints are the keys of a tick.
func (c *Check) KeyHints() []keys.Hint { return []keys.Hint{hint("kit.keys.check", fyne.KeySpace)} }

// KeyHints are the keys of the titles of pages.
func (t *Tabs) KeyHints() []keys.Hint {
	return []keys.Hint{hint("kit.keys.tabs", fyne.KeyLeft, fyne.KeyRight)}
}
