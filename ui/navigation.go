package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// navigationWidth is the width of the column at the left, in device-independent pixels at normal size.
const navigationWidth = 164

// navigation is the column of screens; the numbers are how many leads wait, and how many messages need a person.
type navigation struct {
	object fyne.CanvasObject
	items  map[desk.Screen]*navItem
}

func newNavigation(show func(desk.Screen)) *navigation {
	n := &navigation{items: map[desk.Screen]*navItem{}}
	column := container.New(layout.NewCustomPaddedVBoxLayout(theme.GapTight))
	for i, screen := range desk.Screens() {
		if screen == desk.Settings {
			column.Add(layout.NewSpacer())
		}
		item := newNavItem(i18n.T("shell.screen."+string(screen)), keys.Text(screenKey(i)), func() { show(screen) })
		n.items[screen] = item
		column.Add(item)
	}
	back := canvas.NewRectangle(theme.Color(theme.ColorFrame))
	n.object = container.NewStack(back, kit.Wide(kit.Pad(column, theme.GapWide, theme.Gap), navigationWidth))
	return n
}

// screenKey is the key of the i-th screen: Ctrl+1 for the first.
func screenKey(i int) keys.Shortcut { return keys.Ctrl(fyne.KeyName(strconv.Itoa(i + 1))) }

func (n *navigation) choose(s desk.Screen) {
	for screen, item := range n.items {
		item.choose(screen == s)
	}
}

// refresh counts the open leads, and the messages that need a person, again.
func (n *navigation) refresh(a *App) {
	countOpen(a, func(open int) {
		badge := ""
		if open > 0 {
			badge = i18n.Number(open)
		}
		n.items[desk.Leads].setBadge(badge)
	})
	loadCount(a, "count.messages", func(ctx context.Context) (int, error) {
		return a.services.Store.CountMessages(ctx, mail.NeedPerson()...)
	}, func(count int) {
		badge := ""
		if count > 0 {
			badge = i18n.Number(count) + " !"
		}
		n.items[desk.Outbox].setBadge(badge)
	})
}

// navItem is one line of the navigation. It is no tab stop: its key is the way to it.
type navItem struct {
	widget.BaseWidget
	text, key, badge string
	chosen           bool
	run              func()
}

func newNavItem(text, key string, run func()) *navItem {
	n := &navItem{text: text, key: key, run: run}
	n.ExtendBaseWidget(n)
	return n
}

func (n *navItem) choose(on bool) {
	if n.chosen != on {
		n.chosen = on
		n.Refresh()
	}
}

func (n *navItem) setBadge(text string) {
	if n.badge != text {
		n.badge = text
		n.Refresh()
	}
}

// ReachedBy is the key that shows the screen.
func (n *navItem) ReachedBy() string { return n.key }

// Tapped shows the screen.
func (n *navItem) Tapped(*fyne.PointEvent) { n.run() }

// CreateRenderer draws the mark of the chosen screen, its name and, at the right, its number or its key.
func (n *navItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navItemRenderer{item: n, back: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), text: canvas.NewText("", nil), side: canvas.NewText("", nil)}
	r.back.CornerRadius = 4
	r.mark.CornerRadius = 2
	r.Refresh()
	return r
}

type navItemRenderer struct {
	item       *navItem
	back, mark *canvas.Rectangle
	text, side *canvas.Text
}

func (r *navItemRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, theme.Size(theme.SizeControl)+theme.GapTight)
}

func (r *navItemRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	const width, inset = 3, 6
	r.mark.Resize(fyne.NewSize(width, size.Height-2*inset))
	r.mark.Move(fyne.NewPos(width, inset))
	for _, t := range []*canvas.Text{r.text, r.side} {
		t.Resize(t.MinSize())
	}
	r.text.Move(fyne.NewPos(theme.GapWide, (size.Height-r.text.MinSize().Height)/2))
	r.side.Move(fyne.NewPos(size.Width-r.side.MinSize().Width-theme.Gap, (size.Height-r.side.MinSize().Height)/2))
}

func (r *navItemRenderer) Refresh() {
	r.back.FillColor, r.back.Hidden = theme.Color(theme.ColorSelected), !r.item.chosen
	r.mark.FillColor, r.mark.Hidden = theme.Color(base.ColorNamePrimary), !r.item.chosen
	r.text.Text, r.text.TextSize, r.text.Color = r.item.text, theme.Size(base.SizeNameText), theme.Color(base.ColorNameForeground)
	r.text.TextStyle.Bold = r.item.chosen
	r.side.Text, r.side.TextSize, r.side.Color = r.item.key, theme.Size(base.SizeNameCaptionText), theme.Color(theme.ColorMuted)
	if r.item.badge != "" {
		r.side.Text, r.side.TextSize, r.side.Color = r.item.badge, theme.Size(base.SizeNameText), theme.Color(base.ColorNameForeground)
	}
	r.side.TextStyle.Bold = r.item.badge != ""
	r.Layout(r.item.Size())
	canvas.Refresh(r.item)
}

func (r *navItemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.mark, r.text, r.side}
}

func (r *navItemRenderer) Destroy() {}

// countOpen counts the leads that wait for an appointment and tells the number.
func countOpen(a *App, tell func(int)) {
	loadCount(a, "count.leads", func(ctx context.Context) (int, error) {
		return a.services.Store.CountLeads(ctx, core.LeadNew, core.LeadInProgress)
	}, tell)
}
