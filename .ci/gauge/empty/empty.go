// Command empty opens a window of the program's size with nothing in it but a word: what Fyne itself costs.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("de.terminwerk.Empty").NewWindow("Empty")
	w.SetContent(widget.NewLabel("Hello"))
	w.Resize(fyne.NewSize(1280, 760))
	w.ShowAndRun()
}
