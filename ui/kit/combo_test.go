package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

func customers() []kit.Option[int] {
	return []kit.Option[int]{
		{Value: 1, Text: "Huber, Karl", Hint: "10001"},
		{Value: 2, Text: "Müller, Anna", Hint: "10234"},
		{Value: 3, Text: "Mueller, Anja", Hint: "11877"},
	}
}

func comboWindow(t *testing.T, c *kit.Combo[int]) (fyne.Window, *kit.Entry, *[]int) {
	t.Helper()
	next := kit.NewEntry("")
	w, _ := show(t, container.NewVBox(c, next))
	picked := &[]int{}
	c.OnPicked = func(v int) { *picked = append(*picked, v) }
	w.Canvas().Focus(c)
	return w, next, picked
}

func TestComboFiltersByBeginningsOfWordsAndEnterPicks(t *testing.T) {
	c := kit.NewSelect(customers()...)
	w, _, picked := comboWindow(t, c)
	typed(w, "ann")
	press(w, fyne.KeyReturn)
	if v, ok := c.Selected(); !ok || v != 2 || c.Text != "Müller, Anna" {
		t.Errorf("selected %v %v, text %q", v, ok, c.Text)
	}
	if len(*picked) != 1 || w.Canvas().Focused() != fyne.Focusable(c) || w.Canvas().Overlays().Top() != nil {
		t.Errorf("picked %v, focused %T, list open %v", *picked, w.Canvas().Focused(), w.Canvas().Overlays().Top() != nil)
	}
}

func TestComboFindsByHint(t *testing.T) {
	c := kit.NewSelect(customers()...)
	w, _, _ := comboWindow(t, c)
	typed(w, "118")
	press(w, fyne.KeyReturn)
	if v, _ := c.Selected(); v != 3 {
		t.Errorf("selected %d, want 3", v)
	}
}

func TestComboOpensWithDownAndShowsAllOptions(t *testing.T) {
	c := kit.NewSelect(customers()...)
	c.Select(2)
	w, _, picked := comboWindow(t, c)
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if v, _ := c.Selected(); v != 3 || len(*picked) != 1 {
		t.Errorf("selected %d picked %v: Down opens, Down moves from the selected one, Enter picks", v, *picked)
	}
}

func TestEscClosesTheListAndAStrictComboFallsBack(t *testing.T) {
	c := kit.NewSelect(customers()...)
	c.Select(1)
	w, _, picked := comboWindow(t, c)
	typed(w, "mu")
	press(w, fyne.KeyEscape)
	if v, _ := c.Selected(); v != 1 || c.Text != "Huber, Karl" || len(*picked) != 0 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("selected %d, text %q, picked %v", v, c.Text, *picked)
	}
}

func TestTabPicksAndMovesOn(t *testing.T) {
	c := kit.NewSelect(customers()...)
	w, next, picked := comboWindow(t, c)
	typed(w, "hub")
	press(w, fyne.KeyTab)
	if v, _ := c.Selected(); v != 1 || w.Canvas().Focused() != fyne.Focusable(next) || len(*picked) != 1 {
		t.Errorf("selected %d, focused %T, picked %v", v, w.Canvas().Focused(), *picked)
	}
}

func TestFreeTextStaysWhenNothingIsPicked(t *testing.T) {
	c := kit.NewCombo(customers()...)
	w, _, picked := comboWindow(t, c)
	typed(w, "Somebody")
	press(w, fyne.KeyTab)
	if _, ok := c.Selected(); ok || c.Text != "Somebody" || len(*picked) != 0 {
		t.Errorf("text %q, picked %v", c.Text, *picked)
	}
}

func TestOptionsLookedUpWhileTypingAppearInTheOpenList(t *testing.T) {
	c := kit.NewCombo[int]()
	c.Filter = false
	c.OnTyped = func(string) { c.SetOptions(customers()[1:]) }
	w, _, picked := comboWindow(t, c)
	typed(w, "W-123")
	press(w, fyne.KeyDown, fyne.KeyReturn)
	if len(*picked) != 1 || (*picked)[0] != 2 {
		t.Errorf("picked %v, want [2]", *picked)
	}
}

func TestSetOptionsKeepsWhatIsSelected(t *testing.T) {
	c := kit.NewSelect(customers()...)
	c.Select(3)
	c.SetOptions(customers()[1:])
	if v, ok := c.Selected(); !ok || v != 3 {
		t.Errorf("selected %d %v", v, ok)
	}
	c.SetOptions(customers()[:1])
	if _, ok := c.Selected(); ok {
		t.Error("an option that is gone is still selected")
	}
}

func TestNothingFiresBehindAnOpenList(t *testing.T) {
	c := kit.NewSelect(customers()...)
	w, r := show(t, c)
	ran := 0
	r.MustAdd(keys.Command{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { ran++ }})
	w.Canvas().Focus(c)
	press(w, fyne.KeyDown)
	chord(w, fyne.KeyS)
	if r.Run("save") || ran != 0 {
		t.Errorf("a command ran behind the open list")
	}
}
