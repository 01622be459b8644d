package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

func TestFormShowsMarksInWordsUnderTheField(t *testing.T) {
	e := kit.NewEntry("")
	f := kit.NewForm(1).Add("E-Mail", e)
	w, _ := show(t, container.NewVBox(f))
	before := f.MinSize().Height
	e.SetError("Das ist keine E-Mail-Adresse.")
	if f.MinSize().Height <= before {
		t.Error("the message has no room")
	}
	if !f.FocusError() || w.Canvas().Focused() != fyne.Focusable(e) {
		t.Error("the refused field did not get the focus")
	}
	e.SetError("")
	if f.MinSize().Height != before || f.FocusError() {
		t.Error("the message stayed")
	}
}

func TestTabVisitsFieldsInReadingOrder(t *testing.T) {
	var fields [5]*kit.Entry
	for i := range fields {
		fields[i] = kit.NewEntry("")
	}
	f := kit.NewForm(2).Add("1", fields[0]).Add("2", fields[1]).AddWide("3", fields[2]).Add("4", fields[3])
	w, _ := show(t, kit.Border(f, nil, nil, nil, fields[4]))
	for i, field := range fields {
		press(w, fyne.KeyTab)
		if w.Canvas().Focused() != fyne.Focusable(field) {
			t.Fatalf("stop %d is another field", i+1)
		}
	}
}

func TestHiddenFieldsTakeNoRoomInAForm(t *testing.T) {
	a, b := kit.NewEntry(""), kit.NewEntry("")
	f := kit.NewForm(1).Add("a", a).Add("b", b)
	show(t, f)
	full := f.MinSize().Height
	b.Hide()
	if f.MinSize().Height >= full {
		t.Error("the hidden field keeps its room")
	}
}

func TestDiffsTellOfTicks(t *testing.T) {
	var ticked []bool
	d := kit.NewFieldDiffs(
		kit.FieldDiff{Label: "Ort", Left: "Salzburg", Right: "Salzburg", Likeness: kit.Equal},
		kit.FieldDiff{Label: "Straße", Left: "a", Right: "b", Likeness: kit.Different, TickText: "in Stamm", OnTick: func(on bool) { ticked = append(ticked, on) }},
	)
	w, _ := show(t, d.Content)
	press(w, fyne.KeyTab, fyne.KeySpace)
	if len(ticked) != 1 || !ticked[0] || d.Ticks[0] != nil || !d.Ticks[1].On() {
		t.Errorf("ticked %v", ticked)
	}
}

func TestEveryLikenessHasItsOwnSignAndWords(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range []kit.Likeness{kit.Equal, kit.Similar, kit.Different, kit.OnlyLeft, kit.OnlyRight} {
		if l.Sign() == "" || seen[l.Sign()] || l.Text() == "" || seen[l.Text()] {
			t.Errorf("likeness %d: sign %q, words %q", l, l.Sign(), l.Text())
		}
		seen[l.Sign()], seen[l.Text()] = true, true
	}
}

func TestToastsDisappearAndCanBeUndone(t *testing.T) {
	runner := task.Sync()
	toasts := kit.NewToasts(runner)
	show(t, toasts.Wrap(kit.NewEntry("")))
	undone := 0
	toasts.ShowUndo("Abgelehnt.", func() { undone++ })
	toasts.Show("Gespeichert.")
	if toasts.Text() != "Abgelehnt." {
		t.Fatalf("%q pushed away what can be undone", toasts.Text())
	}
	if !toasts.Undo() || undone != 1 || toasts.Text() != "Gespeichert." {
		t.Errorf("undone %d times, then %q", undone, toasts.Text())
	}
	if toasts.Undo() {
		t.Error("a plain message was undone")
	}
	runner.Elapse()
	if toasts.Text() != "" {
		t.Errorf("%q stayed", toasts.Text())
	}
}

func TestTextIsCutWithAnEllipsisWhereThereIsNoRoom(t *testing.T) {
	text := kit.NewText("Großschädl-Oberhuber, Maximilian").AtLeast(0)
	w, _ := show(t, container.NewWithoutLayout(text))
	text.Resize(fyne.NewSize(90, 20))
	drawn := words(w)
	if text.Get() != "Großschädl-Oberhuber, Maximilian" || text.MinSize().Width != 0 {
		t.Errorf("text %q, least width %v", text.Get(), text.MinSize().Width)
	}
	if !strings.HasPrefix(drawn, "Großschädl") || !strings.HasSuffix(drawn, "…") || contains(drawn, "Maximilian") {
		t.Errorf("drawn as %q", drawn)
	}
}

func TestAGrowingFieldTakesTheHeightThatIsLeft(t *testing.T) {
	text, last := kit.NewNotes("", 3).Growing(kit.AllRoom), kit.NewEntry("")
	few := kit.NewNotes("", 2).Growing(4)
	f := kit.NewForm(1).Add("Text", text).Add("Bemerkung", few).Add("Anhang", last)
	w, _ := show(t, container.NewVScroll(kit.Below(kit.NewTitle("Nachricht"), f)))
	for _, height := range []float32{120, 900} {
		w.Resize(fyne.NewSize(400, height))
		least := text.MinSize().Height
		if grown := text.Size().Height; grown < least || height > 500 && grown < 700 {
			t.Errorf("%v high in a window of %v, at least %v", grown, height, least)
		}
		if grown, most := few.Size().Height, 2.2*few.MinSize().Height; grown > most {
			t.Errorf("a field for four lines is %v high in a window of %v", grown, height)
		}
		if bottom := last.Position().Y + last.Size().Height; bottom > f.Size().Height+1 {
			t.Errorf("what follows ends at %v in a form of %v", bottom, f.Size().Height)
		}
	}
}

func TestButtonsOnASecondLineStayInside(t *testing.T) {
	last := kit.NewButton("Löschen", func() {})
	row := kit.Flow(kit.NewButton("Neuer Termin", func() {}), kit.NewButton("Halter öffnen", func() {}), last)
	all := kit.Border(nil, row, nil, nil, kit.Below())
	all.Resize(fyne.NewSize(220, 300))
	if bottom := row.Position().Y + last.Position().Y + last.Size().Height; last.Position().Y == 0 || bottom > 301 {
		t.Errorf("the last button begins at %v of its row and ends at %v of 300", last.Position().Y, bottom)
	}
}

func TestAlignedFormsBeginTheirFieldsOnOneLine(t *testing.T) {
	a, b, c := kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry("")
	upper, lower := kit.NewForm(2).Add("Ort", a).Add("PLZ", b), kit.NewForm(1).Add("Barverkaufskunde, Nummer", c)
	kit.Align(upper, lower)
	show(t, container.NewVBox(upper, lower))
	if a.Position().X != c.Position().X {
		t.Errorf("the fields begin at %v and %v", a.Position().X, c.Position().X)
	}
}
