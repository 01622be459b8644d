package desktest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/kit"
)

// Text is everything that the window shows in words, dialogs included, in the order of drawing.
func Text(w fyne.Window) string {
	var words []string
	roots := append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...)
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if text := kit.Words(o); text != "" && o.Visible() {
				words = append(words, text)
			}
		}
	}
	return strings.Join(words, " | ")
}

// Click presses the button with this text, as the mouse would; the one in front where there are several.
func (b *Bench) Click(text string) {
	b.Helper()
	roots := append([]fyne.CanvasObject{b.Window.Content()}, b.Window.Canvas().Overlays().List()...)
	var found *kit.Button
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if button, ok := o.(*kit.Button); ok && button.Label() == text {
				found = button
			}
		}
	}
	if found == nil {
		b.Fatalf("no button %q in: %s", text, Text(b.Window))
	}
	found.Tapped(&fyne.PointEvent{})
}
