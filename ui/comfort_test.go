package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/keys"
)

func TestTypedSettingsOutliveTheProgramUntilTheyAreSaved(t *testing.T) {
	p := start(t)
	p.ctrl("6")
	p.press(fyne.KeyTab)
	p.typed("Hauptstraße 1")
	if list := p.drafts(); len(list) != 1 || list[0].What != core.EntitySettings {
		t.Fatalf("drafts %v", list)
	}
	again := p.crash()
	again.sees("nicht gespeichert", "Einstellungen")
	again.press(fyne.KeyReturn)
	again.ctrl(fyne.KeyS)
	s, err := again.store.Settings(t.Context())
	if err != nil || s.Basis.Street != "Hauptstraße 1" || len(again.drafts()) != 0 {
		t.Errorf("street %q, drafts %v, %v", s.Basis.Street, again.drafts(), err)
	}
	again.typed("x")
	if len(again.drafts()) != 1 {
		t.Fatal("what is typed after saving is not kept")
	}
	again.ctrl(fyne.KeyR)
	if len(again.drafts()) != 0 {
		t.Error("the draft outlives the discarding")
	}
}

func TestRestoredSettingsNameWhatSomebodyElseSavedMeanwhile(t *testing.T) {
	p := start(t)
	p.ctrl("6")
	p.press(fyne.KeyTab)
	p.typed("Hauptstraße 1")
	s, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := p.crash()
	s.Basis.Street = "Nebengasse 2"
	again.put(&s)
	again.press(fyne.KeyReturn)
	again.sees("Inzwischen hat jemand gespeichert: Straße", "Hauptstraße 1")
}

func TestTheSizeOfTheWindowIsRememberedAtItsEnd(t *testing.T) {
	p := start(t)
	p.win.Resize(fyne.NewSize(1400, 900))
	p.keys.Run("file.quit")
	if got, err := p.store.Preference(t.Context(), "window.size"); err != nil || got != "1400x900" {
		t.Errorf("remembered %q, %v", got, err)
	}
}

func TestTheStatusLineSaysHowManyRowsAreMarked(t *testing.T) {
	_, _, lead := known()
	p := start(t, lead)
	p.press(fyne.KeySpace)
	p.sees("Eine Zeile markiert")
	p.ctrl("2")
	if text := desktest.Text(p.win); strings.Contains(text, "Eine Zeile markiert") {
		t.Error("another screen still speaks of it")
	}
}

func TestTheNavigationMarksTheSettingsWhereverTheyWereOpened(t *testing.T) {
	p := start(t)
	p.app.OpenSettings("basis.cash_customer")
	if got := p.app.Place(); got != desk.Settings {
		t.Errorf("marked %s", got)
	}
	p.press(fyne.KeyEscape)
	if got := p.app.Place(); got != desk.Leads {
		t.Errorf("marked %s", got)
	}
}

func TestWhatWasOpenedAnywhereIsOfferedByTheSearch(t *testing.T) {
	p := start(t)
	c := &core.Customer{Number: "500001", Contact: core.Contact{LastName: "Gernegesehen"}}
	p.put(c)
	p.app.EditCustomer(c.Meta.ID)
	p.press(fyne.KeyEscape)
	p.ctrl(fyne.KeyK)
	p.sees("Gernegesehen")
}

func TestTheFirstAdviserOfTheSettingsSitsAtTheDeskAtOnce(t *testing.T) {
	p := start(t)
	settings, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.Basis.Advisers = []string{"Lechner", "Sommer"}
	p.put(&settings)
	p.sees("Berater: Lechner")
}

func TestTheSettingsStayOnTheirPageWhenTheSizeChanges(t *testing.T) {
	p := start(t)
	p.app.Show(desk.Settings)
	p.keys.HandleShortcut(keys.CtrlShift(fyne.KeyTab).Fyne())
	p.sees("Größe")
	settings, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.View.Scale = 125
	p.put(&settings)
	p.sees("Größe", "125")
}
