package help

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

const (
	keysWide = 560
	keysHigh = 470
	keyWide  = 170 // of the column of keys
)

// Line is one line of the list of keys.
type Line struct{ Key, Text string }

// Section is a group of lines with a heading.
type Section struct {
	Title string
	Lines []Line
}

// Sections are the keys that work in a view: those of its commands and the global ones from the registry that dispatches
// them, and between them those that the controls on it take themselves.
func Sections(d *desk.Desk, v desk.View) []Section {
	here, everywhere := Section{Title: v.Title()}, Section{Title: i18n.T("help.everywhere")}
	for _, c := range d.Keys.List() {
		section := &here
		if c.Scope == keys.Global {
			section = &everywhere
		}
		section.add(Line{keys.Texts(append([]keys.Shortcut{c.Shortcut}, c.Aliases...)), strings.TrimSuffix(c.Text(), "…")})
	}
	controls := Section{Title: i18n.T("help.controls")}
	for _, h := range append(kit.HintsOf(v.Content()), moving...) {
		controls.Lines = append(controls.Lines, Line{keys.Texts(h.Shortcuts), i18n.T(h.TextKey)})
	}
	return []Section{here, controls, everywhere}
}

// add joins commands of one name, such as those of the rows of a table, in one line: Alt+1 … Alt+9.
func (s *Section) add(l Line) {
	if n := len(s.Lines) - 1; n >= 0 && s.Lines[n].Text == l.Text {
		first, _, _ := strings.Cut(s.Lines[n].Key, " … ")
		s.Lines[n].Key = first + " … " + l.Key
		return
	}
	s.Lines = append(s.Lines, l)
}

// drawn writes keys word by word: a word after an arrow would be drawn in the arrow's font, which has no letters.
func drawn(key string) fyne.CanvasObject {
	row := container.New(layout.NewCustomPaddedHBoxLayout(theme.GapTight))
	for _, word := range strings.Fields(key) {
		row.Add(kit.NewText(word).Bold())
	}
	return row
}

// moving are the keys by which Fyne itself moves the focus.
var moving = []keys.Hint{{
	Shortcuts: []keys.Shortcut{keys.Plain(fyne.KeyTab), {Key: fyne.KeyTab, Modifier: fyne.KeyModifierShift}}, TextKey: "help.tab",
}}

// ShowKeys lists what the keys do in a view; F1 once more calls more, which opens its page of the manual.
func ShowKeys(d *desk.Desk, v desk.View, more func()) {
	column := container.New(layout.NewCustomPaddedVBoxLayout(theme.GapTight))
	for _, s := range Sections(d, v) {
		if len(s.Lines) == 0 {
			continue
		}
		grid := container.New(layout.NewFormLayout())
		for _, l := range s.Lines {
			grid.Add(kit.Wide(drawn(l.Key), keyWide))
			grid.Add(kit.NewText(l.Text).AtLeast(0))
		}
		column.Add(kit.Section(s.Title, kit.Pad(grid, 0, theme.Gap)))
	}
	page := kit.NewReader(column).AtLeast(keysWide, keysHigh)
	d.Dialogs.Show(&kit.Dialog{
		Title: i18n.T("help.keys_title"), Content: page, First: page,
		Buttons: []kit.DialogButton{
			{Text: i18n.T("help.close"), Kind: kit.Important, Cancel: true},
			{Text: i18n.T("help.more"), Key: keys.Plain(fyne.KeyF1), Run: more},
		},
	})
}
