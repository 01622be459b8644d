package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/kit"
)

func three() *kit.Radio[int] {
	return kit.NewRadio(
		kit.Option[int]{Value: 1, Text: "Mailprogramm", Hint: "Braucht einen Menschen."},
		kit.Option[int]{Value: 2, Text: "Mailserver", Hint: "Geht von selbst hinaus."},
		kit.Option[int]{Value: 3, Text: "SMS-Dienst"})
}

func TestArrowKeysChooseTheOptionBesideAndStopAtTheEnds(t *testing.T) {
	var heard []int
	r := three()
	r.OnPicked = func(v int) { heard = append(heard, v) }
	w, _ := show(t, r)
	if _, chosen := r.Selected(); chosen {
		t.Error("something is chosen before anybody chose")
	}
	w.Canvas().Focus(r.First())
	press(w, fyne.KeySpace, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if !slices.Equal(heard, []int{1, 2, 3}) {
		t.Errorf("heard %v, want each option once", heard)
	}
	if w.Canvas().Focused() != r.First() {
		t.Error("the focus is not on the chosen option")
	}
	press(w, fyne.KeyUp)
	if v, ok := r.Selected(); v != 2 || !ok {
		t.Errorf("chosen %d, want 2", v)
	}
}

func TestTabPassesOverTheOptionsThatAreNotChosen(t *testing.T) {
	r, next := three(), kit.NewEntry("")
	w, _ := show(t, kit.Below(r, next))
	r.Select(2)
	w.Canvas().Focus(r.First())
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Fatalf("the focus is on %T, want the field behind", w.Canvas().Focused())
	}
	w.Canvas().FocusPrevious()
	if w.Canvas().Focused() != r.First() {
		t.Error("Shift+Tab does not lead back to the chosen option")
	}
}

func TestChoosingOneOptionLeavesTheOthersUnchosen(t *testing.T) {
	r := three()
	w, _ := show(t, r)
	r.Select(2)
	second := r.First()
	r.Select(1)
	if r.First() == second {
		t.Error("two options are chosen")
	}
	r.Select(4)
	if v, ok := r.Selected(); ok {
		t.Errorf("%d is chosen after a value that is no option", v)
	}
	w.Canvas().Focus(r.First())
	test.Tap(second.(fyne.Tappable))
	if v, _ := r.Selected(); v != 2 || w.Canvas().Focused() != second {
		t.Errorf("a click chose %d", v)
	}
}
