package leads_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/leads"
)

// lead makes a lead that arrived some hours ago.
func lead(external, last string, hours int, status core.LeadStatus) *core.Lead {
	return &core.Lead{Status: status, Request: core.Request{
		Source: "test", ExternalID: external, ReceivedAt: desktest.Now.Add(-time.Duration(hours) * time.Hour),
		Contact: core.Contact{FirstName: "Anna", LastName: last}, Vehicle: core.VehicleData{Plate: "S-1" + external},
	}}
}

func open(t *testing.T, records ...core.Record) (*desktest.Bench, *leads.Screen) {
	t.Helper()
	b := desktest.New(t)
	if len(records) > 0 {
		b.Put(records...)
	}
	v := leads.New(b.Desk, b.Services(), nil)
	b.Open(v)
	return b, v
}

func stored(b *desktest.Bench, id core.ID) core.Lead {
	b.Helper()
	l, err := b.Store.Lead(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func TestEnterStartsTerminanlageForTheNewestOpenLead(t *testing.T) {
	old, newest := lead("A", "Alt", 5, core.LeadNew), lead("B", "Neu", 1, core.LeadNew)
	b, _ := open(t, old, newest, lead("C", "Fertig", 0, core.LeadCancelled))
	b.Press(fyne.KeyReturn)
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	want := []string{"book " + id(newest), "book " + id(old)}
	if !slices.Equal(b.Went, want) {
		t.Errorf("want %v, got %v", want, b.Went)
	}
}

func TestTheRefusalIsWrittenWhileRejecting(t *testing.T) {
	l := lead("A", "Eins", 5, core.LeadNew)
	b, _ := open(t, l)
	b.Press(fyne.KeyDelete)
	b.Ctrl(fyne.KeyM)
	if now := stored(b, l.Meta.ID); now.Status != core.LeadNew || len(b.Went) != 0 {
		t.Fatalf("without a reason it is %s, went %v", now.Status, b.Went)
	}
	b.Type("Kein freier Termin")
	b.Press(fyne.KeyReturn) // takes the proposed reason
	b.Ctrl(fyne.KeyM)
	if now := stored(b, l.Meta.ID); now.Status != core.LeadRejected || !slices.Equal(b.Went, []string{"write about lead/" + id(l)}) {
		t.Errorf("it is %s, went %v", now.Status, b.Went)
	}
}

func TestANewArrivalDoesNotMoveTheSelection(t *testing.T) {
	first, second := lead("A", "Eins", 5, core.LeadNew), lead("B", "Zwei", 6, core.LeadNew)
	b, v := open(t, first, second)
	b.Press(fyne.KeyDown)
	arrived := lead("C", "Drei", 0, core.LeadNew)
	b.Put(arrived)
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntityLead, ID: arrived.Meta.ID}}})
	b.Press(fyne.KeyReturn)
	if want := []string{"book " + id(second)}; !slices.Equal(b.Went, want) {
		t.Errorf("want %v, got %v", want, b.Went)
	}
}

func TestRejectingAsksForTheReasonAndCanBeTakenBack(t *testing.T) {
	l := lead("A", "Spam", 1, core.LeadNew)
	b, _ := open(t, l)
	b.Press(fyne.KeyDelete, fyne.KeyReturn)
	if got := stored(b, l.Meta.ID); got.Status != core.LeadNew {
		t.Fatalf("rejected without a reason: %s", got.Status)
	}
	b.Type("ruft morgen wieder an")
	b.Ctrl(fyne.KeyReturn)
	if got := stored(b, l.Meta.ID); got.Status != core.LeadRejected || got.RejectReason != "ruft morgen wieder an" {
		t.Fatalf("got %s %q", got.Status, got.RejectReason)
	}
	if !b.Desk.Toasts.Undo() {
		t.Fatal("no way back was offered")
	}
	if got := stored(b, l.Meta.ID); !got.Status.Open() {
		t.Errorf("still %s", got.Status)
	}
}

func TestALeadThatCameBackIsTheChosenOne(t *testing.T) {
	rejected, next := lead("A", "Kommt wieder", 1, core.LeadNew), lead("B", "Wartet", 2, core.LeadNew)
	b, v := open(t, rejected, next)
	v.Select(rejected.Meta.ID)
	b.Press(fyne.KeyDelete)
	b.Type("verwechselt")
	b.Ctrl(fyne.KeyReturn)
	b.Desk.Toasts.Undo()
	b.Press(fyne.KeyReturn)
	if want := []string{"book " + id(rejected)}; !slices.Equal(b.Went, want) {
		t.Errorf("want %v, got %v", want, b.Went)
	}
}

func TestEscLeavesTheRejectDialogWithoutATrace(t *testing.T) {
	l := lead("A", "Bleibt", 1, core.LeadNew)
	b, _ := open(t, l)
	b.Press(fyne.KeyDelete)
	b.Type("doch nicht")
	b.Press(fyne.KeyEscape)
	if got := stored(b, l.Meta.ID); got.Status != core.LeadNew || got.Meta.Rev != 1 {
		t.Errorf("got %s rev %d", got.Status, got.Meta.Rev)
	}
}

func TestPuttingAsideProposesTomorrow(t *testing.T) {
	l := lead("A", "Später", 1, core.LeadNew)
	b, _ := open(t, l)
	b.Ctrl(fyne.KeyD)
	b.Ctrl(fyne.KeyReturn)
	if got := stored(b, l.Meta.ID); got.Status != core.LeadDeferred || got.DeferUntil != 20261124 {
		t.Errorf("got %s until %d", got.Status, got.DeferUntil)
	}
}

func TestARejectedLeadIsReadOnlyUntilItIsReopened(t *testing.T) {
	l := lead("A", "Nein", 1, core.LeadRejected)
	l.RejectReason = "Probe"
	b, v := open(t, l)
	v.Select(l.Meta.ID)
	b.Press(fyne.KeyDelete)
	if b.Desk.Dialogs.IsOpen() || b.Desk.Keys.Can("leads.book") {
		t.Error("a rejected lead must offer nothing but reopening")
	}
	b.Ctrl(fyne.KeyR)
	if got := stored(b, l.Meta.ID); !got.Status.Open() {
		t.Errorf("still %s", got.Status)
	}
}

func TestTypingALetterSearchesTheList(t *testing.T) {
	b, _ := open(t, lead("A", "Maier", 1, core.LeadNew), lead("B", "Zauner", 2, core.LeadNew))
	b.Type("zau")
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	if len(b.Went) != 1 || b.Went[0] != "book 2" {
		t.Errorf("got %v", b.Went)
	}
}

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	b, _ := open(t)
	if text := visibleText(b.Window); !strings.Contains(text, "Importieren Sie eine Datei") {
		t.Errorf("got %q", text)
	}
}

func TestTheDetailsKeepWhatCouldNotBeRead(t *testing.T) {
	l := lead("A", "Müller", 1, core.LeadNew)
	l.Request.AsText = []core.FieldValue{{Field: core.FieldWantedAt, Value: "nächste Woche"}}
	b, _ := open(t, l)
	if text := visibleText(b.Window); strings.Count(text, "nächste Woche") < 2 {
		t.Errorf("list and details should both show it: %q", text)
	}
}

func TestTheQuarantineShowsFileLineAndReasonAndCanBeEmptied(t *testing.T) {
	q := &core.Quarantined{File: "leads.csv", What: core.EntityLead, Line: 17, Field: core.FieldLeadID, Why: core.ReasonRequired, Raw: ";;;"}
	b, _ := open(t, q)
	b.Ctrl(fyne.KeyG)
	text := visibleText(b.Window)
	for _, want := range []string{"leads.csv", "17", "Bitte ausfüllen.", ";;;"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}

func TestEveryActionHasAKeyAndNoneIsBoundTwice(t *testing.T) {
	b, _ := open(t, lead("A", "Eins", 1, core.LeadNew))
	for _, id := range []string{"leads.book", "leads.take", "leads.defer", "leads.reject", "leads.reopen", "leads.quarantine"} {
		if c, ok := b.Desk.Keys.Get(id); !ok || c.Shortcut.Key == "" {
			t.Errorf("%s cannot be reached by key", id)
		}
	}
}

func id(l *core.Lead) string { return strings.TrimPrefix(l.Label(), "L-") }

func visibleText(w fyne.Window) string { return desktest.Text(w) }

func TestSeveralMarkedLeadsAreRejectedAndComeBackTogether(t *testing.T) {
	first, second, third := lead("A", "Eins", 1, core.LeadNew), lead("B", "Zwei", 2, core.LeadInProgress), lead("C", "Drei", 3, core.LeadNew)
	b, v := open(t, first, second, third)
	b.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if v.Marked() != 2 {
		t.Fatalf("%d marked", v.Marked())
	}
	if text := visibleText(b.Window); !strings.Contains(text, "2 Zeilen markiert") || !strings.Contains(text, "Eins") {
		t.Errorf("the details say %q", text)
	}
	if b.Desk.Keys.Can("leads.book") {
		t.Error("Terminanlage is for one lead")
	}
	b.Press(fyne.KeyDelete)
	if text := visibleText(b.Window); !strings.Contains(text, "2 Leads ablehnen") {
		t.Errorf("the question does not say how many: %q", text)
	}
	b.Type("Betriebsurlaub")
	b.Ctrl(fyne.KeyReturn)
	if stored(b, first.Meta.ID).Status != core.LeadRejected || stored(b, second.Meta.ID).Status != core.LeadRejected || stored(b, third.Meta.ID).Status != core.LeadNew {
		t.Fatal("not exactly the marked leads are rejected")
	}
	if v.Marked() != 0 {
		t.Error("the marks stay")
	}
	b.Desk.Toasts.Undo()
	if stored(b, first.Meta.ID).Status != core.LeadNew || stored(b, second.Meta.ID).Status != core.LeadInProgress {
		t.Error("they did not come back as they were")
	}
}

func TestWhereTheBorderWasPutIsRemembered(t *testing.T) {
	b, v := open(t, lead("A", "Eins", 1, core.LeadNew))
	split := find[*container.Split](v.Content())
	split.SetOffset(0.55)
	v.Close()
	again := find[*container.Split](leads.New(b.Desk, b.Services(), nil).Content())
	if again.Offset != 0.55 {
		t.Errorf("it is at %v", again.Offset)
	}
}

// find gives the first object of a kind below o.
func find[T fyne.CanvasObject](o fyne.CanvasObject) (found T) {
	if hit, ok := o.(T); ok {
		return hit
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if hit := find[T](child); fyne.CanvasObject(hit) != fyne.CanvasObject(found) {
				return hit
			}
		}
	}
	return found
}
