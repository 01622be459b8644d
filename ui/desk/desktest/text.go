package desktest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Text is everything that the window shows in words, dialogs included, in the order of drawing.
func Text(w fyne.Window) string {
	var words []string
	roots := append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...)
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if t, ok := o.(*canvas.Text); ok && t.Visible() && t.Text != "" {
				words = append(words, t.Text)
			}
		}
	}
	return strings.Join(words, " | ")
}
