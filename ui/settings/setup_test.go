package settings_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/settings"
)

func TestTheAssistantStoresEveryStep(t *testing.T) {
	b := desktest.New(t)
	b.SetSettings(func(*core.Settings) {})
	var imported []core.Entity
	settings.OpenSetup(b.Desk, b.Services(), func(what core.Entity) { imported = append(imported, what) })
	b.Type("Autohaus Muster")
	b.Ctrl(fyne.KeyReturn)
	if s := stored(b); s.Basis.Dealership != "Autohaus Muster" {
		t.Fatalf("after the first step: %q", s.Basis.Dealership)
	}
	b.Press(fyne.KeyEnd)
	b.Type(" quatsch")
	b.Ctrl(fyne.KeyReturn)
	if text := desktest.Text(b.Window); !strings.Contains(text, "Schritt 2 von 5") {
		t.Fatalf("went on with hours that nobody can read: %s", text)
	}
	for range len(" quatsch") {
		b.Press(fyne.KeyBackspace)
	}
	b.Ctrl(fyne.KeyReturn)
	b.Ctrl(fyne.KeyReturn)
	b.Ctrl(fyne.KeyB)
	b.Ctrl(fyne.KeyReturn)
	s := stored(b)
	cash, err := b.Store.CustomerByNumber(t.Context(), s.Basis.CashCustomer)
	if err != nil || cash.Contact.Company != "Barverkauf" {
		t.Fatalf("cash-sale customer %q: %+v %v", s.Basis.CashCustomer, cash, err)
	}
	b.Press(fyne.KeyReturn)
	if len(imported) != 1 || imported[0] != core.EntityCustomer {
		t.Errorf("the first import is of %v", imported)
	}
	b.Press(fyne.KeyEscape)
	if b.Desk.Dialogs.IsOpen() {
		t.Error("the assistant stays open")
	}
}
