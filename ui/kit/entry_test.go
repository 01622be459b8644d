package kit_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

func TestEntryTellsOnlyOfTheUsersChanges(t *testing.T) {
	e := kit.NewEntry("")
	var heard []string
	e.OnChanged = func(text string) { heard = append(heard, text) }
	w, _ := show(t, e)
	e.SetText("from the program")
	e.SetText("")
	w.Canvas().Focus(e)
	typed(w, "ab")
	press(w, fyne.KeyBackspace)
	if want := []string{"a", "ab", "a"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

func TestEntryHandsOnKeysItDoesNotNeed(t *testing.T) {
	e := kit.NewEntry("")
	w, r := show(t, e)
	var ran []string
	add := func(id string, s keys.Shortcut) {
		r.MustAdd(keys.Command{ID: id, Shortcut: s, Run: func() { ran = append(ran, id) }})
	}
	add("cancel", keys.Plain(fyne.KeyEscape))
	add("help", keys.Plain(fyne.KeyF1))
	add("save", keys.Ctrl(fyne.KeyS))
	add("confirm", keys.Ctrl(fyne.KeyReturn))
	add("erase", keys.Plain(fyne.KeyDelete))
	w.Canvas().Focus(e)
	typed(w, "x")
	press(w, fyne.KeyEscape, fyne.KeyF1, fyne.KeyDelete)
	chord(w, fyne.KeyS)
	chord(w, fyne.KeyEnter)
	if want := []string{"cancel", "help", "save", "confirm"}; !slices.Equal(ran, want) {
		t.Errorf("ran %q, want %q: Delete belongs to the text", ran, want)
	}
}

func TestEnterInAnEntryRunsItsOwnActionOrTheWindowsOrMovesOn(t *testing.T) {
	first, second := kit.NewEntry(""), kit.NewEntry("")
	w, r := show(t, container.NewVBox(first, second))
	w.Canvas().Focus(first)
	press(w, fyne.KeyReturn)
	if w.Canvas().Focused() != second {
		t.Error("Enter did not move on to the next field")
	}
	ran := ""
	r.MustAdd(keys.Command{ID: "default", Shortcut: keys.Plain(fyne.KeyReturn), Run: func() { ran += "window " }})
	press(w, fyne.KeyEnter)
	second.OnEnter = func() { ran += "entry" }
	press(w, fyne.KeyReturn)
	if ran != "window entry" {
		t.Errorf("ran %q", ran)
	}
}

func TestUndoWithNothingTypedGoesToTheWindow(t *testing.T) {
	e := kit.NewEntry("")
	w, r := show(t, e)
	undone := 0
	r.MustAdd(keys.Command{ID: "undo", Shortcut: keys.Ctrl(fyne.KeyZ), Run: func() { undone++ }})
	w.Canvas().Focus(e)
	typed(w, "a")
	e.TypedShortcut(&fyne.ShortcutUndo{})
	if e.Text != "" || undone != 0 {
		t.Errorf("first undo: text %q, window undone %d times", e.Text, undone)
	}
	e.TypedShortcut(&fyne.ShortcutUndo{})
	if undone != 1 {
		t.Errorf("second undo: window undone %d times, want 1", undone)
	}
}

func TestNotesKeepEnterAndGiveAwayTabAndCtrlEnter(t *testing.T) {
	n, next := kit.NewNotes("", 3), kit.NewEntry("")
	w, r := show(t, container.NewVBox(n, next))
	confirmed := 0
	r.MustAdd(keys.Command{ID: "confirm", Shortcut: keys.Ctrl(fyne.KeyReturn), Run: func() { confirmed++ }})
	w.Canvas().Focus(n)
	typed(w, "a")
	press(w, fyne.KeyReturn)
	typed(w, "b")
	chord(w, fyne.KeyReturn)
	if n.Text != "a\nb" || confirmed != 1 {
		t.Errorf("text %q, confirmed %d times", n.Text, confirmed)
	}
	press(w, fyne.KeyTab)
	if w.Canvas().Focused() != next {
		t.Error("Tab did not leave the notes")
	}
}

func TestSearchSearchesWhileTypingAndEscEmpties(t *testing.T) {
	s := kit.NewSearchEntry(task.Sync(), "search", "Suche")
	w, _ := show(t, s)
	var asked []string
	left := 0
	s.OnSearch = func(text string) { asked = append(asked, text) }
	s.OnDown = func() { left++ }
	w.Canvas().Focus(s)
	typed(w, "mü")
	press(w, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyDown)
	if want := []string{"m", "mü", ""}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if s.Text != "" || left != 2 {
		t.Errorf("text %q, left for the list %d times, want 2 (Enter, Down)", s.Text, left)
	}
}

func TestTheEditingMenuSpeaksTheChosenLanguageAndEdits(t *testing.T) {
	e := kit.NewEntry("")
	e.SetText("Müller")
	w, _ := show(t, e)
	w.Canvas().Focus(e)
	press(w, desktop.KeyMenu)
	markup := test.RenderToMarkup(w.Canvas())
	if !contains(markup, "Ausschneiden") || !contains(markup, "Alles markieren") {
		t.Errorf("the menu is %s", markup)
	}
	press(w, fyne.KeyUp, fyne.KeyReturn)
	if e.SelectedText() != "Müller" {
		t.Errorf("selected %q after the last item", e.SelectedText())
	}
}

func TestOnlyTheFieldWithTheFocusShowsIt(t *testing.T) {
	first, second := kit.NewEntry(""), kit.NewEntry("")
	w, _ := show(t, container.NewVBox(first, second))
	idle := test.RenderToMarkup(w.Canvas())
	w.Canvas().Focus(first)
	w.Canvas().Focus(second)
	w.Canvas().Unfocus()
	if test.RenderToMarkup(w.Canvas()) != idle {
		t.Error("a field still looks focused after it lost the focus")
	}
}

func TestAnotherLetterEndsWhatIsBeingSearchedAndTheSameTextIsSearchedAgain(t *testing.T) {
	window := make(chan func(), 10)
	runner := task.New(func(f func()) { window <- f })
	defer runner.Close()
	s := kit.NewSearchEntry(runner, "search", "Suche")
	show(t, s)
	ended, asked := make(chan struct{}, 10), 0
	s.Work = "load"
	s.OnSearch = func(string) {
		asked++
		runner.Run("load", func(ctx context.Context, _ task.Progress) error {
			<-ctx.Done()
			ended <- struct{}{}
			return ctx.Err()
		}, func(error) { t.Error("its result was delivered") })
	}
	s.TypedRune('m')
	(<-window)() // the pause after the letter
	s.TypedRune('ü')
	<-ended
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	for asked < 2 {
		(<-window)()
	}
}
