package kit

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// The longest texts of some kinds, for Column.Holds.
const (
	LongPlate  = "SLM-AB 8888"
	LongVIN    = "WWWZZZ8KZWW088888"
	LongNumber = "88888888" // of a customer
	LongPhone  = "+43 664 8888888"
)

// Hold makes a column as wide as the longest of some texts needs, and lets every other column give way before it.
func (l *DataList[T]) Hold(column string, texts ...string) {
	for i := range l.cols {
		if c := &l.cols[i]; c.id == column {
			c.holds, c.signed, c.heldAt = texts, l.columns[i].Signed, 0
		}
	}
	l.listView.refresh()
}

func (c *listColumn) whole() bool { return len(c.holds) > 0 }

// sized tells that the user chose the width.
func (c *listColumn) sized() bool { return c.width != c.usual }

// grows tells whether a column shares in what is left: a growing one that the user left as it is, and if there is no other such
// one, the last of all growing ones.
func (v *listView) grows(i int) bool {
	if c := &v.cols[i]; !c.grow || c.out || !c.sized() {
		return c.grow && !c.out
	}
	for n := range v.cols {
		if c := &v.cols[n]; c.grow && !c.out && (!c.sized() || n > i) {
			return false
		}
	}
	return true
}

// signGap is what a sign takes in a cell beyond its size.
const signGap = 2

// least is the width of the texts that the column holds, at the running scale; 0 after the user chose another.
func (c *listColumn) least() float32 {
	if c.sized() {
		return 0
	}
	if size := theme.Size(base.SizeNameText); c.heldAt != size {
		c.heldAt, c.held = size, 0
		for _, text := range c.holds {
			c.held = max(c.held, fyne.MeasureText(text, size, fyne.TextStyle{}).Width+2*cellPad+1)
		}
		if c.signed {
			c.held += theme.Size(base.SizeNameInlineIcon) + signGap
		}
	}
	return c.held
}

// How far columns give way, as shares of their widths, before some are left out.
const (
	leastGrown = 0.62 // growing ones, whose texts are the long ones, first
	leastPlain = 0.5  // then those that hold nothing
)

// layoutColumns gives every column its place in width. What is left goes to the growing ones, in the ratio of their widths. If
// there is too little, the growing columns give way first, those that the user sized after the others, and those that hold their
// texts last; where that is not enough, some are left out.
func (v *listView) layoutColumns(width float32) {
	wanted := float32(0)
	for i := range v.cols {
		c := &v.cols[i]
		c.out = false
		wanted += max(c.width*theme.Zoom(), c.least())
	}
	for i := range v.cols {
		v.cols[i].out = v.cols[i].extra && wanted > width
	}
	over := v.fit(width)
	for over > 0 && v.leaveOut() {
		over = v.fit(width)
	}
	if over > 0 {
		v.shrink(over, 0, func(*listColumn) bool { return true })
	}
	x := float32(0)
	for i := range v.cols {
		v.cols[i].x = x
		x += v.cols[i].w
	}
}

// leaveOut takes a column out of a list that has no room for it: the last one with long texts, and of those the first stays;
// then the last one that would shorten what it holds, but for states, which have signs. It tells whether there was one.
func (v *listView) leaveOut() bool {
	last, growing, held := -1, 0, -1
	for i, c := range v.cols {
		switch {
		case c.out:
		case c.grow && !c.whole():
			last, growing = i, growing+1
		case c.whole() && !c.signed:
			held = i
		}
	}
	if growing < 2 {
		last = held
	}
	if growing == 0 || last < 0 {
		return false
	}
	v.cols[last].out = true
	return true
}

// fit gives the columns their widths and tells by how much they are too wide together.
func (v *listView) fit(width float32) (over float32) {
	scale := theme.Zoom()
	growing := func(c *listColumn) bool { return c.grow && !c.whole() && !c.sized() }
	plain := func(c *listColumn) bool { return !c.grow && !c.whole() && !c.sized() }
	spare, grown := width, float32(0)
	for i := range v.cols {
		c := &v.cols[i]
		if c.w = max(c.width*scale, c.least()); c.out {
			c.w = 0
		}
		spare -= c.w
		if v.grows(i) {
			grown += c.w
		}
	}
	if spare > 0 && grown > 0 {
		for i := range v.cols {
			if c := &v.cols[i]; v.grows(i) {
				c.w += spare * c.w / grown
			}
		}
	}
	over = v.shrink(-spare, leastGrown*scale, growing)
	over = v.shrink(over, leastPlain*scale, plain)
	return v.shrink(over, leastPlain*scale, (*listColumn).sized)
}

// shrink takes over, as far as there is that much, from the columns of a kind, none of which gets narrower than its width
// times least, and gives what is still to be taken.
func (v *listView) shrink(over, least float32, kind func(*listColumn) bool) float32 {
	room := float32(0)
	for i := range v.cols {
		if c := &v.cols[i]; kind(c) {
			room += max(c.w-c.width*least, 0)
		}
	}
	if over <= 0 || room <= 0 {
		return over
	}
	share := min(over/room, 1)
	for i := range v.cols {
		if c := &v.cols[i]; kind(c) {
			c.w -= max(c.w-c.width*least, 0) * share
		}
	}
	return over - room*share
}
