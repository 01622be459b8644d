package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

func TestButtonRunsOnEnterSpaceAndClick(t *testing.T) {
	ran := 0
	b := kit.NewButton("Speichern", func() { ran++ })
	w, _ := show(t, b)
	w.Canvas().Focus(b)
	press(w, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	test.Tap(b)
	if ran != 4 {
		t.Errorf("ran %d times, want 4", ran)
	}
}

func TestADisabledButtonSaysWhyAndIsSkippedByTab(t *testing.T) {
	ran := 0
	b, next := kit.NewButton("Barverkaufskunde", func() { ran++ }), kit.NewButton("Abbrechen", nil)
	w, _ := show(t, container.NewVBox(b, next))
	before := b.MinSize().Height
	b.SetReason("Keine Nummer hinterlegt")
	test.Tap(b)
	press(w, fyne.KeyTab)
	if ran != 0 || w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("ran %d times, focused %T", ran, w.Canvas().Focused())
	}
	if b.MinSize().Height <= before {
		t.Error("the reason has no room")
	}
	b.SetReason("")
	test.Tap(b)
	if ran != 1 {
		t.Error("the button stayed disabled without a reason")
	}
}

func TestCommandButtonShowsNameAndKeyAndRunsTheCommand(t *testing.T) {
	r := keys.New()
	ran := 0
	r.MustAdd(keys.Command{ID: "save", TextKey: "kit.dialog.ok", Shortcut: keys.Ctrl(fyne.KeyS), Run: func() { ran++ }})
	b := kit.NewCommandButton(r, "save")
	test.Tap(b)
	if b.Label() != "OK" || ran != 1 {
		t.Errorf("label %q, ran %d times", b.Label(), ran)
	}
}

func TestCheckTogglesAndSetIsSilent(t *testing.T) {
	var heard []bool
	c := kit.NewCheck("SMS", func(on bool) { heard = append(heard, on) })
	w, _ := show(t, c)
	c.Set(true)
	w.Canvas().Focus(c)
	press(w, fyne.KeySpace, fyne.KeyReturn)
	if len(heard) != 2 || heard[0] || !heard[1] || !c.On() {
		t.Errorf("heard %v, on %v", heard, c.On())
	}
	c.Disable()
	test.Tap(c)
	if len(heard) != 2 {
		t.Error("a disabled check toggled")
	}
}

func TestTabsChangeByKeyAndAreOneStop(t *testing.T) {
	first, second := kit.NewEntry(""), kit.NewEntry("")
	tabs := kit.NewTabs(kit.Tab{Title: "Stamm", Content: first}, kit.Tab{Title: "Kontakt", Content: second})
	w, _ := show(t, tabs)
	press(w, fyne.KeyTab, fyne.KeyRight)
	if tabs.Index() != 1 {
		t.Fatalf("index %d after Right", tabs.Index())
	}
	press(w, fyne.KeyTab)
	if w.Canvas().Focused() != fyne.Focusable(second) {
		t.Errorf("Tab from the bar went to %T, want the page's field", w.Canvas().Focused())
	}
	tabs.Next()
	if tabs.Index() != 0 || second.Visible() && !first.Visible() {
		t.Error("Next did not wrap round")
	}
}
