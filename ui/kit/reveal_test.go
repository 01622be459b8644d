package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/kit"
)

// A page scrolls with the cursor, in a form as in its tabs, and as little as it must.
func TestWhatHasTheFocusIsInSight(t *testing.T) {
	form := kit.NewForm(1)
	var fields []*kit.Entry
	for range 30 {
		fields = append(fields, kit.NewEntry(""))
		form.Add("Feld", fields[len(fields)-1])
	}
	ok := kit.NewButton("Weiter", func() {})
	scroll := container.NewVScroll(kit.Below(form, ok))
	w := test.NewTempWindow(t, kit.NewTabs(kit.Tab{Title: "Seite", Content: scroll}))
	w.Resize(fyne.NewSize(300, 260))
	inSight := func(o fyne.CanvasObject) {
		t.Helper()
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
		if top < 0 || top+o.Size().Height > scroll.Size().Height {
			t.Errorf("it is from %.0f to %.0f of a page of %.0f", top, top+o.Size().Height, scroll.Size().Height)
		}
	}
	w.Canvas().Focus(fields[0])
	for range 29 {
		w.Canvas().FocusNext()
		inSight(w.Canvas().Focused().(fyne.CanvasObject))
	}
	w.Canvas().FocusNext()
	inSight(ok)
	before := scroll.Offset
	w.Canvas().Focus(fields[28])
	if scroll.Offset != before {
		t.Error("the page moves although the field is in sight")
	}
	w.Canvas().Focus(fields[0])
	inSight(fields[0])
}
