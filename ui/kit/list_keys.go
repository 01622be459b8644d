package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// listKey is one key of a list: what it does, and under which name the help tells of it.
type listKey struct {
	shortcut keys.Shortcut
	textKey  string
	run      func(v *listView)      // nil: the key comes in another way
	when     func(v *listView) bool // whether the list takes the key; nil: always
}

// listKeys are both what a list does with a key and what the help says about it.
var listKeys = []listKey{
	{keys.Plain(fyne.KeyUp), "kit.keys.row", func(v *listView) { v.step(-1) }, nil},
	{keys.Plain(fyne.KeyDown), "kit.keys.row", func(v *listView) { v.step(1) }, nil},
	{keys.Plain(fyne.KeyPageUp), "kit.keys.page", func(v *listView) { v.step(-v.page()) }, nil},
	{keys.Plain(fyne.KeyPageDown), "kit.keys.page", func(v *listView) { v.step(v.page()) }, nil},
	{keys.Plain(fyne.KeyHome), "kit.keys.ends", func(v *listView) { v.step(-v.count) }, nil},
	{keys.Plain(fyne.KeyEnd), "kit.keys.ends", func(v *listView) { v.step(v.count) }, nil},
	{keys.Plain(fyne.KeySpace), "kit.keys.mark", (*listView).toggleSelected, (*listView).canMark},
	{keys.Ctrl(fyne.KeySpace), "kit.keys.mark", (*listView).toggleSelected, (*listView).canMark},
	{keys.Shift(fyne.KeyUp), "kit.keys.mark_on", nil, nil}, // the driver sends the bare key: see noteShift
	{keys.Shift(fyne.KeyDown), "kit.keys.mark_on", nil, nil},
	{keys.Ctrl(fyne.KeyA), "kit.keys.mark_all", (*listView).markAll, func(v *listView) bool { return v.marks.on }},
	{keys.Plain(fyne.KeyEscape), "kit.keys.mark_none", (*listView).ClearMarks, (*listView).hasMarks},
	{keys.Plain(desktop.KeyMenu), "kit.keys.menu", (*listView).openMenu, func(v *listView) bool { return v.selected >= 0 }},
	{keys.Alt(fyne.KeyLeft), "kit.keys.sort_by", func(v *listView) { v.sortBeside(-1) }, (*listView).sortable},
	{keys.Alt(fyne.KeyRight), "kit.keys.sort_by", func(v *listView) { v.sortBeside(1) }, (*listView).sortable},
	{keys.Alt(fyne.KeyUp), "kit.keys.sort_way", func(v *listView) { v.sortWay(false) }, (*listView).sortable},
	{keys.Alt(fyne.KeyDown), "kit.keys.sort_way", func(v *listView) { v.sortWay(true) }, (*listView).sortable},
}

func (v *listView) take(s keys.Shortcut) bool {
	for _, k := range listKeys {
		if k.shortcut == s && k.run != nil && (k.when == nil || k.when(v)) {
			k.run(v)
			return true
		}
	}
	return false
}

// KeyHints are the keys of the list.
func (v *listView) KeyHints() []keys.Hint {
	var hints []keys.Hint
	for _, k := range listKeys {
		if marks := strings.HasPrefix(k.textKey, "kit.keys.mark"); marks && !v.marks.on || k.shortcut.Modifier != 0 && k.when != nil && !k.when(v) {
			continue
		}
		if n := len(hints); n > 0 && hints[n-1].TextKey == k.textKey {
			hints[n-1].Shortcuts = append(hints[n-1].Shortcuts, k.shortcut)
			continue
		}
		hints = append(hints, keys.Hint{Shortcuts: []keys.Shortcut{k.shortcut}, TextKey: k.textKey})
	}
	return hints
}

// TypedKey moves the selection, activates, opens the context menu, or hands the key on.
func (v *listView) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case v.take(keys.Plain(ev.Name)):
	case isEnter(ev) && keys.Held(v.model):
	case isEnter(ev) && v.selected >= 0 && v.model.activated(v.selected):
	case v.model.keyed(ev) || types(ev):
	default:
		keys.Handle(v.model, ev)
	}
}

// TypedShortcut sorts, or hands the key on to the window's registry.
func (v *listView) TypedShortcut(s fyne.Shortcut) {
	if !v.take(keys.Of(s)) {
		keys.HandleShortcut(v.model, s)
	}
}

func (v *listView) sortable() bool { return v.model.canSort() }

func (v *listView) sortWay(down bool) {
	if v.sort != "" {
		v.sortBy(v.sort, down)
	}
}

func (v *listView) openMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.model)
	v.model.menu(v.selected, at.AddXY(theme.GapWide, v.rowY(v.selected)+theme.Size(theme.SizeRow)))
}
