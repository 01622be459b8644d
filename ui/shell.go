package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/settings"
	"terminwerk/ui/theme"
)

// shell is the frame of the window: the navigation at the left, the status bar below, and in the middle a stack of
// views, the screen chosen in the navigation at its bottom and the steps opened on top of it.
type shell struct {
	app    *App
	nav    *navigation
	status *statusBar
	middle *fyne.Container
	title  *viewTitle
	screen desk.Screen
	stack  []desk.View
}

func newShell(a *App) *shell {
	s := &shell{app: a, middle: container.NewStack()}
	s.nav = newNavigation(func(to desk.Screen) { s.show(to) })
	s.status = newStatusBar(a)
	s.title = newViewTitle(func() { s.back() })
	return s
}

// content is the whole window, with room for passing messages.
func (s *shell) content() fyne.CanvasObject {
	body := container.NewBorder(s.title.object, nil, nil, nil, s.middle)
	bottom := container.NewStack(kit.NewSurface(theme.ColorFrame, "", 0), s.status.object)
	return s.app.desk.Toasts.Wrap(container.NewBorder(nil, bottom, s.nav.object, nil, body))
}

// top is the view in front; there is always one once the window is shown.
func (s *shell) top() desk.View {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

// show goes to a screen of the navigation, after every open view agreed to be left.
func (s *shell) show(to desk.Screen) {
	if s.screen == to && len(s.stack) == 1 {
		s.top().Shown()
		return
	}
	s.leaveAll(func() {
		s.screen = to
		s.stack = []desk.View{s.app.newScreen(to)}
		s.front()
	})
}

// leaveAll closes the views from the topmost down; one that does not agree stays in front.
func (s *shell) leaveAll(then func()) {
	top := s.top()
	if top == nil {
		then()
		return
	}
	top.Leave(func() {
		s.drop(top)
		s.leaveAll(then)
	})
}

func (s *shell) push(v desk.View) {
	s.stack = append(s.stack, v)
	s.front()
}

// back closes the topmost step; on a screen itself there is nowhere to go back to.
func (s *shell) back() {
	if len(s.stack) < 2 || s.app.desk.Dialogs.IsOpen() {
		return
	}
	top := s.top()
	top.Leave(func() { s.close(top) })
}

// close takes a view out of the stack without asking; what lies below it comes to the front.
func (s *shell) close(v desk.View) {
	wasTop := s.top() == v
	if s.drop(v) && wasTop && len(s.stack) > 0 {
		s.front()
	}
}

func (s *shell) drop(v desk.View) bool {
	for i, open := range s.stack {
		if open == v {
			s.stack = slices.Delete(s.stack, i, i+1)
			s.app.desk.Keys.Remove(v.Scope())
			v.Close()
			return true
		}
	}
	return false
}

// front puts the topmost view into the window and gives it the keys.
func (s *shell) front() {
	v := s.top()
	kit.HideTip()
	s.app.desk.Keys.Use(v.Scope())
	kit.Discard(s.middle.Objects...)
	s.middle.Objects = []fyne.CanvasObject{v.Content()}
	s.middle.Refresh()
	s.retitle()
	s.nav.choose(s.place())
	if !s.app.desk.Dialogs.IsOpen() { // it would lose the focus itself
		s.app.window.Canvas().Unfocus()
	}
	v.Shown()
	s.status.refreshMarked()
}

// place is what the navigation marks: the settings also where they were opened on top of another screen.
func (s *shell) place() desk.Screen {
	if _, ok := s.top().(*settings.Screen); ok {
		return desk.Settings
	}
	return s.screen
}

// retitle shows the title of the view in front, above it and in the window's frame.
func (s *shell) retitle() {
	v := s.top()
	if v == nil {
		return
	}
	s.title.set(v.Title(), len(s.stack) > 1)
	s.app.window.SetTitle(v.Title() + " – " + s.app.title())
}

// changed hands news of written records to every open view and to the counters around them.
func (s *shell) changed(e core.Event) {
	for _, v := range append([]desk.View(nil), s.stack...) {
		v.Changed(e)
	}
	s.refreshCounts()
}

// refreshCounts counts anew what navigation and status bar tell.
func (s *shell) refreshCounts() {
	s.nav.refresh(s.app)
	s.status.refresh()
}

// viewTitle is the line above the view: the way back and what the view is about.
type viewTitle struct {
	object fyne.CanvasObject
	text   *kit.Text
	back   *kit.Button
}

func newViewTitle(back func()) *viewTitle {
	t := &viewTitle{text: kit.NewTitle("")}
	t.back = kit.NewButton("‹", back).As(kit.Quiet).WithTip(i18n.T("shell.view.back") + "  " + keys.Text(keys.Plain(fyne.KeyEscape)))
	t.back.Hide()
	row := container.NewHBox(t.back, container.NewCenter(t.text))
	t.object = container.New(layout.NewCustomPaddedLayout(theme.Gap, theme.GapTight, theme.GapWide, theme.GapWide), row)
	return t
}

func (t *viewTitle) set(text string, deeper bool) {
	t.text.Set(text)
	if deeper {
		t.back.Show()
	} else {
		t.back.Hide()
	}
	t.object.Refresh()
}

// leaveAbove closes the steps opened on top of the screen, but not the screen itself.
func (s *shell) leaveAbove(then func()) {
	if len(s.stack) < 2 {
		then()
		return
	}
	top := s.top()
	top.Leave(func() {
		s.close(top)
		s.leaveAbove(then)
	})
}
