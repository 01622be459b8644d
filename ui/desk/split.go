package desk

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/kit"
)

// Split is two parts of a view with a border that can be moved; where it was left is remembered under key. Call Keep when
// the view is closed.
type Split struct {
	*container.Split
	desk  *Desk
	key   string
	usual float64
}

// SplitAt puts the border of s to where the user last left it, at first to the usual share of the first part.
func (d *Desk) SplitAt(key string, usual float64, s *container.Split) *Split {
	s.SetOffset(usual)
	if at, err := strconv.ParseFloat(d.Layout.Get(key), 64); err == nil && at > 0 && at < 1 {
		s.SetOffset(at)
	}
	return &Split{s, d, key, usual}
}

// Keep remembers where the border is.
func (s *Split) Keep() {
	if s == nil {
		return
	}
	at := ""
	if s.Offset != s.usual {
		at = strconv.FormatFloat(s.Offset, 'f', 4, 64)
	}
	s.desk.Layout.Set(s.key, at)
}

// Beside is the list with something about its selected row at the right; the border between them is remembered.
func (f *Finder[T]) Beside(list, detail fyne.CanvasObject, usual float64) fyne.CanvasObject {
	f.split = f.desk.SplitAt(f.options.Memory+".split", usual, container.NewHSplit(list, detail))
	return f.split.Split
}

// NewFilter makes a choice that narrows a list and is remembered under key; usual stands there at first.
func (d *Desk) NewFilter(key, usual string, options []kit.Option[string], picked func()) *kit.Combo[string] {
	c := kit.NewSelect(options...)
	c.Select(usual)
	if kept := d.Layout.Get(key); kept != "" {
		c.Select(kept)
	}
	c.OnPicked = func(value string) {
		d.Layout.Set(key, value)
		picked()
	}
	return c
}
