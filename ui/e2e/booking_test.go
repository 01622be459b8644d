//go:build e2e

// Package e2e proves the whole program in a real window: leads come in from a file, the adviser books them by the
// keyboard, and what was stored is read by the command line, beside the open window and after it was left. It needs a
// display with a window manager and finds the program in TERMINWERK_BIN; .ci/e2e provides both.
package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// The leads of testdata/leads.xml arrive in this order; the list shows the newest first.
//
//	E1  known customer number, own vehicle
//	E2  likely a customer, the vehicle is somebody else's
//	E3  nobody knows the customer or the vehicle
//	E4  nobody knows the customer, only a plate

// TestLeadsBecomeAppointmentsByKeyboard books the three ways out and the lead of a known customer, with the three vehicle
// cases between them.
func TestLeadsBecomeAppointmentsByKeyboard(t *testing.T) {
	c := dealership(t)
	w := open(t, "Terminleads", "-db", c.db)
	importLeads(w, c)

	cashSale(w, c)
	newCustomer(w, c)
	merge(w, c)
	knownNumber(w, c)

	secondStart(w, c)
	if exit := w.quit(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	if said := w.log.String(); strings.Contains(said, "Error in Fyne call thread") {
		t.Errorf("a widget was used outside its goroutine:\n%s", said)
	}
	stored(t, c)
	if t.Failed() {
		return
	}

	again := open(t, "Terminleads", "-db", c.db)
	if exit := again.quit(); exit != 0 {
		t.Errorf("opened again, the program ended with %d", exit)
	}
}

// dealership prepares a database by the command line.
func dealership(t *testing.T) terminal {
	t.Helper()
	c := terminal{t: t, db: filepath.Join(t.TempDir(), "Büro 1", "betrieb.db")}
	c.must("settings", "set", "basis.dealership", "Autohaus Probe")
	c.must("settings", "set", "basis.cash_customer", "99000")
	c.must("settings", "set", "basis.advisers", "Huber, Lechner")
	c.must("import", "customers", "testdata/customers.csv")
	c.must("import", "vehicles", "testdata/vehicles.csv")
	return c
}

func importLeads(w *window, c terminal) {
	w.t.Helper()
	file, err := filepath.Abs("testdata/leads.xml")
	if err != nil {
		w.t.Fatal(err)
	}
	w.press("ctrl+o")
	w.write(file)
	w.press("Return")
	w.until("the leads are stored", func() bool { return len(c.records("leads", "lead_id")) == 4 })
}

// booked waits until the lead's appointment is stored and the window is back at the list.
func booked(w *window, c terminal, lead string, atMost int) {
	w.t.Helper()
	w.until(lead+" is booked", func() bool { return c.records("leads", "lead_id")[lead]["status"] == "booked" })
	w.shows("Terminleads")
	w.t.Logf("%s: %d keys from the list to the saved appointment", lead, w.pressed)
	if w.pressed > atMost {
		w.t.Errorf("%s took %d keys, more than %d", lead, w.pressed, atMost)
	}
}

func cashSale(w *window, c terminal) {
	w.t.Helper()
	w.pressed = 0
	w.press("Return")
	w.shows("Ottokar Pfandl")
	w.press("ctrl+b")
	w.shows("Termin – neu aus Lead L-4")
	w.press("ctrl+s")
	booked(w, c, "E4", 4)
}

// newCustomer first leaves the customer dialog without saving, which leads back and leaves no trace.
func newCustomer(w *window, c terminal) {
	w.t.Helper()
	w.press("Return")
	w.shows("Walburga Zirngast")
	w.press("ctrl+n")
	w.shows("Neuer Kunde")
	w.press("Escape")
	w.shows("Walburga Zirngast")
	w.press("Escape")
	w.shows("Terminleads")
	if n := len(c.records("customers", "customer_number")); n != 4 {
		w.t.Errorf("%d customers after the dialog was left without saving, want 4", n)
	}

	w.pressed = 0
	w.press("Return")
	w.shows("Walburga Zirngast")
	w.press("ctrl+n")
	w.shows("Neuer Kunde")
	w.press("ctrl+Return")
	w.shows("Termin – neu aus Lead L-3")
	w.press("ctrl+s")
	booked(w, c, "E3", 5)
}

// merge takes street and house number into the customer master, but not the e-mail address, and accepts that the vehicle
// is somebody else's.
func merge(w *window, c terminal) {
	w.t.Helper()
	w.pressed = 0
	w.press("Return")
	w.shows("Josef Steindl")
	w.press("Tab", "space", "Tab", "space")
	ticks := w.pressed - 1
	w.press("ctrl+Return")
	w.shows("Termin – neu aus Lead L-2")
	w.press("ctrl+s")
	w.rest()
	if status := c.records("leads", "lead_id")["E2"]["status"]; status != "new" {
		w.t.Fatalf("E2 is %q although the warning was not answered", status)
	}
	w.insist("Return")
	booked(w, c, "E2", ticks+4)
}

// knownNumber holds Enter down, which opens the editor but must not go on from there by itself.
func knownNumber(w *window, c terminal) {
	w.t.Helper()
	w.pressed = 0
	w.hold("Return")
	w.shows("Termin – neu aus Lead L-1")
	if status := c.records("leads", "lead_id")["E1"]["status"]; status != "new" {
		w.t.Errorf("E1 is %q after Enter was held down", status)
	}
	w.press("ctrl+s")
	booked(w, c, "E1", 3)
}

// secondStart: the program beside its own open window only brings that to the front.
func secondStart(w *window, c terminal) {
	w.t.Helper()
	if exit, out, complaints := c.run(); exit != 0 {
		w.t.Errorf("a second start ended with %d\n%s%s", exit, out, complaints)
	}
	if exit, out, _ := c.run("check"); exit != 0 {
		w.t.Errorf("a check beside the window ended with %d\n%s", exit, out)
	}
}

// stored reads what is in the file after the program was left.
func stored(t *testing.T, c terminal) {
	t.Helper()
	c.must("check")
	if open := c.must("resolve", "-json"); open != "" {
		t.Errorf("leads are still open:\n%s", open)
	}
	visits := c.records("appointments", "lead_id")
	visits["E1"].has(t, "known number", "customer_number", "40001", "drop_off", "2037-03-02T08:00", "adviser", "Huber",
		"last_name", "Müller", "vin", "WVWZZZ1KZAW000001", "plate", "S-123AB", "steps", "Service/Inspektion 90 min")
	visits["E2"].has(t, "merge", "customer_number", "40003", "street", "Landstraße", "house_no", "77",
		"email", "josef.neu@example.org", "vin", "WVWZZZ1KZAW000002", "plate", "HA-456CD")
	visits["E3"].has(t, "new customer", "customer_number", "500000", "last_name", "Zirngast", "vin", "WVWZZZ6RZBY000099",
		"model", "Polo")
	visits["E4"].has(t, "cash-sale", "customer_number", "99000", "first_name", "Ottokar", "last_name", "Pfandl",
		"plate", "WY-55XYZ", "company", "")
	customers := c.records("customers", "customer_number")
	customers["40001"].has(t, "customer of the known number", "street", "Linzer Straße", "email", "anna.mueller@example.org")
	customers["40003"].has(t, "merged customer", "street", "Landstraße", "house_no", "77", "email", "josef.steindl@example.org")
	customers["500000"].has(t, "new customer", "first_name", "Walburga", "last_name", "Zirngast", "zip", "8010", "mobile", "0650 7770001")
	customers["99000"].has(t, "cash-sale customer", "company", "Barverkauf", "last_name", "", "mobile", "")
	if n := len(customers); n != 5 {
		t.Errorf("%d customers, want 5", n)
	}
	vehicles := c.records("vehicles", "vin")
	vehicles["WVWZZZ1KZAW000002"].has(t, "foreign vehicle", "owner_number", "40002")
	if n := len(vehicles); n != 3 {
		t.Errorf("%d vehicles, want 3: those only seen in an appointment stay there", n)
	}
	backups := strings.Split(strings.TrimSpace(c.must("restore")), "\n")
	if backups[0] == "" || !strings.HasSuffix(backups[0], ".db") {
		t.Fatal("no backup was made at exit")
	}
	if exit, out, _ := (terminal{t: t, db: backups[0]}).run("check"); exit != 0 {
		t.Errorf("the backup is not sound (%d):\n%s", exit, out)
	}
}
