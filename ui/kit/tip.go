package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// tipPause is how long the mouse must rest on something before its tip is shown.
const tipPause = 500 * time.Millisecond

// tipWidth is how wide a tip may become before it gets a further line, in device-independent pixels.
const tipWidth = 460

// tips is the one tip of the program: words about what the mouse rests on, never the only way to learn them. They lie in the
// layer on top, the window's or a dialog's, and take no mouse.
var tips struct {
	window *fyne.Container // of the window, below all dialogs
	owner  fyne.CanvasObject
	shown  *fyne.Container // the layer that shows it
	wait   *fyne.Animation
}

// newTipLayer makes the place for tips over some content.
func newTipLayer() *fyne.Container { return container.NewWithoutLayout() }

// showTip shows text at a position in the window once the mouse rested on owner; the empty text shows nothing.
func showTip(owner fyne.CanvasObject, text string, at fyne.Position) {
	hideTip(tips.owner)
	if text == "" {
		return
	}
	tips.owner = owner
	over := overlay(owner)
	tips.wait = fyne.NewAnimation(tipPause, func(done float32) {
		if done == 1 && tips.owner == owner && tips.shown == nil && overlay(owner) == over { // no dialog has opened since
			placeTip(owner, text, at)
		}
	})
	tips.wait.Curve = fyne.AnimationLinear
	tips.wait.Start()
}

// overlay is what lies on top of the window of o.
func overlay(o fyne.CanvasObject) fyne.CanvasObject {
	if window := canvasOf(o); window != nil {
		return window.Overlays().Top()
	}
	return nil
}

func placeTip(owner fyne.CanvasObject, text string, at fyne.Position) {
	box := tips.window
	if top, ok := overlay(owner).(*layer); ok {
		box = top.tips
	} else if overlay(owner) != nil {
		return
	}
	window := canvasOf(owner)
	if window == nil || box == nil {
		return
	}
	room := window.Size()
	lines := Below()
	for _, line := range breakLines(text, min(tipWidth*theme.Zoom(), room.Width-4*theme.Gap)) {
		lines.Add(NewCaption(line).In(theme.ColorOnToast))
	}
	tip := container.NewStack(NewSurface(theme.ColorToast, "", theme.Size(base.SizeNameInputRadius)), Pad(lines, theme.GapTight, theme.Gap))
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(box)
	size := tip.MinSize()
	at = at.Subtract(origin)
	at.X = max(min(at.X, room.Width-size.Width-theme.Gap), theme.Gap)
	if at.Y+size.Height > room.Height {
		at.Y -= size.Height + 2*theme.Size(theme.SizeControl)
	}
	tip.Move(at)
	tip.Resize(size)
	box.Objects = []fyne.CanvasObject{tip}
	box.Refresh()
	tips.shown = box
}

// breakLines cuts text into lines that fit into width, between words where there are any.
func breakLines(text string, width float32) []string {
	fits := func(line string) bool {
		return measure(line, theme.Size(base.SizeNameCaptionText), fyne.TextStyle{}).Width <= width
	}
	var lines []string
	for _, word := range strings.Fields(text) {
		if n := len(lines) - 1; n >= 0 && fits(lines[n]+" "+word) {
			lines[n] += " " + word
			continue
		}
		for runes := []rune(word); len(runes) > 0; {
			end := len(runes)
			for end > 1 && !fits(string(runes[:end])) {
				end--
			}
			lines, runes = append(lines, string(runes[:end])), runes[end:]
		}
	}
	return lines
}

// HideTip takes away the tip that is shown, whatever it is about: what it was about is no longer in front.
func HideTip() { hideTip(tips.owner) }

// hideTip takes the tip of owner away.
func hideTip(owner fyne.CanvasObject) {
	if owner == nil || tips.owner != owner {
		return
	}
	tips.owner = nil
	if tips.wait != nil {
		tips.wait.Stop()
		tips.wait = nil
	}
	if tips.shown != nil {
		tips.shown.Objects = nil
		tips.shown.Refresh()
		tips.shown = nil
	}
}

// tipBelow is where the tip of a control goes.
func tipBelow(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height+theme.GapTight)
}
