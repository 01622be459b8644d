package kit_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

type desk struct {
	w      fyne.Window
	keys   *keys.Registry
	dlg    *kit.Dialogs
	behind *kit.Entry
	ran    []string
}

// newDesk is a window with one focused entry and a global Ctrl+S behind whatever dialog opens.
func newDesk(t *testing.T) *desk {
	d := &desk{behind: kit.NewEntry("")}
	d.w, d.keys = show(t, container.NewVBox(d.behind))
	d.dlg = kit.NewDialogs(d.w.Canvas(), d.keys)
	d.keys.MustAdd(keys.Command{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Run: d.note("save")})
	d.w.Canvas().Focus(d.behind)
	return d
}

func (d *desk) note(what string) func() { return func() { d.ran = append(d.ran, what) } }

func (d *desk) expect(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(d.ran, want) {
		t.Errorf("ran %q, want %q", d.ran, want)
	}
}

func (d *desk) question() *kit.Dialog {
	return &kit.Dialog{
		Title: "Löschen?", Content: kit.NewParagraph("Wirklich?"), OnClosed: d.note("closed"),
		Buttons: []kit.DialogButton{
			{Text: "Ja", Kind: kit.Important, Run: d.note("yes")},
			{Text: "Nein", Cancel: true, Run: d.note("no")},
		},
	}
}

func TestAFieldBehindADialogDoesNotTakeTheFocus(t *testing.T) {
	d := newDesk(t)
	field := kit.NewEntry("")
	q := d.question()
	q.Content = field
	d.dlg.Show(q)
	shown := false
	d.behind.OnFocus = func(gained bool) { shown = gained }
	kit.Focus(d.behind)
	if shown || d.w.Canvas().Focused() != fyne.Focusable(field) {
		t.Errorf("the focus shows behind: %v; the keys go to %T", shown, d.w.Canvas().Focused())
	}
	press(d.w, fyne.KeyEscape)
	if !shown || d.w.Canvas().Focused() != fyne.Focusable(d.behind) {
		t.Errorf("after closing the focus shows: %v; the keys go to %T", shown, d.w.Canvas().Focused())
	}
}

func TestAButtonThatIsNotAllowedHearsNoKey(t *testing.T) {
	d := newDesk(t)
	q := d.question()
	d.dlg.Show(q)
	q.Allow(0, false)
	press(d.w, fyne.KeyReturn)
	chord(d.w, fyne.KeyReturn)
	d.expect(t)
	q.Allow(0, true)
	press(d.w, fyne.KeyReturn)
	d.expect(t, "closed", "yes")
}

func TestABusyDialogTakesNoAnswerButCancelling(t *testing.T) {
	d := newDesk(t)
	q := d.question()
	d.dlg.Show(q)
	q.Busy("Einen Augenblick …")
	press(d.w, fyne.KeyReturn)
	d.expect(t)
	q.Busy("")
	press(d.w, fyne.KeyReturn)
	d.expect(t, "closed", "yes")
	again := d.question()
	d.dlg.Show(again)
	again.Busy("Einen Augenblick …")
	press(d.w, fyne.KeyEscape)
	d.expect(t, "closed", "yes", "closed", "no")
}

func TestEnterConfirmsAndEscCancelsAndFocusReturns(t *testing.T) {
	d := newDesk(t)
	d.dlg.Show(d.question())
	press(d.w, fyne.KeyReturn)
	d.expect(t, "closed", "yes")
	if d.dlg.IsOpen() || d.w.Canvas().Focused() != fyne.Focusable(d.behind) {
		t.Errorf("open %v, focused %T", d.dlg.IsOpen(), d.w.Canvas().Focused())
	}
	d.ran = nil
	d.dlg.Show(d.question())
	press(d.w, fyne.KeyEscape)
	d.expect(t, "closed", "no")
}

func TestTheButtonThatCancelsShowsEsc(t *testing.T) {
	d := newDesk(t)
	d.dlg.Show(d.question())
	if shown := desktest.Text(d.w); strings.Count(shown, "Esc") != 1 || !strings.Contains(shown, "Nein | Esc") {
		t.Error("shown:", shown)
	}
}

func TestNothingFiresBehindADialog(t *testing.T) {
	d := newDesk(t)
	d.dlg.Show(d.question())
	chord(d.w, fyne.KeyS)
	if d.keys.Run("save") {
		t.Error("the main menu reached behind the dialog")
	}
	d.expect(t)
	press(d.w, fyne.KeyEscape)
	chord(d.w, fyne.KeyS)
	d.expect(t, "closed", "no", "save")
}

func TestAFormDialogFocusesItsFirstFieldAndCtrlEnterConfirms(t *testing.T) {
	d := newDesk(t)
	name, notes := kit.NewEntry(""), kit.NewNotes("", 2)
	d.dlg.Show(&kit.Dialog{
		Title: "Kunde", Content: kit.NewForm(1).Add("Name", name).Add("Bemerkung", notes),
		Buttons: []kit.DialogButton{{Text: "Speichern", Kind: kit.Important, Stay: true, Run: d.note("saved")}},
	})
	if d.w.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatalf("focused %T, want the first field", d.w.Canvas().Focused())
	}
	press(d.w, fyne.KeyReturn)
	press(d.w, fyne.KeyTab)
	chord(d.w, fyne.KeyReturn)
	d.expect(t, "saved", "saved")
	if !d.dlg.IsOpen() {
		t.Error("a staying button closed the dialog")
	}
}

func TestEscAsksBeforeItClosesAChangedForm(t *testing.T) {
	d := newDesk(t)
	form := &kit.Dialog{Title: "Kunde", Content: kit.NewEntry("")}
	form.OnCancel = func() bool {
		d.dlg.Ask("Verwerfen?", "Die Änderungen gehen verloren.", kit.DialogButton{Text: "Ja", Kind: kit.Danger, Run: func() { d.dlg.Close(form) }},
			kit.DialogButton{Text: "Nein", Cancel: true})
		return false
	}
	d.dlg.Show(form)
	press(d.w, fyne.KeyEscape, fyne.KeyEscape)
	if d.dlg.Top() != form {
		t.Fatal("No did not return to the form")
	}
	press(d.w, fyne.KeyEscape, fyne.KeyReturn)
	if d.dlg.IsOpen() {
		t.Error("Yes did not close the form")
	}
}

func TestQueuedDialogsComeOneAfterTheOther(t *testing.T) {
	d := newDesk(t)
	first, second := d.question(), d.question()
	d.dlg.Show(first)
	d.dlg.Queue(second)
	if n := len(d.w.Canvas().Overlays().List()); n != 1 {
		t.Fatalf("%d dialogs lie on one another", n)
	}
	press(d.w, fyne.KeyEscape)
	if d.dlg.Top() != second {
		t.Error("the waiting dialog did not come")
	}
	press(d.w, fyne.KeyEscape)
	if d.dlg.IsOpen() {
		t.Error("a dialog is left over")
	}
}

func TestADialogsButtonsAndKeysMayClaimCtrlEnter(t *testing.T) {
	d := newDesk(t)
	d.dlg.Show(&kit.Dialog{
		Title: "Kunde", Content: kit.NewEntry(""),
		Keys: []keys.Command{{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Run: d.note("dialog save")}},
		Buttons: []kit.DialogButton{
			{Text: "Weiter", Kind: kit.Important, Stay: true, Run: d.note("next")},
			{Text: "Speichern und schließen", Key: keys.Ctrl(fyne.KeyReturn), Run: d.note("close")},
		},
	})
	press(d.w, fyne.KeyReturn)
	chord(d.w, fyne.KeyS)
	chord(d.w, fyne.KeyReturn)
	d.expect(t, "next", "dialog save", "close")
}

func TestErrorsAreShownAsSentences(t *testing.T) {
	d := newDesk(t)
	d.dlg.Error(nil)
	if d.dlg.IsOpen() {
		t.Fatal("no error opened a dialog")
	}
	d.dlg.Error(&core.Error{Kind: core.Conflict})
	if d.dlg.Top().Title != i18n.T("kit.dialog.error") {
		t.Errorf("title %q", d.dlg.Top().Title)
	}
	press(d.w, fyne.KeyReturn)
	if d.dlg.IsOpen() {
		t.Error("Enter did not close the message")
	}
}

func TestEscStopsLongWorkButTheDialogWaitsForItsEnd(t *testing.T) {
	d := newDesk(t)
	bar, done := d.dlg.Progress("Import", d.note("stop"))
	bar.Set(3, 10, "leads.csv")
	press(d.w, fyne.KeyEscape)
	d.expect(t, "stop")
	if !d.dlg.IsOpen() {
		t.Error("the dialog did not wait for the end of the work")
	}
	done()
	if d.dlg.IsOpen() {
		t.Error("the dialog stayed")
	}
}

func TestErrorsAreReadOneAfterTheOtherAndTheSameOneOnce(t *testing.T) {
	d := newDesk(t)
	for _, why := range []string{"eins", "zwei", "eins", "zwei"} {
		d.dlg.Error(&core.Error{Kind: core.Invalid, Err: core.Reason(why)})
	}
	seen := 0
	for d.dlg.IsOpen() {
		if n := len(d.w.Canvas().Overlays().List()); n != 1 {
			t.Fatalf("%d dialogs are piled up", n)
		}
		seen++
		press(d.w, fyne.KeyEscape)
	}
	if seen != 2 {
		t.Errorf("%d errors were shown", seen)
	}
}

func TestADialogThatFollowsAnotherComesBeforeTheOnesThatWait(t *testing.T) {
	d := newDesk(t)
	first, second, waiting := d.question(), d.question(), d.question()
	d.dlg.Show(first)
	d.dlg.Queue(waiting)
	d.dlg.Replace(first, second)
	if d.dlg.Top() != second || len(d.w.Canvas().Overlays().List()) != 1 {
		t.Error("the second step is not alone in front")
	}
	d.dlg.Close(second)
	if d.dlg.Top() != waiting {
		t.Error("what waited was lost")
	}
}
