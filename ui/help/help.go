package help

import (
	"slices"

	"fyne.io/fyne/v2"

	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Sizes of the dialog, in device-independent pixels.
const (
	wide   = 980
	high   = 620
	listed = 250
)

// view is the dialog of the manual: a search, the topics, and the page chosen.
type view struct {
	manual Manual
	search *kit.Entry
	topics *kit.DataList[Page]
	text   *fyne.Container
	page   *kit.Reader
}

// Open shows the manual over the window at topic, or at its beginning when there is no such page. What lies behind stays as
// it is.
func Open(d *desk.Desk, m Manual, topic string) {
	v := &view{manual: m, search: kit.NewEntry(i18n.T("help.search"))}
	v.search.Icon = theme.Tinted(theme.IconSearch, theme.ColorMuted)
	v.search.OnChanged = func(string) { v.find() }
	v.search.OnKey = v.key
	v.text = kit.Prose()
	v.page = kit.NewReader(kit.Pad(v.text, 0, theme.GapTight))
	typed := func(r rune) { d.Focus(v.search); v.search.TypedRune(r) }
	v.page.OnFind = typed
	v.topics = kit.NewDataList[Page](kit.Slice[Page]{}, kit.Column[Page]{
		ID: "title", Title: i18n.T("help.topics"), Width: listed, Grow: true, Fixed: true, Text: func(p Page) string { return p.Title },
	})
	v.topics.Key = func(p Page) string { return p.Topic }
	v.topics.OnFind = typed
	v.topics.OnSelected = v.show
	v.topics.OnActivated = func(Page) { d.Focus(v.page) }
	v.topics.SetEmpty(kit.EmptyState(i18n.T("help.nothing"), nil))
	v.find()
	if !v.topics.SelectKey(topic) {
		v.topics.Select(0)
	}
	left := kit.Pad(kit.Wide(v.topics, listed), 0, 0)
	d.Dialogs.Show(&kit.Dialog{
		Title: i18n.T("help.title"), Width: wide, Height: high, First: v.search,
		Content: kit.Border(kit.Pad(v.search, theme.GapTight, 0), nil, left, nil, kit.Pad(v.page, 0, theme.Gap)),
		Buttons: []kit.DialogButton{{Text: i18n.T("help.close"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true}},
	})
}

// key chooses the topic and turns the page while the cursor stays in the search.
func (v *view) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown:
		v.topics.TypedKey(ev)
		return true
	case fyne.KeyPageUp, fyne.KeyPageDown:
		return v.page.Scroll(ev)
	}
	return false
}

// find lists the topics that the typed words lead to; the page shown stays as long as it is one of them.
func (v *view) find() {
	found := v.manual.Search(i18n.Lang(), v.search.Text)
	shown, _ := v.topics.Selected()
	v.topics.SetSource(kit.Slice[Page](found))
	if !slices.ContainsFunc(found, func(p Page) bool { return p.Topic == shown.Topic }) {
		v.topics.Select(-1)
		v.topics.Select(0)
	}
}

func (v *view) show(p Page) {
	kit.Discard(v.text.Objects...)
	v.text.Objects = kit.Prose(paragraphs(p.Text)...).Objects
	v.page.Top()
}
