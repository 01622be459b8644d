package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ShowMenu opens a context menu at a position in the window of near; arrow keys, Enter and Esc work in it.
func ShowMenu(near fyne.CanvasObject, at fyne.Position, items ...*fyne.MenuItem) {
	if c := canvasOf(near); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}
