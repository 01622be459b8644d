package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/kit"
)

func TestTabPassesFactsBy(t *testing.T) {
	before, after := kit.NewButton("before", func() {}), kit.NewButton("after", func() {})
	w, _ := show(t, container.NewVBox(before, kit.Facts(kit.Fact{Label: "VIN", Value: "WVWZZZAUZMW000101"}), after))
	w.Canvas().Focus(before)
	press(w, fyne.KeyTab)
	if w.Canvas().Focused() != after {
		t.Errorf("Tab leads to %T instead of the next button", w.Canvas().Focused())
	}
}

func TestValueIsCopiedByItsMenu(t *testing.T) {
	value := kit.NewValue("WVWZZZAUZMW000101")
	w, _ := show(t, value)
	test.TapSecondary(value)
	menu := w.Canvas().Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	press(w, fyne.KeyDown, fyne.KeyReturn)
	if got := fyne.CurrentApp().Clipboard().Content(); got != value.Text() {
		t.Errorf("copied %q", got)
	}
}
