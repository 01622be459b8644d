package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/core/match"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// Likeness is how two values of a field relate.
type Likeness uint8

// The likenesses of a left (lead) and a right (customer master) value.
const (
	BothEmpty Likeness = iota
	Equal
	Similar
	Different
	OnlyLeft
	OnlyRight
)

var likenesses = [...]struct {
	sign    string
	textKey string
	color   fyne.ThemeColorName
	tint    fyne.ThemeColorName
}{
	BothEmpty: {"", "kit.likeness.empty", theme.ColorMuted, ""},
	Equal:     {"=", "kit.likeness.equal", base.ColorNameSuccess, ""},
	Similar:   {"≈", "kit.likeness.similar", base.ColorNameWarning, theme.ColorWarningTint},
	Different: {"≠", "kit.likeness.different", base.ColorNameError, theme.ColorErrorTint},
	OnlyLeft:  {"+", "kit.likeness.left", theme.ColorHint, theme.ColorHintTint},
	OnlyRight: {"−", "kit.likeness.right", theme.ColorMuted, ""},
}

// Sign is the mark of the likeness: = ≈ ≠ + −.
func (l Likeness) Sign() string { return likenesses[l].sign }

// Text is the likeness in words of the chosen language.
func (l Likeness) Text() string { return i18n.T(likenesses[l].textKey) }

// Color names the colour of sign and words.
func (l Likeness) Color() fyne.ThemeColorName { return likenesses[l].color }

// FieldDiff is one field of two records side by side, for NewFieldDiffs.
type FieldDiff struct {
	Label, Left, Right string
	Likeness           Likeness
	Words              string // instead of those of the likeness
	TickText           string // text of the tick; empty: no tick
	Ticked             bool
	OnTick             func(on bool)
}

// Compared is the row of a compared field, without a tick.
func Compared(m match.Comparison) FieldDiff {
	return FieldDiff{
		Label: i18n.Field(m.Field), Left: i18n.FieldText(m.Field, m.Left), Right: i18n.FieldText(m.Field, m.Right),
		Likeness: relations[m.Relation],
	}
}

var relations = map[match.Relation]Likeness{
	match.Missing: BothEmpty, match.Equal: Equal, match.Similar: Similar, match.SoundsLike: Similar,
	match.Different: Different, match.OnlyLeft: OnlyLeft, match.OnlyRight: OnlyRight,
}

// FieldDiffs shows fields of two records side by side: label, left value, sign and words, right value, tick. Both sides
// stand in one table, so that they always scroll together; the ticks are the only stops for Tab.
type FieldDiffs struct {
	Content fyne.CanvasObject
	Ticks   []*Check // one for every row, nil where there is none
}

// NewFieldDiffs makes the table.
func NewFieldDiffs(rows ...FieldDiff) *FieldDiffs {
	d := &FieldDiffs{}
	table, columns := container.NewVBox(), &diffLayout{}
	for _, row := range rows {
		if row.Words == "" {
			row.Words = row.Likeness.Text()
		}
		cells := []fyne.CanvasObject{
			NewMuted(row.Label).AtLeast(0), NewText(row.Left).AtLeast(0),
			NewText(row.Likeness.Sign()).In(row.Likeness.Color()).Mono().Aligned(fyne.TextAlignCenter),
			NewText(row.Right).AtLeast(0), NewCaption(row.Words).In(row.Likeness.Color()).AtLeast(0),
		}
		var tick *Check
		if row.TickText != "" {
			tick = NewCheck(row.TickText, row.OnTick)
			tick.Set(row.Ticked)
			cells = append(cells, tick)
			columns.tick = tick
		}
		d.Ticks = append(d.Ticks, tick)
		line := container.New(columns, cells...)
		table.Add(container.NewStack(NewSurface(likenesses[row.Likeness].tint, "", 0), line))
	}
	d.Content = table
	return d
}

// diffLayout gives the cells of all rows the same columns. Where the window is narrow the tick takes from the right value what
// it needs.
type diffLayout struct{ tick *Check }

// diffParts are the shares of label, left, sign, right, words and tick in the width.
var diffParts = [...]float32{0.15, 0.26, 0.04, 0.26, 0.10, 0.19}

func (*diffLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	height := theme.Size(theme.SizeRow)
	const width = 420
	return fyne.NewSize(width, height)
}

func (l *diffLayout) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	x := float32(theme.GapTight)
	width := size.Width - 2*theme.GapTight
	parts := diffParts
	if l.tick != nil && width > 0 {
		const right, tick = 3, 5
		more := max(l.tick.MinSize().Width/width-parts[tick], 0)
		parts[right], parts[tick] = parts[right]-more, parts[tick]+more
	}
	for i, cell := range cells {
		w := width * parts[i]
		m := cell.MinSize()
		cell.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		cell.Resize(fyne.NewSize(max(w-theme.GapTight, 0), m.Height))
		x += w
	}
}

// DiffHead is the heading of a table of FieldDiffs, in its columns.
func DiffHead(left, right string) fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, len(diffParts))
	for i, text := range [...]string{"", left, "", right, "", ""} {
		cells[i] = NewCaption(text).Bold().AtLeast(0)
	}
	return container.New(&diffLayout{}, cells...)
}
