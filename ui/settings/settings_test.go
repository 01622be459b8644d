package settings_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/settings"
)

func open(t *testing.T) (*desktest.Bench, *settings.Screen) {
	t.Helper()
	b := desktest.New(t)
	b.SetSettings(func(*core.Settings) {})
	v := settings.New(b.Desk, b.Services(), settings.Post{})
	b.Open(v)
	return b, v
}

func stored(b *desktest.Bench) core.Settings {
	b.Helper()
	s, err := b.Store.Settings(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func TestWhatIsTypedIsStoredAsAWhole(t *testing.T) {
	b, _ := open(t)
	b.Type("Autohaus Muster")
	b.Press(fyne.KeyTab)
	b.Type("Hauptstraße 1")
	b.Ctrl(fyne.KeyS)
	if s := stored(b); s.Basis.Dealership != "Autohaus Muster" || s.Basis.Street != "Hauptstraße 1" {
		t.Errorf("got %q, %q", s.Basis.Dealership, s.Basis.Street)
	}
}

func TestABadValueIsNamedAtItsFieldAndNothingIsStored(t *testing.T) {
	b, v := open(t)
	b.Type("Autohaus Muster")
	v.Focus("basis.email")
	v.Shown()
	b.Type("keine adresse")
	b.Ctrl(fyne.KeyS)
	if s := stored(b); s.Basis.Dealership != "" {
		t.Error("half of the form was stored")
	}
	if text := desktest.Text(b.Window); !strings.Contains(text, "Das ist keine E-Mail-Adresse.") {
		t.Errorf("no reason at the field: %q", text)
	}
}

func TestTheCashSaleCustomerIsNamedWhileTheNumberIsTyped(t *testing.T) {
	b, v := open(t)
	b.Put(&core.Customer{Number: "99999", Contact: core.Contact{Company: "Barverkauf"}})
	v.Focus("basis.cash_customer")
	v.Shown()
	b.Type("99999")
	if text := desktest.Text(b.Window); !strings.Contains(text, "» Barverkauf") {
		t.Errorf("got %q", text)
	}
}

func TestClosedDaysAreTypedAsInEveryDateField(t *testing.T) {
	b, v := open(t)
	v.Focus("basis.closed_days")
	v.Shown()
	b.Type("24.12.2026 Heiliger Abend")
	b.Press(fyne.KeyReturn)
	b.Type("kein Tag")
	b.Ctrl(fyne.KeyS)
	if text := desktest.Text(b.Window); !strings.Contains(text, "Das ist kein Datum. kein Tag") {
		t.Errorf("no reason that names the line: %q", text)
	}
	for range "kein Tag" {
		b.Press(fyne.KeyBackspace)
	}
	b.Type("31.12.26")
	b.Ctrl(fyne.KeyS)
	if got, err := master.Get(stored(b), "basis.closed_days"); err != nil || got != "2026-12-24 Heiliger Abend, 2026-12-31" {
		t.Errorf("stored %q, %v", got, err)
	}
	if text := desktest.Text(b.Window); !strings.Contains(text, "24.12.2026 Heiliger Abend") || !strings.Contains(text, "Einstellungen gespeichert.") {
		t.Errorf("after saving: %q", text)
	}
	if v.Leave(func() {}); b.Desk.Dialogs.IsOpen() {
		t.Error("what was saved still counts as changed")
	}
}

func TestLeavingAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	b, v := open(t)
	left := 0
	v.Leave(func() { left++ })
	if left != 1 || b.Desk.Dialogs.IsOpen() {
		t.Fatal("asked although nothing was typed")
	}
	b.Type("Muster")
	v.Leave(func() { left++ })
	if left != 1 || !b.Desk.Dialogs.IsOpen() {
		t.Fatal("left with something typed")
	}
	b.Press(fyne.KeyReturn)
	if left != 2 || stored(b).Basis.Dealership != "Muster" {
		t.Errorf("saving and leaving: left %d, stored %q", left, stored(b).Basis.Dealership)
	}
}

func TestSettingsChangedElsewhereAreNotOverwrittenSilently(t *testing.T) {
	b, v := open(t)
	b.Type("Mein Name")
	other := stored(b)
	other.Basis.Town = "Linz"
	b.Put(&other)
	v.Changed(core.Event{Refs: []core.Ref{{Entity: core.EntitySettings, ID: 1, Rev: other.Meta.Rev}}})
	b.Ctrl(fyne.KeyS)
	if !b.Desk.Dialogs.IsOpen() {
		t.Fatal("no question")
	}
	b.Press(fyne.KeyReturn)
	if s := stored(b); s.Basis.Town != "Linz" || s.Basis.Dealership != "Mein Name" {
		t.Errorf("got %q in %q", s.Basis.Dealership, s.Basis.Town)
	}
}

func TestDiscardedSettingsCanBeTakenBack(t *testing.T) {
	b, _ := open(t)
	b.Type("Autohaus Muster")
	b.Ctrl(fyne.KeyR)
	if text := desktest.Text(b.Window); strings.Contains(text, "Autohaus Muster") {
		t.Fatalf("still there: %q", text)
	}
	b.Desk.Toasts.Undo()
	b.Ctrl(fyne.KeyS)
	if s := stored(b); s.Basis.Dealership != "Autohaus Muster" {
		t.Errorf("stored %q", s.Basis.Dealership)
	}
}
